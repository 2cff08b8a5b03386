"""Pages of the journal: the list, its following rows, exact totals, the workbook."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_GET

from potok.operations.orders.reads import journal
from potok.operations.people.acting import require
from potok.web.components.parts import LIST_HINTS, Hint
from potok.web.journal import address, empty, filters, listing
from potok.web.journal.commands import May
from potok.web.shell.person import actor

_A_YEAR = 365 * 24 * 3600
_HINTS = (
    *LIST_HINTS,
    Hint(("F9",), "копия"),
    Hint(("F5",), "обновить"),
    Hint(("Ins",), "новый заказ", only_list=True),
    Hint(("Ctrl", "↵"), "подтвердить выбранные", only_list=True),
)


@require_GET
def order_list(request: HttpRequest) -> HttpResponse:
    """The journal; without parameters it opens as the person left it."""
    person = actor(request)
    require(person, "read_orders")
    if not request.GET:
        return redirect(f"{reverse('journal:list')}?{address.first(request, person).text()}")
    place = address.read(request.GET)
    found = listing.opened(request, person, place)
    context = {
        "title": "Заказы на производство",
        "place": place,
        "journal": found,
        "table": found.table,
        "chips": filters.chips(place),
        "offers": filters.offers(place),
        "clear_href": f"?{urlencode({'view': place.given.view})}",
        "sort_note": _sort_note(found),
        "empty": empty.nothing_found(found),
        "may": May(person),
        "hints": _HINTS,
        "hints_rows": True,
    }
    context["view_menu"] = render_to_string(
        "potok/journal/view_menu.html", {**context, "save_url": place.url("save_view")}, request
    )
    response = render(request, "potok/journal/list.html", context)
    response.set_cookie(address.LAST, place.text(), max_age=_A_YEAR, samesite="Lax", httponly=True)
    return response


@require_GET
def rows(request: HttpRequest) -> HttpResponse:
    """The following keyset page."""
    person = actor(request)
    require(person, "read_orders")
    place = address.read(request.GET)
    page = journal.page(place.given, after=request.GET.get("after"))
    start = request.GET.get("start", "0")
    table = listing.table(
        place,
        page,
        person,
        start=int(start) if start.isascii() and start.isdigit() else 0,
        layout=listing.layout_of(request, listing.current_view(person, place)),
    )
    return render(request, "potok/journal/rows.html", {"table": table})


@require_GET
def totals(request: HttpRequest) -> HttpResponse:
    """The totals bar with exact sums, however many orders were found."""
    require(actor(request), "read_orders")
    place = address.read(request.GET)
    late = journal.counts({"late": replace(place.given, late=True)})["late"]
    bar = listing.bar(place, journal.totals(place.given, exact=True), late)
    return render(request, "potok/journal/totals.html", {"bar": bar, "may": May(actor(request))})


def _sort_note(found: listing.Opened) -> str:
    """«Сортировка: № по убыванию»."""
    given = found.place.given
    title = next(
        (column.hint or column.title for column in found.table.columns if column.sort == given.sort), "№"
    )
    return f"Сортировка: {title} по {'убыванию' if given.descending else 'возрастанию'}"
