"""Action messages of the present books: expedite, defer, cancel, increase, decrease, order.

They are found anew at every look; only what purchasing put aside is kept, and it stays aside while kind,
quantity and date are the same.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from potok.operations.catalog.situation import Situation, present_situation
from potok.operations.orders.supply_books import CheckedOrder, load_books, load_orders
from potok.operations.people.acting import Actor, command
from potok.operations.purchasing.errors import UnknownAdviceError
from potok.operations.purchasing.models import AdviceDismissal, Receipt
from potok.operations.purchasing.services.signal_records import terms_of_purchase
from potok.plant.model import ItemType, ReceiptStatus
from potok.supply.action_messages import Action, ActionMessage, Need, action_messages, in_sequence
from potok.supply.signals import PurchaseTerms

#: What has arrived or is on its way cannot be changed any more.
_FIXED = [ReceiptStatus.ARRIVED.value, ReceiptStatus.IN_QC.value, ReceiptStatus.IN_TRANSIT.value]
_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Advice:
    """A message with what the page shows beside it.

    Attributes:
        now_qty, now_date: Of the receipt as it is; None for a new order.
        dismissed: Why it was put aside, None when it was not.
    """

    message: ActionMessage
    item_name: str
    unit: str
    supplier: str
    now_qty: Decimal | None
    now_date: dt.date | None
    dismissed: str | None


def present_advice(situation: Situation | None = None) -> list[Advice]:
    """All messages that the books call for now, the most pressing first."""
    moment = situation or present_situation()
    messages = in_sequence(_messages(moment))
    aside = _dismissed()
    receipts = {
        row[0]: row[1:]
        for row in Receipt.objects.filter(code__in=[told.receipt_id for told in messages]).values_list(
            "code", "qty", "expected_date", "supplier__name"
        )
    }
    shown = []
    for told in messages:
        item = moment.master.items[told.item_id]
        qty, date, supplier = receipts.get(told.receipt_id, (None, None, ""))
        shown.append(Advice(told, item.name, item.unit.value, supplier, qty, date, aside.get(_key(told))))
    return shown


def dismiss_advice(
    actor: Actor, *, item: str, kind: str, receipt: str = "", reason: str = ""
) -> ActionMessage:
    """Put a message aside until its quantity or date changes.

    Raises:
        UnknownAdviceError: The books do not call for it any more.
    """
    with command(actor, "dismiss_advice", why=reason):
        situation = present_situation()
        told = _called_for(situation, item, kind, receipt)
        AdviceDismissal.objects.get_or_create(
            item_id=situation.master.item_ids[item],
            receipt_code=receipt,
            kind=kind,
            qty=told.qty,
            date=told.date,
            defaults={"reason": reason[:250], "by_id": actor.user_id, "at": situation.now},
        )
        return told


def recall_advice(actor: Actor, *, item: str, kind: str, receipt: str = "") -> ActionMessage:
    """Take a message back that was put aside.

    Raises:
        UnknownAdviceError: The books do not call for it any more.
    """
    with command(actor, "dismiss_advice"):
        situation = present_situation()
        told = _called_for(situation, item, kind, receipt)
        AdviceDismissal.objects.filter(
            item_id=situation.master.item_ids[item], receipt_code=receipt, kind=kind
        ).delete()
        return told


def _called_for(situation: Situation, item: str, kind: str, receipt: str) -> ActionMessage:
    for told in _messages(situation):
        if (told.item_id, told.action.value, told.receipt_id) == (item, kind, receipt):
            return told
    raise UnknownAdviceError


def _messages(situation: Situation) -> list[ActionMessage]:
    books = load_books(situation, None)
    orders = [*books.waiting.values(), *load_orders(situation, status="new")]
    needs = _needs(orders, situation)
    free = books.free()
    fixed = frozenset(Receipt.objects.filter(status__in=_FIXED).values_list("code", flat=True))
    terms = terms_of_purchase(situation)
    found: list[ActionMessage] = []
    for item_id, item in situation.master.items.items():
        if item.type is ItemType.FINISHED or not item.stock_controlled:
            continue
        receipts = [receipt for receipt in books.receipts if receipt.item_id == item_id]
        if not receipts and item_id not in needs:
            continue
        found += action_messages(
            item_id,
            free=free.get(item_id, _NOTHING),
            needs=needs.get(item_id, []),
            receipts=receipts,
            fixed=fixed,
            terms=terms.get(item_id, PurchaseTerms(item_id)),
            holidays=situation.master.holidays,
            today=situation.today,
        )
    return found


def _needs(orders: Iterable[CheckedOrder], situation: Situation) -> dict[str, list[Need]]:
    """What orders that hold no stock need, by item: waiting ones, and new ones as they are asked for."""
    needs: dict[str, list[Need]] = {}
    for order in orders:
        date = order.demand.need_date(situation.today)
        for item, qty in order.demand.need.items():
            if qty > 0:
                needs.setdefault(item, []).append(Need(order.demand.order_no, date, qty))
    return needs


def _dismissed() -> dict[tuple[str, str, str, Decimal, dt.date | None], str]:
    rows = AdviceDismissal.objects.values_list("kind", "item__code", "receipt_code", "qty", "date", "reason")
    return {(kind, item, receipt, qty, date): reason for kind, item, receipt, qty, date, reason in rows}


def _key(told: ActionMessage) -> tuple[str, str, str, Decimal, dt.date | None]:
    return told.action.value, told.item_id, told.receipt_id, told.qty, told.date


def action_words() -> dict[str, str]:
    """Russian names of the actions."""
    return {
        Action.EXPEDITE.value: "Ускорить",
        Action.ORDER.value: "Заказать",
        Action.INCREASE.value: "Увеличить",
        Action.DECREASE.value: "Уменьшить",
        Action.DEFER.value: "Отложить",
        Action.CANCEL.value: "Отменить",
    }
