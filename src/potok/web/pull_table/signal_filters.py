"""The filter of the signals: from the address line, as tabs, chips and offers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, QueryDict
from django.urls import reverse

from potok.operations.orders.reads.signals import (
    KINDS,
    SORTS,
    VIEWS,
    SignalFilter,
    signal_view_counts,
)
from potok.web import formats
from potok.web.components.parts import FilterChip, FilterOffer, ViewTab
from potok.web.components.states import SIGNAL
from potok.web.components.table import Sort
from potok.web.pull_table import queries

DEFAULT_SORT = Sort("order_by")
_VIEW_WORDS: Mapping[str, str] = {
    "active": "В работе",
    "open": "Без ответа",
    "acknowledged": "Приняты",
    "ordered": "Заказано",
    "closed": "Закрыты",
    "all": "Все",
}
_TITLES = {"kind": "Вид", "item": "Позиция", "text": "Текст", "late": "Срок заказа"}


def read_filter(query: QueryDict) -> SignalFilter:
    """The filter of an address line; what cannot be understood is left out."""
    view = query.get("view", "")
    sort = Sort.parse(query.get("sort", ""), tuple(SORTS), DEFAULT_SORT)
    return SignalFilter(
        view=view if view in VIEWS else "active",
        kinds=queries.chosen(query, "kind", KINDS),
        item=queries.text_of(query, "item"),
        late=bool(query.get("late")),
        text=queries.text_of(query, "text"),
        sort=sort.key,
        descending=sort.descending,
    )


def tabs(wanted: SignalFilter) -> list[ViewTab]:
    """Views with their counts."""
    counts = signal_view_counts()
    return [
        ViewTab(words, f"?view={view}", formats.number(counts[view]), current=view == wanted.view)
        for view, words in _VIEW_WORDS.items()
    ]


def chips(request: HttpRequest, wanted: SignalFilter) -> list[FilterChip]:
    """Filters in force."""
    shown = {
        "kind": ", ".join(SIGNAL[kind].label for kind in wanted.kinds),
        "item": wanted.item,
        "text": wanted.text,
        "late": "прошёл" if wanted.late else "",
    }
    return [
        FilterChip(key, _TITLES[key], value, queries.without(request.GET, key), _edit(request, key))
        for key, value in shown.items()
        if value
    ]


def offers(request: HttpRequest) -> Sequence[FilterOffer]:
    """Filters that may be added."""
    return [FilterOffer(title, _edit(request, key)) for key, title in _TITLES.items()]


def form_context(request: HttpRequest, key: str) -> dict[str, Any]:
    """Values for the form of one filter."""
    return {
        "key": key,
        "title": _TITLES.get(key, ""),
        "action": reverse("pull_table:signals"),
        "kept": queries.kept_pairs(request.GET, drop=(key,)),
        "wanted": read_filter(request.GET),
        "kinds": [(kind, SIGNAL[kind].label) for kind in KINDS],
    }


def described(wanted: SignalFilter) -> str:
    """The filter in words, for exports."""
    words = [_VIEW_WORDS[wanted.view], *(SIGNAL[kind].label for kind in wanted.kinds)]
    words += [wanted.item] if wanted.item else []
    words += [f"«{wanted.text}»"] if wanted.text else []
    words += ["срок заказа прошёл"] if wanted.late else []
    return " · ".join(words)


def _edit(request: HttpRequest, key: str) -> str:
    return reverse("pull_table:signal_filter", args=[key]) + queries.with_values(request.GET)
