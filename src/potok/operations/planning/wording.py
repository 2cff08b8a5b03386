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


def cause_sentence(cause: Mapping[str, str | None]) -> str:
    """The deciding reason of a start, as the tooltip of a bar says it."""
    if not cause:
        return ""
    bound = moment(str(cause["bound_at"]))
    sentences = {
        "now": f"раньше {bound} планировать нельзя",
        "material": f"сырьё {cause.get('item_id') or ''} годно с {bound}".replace("  ", " "),
        "machine": f"машина занята заказом {cause.get('other_order')} до {bound}",
        "predecessor": f"предыдущая операция даёт первую загрузку {bound}",
        "calendar": f"смена начинается {bound}",
        "pinned": f"закреплено на {bound}",
    }
    return sentences.get(str(cause["reason"]), "")
