"""Dispatching of a few orders from a point in time on, and the search for better decisions right after it.

A fixed order on machines punishes every early change with thousands of delays behind it; a rule that goes
on deciding absorbs the change. So decisions are tried by rolling the rule out over the orders at hand
(D. P. Bertsekas, J. N. Tsitsiklis, C. Wu, Rollout algorithms for combinatorial optimization, Journal of
Heuristics 3, 1997): a few operations get another *lift*, which is added to their worth, and what the orders
then cost decides. A rollout ends as soon as its cost exceeds the best one.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from potok.compiled import lean, lean_part
from potok.scheduling.factory.arrays import Factory, Floats, Integers
from potok.scheduling.factory.kernels.heap import pop, push
from potok.scheduling.factory.kernels.timing import lateness_cost
from potok.scheduling.kernels.chance import Chance, below, uniform

Flags = npt.NDArray[np.bool_]

#: Operations whose lift one trial changes, at most.
_CHANGED = 3
#: Spread of four uniform numbers added up is brought to about one by this.
_SPREAD = 1.7


class Worth(NamedTuple):
    """The rule: worth of a mode = bias + lift − slope · max(0, due − now − β · tail).

    Attributes:
        due: (n) due time of the end that follows, on the working-time axis.
        tail: (n) least work from the start of the operation to that end.
        bias: (modes) worth without slack.
        slope: (machines) worth lost with a unit of slack.
        beta: (machines) allowance for waiting.
        lift: (n) what was learned of single operations.
        toll: (machines) cost of a unit of a machine's time beyond need: idle, or by a mode slow for it.
        fair: (modes) time that counts as needed.
        span: [0] from when, [1] until when idle time counts.
    """

    due: Floats
    tail: Floats
    bias: Floats
    slope: Floats
    beta: Floats
    lift: Floats
    toll: Floats
    fair: Floats
    span: Integers


class Front(NamedTuple):
    """The point in time: what has been decided before it.

    Attributes:
        free: (machines) end of the last decided operation.
        arrival: (n) release, or the end of decided predecessors.
        left: (n) predecessors that are not decided.
    """

    free: Integers
    arrival: Integers
    left: Integers


class Decided(NamedTuple):
    """Modes and times of operations (n)."""

    mode: Integers
    start: Integers
    end: Integers


class Room(NamedTuple):
    """Working arrays of one search.

    Attributes:
        left: (n) predecessors not yet placed.
        is_placed: (n) whether an operation is placed.
        queue: (machines, most modes, 2) waiting modes and their operations.
        waiting: (machines) how many there are.
        is_free: (machines) whether a machine is free now.
        keys: Heap of events: times.
        items: The same: an operation that arrives, or n + a machine that becomes free.
        asked: Machines that choose now; −1 once they have chosen.
        is_asked: (machines) whether a machine is among them.
        best: (machines, 2) mode and operation a machine of `asked` would take; mode −2: not known.
        best_worth: (machines) its worth.
        pool: (n) room for the operations whose lift may change.
        who: Operations whose lift a trial changes.
        old: Their lifts before.
        since: (machines) from when a machine has stood idle, if it does.
    """

    left: Integers
    is_placed: Flags
    queue: Integers
    waiting: Integers
    is_free: Flags
    keys: Integers
    items: Integers
    asked: Integers
    is_asked: Flags
    best: Integers
    best_worth: Floats
    pool: Integers
    who: Integers
    old: Floats
    since: Integers


def front_of(factory: Factory) -> Front:
    """The beginning: nothing decided."""
    return Front(
        free=np.zeros(factory.machines, dtype=np.int64),
        arrival=factory.release.copy(),
        left=np.diff(factory.before_first),
    )


def nothing_decided(factory: Factory) -> Decided:
    """Room for the decisions of a plan."""
    n = len(factory.release)
    return Decided(*(np.zeros(n, dtype=np.int64) for _ in range(3)))


def room_of(factory: Factory) -> Room:
    """Empty working arrays."""
    n, machines = len(factory.release), factory.machines
    most = int(np.bincount(factory.mode_machine, minlength=machines).max(initial=1))
    return Room(
        left=np.zeros(n, dtype=np.int64),
        is_placed=np.zeros(n, dtype=np.bool_),
        queue=np.zeros((machines, most, 2), dtype=np.int64),
        waiting=np.zeros(machines, dtype=np.int64),
        is_free=np.zeros(machines, dtype=np.bool_),
        keys=np.zeros(n + machines + 1, dtype=np.int64),
        items=np.zeros(n + machines + 1, dtype=np.int64),
        asked=np.zeros(machines, dtype=np.int64),
        is_asked=np.zeros(machines, dtype=np.bool_),
        best=np.zeros((machines, 2), dtype=np.int64),
        best_worth=np.zeros(machines, dtype=np.float64),
        pool=np.zeros(n, dtype=np.int64),
        who=np.zeros(_CHANGED, dtype=np.int64),
        old=np.zeros(_CHANGED),
        since=np.zeros(machines, dtype=np.int64),
    )


@lean
def roll_out(
    factory: Factory, worth: Worth, front: Front, ops: Integers, room: Room, decided: Decided, limit: float
) -> float:
    """Dispatch some orders from the front on; returns their cost with tolls, infinite above the limit.

    Args:
        factory: What is planned.
        worth: The rule.
        front: What lies behind.
        ops: Undecided operations of whole orders.
        room: Working arrays.
        decided: Filled for these operations.
        limit: Highest cost of interest.
    """
    n = len(factory.release)
    size = _open(factory, worth, front, ops, room)
    cost = 0.0
    while size > 0:
        now = room.keys[0]
        asked = int(np.int64(0))  # typed: a literal would compile what it is given to once more
        while size > 0 and room.keys[0] == now:
            item = room.items[0]
            size = pop(room.keys, room.items, size)
            if item >= n:
                room.is_free[item - n] = True
                asked = _ask(room, asked, item - n)
                continue
            for mode in range(factory.mode_first[item], factory.mode_first[item + 1]):
                machine = factory.mode_machine[mode]
                room.queue[machine, room.waiting[machine], 0] = mode
                room.queue[machine, room.waiting[machine], 1] = item
                room.waiting[machine] += 1
                if room.is_free[machine]:
                    asked = _ask(room, asked, machine)
        for at in range(asked):
            room.is_asked[room.asked[at]] = False
        while True:
            taken = _most_urgent(worth, room, asked, now)
            if taken < 0:
                break
            machine = room.asked[taken]
            mode, i = room.best[taken, 0], room.best[taken, 1]
            room.asked[taken] = -1
            room.is_placed[i] = True
            room.is_free[machine] = False
            end = now + factory.mode_time[mode]
            decided.mode[i] = mode
            decided.start[i] = now
            decided.end[i] = end
            cost += lateness_cost(factory, i, end)
            cost += _waste(worth, room, mode, machine, now, end)
            if cost > limit:
                return math.inf
            size = push(room.keys, room.items, size, end, n + machine)
            for arc in range(factory.after_first[i], factory.after_first[i + 1]):
                j = factory.after[arc]
                room.left[j] -= 1
                if room.left[j] == 0:
                    arrival = front.arrival[j]
                    for back in range(factory.before_first[j], factory.before_first[j + 1]):
                        arrival = max(arrival, decided.end[factory.before[back]])
                    size = push(room.keys, room.items, size, arrival, j)
    return cost


@lean_part
def _waste(worth: Worth, room: Room, mode: int, machine: int, now: int, end: int) -> float:
    """Toll for the time a machine stood idle before an operation and for the time it takes beyond need."""
    idle = max(0, min(now, worth.span[1]) - room.since[machine])
    room.since[machine] = end
    return float(worth.toll[machine] * (idle + end - now - worth.fair[mode]))


@lean_part
def _open(factory: Factory, worth: Worth, front: Front, ops: Integers, room: Room) -> int:
    """Set the room to the front; returns the number of events that are known."""
    n = len(factory.release)
    size = int(np.int64(0))  # typed: a literal would compile what it is given to once more
    room.waiting[:] = 0
    room.is_asked[:] = False
    for machine in range(factory.machines):
        room.is_free[machine] = front.free[machine] == 0
        room.since[machine] = max(front.free[machine], worth.span[0])
        if front.free[machine] > 0:
            size = push(room.keys, room.items, size, front.free[machine], n + machine)
    for i in ops:
        room.left[i] = front.left[i]
        room.is_placed[i] = False
        if front.left[i] == 0:
            size = push(room.keys, room.items, size, front.arrival[i], i)
    return size


@lean_part
def _ask(room: Room, asked: int, machine: int) -> int:
    """Have a free machine choose; returns how many do."""
    if room.is_asked[machine]:
        return asked
    room.is_asked[machine] = True
    room.asked[asked] = machine
    room.best[asked, 0] = -2
    return asked + 1


@lean_part
def _most_urgent(worth: Worth, room: Room, asked: int, now: int) -> int:
    """Which of the asked machines has the worthiest waiting mode, −1 if nothing waits."""
    taken = -1
    for at in range(asked):
        machine = room.asked[at]
        if machine < 0:
            continue
        if room.best[at, 0] == -2 or (room.best[at, 0] >= 0 and room.is_placed[room.best[at, 1]]):
            kept = 0
            room.best[at, 0] = -1
            highest = -math.inf
            beta, slope = worth.beta[machine], worth.slope[machine]
            for k in range(room.waiting[machine]):
                mode, i = room.queue[machine, k, 0], room.queue[machine, k, 1]
                if room.is_placed[i]:
                    continue
                room.queue[machine, kept, 0] = mode
                room.queue[machine, kept, 1] = i
                kept += 1
                slack = max(0.0, worth.due[i] - now - beta * worth.tail[i])
                value = worth.bias[mode] + worth.lift[i] - slope * slack
                if room.best[at, 0] < 0 or value > highest:
                    highest = value
                    room.best[at, 0] = mode
                    room.best[at, 1] = i
            room.waiting[machine] = kept
            room.best_worth[at] = highest
        if room.best[at, 0] >= 0 and (taken < 0 or room.best_worth[at] > room.best_worth[taken]):
            taken = at
    return taken


@lean
def seek(
    factory: Factory,
    worth: Worth,
    front: Front,
    ops: Integers,
    until: int,
    room: Room,
    decided: Decided,
    chance: Chance,
    trials: int,
    step: float,
) -> float:
    """Try other lifts of the operations that start before a time; `worth.lift` keeps the best ones.

    Args:
        factory: What is planned.
        worth: The rule; its lifts are changed.
        front: What lies behind.
        ops: Undecided operations of whole orders.
        until: End of the time in which decisions are tried.
        room: Working arrays.
        decided: Scratch for the decisions of trials.
        chance: Random numbers.
        trials: How many rollouts.
        step: Spread of a change.
    """
    cost = float(roll_out(factory, worth, front, ops, room, decided, math.inf))
    count = _fill_pool(ops, decided, until, room.pool)
    old, who = room.old, room.who
    for _ in range(trials):
        if cost <= 0.0 or count == 0:
            break
        changed = 1 + below(chance, _CHANGED)
        for at in range(changed):
            i = room.pool[below(chance, count)]
            who[at] = i
            old[at] = worth.lift[i]
            drawn = uniform(chance) + uniform(chance) + uniform(chance) + uniform(chance) - 2.0
            worth.lift[i] += drawn * _SPREAD * step
        found = roll_out(factory, worth, front, ops, room, decided, cost)
        if found < cost:
            cost = found
            count = _fill_pool(ops, decided, until, room.pool)
        else:  # a change without effect is no better: it would only disturb later decisions
            for at in range(changed - 1, -1, -1):
                worth.lift[who[at]] = old[at]
    return cost


@lean_part
def _fill_pool(ops: Integers, decided: Decided, until: int, pool: Integers) -> int:
    """List the operations that start before a time; returns how many."""
    count = 0
    for i in ops:
        if decided.start[i] < until:
            pool[count] = i
            count += 1
    return count


@lean
def advance(
    factory: Factory, front: Front, ops: Integers, decided: Decided, until: int, is_decided: Flags
) -> None:
    """Move the front: what starts before a time is decided for good."""
    for i in ops:
        if decided.start[i] < until:
            is_decided[i] = True
            machine = factory.mode_machine[decided.mode[i]]
            front.free[machine] = max(front.free[machine], decided.end[i])
            for arc in range(factory.after_first[i], factory.after_first[i + 1]):
                j = factory.after[arc]
                front.left[j] -= 1
                front.arrival[j] = max(front.arrival[j], decided.end[i])
