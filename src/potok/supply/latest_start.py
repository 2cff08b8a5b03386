"""The latest moment to start an order that is to be in the finished goods warehouse on its due date.

latest start = due date − release inspection − flow time (order-workflow 6.3). The flow time is worked off
backwards through the shifts of the workshop of the first operation. It knows no queues, so a start after
this moment is late even in an empty plant.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from potok.plant.dates import subtract_working_days
from potok.plant.shifts import SECONDS_A_DAY, ShiftCalendar, day_number, to_moment

_LONGEST_SEARCH_DAYS = 3 * 366


@dataclass(frozen=True, slots=True)
class LatestStart:
    """The latest start of an order.

    Attributes:
        at: The moment, plant local time.
        date: The date of the shift it lies in: material must lie ready on this date, since whatever is
            usable later waits for a later shift.
    """

    at: dt.datetime
    date: dt.date


def release_by(due_date: dt.date, *, release_qc_days: int, holidays: frozenset[dt.date]) -> dt.date:
    """Last date on which the last operation may finish: due date − inspection in working days."""
    return subtract_working_days(due_date, release_qc_days, holidays=holidays)


def latest_start(
    last_date: dt.date, *, flow_min: Fraction, workshop_id: str, calendar: ShiftCalendar
) -> LatestStart | None:
    """The latest moment from which `flow_min` working minutes end on `last_date`.

    Before its first date the calendar is continued backwards with its repeated week, so that an order
    that is hopelessly late still has a number of days by which it is late.

    Args:
        last_date: Date of release at the latest (`release_by`).
        flow_min: Working minutes of the whole route (`work_content.flow_minutes`).
        workshop_id: Workshop of the first operation.
        calendar: Shifts of the plant.

    Returns:
        None when the workshop never works enough.
    """
    left = max(1, round(flow_min * 60))
    limit = (day_number(last_date) + 1) * SECONDS_A_DAY
    date = last_date
    for _ in range(_LONGEST_SEARCH_DAYS):
        for start, finish in _windows_backwards(date, workshop_id, calendar):
            worked = min(finish, limit) - start
            if worked >= left:
                return LatestStart(to_moment(min(finish, limit) - left), date)
            left -= max(worked, 0)
        date -= dt.timedelta(days=1)
    return None


def _windows_backwards(date: dt.date, workshop_id: str, calendar: ShiftCalendar) -> Iterator[tuple[int, int]]:
    """Usable windows of the workshop's shifts of the date, last first, in seconds of local time."""
    source = date
    if (
        calendar.first_date is not None
        and date < calendar.first_date
        and calendar.repeated_monday is not None
    ):
        source = calendar.repeated_monday + dt.timedelta(days=date.weekday())
    moved = (day_number(date) - day_number(source)) * SECONDS_A_DAY
    for shift in reversed(calendar.workshop_shifts(workshop_id, source)):
        yield shift.start + moved, shift.finish + moved
