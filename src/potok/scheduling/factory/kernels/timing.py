"""Times of a plan: all of them from its sequences, or only those that a change moves.

`settle` follows a change inside a window through the graph in the order of the old starts, which is a
topological order of all that did not change; an operation reached twice is simply timed again. Every new
time is logged, so that a refused change is taken back without another calculation.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from potok.compiled import lean, lean_part
from potok.scheduling.factory.arrays import Factory, Integers, Sequences
from potok.scheduling.factory.kernels.heap import pop, push

#: Value of `settle` for a change that delays what lies outside or is timed too often.
REFUSED = np.inf


class Desk(NamedTuple):
    """Working arrays of one search; `inside` marks the operations that it times and moves.

    The others keep their times: a change that would delay one of them is refused.

    Attributes:
        keys: Heap of operations to time: keys.
        items: The same: operations.
        waits: (n) whether an operation lies in the heap.
        rank: (n) key of an operation: its start before the change.
        logged: Operations with a changed time, in the order of changing.
        old_start: Start before that change.
        old_end: End before that change.
        counts: [0] length of the log, [1] size of the heap.
        inside: (n) whether an operation is timed and moved.
        base: (machines) operations of a machine that lie before the inside ones.
        inner: (machines) inside operations of a machine.
        members: (n) room for the list of inside operations.
    """

    keys: Integers
    items: Integers
    waits: npt.NDArray[np.bool_]
    rank: Integers
    logged: Integers
    old_start: Integers
    old_end: Integers
    counts: Integers
    inside: npt.NDArray[np.bool_]
    base: Integers
    inner: Integers
    members: Integers


def desk_of(factory: Factory) -> Desk:
    """Empty working arrays."""
    n = len(factory.release)
    room = 4 * n + 64
    return Desk(
        keys=np.zeros(n + 1, dtype=np.int64),
        items=np.zeros(n + 1, dtype=np.int64),
        waits=np.zeros(n, dtype=np.bool_),
        rank=np.zeros(n, dtype=np.int64),
        logged=np.zeros(room, dtype=np.int64),
        old_start=np.zeros(room, dtype=np.int64),
        old_end=np.zeros(room, dtype=np.int64),
        counts=np.zeros(2, dtype=np.int64),
        inside=np.zeros(n, dtype=np.bool_),
        base=np.zeros(factory.machines, dtype=np.int64),
        inner=np.zeros(factory.machines, dtype=np.int64),
        members=np.zeros(n, dtype=np.int64),
    )


@lean_part
def calendar_time(factory: Factory, end: int) -> int:
    """Calendar time of an end on the working-time axis; the end of a window belongs to it."""
    low = 0
    high = len(factory.clock_from) - 1
    while low < high:
        middle = (low + high + 1) >> 1
        if factory.clock_from[middle] < end:
            low = middle
        else:
            high = middle - 1
    return int(end + factory.clock_gap[low])


@lean_part
def lateness_cost(factory: Factory, i: int, end: int) -> float:
    """Weighted lateness of an operation that ends then."""
    weight = factory.weight[i]
    if weight == 0.0:
        return 0.0
    late = calendar_time(factory, end) - factory.due[i]
    return float(weight * late) if late > 0 else 0.0


@lean
def total_cost(factory: Factory, plan: Sequences) -> float:
    """Weighted lateness of a whole plan."""
    total = 0.0
    for i in factory.judged:
        total += lateness_cost(factory, i, plan.end[i])
    return total


@lean_part
def machine_of(factory: Factory, plan: Sequences, i: int) -> int:
    """The machine an operation lies on."""
    return int(factory.mode_machine[plan.mode[i]])


@lean_part
def technical_ready(factory: Factory, plan: Sequences, i: int) -> int:
    """When an operation could start if its machine were always free."""
    ready = factory.release[i]
    for arc in range(factory.before_first[i], factory.before_first[i + 1]):
        ready = max(ready, plan.end[factory.before[arc]])
    return int(ready)


@lean_part
def queue_up(desk: Desk, i: int) -> None:
    """Have an operation timed again."""
    if not desk.waits[i]:
        desk.waits[i] = True
        desk.counts[1] = push(desk.keys, desk.items, desk.counts[1], desk.rank[i], i)


@lean_part
def settle(factory: Factory, plan: Sequences, desk: Desk, limit: float) -> float:
    """Time everything that lies in the heap and what follows; returns the change of the cost.

    Once the change exceeds `limit` it is refused: what follows seldom makes up for it. The log must be
    empty before. `REFUSED` leaves a half-timed plan: take the change back.
    """
    delta = 0.0
    logged = 0
    room = len(desk.logged)
    while desk.counts[1] > 0:
        i = desk.items[0]
        desk.counts[1] = pop(desk.keys, desk.items, desk.counts[1])
        desk.waits[i] = False
        start = technical_ready(factory, plan, i)
        machine = machine_of(factory, plan, i)
        place = plan.place[i]
        if place > 0:
            start = max(start, plan.end[plan.order[machine, place - 1]])
        if not desk.inside[i]:
            if start > plan.start[i]:
                desk.counts[0] = logged
                return float(REFUSED)
            continue
        end = start + factory.mode_time[plan.mode[i]]
        if start == plan.start[i] and end == plan.end[i]:
            continue
        if logged == room:
            desk.counts[0] = logged
            return float(REFUSED)
        desk.logged[logged] = i
        desk.old_start[logged] = plan.start[i]
        desk.old_end[logged] = plan.end[i]
        logged += 1
        if factory.weight[i] > 0.0:
            delta += lateness_cost(factory, i, end) - lateness_cost(factory, i, plan.end[i])
            if delta > limit:
                desk.counts[0] = logged
                return float(REFUSED)
        has_new_end = end != plan.end[i]
        plan.start[i] = start
        plan.end[i] = end
        if has_new_end:
            for arc in range(factory.after_first[i], factory.after_first[i + 1]):
                queue_up(desk, factory.after[arc])
            if place + 1 < plan.length[machine]:
                queue_up(desk, plan.order[machine, place + 1])
    desk.counts[0] = logged
    return delta


@lean_part
def accept(plan: Sequences, desk: Desk) -> None:
    """Keep the times just settled."""
    for at in range(desk.counts[0]):
        i = desk.logged[at]
        desk.rank[i] = plan.start[i]
    desk.counts[0] = 0


@lean_part
def take_back(plan: Sequences, desk: Desk) -> None:
    """Put the logged times back, last change first, and empty the heap."""
    for at in range(desk.counts[0] - 1, -1, -1):
        i = desk.logged[at]
        plan.start[i] = desk.old_start[at]
        plan.end[i] = desk.old_end[at]
        desk.rank[i] = desk.old_start[at]
    desk.counts[0] = 0
    for at in range(desk.counts[1]):
        desk.waits[desk.items[at]] = False
    desk.counts[1] = 0


@lean_part
def lay(plan: Sequences, machine: int, place: int, i: int) -> None:
    """Put an operation at a place of a machine; those behind move up."""
    last = plan.length[machine]
    for at in range(last, place, -1):
        other = plan.order[machine, at - 1]
        plan.order[machine, at] = other
        plan.place[other] = at
    plan.order[machine, place] = i
    plan.place[i] = place
    plan.length[machine] = last + 1


@lean_part
def lift(plan: Sequences, machine: int, place: int) -> None:
    """Take the operation at a place off a machine; those behind close up."""
    last = plan.length[machine] - 1
    for at in range(place, last):
        other = plan.order[machine, at + 1]
        plan.order[machine, at] = other
        plan.place[other] = at
    plan.length[machine] = last
