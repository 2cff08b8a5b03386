"""Posting periods: a month is closed when its figures have been reported (order-workflow 11)."""

from __future__ import annotations

import datetime as dt

from django.db import connection

from potok.operations.catalog.clock import now
from potok.operations.orders.services.cancellation import required
from potok.operations.people.acting import Actor, command
from potok.operations.shopfloor.errors import PeriodOccupiedError, PeriodStateError
from potok.operations.shopfloor.models import PostingPeriod, TechCard
from potok.operations.shopfloor.services.wording import month_name

#: Postings share the row, so that they do not wait for each other; closing waits for all of them.
_SHARED = "SELECT is_closed FROM shopfloor_postingperiod WHERE month = %s FOR SHARE"
_NEW = (
    "INSERT INTO shopfloor_postingperiod (month, is_closed, reason) VALUES (%s, false, '')"
    " ON CONFLICT (month) DO NOTHING"
)
#: Numbers of cards that an error names.
_SHOWN = 5


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


def month_of(date: dt.date) -> dt.date:
    """The first day of a month: the name of a posting period."""
    return date.replace(day=1)


def close_period(actor: Actor, *, month: dt.date, reason: str = "") -> PostingPeriod:
    """Close a month: nothing dated in it is posted or reversed any more.

    Raises:
        PeriodStateError: It is closed already.
        PeriodOccupiedError: Cards of the month that were handed in wait for their posting.
    """
    with command(actor, "close_period", why=reason):
        period = _locked(month)
        name = month_name(period.month)
        if period.is_closed:
            raise PeriodStateError(period=name, state="закрыт")
        waiting = TechCard.objects.filter(
            state="handed_in", date__year=period.month.year, date__month=period.month.month
        ).order_by("id")
        numbers = list(waiting.values_list("number", flat=True)[: _SHOWN + 1])
        if numbers:
            more = " и другие" if len(numbers) > _SHOWN else ""
            raise PeriodOccupiedError(period=name, cards=", ".join(numbers[:_SHOWN]) + more)
        _write(actor, period, reason, is_closed=True)
    return period


def reopen_period(actor: Actor, *, month: dt.date, reason: str) -> PostingPeriod:
    """The administrator opens a closed month again.

    Raises:
        PeriodStateError: It is open.
        ReasonMissingError: No reason is given.
    """
    why = required(reason, "почему период открывается")
    with command(actor, "reopen_period", why=why):
        period = _locked(month)
        if not period.is_closed:
            raise PeriodStateError(period=month_name(period.month), state="открыт")
        _write(actor, period, why, is_closed=False)
    return period


def _locked(month: dt.date) -> PostingPeriod:
    first = month_of(month)
    PostingPeriod.objects.get_or_create(month=first)
    return PostingPeriod.objects.select_for_update().get(month=first)


def _write(actor: Actor, period: PostingPeriod, reason: str, *, is_closed: bool) -> None:
    period.is_closed = is_closed
    period.changed_by_id = actor.user_id
    period.changed_at = now()
    period.reason = reason.strip()[:250]
    period.save(update_fields=["is_closed", "changed_by", "changed_at", "reason"])
