"""Orders of an import: new ones are written, those at work must agree with the file."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from potok.errors import InvalidDataError, Problem
from potok.operations.catalog.clock import now
from potok.operations.catalog.models import Customer, Item, NumberSeries, Recipe
from potok.operations.catalog.numbering import PRODUCTION_ORDERS
from potok.operations.orders.models import OrderEvent, ProductionOrder
from potok.operations.orders.services.checking import check_all_orders
from potok.operations.orders.services.confirmation import confirm_orders
from potok.operations.people.acting import SYSTEM, Actor
from potok.plant.model import Order, OrderStatus, Plant


def load_orders(plant: Plant, *, actor: Actor) -> int:
    """Write orders that the books do not have yet; returns how many.

    An order in production gets its reservations anew, the lot that expires first first. The caller
    checks the cover of all open orders afterwards.

    Raises:
        InvalidDataError: An order of the books differs from the file in product, volume or date, or
            an order in production is not covered by the stock of the file.
    """
    known = {
        order.order_no: order
        for order in ProductionOrder.objects.filter(
            order_no__in=[order.order_no for order in plant.orders]
        ).select_related("product")
    }
    problems = [
        problem
        for row, order in enumerate(plant.orders, start=2)
        if order.order_no in known
        for problem in _differences(row, order, known[order.order_no])
    ]
    if problems:
        raise InvalidDataError(problems)
    fresh = [order for order in plant.orders if order.order_no not in known]
    _write([replace(order, status=_FIRST_STATUS.get(order.status, order.status)) for order in fresh], actor)
    _continue_numbering(plant.orders)
    _reserve(plant, {order.order_no for order in fresh}, actor)
    waiting = [order for order in fresh if order.status is OrderStatus.WAITING_SHORTAGE]
    if waiting:
        check_all_orders()  # gives them their components while they are new
        _wait(waiting, actor)
    return len(fresh)


#: Orders at work begin as new: their reservations and lacks are found again from the stock.
_FIRST_STATUS = {
    OrderStatus.IN_PRODUCTION: OrderStatus.NEW,
    OrderStatus.WAITING_SHORTAGE: OrderStatus.NEW,
}


def _reserve(plant: Plant, fresh: set[str], actor: Actor) -> None:
    """Give orders in production their stock, before any waiting order asks for it."""
    rows = {order.order_no: row for row, order in enumerate(plant.orders, start=2)}
    running = [
        order.order_no
        for order in plant.orders
        if order.order_no in fresh and order.status is OrderStatus.IN_PRODUCTION
    ]
    if not running:
        return
    confirm_orders(_in_the_name_of(actor), order_nos=running)
    short = ProductionOrder.objects.filter(order_no__in=running).exclude(status="in_production")
    problems = [
        Problem(
            "orders.csv",
            rows[number],
            "status",
            "in_production",
            "сырьё на весь объём в stock.csv",
            "not_covered",
        )
        for number in short.order_by("order_no").values_list("order_no", flat=True)
    ]
    if problems:
        raise InvalidDataError(problems)


def _wait(orders: list[Order], actor: Actor) -> None:
    """Put orders back into waiting, also those that stock covers by now: people decide about them."""
    waiting = list(ProductionOrder.objects.filter(order_no__in=[order.order_no for order in orders]))
    ProductionOrder.objects.filter(pk__in=[order.pk for order in waiting]).update(status="waiting_shortage")
    _record(waiting, actor, kind="imported", from_status="new", to_status="waiting_shortage")


def _in_the_name_of(actor: Actor) -> Actor:
    """The importing person with the rights of the system."""
    return replace(SYSTEM, user_id=actor.user_id, name=actor.name, request_id=actor.request_id)


def _differences(row: int, order: Order, known: ProductionOrder) -> list[Problem]:
    pairs = [
        ("product_id", order.product_id, known.product.code),
        ("qty_pcs", str(order.qty_pcs), str(known.qty_pcs)),
        ("due_date", order.due_date.isoformat(), known.due_date.isoformat()),
        ("priority", str(order.priority), str(known.priority)),
    ]
    return [
        Problem(
            "orders.csv", row, name, given, f"{stored}, как в учёте заказа {order.order_no}", "order_differs"
        )
        for name, given, stored in pairs
        if given != stored
    ]


def _write(orders: list[Order], actor: Actor) -> None:
    names = sorted({order.customer for order in orders})
    Customer.objects.bulk_create([Customer(name=name) for name in names], ignore_conflicts=True)
    customers = dict(Customer.objects.values_list("name", "id"))
    items = {item.code: item for item in Item.objects.all()}
    recipes = dict(Recipe.objects.filter(is_active=True).values_list("product_id", "id"))
    rows = ProductionOrder.objects.bulk_create(
        _row(order, customers, items[order.product_id], recipes) for order in orders
    )
    _record(rows, actor, kind="created")


def _record(
    rows: list[ProductionOrder], actor: Actor, *, kind: str, from_status: str = "", to_status: str = ""
) -> None:
    moment = now()
    OrderEvent.objects.bulk_create(
        OrderEvent(
            order=row,
            kind=kind,
            at=moment,
            user_id=actor.user_id,
            from_status=from_status,
            to_status=to_status or row.status,
            new={"qty_pcs": row.qty_pcs, "due_date": row.due_date.isoformat()},
            text="импорт файлов предприятия",
            request_id=actor.request_id,
        )
        for row in rows
    )


def _row(order: Order, customers: dict[str, int], product: Item, recipes: dict[int, int]) -> ProductionOrder:
    return ProductionOrder(
        order_no=order.order_no,
        created_date=order.created_date,
        customer_id=customers[order.customer],
        manager=order.manager,
        product=product,
        workshop_id=product.workshop_id,
        recipe_id=recipes.get(product.pk),
        qty_pcs=order.qty_pcs,
        qty_requested_pcs=order.qty_pcs,
        min_qty_pcs=order.min_qty_pcs,
        max_qty_pcs=order.max_qty_pcs,
        total_kg=order.qty_pcs * (product.net_kg or Decimal(0)),
        done_pcs=order.qty_pcs if order.status is OrderStatus.DONE else 0,
        done_opening_pcs=order.qty_pcs if order.status is OrderStatus.DONE else 0,
        due_date=order.due_date,
        priority=order.priority,
        order_type=order.order_type,
        status=order.status.value,
        cancel_reason="отменён до импорта" if order.status is OrderStatus.CANCELLED else "",
        comment=order.comment,
    )


def _continue_numbering(orders: tuple[Order, ...]) -> None:
    """New orders are numbered after the largest number of the file."""
    found = [re.fullmatch(rf"{PRODUCTION_ORDERS.prefix}(\d+)", order.order_no) for order in orders]
    largest = max((int(match[1]) for match in found if match), default=0)
    series, _ = NumberSeries.objects.get_or_create(
        kind=PRODUCTION_ORDERS.kind, defaults={"prefix": PRODUCTION_ORDERS.prefix}
    )
    if series.next_value <= largest:
        series.next_value = largest + 1
        series.save(update_fields=["next_value"])
