"""Orders that end, are given in again, are divided or joined (order-workflow 4 and 11)."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from ninja import Field, Schema

from potok.api.fields import Day, OrderNo, Pieces, Quantity, Reason, Versioned
from potok.api.orders.confirmation import ConfirmOrdersRequest, MovedOrderOut
from potok.api.orders.journal import section
from potok.operations.orders.services import cancellation, lost_cover, recipes, splitting
from potok.operations.people.acting import Actor


class OrderReasonRequest(Versioned):
    """A command that must say why."""

    reason: Reason


class FreedReceiptOut(Schema):
    """A receipt that was bought for the cancelled order alone."""

    receipt: str
    item: str
    qty: Quantity
    expected_date: dt.date


class CancellationOut(Schema):
    """What a cancellation set free."""

    order_no: str
    freed: dict[str, Quantity] = Field(description="Материал → количество снятого резерва.")
    coverable: list[str]
    moved: list[MovedOrderOut]
    receipts: list[FreedReceiptOut]


class OrderState(Schema):
    """An order after a command."""

    order_no: str
    version: int
    status: str
    qty_pcs: int
    due_date: dt.date
    returned_reason: str


class ResubmitRequest(Versioned):
    """Corrections of a returned order; what is missing stays as it is."""

    qty_pcs: Pieces | None = None
    due_date: Day | None = None
    comment: Annotated[str | None, Field(max_length=500, pattern=r"^[^\x00]*$")] = None


class SplitOrderRequest(Versioned):
    """Pieces of every part."""

    parts: Annotated[list[Pieces], Field(min_length=2, max_length=100)]


class SuccessionOut(Schema):
    """Orders that followed others."""

    sources: list[str]
    heirs: list[str]
    waiting: list[str]


class LossOut(Schema):
    """What became of orders whose reservations were lost."""

    kept: list[str]
    waiting: list[str]
    coverable: list[str]


@section.command("/merge", name="merge_orders", answer=SuccessionOut, summary="Объединить заказы")
def merge_orders(actor: Actor, payload: ConfirmOrdersRequest) -> splitting.Succession:
    """Make one order of several."""
    return splitting.merge_orders(
        actor, order_nos=list(dict.fromkeys(payload.orders)), expected_versions=payload.versions
    )


@section.command(
    "/{path:order_no}/split", name="split_order", answer=SuccessionOut, summary="Разделить заказ"
)
def split_order(actor: Actor, order_no: OrderNo, payload: SplitOrderRequest) -> splitting.Succession:
    """Divide an order."""
    return splitting.split_order(
        actor, order_no=order_no, parts=payload.parts, expected_version=payload.version
    )


@section.command(
    "/{path:order_no}/cancel", name="cancel_order", answer=CancellationOut, summary="Отменить заказ"
)
def cancel_order(actor: Actor, order_no: OrderNo, payload: OrderReasonRequest) -> cancellation.Cancellation:
    """Cancel an order that was not launched."""
    return cancellation.cancel_order(
        actor, order_no=order_no, reason=payload.reason, expected_version=payload.version
    )


@section.command(
    "/{path:order_no}/return",
    name="return_order",
    answer=OrderState,
    summary="Вернуть заказ клиентскому отделу",
)
def return_order(actor: Actor, order_no: OrderNo, payload: OrderReasonRequest) -> object:
    """Return a new order to the client department."""
    return cancellation.return_order(
        actor, order_no=order_no, reason=payload.reason, expected_version=payload.version
    )


@section.command(
    "/{path:order_no}/resubmit", name="resubmit_order", answer=OrderState, summary="Подать заказ заново"
)
def resubmit_order(actor: Actor, order_no: OrderNo, payload: ResubmitRequest) -> object:
    """Correct a returned order and give it in again."""
    return cancellation.resubmit_order(
        actor,
        order_no=order_no,
        qty_pcs=payload.qty_pcs,
        due_date=payload.due_date,
        comment=payload.comment,
        expected_version=payload.version,
    )


@section.command(
    "/{path:order_no}/lose-cover",
    name="recheck_orders",
    answer=LossOut,
    summary="Заменить потерянный резерв или вернуть в ожидание",
)
def lose_cover(actor: Actor, order_no: OrderNo, payload: OrderReasonRequest) -> lost_cover.LossResult:
    """Look for other lots for an order whose lots may not be used any more, or let it wait."""
    return lost_cover.lose_cover(
        actor, order_no=order_no, reason=payload.reason, expected_version=payload.version
    )


@section.command("/{path:order_no}/recipe", name="switch_recipe", answer=LossOut, summary="Сменить рецептуру")
def switch_recipe(actor: Actor, order_no: OrderNo, given: OrderReasonRequest) -> lost_cover.LossResult:
    """Give a confirmed order the recipe in force; its cover is checked anew."""
    return recipes.switch_recipe(
        actor, order_no=order_no, reason=given.reason, expected_version=given.version
    )
