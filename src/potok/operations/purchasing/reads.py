"""What pages read of purchasing alone: facts and history of receipts, signals of items, counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from potok.operations.purchasing.models import PurchaseSignal, Receipt
from potok.plant.model import OPEN_RECEIPT_STATUSES, ReceiptStatus

#: Receipts that still bring stock: on their way, or here and waiting for quality control.
AWAITED_STATUSES = tuple(
    status.value for status in (*OPEN_RECEIPT_STATUSES, ReceiptStatus.ARRIVED, ReceiptStatus.IN_QC)
)
#: Receipts that have not arrived: the expected date of these may be moved, and may be overdue.
COMING_STATUSES = tuple(status.value for status in OPEN_RECEIPT_STATUSES)

#: Fields of a receipt whose changes are told, with their names.
_TOLD = {
    "expected_date": "Ожидаемая дата",
    "promised_date": "Обещанная дата",
    "qty": "Количество",
    "status": "Статус",
    "supplier_id": "Поставщик",
    "po_no": "Заявка",
}


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
class ReceiptChange:
    """An entry of the history of a receipt.

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


def receipt_history(code: str) -> tuple[ReceiptChange, ...]:
    """Every change of a receipt with who, when and why, the newest first: one query."""
    events = Receipt.history.rel.related_model.objects.filter(code=code)  # type: ignore[attr-defined]  # made by pghistory
    rows = list(
        events.order_by("pgh_id").values("pgh_created_at", "pgh_context__metadata", *_TOLD, "supplier__name")
    )
    changes: list[ReceiptChange] = []
    for before, after in zip([None, *rows], rows, strict=False):
        changes.extend(_changes(before, after))
    return tuple(reversed(changes))


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


def _changes(before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> list[ReceiptChange]:
    context = after["pgh_context__metadata"] or {}
    at, who, why = after["pgh_created_at"], context.get("who", ""), context.get("why", "")
    if before is None:
        return [ReceiptChange("", "Записан", None, after["expected_date"], at, who, why)]
    return [
        ReceiptChange(field, label, _shown(field, before), _shown(field, after), at, who, why)
        for field, label in _TOLD.items()
        if before[field] != after[field]
    ]


def _shown(field: str, row: Mapping[str, Any]) -> object:
    return row["supplier__name"] if field == "supplier_id" else row[field]
