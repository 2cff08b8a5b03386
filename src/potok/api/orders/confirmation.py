"""Confirmation of one order or many: preview, then apply; the availability check asked for again."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, TypeAlias

from ninja import Field, Schema

from potok.api.fields import Given, OrderNo, Quantity, Versioned
from potok.api.orders.journal import section
from potok.operations.orders.services.checking import CheckResult
from potok.operations.orders.services.checking import recheck_orders as recheck
from potok.operations.orders.services.confirmation import confirm_orders as confirm
from potok.operations.orders.services.outcomes import ConfirmationResult
from potok.operations.orders.services.trial import Trial, preview_confirmation
from potok.operations.people.acting import Actor

OrderNumbers: TypeAlias = Annotated[list[OrderNo], Field(min_length=1, max_length=10_000)]
Versions: TypeAlias = Annotated[
    dict[OrderNo, Annotated[int, Field(ge=1, le=2**31 - 1)]],
    Field(description="Номер заказа → версия, которую вы видели; устаревшая — отказ по этому заказу."),
]


class OrdersRequest(Given):
    """Orders by number."""

    orders: OrderNumbers


class ConfirmOrdersRequest(OrdersRequest):
    """Orders to confirm, each with the version that the caller saw, where that matters."""

    versions: Versions = {}


class LackOut(Schema):
    """A component that free stock does not cover."""

    item: str
    name: str
    unit: str
    gross: Quantity
    free: Quantity
    lack: Quantity


class OutcomeOut(Schema):
    """What the check makes of one order."""

    order_no: str
    before: str
    status: str
    lacks: list[LackOut]
    cover: str
    cover_date: dt.date | None
    earliest_start_date: dt.date | None
    latest_start_date: dt.date | None
    slack_days: int | None


class RefusalOut(Schema):
    """An order that was left out, and why."""

    order_no: str
    code: str
    message: str


class MovedOrderOut(Schema):
    """A waiting order whose earliest start changed; null = no start is known."""

    order_no: str
    before: dt.date | None
    after: dt.date | None


class ConfirmationOut(Schema):
    """The answer of a confirmation, in rank of the orders."""

    in_production: list[str]
    waiting: list[str]
    outcomes: list[OutcomeOut]
    refused: list[RefusalOut]
    moved: list[MovedOrderOut]
    coverable: list[str] = Field(description="Ожидающие заказы, которые теперь можно подтвердить.")
    expiring: list[tuple[str, str, str]] = Field(
        description="Заказ, материал, партия: срок годности истекает до запуска."
    )


class OverloadOut(Schema):
    """An order in an overloaded group of machines and week."""

    order_no: str
    machines: list[str]
    week: dt.date
    share: float | None


class TrialOut(Schema):
    """What a confirmation would do."""

    result: ConfirmationOut
    overloads: list[OverloadOut]


class CoverCheckOut(Schema):
    """What a check found."""

    moved: list[MovedOrderOut]
    coverable: list[str]


@section.preview(
    "/confirm/preview", right="confirm_orders", answer=TrialOut, summary="Что даст подтверждение"
)
def preview_confirm(actor: Actor, payload: ConfirmOrdersRequest) -> Trial:
    """Try a confirmation."""
    return preview_confirmation(
        actor, order_nos=_each_once(payload.orders), expected_versions=payload.versions
    )


@section.command("/confirm", name="confirm_orders", answer=ConfirmationOut, summary="Подтвердить заказы")
def confirm_orders(actor: Actor, payload: ConfirmOrdersRequest) -> ConfirmationResult:
    """Confirm orders in rank."""
    return confirm(actor, order_nos=_each_once(payload.orders), expected_versions=payload.versions)


@section.command("/recheck", name="recheck_orders", answer=CoverCheckOut, summary="Проверить обеспечение")
def recheck_orders(actor: Actor, payload: OrdersRequest) -> CheckResult:
    """Check orders against stock and receipts as they are now."""
    return recheck(actor, order_nos=_each_once(payload.orders))


@section.command(
    "/{path:order_no}/confirm", name="confirm_orders", answer=ConfirmationOut, summary="Подтвердить заказ"
)
def confirm_order(actor: Actor, order_no: OrderNo, payload: Versioned) -> ConfirmationResult:
    """Confirm one order."""
    versions = {} if payload.version is None else {order_no: payload.version}
    return confirm(actor, order_nos=[order_no], expected_versions=versions)


def _each_once(numbers: list[str]) -> list[str]:
    return list(dict.fromkeys(numbers))
