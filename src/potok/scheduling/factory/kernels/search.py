"""Annealing over the sequences of a window: every move is timed exactly.

A move takes one operation to another place of its machine or to another allowed machine: ahead, to any
place after it is ready, or back, to let others pass. A place is allowed when the operation before it
starts before the successors of the moved one end, and the operation behind it ends after the
predecessors start: then no ring can arise (Mastrolilli, Gambardella, Effective neighbourhood functions
for the flexible job shop problem, Journal of Scheduling 3, 2000).
"""

from __future__ import annotations

import math

import numpy as np

from potok.compiled import lean, lean_part
from potok.scheduling.factory.arrays import Factory, Sequences
from potok.scheduling.factory.kernels.timing import (
    Desk,
    accept,
    lay,
    lift,
    machine_of,
    queue_up,
    settle,
    take_back,
    technical_ready,
)
from potok.scheduling.kernels.chance import Chance, below, uniform

#: Chance that not the waiting operation goes ahead but the one before it makes room.
_ROOM = 0.4
#: Chance of another place on the same machine.
_SAME_MACHINE = 0.5
#: Chance of a short move ahead; the others go anywhere after the operation is ready.
_SHORT = 0.6
#: Places of a short move.
_NEAR = 3
_HUGE = np.iinfo(np.int64).max


@lean
def anneal(
    factory: Factory,
    plan: Sequences,
    desk: Desk,
    count: int,
    chance: Chance,
    heat: float,
    patience: float,
    moves: int,
) -> float:
    """Cool down over a number of moves inside the open window, in place; returns the change of its cost.

    Args:
        factory: What is planned.
        plan: The current plan with right times.
        desk: Working arrays with an open window, at rest.
        count: How many operations are inside, listed in `desk.members`.
        chance: Random numbers.
        heat: Rise of the cost accepted one time in e at the beginning; it falls to nothing.
        patience: Rise above the accepted one up to which a change is followed on.
        moves: How many moves are tried.
    """
    total = 0.0
    for trial in range(moves):
        i = desk.members[below(chance, count)]
        makes_room = uniform(chance) < _ROOM
        mode = _some_mode(factory, plan, chance, i)
        target = _some_place(factory, plan, desk, chance, i, factory.mode_machine[mode], makes_room)
        if target < 0:
            continue
        old_mode, old_place = plan.mode[i], plan.place[i]
        worst = -heat * (1.0 - trial / moves) * math.log(1.0 - uniform(chance))
        _move(factory, plan, desk, i, mode, target)
        delta = settle(factory, plan, desk, worst + patience)
        if delta <= worst:
            accept(plan, desk)
            total += delta
        else:
            take_back(plan, desk)
            _return(factory, plan, desk, i, old_mode, old_place)
    return total


@lean_part
def _some_mode(factory: Factory, plan: Sequences, chance: Chance, i: int) -> int:
    """The present mode or another one, half and half."""
    first = factory.mode_first[i]
    count = factory.mode_first[i + 1] - first
    mode = plan.mode[i]
    if count == 1 or uniform(chance) < _SAME_MACHINE:
        return int(mode)
    other = first + below(chance, count - 1)
    return int(other + 1 if other >= mode else other)


@lean_part
def _started_before(plan: Sequences, machine: int, time: int, i: int) -> int:
    """How many operations of a machine, `i` left out, start before a time."""
    low, high = 0, plan.length[machine]
    while low < high:
        middle = (low + high) >> 1
        if plan.start[plan.order[machine, middle]] < time:
            low = middle + 1
        else:
            high = middle
    if low > plan.place[i] and plan.order[machine, plan.place[i]] == i:
        low -= 1
    return int(low)


@lean_part
def _ended_by(plan: Sequences, machine: int, time: int, i: int) -> int:
    """How many operations of a machine, `i` left out, end at a time or before."""
    low, high = 0, plan.length[machine]
    while low < high:
        middle = (low + high) >> 1
        if plan.end[plan.order[machine, middle]] <= time:
            low = middle + 1
        else:
            high = middle
    if low > plan.place[i] and plan.order[machine, plan.place[i]] == i:
        low -= 1
    return int(low)


@lean_part
def _some_place(
    factory: Factory,
    plan: Sequences,
    desk: Desk,
    chance: Chance,
    i: int,
    machine: int,
    makes_room: bool,  # noqa: FBT001 - compiled code calls by position
) -> int:
    """A place on a machine, counted without the operation itself; −1 when no other place is allowed."""
    before_start = int(np.int64(-1))  # typed: a literal would compile what it is given to once more
    for arc in range(factory.before_first[i], factory.before_first[i + 1]):
        before_start = max(before_start, plan.start[factory.before[arc]])
    after_end = int(np.int64(_HUGE))
    for arc in range(factory.after_first[i], factory.after_first[i + 1]):
        after_end = min(after_end, plan.end[factory.after[arc]])
    low = _ended_by(plan, machine, before_start, i)
    high = _started_before(plan, machine, after_end, i)
    stays = machine == machine_of(factory, plan, i)
    ready = technical_ready(factory, plan, i)
    if makes_room:
        low = max(low, plan.place[i] + 1 if stays else _ended_by(plan, machine, ready, i))
        near = low if stays else _started_before(plan, machine, plan.start[i], i)
        high = min(high, near + _NEAR)
    else:
        low = max(low, _ended_by(plan, machine, ready, i))
        high = min(high, plan.place[i] - 1 if stays else _started_before(plan, machine, plan.start[i], i))
        if uniform(chance) < _SHORT:
            low = max(low, high - _NEAR)
    low = max(low, desk.base[machine])
    high = min(high, desk.base[machine] + desk.inner[machine] - (1 if stays else 0))
    if low > high or (low == high and stays and low == plan.place[i]):
        return -1
    return int(low + below(chance, high - low + 1))


@lean_part
def _move(factory: Factory, plan: Sequences, desk: Desk, i: int, mode: int, target: int) -> None:
    """Take an operation to a place in a mode and queue up what has to be timed again."""
    machine = machine_of(factory, plan, i)
    place = plan.place[i]
    lift(plan, machine, place)
    desk.inner[machine] -= 1
    if place < plan.length[machine]:
        queue_up(desk, plan.order[machine, place])
    plan.mode[i] = mode
    machine = machine_of(factory, plan, i)
    lay(plan, machine, target, i)
    desk.inner[machine] += 1
    if target > 0:  # timed after its new neighbour: ranks are starts before the change
        desk.rank[i] = max(technical_ready(factory, plan, i), desk.rank[plan.order[machine, target - 1]] + 1)
    else:
        desk.rank[i] = technical_ready(factory, plan, i)
    queue_up(desk, i)
    if target + 1 < plan.length[machine]:
        queue_up(desk, plan.order[machine, target + 1])


@lean_part
def _return(factory: Factory, plan: Sequences, desk: Desk, i: int, mode: int, place: int) -> None:
    """Put an operation back where it was."""
    machine = machine_of(factory, plan, i)
    lift(plan, machine, plan.place[i])
    desk.inner[machine] -= 1
    plan.mode[i] = mode
    machine = machine_of(factory, plan, i)
    lay(plan, machine, place, i)
    desk.inner[machine] += 1
