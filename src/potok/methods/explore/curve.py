"""«Что, если»: a result over a range of one input."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from potok.methods.explore.probe import Probe
from potok.notes.figures import Figure, Level, xy_series
from potok.notes.units import unit_name

#: Points of a curve: enough for a smooth line, few enough to follow the slider.
POINTS = 41


@dataclass(frozen=True, slots=True)
class Curve:
    """Where the input may go, and the result there.

    Attributes:
        low: Lower end of the range.
        high: Upper end.
        points: Input and result; refused inputs are left out.
    """

    low: float
    high: float
    points: tuple[tuple[float, float], ...]


def usual_range(probe: Probe) -> tuple[float, float]:
    """From half the present value to one and a half; within the declared limits; from 0 to 1 at zero."""
    now = probe.item.value.number
    if now == 0:
        return 0.0, 1.0
    low, high = sorted((now * 0.5, now * 1.5))
    declared = probe.declared
    for limit in (declared.at_most, declared.below):
        high = high if limit is None else min(high, limit)
    for limit in (declared.at_least, declared.above):
        low = low if limit is None else max(low, limit)
    if declared.whole:
        return float(math.floor(low)), float(max(math.ceil(high), math.floor(low) + 2))
    return low, high


def curve(
    probe: Probe, *, low: float | None = None, high: float | None = None, points: int = POINTS
) -> Curve:
    """Compute the curve.

    Args:
        probe: Input and result.
        low: Lower end, by default half the present value.
        high: Upper end, by default one and a half.
        points: How many inputs are tried; whole inputs are tried as whole numbers only.
    """
    usual = usual_range(probe)
    low, high = usual[0] if low is None else low, usual[1] if high is None else high
    found = [(number, probe.at(number)) for number in _places(probe, low, high, points)]
    return Curve(low, high, tuple((number, result) for number, result in found if result is not None))


def _places(probe: Probe, low: float, high: float, points: int) -> Sequence[float]:
    if probe.whole:
        step = max(1, round((high - low) / (points - 1)))
        return [float(number) for number in range(round(low), round(high) + 1, step)]
    return [low + (high - low) * place / (points - 1) for place in range(points)]


def curve_figure(probe: Probe, found: Curve, chosen: float | None = None) -> Figure:
    """The curve as a picture, with the chosen point."""
    series = [xy_series(probe.result.title, *_columns(found.points), mark="line")]
    levels: tuple[Level, ...] = ()
    if chosen is not None and (result := probe.at(chosen)) is not None:
        levels = (Level("выбрано", result),)
    kind = "step" if probe.whole else "line"
    titles = (
        _axis(probe.item.title, probe.item.value.unit),
        _axis(probe.result.title, probe.result.value.unit),
    )
    return Figure(kind, f"{probe.result.title} при изменении одного данного", *titles, tuple(series), levels)


def _columns(points: Sequence[tuple[float, float]]) -> tuple[list[float], list[float]]:
    return [number for number, _ in points], [result for _, result in points]


def _axis(title: str, unit: str) -> str:
    name = unit_name(unit)
    return f"{title}, {name}" if name else title
