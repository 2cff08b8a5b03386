"""Calendars of workshops made from a shift pattern, previewed and written like any other change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from potok.errors import InvalidDataError, Problem
from potok.operations.master_data.holiday_dates import COUNTRIES, public_holidays
from potok.operations.master_data.plant_resources import CALENDARS
from potok.operations.master_data.resource import Difference
from potok.operations.master_data.services.changing import change_records, preview_change
from potok.operations.people.acting import Actor
from potok.plant.model import CalendarRow
from potok.plant.shift_patterns import BY_KEY, ShiftPattern, ShiftTimes, generate
from potok.plant.tables import Placed

#: Longer calendars are made in parts: nobody looks at them at once.
MOST_DAYS = 731
_PLACE = "Создание календаря"


@dataclass(frozen=True, slots=True)
class CalendarOrder:
    """A calendar that is to be made.

    Attributes:
        pattern: Key of the pattern.
        country: Whose holidays are free: BY, RU, empty = the workshops work through holidays.
        cycle_start: Date on which the first brigade begins its cycle; None = the first date.
    """

    workshops: tuple[str, ...]
    first: dt.date
    last: dt.date
    pattern: str
    times: tuple[ShiftTimes, ...]
    country: str = ""
    cycle_start: dt.date | None = None


def preview_calendar(actor: Actor, *, order: CalendarOrder) -> Difference:
    """What the calendar would change; nothing is written.

    Raises:
        InvalidDataError: The order makes no sense; all faults at once.
    """
    return preview_change(actor, CALENDARS, _rows(order))


def make_calendar(actor: Actor, *, order: CalendarOrder) -> Difference:
    """Write the calendar: days of the workshops between the dates become those of the pattern.

    Rows of machines (repairs) on these days stay.

    Raises:
        InvalidDataError: The order makes no sense; all faults at once.
        NoRightError: The actor may not change calendars.
    """
    why = f"график «{BY_KEY[order.pattern].title}»" if order.pattern in BY_KEY else ""
    return change_records(actor, CALENDARS, _rows(order), why=why)


def _rows(order: CalendarOrder) -> list[Placed[CalendarRow]]:
    pattern = BY_KEY.get(order.pattern)
    faults = list(_faults(order, pattern))
    if faults or pattern is None:
        raise InvalidDataError(faults)
    free = public_holidays(order.country, order.first, order.last) if order.country else {}
    made = [
        row
        for workshop in order.workshops
        for row in generate(
            pattern,
            workshop_id=workshop,
            first=order.first,
            last=order.last,
            times=order.times,
            holidays=free,
            cycle_start=order.cycle_start,
        )
    ]
    kept = _machine_rows(order.workshops, order.first, order.last)
    return [Placed(place, row) for place, row in enumerate([*made, *kept], start=1)]


def _machine_rows(workshops: Collection[str], first: dt.date, last: dt.date) -> list[CalendarRow]:
    return [
        row
        for row in CALENDARS.books.records()
        if row.machine_id is not None and row.workshop_id in workshops and first <= row.date <= last
    ]


def _faults(order: CalendarOrder, pattern: ShiftPattern | None) -> Sequence[Problem]:
    faults = []

    def fault(field: str, value: object, expected: str, code: str) -> None:
        faults.append(Problem(_PLACE, None, field, None if value is None else str(value), expected, code))

    if pattern is None:
        fault("pattern", order.pattern, f"один из графиков: {', '.join(BY_KEY)}", "bad_choice")
    elif len(order.times) != pattern.shifts:
        fault("times", len(order.times), f"время каждой из смен: {pattern.shifts}", "bad_value")
    if not order.workshops:
        fault("workshops", None, "хотя бы один цех", "required")
    if order.last < order.first:
        fault("last", order.last, f"дата не раньше {order.first:%d.%m.%Y}", "out_of_range")
    elif (order.last - order.first).days >= MOST_DAYS:
        fault("last", order.last, f"не больше {MOST_DAYS} дней за раз", "out_of_range")
    if order.country and order.country not in COUNTRIES:
        fault("country", order.country, f"одна из стран: {', '.join(COUNTRIES)}", "bad_choice")
    for number, shift in enumerate(order.times, start=1):
        if not 0 <= shift.break_min < shift.length_min:
            expected = f"от 0 до {shift.length_min - 1} мин: смена {number} короче"
            fault("times", shift.break_min, expected, "out_of_range")
    return faults
