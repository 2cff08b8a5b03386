"""The card of an order: requirement and cover line by line, dates, plan lines, proposals, history."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ninja import Field, Schema

from potok.api.fields import Moment, OrderNo, PlainValue, Quantity
from potok.api.section import Section
from potok.operations.orders.reads.card import order_card
from potok.operations.orders.reads.history import history
from potok.operations.people.acting import Actor

section = Section("Заказы на производство")


class OrderOut(Schema):
    """Fields of an order."""

    order_no: str
    version: int
    created_date: dt.date
    customer: str = Field(validation_alias="customer.name")
    manager: str
    product: str = Field(validation_alias="product.code")
    product_name: str = Field(validation_alias="product.name")
    workshop: str | None = Field(None, validation_alias="workshop.code")
    recipe_version: int | None = Field(None, validation_alias="recipe.version")
    qty_pcs: int
    qty_requested_pcs: int
    min_qty_pcs: int | None
    max_qty_pcs: int | None
    done_pcs: int
    total_kg: Quantity
    due_date: dt.date
    priority: int
    order_type: str
    status: str
    progress: str
    agreement: str
    cover: str
    cover_date: dt.date | None
    cover_items: list[str]
    earliest_start_date: dt.date | None
    latest_start_at: Moment | None
    slack_days: int | None
    launch_at: Moment | None
    release_at: Moment | None
    launch_at_first: Moment | None
    release_at_first: Moment | None
    launch_actual_at: Moment | None
    release_actual_at: Moment | None
    last_date_reason: str
    returned_reason: str
    cancel_reason: str
    no_capacity: bool
    comment: str


class HeldLotOut(Schema):
    """Part of a lot reserved for the order."""

    lot: str
    qty: Quantity
    expiry_date: dt.date | None


class PeggedReceiptOut(Schema):
    """Part of a receipt that waits for the order."""

    receipt: str
    qty: Quantity
    receipt_qty: Quantity
    supplier_date: dt.date


class ComponentOut(Schema):
    """A component: what is needed, what is free, what covers the rest."""

    item: str
    name: str
    unit: str
    gross: Quantity
    free: Quantity
    free_now: Quantity
    lack: Quantity
    cover: str
    cover_date: dt.date | None
    receipt: str | None
    held: list[HeldLotOut]
    pegs: list[PeggedReceiptOut]
    signals: list[str]
    order_by: dt.date | None
    days_late: int


class PlanLineOut(Schema):
    """An operation in the published plan."""

    op_no: int
    op_name: str
    machine: str
    machine_name: str
    start_at: Moment
    finish_at: Moment
    shift_no: int | None
    qty_pcs: Quantity
    batches: int
    setup_min: Quantity
    preliminary: bool
    agreement: str
    answer_reason: str
    counter_start_at: Moment | None


class NormLineOut(Schema):
    """An operation that is not planned yet, on its preferred machine."""

    op_no: int
    op_name: str
    machine: str
    machine_name: str
    batches: int
    batch_min: Quantity | None
    run_min: int
    setup_min: Quantity
    latest_start_at: Moment | None


class ProposalOut(Schema):
    """A proposal of another volume or due date with its answer."""

    id: int
    old_qty_pcs: int
    new_qty_pcs: int
    old_due_date: dt.date
    new_due_date: dt.date
    reason: str
    state: str
    proposed_by: str
    proposed_at: Moment
    answered_by: str
    answered_at: Moment | None
    answer: str


class RelativesOut(Schema):
    """Orders that this one came from or went into."""

    parent: str | None
    children: list[str]
    merged_into: str | None
    sources: list[str]
    shares: list[tuple[str, int]] = Field(description="Клиент и его доля объединённого заказа, шт.")


class FieldChangeOut(Schema):
    """A field with its old and new value."""

    name: str
    label: str
    old: PlainValue
    new: PlainValue


class OrderEventOut(Schema):
    """One thing that happened to the order."""

    at: Moment
    recorded_at: Moment
    who: str
    role: str
    kind: str
    title: str
    before: str
    after: str
    reason_code: str
    text: str
    old: dict[str, Any]
    details: dict[str, Any]
    changes: list[FieldChangeOut]


class OrderCardOut(Schema):
    """Everything that is known of an order."""

    order: OrderOut
    multiple: int
    components: list[ComponentOut]
    cover_counts: dict[str, int]
    plan: list[PlanLineOut]
    norms: list[NormLineOut]
    proposals: list[ProposalOut]
    relatives: RelativesOut
    history: list[OrderEventOut]


@section.read("/{path:order_no}", right="read_orders", answer=OrderCardOut, summary="Карточка заказа")
def show_order(_: Actor, order_no: OrderNo) -> dict[str, Any]:
    """The card of an order with its history, newest first."""
    card = order_card(order_no)
    names = (name for name in OrderCardOut.model_fields if name != "history")
    return {
        **{name: getattr(card, name) for name in names},
        "history": history(card.order.pk, order_no),
    }
