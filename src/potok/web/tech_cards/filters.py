"""The filter of the list of cards: from the address line, as tabs, chips and offers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, QueryDict
from django.urls import reverse

from potok.operations.people.acting import Actor
from potok.operations.shopfloor.reads import lists
from potok.operations.shopfloor.reads.cards import SORTS, CardFilter, CardTotals
from potok.web import formats
from potok.web.components.parts import FilterChip, FilterOffer, ViewTab
from potok.web.components.table import Sort
from potok.web.pull_table import queries

#: View → title and states.
VIEWS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "handed_in": ("Переданы", ("handed_in",)),
    "draft": ("Черновики", ("draft",)),
    "posted": ("Проведены", ("posted",)),
    "reversed": ("Сторно", ("reversed",)),
    "all": ("Все", ()),
}
DEFAULT_SORT = Sort("id", descending=True)
_TITLES = {"text": "Текст", "workshop": "Цех", "period": "Дата карты"}


def view_of(query: QueryDict, person: Actor) -> str:
    """The view of an address line; without one a shop head sees drafts, others what was handed in."""
    asked = query.get("view", "")
    if asked in VIEWS:
        return asked
    return "draft" if person.may("fill_card") and not person.may("post_tech_card") else "handed_in"


def sort_of(query: QueryDict) -> Sort:
    """The sort of an address line."""
    return Sort.parse(query.get("sort", ""), tuple(SORTS), DEFAULT_SORT)


def read_filter(query: QueryDict, person: Actor) -> CardFilter:
    """The filter of an address line; what cannot be understood is left out."""
    return CardFilter(
        states=VIEWS[view_of(query, person)][1],
        workshops=tuple(filter(None, query.getlist("workshop"))),
        since=queries.date_of(query, "from"),
        until=queries.date_of(query, "to"),
        text=queries.text_of(query, "text"),
    )


def tabs(totals: CardTotals, current: str, query: QueryDict) -> list[ViewTab]:
    """Views with their counts under the other filters."""
    found = []
    for view, (title, states) in VIEWS.items():
        count = sum(totals.by_state[state] for state in states or totals.by_state)
        href = queries.with_values(query, view=view)
        found.append(ViewTab(title, href, formats.number(count), current=view == current))
    return found


def chips(query: QueryDict, wanted: CardFilter) -> list[FilterChip]:
    """Filters in force."""
    period = "" if not (wanted.since or wanted.until) else formats.date_range(wanted.since, wanted.until)
    shown = {
        "text": f"«{wanted.text}»" if wanted.text else "",
        "workshop": ", ".join(f"№ {code}" for code in wanted.workshops),
        "period": period,
    }
    names = {"period": ("from", "to")}
    return [
        FilterChip(
            key, _TITLES[key], value, queries.without(query, *names.get(key, (key,))), _edit(query, key)
        )
        for key, value in shown.items()
        if value
    ]


def offers(query: QueryDict) -> Sequence[FilterOffer]:
    """Filters that may be added."""
    return [FilterOffer(title, _edit(query, key)) for key, title in _TITLES.items()]


def form_context(request: HttpRequest, key: str, person: Actor) -> dict[str, Any]:
    """Values for the form of one filter."""
    drop = ("from", "to") if key == "period" else (key,)
    return {
        "key": key,
        "title": _TITLES.get(key, ""),
        "action": reverse("tech_cards:list"),
        "kept": queries.kept_pairs(request.GET, drop=drop),
        "wanted": read_filter(request.GET, person),
        "workshops": lists.workshops() if key == "workshop" else (),
    }


def without_states(wanted: CardFilter) -> CardFilter:
    """The same filter for cards of every state."""
    return replace(wanted, states=())


def _edit(query: QueryDict, key: str) -> str:
    return reverse("tech_cards:filter", args=[key]) + queries.with_values(query)
