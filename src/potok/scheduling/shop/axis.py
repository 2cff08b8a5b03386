"""The working time of a machine as one straight axis: positions are working time since the beginning.

Work that pauses only over closed time is one unbroken interval of positions.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from potok.scheduling.shop.problem import Windows


class Axis:
    """Positions of one machine.

    Args:
        windows: Working time [open, close) by time; windows that touch are one.
    """

    __slots__ = ("_closes", "_opens", "_passed", "total")

    def __init__(self, windows: Windows) -> None:
        self._opens: list[int] = []
        self._closes: list[int] = []
        for start, finish in windows:
            if self._closes and self._closes[-1] == start:
                self._closes[-1] = finish
            else:
                self._opens.append(start)
                self._closes.append(finish)
        self._passed = [0]
        for start, finish in zip(self._opens, self._closes, strict=True):
            self._passed.append(self._passed[-1] + finish - start)
        self.total = self._passed.pop()

    def position(self, at: int) -> int:
        """Working time before a moment; work from this position on begins not before the moment."""
        index = bisect_right(self._opens, at) - 1
        if index < 0:
            return 0
        return self._passed[index] + min(self._closes[index], at) - self._opens[index]

    def position_of_end(self, at: int) -> int:
        """The least position up to which work is done not before the moment."""
        position = self.position(at)
        return position if position > 0 and self.end(position) >= at else position + 1

    def begin(self, position: int) -> int:
        """The moment at which work from a position < `total` on begins."""
        index = bisect_right(self._passed, position) - 1
        return self._opens[index] + position - self._passed[index]

    def end(self, position: int) -> int:
        """The moment at which work up to a position in 1 … `total` is done."""
        index = bisect_left(self._passed, position) - 1
        return self._opens[index] + position - self._passed[index]

    def unbroken(self, position: int, work: int) -> int:
        """The first position not before this one from which the work fits into one window.

        `total` when there is none.
        """
        passed = self._passed
        index = bisect_right(passed, position) - 1
        while 0 <= index < len(passed):
            close = passed[index + 1] if index + 1 < len(passed) else self.total
            begin = max(position, passed[index])
            if begin + work <= close:
                return begin
            index += 1
        return self.total

    def next_opening(self, at: int) -> int | None:
        """The first opening of a window after a moment."""
        index = bisect_right(self._opens, at)
        return self._opens[index] if index < len(self._opens) else None

    def windows(self, begin: int, end: int) -> list[tuple[int, int]]:
        """Wall time [from, to) of the positions [begin, end)."""
        parts = []
        index = bisect_right(self._passed, begin) - 1
        while begin < end:
            start = self._opens[index] + begin - self._passed[index]
            finish = min(self._closes[index], start + end - begin)
            parts.append((start, finish))
            begin += finish - start
            index += 1
        return parts
