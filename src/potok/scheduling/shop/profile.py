"""What is free of a pool or a tank over time."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable


class Profile:
    """A step function of time: what is free.

    Args:
        levels: (from, capacity) by time; nothing before the first.
    """

    __slots__ = ("_free", "_times")

    def __init__(self, levels: Iterable[tuple[int, int]]) -> None:
        self._times = [-(1 << 62)]
        self._free = [0]
        for start, capacity in levels:
            self._times.append(start)
            self._free.append(capacity)

    def copy(self) -> Profile:
        """An independent profile with the same steps."""
        made = Profile(())
        made._times, made._free = self._times.copy(), self._free.copy()
        return made

    def clash(self, start: int, finish: int, need: int) -> int | None:
        """Where less than the need is free within [start, finish): end of the last such step.

        None when there is enough all the time; `NEVER` when it stays so for good.
        """
        times, free = self._times, self._free
        if start >= finish:
            return None
        first = bisect_right(times, start) - 1
        index = bisect_right(times, finish - 1) - 1
        while index >= first:
            if free[index] < need:
                return times[index + 1] if index + 1 < len(times) else NEVER
            index -= 1
        return None

    def take(self, start: int, finish: int, amount: int) -> None:
        """Use an amount within [start, finish); a negative one gives it back."""
        if start >= finish:
            return
        first, last = self._split(start), self._split(finish)
        # `_split(finish)` leaves earlier places where they are.
        for index in range(first, last):
            self._free[index] -= amount

    def next_change(self, at: int) -> int:
        """The first moment after this one at which another amount is free."""
        index = bisect_right(self._times, at)
        return self._times[index] if index < len(self._times) else NEVER

    def _split(self, at: int) -> int:
        """The place of the step that begins at a moment; made when there is none."""
        index = bisect_right(self._times, at) - 1
        if self._times[index] == at:
            return index
        self._times.insert(index + 1, at)
        self._free.insert(index + 1, self._free[index])
        return index + 1


#: Beyond every horizon.
NEVER = 1 << 60
