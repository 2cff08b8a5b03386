"""Signals to direct purchasing as a list (order-workflow 6.4)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable

from potok.operations.catalog.situation import present_situation
from potok.operations.orders.reads.keyset import PageMark, page_after, read_mark
from potok.operations.orders.reads.sales_states import plan_states
from potok.operations.purchasing.models import SIGNAL_KINDS, SIGNAL_STATES, PurchaseSignal, Receipt
from potok.operations.purchasing.reads import AWAITED_STATUSES
from potok.supply.signals import SignalKind

#: Views: signals that are not closed, those of one state, all.
VIEWS = ("active", *(state for state, _ in SIGNAL_STATES), "all")
KINDS = tuple(kind for kind, _ in SIGNAL_KINDS)


@dataclass(frozen=True, slots=True)
class SignalFilter:
    """Filters of the list; empty ones let everything pass.

    Attributes:
        view: One of `VIEWS`.
        kinds: Codes of kinds.
        item: Code of an item.
        late: Only signals whose needed date of ordering has passed.
        text: Part of the number, code or name of the item, order.
        sort: Key of `SORTS`.
    """

    view: str = "active"
    kinds: tuple[str, ...] = ()
    item: str = ""
    late: bool = False
    text: str = ""
    sort: str = "order_by"
    descending: bool = False


@dataclass(frozen=True, slots=True)
class SignalRow:
    """A signal as a row.

    Attributes:
        days_late: Days by which the needed date of ordering has passed, 0 when it has not.
        receipt: Number of the receipt it concerns or that answers it.
        by_hand: A planner raised it.
        plan: What the sales plan says of the item (`PlanState`), empty where it says nothing: there is no
            plan, or the signal is not about too little ordered.
    """

    id: int
    number: str
    item_id: str
    item_name: str
    unit: str
    kind: str
    state: str
    missing_qty: Decimal
    need_date: dt.date | None
    order_by_date: dt.date | None
    days_late: int
    order_nos: tuple[str, ...]
    value_rub: Decimal | None
    receipt: str
    receipt_po: str
    by_hand: bool
    answer: str
    answered_by: str
    raised_at: dt.datetime
    updated_at: dt.datetime
    closed_at: dt.datetime | None
    plan: str = ""


@dataclass(frozen=True, slots=True)
class SignalPage:
    """Rows in the asked sequence; `next_mark` opens the following page, empty on the last one."""

    rows: tuple[SignalRow, ...]
    next_mark: str


@dataclass(frozen=True, slots=True)
class SignalTotals:
    """All found signals. Their values are not added up: one item may stand in several of them."""

    found: int
    by_kind: Mapping[str, int]
    late: int


@dataclass(frozen=True, slots=True)
class Answer:
    """A receipt that may answer a signal: of its item and still to come."""

    code: str
    po_no: str
    supplier: str
    qty: Decimal
    expected_date: dt.date


_KIND_PLACE = Case(
    *(When(kind=kind.value, then=Value(place)) for place, kind in enumerate(SignalKind)),
    default=Value(len(SignalKind)),
    output_field=IntegerField(),
)
_PLACES = {kind.value: place for place, kind in enumerate(SignalKind)}
_STATE_PLACE = Case(
    *(When(state=state, then=Value(place)) for place, (state, _) in enumerate(SIGNAL_STATES)),
    output_field=IntegerField(),
)
_STATE_PLACES = {state: place for place, (state, _) in enumerate(SIGNAL_STATES)}
#: Expression by sort key.
SORTS: Mapping[str, Combinable] = {
    "number": F("number"),
    "kind": _KIND_PLACE,
    "item": F("item__code"),
    "state": _STATE_PLACE,
    "missing": F("missing_qty"),
    "need": F("need_date"),
    "order_by": F("order_by_date"),
    "value": F("value_rub"),
    "raised": F("raised_at"),
}
#: Signals that ask whether the sales plan had the requirement.
_ORDERED_TOO_LITTLE = frozenset({SignalKind.NOT_ORDERED.value, SignalKind.INSUFFICIENT_QTY.value})
_NULLABLE = frozenset({"need", "order_by", "value"})


def signal_page(wanted: SignalFilter, *, after: str = "", limit: int = 50) -> SignalPage:
    """A page of the list: two or three queries.

    Raises:
        BadPageMarkError: The mark belongs to another sort.
    """
    today = present_situation().today
    name = f"-{wanted.sort}" if wanted.descending else wanted.sort
    mark = read_mark(after, sort=name) if after else None
    parts = page_after(
        _found(wanted, today=today),
        SORTS[wanted.sort],
        descending=wanted.descending,
        mark=mark,
        nullable=wanted.sort in _NULLABLE,
        limit=limit + 1,
    )
    rows: list[SignalRow] = []
    for part in parts:
        if len(rows) <= limit:
            rows += _rows(part, today=today)
    shown = rows[:limit]
    more = len(rows) > limit
    last = PageMark(name, _key(shown[-1], wanted.sort), shown[-1].id).text() if more else ""
    return SignalPage(tuple(shown), last)


def signals_for_export(wanted: SignalFilter) -> list[SignalRow]:
    """All found signals in the sequence of the list: two queries."""
    today = present_situation().today
    by = SORTS[wanted.sort]
    direction = (
        by.desc(nulls_last=True)  # type: ignore[attr-defined]  # expressions have it, Combinable does not tell
        if wanted.descending
        else by.asc(nulls_last=True)  # type: ignore[attr-defined]  # the same
    )
    return _rows(_found(wanted, today=today).order_by(direction, "id"), today=today)


def signal_row(number: str) -> SignalRow | None:
    """One signal, None when there is none: two queries."""
    rows = _rows(PurchaseSignal.objects.filter(number=number), today=present_situation().today)
    return rows[0] if rows else None


def signals_of(item_id: str) -> list[SignalRow]:
    """Signals of an item that are not closed, the most pressing first: two queries."""
    found = PurchaseSignal.objects.filter(item__code=item_id).exclude(state="closed")
    return _rows(found.annotate(place=_KIND_PLACE).order_by("place"), today=present_situation().today)


def signal_totals(wanted: SignalFilter) -> SignalTotals:
    """Counts of all found signals: three queries."""
    today = present_situation().today
    found = _found(wanted, today=today)
    by_kind = dict(found.values_list("kind").annotate(Count("id")).order_by())
    return SignalTotals(sum(by_kind.values()), by_kind, found.filter(_late(today)).count())


def signal_view_counts() -> dict[str, int]:
    """Signals of every view: one query."""
    by_state: dict[str, int] = dict(
        PurchaseSignal.objects.values_list("state").annotate(Count("id")).order_by()
    )
    counts = {state: by_state.get(state, 0) for state, _ in SIGNAL_STATES}
    whole = sum(counts.values())
    return {**counts, "active": whole - counts["closed"], "all": whole}


def possible_answers(item_id: str) -> list[Answer]:
    """Receipts of an item that still bring stock, the next one first: one query."""
    found = Receipt.objects.filter(item__code=item_id, status__in=AWAITED_STATUSES)
    columns = ("code", "po_no", "supplier__name", "qty", "expected_date")
    return [Answer(*values) for values in found.order_by("expected_date", "code").values_list(*columns)]


def _found(wanted: SignalFilter, *, today: dt.date) -> QuerySet[PurchaseSignal]:
    found = PurchaseSignal.objects.all()
    if wanted.view == "active":
        found = found.exclude(state="closed")
    elif wanted.view != "all":
        found = found.filter(state=wanted.view)
    if wanted.kinds:
        found = found.filter(kind__in=wanted.kinds)
    if wanted.item:
        found = found.filter(item__code=wanted.item)
    if wanted.late:
        found = found.filter(_late(today))
    if wanted.text:
        found = found.filter(
            Q(number__icontains=wanted.text)
            | Q(item__code__icontains=wanted.text)
            | Q(item__name__icontains=wanted.text)
            | Q(order_nos__contains=[wanted.text])
        )
    return found


def _late(today: dt.date) -> Q:
    return Q(order_by_date__lt=today) & ~Q(state__in=["ordered", "closed"])


def _rows(query: QuerySet[Any], *, today: dt.date) -> list[SignalRow]:
    found = query.select_related("item", "receipt", "answered_by")
    rows = [_row(signal, today) for signal in found]
    asked = {row.number: (row.item_id, row.order_nos) for row in rows if row.kind in _ORDERED_TOO_LITTLE}
    states = plan_states(asked)
    return [replace(row, plan=states.get(row.number, "")) for row in rows]


def _row(signal: PurchaseSignal, today: dt.date) -> SignalRow:
    late = (today - signal.order_by_date).days if signal.order_by_date else 0
    return SignalRow(
        id=signal.pk,
        number=signal.number,
        item_id=signal.item.code,
        item_name=signal.item.name,
        unit=signal.item.unit,
        kind=signal.kind,
        state=signal.state,
        missing_qty=signal.missing_qty,
        need_date=signal.need_date,
        order_by_date=signal.order_by_date,
        days_late=max(0, late),
        order_nos=tuple(signal.order_nos),
        value_rub=signal.value_rub,
        receipt=signal.receipt.code if signal.receipt else "",
        receipt_po=signal.receipt.po_no if signal.receipt else "",
        by_hand=signal.by_hand,
        answer=signal.answer,
        answered_by=signal.answered_by.short_name if signal.answered_by else "",
        raised_at=signal.raised_at,
        updated_at=signal.updated_at,
        closed_at=signal.closed_at,
    )


def _key(row: SignalRow, sort: str) -> object:
    """Value of the sort expression for a row."""
    return {
        "number": row.number,
        "kind": _PLACES.get(row.kind, len(_PLACES)),
        "item": row.item_id,
        "state": _STATE_PLACES[row.state],
        "missing": row.missing_qty,
        "need": row.need_date,
        "order_by": row.order_by_date,
        "value": row.value_rub,
        "raised": row.raised_at,
    }[sort]
