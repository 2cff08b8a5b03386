"""Shifts of workshops and machines by date, with the weekly repeat after the end of the calendar.

A shift belongs to the date it starts on; its usable window is `start_time` … `start_time + work_min`,
the break is the remainder at the end. After the last date of the calendar the last Monday–Sunday wholly
inside it repeats by weekday with its days off and holidays, without repairs (conventions 1) and without
rows that hold once. A calendar without such a week ends with its last date.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from potok.plant.model import CalendarRow, DayKind

SECONDS_A_DAY = 86_400
_EPOCH = dt.datetime(1970, 1, 1)
_EPOCH_DAY = _EPOCH.toordinal()
_SUNDAY = 6


def to_seconds(moment: dt.datetime) -> int:
    """Plant local time as whole seconds since 1970-01-01T00:00 local; a fraction is dropped."""
    passed = moment - _EPOCH
    return passed.days * SECONDS_A_DAY + passed.seconds


def to_moment(seconds: int) -> dt.datetime:
    """The plant local time of `to_seconds`."""
    return _EPOCH + dt.timedelta(seconds=seconds)


def day_number(date: dt.date) -> int:
    """Days since 1970-01-01; `day_number(date) * SECONDS_A_DAY` is the midnight that begins it."""
    return date.toordinal() - _EPOCH_DAY


def date_of_day(day: int) -> dt.date:
    """The date of `day_number`."""
    return dt.date.fromordinal(day + _EPOCH_DAY)


class Shift(NamedTuple):
    """The usable window of one shift, seconds of plant local time.

    Attributes:
        date: The date the shift starts on and belongs to.
        start: First usable second.
        finish: End of the usable window (exclusive).
    """

    date: dt.date
    shift_no: int
    start: int
    finish: int

    @property
    def start_at(self) -> dt.datetime:
        """The start as plant local time."""
        return to_moment(self.start)

    @property
    def finish_at(self) -> dt.datetime:
        """The end of the usable window as plant local time."""
        return to_moment(self.finish)


class ShiftCalendar:
    """Which shifts a workshop or a machine works on a date.

    A row of a machine replaces the shift of its workshop with the same date and number; a row that is
    not `work` takes the shift away.

    Args:
        rows: Rows of the calendar in any order.
    """

    def __init__(self, rows: Iterable[CalendarRow]) -> None:
        self._workshop_rows: dict[tuple[str, dt.date], list[CalendarRow]] = defaultdict(list)
        self._machine_rows: dict[tuple[str, dt.date], list[CalendarRow]] = defaultdict(list)
        self._common: dict[tuple[str, dt.date], tuple[Shift, ...]] = {}
        self._with_own_rows: set[str] = set()
        dates: set[dt.date] = set()
        for row in rows:
            dates.add(row.date)
            if row.machine_id is None:
                self._workshop_rows[row.workshop_id, row.date].append(row)
            else:
                self._machine_rows[row.machine_id, row.date].append(row)
                self._with_own_rows.add(row.machine_id)
        self.first_date: dt.date | None = min(dates, default=None)
        self.last_date: dt.date | None = max(dates, default=None)
        self.repeated_monday: dt.date | None = _last_whole_week(self.first_date, self.last_date)

    def has_own_rows(self, machine_id: str) -> bool:
        """Whether any row is of this machine alone; without one it works as its workshop does."""
        return machine_id in self._with_own_rows

    def source_date(self, date: dt.date) -> dt.date | None:
        """The date of the calendar whose rows hold on `date`; None where the calendar says nothing."""
        if self.last_date is None or date <= self.last_date:
            return date
        if self.repeated_monday is None:
            return None
        return self.repeated_monday + dt.timedelta(days=date.weekday())

    def workshop_shifts(self, workshop_id: str, date: dt.date) -> tuple[Shift, ...]:
        """Working shifts of the workshop that start on the date, by start."""
        source = self.source_date(date)
        rows = () if source is None else self._workshop_rows.get((workshop_id, source), ())
        return _shifts(rows, date)

    def machine_shifts(self, workshop_id: str, machine_id: str, date: dt.date) -> tuple[Shift, ...]:
        """Working shifts of a machine of the workshop that start on the date, by start.

        The status of the machine and its stops by hours are not looked at here.
        """
        source = self.source_date(date)
        if source is None:
            return ()
        own = self._machine_rows.get((machine_id, source))
        if own is None:
            return self._common_shifts(workshop_id, source, date)
        by_shift = {row.shift_no: row for row in self._workshop_rows.get((workshop_id, source), ())}
        for row in own:
            if source == date or (row.kind is not DayKind.REPAIR and not row.once):
                by_shift[row.shift_no] = row
        return _shifts(by_shift.values(), date)

    def repaired_shifts(self, workshop_id: str, machine_id: str, date: dt.date) -> tuple[Shift, ...]:
        """Shifts of the workshop starting on the date that a repair takes from the machine, by start."""
        own = self._machine_rows.get((machine_id, date), ())
        repaired = {row.shift_no for row in own if row.kind is DayKind.REPAIR}
        shifts = self.workshop_shifts(workshop_id, date) if repaired else ()
        return tuple(shift for shift in shifts if shift.shift_no in repaired)

    def end_of(self, shift: Shift, workshop_id: str, machine_id: str) -> dt.datetime:
        """The end of a shift of the machine, the break at its end included."""
        source = self.source_date(shift.date)
        rows = (
            ()
            if source is None
            else (
                *self._machine_rows.get((machine_id, source), ()),
                *self._workshop_rows.get((workshop_id, source), ()),
            )
        )
        for row in rows:
            if row.shift_no == shift.shift_no and row.kind is DayKind.WORK and row.end_time is not None:
                end = dt.datetime.combine(shift.date, row.end_time)
                return max(shift.finish_at, end if end > shift.start_at else end + dt.timedelta(days=1))
        return shift.finish_at

    def _common_shifts(self, workshop_id: str, source: dt.date, date: dt.date) -> tuple[Shift, ...]:
        """Shifts of the machines of a workshop that have no rows of their own, kept for all of them."""
        known = self._common.get((workshop_id, date))
        if known is None:
            by_shift = {row.shift_no: row for row in self._workshop_rows.get((workshop_id, source), ())}
            known = self._common[workshop_id, date] = _shifts(by_shift.values(), date)
        return known

    def first_working_date(self, workshop_id: str, date: dt.date) -> dt.date | None:
        """The first date not before `date` on which the workshop has a working shift.

        Source: conventions 1 (earliest start). None when the workshop never works again.
        """
        if self.last_date is None:
            return None
        last_to_try = max(date, self.last_date) + dt.timedelta(days=7)
        while date <= last_to_try:
            if self.workshop_shifts(workshop_id, date):
                return date
            date += dt.timedelta(days=1)
        return None


def _last_whole_week(first: dt.date | None, last: dt.date | None) -> dt.date | None:
    """Monday of the last Monday–Sunday that lies wholly between the two dates."""
    if first is None or last is None:
        return None
    sunday = last - dt.timedelta(days=(last.weekday() - _SUNDAY) % 7)
    monday = sunday - dt.timedelta(days=6)
    return monday if monday >= first else None


def _shifts(rows: Iterable[CalendarRow], date: dt.date) -> tuple[Shift, ...]:
    """Usable windows of the working rows, moved to the date."""
    midnight = day_number(date) * SECONDS_A_DAY
    shifts = []
    for row in rows:
        if row.kind is DayKind.WORK and row.work_min > 0 and row.start_time is not None:
            of_day = row.start_time
            start = midnight + of_day.hour * 3600 + of_day.minute * 60 + of_day.second
            shifts.append(Shift(date, row.shift_no, start, start + row.work_min * 60))
    return tuple(sorted(shifts, key=lambda shift: shift.start))
