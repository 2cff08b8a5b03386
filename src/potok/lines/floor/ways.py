"""Which places can be reached from the doors on a way of a given width."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from potok.lines.floor.box import Box
from potok.lines.floor.plan import FloorPlan, Side
from potok.lines.floor.things import placed_things

#: Distance of the lattice points; plans are drawn in steps of 100 mm, half widths are multiples of 50.
_STEP_MM = 50
_MOST_POINTS = 1_500_000

Mask = npt.NDArray[np.bool_]


class Lattice:
    """Points of the hall where the middle of a body of the width may be.

    A point is free when it is at least half the width away from tables, stores, columns and walls. The seats
    of workers do not count: the distances of the norms hold them.
    """

    def __init__(self, plan: FloorPlan, width: int) -> None:
        hall = plan.hall
        self.step = _STEP_MM
        while hall.length * hall.width / self.step**2 > _MOST_POINTS:
            self.step *= 2
        self._half = width / 2
        self.free = np.ones((hall.width // self.step + 1, hall.length // self.step + 1), dtype=bool)
        inside = self._within(
            Box(0, 0, hall.length, hall.width), -self._half
        )  # the outer walls keep the middle away
        kept = np.zeros_like(self.free)
        kept[inside] = True
        self.free &= kept
        for box in (*(thing.box for thing in placed_things(plan)), *plan.columns, *plan.walls):
            self.free[self._strictly_within(box, self._half)] = False

    def points(self, box: Box) -> tuple[slice, slice]:
        """Points in a box, its edges included."""
        return self._within(box, 0)

    def flood(self, start: Mask) -> Mask:
        """Free points connected with the start: whole runs of rows and columns are filled in turn."""
        rows = np.cumsum(~self.free, axis=1) + np.arange(self.free.shape[0])[:, None] * (
            self.free.shape[1] + 1
        )
        columns = np.cumsum(~self.free, axis=0) + np.arange(self.free.shape[1]) * (self.free.shape[0] + 1)
        reached = start & self.free
        while True:
            before = int(reached.sum())
            for runs in (rows, columns):
                hit = np.zeros(int(runs.max()) + 1, dtype=bool)
                hit[runs[reached]] = True
                reached = hit[runs] & self.free
            if int(reached.sum()) == before:
                return reached

    def _within(self, box: Box, margin: float) -> tuple[slice, slice]:
        return (
            _inclusive(box.y - margin, box.bottom + margin, self.step),
            _inclusive(box.x - margin, box.right + margin, self.step),
        )

    def _strictly_within(self, box: Box, margin: float) -> tuple[slice, slice]:
        return (
            _exclusive(box.y - margin, box.bottom + margin, self.step),
            _exclusive(box.x - margin, box.right + margin, self.step),
        )


def reached_places(plan: FloorPlan, width: int) -> set[str]:
    """Ids of places whose worker's side a body of the width reaches from some door."""
    lattice = Lattice(plan, width)
    start = np.zeros_like(lattice.free)
    for door in plan.doors:
        start[lattice.points(_behind(plan, plan.door_box(door), door.side, width, lattice.step))] = True
    reached = lattice.flood(start)
    found = set()
    for place in plan.places:
        seat = plan.seat_box(place)
        if seat is None:
            continue
        deep = max(0, math.ceil(width / 2) - min(seat.length, seat.width))
        if reached[lattice.points(seat.around(deep))].any():
            found.add(place.id)
    return found


def _behind(plan: FloorPlan, opening: Box, side: Side, width: int, depth: int) -> Box:
    """Where the middle of a body can be that has come through a door; nowhere in one that is too narrow."""
    half, hall = math.ceil(width / 2), plan.hall
    if side in {Side.TOP, Side.BOTTOM}:
        y = half if side is Side.TOP else hall.bottom - half - depth
        return Box(opening.x + half, y, opening.length - 2 * half, depth)
    x = half if side is Side.LEFT else hall.right - half - depth
    return Box(x, opening.y + half, depth, opening.width - 2 * half)


def _inclusive(low: float, high: float, step: int) -> slice:
    return slice(max(0, math.ceil(low / step)), max(0, math.floor(high / step) + 1))


def _exclusive(low: float, high: float, step: int) -> slice:
    return slice(max(0, math.floor(low / step) + 1), max(0, math.ceil(high / step)))
