"""Mean of independent replications and where it lies with 95 % confidence."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

#: Student's t, two-sided 95 %, for 1 … 30 degrees of freedom.
_STUDENT = (
    12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.3060, 2.2622, 2.2281,
    2.2010, 2.1788, 2.1604, 2.1448, 2.1314, 2.1199, 2.1098, 2.1009, 2.0930, 2.0860,
    2.0796, 2.0739, 2.0687, 2.0639, 2.0595, 2.0555, 2.0518, 2.0484, 2.0452, 2.0423,
)  # fmt: skip
_NORMAL = 1.959963985


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean with its confidence interval; without spread or with one replication it is a point."""

    mean: float
    low: float
    high: float


def student(freedom: int) -> float:
    """Two-sided 95 % quantile; beyond 30 degrees the expansion in 1/freedom, right to 1e-4."""
    if freedom <= len(_STUDENT):
        return _STUDENT[freedom - 1]
    z = _NORMAL
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    return z + first / freedom + second / freedom**2


def estimate(values: Sequence[float]) -> Estimate:
    """Mean and interval of values of independent replications; at least one value."""
    count = len(values)
    mean = math.fsum(values) / count
    if count == 1:
        return Estimate(mean, mean, mean)
    deviation = math.sqrt(math.fsum((value - mean) ** 2 for value in values) / (count - 1))
    half = student(count - 1) * deviation / math.sqrt(count)
    return Estimate(mean, mean - half, mean + half)
