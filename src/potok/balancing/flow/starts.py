"""Where walks begin: groups along the technological sequence, or a gathering that somebody made."""

from __future__ import annotations

from decimal import Decimal

import numpy as np

from potok.balancing.flow.arrays import FlowArrays
from potok.balancing.flow.problem import Flow, FlowProblem
from potok.balancing.flow.walk import State

#: Positions left free for groups that a walk opens.
_FREE = 2


def built(problem: FlowProblem, arrays: FlowArrays) -> State:
    """Groups of about a takt along a sequence that keeps the hard order."""
    place = np.zeros(len(problem.operations), dtype=np.int64)
    full = problem.takt_s * problem.low
    group, time, zone = -1, full, -1
    for operation in _sequence(arrays):
        if time >= full or int(arrays.zone[operation]) != zone:
            group, time, zone = group + 1, Decimal(0), int(arrays.zone[operation])
        place[operation] = group
        time += problem.operations[operation].time_s
    return _state(place, group + 1, arrays)


def given(problem: FlowProblem, arrays: FlowArrays, flow: Flow) -> State | None:
    """A gathering as a state; None where it lacks an operation, crosses a zone or breaks the hard order.

    Walks neither cross zones nor break the order, so they could not leave such a start.
    """
    at = flow.group_of()
    if len(at) != len(problem.operations):
        return None
    crosses = any(len({int(arrays.zone[member]) for member in group.members}) > 1 for group in flow.groups)
    if crosses or any(at[early] > at[late] for early, late in problem.precedence):
        return None
    place = np.array([at[operation] for operation in range(len(at))], dtype=np.int64)
    return _state(place, len(flow.groups), arrays)


def _state(place: np.ndarray, groups: int, arrays: FlowArrays) -> State:
    """Free positions stand behind the groups."""
    places = max(arrays.places, groups + _FREE)
    return State(place, np.arange(places, dtype=np.int64))


def _sequence(arrays: FlowArrays) -> list[int]:
    """All operations so that the hard order is kept, staying in a zone as long as it allows."""
    hard, zones = arrays.hard, arrays.zone.tolist()
    left = np.diff(hard.before_at).tolist()
    ready = [operation for operation, count in enumerate(left) if not count]
    found: list[int] = []
    zone = -1
    while ready:
        operation = min(ready, key=lambda each: (zones[each] != zone, zones[each], each))
        ready.remove(operation)
        found.append(operation)
        zone = zones[operation]
        for later in hard.after[hard.after_at[operation] : hard.after_at[operation + 1]].tolist():
            left[later] -= 1
            if not left[later]:
                ready.append(later)
    return found
