"""When an order that is not planned could be released, beside the plan in force that does not move."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from django.db.models import F

from potok.errors import PotokError
from potok.operations.catalog.clock import today
from potok.operations.catalog.situation import Situation, present_situation
from potok.operations.orders.models import ProductionOrder
from potok.operations.orders.requirement import latest_start_of
from potok.operations.orders.services.previews import unclaimed_supply
from potok.operations.people.acting import Actor, require
from potok.operations.planning.reads.desk import promise_desk
from potok.operations.planning.snapshot import PLANNED_STATUSES, plain_order
from potok.plant import model as plain
from potok.plant.requirement import gross_requirement
from potok.scheduling.promise.engine import Promise
from potok.supply.facts import Demand

#: Number of an order that is only asked about.
ASKED = "новый"


class ProductNotMadeError(PotokError):
    """Nothing is known of the product that is asked about."""

    code: ClassVar[str] = "product_not_made"
    template: ClassVar[str] = "Изделия {product} нет в справочнике: срок назвать нельзя."
    http_status: ClassVar[int] = 404


class OrderNotOpenError(PotokError):
    """The order is unknown or over."""

    code: ClassVar[str] = "order_not_open"
    template: ClassVar[str] = "Заказ {order_no} не найден или закрыт: обещать нечего."
    http_status: ClassVar[int] = 404


@dataclass(frozen=True, slots=True)
class Asked:
    """An order that does not exist yet."""

    product: str
    qty_pcs: int
    due_date: dt.date
    priority: int = 2


def promise_asked(actor: Actor, asked: Asked) -> Promise:
    """When an order could be released that nobody has given in yet.

    Its material is what no waiting order claims, as the form of the new order shows it.

    Raises:
        ProductNotMadeError: The catalogue does not have the product.
        NoPromiseError: No known cover, no route or no working machine.
    """
    material, item = _material_of_asked(actor, asked)
    return _promise(asked_order(asked), material, item)


def _material_of_asked(actor: Actor, asked: Asked) -> tuple[dt.date | None, str]:
    """When the material of an asked order is usable (None = no known cover), and what decides it.

    Raises:
        ProductNotMadeError: The catalogue does not have the product.
    """
    require(actor, "read_plan")
    situation = present_situation()
    demand = demand_of_asked(asked, situation)
    ids = situation.master.item_ids
    answer = unclaimed_supply(situation, [ids[code] for code in demand.need]).answer(demand)
    material = situation.today if answer.cover == "in_stock" else answer.earliest_start
    return material, answer.cover_items[0] if answer.cover_items else ""


def demand_of_asked(asked: Asked, situation: Situation, *, order_no: str = ASKED) -> Demand:
    """What an asked order needs.

    Raises:
        ProductNotMadeError: The catalogue does not have the product.
    """
    master = situation.master
    item = master.items.get(asked.product)
    if item is None or item.type is not plain.ItemType.FINISHED:
        raise ProductNotMadeError(product=asked.product)
    need = gross_requirement(master.boms.get(asked.product, ()), asked.qty_pcs, items=master.items)
    latest = latest_start_of(asked.product, qty_pcs=asked.qty_pcs, due_date=asked.due_date, master=master)
    return Demand(
        order_no=order_no,
        priority=asked.priority,
        due_date=asked.due_date,
        need=need,
        workshop_id=master.first_workshop(asked.product),
        latest_start=latest.date if latest else None,
        planned_launch=None,
    )


def asked_order(asked: Asked, *, order_no: str = ASKED) -> plain.Order:
    """An asked order as plain data."""
    return plain.Order(
        order_no=order_no,
        created_date=today(),
        customer="",
        manager="",
        product_id=asked.product,
        qty_pcs=asked.qty_pcs,
        due_date=asked.due_date,
        priority=asked.priority,
    )


def promise_of(actor: Actor, order_no: str) -> Promise:
    """When an order of the books that has no plan lines could be released.

    Raises:
        OrderNotOpenError: It is unknown or over.
        NoPromiseError: No known cover, no route or no working machine.
    """
    require(actor, "read_plan")
    found = (
        ProductionOrder.objects.filter(
            order_no=order_no, status__in=["new", *PLANNED_STATUSES], qty_pcs__gt=F("done_pcs")
        )
        .select_related("product", "customer")
        .first()
    )
    if found is None:
        raise OrderNotOpenError(order_no=order_no)
    material = today() if found.cover == "in_stock" else found.earliest_start_date
    items = found.cover_items
    return _promise(plain_order(found), material, items[0] if items else "", without=order_no)


def _promise(order: plain.Order, material: dt.date | None, item: str, *, without: str = "") -> Promise:
    """The promise beside the published lines."""
    with promise_desk(without=without) as (desk, not_before):
        return desk.promise(order, material=material, not_before=not_before, material_item=item)
