"""A breakdown or an unplanned repair is told from the board."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods
from django_htmx.http import trigger_client_event

from potok.operations.catalog.clock import local, now
from potok.operations.people.acting import Actor, require
from potok.operations.planning.reads.machines import machine_choices
from potok.operations.planning.services.stops import report_stop
from potok.web import formats
from potok.web.board.forms import StopForm
from potok.web.components.toasts import toast
from potok.web.shell.person import actor

_USUAL_HOURS = 4


@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest) -> HttpResponse:
    """The dialog, and what it does."""
    person = actor(request)
    require(person, "report_stop")
    machines = machine_choices(workshops=_workshops(person))
    if request.method == "GET":
        return _dialog(request, StopForm(machines=machines, initial=_usual(request)))
    form = StopForm(request.POST, machines=machines)
    if not form.is_valid():
        return _dialog(request, form, status=422)
    given = form.cleaned_data
    report = report_stop(
        person,
        machine_code=given["machine"],
        start_at=form.moment("start"),
        finish_at=form.moment("finish"),
        reason=given["reason"],
        is_breakdown=given["kind"] == "breakdown",
    )
    answer = trigger_client_event(HttpResponse(status=204), "board-changed", {})
    hit = formats.counted(len(report.hit), "операцию", "операции", "операций")
    text = f"Задевает {hit} плана: нужен новый расчёт." if report.hit else "План не задет."
    return toast(answer, "Простой записан", text, tone="wait" if report.hit else "done")


def _workshops(person: Actor) -> frozenset[int] | None:
    """Workshops of which the person may report; None = all."""
    return person.workshops if person.user_id is not None else None


def _usual(request: HttpRequest) -> dict[str, object]:
    start = local(now()).replace(second=0, microsecond=0)
    return {
        "machine": request.GET.get("machine", ""),
        "kind": "breakdown",
        **StopForm.fields_of("start", start),
        **StopForm.fields_of("finish", start + dt.timedelta(hours=_USUAL_HOURS)),
    }


def _dialog(request: HttpRequest, form: StopForm, status: int = 200) -> HttpResponse:
    return render(request, "potok/board/stop_dialog.html", {"form": form}, status=status)
