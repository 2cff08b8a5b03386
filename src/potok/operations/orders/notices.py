"""What waits for whom in orders: proposals, answers, returned, uncovered and late orders."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, F, OuterRef

from potok.operations.catalog.clock import today
from potok.operations.notices.registry import Need, source
from potok.operations.orders.models import OrderEvent, ProductionOrder, VolumeProposal
from potok.operations.orders.services.requests import ANSWERING, ASKING
from potok.operations.people.acting import Actor
from potok.operations.people.roles import Role
from potok.plant.findings import as_text

_OPEN = ("waiting_shortage", "in_production")


@source("proposal", "Предложения по объёму", icon="inbox", roles=[Role.CLIENT_DEPT])
def proposals(person: Actor, limit: int) -> Iterable[Need]:  # noqa: ARG001 - the same for the whole department
    """Volumes and dates that the client department is to answer."""
    found = VolumeProposal.objects.filter(state="sent").select_related("order", "order__customer")
    for one in found.order_by("proposed_at")[:limit]:
        volumes = f"{one.old_qty_pcs} → {one.new_qty_pcs} шт."
        dates = "" if one.old_due_date == one.new_due_date else f", срок {one.new_due_date:%d.%m.%Y}"
        yield Need(
            key=one.order.order_no,
            fingerprint=str(one.pk),
            title=f"{one.order.order_no}: плановик предлагает {volumes}{dates}",
            text=f"{one.order.customer.name}. {one.reason}",
            subject=("order", one.order.order_no),
            at=one.proposed_at,
        )


@source("returned", "Возвращённые заказы", icon="undo-2", roles=[Role.CLIENT_DEPT])
def returned(person: Actor, limit: int) -> Iterable[Need]:  # noqa: ARG001 - the same
    """New orders that the planner gave back."""
    found = ProductionOrder.objects.filter(status="new").exclude(returned_reason="")
    for order in found.order_by("due_date", "order_no")[:limit]:
        yield Need(
            key=order.order_no,
            fingerprint=order.returned_reason[:64],
            title=f"{order.order_no} возвращён: исправьте и подайте заново",
            text=order.returned_reason,
            subject=("order", order.order_no),
        )


@source("client_request", "Просьбы клиентского отдела", icon="zap", roles=[Role.PLANNER])
def client_requests(person: Actor, limit: int) -> Iterable[Need]:  # noqa: ARG001 - the same
    """Urgency, changes and cancellations asked for that no later act of the planner has answered."""
    later = OrderEvent.objects.filter(
        order=OuterRef("order"), pk__gt=OuterRef("pk"), kind__in=[*ASKING, *ANSWERING]
    )
    asked = OrderEvent.objects.filter(
        ~Exists(later), kind__in=ASKING, order__status__in=("new", *_OPEN)
    ).select_related("order__customer")
    for one in asked.order_by("-pk")[:limit]:
        wish = f"срочно: {one.text}" if one.kind == "urgency_requested" else one.text
        yield Need(
            key=one.order.order_no,
            fingerprint=str(one.pk),
            title=f"{one.order.order_no}: {wish[:1].lower()}{wish[1:]}",
            text=f"{one.order.customer.name}, срок {one.order.due_date:%d.%m.%Y}",
            subject=("order", one.order.order_no),
            at=one.at,
        )


@source("refused_proposal", "Отказы по объёму", icon="circle-x", roles=[Role.PLANNER])
def refused_proposals(person: Actor, limit: int) -> Iterable[Need]:  # noqa: ARG001 - the same
    """Proposals that the client department refused, while the order is still new or waiting."""
    found = (
        VolumeProposal.objects.filter(state="refused", order__status__in=("new", *_OPEN))
        .select_related("order")
        .order_by("-answered_at")
    )
    for one in found[:limit]:
        yield Need(
            key=one.order.order_no,
            fingerprint=str(one.pk),
            title=f"{one.order.order_no}: объём {one.new_qty_pcs} шт. отклонён",
            text=one.answer,
            subject=("order", one.order.order_no),
            at=one.answered_at,
        )


@source("coverable", "Можно передать в производство", icon="circle-check", roles=[Role.PLANNER])
def coverable(person: Actor, limit: int) -> Iterable[Need]:  # noqa: ARG001 - the same
    """Waiting orders for which everything has come (T4)."""
    found = ProductionOrder.objects.filter(status="waiting_shortage", cover="in_stock")
    for order in found.order_by("priority", "due_date", "order_no")[:limit]:
        yield Need(
            key=order.order_no,
            fingerprint=as_text(order.due_date) or "",
            title=f"{order.order_no}: сырьё пришло целиком, заказ ждёт подтверждения",
            text=f"Срок {order.due_date:%d.%m.%Y}, {order.qty_pcs} шт.",
            subject=("order", order.order_no),
            at=order.cover_checked_at,
            tone="done",
        )


@source("late", "Не успевают к сроку", icon="triangle-alert", roles=[Role.PLANNER, Role.CLIENT_DEPT])
def late_orders(person: Actor, limit: int) -> Iterable[Need]:  # noqa: ARG001 - the same
    """Open orders whose planned release is after their due date, or whose due date has passed."""
    found = ProductionOrder.objects.filter(status__in=_OPEN)
    overdue = found.filter(due_date__lt=today())
    planned = found.filter(release_at__date__gt=F("due_date"), due_date__gte=today())
    for order in (overdue | planned).select_related("customer").order_by("due_date", "order_no")[:limit]:
        release = f"выпуск {order.release_at:%d.%m.%Y}" if order.release_at else "выпуск не назначен"
        yield Need(
            key=order.order_no,
            fingerprint=f"{order.due_date}/{order.release_at.date() if order.release_at else ''}",
            title=f"{order.order_no} опаздывает: срок {order.due_date:%d.%m.%Y}, {release}",
            text=order.customer.name,
            subject=("order", order.order_no),
            tone="bad",
        )
