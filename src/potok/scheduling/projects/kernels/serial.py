"""Serial generation of schedules from activity lists, and their justification to both sides.

V. Valls, F. Ballestín, S. Quintanilla, Justification and RCPSP: a technique that pays, European Journal of
Operational Research 165 (2005).

What is left of several resources stands in one number, a field of bits for each with a guard bit above it:
a demand fits when subtracting it takes no guard bit away.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from potok.compiled import lean
from potok.scheduling.kernels.inlined import inlined

Ints = npt.NDArray[np.int64]


class Project(NamedTuple):
    """n activities, w ≥ 1 words with the fields of all resources; lists by row pointers (compressed rows).

    Attributes:
        time: (n) durations.
        need: (w, n) what an activity takes of the resources.
        full: (w) the capacities, all guard bits set.
        guard: (w) the guard bits alone.
        pred_row: (n + 1) where the predecessors of an activity begin in `pred`.
        pred: Activities before.
        succ_row: (n + 1) the same for successors.
        succ: Activities after.
    """

    time: Ints
    need: Ints
    full: Ints
    guard: Ints
    pred_row: Ints
    pred: Ints
    succ_row: Ints
    succ: Ints


class Desk(NamedTuple):
    """Where schedules are made.

    Attributes:
        left: (w, horizon) what is left of the resources; `full` between calls.
        start: (n) the schedule.
        order: (n) scratch: a list.
        key: (n) scratch.
        bucket: (horizon + 1) scratch, 0 between calls.
        place: (n) scratch.
    """

    left: Ints
    start: Ints
    order: Ints
    key: Ints
    bucket: Ints
    place: Ints


@lean
def serial(project: Project, row: Ints, before: Ints, order: Ints, desk: Desk) -> int:
    """Put the activities of a topological list one by one as early as resources allow, into `desk.start`.

    Args:
        row: (n + 1) rows of `before`: of predecessors, or of successors when time runs backwards.
        before: Activities that have to be put before one.
        order: (n) the list.

    Returns:
        The makespan.
    """
    start, time = desk.start, project.time
    left, need, guard = desk.left[0], project.need[0], project.guard[0]
    makespan = 0
    for node in order:
        begin = 0
        for k in range(row[node], row[node + 1]):
            begin = max(begin, start[before[k]] + time[before[k]])
        # From the far end: a moment that is too full takes all begins before it away at once.
        own, known, moment = need[node], begin, begin + time[node] - 1
        while moment >= known:
            if (left[moment] - own) & guard == guard and _fits_rest(project, desk, node, moment):
                moment -= 1
            else:
                known = begin + time[node]
                begin = moment + 1
                moment = begin + time[node] - 1
        end = begin + time[node]
        for word in range(len(project.full)):
            left_of, needed = desk.left[word], project.need[word, node]
            for busy in range(begin, end):
                left_of[busy] -= needed
        start[node] = begin
        makespan = max(makespan, end)
    for word in range(len(project.full)):
        desk.left[word, :makespan] = project.full[word]
    return makespan


@inlined
def _fits_rest(project: Project, desk: Desk, node: int, moment: int) -> bool:
    """Whether the words behind the first leave enough at a moment."""
    for word in range(1, len(project.full)):
        guard = project.guard[word]
        if (desk.left[word, moment] - project.need[word, node]) & guard != guard:
            return False
    return True


@lean
def justified(project: Project, desk: Desk, makespan: int) -> int:
    """Push the schedule to the right and back to the left; it becomes no longer.

    Args:
        makespan: Of the schedule in `desk.start`.

    Returns:
        The new makespan.
    """
    for node in range(len(desk.start)):
        desk.key[node] = makespan - desk.start[node] - project.time[node]
    by_key(desk, makespan)
    settle(desk, project.succ_row, project.succ)
    length = serial(project, project.succ_row, project.succ, desk.order, desk)
    for node in range(len(desk.start)):
        desk.key[node] = length - desk.start[node] - project.time[node]
    by_key(desk, length)
    settle(desk, project.pred_row, project.pred)
    return int(serial(project, project.pred_row, project.pred, desk.order, desk))


@lean
def by_start(project: Project, desk: Desk, makespan: int) -> None:
    """Write the topological list by start of the schedule to `desk.order`."""
    for node in range(len(desk.start)):
        desk.key[node] = desk.start[node]
    by_key(desk, makespan)
    settle(desk, project.pred_row, project.pred)


@lean
def by_key(desk: Desk, most: int) -> None:
    """Write the activities by key 0 … `most` to `desk.order`, of equal ones the first first."""
    key, bucket = desk.key, desk.bucket
    for node in range(len(key)):
        bucket[key[node]] += 1
    below = 0
    for value in range(most + 1):
        many = bucket[value]
        bucket[value] = below
        below += many
    for node in range(len(key)):
        desk.order[bucket[key[node]]] = node
        bucket[key[node]] += 1
    bucket[: most + 1] = 0


@lean
def settle(desk: Desk, row: Ints, before: Ints) -> None:
    """Make a list topological that is so but for activities of no time: move each behind all its before."""
    order, place = desk.order, desk.place
    for at in range(len(order)):
        place[order[at]] = at
    at = 0
    while at < len(order):
        node = order[at]
        last = at
        for k in range(row[node], row[node + 1]):
            last = max(last, place[before[k]])
        if last == at:
            at += 1
            continue
        for k in range(at, last):
            order[k] = order[k + 1]
            place[order[k]] = k
        order[last] = node
        place[node] = last
