"""New orders of the client department (order-workflow 4, T1)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from potok.errors import InvalidDataError, Problem
from potok.operations.catalog.models import Customer
from potok.operations.catalog.numbering import PRODUCTION_ORDERS, take_numbers
from potok.operations.catalog.situation import Situation, present_situation
from potok.operations.orders.models import ProductionOrder
from potok.operations.orders.requirement import demand_of, needs_by_order, note_latest_start
from potok.operations.orders.services.components import note_answer, write_components
from potok.operations.orders.services.cover_writing import OrderAnswer
from potok.operations.orders.services.events import Witness, record
from potok.operations.orders.services.previews import unclaimed_supply
from potok.operations.people.acting import Actor, command
from potok.plant.dates import is_working_day
from potok.plant.model import Item, ItemType

_ONE_DAY = dt.timedelta(days=1)
_PRIORITIES = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class NewOrder:
    """An order as the client department gives it.

    Attributes:
        customer: Name of a known customer.
        product: Code of the product.
        due_date: Date in the finished goods warehouse.
        priority: 1 urgent, 2 normal, 3 to stock.
        min_qty_pcs: Limits inside which the planner may propose another volume; None = the volume itself.
    """

    customer: str
    product: str
    qty_pcs: int
    due_date: dt.date
    priority: int = 2
    manager: str = ""
    order_type: str = "customer"
    min_qty_pcs: int | None = None
    max_qty_pcs: int | None = None
    comment: str = ""


@dataclass(frozen=True, slots=True)
class CreatedOrder:
    """A new order with its preview.

    Attributes:
        due_date: As written; a day off is moved back to the working day before it.
        note: Russian remark about that, empty when there is none.
        cover: in_stock, expected, missing, or unknown without a recipe.
    """

    id: int
    order_no: str
    version: int
    due_date: dt.date
    note: str
    cover: str
    cover_date: dt.date | None
    cover_items: tuple[str, ...]
    earliest_start_date: dt.date | None
    slack_days: int | None


def create_order(actor: Actor, *, order: NewOrder) -> CreatedOrder:
    """Write one new order with its components and a preview of its cover.

    Raises:
        InvalidDataError: Guards of T1; all faults at once.
        NoRightError: The actor may not create orders.
    """
    return create_orders(actor, orders=[order])[0]


def create_orders(actor: Actor, *, orders: Sequence[NewOrder]) -> tuple[CreatedOrder, ...]:
    """Write many new orders, all or none.

    Raises:
        InvalidDataError: Guards of T1 for any of them; all faults of all orders at once.
        NoRightError: The actor may not create orders.
    """
    with command(actor, "create_order"):
        situation = present_situation()
        names = {order.customer for order in orders}
        customers = dict(Customer.objects.filter(name__in=names).values_list("name", "id"))
        faults = [
            fault
            for position, order in enumerate(orders, start=1)
            for fault in _faults(order, position if len(orders) > 1 else None, customers, situation)
        ]
        if faults:
            raise InvalidDataError(faults)
        rows = [_row(actor, order, customers[order.customer], situation) for order in orders]
        _number(rows)
        answers = _preview(rows, situation)
        _write(actor, rows, orders, answers, situation)
    return tuple(_created(row, given) for row, given in zip(rows, orders, strict=True))


def faults_of_order(order: NewOrder) -> tuple[Problem, ...]:
    """Guards of T1 that an order would violate, without writing anything: for forms being filled in."""
    customers = dict(Customer.objects.filter(name=order.customer).values_list("name", "id"))
    return tuple(_faults(order, None, customers, present_situation()))


def _faults(
    order: NewOrder, position: int | None, customers: dict[str, int], situation: Situation
) -> Iterator[Problem]:
    """Guards of T1."""

    def fault(field: str, value: object, expected: str, code: str) -> Problem:
        return Problem("Новый заказ", position, field, str(value), expected, code)

    product = situation.master.items.get(order.product)
    if product is None or product.type is not ItemType.FINISHED:
        yield fault("product", order.product, "код изделия из справочника", "unknown_reference")
    elif order.product in situation.master.inactive:
        yield fault("product", order.product, "действующее изделие", "inactive_product")
    if order.customer not in customers:
        yield fault("customer", order.customer, "клиент из справочника", "unknown_reference")
    yield from quantity_faults(order.qty_pcs, product, position)
    if order.due_date < situation.today:
        yield fault(
            "due_date", order.due_date, f"дата не раньше {situation.today:%d.%m.%Y}", "date_in_the_past"
        )
    if order.priority not in _PRIORITIES:
        yield fault("priority", order.priority, "1, 2 или 3", "bad_value")
    if order.qty_pcs > 0:
        yield from _limit_faults(order, position)


def _limit_faults(order: NewOrder, position: int | None) -> Iterator[Problem]:
    """The limits of the client department hold the volume itself."""
    for field, value, wrong, side in (
        ("min_qty_pcs", order.min_qty_pcs, (order.min_qty_pcs or 0) > order.qty_pcs, "не больше"),
        ("max_qty_pcs", order.max_qty_pcs, (order.max_qty_pcs or order.qty_pcs) < order.qty_pcs, "не меньше"),
    ):
        if wrong or (value is not None and value < 1):
            expected = f"{side} объёма {order.qty_pcs} шт."
            yield Problem("Новый заказ", position, field, str(value), expected, "limit_contradicts_volume")


def quantity_faults(qty_pcs: int, product: Item | None, position: int | None = None) -> Iterator[Problem]:
    """Guards of T1 for a volume: positive and a multiple of the product's order multiple."""
    if qty_pcs < 1:
        yield Problem("Новый заказ", position, "qty_pcs", str(qty_pcs), "больше 0", "bad_quantity")
    elif product is not None and qty_pcs % product.order_multiple:
        below = qty_pcs - qty_pcs % product.order_multiple
        near = " или ".join(str(qty) for qty in (below, below + product.order_multiple) if qty)
        expected = f"кратно {product.order_multiple} шт., например {near}"
        yield Problem("Новый заказ", position, "qty_pcs", str(qty_pcs), expected, "not_a_multiple")


def working_due_date(due_date: dt.date, situation: Situation) -> dt.date:
    """The due date, or the working day before it (order-workflow 11), never before today."""
    moved = due_date
    while moved > situation.today and not is_working_day(moved, holidays=situation.master.holidays):
        moved -= _ONE_DAY
    return moved


def _row(actor: Actor, order: NewOrder, customer_id: int, situation: Situation) -> ProductionOrder:
    master = situation.master
    product = master.items[order.product]
    workshop = master.first_workshop(order.product)
    row = ProductionOrder(
        created_date=situation.today,
        customer_id=customer_id,
        manager=order.manager or actor.name,
        product_id=master.item_ids[order.product],
        workshop_id=master.workshop_ids[workshop] if workshop else None,
        recipe_id=master.recipe_ids.get(order.product),
        qty_pcs=order.qty_pcs,
        qty_requested_pcs=order.qty_pcs,
        min_qty_pcs=order.min_qty_pcs,
        max_qty_pcs=order.max_qty_pcs,
        total_kg=order.qty_pcs * (product.net_kg or Decimal(0)),
        due_date=working_due_date(order.due_date, situation),
        priority=order.priority,
        order_type=order.order_type,
        comment=order.comment,
    )
    note_latest_start(row, master)
    return row


def _number(rows: Sequence[ProductionOrder]) -> None:
    def taken(numbers: list[str]) -> list[str]:
        found = ProductionOrder.objects.filter(order_no__in=numbers)
        return list(found.values_list("order_no", flat=True))

    for row, number in zip(rows, take_numbers(PRODUCTION_ORDERS, len(rows), taken=taken), strict=True):
        row.order_no = number


def _preview(rows: Sequence[ProductionOrder], situation: Situation) -> list[OrderAnswer | None]:
    """Preview of every order with a recipe; sets it on the rows."""
    master = situation.master
    needs = [needs_by_order([row], master)[row.pk] for row in rows]
    items = {master.item_ids[item] for need in needs for item in need}
    supply = unclaimed_supply(situation, items)
    answers: list[OrderAnswer | None] = []
    for row, need in zip(rows, needs, strict=True):
        answer = supply.answer(demand_of(row, need, master)) if row.recipe_id is not None else None
        if answer is not None:
            note_answer(row, answer, situation)
        answers.append(answer)
    return answers


def _write(
    actor: Actor,
    rows: Sequence[ProductionOrder],
    given: Sequence[NewOrder],
    answers: Sequence[OrderAnswer | None],
    situation: Situation,
) -> None:
    ProductionOrder.objects.bulk_create(rows)
    witness = Witness(actor, "create_order", situation.now)
    record(
        witness.event(
            row.pk,
            "created",
            to_status="new",
            new={"qty_pcs": row.qty_pcs, "due_date": row.due_date.isoformat(), "priority": row.priority},
            text=_note(row.due_date, order.due_date),
        )
        for row, order in zip(rows, given, strict=True)
    )
    write_components(
        needs_by_order(rows, situation.master),
        {row.pk: answer for row, answer in zip(rows, answers, strict=True) if answer is not None},
        situation,
    )


def _note(written: dt.date, given: dt.date) -> str:
    if written == given:
        return ""
    return f"Срок {given:%d.%m.%Y} — нерабочий день, перенесён на рабочий день до него: {written:%d.%m.%Y}."


def _created(row: ProductionOrder, given: NewOrder) -> CreatedOrder:
    return CreatedOrder(
        id=row.pk,
        order_no=row.order_no,
        version=row.version,
        due_date=row.due_date,
        note=_note(row.due_date, given.due_date),
        cover=row.cover,
        cover_date=row.cover_date,
        cover_items=tuple(row.cover_items),
        earliest_start_date=row.earliest_start_date,
        slack_days=row.slack_days,
    )
