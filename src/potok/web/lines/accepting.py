"""«Утвердить»: the norms that go into the route are seen first."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRedirect

from potok.errors import InvalidDataError
from potok.operations.lines.reads.card import line_card
from potok.operations.lines.services.acceptance import accept_version, preview_acceptance
from potok.operations.people.acting import require
from potok.web import formats
from potok.web.shell.person import actor


@require_GET
def dialog(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """What accepting changes; norms that do not fit are told in the same place."""
    person = actor(request)
    require(person, "accept_line")
    context: dict[str, object] = {"card": line_card(person, code), "number": number}
    try:
        context["acceptance"] = preview_acceptance(person, code=code, number=number)
    except InvalidDataError as error:
        context["problems"] = error.problems
    return render(request, "potok/lines/accept.html", context)


@require_POST
def accept(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Accept what was seen."""
    revision = request.POST.get("revision", "")
    done = accept_version(
        actor(request),
        code=code,
        number=number,
        revision=int(revision) if revision.isdecimal() and len(revision) < 10 else None,
        seen=request.POST.get("seen", ""),
    )
    words = f"Версия {number} утверждена."
    if done.changes:
        count = formats.counted(len(done.changes), "показатель", "показателя", "показателей")
        words = f"{words} В маршруте {done.product} изменено: {count}. План пересчитает планировщик."
    messages.success(request, words)
    return HttpResponseClientRedirect(reverse("lines:version", args=[code, number]))
