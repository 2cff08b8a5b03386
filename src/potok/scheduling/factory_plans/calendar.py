"""The weekly shifts as one axis of working seconds, and back to the calendar."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right

from potok.scheduling.factory_plans.model import Shift

_DAY = 86_400


class WorkingAxis:
    """Working seconds since the start of a plan.

    Args:
        start: Moment at which the axis begins.
        shifts: Weekly working time; at least one shift.
        seconds: Length of the axis that is needed.
    """

    def __init__(self, start: dt.datetime, shifts: tuple[Shift, ...], seconds: int) -> None:
        self.start = start
        self.clock: list[tuple[int, int]] = []
        midnight = dt.datetime.combine(start.date(), dt.time())
        offset = -round((start - midnight).total_seconds())
        worked, last, day = 0, 0, -1
        while worked <= seconds:
            weekday = (start.weekday() + day) % 7
            for shift in sorted((s for s in shifts if s.weekday == weekday), key=lambda s: s.begins):
                begins = max(last, offset + day * _DAY + shift.begins)
                ends = offset + day * _DAY + shift.ends
                if ends <= begins:
                    continue
                self.clock.append((worked, begins - worked))
                worked += ends - begins
                last = ends
            day += 1
        self._from = [begin for begin, _ in self.clock]
        self._opens = [begin + gap for begin, gap in self.clock]
        self.length = worked

    def worked_by(self, moment: dt.datetime) -> int:
        """Working seconds before a moment."""
        calendar = (moment - self.start).total_seconds()
        window = bisect_right(self._opens, calendar) - 1
        if window < 0:
            return 0
        begin, gap = self.clock[window]
        following = self._from[window + 1] if window + 1 < len(self._from) else self.length
        return int(min(calendar - gap, following)) if calendar > begin + gap else begin

    def moment_of_start(self, second: int) -> dt.datetime:
        """Calendar time of a start: the opening of a window rather than the close of the one before."""
        begin, gap = self.clock[bisect_right(self._from, second) - 1]
        return self.start + dt.timedelta(seconds=max(begin, second) + gap)

    def moment_of_end(self, second: int) -> dt.datetime:
        """Calendar time of an end: the close of a window rather than the opening of the next."""
        _, gap = self.clock[max(0, bisect_left(self._from, second) - 1)]
        return self.start + dt.timedelta(seconds=second + gap)
