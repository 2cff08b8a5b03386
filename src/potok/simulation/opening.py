"""When a place is open: its windows in each period, without the shifts in which its worker is absent."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from potok.simulation.line import Window

#: Times closer than this are equal, seconds.
NOISE = 1e-6


class Opening:
    """Open spans of a place, in order, without gaps shorter than the noise.

    Args:
        windows: Within a period; empty = always open.
        period_s: Length of the period; of no matter without windows.
        horizon_s: How far the time goes; the last span of a place that is always open never ends.
        closed: Spans in which the worker is absent, in order.
    """

    def __init__(
        self,
        windows: Sequence[Window],
        period_s: float,
        horizon_s: float,
        closed: Sequence[tuple[float, float]] = (),
    ) -> None:
        spans = _joined(_without(_repeated(windows, period_s, horizon_s), closed))
        self._starts = [start for start, _ in spans]
        self._finishes = [finish for _, finish in spans]
        self._before: list[float] = []  # open time before each span
        total = 0.0
        for start, finish in spans:
            self._before.append(total)
            total += finish - start

    def advance(self, moment: float, duration: float) -> float:
        """When `duration` of open time that begins at `moment` has passed; infinity when it never does."""
        place = self._place(moment)
        while place < len(self._starts):
            begin = max(moment, self._starts[place])
            if begin + duration <= self._finishes[place] + NOISE:
                return begin + duration
            duration -= self._finishes[place] - begin
            place += 1
        return math.inf

    def next_open(self, moment: float) -> float:
        """The moment itself when it is open, else the next opening; infinity when there is none."""
        place = self._place(moment)
        return max(moment, self._starts[place]) if place < len(self._starts) else math.inf

    def open_time(self, start: float, finish: float) -> float:
        """Open time between two moments."""
        return self._until(finish) - self._until(start)

    def _place(self, moment: float) -> int:
        """The span that ends after the moment."""
        return bisect_right(self._finishes, moment + NOISE)

    def _until(self, moment: float) -> float:
        place = bisect_right(self._starts, moment) - 1
        if place < 0:
            return 0.0
        return self._before[place] + min(moment, self._finishes[place]) - self._starts[place]


def _repeated(windows: Sequence[Window], period_s: float, horizon_s: float) -> Iterator[tuple[float, float]]:
    if not windows:
        yield 0.0, math.inf
        return
    ordered = sorted(windows, key=lambda window: window.start_s)
    for number in range(math.ceil(horizon_s / period_s) + 1):
        for window in ordered:
            yield number * period_s + window.start_s, number * period_s + window.finish_s


def _without(
    spans: Iterator[tuple[float, float]], closed: Sequence[tuple[float, float]]
) -> Iterator[tuple[float, float]]:
    for start, finish in spans:
        begin = start
        for away, back in closed:
            if back <= begin or away >= finish:
                continue
            if away > begin:
                yield begin, away
            begin = back
        if begin < finish:
            yield begin, finish


def _joined(spans: Iterator[tuple[float, float]]) -> list[tuple[float, float]]:
    joined: list[tuple[float, float]] = []
    for start, finish in spans:
        if joined and start - joined[-1][1] <= NOISE:
            joined[-1] = (joined[-1][0], max(finish, joined[-1][1]))
        elif finish - start > NOISE:
            joined.append((start, finish))
    return joined
