"""Random times by their law, drawn in blocks: the n-th time of a stream does not depend on other streams."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

import numpy as np
import numpy.typing as npt

from potok.simulation.line import Law, Spread

_BLOCK = 256
#: Largest coefficient of variation of a law that is symmetric and never negative.
MOST_CV = {Law.NORMAL: 0.5, Law.TRIANGULAR: 1 / math.sqrt(6)}

Draws = npt.NDArray[np.float64]


def times(mean: float, spread: Spread, count: int, stream: np.random.Generator) -> Iterator[float]:
    """Endless sums of `count` independent times with this mean, seconds."""
    if mean == 0 or spread.law is Law.DETERMINISTIC or (spread.cv == 0 and spread.law is not Law.EXPONENTIAL):
        while True:
            yield mean * count
    draw = _DRAWS[spread.law]
    while True:
        yield from draw(stream, mean, spread.cv, (_BLOCK, count)).sum(axis=1).tolist()


def _normal(stream: np.random.Generator, mean: float, cv: float, shape: tuple[int, int]) -> Draws:
    drawn = stream.normal(1.0, cv, shape)
    while True:
        outside = (drawn < 0) | (drawn > 2)
        missing = int(outside.sum())
        if not missing:
            return mean * drawn
        drawn[outside] = stream.normal(1.0, cv, missing)


def _triangular(stream: np.random.Generator, mean: float, cv: float, shape: tuple[int, int]) -> Draws:
    half = math.sqrt(6) * cv * mean
    return stream.triangular(mean - half, mean, mean + half, shape)


def _lognormal(stream: np.random.Generator, mean: float, cv: float, shape: tuple[int, int]) -> Draws:
    variance = math.log1p(cv * cv)
    return stream.lognormal(math.log(mean) - variance / 2, math.sqrt(variance), shape)


def _exponential(stream: np.random.Generator, mean: float, _cv: float, shape: tuple[int, int]) -> Draws:
    return stream.exponential(mean, shape)


_DRAWS: dict[Law, Callable[[np.random.Generator, float, float, tuple[int, int]], Draws]] = {
    Law.NORMAL: _normal,
    Law.TRIANGULAR: _triangular,
    Law.LOGNORMAL: _lognormal,
    Law.EXPONENTIAL: _exponential,
}
