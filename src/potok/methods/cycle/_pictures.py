"""The sources' graph method: bars of operations over time for the three kinds of movement."""

from __future__ import annotations

import math
from collections.abc import Sequence

from potok.notes.figures import Series, bar

#: More bars than this cannot be told apart: the transfer batches of an operation are drawn as one bar.
_MOST_BARS = 600


def whole_batch_bars(names: Sequence[str], starts: Sequence[float], lengths: Sequence[float]) -> Series:
    """One unbroken bar for each operation (sequential and mixed movement).

    Args:
        names: Operations.
        starts: Their starts, min.
        lengths: Time of the whole batch in each, min.
    """
    points = tuple(
        bar(name, start, start + length) for name, start, length in zip(names, starts, lengths, strict=True)
    )
    return Series("Партия", points)


def transfer_batch_bars(
    names: Sequence[str], times: Sequence[float], batch: float, transfer: float
) -> tuple[Series, ...]:
    """Bars of every transfer batch in every operation (parallel movement), one series a batch.

    Transfer batch k starts an operation at max(it is ready before, the place is free).

    Args:
        names: Operations.
        times: Effective time of one piece in each, min.
        batch: Pieces in the batch.
        transfer: Pieces handed on together; the last transfer batch may be smaller.
    """
    count = math.ceil(batch / transfer - 1e-9)
    if count * len(names) > _MOST_BARS:
        return (_envelope(names, times, batch, transfer),)
    free = [0.0] * len(names)
    series = []
    for number in range(count):
        size = min(transfer, batch - number * transfer)
        ready, points = 0.0, []
        for place, name in enumerate(names):
            start = max(ready, free[place])
            ready = free[place] = start + size * times[place]
            points.append(bar(name, start, ready, str(number + 1)))
        series.append(Series(f"Передаточная партия {number + 1}", tuple(points)))
    return tuple(series)


def _envelope(names: Sequence[str], times: Sequence[float], batch: float, transfer: float) -> Series:
    """From the first to the last moment of each operation, when single batches are too many to draw."""
    points, before, slowest = [], 0.0, 0.0
    for name, time in zip(names, times, strict=True):
        slowest = max(slowest, time)
        finish = before + transfer * time + (batch - transfer) * slowest
        points.append(bar(name, before, finish))
        before += transfer * time
    return Series("Все передаточные партии", tuple(points))
