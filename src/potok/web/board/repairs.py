"""An event on the board: what happened, the least change that mends the plan, then a draft or nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from operator import itemgetter
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRedirect

from potok.errors import PotokError
from potok.operations.catalog.clock import local, now
from potok.operations.people.acting import require
from potok.operations.planning.reads.machines import machine_choices
from potok.operations.planning.reads.review import shown_plan
from potok.operations.planning.services.repairs import preview_repair, repair_version
from potok.scheduling.repair.changes import OperationChange
from potok.web import formats
from potok.web.board.links import board_url
from potok.web.board.moves import groups_of
from potok.web.board.page import asked_number
from potok.web.board.repair_forms import EVENTS, NOT_RECORDED, BooksForm, EventForm
from potok.web.shell.person import actor

_USUAL_HOURS = 4
_OPERATIONS_SHOWN = 12


class NoPlanToRepairError(PotokError):
    """There is no plan yet."""

    code = "no_plan_to_repair"
    template = "Чинить нечего: плана ещё нет. Рассчитайте план."
    http_status = 409


@require_GET
def ask(request: HttpRequest) -> HttpResponse:
    """The dialog for one kind of event (`?kind=`); choosing another kind asks again."""
    require(actor(request), "repair_plan")
    kind = _kind(request.GET.get("kind", ""))
    form = EVENTS[kind][1](machines=machine_choices(workshops=None), initial=_usual(request))
    return _dialog(request, kind, form)


@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """The panel: the sentence, what the checker says, which orders give way."""
    kind = _kind(request.POST.get("kind", ""))
    form = _form(request, kind)
    if not form.is_valid():
        return _dialog(request, kind, form, status=422)
    person = actor(request)
    found = preview_repair(person, number=_number(request), event=form.event(), weights=form.chosen_weights())
    context = {
        "number": _number(request),
        "kind": kind,
        "title": EVENTS[kind][0],
        "found": found,
        "groups": groups_of(found.orders),
        "operations": found.operations[:_OPERATIONS_SHOWN],
        "first": _first_moved(found.operations),
        "more": max(0, len(found.operations) - _OPERATIONS_SHOWN),
        "not_recorded": NOT_RECORDED.get(kind, ""),
        "stop_url": _stop_url(form) if kind == "breakdown" and person.may("report_stop") else "",
        "given": [(name, value) for name in form.fields for value in request.POST.getlist(name)],
    }
    answer = render(request, "potok/board/repair_panel.html", context)
    answer["HX-Retarget"] = "#panel"
    return answer


@require_POST
def apply(request: HttpRequest) -> HttpResponse:
    """Save the repair as a draft and show it."""
    kind = _kind(request.POST.get("kind", ""))
    form = _form(request, kind)
    if not form.is_valid():
        return _dialog(request, kind, form, status=422)
    title = "Ремонт плана" if isinstance(form, BooksForm) else EVENTS[kind][0]
    draft = repair_version(
        actor(request),
        number=_number(request),
        event=form.event(),
        title=title,
        weights=form.chosen_weights(),
        proposal=request.POST.get("proposal", ""),
    )
    messages.success(
        request, f"Ремонт записан в черновик {draft.number}. {NOT_RECORDED.get(kind, '')}".strip()
    )
    return HttpResponseClientRedirect(board_url(draft.number))


def _first_moved(operations: Iterable[OperationChange]) -> OperationChange | None:
    """The operation on the board that gives way first; None when only new ones come."""
    standing = [(one.start_before, one) for one in operations if one.start_before is not None]
    return min(standing, key=itemgetter(0))[1] if standing else None


def _stop_url(form: EventForm) -> str:
    """The dialog that records a stop, with the machine of the event."""
    return f"{reverse('board:stop')}?{urlencode({'machine': form.cleaned_data['machine']})}"


def _kind(text: str) -> str:
    return text if text in EVENTS else "books"


def _form(request: HttpRequest, kind: str) -> EventForm:
    return EVENTS[kind][1](request.POST, machines=machine_choices(workshops=None))


def _number(request: HttpRequest) -> int:
    version = shown_plan(asked_number(request))
    if version is None:
        raise NoPlanToRepairError
    return version.number


def _usual(request: HttpRequest) -> dict[str, Any]:
    """What the address names; a beginning at `from` or this minute, four hours."""
    try:
        start = dt.datetime.fromisoformat(request.GET.get("from", "")).replace(tzinfo=None)
    except ValueError:
        start = local(now())
    start = start.replace(second=0, microsecond=0)
    moments = {
        **EventForm.fields_of("start", start),
        **EventForm.fields_of("finish", start + dt.timedelta(hours=_USUAL_HOURS)),
    }
    dates = {name: formats.date(value) for name, value in moments.items() if name.endswith("_date")}
    return {
        **moments,
        **dates,
        "date": formats.date(start.date()),
        **{name: request.GET[name] for name in ("order_no", "op_no", "machine") if name in request.GET},
    }


def _dialog(request: HttpRequest, kind: str, form: EventForm, status: int = 200) -> HttpResponse:
    context = {
        "kind": kind,
        "kinds": [(name, title) for name, (title, _) in EVENTS.items()],
        "form": form,
        "number": _number(request),
    }
    answer = render(request, "potok/board/repair_dialog.html", context, status=status)
    if status != 200:
        answer["HX-Retarget"] = "#dialog-slot"
    return answer
