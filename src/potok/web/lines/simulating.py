"""«Имитация»: conditions, the job with its progress, the explained answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRedirect

from potok.documents.note.heading import Heading
from potok.documents.note.pdf import note_pdf
from potok.documents.note.workbook import note_workbook
from potok.lines.simulated.inputs import INPUTS
from potok.notes.errors import InvalidInputError
from potok.notes.note import Note
from potok.operations.calculations.reads.card import plant_name
from potok.operations.lines.jobs import defer_simulation
from potok.operations.lines.reads.simulations import ShownSimulation, latest_simulation, simulation_by_id
from potok.operations.lines.services.simulations import request_simulation, stop_simulation
from potok.operations.people.acting import require
from potok.web.bench.computing import posted
from potok.web.bench.form_data import read_form
from potok.web.bench.form_parts import form_parts
from potok.web.bench.note_view import note_view
from potok.web.components.downloads import XLSX, attachment, shown
from potok.web.lines.kinds import Seen
from potok.web.shell.person import actor


def tab(seen: Seen) -> Mapping[str, Any]:
    """Conditions and the last answer."""
    run = latest_simulation(seen.card.code, seen.version.head.number)
    return {
        "parts": form_parts(INPUTS, run.conditions if run else {}),
        "simulation": run,
        "shown": note_view(run.note) if run and run.note else None,
        "may_simulate": seen.person.may("edit_lines") and seen.card.is_active,
    }


@require_POST
def start(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Queue a simulation under the conditions of the form.

    Raises:
        InvalidInputError: Faults of the form.
    """
    data = read_form(INPUTS, posted(request.POST))
    if data.problems:
        raise InvalidInputError(data.problems)
    request_simulation(
        actor(request), code=code, number=number, conditions=data.given, defer=defer_simulation
    )
    return _back(code, number)


@require_GET
def strip(request: HttpRequest, code: str, run_id: int) -> HttpResponse:
    """The strip anew; when the simulation is over, the browser shows its answer."""
    person = actor(request)
    require(person, "read_lines")
    run = _run(code, run_id)
    if run.going:
        return _strip(request, run, may_simulate=person.may("edit_lines"))
    return _back(run.line, run.number)


@require_POST
def stop(request: HttpRequest, code: str, run_id: int) -> HttpResponse:
    """Ask a simulation to end with what it has."""
    stop_simulation(actor(request), run_id=_run(code, run_id).id)
    return _strip(request, _run(code, run_id), may_simulate=True)


@require_GET
def pdf(request: HttpRequest, code: str, run_id: int) -> HttpResponse:
    """The answer as a note."""
    run, note = _answer(request, code, run_id)
    return shown(note_pdf(note, inputs=INPUTS, heading=_heading(run)), name=f"{run.line} имитация {run.id}")


@require_GET
def xlsx(request: HttpRequest, code: str, run_id: int) -> HttpResponse:
    """The answer as a workbook."""
    run, note = _answer(request, code, run_id)
    content = note_workbook(note, inputs=INPUTS, heading=_heading(run)).content
    return attachment(content, name=f"{run.line} имитация {run.id}", ending="xlsx", media_type=XLSX)


def _run(code: str, run_id: int) -> ShownSimulation:
    run = simulation_by_id(run_id)
    if run.line != code:
        raise Http404
    return run


def _answer(request: HttpRequest, code: str, run_id: int) -> tuple[ShownSimulation, Note]:
    require(actor(request), "read_lines")
    run = _run(code, run_id)
    if run.note is None:
        raise Http404
    return run, run.note


def _heading(run: ShownSimulation) -> Heading:
    return Heading(
        plant=plant_name(), number=run.line, version=run.number, author=run.author, date=run.plant_date
    )


def _strip(request: HttpRequest, run: ShownSimulation, *, may_simulate: bool) -> HttpResponse:
    context = {"simulation": run, "may_simulate": may_simulate}
    return render(request, "potok/lines/simulation_strip.html", context)


def _back(code: str, number: int) -> HttpResponse:
    return HttpResponseClientRedirect(reverse("lines:version", args=[code, number]) + "?tab=simulation")
