"""What the line needs when the programme is another one: 50…150 %, and where a place is added."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from potok.methods.line.continuous import METHOD as CONTINUOUS
from potok.notes.figures import Figure, Level, xy_series
from potok.notes.inputs.paths import replaced

#: Shares of the programme that are looked at.
LEAST, MOST, STEP = 0.5, 1.5, 0.05
#: How near to a threshold the line is looked at, as a share of it.
_BESIDE = 1e-6


@dataclass(frozen=True, slots=True)
class Point:
    """The line at another programme.

    Attributes:
        share: Of the given programme.
        program_pcs: Pieces a period.
        places: Accepted workplaces.
        average_load, greatest_load: Shares.
        workers: Attendance a day, people.
    """

    share: float
    program_pcs: float
    takt_s: float
    places: int
    average_load: float
    greatest_load: float
    workers: float


@dataclass(frozen=True, slots=True)
class Threshold:
    """A programme from which on an operation needs one more place.

    Attributes:
        share: Of the given programme.
        operation: Its name.
        before, after: Its places below and above.
    """

    share: float
    program_pcs: float
    operation: str
    before: int
    after: int


def points(given: Mapping[str, Any], program: float) -> tuple[Point, ...]:
    """The line over the range of programmes.

    Args:
        given: Input of `line.continuous`.
        program: Its programme, pieces.
    """
    count = round((MOST - LEAST) / STEP)
    return tuple(_point(given, program, round(LEAST + STEP * place, 10)) for place in range(count + 1))


def thresholds(names: Sequence[str], raw: Sequence[float], program: float) -> tuple[Threshold, ...]:
    """Where places are added within the range: the needed number passes k + ½ (catalogue 20, formula 11).

    The needed number of places grows with the programme, the accepted one is the nearest whole one, halves up
    and at least 1.

    Args:
        names: Operations.
        raw: Their needed numbers of places at the given programme.
        program: That programme, pieces.
    """
    found = [
        threshold
        for name, needed in zip(names, raw, strict=True)
        for threshold in _of_operation(name, needed, program)
    ]
    return tuple(sorted(found, key=lambda one: (one.share, one.operation)))


def turning_points(
    given: Mapping[str, Any], program: float, found: Sequence[Threshold]
) -> tuple[tuple[Point, Point], ...]:
    """The line just below and just above each programme at which a place is added.

    Args:
        given: Input of `line.continuous`.
        program: Its programme, pieces.
        found: The thresholds, in the order of their programmes.
    """
    return tuple(
        (
            _point(given, program, threshold.share * (1 - _BESIDE)),
            _point(given, program, threshold.share * (1 + _BESIDE)),
        )
        for threshold in found
    )


def figures(ends: tuple[Point, Point], turns: Sequence[tuple[Point, Point]]) -> tuple[Figure, Figure]:
    """Places and workers, and the load, over the programme; between two turns all of them are straight.

    Args:
        ends: The least and the greatest programme.
        turns: Just below and above each threshold.
    """
    first, last = ends
    stairs = [first, *(above for _, above in turns), last]
    shares = [point.share * 100 for point in stairs]
    needed = (
        xy_series("Рабочие места", shares, (float(point.places) for point in stairs)),
        xy_series("Рабочих в сутки", shares, (point.workers for point in stairs)),
    )
    bends = [first, *(point for turn in turns for point in turn), last]
    shares = [point.share * 100 for point in bends]
    loads = (
        xy_series("Средняя загрузка", shares, (point.average_load * 100 for point in bends)),
        xy_series("Наибольшая загрузка", shares, (point.greatest_load * 100 for point in bends)),
    )
    axis = "Программа, % заданной"
    return (
        Figure("step", "Места и рабочие при другой программе", axis, "мест, чел.", needed),
        Figure(
            "line",
            "Загрузка при другой программе",
            axis,
            "Загрузка, %",
            loads,
            (Level("полная загрузка", 100),),
        ),
    )


def _point(given: Mapping[str, Any], program: float, share: float) -> Point:
    changed_program = round(program * share, 6)
    changed = replaced(given, "program_pcs", changed_program)
    result: Mapping[str, Any] = CONTINUOUS.run(changed, record=False).result
    return Point(
        share=share,
        program_pcs=changed_program,
        takt_s=result["takt_s"],
        places=int(result["workplaces_total"]),
        average_load=result["average_load_share"],
        greatest_load=max(result["load_share"]),
        workers=result["workers_per_line"],
    )


def _of_operation(name: str, needed: float, program: float) -> Iterator[Threshold]:
    first = max(1, math.ceil(needed * LEAST - 0.5))
    last = math.floor(needed * MOST - 0.5)
    for before in range(first, last + 1):
        share = (before + 0.5) / needed
        if LEAST < share <= MOST:
            yield Threshold(share, program * share, name, before, before + 1)
