"""The page «Сменное задание» (visual language, screen 05): desk, tablet and phone are one page."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_GET, require_http_methods

from potok.operations.catalog.clock import local, now
from potok.operations.people.acting import Actor, require
from potok.operations.people.floor import floor_people
from potok.operations.planning.reads.machines import machine_choices
from potok.operations.shopfloor.reads import lists
from potok.operations.shopfloor.reads.runs import run_details
from potok.operations.shopfloor.reads.shift_figures import neighbours, shift_figures
from potok.operations.shopfloor.reads.shift_task import ShiftTask, ShiftTime, shift_task
from potok.operations.shopfloor.services.pausing import report_breakdown
from potok.web import formats
from potok.web.components.parts import Fact, Hint
from potok.web.components.toasts import toast
from potok.web.shell.person import actor, initials
from potok.web.shift.forms import BreakdownForm
from potok.web.shift.places import chosen_shift, chosen_workshop, shift_query, shown_workshops
from potok.web.shift.works import Work, works_of

_HINTS = (
    Hint(("0…9",), "количество"),
    Hint(("Enter",), "записать"),
    Hint(("↑", "↓"), "работа"),
)
_USUAL_REPAIR = dt.timedelta(hours=4)
_REASON_ICONS = {
    "breakdown": "wrench",
    "no_packaging": "boxes",
    "no_material": "package",
    "changeover": "refresh-cw",
    "qc_wait": "flask-conical",
    "no_people": "users",
    "no_power": "zap",
}


@require_GET
@ensure_csrf_cookie
def shift(request: HttpRequest) -> HttpResponse:
    """The task of a workshop and shift with everything needed to report without the network."""
    person = actor(request)
    require(person, "read_shop")
    place = chosen_workshop(person, request.GET)
    chosen = chosen_shift(place.code, request.GET)
    task = shift_task(place.code, chosen.date, chosen.shift_no) if chosen else None
    context: dict[str, Any] = {
        "title": "Сменное задание",
        "nav": "shift",
        "rail": True,
        "keep_title": True,
        "place": place,
        "workshops": shown_workshops(person),
        "task": task,
    }
    if task is not None:
        context |= _task_context(person, task, local(now()))
    return render(request, "potok/shift/shift.html", context)


@require_http_methods(["GET", "POST"])
def breakdown(request: HttpRequest) -> HttpResponse:
    """A machine breaks down: the dialog, and what it does."""
    person = actor(request)
    require(person, "report_stop")
    machines = machine_choices(workshops=person.workshops if person.user_id is not None else None)
    until = local(now()).replace(second=0, microsecond=0) + _USUAL_REPAIR
    initial = {"machine": request.GET.get("machine", ""), **BreakdownForm.fields_of("finish", until)}
    form = BreakdownForm(request.POST or None, machines=machines, initial=initial)
    if not form.is_valid():
        return render(
            request, "potok/shift/breakdown.html", {"form": form}, status=422 if form.is_bound else 200
        )
    found = report_breakdown(
        person,
        machine_code=form.cleaned_data["machine"],
        finish_at=form.moment("finish"),
        reason=form.cleaned_data["reason"],
    )
    hit = formats.counted(len(found.report.hit), "операцию", "операции", "операций")
    text = f"Задевает {hit} плана: нужен новый расчёт." if found.report.hit else "План не задет."
    others = [f"{order_no}: {', '.join(codes)}" for order_no, codes in found.alternatives.items() if codes]
    text += f" Другие машины — {'; '.join(others)}." if others else ""
    return toast(
        HttpResponse(status=204, headers={"HX-Refresh": "true"}), "Поломка записана", text, tone="wait"
    )


def _task_context(person: Actor, task: ShiftTask, at: dt.datetime) -> dict[str, Any]:
    place = next(row for row in shown_workshops(person) if row.code == task.workshop)
    own = person.user_id is None or place.id in person.workshops
    details = run_details([row.run_id for row in task.rows if row.run_id is not None])
    works = works_of(task.rows, details, at)
    reasons: dict[str, list[tuple[str, str, str]]] = {"stop": [], "scrap": [], "rework": []}
    for reason in lists.reasons(kinds=list(reasons)):
        reasons[reason.kind].append((reason.code, reason.name, _REASON_ICONS.get(reason.code, "ellipsis")))
    begin, end = task.shift.start_at, task.shift.finish_at
    return {
        "works": works,
        "facts": _facts(task, at),
        "tabs": [
            (_shift_words(one), shift_query(task.workshop, one), one == task.shift)
            for one in neighbours(task.workshop, task.shift)
        ],
        "query": shift_query(task.workshop, task.shift),
        "own": own,
        "may_report": person.may("report_work") and own,
        "may_launch": person.may("launch_operation") and own,
        "may_break": person.may("report_stop") and own,
        "may_people": person.may("set_pin") and own,
        "may_card": person.may("fill_card") and own,
        "reasons": reasons,
        "people": [(one, initials(one.name)) for one in floor_people(place.id)],
        "at": at,
        "elapsed": _place(at, begin, end) if begin < at < end else ("100" if at >= end else "0"),
        "running_now": begin < at < end,
        "pauses": _pauses(works, begin, end, at),
        "me": person.name,
        "me_initials": initials(person.name),
        "hints": _HINTS,
        "entry_url": reverse("shift:entry"),
    }


def _facts(task: ShiftTask, at: dt.datetime) -> list[Fact]:
    figures = shift_figures(task, at)
    behind = int(figures.behind_min)
    stops = formats.counted(task.stops, "остановка", "остановки", "остановок") if task.stops else ""
    return [
        Fact("План смены", formats.counted(figures.works, "работа", "работы", "работ")),
        Fact(
            "Выполнено",
            formats.NOT_APPLICABLE if figures.done_pct is None else formats.percent(figures.done_pct, 0),
            "по времени",
        ),
        Fact("Отставание", f"{formats.number(behind)} мин", tone="wait" if behind else ""),
        Fact("Простои", f"{formats.number(round(task.stop_min))} мин", stops),
        Fact("За работой", f"{formats.number(figures.people)} чел."),
    ]


def _shift_words(shift: ShiftTime) -> str:
    return f"Смена {shift.shift_no} · {formats.short_date(shift.date)}"


def _place(at: dt.datetime, begin: dt.datetime, end: dt.datetime) -> str:
    """A moment on the line of the shift, per cent."""
    share = (at - begin) / (end - begin) * 100
    return f"{min(100.0, max(0.0, share)):.1f}"


def _pauses(
    works: list[Work], begin: dt.datetime, end: dt.datetime, at: dt.datetime
) -> list[tuple[str, str]]:
    """Stops of all works on the line of the shift: left and width, per cent."""
    found = []
    for work in works:
        for entry in work.detail.course if work.detail else ():
            if entry.kind == "stop":
                left = _place(entry.at, begin, end)
                right = _place(entry.finished_at or min(at, end), begin, end)
                if float(right) > float(left):
                    found.append((left, f"{float(right) - float(left):.1f}"))
    return found
