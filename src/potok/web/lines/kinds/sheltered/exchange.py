"""Two people change places by hand: looked at first, then kept in the draft or as a new one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRedirect

from potok.lines.sheltered.exchange import TriedExchange, try_exchange
from potok.operations.lines.reads.card import LineCard, given_of, line_card, shown_version
from potok.operations.lines.services.versions import save_version
from potok.operations.people.acting import require
from potok.web.shell.person import actor


@require_GET
def check(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """What the exchange would do: takt and rules."""
    person = actor(request)
    require(person, "edit_lines")
    one, other = request.GET.get("one", ""), request.GET.get("other", "")
    context: dict[str, Any] = {}
    if one and other and one != other:
        card = line_card(person, code)
        context = {"tried": _tried(request, card, number, one, other)}
    return render(request, "potok/lines/kinds/sheltered/checked.html", context)


@require_POST
def apply(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Keep the exchange: in the draft that is shown, else as a new draft made from the version."""
    person = actor(request)
    card = line_card(person, code)
    head = card.head(number)
    one, other = request.POST.get("one", ""), request.POST.get("other", "")
    tried = _tried(request, card, number, one, other)
    place: Mapping[str, Any] = (
        {"number": number, "revision": head.revision} if head.state == "draft" else {"base": number}
    )
    saved = save_version(person, code=code, given=tried.given, why=f"обмен местами: {one} и {other}", **place)
    messages.success(request, f"Люди поменялись местами, версия {saved.number}.")
    return HttpResponseClientRedirect(reverse("lines:version", args=[code, saved.number]))


def _tried(request: HttpRequest, card: LineCard, number: int, one: str, other: str) -> TriedExchange:
    """The exchange on the staffing that the version shows, found by the engine or made by hand."""
    given = given_of(actor(request), card, number)
    shown = shown_version(card, number).design.data
    return try_exchange({**given, "assignment": shown["assignment"]}, one, other)
