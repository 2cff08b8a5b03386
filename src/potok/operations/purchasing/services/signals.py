"""Signals answered by purchasing and raised by planners (order-workflow 6.4)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.utils import timezone

from potok.operations.catalog.numbering import PURCHASE_SIGNALS, take_numbers
from potok.operations.catalog.situation import present_situation
from potok.operations.people.acting import Actor, command
from potok.operations.purchasing.errors import (
    SignalClosedError,
    SignalDetailsMissingError,
    SignalOrderedAlreadyError,
    SignalReceiptMismatchError,
    UnknownSignalError,
)
from potok.operations.purchasing.models import SIGNAL_KINDS, PurchaseSignal, Receipt
from potok.operations.purchasing.services.signal_records import existing_numbers

_KINDS = frozenset(kind for kind, _ in SIGNAL_KINDS)
_ENDED = frozenset({"accepted", "cancelled"})


def acknowledge_signal(actor: Actor, *, number: str, answer: str = "") -> PurchaseSignal:
    """Purchasing has seen the signal.

    Raises:
        UnknownSignalError: There is no such signal.
        SignalClosedError: The need has gone.
        SignalOrderedAlreadyError: The material is ordered already.
    """
    with command(actor, "answer_signal", why=answer):
        signal = _locked(number)
        if signal.state == "ordered":
            raise SignalOrderedAlreadyError(number=number, order=_order_of(signal))
        return _answer(actor, signal, "acknowledged", answer)


def order_signal(actor: Actor, *, number: str, receipt: str, answer: str = "") -> PurchaseSignal:
    """Purchasing has ordered the material: the receipt of the pull table that answers the signal.

    Raises:
        UnknownSignalError: There is no such signal.
        SignalClosedError: The need has gone.
        SignalReceiptMismatchError: The receipt brings another item or nothing more.
    """
    with command(actor, "answer_signal", why=answer):
        signal = _locked(number)
        found = Receipt.objects.filter(code=receipt, item_id=signal.item_id).first()
        if found is None or found.status in _ENDED:
            raise SignalReceiptMismatchError(receipt=receipt, number=number, item=signal.item.code)
        signal.receipt = found
        return _answer(actor, signal, "ordered", answer)


def close_signal(actor: Actor, *, number: str, answer: str) -> PurchaseSignal:
    """Close a signal by hand; the facts raise it anew when the need is still there.

    Raises:
        UnknownSignalError: There is no such signal.
        SignalClosedError: It is closed already.
        SignalDetailsMissingError: No reason is given.
    """
    if not answer.strip():
        raise SignalDetailsMissingError(what="укажите, почему сигнал закрывается")
    with command(actor, "answer_signal", why=answer):
        signal = _locked(number)
        signal.closed_at = present_situation().now
        return _answer(actor, signal, "closed", answer)


def raise_signal(
    actor: Actor,
    *,
    item: str,
    missing_qty: Decimal,
    need_date: dt.date,
    text: str = "",
    kind: str = "not_ordered",
) -> PurchaseSignal:
    """A planner tells purchasing of a need; an open signal of the item and kind is updated instead.

    Raises:
        SignalDetailsMissingError: The item, the quantity or the kind is wrong.
    """
    with command(actor, "raise_signal", why=text):
        situation = present_situation()
        item_id = situation.master.item_ids.get(item)
        if item_id is None:
            raise SignalDetailsMissingError(what=f"материала {item} нет в справочнике")
        if missing_qty <= 0:
            raise SignalDetailsMissingError(what="количество должно быть больше 0")
        if kind not in _KINDS:
            raise SignalDetailsMissingError(what=f"вида «{kind}» нет")
        price = situation.master.items[item].price_rub
        figures = {
            "missing_qty": missing_qty,
            "need_date": need_date,
            "value_rub": None if price is None else (missing_qty * price).quantize(Decimal("0.01")),
            "answer": text.strip()[:250],
            "updated_at": timezone.now(),
        }
        open_one = PurchaseSignal.objects.select_for_update(no_key=True).filter(item_id=item_id, kind=kind)
        signal = open_one.exclude(state="closed").first()
        if signal is None:
            number = take_numbers(PURCHASE_SIGNALS, 1, taken=existing_numbers)[0]
            return PurchaseSignal.objects.create(
                number=number, item_id=item_id, kind=kind, by_hand=True, raised_at=situation.now, **figures
            )
        for name, value in figures.items():
            setattr(signal, name, value)
        signal.save(update_fields=list(figures))
        return signal


def _locked(number: str) -> PurchaseSignal:
    signal = (
        PurchaseSignal.objects.select_for_update(no_key=True, of=("self",))
        .select_related("item", "receipt")
        .filter(number=number)
        .first()
    )
    if signal is None:
        raise UnknownSignalError(number=number)
    if signal.state == "closed":
        closed = f"{signal.closed_at:%d.%m.%Y}" if signal.closed_at else ""
        raise SignalClosedError(number=number, closed=closed)
    return signal


def _answer(actor: Actor, signal: PurchaseSignal, state: str, answer: str) -> PurchaseSignal:
    signal.state = state
    signal.answer = answer.strip()[:250]
    signal.answered_by_id = actor.user_id
    signal.updated_at = timezone.now()
    signal.save(update_fields=["state", "receipt", "answer", "answered_by", "updated_at", "closed_at"])
    return signal


def _order_of(signal: PurchaseSignal) -> str:
    return signal.receipt.code if signal.receipt else "номер не указан"
