"""Which observations of a time study stay: the longest stable stretch of the sorted series."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum

#: Quotients and spreads closer than this are equal (1.2/0.8 in binary arithmetic).
_NOISE = 1e-9


def stable_places(times: Sequence[float], stability_norm: float) -> tuple[int, ...]:
    """Places of the observations that stay, in the order of the series.

    The fewest are left out so that max/min ≤ norm; of equally many the stretch with the least sum of
    squared deviations from its own mean; then the one with smaller times (catalogue chapter 30).

    Args:
        times: Observations, min, greater than zero; at least one.
        stability_norm: Greatest allowed max/min, at least 1.
    """
    order = sorted(range(len(times)), key=lambda place: (times[place], place))
    ordered = [times[place] for place in order]
    best, best_spread = (0, 1), 0.0
    start = 0
    for end in range(1, len(ordered) + 1):
        while ordered[end - 1] / ordered[start] > stability_norm + _NOISE:
            start += 1
        spread = _spread(ordered[start:end])
        longer = end - start - (best[1] - best[0])
        if longer > 0 or (longer == 0 and spread < best_spread - _NOISE):
            best, best_spread = (start, end), spread
    return tuple(sorted(order[best[0] : best[1]]))


def _spread(times: Sequence[float]) -> float:
    """Sum of squared deviations from the own mean."""
    middle = fsum(times) / len(times)
    return fsum((time - middle) ** 2 for time in times)
