"""Service schedule: who serves which machine when within a shift interval, and what that does to backlogs.

Within an interval a person makes the interval's pieces operation by operation, in the order of the line,
and walks from machine to machine. What is made and used before and after each backlog follows from it.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from potok.balancing.workers.problem import CrewBalance
from potok.lines.sheltered.model import Line
from potok.lines.sheltered.timetable import Phase, Service, Visit, Walk

#: Moments of an interval nearer to each other than this are one, minutes.
NOISE_MIN = 1e-7


def staffed_times(line: Line, balance: CrewBalance) -> tuple[float, ...]:
    """[operations] minutes a piece of the people who do it; forbidden work counts at its norm."""
    rates = [0.0] * len(line.operations)
    for (operation, _), person in zip(line.tasks, balance.worker_of_task, strict=True):
        rates[operation] += 1 / _minutes(line, operation, person)
    return tuple(operation.places / rate for operation, rate in zip(line.operations, rates, strict=True))


def piece_minutes(line: Line, balance: CrewBalance) -> tuple[float, ...]:
    """[people] minutes of work for one piece of the line, 0 for who has no work."""
    sums = [0.0] * len(line.people)
    for (operation, _), person in zip(line.tasks, balance.worker_of_task, strict=True):
        own = line.operations[operation]
        sums[person] += _minutes(line, operation, person) / (own.places * own.machines)
    return tuple(sums)


def walk_minutes(line: Line, balance: CrewBalance) -> tuple[float, ...]:
    """[people] minutes of walking an interval: one walk after each machine of who serves several."""
    return tuple(
        sum(_walk(line, operation, person) for operation, _ in tasks) if len(tasks) > 1 else 0.0
        for person, tasks in enumerate(_rounds(line, balance))
    )


def most_pieces(line: Line, balance: CrewBalance, interval_min: float, takt_min: float) -> int:
    """Whole pieces of an interval that everybody manages with walks and within the largest load."""
    works, walks = piece_minutes(line, balance), walk_minutes(line, balance)
    possible = [interval_min / takt_min]
    for person, work, walk in zip(line.people, works, walks, strict=True):
        if work:
            possible.append((interval_min - walk) / work)
            possible.append(interval_min * person.max_load_pct / 100 / work)
    return max(0, int(min(possible) + 1e-9))


def serve(
    line: Line,
    balance: CrewBalance,
    interval_min: float,
    quantity: int,
    *,
    at_end: bool,
    times: Sequence[float] | None = None,
) -> Service:
    """The schedule of an interval.

    Args:
        line: The line.
        balance: Who does what.
        interval_min: Length of the interval.
        quantity: Pieces of the interval.
        at_end: Whether the idle rest stands at the beginning of the interval and not at its end.
        times: [operations] minutes a piece that working places count in; by default those of the staffing.
    """
    visits: list[Visit] = []
    walks: list[Walk] = []
    for person, tasks in enumerate(_rounds(line, balance)):
        lengths = [
            quantity
            * _minutes(line, operation, person)
            / (line.operations[operation].places * line.operations[operation].machines)
            for operation, _ in tasks
        ]
        ways = [_walk(line, operation, person) if len(tasks) > 1 else 0.0 for operation, _ in tasks]
        clock = interval_min - sum(lengths) - sum(ways) if at_end else 0.0
        for (operation, copy), length, way in zip(tasks, lengths, ways, strict=True):
            share = quantity / line.operations[operation].places
            visits.append(Visit(person, operation, copy, clock, clock + length, share))
            clock += length
            if way:
                walks.append(Walk(person, clock, clock + way))
            clock += way
    counted = staffed_times(line, balance) if times is None else tuple(times)
    return Service(
        interval_min,
        quantity,
        counted,
        tuple(visits),
        tuple(walks),
        _phases(line, counted, visits, interval_min),
    )


def _phases(
    line: Line, times: Sequence[float], visits: Sequence[Visit], interval_min: float
) -> tuple[Phase, ...]:
    ends = sorted({0.0, interval_min, *(v.start_min for v in visits), *(v.finish_min for v in visits)})
    moments = [ends[0]]
    for moment in ends[1:]:
        if moment - moments[-1] > NOISE_MIN:
            moments.append(moment)
    found = []
    for start, finish in itertools.pairwise(moments):
        middle = (start + finish) / 2
        places = [0.0] * len(line.operations)
        for visit in visits:
            if visit.start_min < middle < visit.finish_min:
                own = line.operations[visit.operation]
                pace = times[visit.operation] / _minutes(line, visit.operation, visit.person)
                places[visit.operation] += own.machines * pace
        found.append(Phase(finish - start, tuple(places)))
    return tuple(found)


def _rounds(line: Line, balance: CrewBalance) -> list[list[tuple[int, int]]]:
    """[people] copies of operations that a person serves, in the order of the line."""
    rank = {operation: number for number, operation in enumerate(flow_order(line))}
    rounds: list[list[tuple[int, int]]] = [[] for _ in line.people]
    for task, person in zip(line.tasks, balance.worker_of_task, strict=True):
        rounds[person].append(task)
    return [sorted(tasks, key=lambda task: (rank[task[0]], task[1])) for tasks in rounds]


def flow_order(line: Line) -> tuple[int, ...]:
    """Operations so that none stands before one it waits for, otherwise as listed."""
    left = {number: set(operation.after) for number, operation in enumerate(line.operations)}
    order: list[int] = []
    while left:
        ready = next((number for number, waits in left.items() if not waits), next(iter(left)))
        order.append(ready)
        del left[ready]
        for waits in left.values():
            waits.discard(ready)
    return tuple(order)


def direct_arcs(line: Line) -> tuple[tuple[int, int], ...]:
    """Neighbouring operations: arcs without those that a longer way already says."""
    after: dict[int, set[int]] = {number: set() for number in range(len(line.operations))}
    for number in flow_order(line):
        for earlier in line.operations[number].after:
            after[number] |= {earlier} | after[earlier]
    return tuple(
        (earlier, later)
        for earlier, later in line.arcs
        if not any(earlier in after[other] for other in line.operations[later].after if other != earlier)
    )


def _minutes(line: Line, operation: int, person: int) -> float:
    own = line.people[person].minutes[operation]
    return line.operations[operation].time_min if own is None else own


def _walk(line: Line, operation: int, person: int) -> float:
    return line.operations[operation].walk_min * line.people[person].walk_factor
