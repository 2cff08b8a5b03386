"""«Что, если…»: which orders move when a receipt comes on another date; nothing is saved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from potok.operations.catalog.situation import present_situation
from potok.operations.orders.models import ProductionOrder
from potok.operations.orders.reads.receipts import ReceiptRow, receipt_row, usable_date
from potok.operations.orders.services.receipts import preview_redating
from potok.operations.people.acting import Actor
from potok.supply.what_if import StartChange

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
    """The answer for one receipt and date.

    Attributes:
        receipt: As it is.
        expected_date: The date that was asked about.
        usable_date: When it could be used then; None for a past date, on which nobody relies.
        moved: Orders whose earliest start changes, in rank.
    """

    receipt: ReceiptRow
    expected_date: dt.date
    usable_date: dt.date | None
    moved: tuple[MovedStart, ...]

    @property
    def late_change(self) -> int:
        """By how many the number of late orders grows."""
        return sum(one.becomes_late for one in self.moved) - sum(one.becomes_timely for one in self.moved)

    @property
    def issued(self) -> int:
        """Moved orders whose lines a shop has."""
        return sum(one.issued for one in self.moved)


def what_if_redated(actor: Actor, *, receipt: str, expected_date: dt.date) -> WhatIf:
    """Compare the starts of the waiting orders with and without another date of a receipt.

    Raises:
        UnknownReceiptNumberError: There is no such receipt.
        ReceiptArrivedError: It has arrived or was cancelled.
    """
    changes = preview_redating(actor, receipt=receipt, expected_date=expected_date)
    row = receipt_row(receipt)
    situation = present_situation()
    qc_days = situation.master.items[row.item_id].qc_days
    usable = usable_date(row.status, expected_date, qc_days=qc_days, situation=situation)
    return WhatIf(row, expected_date, usable, _moved(changes))


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
