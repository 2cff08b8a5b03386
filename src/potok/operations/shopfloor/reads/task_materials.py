"""What a shift needs at its work places: raw materials at the first operation, packaging at the last one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from potok.operations.catalog.situation import Situation, present_situation
from potok.operations.orders.models import ProductionOrder, Reservation
from potok.operations.shopfloor.norms import norms_of
from potok.operations.shopfloor.reads.shift_task import ShiftTask, TaskRow
from potok.operations.shopfloor.services.card_lines import recipe_lines
from potok.plant.model import ItemType

_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class TaskMaterial:
    """A part of a lot that the order holds (or no lot, when it holds too little), in the stock unit."""

    order_no: str
    item: str
    name: str
    unit: str
    lot: str
    qty: Decimal


def task_materials(task: ShiftTask) -> tuple[TaskMaterial, ...]:
    """Materials of a shift by order, lots in the sequence of their expiry (two queries)."""
    situation = present_situation()
    numbers = {row.order_no for row in task.rows}
    orders = {
        order.order_no: order
        for order in ProductionOrder.objects.filter(order_no__in=numbers).select_related("product")
    }
    held: dict[tuple[str, str], list[tuple[str, Decimal]]] = {}
    found = Reservation.objects.filter(order__order_no__in=numbers, kind="hard").order_by(
        "lot__expiry_date", "lot__received_date", "lot__code"
    )
    for order_no, item, lot, qty in found.values_list("order__order_no", "item__code", "lot__code", "qty"):
        held.setdefault((order_no, item), []).append((str(lot), qty))
    rows = [row for row in task.rows if row.planned]
    return tuple(part for row in rows for part in _of_row(row, orders[row.order_no], held, situation))


def _of_row(
    row: TaskRow,
    order: ProductionOrder,
    held: dict[tuple[str, str], list[tuple[str, Decimal]]],
    situation: Situation,
) -> Iterator[TaskMaterial]:
    route = situation.master.routings.get(row.product, ())
    first = min((line.op_no for line in route), default=row.op_no) == row.op_no
    last = max((line.op_no for line in route), default=row.op_no) == row.op_no
    items = situation.master.items
    for code, norm in norms_of(recipe_lines(order, situation), before_pcs=0, pcs=int(row.qty_pcs)).items():
        item = items[code]
        wanted = last if item.type is ItemType.PACKAGING else first
        if not wanted or not item.stock_controlled or norm <= 0:
            continue
        left = norm
        lots = held.get((row.order_no, code), [])
        while left > 0 and lots:
            lot, qty = lots[0]
            taken = min(left, qty)
            left -= taken
            # What this row takes is not there for the next one of the order.
            lots[0] = (lot, qty - taken)
            if qty == taken:
                lots.pop(0)
            yield TaskMaterial(row.order_no, code, item.name, item.unit.value, lot, taken)
        if left > _NOTHING:
            yield TaskMaterial(row.order_no, code, item.name, item.unit.value, "", left)
