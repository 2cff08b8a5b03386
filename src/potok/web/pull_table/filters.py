"""The filter of the time-phased form: from the address line, as chips, as offers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict
from django.urls import reverse

from potok.operations.orders.reads.pull_table import PullFilter, PullView, Scope
from potok.plant.model import ItemType
from potok.web import formats
from potok.web.components.parts import FilterChip, FilterOffer

#: Parameters that describe the list; the others (open rows) do not narrow it.
KEYS = ("show", "workshop", "type", "text", "item")

SCOPES: Mapping[Scope, str] = {
    Scope.SHORTAGE: "только с дефицитом",
    Scope.AHEAD: "с дефицитом сейчас и впереди",
    Scope.ALL: "все позиции",
}
TYPES: Mapping[ItemType, str] = {ItemType.RAW: "Сырьё", ItemType.PACKAGING: "Тара"}
_LONGEST_TEXT = 100


def read_filter(query: QueryDict) -> PullFilter:
    """The filter of an address line; what cannot be understood is left out."""
    scope = query.get("show", "")
    types = {kind for kind in TYPES if kind.value in query.getlist("type")}
    return PullFilter(
        scope=Scope(scope) if scope in set(Scope) else Scope.SHORTAGE,
        workshops=frozenset(filter(None, query.getlist("workshop"))),
        types=frozenset(types),
        text=query.get("text", "").strip()[:_LONGEST_TEXT],
        item_id=query.get("item", "").strip()[:_LONGEST_TEXT],
    )


def chips(request: HttpRequest, wanted: PullFilter, view: PullView) -> list[FilterChip]:
    """Filters in force; the first one always tells how many of all items are shown."""
    if wanted.item_id:
        return [FilterChip("item", "Позиция", wanted.item_id, without(request.GET, "item"))]
    whole = formats.number(view.counts[Scope.ALL])
    shown = formats.number(view.counts[wanted.scope])
    words = SCOPES[wanted.scope]
    scope = f"{words} · {shown} из {whole}" if wanted.scope is not Scope.ALL else f"{words} · {whole}"
    everything = with_values(request.GET, show=Scope.ALL.value)
    found = [FilterChip("show", "Показать", scope, everything, _edit(request, "show"))]
    if wanted.workshops:
        names = ", ".join(f"№ {code}" for code in sorted(wanted.workshops))
        found.append(_chip(request, "workshop", "Цех", names))
    if wanted.types:
        names = ", ".join(TYPES[kind] for kind in TYPES if kind in wanted.types)
        found.append(_chip(request, "type", "Тип", names))
    if wanted.text:
        found.append(_chip(request, "text", "Название или код", wanted.text))
    return found


def offers(request: HttpRequest) -> Sequence[FilterOffer]:
    """Filters that may be added."""
    titles = (("show", "Показать"), ("text", "Название или код"), ("workshop", "Цех"), ("type", "Тип"))
    return [FilterOffer(title, _edit(request, key)) for key, title in titles]


def with_values(query: QueryDict, **values: str) -> str:
    """The same list with other values of some filters."""
    kept = {key: query.getlist(key) for key in query if key not in {*values, "item"}}
    return f"?{urlencode({**kept, **values}, doseq=True)}"


def without(query: QueryDict, *keys: str) -> str:
    """The same list without some filters."""
    kept = {key: query.getlist(key) for key in query if key not in keys}
    return f"?{urlencode(kept, doseq=True)}"


def listing(query: QueryDict) -> str:
    """The part of the address that narrows the list, for exports."""
    kept = {key: query.getlist(key) for key in KEYS if key in query}
    return f"?{urlencode(kept, doseq=True)}" if kept else ""


def described(wanted: PullFilter) -> str:
    """The filter in words, for exports."""
    if wanted.item_id:
        return f"позиция {wanted.item_id}"
    words = [SCOPES[wanted.scope]]
    if wanted.workshops:
        words.append("цех " + ", ".join(f"№ {code}" for code in sorted(wanted.workshops)))
    words.extend(TYPES[kind].lower() for kind in TYPES if kind in wanted.types)
    if wanted.text:
        words.append(f"«{wanted.text}»")
    return " · ".join(words)


def _chip(request: HttpRequest, key: str, label: str, value: str) -> FilterChip:
    return FilterChip(key, label, value, without(request.GET, key), _edit(request, key))


def _edit(request: HttpRequest, key: str) -> str:
    query = request.GET.urlencode()
    return f"{reverse('pull_table:filter', args=[key])}{'?' if query else ''}{query}"
