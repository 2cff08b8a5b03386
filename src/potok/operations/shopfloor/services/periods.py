"""Posting periods: a month is closed when its figures have been reported (order-workflow 11)."""

from __future__ import annotations

import datetime as dt

from potok.operations.catalog.clock import now
from potok.operations.orders.services.cancellation import required
from potok.operations.people.acting import Actor, command
from potok.operations.shopfloor.errors import PeriodOccupiedError, PeriodStateError
from potok.operations.shopfloor.models import TechCard
from potok.operations.warehouse.models import PostingPeriod, StockDocument
from potok.operations.warehouse.periods import month_name, month_of, next_month

#: Numbers of cards that an error names.
_SHOWN = 5


def close_period(actor: Actor, *, month: dt.date, reason: str = "") -> PostingPeriod:
    """Close a month: no card and no paper of a warehouse dated in it is posted or reversed any more.

    Raises:
        PeriodStateError: It is closed already.
        PeriodOccupiedError: Cards of the month that were handed in, or counts that were begun, wait for
            their posting.
    """
    with command(actor, "close_period", why=reason):
        period = _locked(month)
        name = month_name(period.month)
        if period.is_closed:
            raise PeriodStateError(period=name, state="закрыт")
        waiting = _waiting(period.month)
        if waiting:
            more = " и другие" if len(waiting) > _SHOWN else ""
            raise PeriodOccupiedError(period=name, papers=", ".join(waiting[:_SHOWN]) + more)
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


def _waiting(month: dt.date) -> list[str]:
    """Numbers of what was begun in a month and is dated in it, one more than an error names.

    An offered hand-over does not wait: it gets the date of its acceptance.
    """
    within = {"date__gte": month, "date__lt": next_month(month)}
    cards = TechCard.objects.filter(state="handed_in", **within).order_by("id")
    counts = StockDocument.objects.filter(kind="count", state="draft", **within).order_by("id")
    found = [list(rows.values_list("number", flat=True)[: _SHOWN + 1]) for rows in (cards, counts)]
    return [*found[0], *found[1]][: _SHOWN + 1]


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
