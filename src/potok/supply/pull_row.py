"""Rows, cells and sources of the time-phased pull table as plain data (order-workflow 6.3)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from potok.supply.columns import Column
from potok.supply.cover import ComponentState


class SourceKind(StrEnum):
    """What a number of the table is made of."""

    LOT = "lot"
    RESERVATION = "reservation"
    RECEIPT = "receipt"
    ORDER = "order"
    CARRIED = "carried"


@dataclass(frozen=True, slots=True)
class Source:
    """A signed part of a number.

    Attributes:
        reference: Lot, receipt or order; empty for a balance carried over and for reservations whose
            orders were not given.
        date: Receipt of the lot, usable date, need date or last date of the balance; None = no date.
        qty: Positive adds, negative takes.
    """

    kind: SourceKind
    reference: str
    date: dt.date | None
    qty: Decimal


class WaitingState(StrEnum):
    """What a waiting order may hope for."""

    IN_TIME = "in_time"
    LATE = "late"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class WaitingOrder:
    """A waiting order in the row of one of its items.

    Attributes:
        qty: Requirement of this item.
        lack: What of it is not free today, before claims of other waiting orders.
        need_date: Latest start, never before today.
        possible_start: Earliest start of the order, None when it is blocked.
        component: State of this item for the order.
        blockers: Items that keep a blocked order from ever starting.
        counted: Whether the balance of this row holds the order's requirement.
    """

    order_no: str
    due_date: dt.date
    qty: Decimal
    lack: Decimal
    need_date: dt.date
    possible_start: dt.date | None
    state: WaitingState
    component: ComponentState
    blockers: tuple[str, ...]
    counted: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """One item in one column.

    Attributes:
        hard: Requirement of covered orders by launch date; it is reserved, so no part of the balance.
        soft: Requirement of waiting orders by need date.
        receipts: Receipts by usable date.
        balance: Projected free quantity at the end of the column.
        lowest: Lowest balance on any date of the column.
    """

    hard: Decimal
    soft: Decimal
    receipts: Decimal
    balance: Decimal
    lowest: Decimal

    @property
    def shortage(self) -> Decimal:
        """Cumulative shortage at the end of the column."""
        return max(Decimal(0), -self.balance)


@dataclass(frozen=True, slots=True)
class PullRow:
    """One item of the time-phased table.

    Attributes:
        stock: Usable lots, reserved or not.
        free: What of them no order holds.
        cells: One per column.
        waiting: Waiting orders that need the item, by need date.
        stopped_orders: How many of them this item keeps from starting today.
        first_need: Earliest need date of an order that the item stops, else of any waiting order.
        first_shortage: First date with a negative balance, None when there is none.
        missing: What all waiting orders need beyond stock and receipts.
        opening: Sources of `free`.
        movements: Receipts and needs with their column, by date.
    """

    item_id: str
    stock: Decimal
    free: Decimal
    cells: tuple[Cell, ...]
    waiting: tuple[WaitingOrder, ...]
    stopped_orders: int
    first_need: dt.date | None
    first_shortage: dt.date | None
    missing: Decimal
    opening: tuple[Source, ...]
    movements: tuple[tuple[int, Source], ...]

    @property
    def short(self) -> bool:
        """Whether some waiting order cannot start today because of the item."""
        return self.stopped_orders > 0


@dataclass(frozen=True, slots=True)
class PullTable:
    """Rows of all items that some order needs, the most pressing first."""

    today: dt.date
    columns: tuple[Column, ...]
    rows: tuple[PullRow, ...]

    def row(self, item_id: str) -> PullRow:
        """The row of an item.

        Raises:
            KeyError: No order needs the item.
        """
        for row in self.rows:
            if row.item_id == item_id:
                return row
        raise KeyError(item_id)
