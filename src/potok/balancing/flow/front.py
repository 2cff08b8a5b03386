"""The trade-off front: gatherings of which none is better than another in every figure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from potok.balancing.flow.figures import ROUNDING, FlowFigures
from potok.balancing.flow.problem import Flow


@dataclass(frozen=True, slots=True)
class FlowPoint:
    """A gathering with its figures."""

    flow: Flow
    figures: FlowFigures


class Front:
    """Keeps what nothing dominates.

    Args:
        most: Points kept; beyond them the one nearest to another leaves.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self.points: list[FlowPoint] = []

    def add(self, point: FlowPoint) -> bool:
        """Take a point in; False when a point kept is as good in every figure."""
        if any(_as_good(kept.figures, point.figures) for kept in self.points):
            return False
        self.points[:] = [kept for kept in self.points if not point.figures.dominates(kept.figures)]
        self.points.append(point)
        if len(self.points) > self._most:
            self.points.remove(self._crowded())
        return True

    def _crowded(self) -> FlowPoint:
        """One of the two points nearest to each other, never one that is best in a figure."""
        rows = [list(point.figures) for point in self.points]
        columns = list(zip(*rows, strict=True))
        spans = [max(max(column) - min(column), ROUNDING) for column in columns]

        def lonely(number: int) -> tuple[bool, float]:
            own = rows[number]
            unique = any(
                value == min(column) and column.count(value) == 1
                for value, column in zip(own, columns, strict=True)
            )
            distances = (
                sum(abs(a - b) / span for a, b, span in zip(own, other, spans, strict=True))
                for place, other in enumerate(rows)
                if place != number
            )
            return unique, min(distances)

        return self.points[min(range(len(rows)), key=lonely)]


def thinned(points: Iterable[FlowPoint], most: int) -> tuple[FlowPoint, ...]:
    """So many points that lie far from each other, those best in a figure among them, by smoothness."""
    front = Front(most)
    for point in points:
        front.add(point)
    return tuple(sorted(front.points, key=lambda point: tuple(point.figures)))


def _as_good(kept: FlowFigures, new: FlowFigures) -> bool:
    return all(own <= their + ROUNDING for own, their in zip(kept, new, strict=True))
