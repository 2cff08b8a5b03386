"""«Паспорт изделия» and «Тип потока»: tables in versions, edited in a form, printed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRedirect

from potok.documents.line.pdf import line_pdf
from potok.documents.table_workbook import table_workbook
from potok.lines.design import LineTable
from potok.lines.sheets import flow_type, passport
from potok.notes.errors import InvalidInputError
from potok.notes.inputs.fields import Inputs
from potok.operations.lines.reads.card import LineCard, ShownVersion, line_card, shown_version
from potok.operations.lines.reads.papers import sheet_of
from potok.operations.lines.reads.sheets import ShownSheet, sheet_document, shown_sheet
from potok.operations.lines.services.sheets import save_sheet
from potok.operations.people.acting import require
from potok.web.bench.computing import posted
from potok.web.bench.form_data import read_form
from potok.web.bench.form_parts import form_parts
from potok.web.components.downloads import XLSX, attachment, shown
from potok.web.components.parts import Crumb
from potok.web.lines.figures import table_view
from potok.web.lines.kinds import Seen
from potok.web.shell.person import actor

Begin = Callable[[LineCard, ShownVersion], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Paper:
    """A kind of paper: its form, its tables, what it begins with."""

    kind: str
    title: str
    inputs: Inputs
    tables: Callable[[Mapping[str, Any]], tuple[LineTable, ...]]
    begin: Begin


def _new_passport(card: LineCard, _: ShownVersion) -> Mapping[str, Any]:
    """The passport of the source for the jacket, an empty one for other products."""
    example = passport.example()
    same = example["product"].casefold() in card.title.casefold()
    return example if same else {"product": card.item_name or card.title}


def _new_flow(card: LineCard, version: ShownVersion) -> Mapping[str, Any]:
    if version.given is None:
        raise Http404
    return flow_type.propose(card.item_name or card.title, version.given, version.design)


PAPERS = {
    paper.kind: paper
    for paper in (
        Paper("passport", "Паспорт изделия", passport.INPUTS, passport.tables, _new_passport),
        Paper("flow", "Выбор типа потока", flow_type.INPUTS, flow_type.tables, _new_flow),
    )
}


def passport_tab(seen: Seen) -> Mapping[str, Any]:
    """The newest passport."""
    return _tab(PAPERS["passport"], seen)


def flow_tab(seen: Seen) -> Mapping[str, Any]:
    """The newest choice; computed from the version while none is saved."""
    return _tab(PAPERS["flow"], seen)


def _tab(paper: Paper, seen: Seen) -> Mapping[str, Any]:
    sheet = shown_sheet(seen.card.code, paper.kind)
    may_edit = seen.person.may("edit_lines") and seen.card.is_active
    tables = paper.tables(sheet.data) if sheet else ()
    return {
        "paper": paper,
        "sheet": sheet,
        "tables": [table_view(table) for table in tables],
        "may_write": may_edit and (seen.version.given is not None or paper.kind == "passport"),
    }


@require_GET
def page(request: HttpRequest, code: str, number: int, kind: str) -> HttpResponse:
    """The form of a paper: the newest version, or what it begins with."""
    person = actor(request)
    require(person, "edit_lines")
    paper, card = _paper(kind), line_card(person, code)
    sheet = shown_sheet(code, kind)
    opened = sheet.data if sheet else paper.begin(card, shown_version(card, number))
    back = reverse("lines:version", args=[code, number]) + f"?tab={kind}"
    context = {
        "title": paper.title,
        "nav": "lines",
        "rail": True,
        "crumbs": [Crumb(card.title, back)],
        "card": card,
        "head": card.head(number),
        "paper": paper,
        "sheet": sheet,
        "parts": form_parts(paper.inputs, opened),
        "table_url": "",
    }
    return render(request, "potok/lines/paper_form.html", context)


@require_POST
def save(request: HttpRequest, code: str, number: int, kind: str) -> HttpResponse:
    """Keep the form as a new version.

    Raises:
        InvalidInputError: Faults of the form.
    """
    paper = _paper(kind)
    data = read_form(paper.inputs, posted(request.POST))
    if data.problems:
        raise InvalidInputError(data.problems)
    title = request.POST.get("_title", "")
    saved = save_sheet(actor(request), code=code, kind=kind, data=data.given, title=title)
    messages.success(request, f"{paper.title}: версия {saved.number} сохранена.")
    return HttpResponseClientRedirect(reverse("lines:version", args=[code, number]) + f"?tab={kind}")


@require_GET
def pdf(request: HttpRequest, code: str, kind: str, sheet: int) -> HttpResponse:
    """The paper as a PDF."""
    paper, card, found = _found(request, code, kind, sheet)
    document = sheet_document(card, found, paper.tables(found.data))
    return shown(line_pdf(document), name=f"{code} {paper.title} {sheet}")


@require_GET
def xlsx(request: HttpRequest, code: str, kind: str, sheet: int) -> HttpResponse:
    """The paper as a workbook."""
    paper, _, found = _found(request, code, kind, sheet)
    content = table_workbook(*(sheet_of(table) for table in paper.tables(found.data)))
    return attachment(content, name=f"{code} {paper.title}", ending="xlsx", media_type=XLSX)


def _found(request: HttpRequest, code: str, kind: str, sheet: int) -> tuple[Paper, LineCard, ShownSheet]:
    person = actor(request)
    require(person, "read_lines")
    paper, card = _paper(kind), line_card(person, code)
    found = shown_sheet(code, kind, sheet)
    if found is None:
        raise Http404
    return paper, card, found


def _paper(kind: str) -> Paper:
    if kind not in PAPERS:
        raise Http404
    return PAPERS[kind]
