"""A machine's time as one straight axis of working seconds.

Work on a machine may pause over closed time and over nothing else, so an operation that is cut into many
pieces of wall time is one unbroken interval of *positions*: working seconds since the axis begins. All
placing is done in positions; only what two machines have to agree on is compared in wall time.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from potok.plant.shifts import SECONDS_A_DAY
from potok.plant.working_time import MachineTime

Ints = npt.NDArray[np.int64]
_CHUNK = 28 * SECONDS_A_DAY


class Axis:
    """Positions of one machine, made as far as they are asked for.

    Args:
        time: Working time of the machine.
        origin: Moment of position 0; earlier working time is not seen.
    """

    __slots__ = ("_closes", "_opens", "_passed", "_time", "_total", "_until")

    def __init__(self, time: MachineTime, *, origin: int) -> None:
        self._time = time
        self._opens: list[int] = []
        self._closes: list[int] = []
        self._passed: list[int] = []  # working seconds before each window
        self._total = 0
        self._until = origin

    def position(self, at: int) -> int:
        """Working seconds before a moment; work from this position on begins not before the moment."""
        if at > self._until:
            self._extend(at)
        index = bisect_right(self._opens, at) - 1
        if index < 0:
            return 0
        close = self._closes[index]
        return self._passed[index] + (min(close, at)) - self._opens[index]

    def positions(self, times: Sequence[int]) -> list[int]:
        """`position` of moments in order, in one pass over the windows."""
        if times[-1] > self._until:
            self._extend(times[-1])
        opens, closes, passed = self._opens, self._closes, self._passed
        index, last = bisect_right(opens, times[0]) - 1, len(opens) - 1
        found = []
        for at in times:
            while index < last and opens[index + 1] <= at:
                index += 1
            found.append(passed[index] + min(closes[index], at) - opens[index] if index >= 0 else 0)
        return found

    def begin(self, position: int) -> int:
        """The moment at which work from this position on begins.

        Raises:
            NoWorkingTimeError: The calendar ends before it.
        """
        while position >= self._total:
            self._extend_to_next()
        index = bisect_right(self._passed, position) - 1
        return self._opens[index] + position - self._passed[index]

    def end(self, position: int) -> int:
        """The moment at which work up to this position (> 0) is done.

        Raises:
            NoWorkingTimeError: The calendar ends before it.
        """
        while position > self._total:
            self._extend_to_next()
        index = bisect_left(self._passed, position) - 1
        return self._opens[index] + position - self._passed[index]

    def ends(self, first: int, step: int, count: int) -> list[int]:
        """`end` of the positions first, first + step …, so many, in one pass over the windows.

        Raises:
            NoWorkingTimeError: The calendar ends before the last.
        """
        while first + (count - 1) * step > self._total:
            self._extend_to_next()
        opens, passed = self._opens, self._passed
        index, last = bisect_left(passed, first) - 1, len(passed) - 1
        found = []
        for position in range(first, first + count * step, step):
            while index < last and passed[index + 1] < position:
                index += 1
            found.append(opens[index] + position - passed[index])
        return found

    def windows(self, start: int, finish: int) -> list[tuple[int, int]]:
        """Windows between two moments, cut to them."""
        if finish > self._until:
            self._extend(finish)
        first, last = bisect_right(self._closes, start), bisect_left(self._opens, finish)
        return [
            (max(start, self._opens[index]), min(finish, self._closes[index])) for index in range(first, last)
        ]

    def cuts(self, starts: Ints, ends: Ints) -> tuple[Ints, Ints, Ints]:
        """Work between positions as it lies in the windows.

        Args:
            starts: (n) first positions, each before its end.
            ends: (n) positions up to which the work goes.

        Returns:
            (n) how many windows each piece of work takes, and for these in turn the moments at which it
            begins and ends there.

        Raises:
            NoWorkingTimeError: The calendar ends before the last.
        """
        while ends.max(initial=0) > self._total:
            self._extend_to_next()
        opens, closes, passed = (
            np.array(each, dtype=np.int64) for each in (self._opens, self._closes, self._passed)
        )
        first = np.searchsorted(passed, starts, side="right") - 1
        count = np.searchsorted(passed, ends, side="left") - first
        work = np.repeat(np.arange(len(starts)), count)
        window = first[work] + np.arange(len(work)) - (np.cumsum(count) - count)[work]
        shift = opens[window] - passed[window]
        return (
            count,
            np.maximum(opens[window], starts[work] + shift),
            np.minimum(closes[window], ends[work] + shift),
        )

    def is_stopped(self, start: int, finish: int) -> bool:
        """Whether a stop or a repair takes shift time away between two moments."""
        return self._time.is_stopped(start, finish)

    def closes_between(self, start: int, finish: int) -> list[int]:
        """Ends of windows in (start, finish]."""
        if finish > self._until:
            self._extend(finish)
        return self._closes[bisect_right(self._closes, start) : bisect_right(self._closes, finish)]

    def _extend_to_next(self) -> None:
        self._extend(self._time.next_working(self._until))

    def _extend(self, at: int) -> None:
        """Make all windows up to some time after the moment, each of them whole."""
        until = at + _CHUNK
        windows = self._time.parts(self._until, until)
        if windows and windows[-1][1] == until:
            until, _ = windows.pop()  # it may go on after the moment: made whole the next time
        for start, finish in windows:
            self._opens.append(start)
            self._closes.append(finish)
            self._passed.append(self._total)
            self._total += finish - start
        self._until = until
