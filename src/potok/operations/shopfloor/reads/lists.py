"""Short lists of the shops: reasons to choose from, posting periods, workshops of a person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count

from potok.operations.catalog.clock import today
from potok.operations.catalog.models import Workshop
from potok.operations.shopfloor.models import PostingPeriod, TechCard, WorkReason
from potok.operations.shopfloor.services.periods import month_of
from potok.operations.shopfloor.services.wording import month_name


@dataclass(frozen=True, slots=True)
class ReasonRow:
    """A reason of the shops."""

    kind: str
    code: str
    name: str
    is_active: bool


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """A posting period.

    Attributes:
        waiting: Cards of the month that were handed in and not posted.
    """

    month: dt.date
    name: str
    is_closed: bool
    waiting: int
    posted: int
    changed_by: str
    changed_at: dt.datetime | None
    reason: str


@dataclass(frozen=True, slots=True)
class WorkshopRow:
    """A workshop."""

    id: int
    code: str
    name: str


def reasons(*, kinds: Collection[str] = (), all_of_them: bool = False) -> tuple[ReasonRow, ...]:
    """Reasons in their sequence.

    Args:
        kinds: Only these; empty = all.
        all_of_them: Also those that are not offered any more.
    """
    found = WorkReason.objects.order_by("kind", "position", "id")
    if kinds:
        found = found.filter(kind__in=kinds)
    if not all_of_them:
        found = found.filter(is_active=True)
    return tuple(ReasonRow(*row) for row in found.values_list("kind", "code", "name", "is_active"))


def periods() -> tuple[PeriodRow, ...]:
    """Months with cards or with a decision, and the present one, newest first (two queries)."""
    rows = {row.month: row for row in PostingPeriod.objects.select_related("changed_by")}
    counts: dict[dt.date, dict[str, int]] = {}
    states = TechCard.objects.filter(state__in=["handed_in", "posted"])
    for date, state, count in states.values_list("date", "state").annotate(Count("pk")):
        month = counts.setdefault(month_of(date), {})
        month[state] = month.get(state, 0) + count
    months = sorted({*rows, *counts, month_of(today())}, reverse=True)
    return tuple(_period(month, rows.get(month), counts.get(month, {})) for month in months)


def workshops(*, ids: Collection[int] | None = None) -> tuple[WorkshopRow, ...]:
    """Workshops by code.

    Args:
        ids: Only these; None = all.
    """
    found = Workshop.objects.order_by("code")
    if ids is not None:
        found = found.filter(id__in=list(ids))
    return tuple(WorkshopRow(*row) for row in found.values_list("id", "code", "name"))


def _period(month: dt.date, row: PostingPeriod | None, counts: dict[str, int]) -> PeriodRow:
    return PeriodRow(
        month=month,
        name=month_name(month),
        is_closed=row.is_closed if row else False,
        waiting=counts.get("handed_in", 0),
        posted=counts.get("posted", 0),
        changed_by=row.changed_by.short_name if row and row.changed_by else "",
        changed_at=row.changed_at if row else None,
        reason=row.reason if row else "",
    )
