"""Posting periods: whether the month of a paper or of a tech card is still open (order-workflow 11)."""

from __future__ import annotations

import datetime as dt

from django.db import connection

from potok.operations.warehouse.errors import PeriodClosedError
from potok.operations.warehouse.models import PostingPeriod

_MONTHS = (
    "январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь",
    "ноябрь", "декабрь",
)  # fmt: skip
#: Postings share the row, so that they do not wait for each other; closing waits for all of them.
_SHARED = "SELECT is_closed FROM warehouse_postingperiod WHERE month = %s FOR SHARE"
_NEW = (
    "INSERT INTO warehouse_postingperiod (month, is_closed, reason) VALUES (%s, false, '')"
    " ON CONFLICT (month) DO NOTHING"
)


def month_of(date: dt.date) -> dt.date:
    """The first day of a month: the name of a posting period."""
    return date.replace(day=1)


def next_month(month: dt.date) -> dt.date:
    """The first day of the month after."""
    return month_of(month_of(month) + dt.timedelta(days=31))


def month_name(date: dt.date) -> str:
    """«март 2026»."""
    return f"{_MONTHS[date.month - 1]} {date.year}"


def period_closed(date: dt.date, *, lock: bool) -> bool:
    """Whether the month of a date is closed (one query).

    Args:
        lock: Keep it from being closed until the transaction ends.
    """
    month = month_of(date)
    if not lock:
        return PostingPeriod.objects.filter(month=month, is_closed=True).exists()
    with connection.cursor() as cursor:
        cursor.execute(_SHARED, [month])
        row = cursor.fetchone()
        if row is None:
            cursor.execute(_NEW, [month])
            cursor.execute(_SHARED, [month])
            row = cursor.fetchone()
    return bool(row[0])


def require_open(date: dt.date, what: str) -> None:
    """Refuse what is dated in a closed month; an open one stays open until the transaction ends.

    Args:
        what: What is not done («документ ПО-000012 «Приход» от 02.03.2026 не сторнировать»).

    Raises:
        PeriodClosedError: The month is closed.
    """
    if period_closed(date, lock=True):
        raise PeriodClosedError(period=month_name(date), what=what)
