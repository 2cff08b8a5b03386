"""A version as files: PDF of the whole design, workbooks of its tables and notes, its input."""

from __future__ import annotations

import json

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from potok.documents.line.pdf import line_pdf
from potok.documents.note.heading import Heading
from potok.documents.note.workbook import note_workbook
from potok.documents.table_workbook import table_workbook
from potok.operations.calculations.reads.card import plant_name
from potok.operations.lines.reads.card import LineCard, ShownVersion, given_of, line_card, shown_version
from potok.operations.lines.reads.papers import declared_inputs, line_document, sheet_of, sheets
from potok.operations.people.acting import require
from potok.web.components.downloads import XLSX, attachment, shown
from potok.web.shell.person import actor


@require_GET
def given(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The input as JSON: the same file makes the same version elsewhere."""
    person = actor(request)
    require(person, "read_lines")
    content = json.dumps(given_of(person, line_card(person, code), number), ensure_ascii=False, indent=1)
    return attachment(
        content.encode(), name=f"{code} версия {number}", ending="json", media_type="application/json"
    )


@require_GET
def pdf(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Indicators, tables, graphs and results of all notes, with `?full=1` all their steps; shown at once."""
    card, version = _version(request, code, number)
    document = line_document(card, version, brief="full" not in request.GET)
    return shown(line_pdf(document), name=_name(card, version))


@require_GET
def xlsx(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Indicators, norms of the route and every table, a sheet each."""
    card, version = _version(request, code, number)
    content = table_workbook(*sheets(card, version))
    return attachment(content, name=_name(card, version), ending="xlsx", media_type=XLSX)


@require_GET
def note_xlsx(request: HttpRequest, code: str, number: int, place: int) -> HttpResponse:
    """A note as a workbook with live formulas."""
    card, version = _version(request, code, number)
    if not 1 <= place <= len(version.design.notes):
        raise Http404
    note = version.design.notes[place - 1]
    heading = Heading(
        plant=plant_name(),
        number=card.code,
        version=number,
        author=version.head.author,
        date=version.plant_date,
        subject=card.title,
    )
    content = note_workbook(note, inputs=declared_inputs(note), heading=heading).content
    return attachment(content, name=f"{card.code} {note.title}", ending="xlsx", media_type=XLSX)


@require_GET
def table_xlsx(request: HttpRequest, code: str, number: int, key: str) -> HttpResponse:
    """A single table."""
    card, version = _version(request, code, number)
    table = next((one for one in version.design.tables if one.key == key), None)
    if table is None:
        raise Http404
    content = table_workbook(sheet_of(table))
    return attachment(content, name=f"{card.code} {table.title}", ending="xlsx", media_type=XLSX)


def _version(request: HttpRequest, code: str, number: int) -> tuple[LineCard, ShownVersion]:
    person = actor(request)
    require(person, "read_lines")
    card = line_card(person, code)
    return card, shown_version(card, number)


def _name(card: LineCard, version: ShownVersion) -> str:
    return f"{card.code} {card.title}, версия {version.head.number}"
