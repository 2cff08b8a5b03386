"""Round numbers from a seed."""

from __future__ import annotations

import random
from collections.abc import Sequence


class Draw:
    """Draws for one variant; equal seeds draw equally on every machine and Python.

    Args:
        seed: Any text.
    """

    def __init__(self, seed: str) -> None:
        self._random = random.Random(seed)

    def number(self, low: float, high: float, step: float) -> float:
        """A multiple of the step from `low` to `high`, whole where it can be."""
        steps = round((high - low) / step)
        value = round(low + step * self._below(steps + 1), 6)
        return int(value) if value == int(value) else value

    def near(self, value: float, share: float, step: float) -> float:
        """A multiple of the step within a share of a value, above zero."""
        low = max(step, round(value * (1 - share) / step) * step)
        return self.number(low, max(low, round(value * (1 + share) / step) * step), step)

    def one(self, items: Sequence[str]) -> str:
        """One of the items."""
        return items[self._below(len(items))]

    def some(self, items: Sequence[str], count: int) -> list[str]:
        """Some of the items in their order."""
        left = list(range(len(items)))
        while len(left) > count:
            left.pop(self._below(len(left)))
        return [items[place] for place in left]

    def count(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`."""
        return low + self._below(high - low + 1)

    def _below(self, end: int) -> int:
        # random() is the one draw whose sequence Python promises to keep
        return int(self._random.random() * end)
