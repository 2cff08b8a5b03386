"""Working minutes between two moments, by the shifts of a machine."""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal

from potok.operations.catalog.clock import local
from potok.plant.shifts import ShiftCalendar, to_seconds

_TENTH = Decimal("0.1")
_ONE_DAY = dt.timedelta(days=1)


def minutes_between(
    shifts: ShiftCalendar, workshop: str, machine: str, begin: dt.datetime, end: dt.datetime
) -> Decimal:
    """Minutes of working time of a machine between two aware moments, to 0.1.

    Work outside all shifts (overtime) counts as it is: then the plain time between the moments is taken.
    """
    first, last = local(begin), local(end)
    start, finish = to_seconds(first), to_seconds(last)
    seconds = 0
    date = first.date() - _ONE_DAY
    while date <= last.date():
        for shift in shifts.machine_shifts(workshop, machine, date):
            seconds += max(0, min(finish, shift.finish) - max(start, shift.start))
        date += _ONE_DAY
    if not seconds:
        seconds = max(0, finish - start)
    return (Decimal(seconds) / 60).quantize(_TENTH, rounding=ROUND_HALF_UP)
