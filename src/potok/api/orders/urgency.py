"""Whose turn it is: priorities, what clients ask for, material taken from less urgent orders."""

from __future__ import annotations

from typing import Annotated, Literal

from ninja import Field, Schema

from potok.api.fields import Given, OrderNo, Quantity, Reason, Remark
from potok.api.orders.confirmation import ConfirmOrdersRequest, MovedOrderOut, RefusalOut, Versions
from potok.api.orders.journal import section
from potok.operations.orders.services import priority, reallocation, requests
from potok.operations.people.acting import Actor


class PriorityRequest(ConfirmOrdersRequest):
    """A priority for orders."""

    priority: Literal[1, 2, 3]
    reason: Remark = ""


class PriorityOut(Schema):
    """What new priorities did."""

    changed: list[str]
    refused: list[RefusalOut]
    moved: list[MovedOrderOut]


class UrgencyRequest(Given):
    """Why the order is urgent."""

    reason: Reason


class UrgencyOut(Schema):
    """The order for which something was asked."""

    order_no: str


class OrderChangeRequest(Given):
    """What the client department wants changed, and why."""

    wish: Literal["volume", "date", "cancellation"]
    reason: Reason


class VictimOut(Schema):
    """An order that would give material away."""

    order_no: str
    customer: str
    priority: int
    status: str
    takes: dict[str, Quantity]


class ReallocationPreviewOut(Schema):
    """Who would have to give what, and whether that is enough."""

    order_no: str
    lack: dict[str, Quantity]
    victims: list[VictimOut]
    uncovered: dict[str, Quantity]


class ReallocateRequest(Given):
    """The victims that the planner has named."""

    victims: Annotated[list[OrderNo], Field(min_length=1, max_length=1000)]
    reason: Remark = ""
    versions: Versions = {}


class ReallocationOut(Schema):
    """What a reallocation did."""

    order_no: str
    kept: list[str]
    waiting: list[str]
    coverable: list[str]


@section.command("/priority", name="set_priority", answer=PriorityOut, summary="Изменить приоритет")
def set_priority(actor: Actor, payload: PriorityRequest) -> priority.PriorityChange:
    """Give open orders a priority."""
    return priority.set_priority(
        actor,
        order_nos=list(dict.fromkeys(payload.orders)),
        priority=payload.priority,
        reason=payload.reason,
        expected_versions=payload.versions,
    )


@section.command(
    "/{path:order_no}/urgency", name="request_urgency", answer=UrgencyOut, summary="Запросить срочность"
)
def request_urgency(actor: Actor, order_no: OrderNo, payload: UrgencyRequest) -> UrgencyOut:
    """The client department asks for urgency."""
    priority.request_urgency(actor, order_no=order_no, reason=payload.reason)
    return UrgencyOut(order_no=order_no)


@section.command(
    "/{path:order_no}/request",
    name="request_change",
    answer=UrgencyOut,
    summary="Попросить изменить или отменить заказ",
)
def request_change(actor: Actor, order_no: OrderNo, payload: OrderChangeRequest) -> UrgencyOut:
    """The client department asks for another volume or date, or for cancellation."""
    requests.request_change(actor, order_no=order_no, wish=payload.wish, reason=payload.reason)
    return UrgencyOut(order_no=order_no)


@section.preview(
    "/{path:order_no}/reallocate/preview",
    right="reallocate_material",
    answer=ReallocationPreviewOut,
    summary="У кого взять сырьё для срочного заказа",
)
def preview_reallocate(actor: Actor, order_no: OrderNo) -> reallocation.ReallocationPreview:
    """Name the orders that would have to give material."""
    return reallocation.preview_reallocation(actor, order_no=order_no)


@section.command(
    "/{path:order_no}/reallocate",
    name="reallocate_material",
    answer=ReallocationOut,
    summary="Перераспределить сырьё срочному заказу",
)
def reallocate_material(
    actor: Actor, order_no: OrderNo, payload: ReallocateRequest
) -> reallocation.Reallocation:
    """Give an urgent order what the named victims hold."""
    return reallocation.reallocate_material(
        actor,
        order_no=order_no,
        victims=payload.victims,
        reason=payload.reason,
        expected_versions=payload.versions,
    )
