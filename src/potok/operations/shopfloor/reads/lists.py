"""Short lists of the shops: reasons to choose from, posting periods, workshops of a person."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count
from django.db.models.functions import TruncMonth

from potok.operations.catalog.clock import today
from potok.operations.catalog.models import Workshop
from potok.operations.shopfloor.models import TechCard, WorkReason
from potok.operations.warehouse.models import PostingPeriod, StockDocument
from potok.operations.warehouse.periods import month_name, month_of


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
        posted, waiting: Cards of the month: posted; handed in and not posted.
        papers, counts_waiting: Papers of the warehouses of the month: posted or taken back; counts that were
            begun and not posted.
    """

    month: dt.date
    name: str
    is_closed: bool
    waiting: int
    posted: int
    papers: int
    counts_waiting: int
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
    """Months with cards, papers or a decision, and the present one, newest first (four queries)."""
    rows = {row.month: row for row in PostingPeriod.objects.select_related("changed_by")}
    counts: dict[dt.date, Counter[str]] = {}
    month = TruncMonth("date")
    cards = TechCard.objects.filter(state__in=["handed_in", "posted"]).values_list(month, "state")
    papers = StockDocument.objects.filter(state__in=["posted", "reversed"]).values_list(month, "state")
    begun = StockDocument.objects.filter(kind="count", state="draft").values_list(month, "state")
    for kind, found in (("card", cards), ("paper", papers), ("count", begun)):
        for first, state, count in found.annotate(Count("pk")).order_by():
            counts.setdefault(first, Counter())[f"{kind} {state}"] += count
    months = sorted({*rows, *counts, month_of(today())}, reverse=True)
    return tuple(_period(first, rows.get(first), counts.get(first, Counter())) for first in months)


def workshops(*, ids: Collection[int] | None = None) -> tuple[WorkshopRow, ...]:
    """Workshops by code.

    Args:
        ids: Only these; None = all.
    """
    found = Workshop.objects.order_by("code")
    if ids is not None:
        found = found.filter(id__in=list(ids))
    return tuple(WorkshopRow(*row) for row in found.values_list("id", "code", "name"))


def _period(month: dt.date, row: PostingPeriod | None, counts: Counter[str]) -> PeriodRow:
    return PeriodRow(
        month=month,
        name=month_name(month),
        is_closed=row.is_closed if row else False,
        waiting=counts["card handed_in"],
        posted=counts["card posted"],
        papers=counts["paper posted"] + counts["paper reversed"],
        counts_waiting=counts["count draft"],
        changed_by=row.changed_by.short_name if row and row.changed_by else "",
        changed_at=row.changed_at if row else None,
        reason=row.reason if row else "",
    )
