"""Guards that all commands on technological cards share."""

from __future__ import annotations

from django.db.models import Sum

from potok.operations.orders.errors import VersionConflictError
from potok.operations.shopfloor.errors import CardStateError
from potok.operations.shopfloor.models import TechCard


def check_card_version(card: TechCard, expected: int | None) -> None:
    """Refuse a command that was given on an older version of the card.

    Raises:
        VersionConflictError: With the current version.
    """
    if expected is not None and card.version != expected:
        raise VersionConflictError(
            what=f"Карта {card.number}", expected=expected, current=card.version, changed={}
        )


#: What to do instead, by state.
_HINTS = {
    "draft": "Сначала цех передаёт карту.",
    "handed_in": "Её проводит плановик; для правки верните карту цеху.",
    "posted": "Проведённая карта исправляется сторно.",
    "reversed": "Заведите новую карту.",
    "void": "Заведите новую карту.",
}


def require_state(card: TechCard, state: str, verb: str) -> None:
    """Refuse a command that the state of the card does not permit.

    Raises:
        CardStateError: The state is another one.
    """
    if card.state != state:
        raise CardStateError(
            card=card.number, state=card.get_state_display(), verb=verb, hint=_HINTS[card.state]
        )


def rework_left(card: TechCard) -> int:
    """Pieces that other cards of the order left for rework and no card has taken back."""
    others = TechCard.objects.filter(order_id=card.order_id, state__in=["handed_in", "posted"])
    sums = others.exclude(pk=card.pk).aggregate(given=Sum("rework_pcs"), back=Sum("from_rework_pcs"))
    return max(0, (sums["given"] or 0) - (sums["back"] or 0))
