"""Orders that follow from another one: a lot mended, rejected output made again (order-workflow 9, 11)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from potok.operations.catalog.numbering import PRODUCTION_ORDERS, take_numbers
from potok.operations.catalog.situation import Situation
from potok.operations.orders.models import ProductionOrder
from potok.operations.orders.requirement import REWORK, needs_by_order, note_latest_start
from potok.operations.orders.services.components import write_components
from potok.operations.orders.services.creation import working_due_date
from potok.operations.orders.services.events import Witness, record
from potok.operations.people.acting import Actor


@dataclass(frozen=True, slots=True)
class FollowingOrder:
    """A new order linked to the one it follows from."""

    order_no: str
    parent: str
    qty_pcs: int
    due_date: dt.date


def write_following_order(
    actor: Actor,
    parent: ProductionOrder,
    *,
    qty_pcs: int,
    due_date: dt.date,
    kind: str,
    reason: str,
    situation: Situation,
    verb: str = "decide_lot",
) -> FollowingOrder:
    """Write a new order of the same product and customer, inside the caller's command.

    Args:
        qty_pcs: Any quantity: what follows from made product need not be a multiple.
        kind: `rework` for an order that mends a lot and needs no material by the recipe, else the type of
            the order that is made again.
        verb: The command, for the events.
    """
    product = parent.product
    row = ProductionOrder(
        created_date=situation.today,
        customer_id=parent.customer_id,
        manager=parent.manager,
        product_id=parent.product_id,
        workshop_id=parent.workshop_id,
        recipe_id=situation.master.recipe_ids.get(situation.master.item_codes[parent.product_id]),
        qty_pcs=qty_pcs,
        qty_requested_pcs=qty_pcs,
        total_kg=qty_pcs * (product.net_kg or Decimal(0)),
        due_date=working_due_date(due_date, situation),
        priority=parent.priority,
        order_type=kind,
        parent=parent,
        comment=reason[:500],
    )
    if kind == REWORK:
        row.cover = "in_stock"
    note_latest_start(row, situation.master)
    row.order_no = take_numbers(PRODUCTION_ORDERS, 1, taken=_taken)[0]
    row.save()
    witness = Witness(actor, verb, situation.now)
    new = {"qty_pcs": qty_pcs, "due_date": row.due_date.isoformat(), "parent": parent.order_no}
    record(
        [
            witness.event(row.pk, "created", to_status="new", new=new, text=reason),
            witness.event(parent.pk, "followed", new={"order": row.order_no}, text=reason),
        ]
    )
    write_components(needs_by_order([row], situation.master), {}, situation)
    return FollowingOrder(row.order_no, parent.order_no, qty_pcs, row.due_date)


def _taken(numbers: list[str]) -> list[str]:
    return list(ProductionOrder.objects.filter(order_no__in=numbers).values_list("order_no", flat=True))
