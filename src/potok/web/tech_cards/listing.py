"""The page «Технологические карты»."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from potok.documents.table_workbook import table_workbook
from potok.operations.catalog.clock import local, now
from potok.operations.people.acting import require
from potok.operations.shopfloor.reads.cards import (
    CardFilter,
    card_list,
    card_page,
    card_totals,
    cards_waiting,
)
from potok.web import formats
from potok.web.components.downloads import XLSX, attachment
from potok.web.components.parts import LIST_HINTS
from potok.web.components.table import Layout, Table
from potok.web.shell import navigation, palette
from potok.web.shell.person import actor
from potok.web.tech_cards import filters
from potok.web.tech_cards.links import card_url
from potok.web.tech_cards.table import sheet_of, table_of

PAGE_ROWS = 60


@navigation.counts("tech_cards")
def _waiting(request: HttpRequest) -> navigation.Badge | None:
    """Cards that wait for their posting."""
    waiting = cards_waiting()
    if not waiting:
        return None
    return navigation.Badge(formats.number(waiting), waiting=actor(request).may("post_tech_card"))


@palette.source("Технологические карты")
def _hits(_: HttpRequest, text: str) -> Iterable[palette.Hit]:
    for row in card_page(CardFilter(text=text), limit=6).rows:
        yield palette.Hit(row.number, card_url(row.number), f"{row.order_no} · {row.product_name}")


@require_GET
def cards(request: HttpRequest) -> HttpResponse:
    """The list."""
    person = actor(request)
    require(person, "read_shop")
    view = filters.view_of(request.GET, person)
    wanted = filters.read_filter(request.GET, person)
    totals = card_totals(wanted)
    found = sum(totals.by_state[state] for state in wanted.states or totals.by_state)
    hints = [hint for hint in LIST_HINTS if hint.keys not in {("Пробел",), ("→",)}]
    context = {
        "title": "Технологические карты",
        "table": _table(request, wanted, found=found),
        "tabs": filters.tabs(totals, view, request.GET),
        "chips": filters.chips(request.GET, wanted),
        "offers": filters.offers(request.GET),
        "clear_href": f"?view={view}",
        "view": view,
        "totals": totals,
        "found": found,
        "may_fill": person.may("fill_card"),
        "export_href": f"{reverse('tech_cards:export')}?{request.GET.urlencode()}",
        "hints": hints,
        "hints_rows": True,
    }
    return render(request, "potok/tech_cards/list.html", context)


@require_GET
def rows(request: HttpRequest) -> HttpResponse:
    """The next keyset page of the list."""
    person = actor(request)
    require(person, "read_shop")
    text = request.GET.get("found", "")
    found = int(text) if text.isascii() and text.isdigit() else 0
    wanted = filters.read_filter(request.GET, person)
    return render(request, "potok/tech_cards/rows.html", {"table": _table(request, wanted, found=found)})


@require_GET
def filter_form(request: HttpRequest, key: str) -> HttpResponse:
    """The form of one filter, for the menu of its chip."""
    context = filters.form_context(request, key, actor(request))
    return render(request, "potok/tech_cards/filter.html", context)


@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """All found cards as XLSX, in the sequence of the screen."""
    person = actor(request)
    require(person, "read_shop")
    sort = filters.sort_of(request.GET)
    found = card_list(filters.read_filter(request.GET, person), sort=sort.key, descending=sort.descending)
    title = filters.VIEWS[filters.view_of(request.GET, person)][0]
    content = table_workbook(sheet_of(found.all(), note=f"{title} · {formats.moment(local(now()))}"))
    return attachment(content, name="Технологические карты", ending="xlsx", media_type=XLSX)


def _table(request: HttpRequest, wanted: CardFilter, *, found: int) -> Table:
    sort = filters.sort_of(request.GET)
    page = card_page(
        wanted,
        sort=sort.key,
        descending=sort.descending,
        after=request.GET.get("after", ""),
        limit=PAGE_ROWS,
    )
    text = request.GET.get("start", "")
    start = int(text) if text.isascii() and text.isdigit() else 0
    query: dict[str, Any] = {key: request.GET.getlist(key) for key in request.GET}
    more = ""
    if page.next_mark:
        place = {"after": page.next_mark, "start": start + len(page.rows), "found": found}
        more = f"{reverse('tech_cards:rows')}?{urlencode({**query, **place}, doseq=True)}"
    return table_of(
        page,
        query={key: values for key, values in query.items() if key not in {"start", "found", "after"}},
        sort=sort,
        found=found,
        start=start,
        more_url=more,
        layout=Layout.from_cookies(request.COOKIES, "cards"),
    )
