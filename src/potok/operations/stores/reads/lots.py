"""Lots as a list: by place, quality, expiry; for the warehouses and for quality control."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from django.db.models import Count, F, Q, QuerySet

from potok.operations.catalog.situation import present_situation
from potok.operations.orders.reads.list_page import Listed, ListPage, SortBy, by
from potok.operations.stores.reads.stock import SOON_DAYS, days_until
from potok.operations.warehouse.models import StockLot
from potok.operations.warehouse.places import FINISHED_GOODS, HANDED_OVER


class LotView(StrEnum):
    """Built-in views."""

    UNDECIDED = "undecided"
    DOUBTFUL = "doubtful"
    REJECTED = "rejected"
    EXPIRING = "expiring"
    SHIPPABLE = "shippable"
    HANDED_OVER = "handed_over"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class LotsFilter:
    """Filters of the list; empty ones let everything pass.

    Attributes:
        statuses: Codes of quality statuses. types: Types of items.
        items: Codes. place: Where the lot lies.
        text: Part of the number of the lot, of code or name of the item.
        empty: Lots of which nothing is left, too.
        sort: Key of `SORTS`.
    """

    view: LotView = LotView.ALL
    statuses: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    place: str = ""
    text: str = ""
    empty: bool = False
    sort: str = "received"
    descending: bool = True


@dataclass(frozen=True, slots=True)
class LotListRow:
    """A lot as a row; quantities are in the stock unit.

    Attributes:
        days_left: Until it may no longer be used, not positive when it has expired; None = unlimited.
    """

    code: str
    item: str
    item_name: str
    item_type: str
    unit: str
    location: str
    qty: Decimal
    reserved: Decimal
    received_date: dt.date
    expiry_date: dt.date | None
    expires_at: dt.datetime | None
    qc_status: str
    qc_date: dt.date | None
    days_left: int | None

    @property
    def free(self) -> Decimal:
        """What no order holds."""
        return self.qty - self.reserved


SORTS: Mapping[str, SortBy] = {
    "code": by("code"),
    "item": by("item__code"),
    "place": by("location"),
    "qty": by("qty"),
    "reserved": by("reserved_qty"),
    "received": by("received_date"),
    "expiry": by("expiry_date", nullable=True),
    "status": by("qc_status"),
    "decided": by("qc_date", nullable=True),
}
_COLUMNS = (
    "code",
    "item__code",
    "item__name",
    "item__type",
    "item__unit",
    "location",
    "qty",
    "reserved_qty",
    "received_date",
    "expiry_date",
    "expires_at",
    "qc_status",
    "qc_date",
    "days_left",
)


def lots_page(wanted: LotsFilter, *, after: str = "", limit: int = 50) -> ListPage[LotListRow]:
    """A page of the list: two queries.

    Raises:
        BadPageMarkError: The mark belongs to another sort.
    """
    return _listed(wanted).page(after=after, limit=limit)


def lots_for_export(wanted: LotsFilter) -> Iterator[LotListRow]:
    """All found lots in the sequence of the list: two queries."""
    return _listed(wanted).all()


def lots_found(wanted: LotsFilter) -> int:
    """How many lots the filter finds: two queries."""
    return _found(wanted).count()


def lot_view_counts(*views: LotView) -> dict[LotView, int]:
    """Lots of built-in views: two queries."""
    today = present_situation().today
    counted = StockLot.objects.filter(qty__gt=0).aggregate(
        **{view.value: Count("id", filter=_view(view, today)) for view in views}
    )
    return {view: counted[view.value] for view in views}


def undecided_count() -> int:
    """Lots that wait for quality control, for the navigation: one query."""
    return StockLot.objects.filter(qty__gt=0, qc_status="quarantine").count()


def lot_rows(codes: list[str]) -> dict[str, LotListRow]:
    """Lots by number: two queries; those that do not exist are left out."""
    known = StockLot.objects.filter(code__in=codes)
    found = known.annotate(days_left=days_until("expiry_date", present_situation().today)).values_list(
        *_COLUMNS
    )
    return {values[0]: LotListRow(*values) for values in found}


def _listed(wanted: LotsFilter) -> Listed[LotListRow]:
    found = _found(wanted).annotate(days_left=days_until("expiry_date", present_situation().today))
    return Listed(found, SORTS, wanted.sort, wanted.descending, _COLUMNS, LotListRow)


def _found(wanted: LotsFilter) -> QuerySet[StockLot]:
    condition = _view(wanted.view, present_situation().today)
    if wanted.statuses:
        condition &= Q(qc_status__in=wanted.statuses)
    if wanted.types:
        condition &= Q(item__type__in=wanted.types)
    if wanted.items:
        condition &= Q(item__code__in=wanted.items)
    if wanted.place:
        condition &= Q(location=wanted.place)
    if wanted.text:
        condition &= (
            Q(code__icontains=wanted.text)
            | Q(item__code__icontains=wanted.text)
            | Q(item__name__icontains=wanted.text)
        )
    if not wanted.empty:
        condition &= Q(qty__gt=0)
    return StockLot.objects.filter(condition)


def _view(view: LotView, today: dt.date) -> Q:
    valid = Q(expiry_date__isnull=True) | Q(expiry_date__gt=today)
    conditions = {
        LotView.UNDECIDED: Q(qc_status="quarantine"),
        LotView.DOUBTFUL: Q(qc_status__in=["blocked", "conditional"]),
        LotView.REJECTED: Q(qc_status="rejected"),
        LotView.EXPIRING: Q(expiry_date__lte=today + dt.timedelta(days=SOON_DAYS)),
        LotView.SHIPPABLE: valid
        & Q(location=FINISHED_GOODS, qc_status="released", qty__gt=F("reserved_qty")),
        LotView.HANDED_OVER: Q(location=HANDED_OVER),
        LotView.ALL: Q(),
    }
    return conditions[view]
