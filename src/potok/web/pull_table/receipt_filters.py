"""The filter of the receipts: from the address line, as tabs, chips and offers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, QueryDict
from django.urls import reverse

from potok.operations.orders.reads.receipts import (
    SORTS,
    ReceiptFilter,
    ReceiptView,
    receipt_view_counts,
    supplier_names,
)
from potok.web import formats
from potok.web.components.parts import FilterChip, FilterOffer, ViewTab
from potok.web.components.states import RECEIPT
from potok.web.components.table import Sort
from potok.web.pull_table import queries

DEFAULT_SORT = Sort("expected")
VIEWS: Mapping[ReceiptView, str] = {
    ReceiptView.AWAITED: "Ожидаются",
    ReceiptView.OVERDUE: "Просрочены",
    ReceiptView.SLIPPED: "Сдвинуты",
    ReceiptView.WAITED_FOR: "Ждут заказы",
    ReceiptView.ALL: "Все",
}
#: Filters that may be added: key and title.
_TITLES = {
    "text": "Текст",
    "item": "Позиция",
    "supplier": "Поставщик",
    "status": "Статус",
    "period": "Ожидается в период",
}


def read_filter(query: QueryDict) -> ReceiptFilter:
    """The filter of an address line; what cannot be understood is left out."""
    view = query.get("view", "")
    sort = Sort.parse(query.get("sort", ""), tuple(SORTS), DEFAULT_SORT)
    return ReceiptFilter(
        view=ReceiptView(view) if view in set(ReceiptView) else ReceiptView.AWAITED,
        statuses=queries.chosen(query, "status", RECEIPT),
        suppliers=tuple(filter(None, query.getlist("supplier"))),
        items=tuple(filter(None, query.getlist("item"))),
        first=queries.date_of(query, "from"),
        last=queries.date_of(query, "to"),
        text=queries.text_of(query, "text"),
        sort=sort.key,
        descending=sort.descending,
    )


def tabs(wanted: ReceiptFilter) -> list[ViewTab]:
    """Views with their counts."""
    counts = receipt_view_counts()
    return [
        ViewTab(title, f"?view={view.value}", formats.number(counts[view]), current=view is wanted.view)
        for view, title in VIEWS.items()
    ]


def chips(request: HttpRequest, wanted: ReceiptFilter) -> list[FilterChip]:
    """Filters in force."""
    shown = {
        "text": wanted.text,
        "item": ", ".join(wanted.items),
        "supplier": ", ".join(formats.customer(name) for name in wanted.suppliers),
        "status": ", ".join(RECEIPT[code].word.lower() for code in wanted.statuses),
        "period": ""
        if wanted.first is None and wanted.last is None
        else formats.date_range(wanted.first, wanted.last),
    }
    found = []
    for key, value in shown.items():
        if value:
            names = ("from", "to") if key == "period" else (key,)
            drop = queries.without(request.GET, *names)
            found.append(FilterChip(key, _TITLES[key], value, drop, _edit(request, key)))
    return found


def offers(request: HttpRequest) -> Sequence[FilterOffer]:
    """Filters that may be added."""
    return [FilterOffer(title, _edit(request, key)) for key, title in _TITLES.items()]


def form_context(request: HttpRequest, key: str) -> dict[str, Any]:
    """Values for the form of one filter."""
    wanted = read_filter(request.GET)
    drop = ("from", "to") if key == "period" else (key,)
    return {
        "key": key,
        "title": _TITLES.get(key, ""),
        "action": reverse("pull_table:receipts"),
        "kept": queries.kept_pairs(request.GET, drop=drop),
        "wanted": wanted,
        "statuses": [(code, state.word) for code, state in RECEIPT.items()],
        "suppliers": supplier_names() if key == "supplier" else [],
    }


def described(wanted: ReceiptFilter) -> str:
    """The filter in words, for exports."""
    words = [VIEWS[wanted.view]]
    words += [RECEIPT[code].word.lower() for code in wanted.statuses]
    words += [*wanted.suppliers, *wanted.items]
    if wanted.first is not None or wanted.last is not None:
        words.append(formats.date_range(wanted.first, wanted.last))
    if wanted.text:
        words.append(f"«{wanted.text}»")
    return " · ".join(words)


def _edit(request: HttpRequest, key: str) -> str:
    return reverse("pull_table:receipt_filter", args=[key]) + queries.with_values(request.GET)
