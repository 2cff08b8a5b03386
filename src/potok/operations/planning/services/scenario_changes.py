"""Changes of scenarios that have to be looked up in the books: orders to take, receipts that move."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from potok.operations.catalog.situation import Situation, present_situation
from potok.operations.orders.models import ProductionOrder
from potok.operations.orders.reads.supply_what_if import what_if_supplied
from potok.operations.orders.requirement import demand_of, needs_by_order
from potok.operations.people.acting import Actor, require
from potok.operations.planning.reads.promises import Asked, asked_order, demand_of_asked
from potok.operations.planning.snapshot import plain_order
from potok.plant import model as plain
from potok.scheduling.scenarios import Change, ChangeNotPossibleError, MoveMaterial, TakeOrder
from potok.supply.facts import Demand


@dataclass(frozen=True, slots=True)
class OrderOfBooks:
    """An order of status «Новый» is taken as it stands in the books."""

    order_no: str


@dataclass(frozen=True, slots=True)
class ReceiptMoved:
    """A receipt comes on another date."""

    receipt: str
    expected_date: dt.date


#: `Asked` is an order that the books do not have.
BooksChange = Asked | OrderOfBooks | ReceiptMoved


def changes_of_books(actor: Actor, asked: Sequence[Change | BooksChange]) -> list[Change]:
    """All changes of a scenario as the engine takes them, with the dates of the material they bring about.

    The receipts move first, whatever their place in the list; then the orders take their material one after
    another, so that what one has taken is gone for the next one.

    Raises:
        ProductNotMadeError: The catalogue does not have a product.
        UnknownReceiptNumberError, ReceiptArrivedError: No such receipt, or it has arrived.
        ChangeNotPossibleError: An order is not new or its material has no known cover; a receipt is named
            twice, comes on a past date, or nobody needs it.
    """
    require(actor, "read_plan")
    require(actor, "read_pull_table")
    situation = present_situation()
    found: list[Change] = [one for one in asked if not isinstance(one, BooksChange)]
    if len(found) == len(asked):
        return found
    receipts = [one for one in asked if isinstance(one, ReceiptMoved)]
    _refuse_bad_receipts(receipts, situation)
    orders = _orders(asked, situation)
    answer = what_if_supplied(
        situation,
        receipts={one.receipt: one.expected_date for one in receipts},
        orders=[demand for _, demand in orders],
    )
    for one in receipts:
        if one.receipt not in answer.touched:
            raise ChangeNotPossibleError(change=_words(one), why="ни один заказ от него не сдвинется")
    moved = {change.order_no: change.after for change in answer.moved}
    if receipts or moved:
        found.append(MoveMaterial(moved, note=", ".join(_words(one) for one in receipts)))
    for order, _ in orders:
        material = answer.taken[order.order_no]
        if material is None:
            name = f"взять {order.qty_pcs} шт. {order.product_id}"
            raise ChangeNotPossibleError(change=name, why="нет известного прихода сырья")
        found.append(TakeOrder(order, material))
    return found


def _refuse_bad_receipts(receipts: Iterable[ReceiptMoved], situation: Situation) -> None:
    times = Counter(one.receipt for one in receipts)
    for one in receipts:
        if times[one.receipt] > 1:
            raise ChangeNotPossibleError(change=_words(one), why="приход назван дважды")
        if one.expected_date < situation.today:
            raise ChangeNotPossibleError(change=_words(one), why="дата уже прошла")


def _words(one: ReceiptMoved) -> str:
    return f"приход {one.receipt} — {one.expected_date:%d.%m}"


def _orders(asked: Iterable[Change | BooksChange], situation: Situation) -> list[tuple[plain.Order, Demand]]:
    """The orders to take with what they need, in their sequence."""
    found, number = [], 0
    for one in asked:
        match one:
            case Asked():
                number += 1
                order = asked_order(one, order_no=f"новый-{number}")
                found.append((order, demand_of_asked(one, situation, order_no=order.order_no)))
            case OrderOfBooks():
                found.append(_order_of_books(one.order_no, situation))
    return found


def _order_of_books(order_no: str, situation: Situation) -> tuple[plain.Order, Demand]:
    row = (
        ProductionOrder.objects.filter(order_no=order_no, status="new")
        .select_related("product", "customer")
        .first()
    )
    if row is None:
        raise ChangeNotPossibleError(
            change=f"взять заказ {order_no}",
            why="среди новых его нет; подтверждённые заказы есть в каждом сценарии и так",
        )
    need = needs_by_order([row], situation.master)[row.pk]
    return plain_order(row), demand_of(row, need, situation.master)
