"""What a unit of a shop's time is, and how people read moments and spans of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

_MINUTE_S, _HOUR_S = 60, 3600


@dataclass(frozen=True, slots=True)
class Clock:
    """The clock of a shop.

    Attributes:
        unit_s: Seconds of a unit of time.
        begin: Moment 0 in plant local time, None where the horizon has no date.
    """

    unit_s: int = _MINUTE_S
    begin: dt.datetime | None = None

    def span(self, time: int) -> str:
        """A span of time ("2 ч 5 мин")."""
        hours, rest = divmod(abs(time) * self.unit_s, _HOUR_S)
        minutes, seconds = divmod(rest, _MINUTE_S)
        parts = ((hours, "ч"), (minutes, "мин"), (seconds, "с"))
        words = " ".join(f"{count} {word}" for count, word in parts if count) or "0 мин"
        return f"−{words}" if time < 0 else words

    def moment(self, at: int) -> str:
        """A moment: date and time, or how long after the beginning."""
        when = self.at(at)
        if when is None:
            return f"{self.span(at)} от начала"
        return f"{when:%d.%m.%Y %H:%M:%S}" if when.second else f"{when:%d.%m.%Y %H:%M}"

    def at(self, at: int) -> dt.datetime | None:
        """A moment of plant local time, None where the horizon has no date or the calendar ends before."""
        try:
            return None if self.begin is None else self.begin + dt.timedelta(seconds=at * self.unit_s)
        except OverflowError:
            return None
