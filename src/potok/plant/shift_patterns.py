"""Calendars made from a shift pattern: which shifts a workshop works on which dates.

A pattern is a cycle of days; every day names the shift that a brigade works, 0 = off. Brigades go through
the same cycle shifted against each other, and the workshop works every shift that some brigade works.
Weekly patterns are the ordinary five-day and six-day weeks without brigades.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from potok.plant.model import CalendarRow, DayKind

_MINUTES_A_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class ShiftTimes:
    """A shift of a day.

    Attributes:
        finish: Earlier than or equal to `start` = next day.
        break_min: Regulated breaks, minutes; they lie at the end of the shift (conventions 1).
    """

    start: dt.time
    finish: dt.time
    break_min: int = 0

    @property
    def length_min(self) -> int:
        """From start to finish, minutes."""
        passed = _minute(self.finish) - _minute(self.start)
        return passed if passed > 0 else passed + _MINUTES_A_DAY

    @property
    def work_min(self) -> int:
        """Usable minutes."""
        return self.length_min - self.break_min


@dataclass(frozen=True, slots=True)
class ShiftPattern:
    """A named pattern.

    Attributes:
        key: Code in addresses.
        title: Russian name.
        shifts: Shifts a day at most.
        cycle: Shift of a brigade by day of the cycle, 0 = off; empty = by weekdays, without brigades.
        offsets: Day of the cycle on which each brigade begins.
        weekdays: Working weekdays of a weekly pattern, Monday = 0.
        holidays_off: Holidays are usually free under this pattern.
    """

    key: str
    title: str
    shifts: int
    cycle: tuple[int, ...] = ()
    offsets: tuple[int, ...] = ()
    weekdays: tuple[int, ...] = ()
    holidays_off: bool = True


PATTERNS = (
    ShiftPattern("five_one", "Пятидневка, одна смена", 1, weekdays=(0, 1, 2, 3, 4)),
    ShiftPattern("five_two", "Пятидневка, две смены", 2, weekdays=(0, 1, 2, 3, 4)),
    ShiftPattern("five_three", "Пятидневка, три смены", 3, weekdays=(0, 1, 2, 3, 4)),
    ShiftPattern("six_one", "Шестидневка, одна смена", 1, weekdays=(0, 1, 2, 3, 4, 5)),
    ShiftPattern("two_two_one", "2/2, одна бригада", 1, (1, 1, 0, 0), (0,)),
    ShiftPattern("two_two_two", "2/2, две бригады без выходных", 1, (1, 1, 0, 0), (0, 2), holidays_off=False),
    ShiftPattern(
        "day_night",
        "День, ночь, отсыпной, выходной: четыре бригады",
        2,
        (1, 2, 0, 0),
        (0, 1, 2, 3),
        holidays_off=False,
    ),
    ShiftPattern(
        "four_brigades",
        "Непрерывный в три смены: четыре бригады",
        3,
        (1, 1, 1, 1, 0, 2, 2, 2, 2, 0, 3, 3, 3, 3, 0, 0),
        (0, 4, 8, 12),
        holidays_off=False,
    ),
)
BY_KEY: Mapping[str, ShiftPattern] = {pattern.key: pattern for pattern in PATTERNS}

#: Usual times by number of shifts a day; two shifts of a pattern with brigades are twelve hours long.
_DAY = (ShiftTimes(dt.time(8), dt.time(16, 30), 30),)
_TWO = (ShiftTimes(dt.time(7), dt.time(15, 30), 30), ShiftTimes(dt.time(15, 30), dt.time(0), 30))
_THREE = (
    ShiftTimes(dt.time(7), dt.time(15), 30),
    ShiftTimes(dt.time(15), dt.time(23), 30),
    ShiftTimes(dt.time(23), dt.time(7), 30),
)
_LONG = (ShiftTimes(dt.time(8), dt.time(20), 60), ShiftTimes(dt.time(20), dt.time(8), 60))


def usual_times(pattern: ShiftPattern) -> tuple[ShiftTimes, ...]:
    """The times that a pattern is offered with."""
    if pattern.cycle and pattern.shifts < 3:
        return _LONG[: pattern.shifts]
    return {1: _DAY, 2: _TWO, 3: _THREE}[pattern.shifts]


def generate(
    pattern: ShiftPattern,
    *,
    workshop_id: str,
    first: dt.date,
    last: dt.date,
    times: Sequence[ShiftTimes],
    holidays: Mapping[dt.date, str] | None = None,
    cycle_start: dt.date | None = None,
) -> tuple[CalendarRow, ...]:
    """Calendar rows of a workshop from `first` to `last`, every shift number on every date.

    Args:
        times: One entry a shift of the pattern.
        holidays: Free dates with their names; empty = the workshop works through them.
        cycle_start: The date on which the first brigade begins its cycle, default `first`.

    Raises:
        ValueError: Times do not fit the pattern, or the dates are in the wrong order.
    """
    if len(times) != pattern.shifts or first > last:
        raise ValueError("times of every shift and dates in order are needed")
    rows = []
    for date in _dates(first, last):
        worked = _worked(pattern, date, cycle_start or first)
        holiday = (holidays or {}).get(date)
        for shift_no, shift in enumerate(times, start=1):
            if holiday is not None:
                rows.append(_free(workshop_id, date, shift_no, DayKind.HOLIDAY, holiday))
            elif shift_no in worked:
                rows.append(_working(workshop_id, date, shift_no, shift, worked[shift_no]))
            else:
                rows.append(_free(workshop_id, date, shift_no, DayKind.DAY_OFF, ""))
    return tuple(rows)


def _worked(pattern: ShiftPattern, date: dt.date, start: dt.date) -> dict[int, str]:
    """Shifts worked on a date, each with the note that names its brigade."""
    if not pattern.cycle:
        works = date.weekday() in pattern.weekdays
        return dict.fromkeys(range(1, pattern.shifts + 1), "") if works else {}
    passed = (date - start).days
    length = len(pattern.cycle)
    worked = {}
    for brigade, offset in enumerate(pattern.offsets, start=1):
        shift = pattern.cycle[(passed + offset) % length]
        if shift:
            worked[shift] = f"бригада {brigade}" if len(pattern.offsets) > 1 else ""
    return worked


def _working(workshop_id: str, date: dt.date, shift_no: int, shift: ShiftTimes, note: str) -> CalendarRow:
    return CalendarRow(
        workshop_id, None, date, shift_no, shift.start, shift.finish, shift.break_min, shift.work_min,
        DayKind.WORK, note,
    )  # fmt: skip


def _free(workshop_id: str, date: dt.date, shift_no: int, kind: DayKind, note: str) -> CalendarRow:
    return CalendarRow(workshop_id, None, date, shift_no, None, None, 0, 0, kind, note)


def _dates(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    for number in range((last - first).days + 1):
        yield first + dt.timedelta(days=number)


def _minute(time: dt.time) -> int:
    return time.hour * 60 + time.minute
