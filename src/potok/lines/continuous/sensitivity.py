"""What the line needs when the programme is another one: 50…150 %, and where a place is added."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from potok.methods.line.continuous import METHOD as CONTINUOUS
from potok.notes.figures import Figure, Series, xy_series
from potok.notes.inputs.paths import replaced

#: Shares of the programme that are looked at.
LEAST, MOST, STEP = 0.5, 1.5, 0.05


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


def figures(found: Sequence[Point]) -> tuple[Figure, Figure]:
    """Places and workers, and the load, over the programme."""
    shares = [point.share * 100 for point in found]
    needed: tuple[Series, ...] = (
        xy_series("Рабочие места", shares, (float(point.places) for point in found), mark="step"),
        xy_series("Рабочих в сутки", shares, (point.workers for point in found), mark="line"),
    )
    loads = (
        xy_series("Средняя загрузка", shares, (point.average_load * 100 for point in found)),
        xy_series("Наибольшая загрузка", shares, (point.greatest_load * 100 for point in found)),
    )
    axis = "Программа, % заданной"
    return (
        Figure("mixed", "Места и рабочие при другой программе", axis, "мест, чел.", needed),
        Figure("line", "Загрузка при другой программе", axis, "Загрузка, %", loads),
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
