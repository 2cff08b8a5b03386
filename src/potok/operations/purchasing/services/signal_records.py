"""Signals that the facts call for, written over those that are open: create, update, close."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from potok.operations.bulk_writes import update_rows
from potok.operations.catalog.numbering import PURCHASE_SIGNALS, take_numbers
from potok.operations.catalog.situation import Situation
from potok.operations.prepared import Prepared
from potok.operations.purchasing.models import PurchaseSignal, Receipt
from potok.supply.of_plant import purchase_terms
from potok.supply.signal_book import KnownSignal, SignalState, SignalUpdate, reconcile
from potok.supply.signals import DesiredSignal, PurchaseTerms, SignalKind

_OPEN_SIGNALS = Prepared(
    lambda items: (
        PurchaseSignal.objects.select_for_update(no_key=True)
        .filter(item_id__any_of=items)
        .exclude(state="closed")
        .order_by("pk")
    ),
    "items",
)
_FIGURES = ("missing_qty", "need_date", "order_by_date", "order_nos", "value_rub", "updated_at")


@dataclass(frozen=True, slots=True)
class SignalChanges:
    """What a comparison wrote: numbers of the signals."""

    raised: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()


def terms_of_purchase(situation: Situation) -> dict[str, PurchaseTerms]:
    """How the items are bought, with the purchase lot of the settings."""
    return purchase_terms(situation.master.plant, purchase_lot=situation.settings.purchase_lot)


def record_signals(
    situation: Situation, desired: Iterable[DesiredSignal], *, item_ids: Collection[int]
) -> SignalChanges:
    """Make the open signals of the items those that the facts call for.

    A signal that a planner raised by hand stays until it is answered or the facts call for it too. Runs
    inside the caller's transaction.
    """
    codes = situation.master.item_codes
    rows = {row.number: row for row in _OPEN_SIGNALS(items=list(item_ids))}
    wanted = list(desired)
    called_for = {(signal.item_id, signal.kind.value) for signal in wanted}
    known = [
        _known(row, codes[row.item_id])
        for row in rows.values()
        if not row.by_hand or (codes[row.item_id], row.kind) in called_for
    ]
    todo = reconcile(known, wanted)
    numbers = _create(situation, todo.create)
    _update([(rows[update.signal_id], update) for update in todo.update])
    closed = tuple(signal.signal_id for signal in todo.close)
    if closed:
        PurchaseSignal.objects.filter(number__in=closed).update(
            state="closed", closed_at=situation.now, updated_at=timezone.now()
        )
    return SignalChanges(numbers, tuple(update.signal_id for update in todo.update), closed)


def _known(row: PurchaseSignal, item: str) -> KnownSignal:
    return KnownSignal(
        signal_id=row.number,
        item_id=item,
        kind=SignalKind(row.kind),
        state=SignalState(row.state),
        missing_qty=row.missing_qty,
        need_date=row.need_date,
        order_by_date=row.order_by_date,
        order_nos=tuple(row.order_nos),
        value_rub=row.value_rub,
    )


def _create(situation: Situation, signals: Collection[DesiredSignal]) -> tuple[str, ...]:
    if not signals:
        return ()
    numbers = take_numbers(PURCHASE_SIGNALS, len(signals), taken=existing_numbers)
    receipts = _receipt_ids(signals)
    PurchaseSignal.objects.bulk_create(
        PurchaseSignal(
            number=number,
            item_id=situation.master.item_ids[signal.item_id],
            kind=signal.kind.value,
            receipt_id=receipts[signal.receipt_ids[0]] if signal.receipt_ids else None,
            raised_at=situation.now,
            **_figures(signal),
        )
        for number, signal in zip(numbers, signals, strict=True)
    )
    return tuple(numbers)


def _update(updates: Collection[tuple[PurchaseSignal, SignalUpdate]]) -> None:
    update_rows(
        PurchaseSignal,
        (*_FIGURES, "state", "by_hand"),
        [
            {
                "id": row.pk,
                "state": update.state.value,
                "by_hand": False,
                **_figures(update.figures),
            }
            for row, update in updates
        ],
    )


def _figures(signal: DesiredSignal) -> dict[str, Any]:
    return {
        "missing_qty": signal.missing_qty,
        "need_date": signal.need_date,
        "order_by_date": signal.order_by_date,
        "order_nos": list(signal.order_nos),
        "value_rub": signal.value_rub,
        "updated_at": timezone.now(),
    }


def _receipt_ids(signals: Iterable[DesiredSignal]) -> dict[str, int]:
    codes = {signal.receipt_ids[0] for signal in signals if signal.receipt_ids}
    return dict(Receipt.objects.filter(code__in=codes).values_list("code", "id")) if codes else {}


def existing_numbers(numbers: list[str]) -> list[str]:
    """Which of the numbers belong to a signal already."""
    return list(PurchaseSignal.objects.filter(number__in=numbers).values_list("number", flat=True))
