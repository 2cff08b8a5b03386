"""New orders of the client department."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from ninja import Field, Schema

from potok.api.fields import Code, Day, Given, Line, Pieces, Search
from potok.api.orders.journal import section
from potok.operations.orders.services import creation
from potok.operations.people.acting import Actor

_MOST_ORDERS = 5_000


class NewOrder(Given):
    """An order as the client department gives it."""

    customer: Line = Field(min_length=1, description="Название клиента из справочника.")
    product: Code
    qty_pcs: Pieces
    due_date: Day
    priority: Literal[1, 2, 3] = Field(2, description="1 — срочный, 2 — обычный, 3 — на склад.")
    manager: Search = ""
    order_type: Literal["customer", "stock"] = "customer"
    min_qty_pcs: Pieces | None = None
    max_qty_pcs: Pieces | None = None
    comment: str = Field("", max_length=500, pattern=r"^[^\x00]*$")

    def order(self) -> creation.NewOrder:
        """The same as the service takes it."""
        return creation.NewOrder(**self.model_dump())


class NewOrders(Given):
    """Many new orders, all or none."""

    orders: list[NewOrder] = Field(min_length=1, max_length=_MOST_ORDERS)


class CreatedOrder(Schema):
    """A new order with a preview of its cover."""

    order_no: str
    version: int
    due_date: dt.date
    note: str = Field(description="Замечание о переносе срока с нерабочего дня.")
    cover: str
    cover_date: dt.date | None
    cover_items: list[str]
    earliest_start_date: dt.date | None
    slack_days: int | None


class CreatedOrders(Schema):
    """New orders in the sequence of the request."""

    orders: list[CreatedOrder]


@section.command("", name="create_order", answer=CreatedOrder, status=201, summary="Создать заказ")
def create_order(actor: Actor, payload: NewOrder) -> creation.CreatedOrder:
    """Write one new order."""
    return creation.create_order(actor, order=payload.order())


@section.command(
    "/bulk", name="create_order", answer=CreatedOrders, status=201, summary="Создать заказы списком"
)
def create_orders(actor: Actor, payload: NewOrders) -> dict[str, Any]:
    """Write many new orders, all or none."""
    return {"orders": creation.create_orders(actor, orders=[given.order() for given in payload.orders])}
