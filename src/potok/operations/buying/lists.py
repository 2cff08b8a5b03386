"""Purchase orders as a list, one of them with its lines, and the terms of suppliers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, DecimalField, F, Min, Q, QuerySet, Sum

from potok.operations.orders.reads.list_page import Listed, ListPage, SortBy, by
from potok.operations.purchasing.errors import UnknownPurchaseError
from potok.operations.purchasing.models import PurchaseOrder, SupplierTerms


@dataclass(frozen=True, slots=True)
class PurchaseFilter:
    """Filters of the list; empty ones let everything pass.

    Attributes:
        text: Part of number, supplier, code or name of an item.
        sort: Key of `SORTS`.
    """

    states: tuple[str, ...] = ()
    suppliers: tuple[str, ...] = ()
    text: str = ""
    sort: str = "number"
    descending: bool = True


@dataclass(frozen=True, slots=True)
class PurchaseRow:
    """A purchase order as a row.

    Attributes:
        value_rub: Σ of lines with a price. first_date: Earliest promised date.
    """

    number: str
    supplier: str
    date: dt.date
    state: str
    lines: int
    value_rub: Decimal | None
    first_date: dt.date | None
    comment: str
    version: int


@dataclass(frozen=True, slots=True)
class PurchaseLineRow:
    """A line of a purchase order; `receipt` and what follows once it is placed."""

    line_no: int
    item: str
    item_name: str
    unit: str
    qty: Decimal
    price_rub: Decimal | None
    wanted_date: dt.date | None
    promised_date: dt.date
    signal: str | None
    receipt: str | None
    receipt_status: str | None
    expected_date: dt.date | None
    slips: int | None

    @property
    def late_days(self) -> int:
        """Days by which the material comes after it is wanted, 0 when in time."""
        date = self.expected_date or self.promised_date
        return max(0, (date - self.wanted_date).days) if self.wanted_date else 0


@dataclass(frozen=True, slots=True)
class TermsRow:
    """Terms of a supplier for an item."""

    supplier: str
    item: str
    item_name: str
    unit: str
    lead_time_days: int | None
    item_lead_time_days: int
    lot_qty: Decimal | None
    min_qty: Decimal | None
    price_rub: Decimal | None
    preferred: bool


SORTS: Mapping[str, SortBy] = {
    "number": by("number"),
    "supplier": by("supplier__name"),
    "date": by("date"),
    "state": by("state"),
    "lines": by("line_count"),
    "value": by("value_rub", nullable=True),
    "promised": by("first_date", nullable=True),
}
_COLUMNS = (
    "number",
    "supplier__name",
    "date",
    "state",
    "line_count",
    "value_rub",
    "first_date",
    "comment",
    "version",
)


def purchases_page(wanted: PurchaseFilter, *, after: str = "", limit: int = 50) -> ListPage[PurchaseRow]:
    """A page of the list: one query.

    Raises:
        BadPageMarkError: The mark belongs to another sort.
    """
    return _listed(wanted).page(after=after, limit=limit)


def purchases_for_export(wanted: PurchaseFilter) -> Iterator[PurchaseRow]:
    """All found purchase orders in the sequence of the list: one query."""
    return _listed(wanted).all()


def purchases_found(wanted: PurchaseFilter) -> int:
    """How many purchase orders the filter finds: one query."""
    return _found(wanted).count()


def purchase_card(number: str) -> tuple[PurchaseRow, tuple[PurchaseLineRow, ...]]:
    """One purchase order with its lines: two queries.

    Raises:
        UnknownPurchaseError: There is none with that number.
    """
    values = _summed(PurchaseOrder.objects.filter(number=number)).values_list(*_COLUMNS).first()
    if values is None:
        raise UnknownPurchaseError(number=number)
    lines = (
        PurchaseOrder.objects.get(number=number)
        .lines.order_by("line_no")
        .values_list(
            "line_no",
            "item__code",
            "item__name",
            "item__unit",
            "qty",
            "price_rub",
            "wanted_date",
            "promised_date",
            "signal__number",
            "receipt__code",
            "receipt__status",
            "receipt__expected_date",
            "receipt__slips",
        )
    )
    return PurchaseRow(*values), tuple(PurchaseLineRow(*line) for line in lines)


def terms_rows(*, text: str = "") -> tuple[TermsRow, ...]:
    """Terms of all suppliers by item: one query."""
    found = SupplierTerms.objects.all()
    if text:
        found = found.filter(
            Q(item__code__icontains=text) | Q(item__name__icontains=text) | Q(supplier__name__icontains=text)
        )
    rows = found.order_by("item__code", "-is_preferred", "supplier__name").values_list(
        "supplier__name",
        "item__code",
        "item__name",
        "item__unit",
        "lead_time_days",
        "item__lead_time_days",
        "lot_qty",
        "min_qty",
        "price_rub",
        "is_preferred",
    )
    return tuple(TermsRow(*row) for row in rows)


def _listed(wanted: PurchaseFilter) -> Listed[PurchaseRow]:
    return Listed(_summed(_found(wanted)), SORTS, wanted.sort, wanted.descending, _COLUMNS, PurchaseRow)


def _summed(found: QuerySet[PurchaseOrder]) -> QuerySet[PurchaseOrder]:
    money = DecimalField(max_digits=24, decimal_places=2)
    return found.annotate(
        line_count=Count("lines"),
        value_rub=Sum(F("lines__qty") * F("lines__price_rub"), output_field=money),
        first_date=Min("lines__promised_date"),
    )


def _found(wanted: PurchaseFilter) -> QuerySet[PurchaseOrder]:
    condition = Q()
    if wanted.states:
        condition &= Q(state__in=wanted.states)
    if wanted.suppliers:
        condition &= Q(supplier__name__in=wanted.suppliers)
    if wanted.text:
        items = PurchaseOrder.objects.filter(
            Q(lines__item__code__icontains=wanted.text) | Q(lines__item__name__icontains=wanted.text)
        )
        condition &= (
            Q(number__icontains=wanted.text)
            | Q(supplier__name__icontains=wanted.text)
            | Q(id__in=items.values("id"))
        )
    return PurchaseOrder.objects.filter(condition)
