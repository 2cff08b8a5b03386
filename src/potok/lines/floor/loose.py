"""A free spot for what stands outside the lanes: launch tables, racks, carts, rails."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from potok.lines.floor.box import Box

_STEP_MM = 100


def free_spot(
    size: tuple[int, int],
    zone: Box,
    near: tuple[float, float],
    *,
    taken: Sequence[Box],
    kept: Sequence[Box],
    way: int,
) -> Box | None:
    """The spot of a zone, in steps of 100 mm, nearest to a point; None where there is none.

    Args:
        size: Length and width of the thing.
        zone: Where it may stand.
        near: Where its middle is wanted.
        taken: Things it keeps a way from.
        kept: Floor that must not be covered: aisles, seats, doors, columns.
        way: Width of that way, mm.
    """
    length, width = size
    xs = np.arange(zone.x, zone.right - length + 1, _STEP_MM)
    ys = np.arange(zone.y, zone.bottom - width + 1, _STEP_MM)
    if not len(xs) or not len(ys):
        return None
    free = np.ones((len(xs), len(ys)), dtype=bool)
    for box in (*(one.around(way) for one in taken), *kept):
        across = _hit(box.x - length, box.right, zone.x)
        down = _hit(box.y - width, box.bottom, zone.y)
        free[across, down] = False
    if not free.any():
        return None
    away = np.abs(xs + length / 2 - near[0])[:, None] + np.abs(ys + width / 2 - near[1])[None, :]
    column, row = np.unravel_index(int(np.where(free, away, math.inf).argmin()), away.shape)
    return Box(int(xs[column]), int(ys[row]), length, width)


def _hit(low: int, high: int, origin: int) -> slice:
    """Spots whose corner lies strictly between two bounds."""
    return slice(max(0, (low - origin) // _STEP_MM + 1), max(0, -((origin - high) // _STEP_MM)))
