"""Scales of axes: from values to pixels, and the round numbers written on them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from potok.notes.render.numbers import number_text

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_SHOWN_DIGITS = 4


def short_number(number: float) -> str:
    """A number beside a mark: four significant digits."""
    if abs(number) >= 10**_SHOWN_DIGITS:
        return number_text(round(number))
    return number_text(float(f"{number:.{_SHOWN_DIGITS}g}"))


def ticks(low: float, high: float, most: int) -> list[float]:
    """Round numbers from at or below `low` to at or above `high`, at most about `most` of them."""
    if not high > low:
        low, high = low - 0.5, low + 0.5
    rough = (high - low) / max(most - 1, 1)
    power = 10 ** math.floor(math.log10(rough))
    step = next(size * power for size in _STEPS if size * power >= rough * (1 - 1e-9))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(place * step, 12) for place in range(first, last + 1)]


@dataclass(frozen=True, slots=True)
class Scale:
    """A linear scale: `low` lies at pixel `start`, `high` at pixel `end`."""

    low: float
    high: float
    start: float
    end: float

    def at(self, number: float) -> float:
        """Pixel of a value."""
        return self.start + (number - self.low) / (self.high - self.low) * (self.end - self.start)


def covering(numbers: Iterable[float], *, most: int, with_zero: bool) -> list[float]:
    """Ticks over all numbers, from zero where lengths are compared."""
    listed = [number for number in numbers if math.isfinite(number)] or [0.0]
    low, high = min(listed), max(listed)
    if with_zero:
        low, high = min(low, 0.0), max(high, 0.0)
    if low == high == 0:
        high = 1.0
    return ticks(low, high, most)
