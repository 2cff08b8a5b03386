"""Previews of new orders: each one as if it were confirmed now, after all that wait (no reservation)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db.models import Count, Max, Q, Sum

from potok.operations.catalog.situation import Situation
from potok.operations.orders.models import OrderComponent, ProductionOrder
from potok.operations.orders.requirement import first_start
from potok.operations.orders.services.cover_writing import (
    OrderAnswer,
    covered_answer,
    waiting_answer,
    write_answers,
)
from potok.operations.orders.supply_books import SupplyBooks, load_orders
from potok.operations.prepared import Prepared
from potok.operations.purchasing.snapshot import expected
from potok.operations.warehouse.snapshot import positions
from potok.supply.cover import cover_waiting
from potok.supply.facts import Demand, ExpectedReceipt
from potok.supply.netting import free_stock

_NOTHING = Decimal(0)
_NEEDED_BY_NEW = Prepared(
    lambda items: (
        OrderComponent.objects.filter(item_id__any_of=items, order__status="new")
        .values_list("item_id")
        .annotate(most=Max("gross_qty"), uncovered=Count("id", filter=~Q(order__cover="in_stock")))
    ),
    "items",
)


@dataclass(frozen=True, slots=True)
class Unclaimed:
    """Stock and receipts that a new order would find.

    Attributes:
        free: Free stock by item; confirmation takes it whoever waits.
        left: Free stock by item that no waiting order claims.
        receipts: Receipts by item, without what waiting orders claim of them.
    """

    situation: Situation
    free: Mapping[str, Decimal]
    left: Mapping[str, Decimal]
    receipts: Mapping[str, list[ExpectedReceipt]]

    def answer(self, demand: Demand) -> OrderAnswer:
        """The preview of one order."""
        today = self.situation.today
        stock = {item: self._stock(item, gross) for item, gross in demand.need.items()}
        if not any(lack for _, lack in stock.values()):
            earliest = first_start(demand, self.situation)
            return covered_answer(
                demand.need, today=today, earliest=earliest, latest=demand.latest_start, free=stock
            )
        coverage = cover_waiting(
            [demand],
            self.left,
            [receipt for item in demand.need for receipt in self.receipts.get(item, ())],
            today=today,
            first_working_date=self.situation.first_working_date,
        )
        return waiting_answer(coverage.orders[demand.order_no], stock=stock)

    def _stock(self, item: str, gross: Decimal) -> tuple[Decimal, Decimal]:
        free = self.free.get(item, _NOTHING)
        return free, max(_NOTHING, gross - free)


def unclaimed_supply(situation: Situation, item_ids: Collection[int]) -> Unclaimed:
    """What no waiting order claims of the items, as their last checks say: three queries."""
    master = situation.master
    claims = (
        OrderComponent.objects.filter(
            item_id__in=list(item_ids),
            order__status="waiting_shortage",
            order__cover__in=["in_stock", "expected"],
        )
        .values_list("item_id")
        .annotate(Sum("gross_qty"))
    )
    claimed = {master.item_codes[item_id]: qty for item_id, qty in claims}
    free = free_stock(positions(master.item_codes, item_ids=item_ids), today=situation.today)
    receipts = expected(
        master.items, master.item_codes, item_ids=item_ids, today=situation.today, holidays=master.holidays
    )
    left, remaining = {}, {}
    for item_id in item_ids:
        code = master.item_codes[item_id]
        rows = [receipt for receipt in receipts if receipt.item_id == code]
        left[code], remaining[code] = _after_claims(
            free.get(code, _NOTHING), rows, claimed.get(code, _NOTHING)
        )
    return Unclaimed(situation, free, left, remaining)


def _after_claims(
    free: Decimal, receipts: Iterable[ExpectedReceipt], claimed: Decimal
) -> tuple[Decimal, list[ExpectedReceipt]]:
    """Claims take stock first, then receipts by usable date."""
    left = max(_NOTHING, free - claimed)
    claimed = max(_NOTHING, claimed - free)
    remaining = []
    usable = (receipt for receipt in receipts if receipt.usable_date is not None)
    for receipt in sorted(usable, key=lambda each: (each.usable_date, each.receipt_id)):
        taken = min(claimed, receipt.qty)
        claimed -= taken
        if receipt.qty > taken:
            remaining.append(replace(receipt, qty=receipt.qty - taken))
    return left, remaining


def previews_may_change(books: SupplyBooks) -> bool:
    """Whether a preview of a new order may be out of date now that the books are as they are: one query.

    One that has everything in stock changes only when free stock of an item falls below its need; one
    that has not may gain by any change.
    """
    needed = _NEEDED_BY_NEW(items=list(books.item_ids))
    free, codes = books.free(), books.situation.master.item_codes
    return any(uncovered or most > free.get(codes[item_id], _NOTHING) for item_id, most, uncovered in needed)


def preview_new_orders(situation: Situation, item_ids: Collection[int] | None) -> int:
    """Renew the previews of new orders that need one of the items (None = all); returns how many changed."""
    orders = load_orders(situation, status="new", item_ids=item_ids)
    if not orders:
        return 0
    needed = {part.item_id for order in orders for part in order.components.values()}
    supply = unclaimed_supply(situation, needed)
    locked = set(
        ProductionOrder.objects.select_for_update(no_key=True)
        .filter(id__in=[order.row.id for order in orders], status="new")
        .order_by("pk")
        .values_list("id", flat=True)
    )
    mine = [order for order in orders if order.row.id in locked and order.components]
    answers = {order.row.order_no: supply.answer(order.demand) for order in mine}
    return write_answers(mine, answers, at=situation.now)
