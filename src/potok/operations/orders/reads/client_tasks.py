"""What waits for the client department: proposals to answer, orders to correct (order-workflow 7.2, T11)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from potok.operations.orders.models import OrderEvent, ProductionOrder, VolumeProposal

#: Tasks of a kind on one page, the oldest first.
MOST = 200


@dataclass(frozen=True, slots=True)
class ProposalTask:
    """A proposal that waits for its answer."""

    order_no: str
    version: int
    customer: str
    manager: str
    product_name: str
    status: str
    priority: int
    old_qty_pcs: int
    new_qty_pcs: int
    old_due_date: dt.date
    new_due_date: dt.date
    reason: str
    proposed_by: str
    proposed_at: dt.datetime


@dataclass(frozen=True, slots=True)
class ReturnedTask:
    """An order that came back.

    Attributes:
        reason: Why.
        returned_at: None when the history does not tell.
    """

    order_no: str
    version: int
    customer: str
    manager: str
    product_name: str
    qty_pcs: int
    due_date: dt.date
    reason: str
    returned_at: dt.datetime | None


def proposals_to_answer(order_no: str | None = None) -> tuple[ProposalTask, ...]:
    """Open proposals, of one order or all, the oldest first: one query."""
    found = VolumeProposal.objects.filter(state="sent").select_related(
        "order__customer", "order__product", "proposed_by"
    )
    if order_no is not None:
        found = found.filter(order__order_no=order_no)
    return tuple(
        ProposalTask(
            order_no=one.order.order_no,
            version=one.order.version,
            customer=one.order.customer.name,
            manager=one.order.manager,
            product_name=one.order.product.name,
            status=one.order.status,
            priority=one.order.priority,
            old_qty_pcs=one.old_qty_pcs,
            new_qty_pcs=one.new_qty_pcs,
            old_due_date=one.old_due_date,
            new_due_date=one.new_due_date,
            reason=one.reason,
            proposed_by=one.proposed_by.short_name if one.proposed_by else "Поток",
            proposed_at=one.proposed_at,
        )
        for one in found.order_by("proposed_at", "id")[:MOST]
    )


def returned_orders() -> tuple[ReturnedTask, ...]:
    """Orders that were returned and not given in again, the oldest first: one query."""
    last = OrderEvent.objects.filter(order=OuterRef("pk"), kind="returned").order_by("-id").values("at")[:1]
    found = (
        ProductionOrder.objects.filter(status="new")
        .exclude(returned_reason="")
        .annotate(returned_at=Subquery(last))
        .order_by("returned_at", "id")
    )
    columns = ("order_no", "version", "customer__name", "manager", "product__name", "qty_pcs", "due_date")
    rows = found.values_list(*columns, "returned_reason", "returned_at")[:MOST]
    return tuple(ReturnedTask(*row) for row in rows)


def client_task_count() -> int:
    """How many tasks wait, for the navigation: one query."""
    returned = ProductionOrder.objects.filter(status="new").exclude(returned_reason="").values("id")
    return VolumeProposal.objects.filter(state="sent").values("id").union(returned, all=True).count()
