"""Action messages to purchasing: what to do with open receipts so that they serve what is needed.

The needs of orders are served in the sequence of their dates from free stock and then from the receipts
as they come; what that leaves is told: earlier, later, less, not at all, more, or a new order. Small
differences are left alone, so that messages do not flicker with every change.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from potok.plant.dates import subtract_working_days
from potok.supply.facts import ExpectedReceipt
from potok.supply.signals import PurchaseTerms

#: Days by which a receipt may differ from its need without a message (peers: 7 days).
TOLERANCE_DAYS = 7
_NOTHING = Decimal(0)


class Action(StrEnum):
    """What purchasing is advised to do, the most pressing first."""

    EXPEDITE = "expedite"
    ORDER = "order"
    INCREASE = "increase"
    DECREASE = "decrease"
    DEFER = "defer"
    CANCEL = "cancel"


@dataclass(frozen=True, slots=True)
class Need:
    """What an order needs of an item, and when it must lie ready."""

    order_no: str
    date: dt.date
    qty: Decimal


@dataclass(frozen=True, slots=True)
class ActionMessage:
    """A piece of advice.

    Attributes:
        receipt_id: The receipt that it is about, empty for a new order.
        qty: Of the receipt after the advice; of a new order or an increase what is to be added.
        date: When it should arrive; None when that is of no importance (cancel).
        order_nos: Orders that it serves, by date.
    """

    action: Action
    item_id: str
    receipt_id: str
    qty: Decimal
    date: dt.date | None
    order_nos: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Desk:
    """What all messages of an item share."""

    item_id: str
    terms: PurchaseTerms
    holidays: frozenset[dt.date]
    today: dt.date

    def arrival(self, need: Need) -> dt.date:
        """When the material must arrive: the need less the inspection, not before today."""
        arrival = subtract_working_days(need.date, self.terms.qc_days, holidays=self.holidays)
        return max(arrival, self.today)


@dataclass(slots=True)
class _Served:
    """A receipt with the needs it serves."""

    receipt: ExpectedReceipt
    left: Decimal
    needs: list[Need] = field(default_factory=list)


def action_messages(
    item_id: str,
    *,
    free: Decimal,
    needs: Iterable[Need],
    receipts: Iterable[ExpectedReceipt],
    fixed: frozenset[str],
    terms: PurchaseTerms,
    holidays: frozenset[dt.date],
    today: dt.date,
) -> Iterator[ActionMessage]:
    """What should be done about one item.

    Args:
        free: Free stock.
        needs: What orders need of it.
        receipts: Open receipts; overdue ones count with the date they should have come.
        fixed: Receipts of which nothing can be changed any more, for example those that have arrived.
        terms: For lot and lead time.
        holidays: No working days for inspection.
        today: Nothing can be had earlier.
    """
    desk = _Desk(item_id, terms, holidays, today)
    in_time = sorted(receipts, key=lambda row: (row.usable_date or row.usable_as_promised, row.receipt_id))
    served = [_Served(receipt, receipt.qty) for receipt in in_time]
    unmet = _serve(free, sorted(needs, key=lambda need: (need.date, need.order_no)), served)
    if unmet:
        yield _more(desk, unmet, served, fixed)
    for row in served:
        if row.receipt.receipt_id not in fixed:
            yield from _about(desk, row)


def _serve(free: Decimal, needs: Sequence[Need], served: Sequence[_Served]) -> list[Need]:
    """Give stock and receipts to the needs, in turn; returns what stays without."""
    stock, place, unmet = free, 0, []
    for need in needs:
        open_qty = need.qty
        taken = min(stock, open_qty)
        stock, open_qty = stock - taken, open_qty - taken
        while open_qty > 0 and place < len(served):
            row = served[place]
            taken = min(row.left, open_qty)
            if taken > 0:
                row.needs.append(Need(need.order_no, need.date, taken))
            row.left, open_qty = row.left - taken, open_qty - taken
            if row.left <= 0:
                place += 1
        if open_qty > 0:
            unmet.append(Need(need.order_no, need.date, open_qty))
    return unmet


def _more(
    desk: _Desk, unmet: Sequence[Need], served: Sequence[_Served], fixed: frozenset[str]
) -> ActionMessage:
    """Increase the last receipt that can still be changed, else a new order."""
    qty = _whole_lots(sum((need.qty for need in unmet), _NOTHING), desk.terms.purchase_lot)
    date = desk.arrival(unmet[0])
    open_rows = [row.receipt for row in served if row.receipt.receipt_id not in fixed]
    numbers = tuple(dict.fromkeys(need.order_no for need in unmet))
    if open_rows:
        last = open_rows[-1]
        return ActionMessage(Action.INCREASE, desk.item_id, last.receipt_id, last.qty + qty, date, numbers)
    return ActionMessage(Action.ORDER, desk.item_id, "", qty, date, numbers)


def _about(desk: _Desk, row: _Served) -> Iterator[ActionMessage]:
    receipt = row.receipt
    if not row.needs:
        yield ActionMessage(Action.CANCEL, desk.item_id, receipt.receipt_id, _NOTHING, None, ())
        return
    numbers = tuple(dict.fromkeys(need.order_no for need in row.needs))
    first = desk.arrival(row.needs[0])
    early = (receipt.expected_date - first).days
    if receipt.overdue or early > 0:
        yield ActionMessage(Action.EXPEDITE, desk.item_id, receipt.receipt_id, receipt.qty, first, numbers)
    elif early < -TOLERANCE_DAYS:
        yield ActionMessage(Action.DEFER, desk.item_id, receipt.receipt_id, receipt.qty, first, numbers)
    wanted = _whole_lots(receipt.qty - row.left, desk.terms.purchase_lot)
    if wanted < receipt.qty:
        yield ActionMessage(Action.DECREASE, desk.item_id, receipt.receipt_id, wanted, first, numbers)


def _whole_lots(qty: Decimal, lot: Decimal) -> Decimal:
    return math.ceil(qty / lot) * lot


def in_sequence(messages: Iterable[ActionMessage]) -> list[ActionMessage]:
    """Messages by urgency, then date, item and receipt."""
    urgency: Mapping[Action, int] = {action: place for place, action in enumerate(Action)}
    return sorted(
        messages,
        key=lambda told: (urgency[told.action], told.date or dt.date.max, told.item_id, told.receipt_id),
    )
