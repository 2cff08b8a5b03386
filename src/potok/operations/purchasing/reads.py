"""What pages read of purchasing alone: facts and history of receipts, signals of items, counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from potok.operations.catalog.models import Item
from potok.operations.people.acting import plant_moment
from potok.operations.purchasing.models import PurchaseSignal, Receipt
from potok.plant.model import OPEN_RECEIPT_STATUSES, ReceiptStatus

#: Receipts that still bring stock: on their way, or here and waiting for quality control.
AWAITED_STATUSES = tuple(
    status.value for status in (*OPEN_RECEIPT_STATUSES, ReceiptStatus.ARRIVED, ReceiptStatus.IN_QC)
)
#: Receipts that have not arrived: the expected date of these may be moved, and may be overdue.
COMING_STATUSES = tuple(status.value for status in OPEN_RECEIPT_STATUSES)

#: Fields of a receipt whose changes are told, with their names.
_RECEIPT_FIELDS = {
    "expected_date": "Ожидаемая дата",
    "promised_date": "Обещанная дата",
    "qty": "Количество",
    "status": "Статус",
    "supplier_id": "Поставщик",
    "po_no": "Заявка",
}
#: The same for a signal.
_SIGNAL_FIELDS = {
    "state": "Состояние",
    "missing_qty": "Не хватает",
    "need_date": "Нужно к",
    "receipt_id": "Приход",
    "answer": "Ответ",
}
#: Where the name of a related row stands.
_NAMES = {"supplier_id": "supplier__name", "receipt_id": "receipt__code"}


@dataclass(frozen=True, slots=True)
class ReceiptFacts:
    """A receipt as the panel «откуда число» names it."""

    code: str
    item: str
    supplier: str
    po_no: str
    qty: Decimal
    promised_date: dt.date
    expected_date: dt.date
    slips: int
    status: str
    version: int
    comment: str


@dataclass(frozen=True, slots=True)
class FieldChange:
    """An entry of the history of a receipt or a signal.

    Attributes:
        field: Name of the column, empty for the first entry.
        label: Russian name of what changed.
        old: Value before, None for the first entry.
        who: Person, or «Поток» for imports.
    """

    field: str
    label: str
    old: Any
    new: Any
    at: dt.datetime
    who: str
    why: str


def receipt_facts(codes: Collection[str]) -> dict[str, ReceiptFacts]:
    """Facts by number of the receipt, one query; numbers that do not exist are left out."""
    found = Receipt.objects.filter(code__in=list(codes)).values_list(
        "code",
        "item__code",
        "supplier__name",
        "po_no",
        "qty",
        "promised_date",
        "expected_date",
        "slips",
        "status",
        "version",
        "comment",
    )
    return {values[0]: ReceiptFacts(*values) for values in found}


def receipt_history(code: str) -> tuple[FieldChange, ...]:
    """Every change of a receipt with who, when and why, the newest first: one query."""
    events = Receipt.history.rel.related_model.objects.filter(code=code)  # type: ignore[attr-defined]  # made by pghistory
    return _history(events, _RECEIPT_FIELDS, first="expected_date")


def signal_history(number: str) -> tuple[FieldChange, ...]:
    """Every change of a signal with who, when and why, the newest first: one query."""
    events = PurchaseSignal.history.rel.related_model.objects.filter(number=number)  # type: ignore[attr-defined]  # made by pghistory
    return _history(events, _SIGNAL_FIELDS, first="missing_qty")


def open_signal_kinds() -> dict[str, tuple[str, ...]]:
    """Kinds of the signals that are not closed, by item: one query."""
    kinds: dict[str, tuple[str, ...]] = {}
    found = PurchaseSignal.objects.exclude(state="closed").order_by("id")
    for item, kind in found.values_list("item__code", "kind"):
        kinds[item] = (*kinds.get(item, ()), kind)
    return kinds


def open_signal_count() -> int:
    """Number of signals that nobody has answered yet, for the navigation: one query."""
    return PurchaseSignal.objects.filter(state="open").count()


def awaited_receipt_count() -> int:
    """Number of receipts that still bring stock, for the navigation: one query."""
    return Receipt.objects.filter(status__in=AWAITED_STATUSES).count()


def found_items(text: str, *, limit: int) -> list[tuple[str, str]]:
    """Code and name of bought items that a text names, for the search: one query."""
    bought = Item.objects.filter(type__in=["raw", "packaging"], is_active=True)
    named = bought.filter(Q(code__icontains=text) | Q(name__icontains=text))
    return list(named.order_by("code").values_list("code", "name")[:limit])


def _history(events: QuerySet[Any], fields: Mapping[str, str], *, first: str) -> tuple[FieldChange, ...]:
    """Differences between the kept states of a row; the first entry tells the value of `first`."""
    names = [name for field, name in _NAMES.items() if field in fields]
    rows = list(events.order_by("pgh_id").values("pgh_created_at", "pgh_context__metadata", *fields, *names))
    changes: list[FieldChange] = []
    for before, after in zip([None, *rows], rows, strict=False):
        context = after["pgh_context__metadata"] or {}
        witness = (
            plant_moment(context, after["pgh_created_at"]),
            context.get("who", ""),
            context.get("why", ""),
        )
        if before is None:
            changes.append(FieldChange("", "Записан", None, after[first], *witness))
            continue
        changes.extend(
            FieldChange(field, label, _shown(field, before), _shown(field, after), *witness)
            for field, label in fields.items()
            if before[field] != after[field]
        )
    return tuple(reversed(changes))


def _shown(field: str, row: Mapping[str, Any]) -> object:
    return row[_NAMES.get(field, field)]
