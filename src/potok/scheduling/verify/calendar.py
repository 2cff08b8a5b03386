"""The checker's own arithmetic of shifts and dates (conventions 1).

Moments are whole seconds since 1970-01-01 of plant local time; days are counted from the same date.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence

from potok.plant.model import CalendarRow, DayKind, MachineStop, Plant

SECONDS_A_DAY = 86_400
#: Two weeks reach from any moment over a whole repeated week and the shift before it.
SEARCH_DAYS = 14

_EPOCH = dt.datetime(1970, 1, 1)
_EPOCH_ORDINAL = _EPOCH.toordinal()
_SECOND = dt.timedelta(seconds=1)

#: A usable stretch of time: its first second and the second after its last.
Window = tuple[int, int]


def seconds_of(moment: dt.datetime) -> int:
    """A local moment as whole seconds since 1970-01-01 (fractions are cut off)."""
    return (moment - _EPOCH) // _SECOND


def without_zone(moment: dt.datetime) -> dt.datetime:
    """The moment as its clock shows it."""
    return moment if moment.tzinfo is None else moment.replace(tzinfo=None)


def moment_of(seconds: float) -> dt.datetime:
    """The local moment of a number of seconds since 1970-01-01."""
    return _EPOCH + dt.timedelta(seconds=round(seconds))


class PlantCalendar:
    """The rows of calendars.csv by date, repeated by weekday after the last date of the file."""

    def __init__(self, plant: Plant) -> None:
        self._by_date: dict[dt.date, list[CalendarRow]] = defaultdict(list)
        for row in plant.calendar:
            self._by_date[row.date].append(row)
        self._holidays = {row.date for row in plant.calendar if row.kind is DayKind.HOLIDAY}
        self.last_date = max(self._by_date, default=plant.today)
        self._repeated_monday = self._last_whole_week()
        self._first_shift: dict[tuple[str, dt.date], dt.date | None] = {}

    def _last_whole_week(self) -> dt.date | None:
        """Monday of the last Monday–Sunday wholly inside the file, None when there is none."""
        sunday = self.last_date - dt.timedelta(days=self.last_date.isoweekday() % 7)
        monday = sunday - dt.timedelta(days=6)
        return monday if monday >= min(self._by_date, default=dt.date.max) else None

    @property
    def repeats(self) -> bool:
        """Whether the calendar goes on after its last date."""
        return self._repeated_monday is not None

    def rows_on(self, date: dt.date) -> Sequence[CalendarRow]:
        """Rows in force on a date; after the file those of the repeated week that may repeat."""
        if date <= self.last_date:
            return self._by_date.get(date, ())
        if self._repeated_monday is None:
            return ()
        source = self._repeated_monday + dt.timedelta(days=date.weekday())
        return [
            row for row in self._by_date.get(source, ()) if row.kind is not DayKind.REPAIR and not row.once
        ]

    def first_shift_date(self, workshop_id: str, date: dt.date) -> dt.date | None:
        """The first date from `date` on which a working shift of the workshop begins."""
        key = (workshop_id, date)
        if key not in self._first_shift:
            self._first_shift[key] = self._search_first_shift(workshop_id, date)
        return self._first_shift[key]

    def _search_first_shift(self, workshop_id: str, date: dt.date) -> dt.date | None:
        days = max(0, (self.last_date - date).days) + SEARCH_DAYS
        for distance in range(days):
            candidate = date + dt.timedelta(days=distance)
            for row in self.rows_on(candidate):
                if row.machine_id is None and row.workshop_id == workshop_id and _works(row):
                    return candidate
        return None

    def after_working_days(self, date: dt.date, count: int) -> dt.date:
        """The date `count` working days later: Monday–Friday without dates of a holiday row."""
        while count > 0 and date < dt.date.max:
            date += dt.timedelta(days=1)
            if date.isoweekday() <= 5 and date not in self._holidays:
                count -= 1
        return date


class MachineClock:
    """The usable windows of one machine: shifts of its workshop, own rows, without its stops."""

    def __init__(
        self, calendar: PlantCalendar, *, machine_id: str, workshop_id: str, stops: Iterable[MachineStop] = ()
    ) -> None:
        self._calendar = calendar
        self._machine_id = machine_id
        self._workshop_id = workshop_id
        self._stops = sorted((seconds_of(stop.start_at), seconds_of(stop.finish_at)) for stop in stops)
        last = calendar.last_date.toordinal() - _EPOCH_ORDINAL
        self._settled_day = max([last, *(finish // SECONDS_A_DAY for _, finish in self._stops)])
        self._windows: dict[int, tuple[Window, ...]] = {}

    def windows_of(self, day: int) -> tuple[Window, ...]:
        """Windows of the shifts that start on a day, in time order."""
        windows = self._windows.get(day)
        if windows is None:
            windows = tuple(sorted(self._shift_windows(day)))
            self._windows[day] = windows
        return windows

    def _shift_windows(self, day: int) -> Iterable[Window]:
        shifts: dict[int, CalendarRow] = {}
        own: dict[int, CalendarRow] = {}
        if not 1 <= day + _EPOCH_ORDINAL <= dt.date.max.toordinal():
            return
        for row in self._calendar.rows_on(dt.date.fromordinal(day + _EPOCH_ORDINAL)):
            if row.machine_id == self._machine_id:
                own[row.shift_no] = row
            elif row.machine_id is None and row.workshop_id == self._workshop_id:
                shifts[row.shift_no] = row
        for row in (shifts | own).values():
            if _works(row) and row.start_time is not None:
                start = day * SECONDS_A_DAY + _seconds_of_day(row.start_time)
                yield from self._without_stops(start, start + row.work_min * 60)

    def _without_stops(self, start: int, finish: int) -> Iterable[Window]:
        for stop_start, stop_finish in self._stops:
            if stop_finish <= start or stop_start >= finish:
                continue
            if stop_start > start:
                yield start, stop_start
            start = stop_finish
        if start < finish:
            yield start, finish

    def window_end_after(self, second: int) -> int | None:
        """End of the window in which the second lies, None when the machine does not work then."""
        day = second // SECONDS_A_DAY
        ends = [
            end for start, end in self.windows_of(day - 1) + self.windows_of(day) if start <= second < end
        ]
        return max(ends, default=None)

    def a_window_ends_at(self, second: int) -> bool:
        """Whether some usable window ends exactly at this moment."""
        day = second // SECONDS_A_DAY
        return any(end == second for _, end in self.windows_of(day - 1) + self.windows_of(day))

    def first_usable(self, second: int) -> int | None:
        """The first usable second at or after a moment, None when the machine never works again."""
        day = second // SECONDS_A_DAY
        for candidate in range(day - 1, max(day, self._settled_day) + SEARCH_DAYS):
            for start, end in self.windows_of(candidate):
                if end > second:
                    return max(start, second)
        return None

    def first_closed(self, start: int, finish: int) -> int | None:
        """The first second of [start, finish) outside the windows, None when all is usable."""
        while start < finish:
            end = self.window_end_after(start)
            if end is None:
                return start
            start = end
        return None

    @property
    def endless(self) -> bool:
        """Whether the machine works again and again after the last date of the file."""
        week = range(self._settled_day + 2, self._settled_day + 2 + 7)
        return self._calendar.repeats and any(self.windows_of(day) for day in week)


def _works(row: CalendarRow) -> bool:
    return row.kind is DayKind.WORK and row.work_min > 0 and row.start_time is not None


def _seconds_of_day(time: dt.time) -> int:
    return time.hour * 3600 + time.minute * 60 + time.second
