"""Previews of new orders: each one as if it were confirmed now, after all that wait (no reservation)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.db.models import Sum

from potok.operations.catalog.situation import Situation
from potok.operations.kept_cursor import kept_cursor
from potok.operations.orders.models import OrderComponent, ProductionOrder
from potok.operations.orders.requirement import first_start
from potok.operations.orders.services.cover_writing import (
    OrderAnswer,
    covered_answer,
    waiting_answer,
    write_answers,
)
from potok.operations.orders.supply_books import CheckedOrder, load_orders
from potok.operations.purchasing.snapshot import expected
from potok.operations.warehouse.snapshot import positions
from potok.supply.cover import cover_waiting
from potok.supply.facts import Demand, ExpectedReceipt
from potok.supply.netting import free_stock

_NOTHING = Decimal(0)
#: New orders whose preview may be another one: what they lack may have come, what they had in stock may be
#: less than they need. `most` is what is left of each of `items`.
#: OFFSET 0 makes the plan look at each item by its index, the largest needs alone.
TOUCHED = """
    SELECT above.order_id FROM unnest(%s::bigint[], %s::numeric[]) AS stock(item_id, most)
    CROSS JOIN LATERAL (
        SELECT order_id FROM orders_ordercomponent
        WHERE item_id = stock.item_id AND queue = 'new' AND cover = 'in_stock' AND gross_qty > stock.most
        ORDER BY gross_qty DESC OFFSET 0
    ) AS above
    UNION ALL
    SELECT order_id FROM orders_ordercomponent
    WHERE item_id = ANY(%s::bigint[]) AND queue = 'new' AND cover <> 'in_stock'
"""
_ANY_TOUCHED = f"SELECT EXISTS ({TOUCHED})"


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
            queue="waiting",
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
    codes = [master.item_codes[item_id] for item_id in item_ids]
    return unclaimed_of(situation, codes, free=free, receipts=receipts, claimed=claimed)


def unclaimed_of(
    situation: Situation,
    codes: Iterable[str],
    *,
    free: Mapping[str, Decimal],
    receipts: Collection[ExpectedReceipt],
    claimed: Mapping[str, Decimal],
) -> Unclaimed:
    """What is left of given stock and receipts of some items behind given claims."""
    left, remaining = {}, {}
    for code in codes:
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


def previews_may_change(left: Mapping[int, Decimal]) -> bool:
    """Whether a preview of a new order may be out of date: one query, however many orders there are.

    A component that is in stock stays so while what is left of its item serves the whole need; one that is
    not may gain by any change.

    Args:
        left: Free stock of the items that changed, less what waiting orders may claim of it.
    """
    with kept_cursor() as cursor:
        cursor.execute(_ANY_TOUCHED, values_of_touched(left))
        return bool(cursor.fetchone()[0])


def renew_previews(situation: Situation, item_ids: Collection[int]) -> int:
    """Renew the previews that a change of these items may have touched; returns how many changed."""
    if not item_ids:
        return 0
    ids = situation.master.item_ids
    left = unclaimed_supply(situation, item_ids).left
    with kept_cursor() as cursor:
        cursor.execute(TOUCHED, values_of_touched({ids[code]: qty for code, qty in left.items()}))
        touched = {row[0] for row in cursor.fetchall()}
    if not touched:
        return 0
    return _preview(situation, load_orders(situation, status="new", order_ids=touched))


def values_of_touched(left: Mapping[int, Decimal]) -> list[list[Any]]:
    """The values of `TOUCHED`, from what is left of the items."""
    items = list(left)
    return [items, list(left.values()), items]


def preview_new_orders(situation: Situation, item_ids: Collection[int] | None) -> int:
    """Renew the previews of new orders that need one of the items (None = all); returns how many changed."""
    return _preview(situation, load_orders(situation, status="new", item_ids=item_ids))


def _preview(situation: Situation, orders: Sequence[CheckedOrder]) -> int:
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
