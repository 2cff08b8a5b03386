"""A flow in the arrays of the kernels, and back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

import numpy as np

from potok.balancing.flow.kernels.station import Ints
from potok.balancing.flow.problem import MANUAL, Flow, FlowGroup, FlowProblem, FlowRules

#: Units of time of the kernels in a second.
HUNDREDTHS = 100


@dataclass(frozen=True)
class Neighbours:
    """Pairs of an order, from both ends: those of i stand in `[at[i]:at[i + 1]]`."""

    before_at: Ints
    before: Ints
    after_at: Ints
    after: Ints

    def each(self) -> tuple[Ints, Ints, Ints, Ints]:
        """In the order in which the kernels take them."""
        return self.before_at, self.before, self.after_at, self.after


@dataclass(frozen=True)
class FlowArrays:
    """The problem as the kernels read it; shapes stand in `kernels.station` and `kernels.annealing`."""

    time: Ints
    grade: Ints
    machine: Ints
    specialty: Ints
    manual: Ints
    zone: Ints
    peers_at: Ints
    peers: Ints
    hard: Neighbours
    soft: Neighbours
    takt: int
    workers: int
    limit: Ints
    rule: Ints
    places: int

    def operations(self) -> tuple[Ints, Ints, Ints, Ints, Ints]:
        """What `weigh` takes of the operations."""
        return self.time, self.grade, self.machine, self.specialty, self.manual


def arrays_of(problem: FlowProblem) -> FlowArrays:
    """The arrays of a valid problem."""
    operations = problem.operations
    zones = _numbered(operation.zone if problem.rules.zones else "" for operation in operations)
    machines = sorted({operation.machine for operation in operations} - {""})
    members = [[i for i, zone in enumerate(zones) if zone == number] for number in range(max(zones) + 1)]
    return FlowArrays(
        time=_ints(int(operation.time_s * HUNDREDTHS) for operation in operations),
        grade=_ints(operation.grade for operation in operations),
        machine=_ints(machines.index(each.machine) if each.machine else -1 for each in operations),
        specialty=_ints(_numbered(operation.specialty for operation in operations)),
        manual=_ints(operation.specialty == MANUAL for operation in operations),
        zone=_ints(zones),
        peers_at=_starts(members),
        peers=_ints(member for row in members for member in row),
        hard=_neighbours(len(operations), problem.precedence),
        soft=_neighbours(len(operations), problem.technology),
        takt=int(problem.takt_s * HUNDREDTHS),
        workers=problem.workers,
        limit=_limits(problem),
        rule=_rule(problem.rules),
        places=min(
            len(operations), int(problem.labour_s / (problem.takt_s * problem.low)) + len(members) + 1
        ),
    )


def _numbered(names: Iterable[str]) -> list[int]:
    numbers: dict[str, int] = {}
    return [numbers.setdefault(name, len(numbers)) for name in names]


def _ints(values: Iterable[int]) -> Ints:
    return np.array(list(values), dtype=np.int64)


def _starts(rows: Sequence[Sequence[int]]) -> Ints:
    return np.cumsum([0, *(len(row) for row in rows)], dtype=np.int64)


def _neighbours(size: int, pairs: Iterable[tuple[int, int]]) -> Neighbours:
    before: list[list[int]] = [[] for _ in range(size)]
    after: list[list[int]] = [[] for _ in range(size)]
    for early, late in pairs:
        before[late].append(early)
        after[early].append(late)
    flat = [_ints(other for row in rows for other in row) for rows in (before, after)]
    return Neighbours(_starts(before), flat[0], _starts(after), flat[1])


def _limits(problem: FlowProblem) -> Ints:
    """(m, 3) workers of a group, its least and most time in whole hundredths within the limits."""
    rows = []
    for workers in sorted(problem.multiplicities):
        takts = problem.takt_s * workers * HUNDREDTHS
        least = (takts * problem.low).to_integral_value(ROUND_CEILING)
        most = (takts * problem.high).to_integral_value(ROUND_FLOOR)
        rows.append([workers, int(least), int(most)])
    return np.array(rows, dtype=np.int64)


def _rule(rules: FlowRules) -> Ints:
    specialties = int(rules.crews) if rules.one_specialty else -1
    return _ints(
        [
            specialties,
            -1 if rules.grade_spread is None else rules.grade_spread,
            -1 if rules.machines is None else rules.machines,
        ]
    )


def flow_of(problem: FlowProblem, arrays: FlowArrays, place: Ints, rank: Ints) -> Flow:
    """The groups of a state in their order, each with the workers that suit its time best."""
    members: dict[int, list[int]] = {}
    for operation, group in enumerate(place.tolist()):
        members.setdefault(group, []).append(operation)
    rows = sorted(members.items(), key=lambda row: int(rank[row[0]]))
    return Flow(tuple(FlowGroup(tuple(row), best_workers(problem, row)) for _, row in _by_zone(arrays, rows)))


def best_workers(problem: FlowProblem, members: Iterable[int]) -> int:
    """The multiplicity by which a group of these operations misses its limits least, then the evenest."""
    time = sum((problem.operations[member].time_s for member in members), Decimal(0))

    def missed(workers: int) -> tuple[Decimal, Decimal]:
        takts = problem.takt_s * workers
        outside = max(takts * problem.low - time, time - takts * problem.high, Decimal(0))
        return outside, (takts - time) ** 2 / workers

    return min(sorted(problem.multiplicities), key=missed)


def _by_zone(arrays: FlowArrays, rows: list[tuple[int, list[int]]]) -> list[tuple[int, list[int]]]:
    """The groups zone by zone where no pair of an order runs against it."""
    zone = arrays.zone.tolist()
    forward = all(
        zone[early] <= zone[int(late)]
        for order in (arrays.hard, arrays.soft)
        for early in range(len(zone))
        for late in order.after[order.after_at[early] : order.after_at[early + 1]]
    )
    return sorted(rows, key=lambda row: zone[row[1][0]]) if forward else rows
