"""«Что, если…»: which orders move when a receipt comes on another date; nothing is saved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from potok.operations.catalog.situation import present_situation
from potok.operations.orders.models import ProductionOrder
from potok.operations.orders.supply_books import load_books
from potok.operations.purchasing.models import Receipt
from potok.supply.facts import ExpectedReceipt
from potok.supply.what_if import StartChange, UnknownReceiptError, redated, what_if

#: Agreements that a shop has seen: moving such an order breaks a promise.
_ISSUED = ("sent", "agreed")


@dataclass(frozen=True, slots=True)
class MovedStart:
    """An order whose earliest start would change.

    Attributes:
        change: Dates and lateness before and after.
        needed: Last date on which the order may start to be in time.
        issued: Whether its lines were sent to a shop.
    """

    change: StartChange
    product: str
    customer: str
    due_date: dt.date
    needed: dt.date | None
    issued: bool

    @property
    def becomes_late(self) -> bool:
        """Whether the order was in time and would be late."""
        return self.change.late_after and not self.change.late_before

    @property
    def becomes_timely(self) -> bool:
        """Whether the order was late and would be in time."""
        return self.change.late_before and not self.change.late_after


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The answer for one receipt and date; `moved` in rank of the orders."""

    before: ExpectedReceipt
    after: ExpectedReceipt
    moved: tuple[MovedStart, ...]

    @property
    def late_change(self) -> int:
        """By how many the number of late orders grows."""
        return sum(one.becomes_late for one in self.moved) - sum(one.becomes_timely for one in self.moved)

    @property
    def issued(self) -> int:
        """Moved orders whose lines a shop has."""
        return sum(one.issued for one in self.moved)


def what_if_redated(receipt_code: str, expected_date: dt.date) -> WhatIf:
    """Compare the cover of the waiting orders with and without another date of a receipt.

    Raises:
        UnknownReceiptError: There is no such receipt that still brings stock.
    """
    situation = present_situation()
    item_id = Receipt.objects.filter(code=receipt_code).values_list("item_id", flat=True).first()
    if item_id is None:
        raise UnknownReceiptError(receipt_id=receipt_code)
    books = load_books(situation, [item_id])
    receipts = redated(
        books.receipts,
        receipt_code,
        expected_date,
        today=situation.today,
        holidays=situation.master.holidays,
    )
    changes = what_if(
        books.coverage(),
        free=books.free(),
        receipts=receipts,
        first_working_date=situation.first_working_date,
    )
    return WhatIf(
        before=_of(books.receipts, receipt_code), after=_of(receipts, receipt_code), moved=_moved(changes)
    )


def _of(receipts: Sequence[ExpectedReceipt], code: str) -> ExpectedReceipt:
    return next(receipt for receipt in receipts if receipt.receipt_id == code)


def _moved(changes: Sequence[StartChange]) -> tuple[MovedStart, ...]:
    """The changes with what a person knows the orders by: one query."""
    found = ProductionOrder.objects.filter(order_no__in=[change.order_no for change in changes])
    orders = {order.order_no: order for order in found.select_related("product", "customer")}
    return tuple(
        MovedStart(
            change=change,
            product=order.product.name,
            customer=order.customer.name,
            due_date=order.due_date,
            needed=order.latest_start_date,
            issued=order.agreement in _ISSUED,
        )
        for change in changes
        for order in [orders[change.order_no]]
    )
