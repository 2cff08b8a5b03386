"""Upright rectangles on the floor, mm; x goes along the hall, y across it, downwards as on the sheet."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle by its corner nearest to the origin, its length along x and its width along y."""

    x: int
    y: int
    length: int
    width: int

    @property
    def right(self) -> int:
        """Far edge along x."""
        return self.x + self.length

    @property
    def bottom(self) -> int:
        """Far edge along y."""
        return self.y + self.width

    @property
    def middle(self) -> tuple[float, float]:
        """The centre."""
        return (self.x + self.length / 2, self.y + self.width / 2)

    def overlaps(self, other: Box) -> bool:
        """Whether they share more than an edge."""
        return (
            self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom
        )

    def holds(self, other: Box) -> bool:
        """Whether the other lies wholly inside; edges may touch."""
        return (
            self.x <= other.x
            and other.right <= self.right
            and self.y <= other.y
            and other.bottom <= self.bottom
        )

    def distance(self, other: Box) -> float:
        """Clear distance, 0 where they touch or overlap."""
        across = max(self.x - other.right, other.x - self.right, 0)
        down = max(self.y - other.bottom, other.y - self.bottom, 0)
        return math.hypot(across, down)

    def around(self, margin: int) -> Box:
        """The box grown by a margin on all sides."""
        return Box(self.x - margin, self.y - margin, self.length + 2 * margin, self.width + 2 * margin)


def bounding(boxes: Iterable[Box]) -> Box:
    """The smallest box around boxes, of which there is at least one."""
    listed = list(boxes)
    x, y = min(box.x for box in listed), min(box.y for box in listed)
    right, bottom = max(box.right for box in listed), max(box.bottom for box in listed)
    return Box(x, y, right - x, bottom - y)
