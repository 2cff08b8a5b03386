"""The calculation of the form as PDF or workbook."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from potok.documents.note.heading import Heading
from potok.documents.note.pdf import note_pdf
from potok.documents.note.workbook import note_workbook
from potok.methods import Method, method
from potok.operations.calculations.reads import card
from potok.operations.catalog.clock import today
from potok.operations.people.acting import require
from potok.web.bench.computing import Computed, compute_form
from potok.web.components.downloads import XLSX, attachment
from potok.web.shell.person import actor

PDF = "application/pdf"


@require_POST
def pdf(request: HttpRequest, method_id: str) -> HttpResponse:
    """The note as a PDF that the browser shows."""
    require(actor(request), "calculate")
    chosen = method(method_id)
    computed = compute_form(chosen, request.POST)
    if computed.note is None:
        return _refused(request, chosen, computed)
    content = note_pdf(computed.note, inputs=chosen.inputs, heading=_heading(request, computed))
    response = attachment(content, name=chosen.title, ending="pdf", media_type=PDF)
    response.headers["Content-Disposition"] = response.headers["Content-Disposition"].replace(
        "attachment", "inline", 1
    )
    return response


@require_POST
def xlsx(request: HttpRequest, method_id: str) -> HttpResponse:
    """The note as a workbook with live formulas."""
    require(actor(request), "calculate")
    chosen = method(method_id)
    computed = compute_form(chosen, request.POST)
    if computed.note is None:
        return _refused(request, chosen, computed)
    written = note_workbook(computed.note, inputs=chosen.inputs, heading=_heading(request, computed))
    return attachment(written.content, name=chosen.title, ending="xlsx", media_type=XLSX)


def _refused(request: HttpRequest, chosen: Method, computed: Computed) -> HttpResponse:
    context = {"title": chosen.title, "nav": "bench", "method": chosen, "computed": computed}
    return render(request, "potok/bench/not_printed.html", context, status=422)


def _heading(request: HttpRequest, computed: Computed) -> Heading:
    """The title block: that of the saved calculation while its data are unchanged, else without a number."""
    number = request.POST.get("_number", "")
    plant = card.plant_name()
    if number:
        saved = card.calculation(number)
        if dict(saved.given) == dict(computed.given):
            return Heading(
                plant=plant,
                number=saved.number,
                version=saved.latest,
                author=saved.author,
                date=saved.plant_date,
                subject=saved.subject_text,
                comment=saved.comment,
            )
    return Heading(plant=plant, author=actor(request).name, date=today())
