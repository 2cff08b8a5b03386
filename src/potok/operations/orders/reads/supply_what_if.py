"""«Что, если…» of several changes at once: receipts on other dates, orders taken one after another.

Each change sees the ones before: the receipts move first, then every order takes what the waiting orders
and the orders taken before it leave. Nothing is saved.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from potok.operations.catalog.situation import Situation
from potok.operations.orders.errors import ReceiptArrivedError, UnknownReceiptNumberError
from potok.operations.orders.services.previews import unclaimed_of
from potok.operations.orders.supply_books import SupplyBooks, load_books
from potok.operations.purchasing.models import Receipt
from potok.plant.model import OPEN_RECEIPT_STATUSES, ReceiptStatus
from potok.supply.cover import Coverage
from potok.supply.facts import Demand, ExpectedReceipt
from potok.supply.what_if import StartChange, redated, start_changes

_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class SupplyAnswer:
    """What the changes do to the material.

    Attributes:
        taken: Number of a taken order → from when its material is usable, None = no known cover.
        moved: Waiting orders whose earliest start changes, in rank.
        touched: Receipts that a moved or taken order needs the item of.
    """

    taken: Mapping[str, dt.date | None]
    moved: tuple[StartChange, ...]
    touched: frozenset[str]


def what_if_supplied(
    situation: Situation, *, receipts: Mapping[str, dt.date], orders: Sequence[Demand]
) -> SupplyAnswer:
    """The dates of the material when receipts come on other dates and orders are taken.

    An order whose whole need is in free stock takes it, whoever waits for it, as its confirmation would;
    any other one stands behind the waiting orders.

    Args:
        situation: The moment.
        receipts: Number of a receipt → its other expected date.
        orders: The orders, in the sequence in which they are taken.

    Raises:
        UnknownReceiptNumberError: There is no such receipt.
        ReceiptArrivedError: It has arrived or was cancelled.
    """
    items_of = _items_of(receipts)
    ids = situation.master.item_ids
    codes = {*items_of.values(), *(code for demand in orders for code in demand.need)}
    books = load_books(situation, {ids[code] for code in codes})
    supply = _Supply(situation, books, _redated(situation, books, receipts))
    taken = {demand.order_no: supply.take(demand) for demand in orders}
    moved = start_changes(books.coverage(), supply.coverage())
    needed = {code for change in moved for code in books.waiting[change.order_no].demand.need}
    needed |= {code for demand in orders for code in demand.need}
    touched = frozenset(receipt for receipt, code in items_of.items() if code in needed)
    return SupplyAnswer(taken, moved, touched)


def _items_of(receipts: Mapping[str, dt.date]) -> dict[str, str]:
    """Item of every receipt that may still move."""
    found = {row.code: row for row in Receipt.objects.filter(code__in=list(receipts)).select_related("item")}
    for code in receipts:
        if code not in found:
            raise UnknownReceiptNumberError(receipt=code)
        if ReceiptStatus(found[code].status) not in OPEN_RECEIPT_STATUSES:
            raise ReceiptArrivedError(receipt=code, status=found[code].get_status_display())
    return {code: row.item.code for code, row in found.items()}


def _redated(
    situation: Situation, books: SupplyBooks, dates: Mapping[str, dt.date]
) -> Sequence[ExpectedReceipt]:
    found = list(books.receipts)
    for receipt, date in dates.items():
        found = redated(found, receipt, date, today=situation.today, holidays=situation.master.holidays)
    return found


class _Supply:
    """Stock and receipts of the copy, as the orders taken so far leave them."""

    def __init__(self, situation: Situation, books: SupplyBooks, receipts: Sequence[ExpectedReceipt]) -> None:
        self._situation, self._books, self._receipts = situation, books, receipts
        self._free = books.free()
        self._claimed: dict[str, Decimal] = {}

    def coverage(self) -> Coverage:
        """The waiting orders beside what was taken from stock."""
        return self._books.coverage(free=self._free, receipts=self._receipts)

    def take(self, demand: Demand) -> dt.date | None:
        """From when the material of one more order is usable; what it takes is gone for the next ones."""
        waiting = self.coverage().items
        claimed = {
            code: self._claimed.get(code, _NOTHING) + (waiting[code].claimed if code in waiting else _NOTHING)
            for code in demand.need
        }
        supply = unclaimed_of(
            self._situation, demand.need, free=self._free, receipts=self._receipts, claimed=claimed
        )
        answer = supply.answer(demand)
        if answer.cover == "in_stock":
            for code, gross in demand.need.items():
                self._free[code] = self._free.get(code, _NOTHING) - gross
            return self._situation.today
        if answer.earliest_start is not None:
            for code, gross in demand.need.items():
                self._claimed[code] = self._claimed.get(code, _NOTHING) + gross
        return answer.earliest_start
