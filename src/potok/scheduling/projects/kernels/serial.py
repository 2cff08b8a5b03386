"""Serial generation of schedules from activity lists, and their justification to both sides.

V. Valls, F. Ballestín, S. Quintanilla, Justification and RCPSP: a technique that pays, European Journal of
Operational Research 165 (2005).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from potok.compiled import compiled

Ints = npt.NDArray[np.int64]


class Project(NamedTuple):
    """n activities, r resources; lists by row pointers (compressed rows).

    Attributes:
        time: (n) durations.
        demand: (n, r) what an activity takes of a resource.
        capacity: (r) of the resources.
        pred_row: (n + 1) where the predecessors of an activity begin in `pred`.
        pred: Activities before.
        succ_row: (n + 1) the same for successors.
        succ: Activities after.
    """

    time: Ints
    demand: Ints
    capacity: Ints
    pred_row: Ints
    pred: Ints
    succ_row: Ints
    succ: Ints


@compiled
def serial(project: Project, row: Ints, before: Ints, order: Ints, left: Ints, start: Ints) -> int:
    """Put the activities of a topological list one by one as early as resources allow.

    Args:
        row: (n + 1) rows of `before`: of predecessors, or of successors when time runs backwards.
        before: Activities that have to be put before one.
        order: (n) the list.
        left: (horizon, r) scratch: what is left of the resources.
        start: (n) the answer.

    Returns:
        The makespan.
    """
    resources = len(project.capacity)
    left[:] = project.capacity
    makespan = 0
    for at in range(len(order)):
        node = order[at]
        time = project.time[node]
        begin = 0
        for k in range(row[node], row[node + 1]):
            begin = max(begin, start[before[k]] + project.time[before[k]])
        moment = begin
        while moment < begin + time:
            fits = True
            for resource in range(resources):
                if left[moment, resource] < project.demand[node, resource]:
                    fits = False
                    break
            moment += 1
            if not fits:
                begin = moment
        for busy in range(begin, begin + time):
            for resource in range(resources):
                left[busy, resource] -= project.demand[node, resource]
        start[node] = begin
        makespan = max(makespan, begin + time)
    return makespan


@compiled
def justified(project: Project, left: Ints, start: Ints) -> int:
    """Push a schedule to the right and back to the left; it becomes no longer. Returns the new makespan.

    Args:
        left: (horizon, r) scratch.
        start: (n) the schedule, changed.
    """
    order = np.argsort(-(start + project.time), kind="mergesort")
    settle(order, project.succ_row, project.succ)
    length = serial(project, project.succ_row, project.succ, order, left, start)
    for node in range(len(start)):
        start[node] = length - start[node] - project.time[node]
    order = np.argsort(start, kind="mergesort")
    settle(order, project.pred_row, project.pred)
    return serial(project, project.pred_row, project.pred, order, left, start)


@compiled
def settle(order: Ints, row: Ints, before: Ints) -> None:
    """Make a list topological that is so but for activities of no time: move each behind all its before."""
    place = np.zeros(len(order), np.int64)
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
