"""Technological cards as pages and the API show them: the list and one card with all its lines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from potok.operations.catalog.clock import local
from potok.operations.orders.reads.list_page import Listed, ListPage, by
from potok.operations.shopfloor.models import TechCard
from potok.operations.shopfloor.states import CARD_STATES

#: Sorts of the list by name.
SORTS = {
    "id": by("id"),
    "number": by("number"),
    "date": by("date"),
    "order": by("order__order_no"),
    "product": by("order__product__name"),
    "good": by("good_pcs"),
    "handed_in": by("handed_in_at", nullable=True),
    "posted": by("posted_at", nullable=True),
}
_COLUMNS = (
    "id", "number", "state", "date", "shift_no", "workshop__code", "workshop__name", "order__order_no",
    "order__product__code", "order__product__name", "order__qty_pcs", "order__done_pcs", "good_pcs",
    "rework_pcs", "scrap_pcs", "samples_pcs", "responsible", "handed_in_at", "posted_at",
    "product_lot__code", "returned_reason",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CardFilter:
    """Which cards; empty fields let everything pass.

    Attributes:
        workshops: Codes.
        since, until: Dates of the cards, both included.
        text: Part of the number, of the order, of the product or of the lot.
    """

    states: tuple[str, ...] = ()
    workshops: tuple[str, ...] = ()
    orders: tuple[str, ...] = ()
    since: dt.date | None = None
    until: dt.date | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class CardRow:
    """A card as a row of the list; moments are plant local."""

    id: int
    number: str
    state: str
    date: dt.date
    shift_no: int | None
    workshop: str
    workshop_name: str
    order_no: str
    product: str
    product_name: str
    order_qty_pcs: int
    order_done_pcs: int
    good_pcs: int
    rework_pcs: int
    scrap_pcs: int
    samples_pcs: int
    responsible: str
    handed_in_at: dt.datetime | None
    posted_at: dt.datetime | None
    lot: str | None
    returned_reason: str


@dataclass(frozen=True, slots=True)
class CardTotals:
    """Number of cards by state and their pieces, under a filter without its states."""

    by_state: Mapping[str, int]
    good_pcs: int
    scrap_pcs: int


def card_list(wanted: CardFilter, *, sort: str = "id", descending: bool = True) -> Listed[CardRow]:
    """Cards under a filter: `page()` gives one page, `all()` everything.

    Args:
        sort: A name of `SORTS`.
    """
    return Listed(
        found=_found(wanted),
        sorts=SORTS,
        sort=sort,
        descending=descending,
        columns=_COLUMNS,
        make=_row,
    )


def card_page(
    wanted: CardFilter, *, sort: str = "id", descending: bool = True, after: str = "", limit: int = 50
) -> ListPage[CardRow]:
    """One page of the list."""
    return card_list(wanted, sort=sort, descending=descending).page(after=after, limit=limit)


def card_totals(wanted: CardFilter) -> CardTotals:
    """Counts by state (every state named) and sums under the filter, states left out (two queries)."""
    everything = _found(replace(wanted, states=()))
    counted = dict(everything.values_list("state").annotate(Count("pk")))
    sums = _found(wanted).aggregate(good=Coalesce(Sum("good_pcs"), 0), scrap=Coalesce(Sum("scrap_pcs"), 0))
    by_state = {state: counted.get(state, 0) for state, _ in CARD_STATES}
    return CardTotals(by_state, int(sums["good"]), int(sums["scrap"]))


def cards_waiting(*, workshops: frozenset[int] | None = None) -> int:
    """Cards handed in that wait for their posting: for the navigation.

    Args:
        workshops: Only of these, by key; None = all.
    """
    found = TechCard.objects.filter(state="handed_in")
    return (found if workshops is None else found.filter(workshop_id__in=workshops)).count()


def _found(wanted: CardFilter) -> QuerySet[TechCard]:
    found = TechCard.objects.all()
    if wanted.states:
        found = found.filter(state__in=wanted.states)
    if wanted.workshops:
        found = found.filter(workshop__code__in=wanted.workshops)
    if wanted.orders:
        found = found.filter(order__order_no__in=wanted.orders)
    if wanted.since:
        found = found.filter(date__gte=wanted.since)
    if wanted.until:
        found = found.filter(date__lte=wanted.until)
    if wanted.text:
        found = found.filter(
            Q(number__icontains=wanted.text)
            | Q(order__order_no__icontains=wanted.text)
            | Q(order__product__code__icontains=wanted.text)
            | Q(order__product__name__icontains=wanted.text)
            | Q(product_lot__code__icontains=wanted.text)
        )
    return found


def _row(*values: object) -> CardRow:
    row = dict(zip(CardRow.__slots__, values, strict=True))
    for name in ("handed_in_at", "posted_at"):
        moment = row[name]
        row[name] = local(moment) if isinstance(moment, dt.datetime) else None
    return CardRow(**row)  # type: ignore[arg-type]  # columns in the sequence of the fields
