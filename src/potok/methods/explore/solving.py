"""Solving for an input: which values of it give a wanted result.

The method itself is searched, so every method can be solved. A rounded method has an interval of
inputs with the same result (conventions 4): its ends are found by bisection.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from potok.methods.explore.probe import Probe

_REL = 1e-9
_BISECTIONS = 60
#: Narrower than this share of its place an interval is one value.
_NARROW = 1e-6
_GRID = 81
#: How far from the present value the search goes, as factors.
_SMALLEST, _LARGEST = 1e-3, 1e3


@dataclass(frozen=True, slots=True)
class Interval:
    """Inputs from `low` to `high` give the wanted result; equal ends are one value.

    `open_low` and `open_high` tell that the interval goes on beyond what was searched.
    """

    low: float
    high: float
    open_low: bool = False
    open_high: bool = False


@dataclass(frozen=True, slots=True)
class Jump:
    """The result jumps over the target between two neighbouring inputs.

    Attributes:
        left: Input before the jump and its result.
        right: Input after it and its result.
    """

    left: tuple[float, float]
    right: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Solution:
    """What was found.

    Attributes:
        intervals: All intervals in the searched range, ascending.
        jumps: Places where the result passes the target without reaching it.
        reached: Least and greatest result in the range; None when every input was refused.
        searched: The range of the input.
    """

    intervals: tuple[Interval, ...]
    jumps: tuple[Jump, ...]
    reached: tuple[float, float] | None
    searched: tuple[float, float]


def solve(probe: Probe, target: float, *, low: float | None = None, high: float | None = None) -> Solution:
    """Find the inputs whose result is the target.

    Args:
        probe: Input and result.
        target: Wanted result, in its own unit.
        low: Lower end of the search, by default a thousandth of the present value.
        high: Upper end, by default a thousand times it.
    """
    grid = _grid(probe, low, high)
    tried = [(number, result) for number in grid if (result := probe.at(number)) is not None]
    searched = (grid[0], grid[-1])
    if not tried:
        return Solution((), (), None, searched)
    results = [result for _, result in tried]
    found = tuple(_hits(probe, tried, target))
    return Solution(
        tuple(hit for hit in found if isinstance(hit, Interval)),
        tuple(hit for hit in found if isinstance(hit, Jump)),
        (min(results), max(results)),
        searched,
    )


def _grid(probe: Probe, low: float | None, high: float | None) -> list[float]:
    """Places from low to high: even steps of the logarithm around a positive value, else even steps."""
    now = probe.item.value.number
    if low is None and high is None and now > 0:
        half = _GRID // 2
        factors = [_SMALLEST ** ((half - place) / half) for place in range(half)]
        factors += [_LARGEST ** (place / half) for place in range(half + 1)]
        places = [now * factor for factor in factors]
    else:
        reach = abs(now) * 10 or 1000.0
        first, last = now - reach if low is None else low, now + reach if high is None else high
        places = [first + (last - first) * place / (_GRID - 1) for place in range(_GRID)]
        places = sorted({*places, now}) if first <= now <= last else places
    return sorted({float(round(place)) for place in places}) if probe.whole else places


def _hits(probe: Probe, tried: list[tuple[float, float]], target: float) -> Iterator[Interval | Jump]:
    """Runs of hits, and crossings between two places that miss on different sides."""
    start: int | None = None
    for place, (_, result) in enumerate(tried):
        hit = _equal(result, target)
        if hit:
            start = place if start is None else start
            continue
        if start is not None:
            yield _widened(probe, tried, (start, place - 1), target)
            start = None
        elif place and (tried[place - 1][1] - target) * (result - target) < 0:
            found = _crossing(probe, tried[place - 1], tried[place], target)
            if found is not None:
                yield found
    if start is not None:
        yield _widened(probe, tried, (start, len(tried) - 1), target)


def _widened(probe: Probe, tried: list[tuple[float, float]], run: tuple[int, int], target: float) -> Interval:
    first, last = run
    low = tried[0][0] if first == 0 else _edge(probe, tried[first][0], tried[first - 1][0], target)
    high = (
        tried[-1][0] if last == len(tried) - 1 else _edge(probe, tried[last][0], tried[last + 1][0], target)
    )
    return Interval(low, high, open_low=first == 0, open_high=last == len(tried) - 1)


def _interval(low: float, high: float) -> Interval:
    """An interval, or one value where it is no wider than the tolerance of the comparison makes it."""
    if high - low > _NARROW * max(abs(low), abs(high)):
        return Interval(low, high)
    value = float(f"{(low + high) / 2:.9g}")
    return Interval(value, value)


def _edge(probe: Probe, inside: float, outside: float, target: float) -> float:
    """The last input on the way out that still gives the target."""
    for _ in range(_BISECTIONS):
        middle = _middle(probe, inside, outside)
        if middle in (inside, outside):
            break
        result = probe.at(middle)
        if result is not None and _equal(result, target):
            inside = middle
        else:
            outside = middle
    return inside


def _crossing(
    probe: Probe, left: tuple[float, float], right: tuple[float, float], target: float
) -> Interval | Jump | None:
    """The hits between two misses on different sides, or the jump; None where an input is refused.

    The straight line between both misses finds a smooth crossing in a few steps; every second step
    halves, so that stairs end too.
    """
    for step in range(_BISECTIONS):
        middle = _straight(probe, left, right, target) if step % 2 else _middle(probe, left[0], right[0])
        if middle in (left[0], right[0]):
            middle = _middle(probe, left[0], right[0])
        if middle in (left[0], right[0]):
            break
        result = probe.at(middle)
        if result is None:
            return None
        if _equal(result, target):
            return _around(probe, middle, (left[0], right[0]), target)
        if (result < target) == (left[1] < target):
            left = middle, result
        else:
            right = middle, result
    return Jump(left, right)


def _around(probe: Probe, hit: float, misses: tuple[float, float], target: float) -> Interval:
    """The interval of hits around one; of a smooth result the neighbours miss and it is one value."""
    near = (hit * (1 - _NARROW), hit * (1 + _NARROW))
    beside = [probe.at(number) for number in near] if hit and not probe.whole else [target]
    if not any(found is not None and _equal(found, target) for found in beside):
        value = float(f"{hit:.9g}")
        return Interval(value, value)
    return _interval(_edge(probe, hit, misses[0], target), _edge(probe, hit, misses[1], target))


def _straight(probe: Probe, left: tuple[float, float], right: tuple[float, float], target: float) -> float:
    """Where the straight line through both points meets the target, kept strictly between them."""
    share = (target - left[1]) / (right[1] - left[1])
    guess = left[0] + min(max(share, 0.001), 0.999) * (right[0] - left[0])
    return float(round(guess)) if probe.whole else guess


def _middle(probe: Probe, left: float, right: float) -> float:
    middle = (left + right) / 2
    return float(round(middle)) if probe.whole else middle


def _equal(result: float, target: float) -> bool:
    return abs(result - target) <= _REL * max(1.0, abs(target))
