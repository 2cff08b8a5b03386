"""Backlogs of the served line: pair by pair over an interval, and their movement over the whole shift."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any, cast

from potok.lines.sheltered.model import Line
from potok.lines.sheltered.service import direct_arcs, flow_order
from potok.lines.sheltered.timetable import Service
from potok.lines.sheltered.writing import computed
from potok.methods import calculate
from potok.notes.note import Note

STATES = {"synchronous": "синхронно", "accumulates": "накапливается", "deficit": "дефицит"}


@dataclass(frozen=True, slots=True)
class Movement:
    """One backlog over the shift.

    Attributes:
        arc: (earlier, later) operation.
        name: Their names.
        state: Of the two at full work (25.4): accumulates, deficit or synchronous.
        change_pcs: Change over an interval at full work.
        duplicates_pcs: Duplicate stations of the earlier that would end a deficit.
        initial_pcs: Needed at the beginning of an interval.
        highest_pcs, average_pcs: Over the shift.
        changes: Change in each phase of the schedules, pieces.
        points: (minutes of working time, pieces) at all ends of phases of all intervals.
    """

    arc: tuple[int, int]
    name: str
    state: str
    change_pcs: float
    duplicates_pcs: int
    initial_pcs: float
    highest_pcs: float
    average_pcs: float
    changes: tuple[float, ...]
    points: tuple[tuple[float, float], ...]


def paths(line: Line) -> tuple[tuple[int, ...], ...]:
    """Rows of neighbouring operations that hold each neighbourhood once: branches are rows of their own."""
    rank = {operation: number for number, operation in enumerate(flow_order(line))}
    left = sorted(direct_arcs(line), key=lambda arc: (rank[arc[0]], rank[arc[1]]))
    found: list[tuple[int, ...]] = []
    while left:
        row = list(left.pop(0))
        while True:
            following = next((arc for arc in left if arc[0] == row[-1]), None)
            if following is None:
                break
            left.remove(following)
            row.append(following[1])
        found.append(tuple(row))
    return tuple(found)


def phase_inputs(line: Line, services: Sequence[Service]) -> list[dict[str, object]]:
    """Input of `sheltered.backlog` with all phases for each row of neighbouring operations."""
    return [_phases(line, row, services) for row in paths(line)]


def total_highest(line: Line, services: Sequence[Service]) -> float:
    """Sum of the highest levels of all backlogs, pieces."""
    return sum(
        float(pair["max_pcs"])
        for row in paths(line)
        for pair in _pairs(calculate("sheltered.backlog", _phases(line, row, services), record=False))
    )


def backlogs(
    line: Line, services: Sequence[Service], intervals: int
) -> tuple[tuple[Note, ...], tuple[Movement, ...]]:
    """Notes and movement of all backlogs.

    Args:
        line: The line.
        services: One schedule that every interval repeats, or one for each interval when people rotate.
        intervals: Intervals of the shift.
    """
    notes: list[Note] = []
    moved: list[Movement] = []
    rows = paths(line)
    for number, row in enumerate(rows, start=1):
        branch = f", ветвь {number}" if len(rows) > 1 else ""
        change = computed(
            "sheltered.backlog",
            f"Оборотные заделы за интервал при полной работе{branch}",
            _interval(line, row, services[0]),
        )
        # All pairs by all phases fill a hundred sheets: they are computed, one pair is written out below.
        moves = calculate("sheltered.backlog", _phases(line, row, services), record=False)
        notes.append(change)
        states = cast("list[str]", change.result["states"])
        changes = cast("list[float]", change.result["backlogs_pcs"])
        duplicates = cast("list[float]", change.result["duplicate_stations_pcs"])
        for place, (pair, arc) in enumerate(zip(_pairs(moves), pairwise(row), strict=True)):
            moved.append(
                Movement(
                    arc=arc,
                    name=f"{line.operations[arc[0]].name} → {line.operations[arc[1]].name}",
                    state=states[place],
                    change_pcs=changes[place],
                    duplicates_pcs=round(duplicates[place]),
                    initial_pcs=float(pair["initial_pcs"]),
                    highest_pcs=float(pair["max_pcs"]),
                    average_pcs=float(pair["average_pcs"]),
                    changes=tuple(cast("list[float]", pair["changes_pcs"])),
                    points=_points(services, intervals, cast("list[float]", pair["levels_pcs"])),
                )
            )
    if moved:
        notes.append(_written_out(line, max(moved, key=lambda one: one.highest_pcs), services))
    return tuple(notes), tuple(moved)


def _written_out(line: Line, one: Movement, services: Sequence[Service]) -> Note:
    """The highest backlog with every step of its movement over one interval."""
    interval = ", интервал 1" if len(services) > 1 else ""
    title = f"Наибольший задел по фазам графика: {one.name}{interval}"
    return computed("sheltered.backlog", title, _phases(line, one.arc, services[:1]))


def _pairs(note: Note) -> list[Mapping[str, Any]]:
    return cast("list[Mapping[str, Any]]", note.result["pairs"])


def _interval(line: Line, row: Sequence[int], service: Service) -> dict[str, object]:
    return {
        "interval_min": service.interval_min,
        "zero_tolerance_pcs": line.number("zero_tolerance_pcs"),
        "operations": [
            {
                "name": line.operations[number].name,
                "time_min": service.times_min[number],
                "machines_pcs": line.operations[number].places * line.operations[number].machines,
            }
            for number in row
        ],
    }


def _phases(line: Line, row: Sequence[int], services: Sequence[Service]) -> dict[str, object]:
    return {
        "operations": [
            {"name": line.operations[number].name, "time_min": services[0].times_min[number]}
            for number in row
        ],
        "phases": [
            {
                "duration_min": phase.duration_min,
                "workplaces_pcs": [phase.workplaces[number] for number in row],
            }
            for service in services
            for phase in service.phases
        ],
    }


def _points(
    services: Sequence[Service], intervals: int, levels: Sequence[float]
) -> tuple[tuple[float, float], ...]:
    """Levels over the shift; one schedule is repeated in every interval."""
    ends = [0.0, *accumulate(phase.duration_min for service in services for phase in service.phases)]
    once = list(zip(ends, levels, strict=True))
    length = services[0].interval_min
    if len(services) > 1:
        return tuple(once)
    return tuple(
        (moment + length * number, level)
        for number in range(intervals)
        for moment, level in (once if not number else once[1:])
    )
