"""Entries of the tablet: each is written once, whenever the network brings it and however often."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from potok.errors import InvalidDataError, Problem
from potok.operations.people.acting import Actor, require
from potok.operations.people.idempotency import once
from potok.operations.shopfloor.errors import OrderNotLaunchedError
from potok.operations.shopfloor.reads.runs import latest_run
from potok.operations.shopfloor.services import launching, pausing, reporting
from potok.web.components.toasts import toast
from potok.web.shell.person import actor
from potok.web.shift.forms import EntryForm
from potok.web.shift.operators import name_of
from potok.web.tech_cards.forms import ReasonForm


@require_POST
def entry(request: HttpRequest) -> HttpResponse:
    """Write one entry; a repeated key answers as the first time."""
    person = actor(request)
    require(person, "report_work")
    given = _read(request.body)
    status, answer = once(
        person,
        key=given["key"],
        name="floor_entry",
        request=request.body,
        act=lambda: (200, _write(person, given)),
    )
    return JsonResponse(answer, status=status)


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, report: int) -> HttpResponse:
    """Take back a wrong report: the dialog that asks why, and the command itself."""
    person = actor(request)
    require(person, "report_work")
    form = ReasonForm(request.POST or None)
    if request.method == "GET" or not form.is_valid():
        context = {"form": form, "report": report}
        return render(request, "potok/shift/withdraw.html", context, status=422 if form.is_bound else 200)
    reporting.withdraw_report(person, report_id=report, reason=form.cleaned_data["reason"])
    return toast(HttpResponse(status=204, headers={"HX-Refresh": "true"}), "Запись отозвана")


def _read(body: bytes) -> dict[str, Any]:
    """The fields of an entry.

    Raises:
        InvalidDataError: All that cannot be read.
    """
    try:
        data = json.loads(body)
    except ValueError:
        data = None
    if not isinstance(data, Mapping):
        raise InvalidDataError([Problem("Запись цеха", None, "entry", None, "объект JSON", "bad_json")])
    form = EntryForm(data)
    if not form.is_valid():
        raise InvalidDataError(
            Problem("Запись цеха", None, name, str(data.get(name, "")), " ".join(map(str, errors)))
            for name, errors in form.errors.items()
        )
    return dict(form.cleaned_data)


def _write(person: Actor, given: Mapping[str, Any]) -> dict[str, Any]:
    name = name_of(given["operator"])
    people = [name] if name else []
    if given["kind"] == "launch":
        launch = launching.NewLaunch(
            order_no=given["order_no"],
            op_no=given["op_no"],
            machine=given["machine"],
            at=given["at"],
            people=people,
            note=given["note"],
            beside=given["beside"],
            key=given["key"],
        )
        return {"run": launching.launch_operation(person, launch=launch).run_id, "state": "running"}
    run_id = given["run"] or latest_run(given["order_no"], given["op_no"])
    if run_id is None:
        raise OrderNotLaunchedError(order_no=given["order_no"], verb="записать работу")
    state = _DO[given["kind"]](person, run_id, given, people)
    return {"run": run_id, "state": state}


def _output(person: Actor, run_id: int, given: Mapping[str, Any], people: list[str]) -> str:
    scrap, rework = given["scrap"] or 0, given["rework"] or 0
    output = reporting.Output(
        good_pcs=given["good"] or 0,
        rework_pcs=rework,
        scrap_pcs=scrap,
        rework_reason=given["reason"] if rework else "",
        scrap_reason=given["reason"] if scrap else "",
        people=people,
        note=given["note"],
        at=given["at"],
        over_plan=given["over_plan"],
        key=given["key"],
    )
    return reporting.report_output(person, run_id=run_id, output=output).state


def _stop(person: Actor, run_id: int, given: Mapping[str, Any], people: list[str]) -> str:
    # A stop has no people of its own: who stopped stands beside what they say.
    note = " · ".join([*people, given["note"]] if given["note"] else people)
    pause = pausing.NewPause(given["reason"], note, given["at"], given["key"])
    return pausing.stop_run(person, run_id=run_id, pause=pause).state


def _resume(person: Actor, run_id: int, given: Mapping[str, Any], _: list[str]) -> str:
    return pausing.resume_run(person, run_id=run_id, at=given["at"]).state


def _finish(person: Actor, run_id: int, given: Mapping[str, Any], _: list[str]) -> str:
    return reporting.finish_run(person, run_id=run_id, at=given["at"]).state


_DO = {"output": _output, "stop": _stop, "resume": _resume, "finish": _finish}
