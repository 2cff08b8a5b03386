"""Russian sentences about plans."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

#: Why an order is not in the plan (conventions 2).
UNPLANNED_REASONS = {
    "no_known_cover": "нет известного прихода сырья",
    "no_capacity": "нет работающей машины",
    "no_route": "нет маршрута",
}


def moment(text: str) -> str:
    """An ISO moment as «04.03 08:13»."""
    return dt.datetime.fromisoformat(text).strftime("%d.%m %H:%M")


def cause_sentence(cause: Mapping[str, str | None], *, setup_min: float = 0, is_pinned: bool = False) -> str:
    """The deciding reason of a start, as the tooltip of a bar says it.

    Args:
        cause: As a line holds it.
        setup_min: Set-up of the line, minutes.
        is_pinned: Whether it is pinned; held work that is not may be so in the plan in force, or was agreed
            or launched.
    """
    if not cause:
        return ""
    bound, other = moment(str(cause["bound_at"])), cause.get("other_order")
    sentences = {
        "now": f"раньше {bound} планировать нельзя",
        "material": f"сырьё {cause.get('item_id') or ''} годно с {bound}".replace("  ", " "),
        "machine": f"машина занята заказом {other} до {bound}",
        "setup": f"машина занята заказом {other} до {bound}, затем переналадка {_minutes(setup_min)} мин",
        "predecessor": f"предыдущая операция даёт первую загрузку {bound}",
        "calendar": f"смена начинается {bound}",
        "stop": f"машина стоит на ремонте или из-за остановки до {bound}",
        "kept": f"оставлено на месте: можно с {bound}",
        "pinned": f"закреплено на {bound}"
        if is_pinned
        else f"стоит на {bound}: закреплено, согласовано или начато",
    }
    return sentences.get(str(cause["reason"]), "")


def _minutes(minutes: float) -> str:
    """«25», «12,5»."""
    return f"{minutes:.1f}".removesuffix(".0").replace(".", ",")
