"""A window of time: which operations a search may move, and how its result goes back into the plan.

In a loaded factory one early change shifts thousands of later operations, which nearly always harms more
than it helps. A search therefore works inside a window. Either it delays nothing outside, or it follows
every delay to the end of the plan, as long as that promises a gain: what it gains is real.
"""

from __future__ import annotations

import numpy as np

from potok.compiled import compiled, lean
from potok.scheduling.factory.arrays import Factory, Integers, Sequences
from potok.scheduling.factory.kernels.timing import Desk, machine_of, technical_ready


@compiled
def retime(factory: Factory, plan: Sequences, order: Integers) -> int:
    """Time a whole plan from its sequences; fills a topological order, returns its length (n if no ring)."""
    n = len(factory.release)
    left = np.empty(n, dtype=np.int64)
    for i in range(n):
        left[i] = factory.before_first[i + 1] - factory.before_first[i]
    for machine in range(factory.machines):
        for place in range(1, plan.length[machine]):
            left[plan.order[machine, place]] += 1
    size = 0
    for i in range(n):
        if left[i] == 0:
            order[size] = i
            size += 1
    done = 0
    while done < size:
        i = order[done]
        done += 1
        start = technical_ready(factory, plan, i)
        machine = machine_of(factory, plan, i)
        place = plan.place[i]
        if place > 0:
            start = max(start, plan.end[plan.order[machine, place - 1]])
        plan.start[i] = start
        plan.end[i] = start + factory.mode_time[plan.mode[i]]
        for arc in range(factory.after_first[i], factory.after_first[i + 1]):
            j = factory.after[arc]
            left[j] -= 1
            if left[j] == 0:
                order[size] = j
                size += 1
        if 0 <= place < plan.length[machine] - 1:
            j = plan.order[machine, place + 1]
            left[j] -= 1
            if left[j] == 0:
                order[size] = j
                size += 1
    return size


@lean
def open_window(
    factory: Factory,
    plan: Sequences,
    desk: Desk,
    begin: int,
    end: int,
    delays: bool,  # noqa: FBT001 - compiled code calls by position
) -> int:
    """Mark the operations that start in [begin, end); returns how many, listed in `desk.members`.

    Args:
        factory: What is planned.
        plan: With right times.
        desk: Marked.
        begin: Of the window.
        end: Of the window.
        delays: Whether what starts later may be delayed too; only the listed ones are moved.
    """
    count = 0
    for i in range(len(plan.start)):
        desk.inside[i] = False
        desk.rank[i] = plan.start[i]
    for machine in range(factory.machines):
        desk.base[machine] = 0
        desk.inner[machine] = 0
        for place in range(plan.length[machine]):
            i = plan.order[machine, place]
            if plan.start[i] < begin:
                desk.base[machine] += 1
            elif plan.start[i] < end:
                desk.inside[i] = True
                desk.inner[machine] += 1
                desk.members[count] = i
                count += 1
            elif delays:
                desk.inside[i] = True
            else:
                break
    return count


@lean
def transplant(factory: Factory, plan: Sequences, inner: Integers, searched: Sequences, desk: Desk) -> None:
    """Put the window of a searched copy into the plan it was copied from; times are left to `retime`.

    Args:
        factory: What is planned.
        plan: The plan; of several windows the latest goes first, so that places before it stay right.
        inner: (machines) inside operations of each machine before the search.
        searched: The copy.
        desk: Of the search, its window still open.
    """
    for machine in range(factory.machines):
        base, was, now = desk.base[machine], inner[machine], desk.inner[machine]
        end = plan.length[machine]
        if now <= was:
            for place in range(base + was, end):
                plan.order[machine, place + now - was] = plan.order[machine, place]
        else:
            for place in range(end - 1, base + was - 1, -1):
                plan.order[machine, place + now - was] = plan.order[machine, place]
        for place in range(base, base + now):
            plan.order[machine, place] = searched.order[machine, place]
        plan.length[machine] = end + now - was
        for place in range(base, plan.length[machine]):
            plan.place[plan.order[machine, place]] = place
        for place in range(base, base + now):
            i = plan.order[machine, place]
            plan.mode[i] = searched.mode[i]
