"""What waits for whom in the shops: handed-in technological cards, cards given back."""

from __future__ import annotations

from collections.abc import Iterable

from potok.operations.notices.registry import Need, source
from potok.operations.people.acting import Actor
from potok.operations.people.roles import Role
from potok.operations.shopfloor.models import TechCard


@source("card_handed_in", "Сданные технологические карты", icon="clipboard-check", roles=[Role.PLANNER])
def handed_in(person: Actor, limit: int) -> Iterable[Need]:  # noqa: ARG001 - the same for all planners
    """Cards that the shops handed in and nobody has posted."""
    found = TechCard.objects.filter(state="handed_in").select_related("order", "workshop")
    for card in found.order_by("handed_in_at", "number")[:limit]:
        yield Need(
            key=card.number,
            fingerprint=card.handed_in_at.isoformat() if card.handed_in_at else "",
            title=f"{card.number} ждёт проведения: {card.order.order_no}, {card.good_pcs} шт.",
            text=f"{card.workshop.name}, {card.date:%d.%m.%Y}",
            subject=("order", card.order.order_no),
            at=card.handed_in_at,
        )


@source("card_returned", "Возвращённые карты", icon="undo-2", roles=[Role.SHOP_HEAD])
def returned(person: Actor, limit: int) -> Iterable[Need]:
    """Cards of the own workshops that the planner gave back."""
    found = TechCard.objects.filter(state="draft", workshop_id__in=list(person.workshops))
    for card in found.exclude(returned_reason="").select_related("order").order_by("number")[:limit]:
        yield Need(
            key=card.number,
            fingerprint=card.returned_reason,
            title=f"{card.number} возвращена: исправьте и сдайте снова",
            text=card.returned_reason,
            subject=("order", card.order.order_no),
        )
