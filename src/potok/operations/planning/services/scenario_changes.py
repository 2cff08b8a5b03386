"""Changes of scenarios that have to be looked up in the books: orders to take, receipts that move."""

from __future__ import annotations

import datetime as dt

from potok.operations.orders.reads.what_if import what_if_redated
from potok.operations.people.acting import Actor
from potok.operations.planning.reads.promises import Asked, asked_order, material_of_asked
from potok.scheduling.scenarios import ChangeNotPossibleError, MoveMaterial, TakeOrder


def order_taken(
    actor: Actor, *, number: int, product: str, qty_pcs: int, due_date: dt.date, priority: int
) -> TakeOrder:
    """An order that the books do not have, with the date of its material as the stock stands.

    Args:
        actor: Who asks.
        number: Tells several orders of one scenario apart.
        product: Code of the product.
        qty_pcs: Volume.
        due_date: When it is wanted.
        priority: 1…3.

    Raises:
        ProductNotMadeError: The catalogue does not have the product.
        ChangeNotPossibleError: Its material has no known cover.
    """
    asked = Asked(product, qty_pcs, due_date, priority)
    material, _ = material_of_asked(actor, asked)
    order = asked_order(asked, order_no=f"новый-{number}")
    if material is None:
        raise ChangeNotPossibleError(
            change=f"взять {qty_pcs} шт. {product}", why="нет известного прихода сырья"
        )
    return TakeOrder(order, material)


def receipt_moved(actor: Actor, *, receipt: str, expected_date: dt.date) -> MoveMaterial:
    """Another date of a receipt as new start dates of the orders that wait for it.

    Raises:
        UnknownReceiptNumberError, ReceiptArrivedError: No such receipt, or it has arrived.
        ChangeNotPossibleError: Nobody waits for it.
    """
    answer = what_if_redated(actor, receipt=receipt, expected_date=expected_date)
    dates = {moved.change.order_no: moved.change.after for moved in answer.moved}
    if not dates:
        raise ChangeNotPossibleError(
            change=f"приход {receipt} {expected_date:%d.%m}", why="ни один заказ от него не сдвинется"
        )
    return MoveMaterial(dates)
