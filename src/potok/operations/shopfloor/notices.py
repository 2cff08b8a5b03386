"""What waits for whom in the shops: cards to post, cards sent back, orders that quality control stopped."""

from __future__ import annotations

from collections.abc import Iterable

from potok.operations.notices.registry import Need, source
from potok.operations.orders.models import ProductionOrder
from potok.operations.people.acting import Actor
from potok.operations.people.roles import Role
from potok.operations.shopfloor.models import TechCard


@source("card_to_post", "Технологические карты ждут проведения", icon="clipboard-check", roles=[Role.PLANNER])
def cards_to_post(person: Actor, limit: int) -> Iterable[Need]:
    """Cards handed in by others than the planner: four eyes."""
    found = TechCard.objects.filter(state="handed_in").exclude(handed_in_by_id=person.user_id or 0)
    for card in found.select_related("order", "workshop").order_by("handed_in_at", "id")[:limit]:
        yield Need(
            key=card.number,
            fingerprint=f"{card.handed_in_at.isoformat() if card.handed_in_at else ''}",
            title=f"{card.number}: проведите выпуск заказа {card.order.order_no}",
            text=f"{card.workshop.name}, годных {card.good_pcs} шт.",
            subject=("tech_card", card.number),
            at=card.handed_in_at,
        )


@source("card_returned", "Карты возвращены плановиком", icon="undo-2", roles=[Role.SHOP_HEAD])
def returned_cards(person: Actor, limit: int) -> Iterable[Need]:
    """Drafts of the own workshops that a planner sent back."""
    found = TechCard.objects.filter(state="draft", workshop_id__in=list(person.workshops))
    for card in found.exclude(returned_reason="").select_related("order").order_by("id")[:limit]:
        yield Need(
            key=card.number,
            fingerprint=card.returned_reason,
            title=f"{card.number} возвращена: {card.returned_reason}",
            text=f"Заказ {card.order.order_no}: исправьте и передайте снова.",
            subject=("tech_card", card.number),
            at=card.handed_in_at,
            tone="bad",
        )


@source("order_stopped", "Остановлено ОТК", icon="circle-pause", roles=[Role.PLANNER, Role.SHOP_HEAD])
def stopped_orders(person: Actor, limit: int) -> Iterable[Need]:
    """Launched orders whose lot quality control took away; a shop head sees those of the own workshops."""
    found = ProductionOrder.objects.filter(status="in_production").exclude(hold_reason="")
    if Role.PLANNER not in person.roles:
        found = found.filter(runs__workshop_id__in=list(person.workshops)).distinct()
    for order in found.order_by("id")[:limit]:
        yield Need(
            key=order.order_no,
            fingerprint=order.hold_reason,
            title=f"{order.order_no} остановлен: {order.hold_reason}",
            text="Остановите работу с этой партией; плановик подберёт замену.",
            subject=("order", order.order_no),
            tone="bad",
        )
