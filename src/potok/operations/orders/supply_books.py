"""The part of the books that availability looks at: waiting orders, free stock, expected receipts.

Orders that share a component influence each other, those share others with further orders, and so on:
what is loaded is closed over shared components, so that an answer for it is right whatever the rest of
the books holds.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from potok.operations.catalog.situation import Situation
from potok.operations.orders.models import OrderComponent, ProductionOrder
from potok.operations.orders.requirement import local_date
from potok.operations.prepared import Prepared
from potok.operations.purchasing.snapshot import expected
from potok.operations.warehouse.snapshot import positions
from potok.supply.cover import Coverage, cover_waiting
from potok.supply.facts import Demand, ExpectedReceipt, StockPosition
from potok.supply.netting import free_stock

ORDER_COLUMNS = (
    "id",
    "order_no",
    "priority",
    "due_date",
    "product_id",
    "latest_start_date",
    "launch_at",
    "cover",
    "cover_date",
    "cover_items",
    "earliest_start_date",
    "slack_days",
)
COMPONENT_COLUMNS = (
    "id",
    "order_id",
    "item_id",
    "gross_qty",
    "free_qty",
    "lack_qty",
    "cover",
    "cover_date",
    "receipt_id",
)


#: The queue of components (`OrderComponent.queue`) by the status of their order.
_QUEUES = {"new": "new", "waiting_shortage": "waiting"}
_ORDERS = Prepared(
    lambda status: ProductionOrder.objects.filter(status=status).order_by("id").values_list(*ORDER_COLUMNS),
    "status",
)
_ORDERS_OF_ITEMS = Prepared(
    lambda status, queue, items: (
        ProductionOrder.objects.filter(
            status=status,
            id__in=OrderComponent.objects.filter(item_id__any_of=items, queue=queue).values("order_id"),
        )
        .order_by("id")
        .values_list(*ORDER_COLUMNS)
    ),
    "status",
    "queue",
    "items",
)
_ORDERS_BY_ID = Prepared(
    lambda status, orders: (
        ProductionOrder.objects.filter(status=status, id__any_of=orders)
        .order_by("id")
        .values_list(*ORDER_COLUMNS)
    ),
    "status",
    "orders",
)
_COMPONENTS = Prepared(
    lambda orders: (
        OrderComponent.objects.filter(order_id__any_of=orders).order_by("id").values_list(*COMPONENT_COLUMNS)
    ),
    "orders",
)


class StoredOrder(NamedTuple):
    """An order with the answer of its last check (columns of `ProductionOrder`)."""

    id: int
    order_no: str
    priority: int
    due_date: dt.date
    product_id: int
    latest_start_date: dt.date | None
    launch_at: dt.datetime | None
    cover: str
    cover_date: dt.date | None
    cover_items: list[str]
    earliest_start_date: dt.date | None
    slack_days: int | None


class StoredComponent(NamedTuple):
    """A component with the answer of the last check (columns of `OrderComponent`)."""

    id: int
    order_id: int
    item_id: int
    gross_qty: Decimal
    free_qty: Decimal
    lack_qty: Decimal
    cover: str
    cover_date: dt.date | None
    receipt_id: int | None


@dataclass(frozen=True, slots=True)
class CheckedOrder:
    """A stored order, its components and what availability sees of it."""

    row: StoredOrder
    components: Mapping[str, StoredComponent]
    demand: Demand


@dataclass(frozen=True, slots=True)
class SupplyBooks:
    """Everything that decides about the cover of a closed set of items.

    Attributes:
        item_ids: The items, by their key.
        waiting: Waiting orders that need any of them, by number.
        positions: Lots of the items.
        receipts: Receipts of the items, overdue ones too.
    """

    situation: Situation
    item_ids: frozenset[int]
    waiting: Mapping[str, CheckedOrder]
    positions: Sequence[StockPosition]
    receipts: Sequence[ExpectedReceipt]

    def free(self) -> dict[str, Decimal]:
        """Free stock by item."""
        return free_stock(self.positions, today=self.situation.today)

    def demands(self) -> list[Demand]:
        """The waiting orders as demands."""
        return [order.demand for order in self.waiting.values()]

    def coverage(
        self,
        *,
        demands: Iterable[Demand] | None = None,
        free: Mapping[str, Decimal] | None = None,
        receipts: Iterable[ExpectedReceipt] | None = None,
    ) -> Coverage:
        """When the waiting orders can start; other demands, stock or receipts for a what-if."""
        return cover_waiting(
            self.demands() if demands is None else demands,
            self.free() if free is None else free,
            self.receipts if receipts is None else receipts,
            today=self.situation.today,
            first_working_date=self.situation.first_working_date,
        )


def load_books(situation: Situation, item_ids: Collection[int] | None) -> SupplyBooks:
    """The books around some items (None = all items that waiting orders need): four queries."""
    orders = load_orders(situation, status="waiting_shortage")
    ids = situation.master.item_ids
    if item_ids is None:
        reached = frozenset(ids.values())
    else:
        orders, reached = _closure(orders, item_ids, ids)
    return SupplyBooks(
        situation=situation,
        item_ids=reached,
        waiting={order.row.order_no: order for order in orders},
        positions=positions(situation.master.item_codes, item_ids=reached),
        receipts=expected(
            situation.master.items,
            situation.master.item_codes,
            item_ids=reached,
            today=situation.today,
            holidays=situation.master.holidays,
        ),
    )


def load_orders(
    situation: Situation,
    *,
    status: str,
    item_ids: Collection[int] | None = None,
    order_ids: Collection[int] | None = None,
) -> list[CheckedOrder]:
    """Orders of a status with their components: all, those that need one of the items, or those named.

    Args:
        status: `new` or `waiting_shortage`.
    """
    if order_ids is not None:
        found = _ORDERS_BY_ID(status=status, orders=list(order_ids))
    elif item_ids is not None:
        found = _ORDERS_OF_ITEMS(status=status, queue=_QUEUES[status], items=list(item_ids))
    else:
        found = _ORDERS(status=status)
    rows = [StoredOrder(*row) for row in found]
    if not rows:
        return []
    parts: dict[int, dict[str, StoredComponent]] = {row.id: {} for row in rows}
    codes = situation.master.item_codes
    for values in _COMPONENTS(orders=list(parts)):
        component = StoredComponent(*values)
        parts[component.order_id][codes[component.item_id]] = component
    return [CheckedOrder(row, parts[row.id], _demand(row, parts[row.id], situation)) for row in rows]


def _demand(row: StoredOrder, parts: Mapping[str, StoredComponent], situation: Situation) -> Demand:
    master = situation.master
    return Demand(
        order_no=row.order_no,
        priority=row.priority,
        due_date=row.due_date,
        need={code: part.gross_qty for code, part in parts.items()},
        workshop_id=master.first_workshop(master.item_codes[row.product_id]),
        latest_start=row.latest_start_date,
        planned_launch=local_date(row.launch_at),
    )


def _closure(
    orders: Sequence[CheckedOrder], item_ids: Collection[int], ids: Mapping[str, int]
) -> tuple[list[CheckedOrder], frozenset[int]]:
    """Orders reached from the items over shared components, and all their items."""
    takers: dict[int, list[CheckedOrder]] = {}
    for order in orders:
        for code in order.components:
            takers.setdefault(ids[code], []).append(order)
    reached, to_visit = set(item_ids), list(item_ids)
    chosen: dict[int, CheckedOrder] = {}
    while to_visit:
        for order in takers.get(to_visit.pop(), ()):
            if order.row.id not in chosen:
                chosen[order.row.id] = order
                fresh = {ids[code] for code in order.components} - reached
                reached |= fresh
                to_visit.extend(fresh)
    return [order for order in orders if order.row.id in chosen], frozenset(reached)
