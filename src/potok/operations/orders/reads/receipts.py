"""The flat form of the pull table: receipts with the orders that live from them (order-workflow 6.3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.db.models import Count, F, Func, IntegerField, Q, QuerySet
from django.db.models.expressions import Combinable

from potok.operations.catalog.situation import Situation, present_situation
from potok.operations.orders.errors import UnknownReceiptNumberError
from potok.operations.orders.models import Reservation
from potok.operations.orders.reads.keyset import PageMark, page_after, read_mark
from potok.operations.purchasing.models import Receipt
from potok.operations.purchasing.reads import AWAITED_STATUSES, COMING_STATUSES
from potok.plant.dates import add_working_days

_ARRIVED = ("arrived", "in_qc")


class ReceiptView(StrEnum):
    """Built-in views of the list."""

    AWAITED = "awaited"
    OVERDUE = "overdue"
    SLIPPED = "slipped"
    WAITED_FOR = "waited_for"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class ReceiptFilter:
    """Filters of the list; empty ones let everything pass.

    Attributes:
        statuses: Codes of statuses.
        suppliers: Names.
        items: Codes.
        first, last: Period of the expected date.
        text: Part of the number, the purchase order, the supplier, code or name of the item.
        sort: Key of `SORTS`.
    """

    view: ReceiptView = ReceiptView.AWAITED
    statuses: tuple[str, ...] = ()
    suppliers: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    first: dt.date | None = None
    last: dt.date | None = None
    text: str = ""
    sort: str = "expected"
    descending: bool = False


@dataclass(frozen=True, slots=True)
class ReceiptPeg:
    """A waiting order that lives from a receipt."""

    order_no: str
    qty: Decimal


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """A receipt as a row.

    Attributes:
        slip_days: Calendar days between the first promise and the present date.
        usable_date: First date it may be used; None when overdue, accepted or cancelled.
        overdue: Its expected date passed without arrival.
        pegs: Orders that live from it, in rank.
    """

    id: int
    code: str
    item_id: str
    item_name: str
    unit: str
    supplier: str
    po_no: str
    qty: Decimal
    promised_date: dt.date
    expected_date: dt.date
    slip_days: int
    slips: int
    status: str
    usable_date: dt.date | None
    overdue: bool
    version: int
    pegs: tuple[ReceiptPeg, ...]

    @property
    def movable(self) -> bool:
        """Whether its expected date may still be moved."""
        return self.status in COMING_STATUSES


@dataclass(frozen=True, slots=True)
class ReceiptPage:
    """Rows in the asked sequence; `next_mark` opens the following page, empty on the last one."""

    rows: tuple[ReceiptRow, ...]
    next_mark: str


@dataclass(frozen=True, slots=True)
class ReceiptTotals:
    """All found receipts; `by_status` in no sequence, `overdue` and `slipped` among the found ones."""

    found: int
    by_status: Mapping[str, int]
    overdue: int
    slipped: int


#: Days between two dates: PostgreSQL subtracts dates to an integer.
_SLIP = Func(
    F("expected_date"),
    F("promised_date"),
    template="(%(expressions)s)",
    arg_joiner=" - ",
    output_field=IntegerField(),
)
#: Expression and attribute of the row by sort key.
SORTS: Mapping[str, tuple[Combinable, str]] = {
    "code": (F("code"), "code"),
    "item": (F("item__code"), "item_id"),
    "supplier": (F("supplier__name"), "supplier"),
    "po": (F("po_no"), "po_no"),
    "qty": (F("qty"), "qty"),
    "promised": (F("promised_date"), "promised_date"),
    "expected": (F("expected_date"), "expected_date"),
    "slip": (_SLIP, "slip_days"),
    "slips": (F("slips"), "slips"),
    "status": (F("status"), "status"),
}
_COLUMNS = (
    "id",
    "code",
    "item__code",
    "item__name",
    "item__unit",
    "item__qc_days",
    "supplier__name",
    "po_no",
    "qty",
    "promised_date",
    "expected_date",
    "slips",
    "status",
    "version",
)


def receipt_page(wanted: ReceiptFilter, *, after: str = "", limit: int = 50) -> ReceiptPage:
    """A page of the list: three queries.

    Raises:
        BadPageMarkError: The mark belongs to another sort.
    """
    situation = present_situation()
    by, attribute = SORTS[wanted.sort]
    name = _sort_name(wanted)
    mark = read_mark(after, sort=name) if after else None
    query = page_after(
        _found(wanted, today=situation.today),
        by,
        descending=wanted.descending,
        mark=mark,
        nullable=False,
        limit=limit + 1,
    )[0]
    rows = _rows(query, situation)
    shown = rows[:limit]
    more = len(rows) > limit
    last = PageMark(name, getattr(shown[-1], attribute), shown[-1].id).text() if more else ""
    return ReceiptPage(tuple(shown), last)


def receipts_for_export(wanted: ReceiptFilter) -> list[ReceiptRow]:
    """All found receipts in the sequence of the list: three queries."""
    situation = present_situation()
    by, _ = SORTS[wanted.sort]
    sign = "-" if wanted.descending else ""
    found = _found(wanted, today=situation.today).annotate(sort_key=by)
    return _rows(found.order_by(f"{sign}sort_key", f"{sign}id"), situation)


def receipt_row(code: str) -> ReceiptRow:
    """One receipt: three queries.

    Raises:
        UnknownReceiptNumberError: There is no such receipt.
    """
    rows = _rows(Receipt.objects.filter(code=code), present_situation())
    if not rows:
        raise UnknownReceiptNumberError(receipt=code)
    return rows[0]


def usable_date(status: str, expected: dt.date, *, qc_days: int, situation: Situation) -> dt.date | None:
    """First date a receipt may be used; None when overdue, accepted or cancelled (order-workflow 6.3)."""
    overdue = status in COMING_STATUSES and expected < situation.today
    if status not in AWAITED_STATUSES or overdue:
        return None
    usable = add_working_days(expected, qc_days, holidays=situation.master.holidays)
    return max(usable, situation.today) if status in _ARRIVED else usable


def receipt_totals(wanted: ReceiptFilter) -> ReceiptTotals:
    """Counts of all found receipts: two queries."""
    today = present_situation().today
    found = _found(wanted, today=today)
    by_status = dict(found.values_list("status").annotate(Count("id")).order_by())
    counted = found.aggregate(
        overdue=Count("id", filter=_view(ReceiptView.OVERDUE, today)),
        slipped=Count("id", filter=Q(expected_date__gt=F("promised_date"))),
    )
    return ReceiptTotals(sum(by_status.values()), by_status, counted["overdue"], counted["slipped"])


def receipt_view_counts() -> dict[ReceiptView, int]:
    """Receipts of every built-in view: one query."""
    today = present_situation().today
    counted = Receipt.objects.aggregate(
        **{view.value: Count("id", filter=_view(view, today)) for view in ReceiptView}
    )
    return {view: counted[view.value] for view in ReceiptView}


def supplier_names() -> list[str]:
    """Suppliers of any receipt, for the filter: one query."""
    found = Receipt.objects.order_by("supplier__name").values_list("supplier__name", flat=True)
    return list(found.distinct())


def _found(wanted: ReceiptFilter, *, today: dt.date) -> QuerySet[Receipt]:
    condition = _view(wanted.view, today)
    if wanted.statuses:
        condition &= Q(status__in=wanted.statuses)
    if wanted.suppliers:
        condition &= Q(supplier__name__in=wanted.suppliers)
    if wanted.items:
        condition &= Q(item__code__in=wanted.items)
    if wanted.first is not None:
        condition &= Q(expected_date__gte=wanted.first)
    if wanted.last is not None:
        condition &= Q(expected_date__lte=wanted.last)
    if wanted.text:
        condition &= _text(wanted.text)
    return Receipt.objects.filter(condition)


def _view(view: ReceiptView, today: dt.date) -> Q:
    if view is ReceiptView.AWAITED:
        return Q(status__in=AWAITED_STATUSES)
    if view is ReceiptView.OVERDUE:
        return Q(status__in=COMING_STATUSES, expected_date__lt=today)
    if view is ReceiptView.SLIPPED:
        return Q(status__in=AWAITED_STATUSES, expected_date__gt=F("promised_date"))
    if view is ReceiptView.WAITED_FOR:
        pegged = Reservation.objects.filter(kind="soft").values("receipt_id")
        return Q(status__in=AWAITED_STATUSES, id__in=pegged)
    return Q(id__gt=0)


def _text(text: str) -> Q:
    paths = ("code", "po_no", "supplier__name", "item__code", "item__name", "comment")
    condition = Q()
    for path in paths:
        condition |= Q(**{f"{path}__icontains": text})
    return condition


def _rows(query: QuerySet[Any], situation: Situation) -> list[ReceiptRow]:
    found = list(query.values_list(*_COLUMNS))
    pegs = _pegs([values[0] for values in found])
    return [_row(values, pegs.get(values[0], ()), situation) for values in found]


def _row(values: tuple[Any, ...], pegs: Iterable[ReceiptPeg], situation: Situation) -> ReceiptRow:
    pk, code, item, name, unit, qc_days, supplier, po_no, qty, promised, expected, slips, status, version = (
        values
    )
    return ReceiptRow(
        id=pk,
        code=code,
        item_id=item,
        item_name=name,
        unit=unit,
        supplier=supplier,
        po_no=po_no,
        qty=qty,
        promised_date=promised,
        expected_date=expected,
        slip_days=(expected - promised).days,
        slips=slips,
        status=status,
        usable_date=usable_date(status, expected, qc_days=qc_days, situation=situation),
        overdue=status in COMING_STATUSES and expected < situation.today,
        version=version,
        pegs=tuple(pegs),
    )


def _pegs(receipt_ids: Collection[int]) -> dict[int, list[ReceiptPeg]]:
    """Soft reservations by receipt, in rank of the orders."""
    found = Reservation.objects.filter(kind="soft", receipt_id__in=list(receipt_ids))
    pegs: dict[int, list[ReceiptPeg]] = {}
    listed = found.order_by("order__priority", "order__due_date", "order__order_no")
    for receipt_id, order_no, qty in listed.values_list("receipt_id", "order__order_no", "qty"):
        pegs.setdefault(receipt_id, []).append(ReceiptPeg(order_no, qty))
    return pegs


def _sort_name(wanted: ReceiptFilter) -> str:
    return f"-{wanted.sort}" if wanted.descending else wanted.sort
