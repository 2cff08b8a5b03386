"""What an empty journal says: what is empty, why, one step onward (visual language 5)."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from potok.operations.orders.reads.journal_views import VIEWS
from potok.web import formats
from potok.web.journal import filters, listing


@dataclass(frozen=True, slots=True)
class Nothing:
    """An empty list in words."""

    title: str
    text: str
    icon: str
    href: str
    action: str


#: View → what is not there, and the view to go on with.
_EMPTY_VIEWS = {
    "new": ("Новых заказов нет", "shortage"),
    "shortage": ("Заказов с дефицитом нет", "to_schedule"),
    "coverable": ("Ждущих заказов, для которых пришло сырьё, нет", "shortage"),
    "to_schedule": ("Нераспределённых заказов нет", "shop_plan"),
    "shop_plan": ("В плане цехов заказов нет", "to_schedule"),
    "at_risk": ("Все открытые заказы успевают к сроку", "all"),
    "overdue": ("Просроченных заказов нет", "at_risk"),
    "done_month": ("В этом месяце выполненных заказов ещё нет", "shop_plan"),
    "done": ("Выполненных заказов ещё нет", "shop_plan"),
    "cancelled": ("Отменённых заказов нет", "all"),
    "all": ("Заказов ещё нет", "all"),
}


def nothing_found(found: listing.Opened) -> Nothing:
    """Words for the list of an address, used when it has no rows."""
    given = found.place.given
    if not given.is_plain():
        named = ", ".join(filters.in_words(given))
        href = f"?{urlencode({'view': given.view})}"
        return Nothing(
            "Под отбор не подходит ни один заказ", f"Отбор — {named}.", "funnel-x", href, "Снять отбор"
        )
    title, onward = _EMPTY_VIEWS[given.view]
    if onward == given.view:
        return Nothing(title, "Их создаёт клиентский отдел или импорт.", "inbox", "", "")
    every = formats.counted(found.counts.views["all"].number, "заказ", "заказа", "заказов")
    action = f"{VIEWS[onward].label} · {listing.shown(found.counts.views[onward])}"
    href = found.place.href(view=onward)
    return Nothing(title, f"Всего в журнале {every}.", "inbox", href, action)
