"""Working days of offices and quality control: Monday to Friday without holidays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Set as AbstractSet

_ONE_DAY = dt.timedelta(days=1)
_SATURDAY = 5


def is_working_day(date: dt.date, *, holidays: AbstractSet[dt.date]) -> bool:
    """Whether offices and quality control work on the date."""
    return date.weekday() < _SATURDAY and date not in holidays


def add_working_days(date: dt.date, days: int, *, holidays: AbstractSet[dt.date]) -> dt.date:
    """The date `days` working days after `date`; with 0 days the date itself, even on a weekend.

    Source: conventions 2 (release date + qc_days), order-workflow 6.3 (usable date of a receipt).
    """
    left = days
    while left > 0:
        date += _ONE_DAY
        if is_working_day(date, holidays=holidays):
            left -= 1
    return date


def subtract_working_days(date: dt.date, days: int, *, holidays: AbstractSet[dt.date]) -> dt.date:
    """The date `days` working days before `date`; with 0 days the date itself."""
    left = days
    while left > 0:
        date -= _ONE_DAY
        if is_working_day(date, holidays=holidays):
            left -= 1
    return date
