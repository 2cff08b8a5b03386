"""The trade-off front as a chart: smoothness against the mismatch of grades, in units of its picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import floor, log10

from potok.web import formats

#: Sizes of the picture and its edges: left with the scale, right for the name of a version, top, bottom.
_WIDTH, _HEIGHT = 760.0, 300.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 52.0, 140.0, 14.0, 40.0
#: Steps that a scale may have, as parts of a power of ten, and about how many there are.
_STEPS, _TICKS = (1.0, 2.0, 5.0, 10.0), 6
#: Room beyond the outermost spots, as a share of the span.
_MARGIN = 0.08


@dataclass(frozen=True, slots=True)
class Spot:
    """A gathering by its number; `fixed` has a version, `better` is nowhere worse than the first."""

    place: int | None
    title: str
    x: float
    y: float
    better: bool = False
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Dot:
    """A spot in the picture: what is written beside it, what it tells when pointed at."""

    place: int | None
    name: str
    title: str
    x: float
    y: float
    kind: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A line of a scale."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class FrontChart:
    """The whole picture."""

    width: float
    height: float
    left: float
    right: float
    top: float
    floor: float
    columns: tuple[Mark, ...]
    rows: tuple[Mark, ...]
    dots: tuple[Dot, ...]


def front_chart(spots: Sequence[Spot]) -> FrontChart:
    """Draw the spots; those of versions lie on top."""
    right, bottom = _WIDTH - _RIGHT, _HEIGHT - _BOTTOM
    across, columns = _scale([spot.x for spot in spots], _LEFT, right)
    along, rows = _scale([spot.y for spot in spots], bottom, _TOP)
    ordered = sorted(spots, key=lambda spot: spot.fixed)
    return FrontChart(
        width=_WIDTH,
        height=_HEIGHT,
        left=_LEFT,
        right=right,
        top=_TOP,
        floor=bottom,
        columns=columns,
        rows=rows,
        dots=tuple(
            Dot(spot.place, spot.title, _told(spot), across(spot.x), along(spot.y), _kind(spot))
            for spot in ordered
        ),
    )


def _kind(spot: Spot) -> str:
    if spot.fixed:
        return "fixed"
    return "better" if spot.better else "other"


def _told(spot: Spot) -> str:
    return f"{spot.title}: {formats.number(spot.x, 1)} с, {formats.number(spot.y, 0)} разряд·с"


def _scale(
    values: Sequence[float], start: float, end: float
) -> tuple[Callable[[float], float], tuple[Mark, ...]]:
    """From values to the picture, and the marks of round values."""
    low, high = min(values), max(values)
    span = max(high - low, 1.0)
    low, high = low - span * _MARGIN, high + span * _MARGIN
    power = 10.0 ** floor(log10((high - low) / _TICKS))
    step = next(part * power for part in _STEPS if (high - low) / (part * power) <= _TICKS + 1)

    def at(value: float) -> float:
        return round(start + (value - low) / (high - low) * (end - start), 1)

    first = floor(low / step) + 1
    decimals = 1 if step < 1 else 0
    marks = []
    while first * step < high:
        marks.append(Mark(at(first * step), formats.number(first * step, decimals)))
        first += 1
    return at, tuple(marks)
