"""Orders of the tray put on the board by hand: where and when, the check at once, then a draft."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from potok.operations.people.acting import require
from potok.operations.planning.reads.moves import PlacedOrder, placed_order
from potok.operations.planning.services.placing import Placement, place_order, preview_placement
from potok.web import formats
from potok.web.board.forms import PlaceForm
from potok.web.board.links import board_url, order_url
from potok.web.board.moves import groups_of
from potok.web.board.page import asked_number
from potok.web.shell.person import actor


@require_http_methods(["GET", "POST"])
def place(request: HttpRequest) -> HttpResponse:
    """The panel: GET proposes the earliest place, POST tries another one."""
    person = actor(request)
    require(person, "place_order")
    given = request.POST if request.method == "POST" else request.GET
    order = placed_order(asked_number(request), given.get("order_no") or given.get("order", ""))
    form = PlaceForm(given if request.method == "POST" else _proposed(order), machines=order.machines)
    context: dict[str, Any] = {"order": order, "form": form, "order_href": order_url(order.order_no)}
    if form.is_valid():
        found = preview_placement(person, number=order.number, placement=_placement(form))
        others = [change for change in found.changes if change.order_no != order.order_no]
        own = next((change for change in found.changes if change.order_no == order.order_no), None)
        context |= {"found": found, "groups": groups_of(others), "own": own}
    return render(request, "potok/board/place_panel.html", context)


@require_POST
def apply(request: HttpRequest) -> HttpResponse:
    """Save the placement as a draft and show it."""
    person = actor(request)
    require(person, "place_order")
    order = placed_order(asked_number(request), request.POST.get("order_no", ""))
    form = PlaceForm(request.POST, machines=order.machines)
    if not form.is_valid():
        return place(request)
    draft = place_order(person, number=order.number, placement=_placement(form))
    messages.success(request, f"{order.order_no} поставлен на доску в черновике {draft.number}.")
    return HttpResponseClientRedirect(board_url(draft.number, order=order.order_no))


def _proposed(order: PlacedOrder) -> dict[str, Any]:
    start = PlaceForm.fields_of("start", order.earliest)
    return {
        "order_no": order.order_no,
        "machine": order.machines[0][0],
        "start_date": formats.date(start["start_date"]),
        "start_time": f"{start['start_time']:%H:%M}",
    }


def _placement(form: PlaceForm) -> Placement:
    given = form.cleaned_data
    return Placement(given["order_no"], given["machine"], form.moment("start"))
