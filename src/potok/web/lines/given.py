"""The input of a line: a form made of the declared input of its kind, live figures beside it; or a file."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRedirect

from potok.errors import InvalidDataError, PotokError, Problem
from potok.lines.design import LineDesign
from potok.lines.kinds import Example, LineKind
from potok.notes.inputs.fields import Inputs
from potok.notes.render.svg import figure_svg
from potok.operations.lines.reads.card import LineCard, given_of, indicators_of, line_card
from potok.operations.lines.services.versions import save_version
from potok.operations.people.acting import require
from potok.web.bench.computing import posted
from potok.web.bench.faults import Fault, faults_of, form_faults
from potok.web.bench.form_data import FormData, read_form
from potok.web.bench.form_notes import form_choices, form_notes, form_switches
from potok.web.bench.form_parts import form_parts
from potok.web.bench.note_view import PictureView
from potok.web.bench.tables import filled_table
from potok.web.components.parts import Crumb, Hint
from potok.web.lines.figures import indicator_rows
from potok.web.shell.person import actor

_HINTS = [
    Hint(("Tab",), "по полям"),
    Hint(("Enter",), "строка ниже"),
    Hint(("Ctrl", "V"), "вставить таблицу из Excel"),
    Hint(("Ctrl", "D"), "заполнить вниз"),
    Hint(("Ctrl", "S"), "сохранить"),
]


@dataclass(frozen=True, slots=True)
class Designed:
    """What came of the data of the form.

    Attributes:
        design: None when the data were refused.
        faults: All faults of the data.
        refusal: Sentence of a refusal that is not about single fields.
    """

    data: FormData
    design: LineDesign | None = None
    faults: tuple[Fault, ...] = ()
    refusal: str = ""
    code: str = ""
    milliseconds: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing was filled in yet."""
        return not self.data.given


@require_GET
def page(request: HttpRequest, code: str) -> HttpResponse:
    """The input: of a version (`?number=`), of an example (`?example=`), or empty."""
    person = actor(request)
    require(person, "edit_lines")
    card = line_card(person, code)
    number = _number(request.GET.get("number", ""))
    name = request.GET.get("example", "")
    if number is not None:
        opened = given_of(person, card, number)
    else:
        opened = _example(card.kind, name).given if name else {}
    return _page(request, card, opened, number)


@require_POST
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """What changes while the person types: figures, pictures, faults at the fields."""
    person = actor(request)
    require(person, "edit_lines")
    card = line_card(person, code)
    designed = _compute(card.kind, read_form(_inputs(card), posted(request.POST)))
    context = _pane(card, designed, _number(request.POST.get("_number", "")))
    return render(request, "potok/lines/given_answer.html", context | {"live": True})


@require_POST
def save(request: HttpRequest, code: str) -> HttpResponse:
    """Keep the data of the form: in place of the opened draft, or as a new version (`as_new`)."""
    person = actor(request)
    require(person, "edit_lines")
    card = line_card(person, code)
    data = read_form(_inputs(card), posted(request.POST))
    if data.problems:
        raise InvalidDataError(data.problems)
    number = _number(request.POST.get("_number", ""))
    opened = card.head(number) if number is not None else None
    in_place = opened is not None and opened.state == "draft" and "as_new" not in request.POST
    saved = save_version(
        person,
        code=code,
        given=data.given,
        title=request.POST.get("_title", ""),
        number=number if in_place else None,
        revision=_number(request.POST.get("_revision", "")) if in_place else None,
        base=None if in_place else number,
    )
    messages.success(request, f"Версия {saved.number} сохранена.")
    return HttpResponseClientRedirect(reverse("lines:version", args=[code, saved.number]))


@require_POST
def table(request: HttpRequest, code: str) -> HttpResponse:
    """A list of the form filled from an XLSX or CSV file."""
    person = actor(request)
    require(person, "edit_lines")
    card = line_card(person, code)
    return filled_table(request, _inputs(card), table_url=reverse("lines:given_table", args=[code]))


@require_POST
def file(request: HttpRequest, code: str) -> HttpResponse:
    """A whole input as a JSON file: it becomes a new version at once.

    Raises:
        InvalidDataError: The file is no JSON object.
    """
    person = actor(request)
    require(person, "edit_lines")
    line_card(person, code)
    uploaded = request.FILES.get("file")
    content = uploaded.read() if uploaded else b""
    name = uploaded.name or "" if uploaded else "файл"
    saved = save_version(person, code=code, given=_read(content, name), title=name[:200])
    messages.success(request, f"Версия {saved.number} сохранена из файла.")
    return redirect("lines:version", code, saved.number)


def _read(content: bytes, name: str) -> Mapping[str, Any]:
    try:
        given = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
        given = None
    if not isinstance(given, dict):
        expected = "файл JSON с объектом исходных данных, как его выгружает версия линии"
        raise InvalidDataError([Problem(name, None, "файл", None, expected, "bad_file")])
    return given


def _page(
    request: HttpRequest, card: LineCard, opened: Mapping[str, Any], number: int | None
) -> HttpResponse:
    inputs = card.kind.inputs
    context: dict[str, Any] = {
        "title": "Исходные данные",
        "nav": "lines",
        "rail": True,
        "crumbs": [Crumb(card.title, reverse("lines:line", args=[card.code]))],
        "hints": _HINTS,
        "card": card,
        "head": card.head(number) if number is not None else None,
        "examples": card.kind.examples,
    }
    if inputs is None:
        return render(request, "potok/lines/given_by_file.html", context)
    designed = _compute(card.kind, FormData(dict(opened)))
    context |= {
        "parts": form_parts(inputs, opened),
        "table_url": reverse("lines:given_table", args=[card.code]),
        "form_notes": form_notes(inputs),
        "form_choices": form_choices(inputs),
        "form_switches": form_switches(inputs, opened),
        **_pane(card, designed, number),
    }
    return render(request, "potok/lines/given.html", context)


def _pane(card: LineCard, designed: Designed, number: int | None) -> dict[str, Any]:
    """Figures beside those of the opened version, pictures, or the faults."""
    known = number is not None and any(version.number == number for version in card.versions)
    base = indicators_of(card.code, number) if known and number is not None else None
    design = designed.design
    return {
        "computed": designed,
        "shown": None,
        "design": design,
        "rows": indicator_rows(design.indicators, base) if design else (),
        "has_base": base is not None,
        "pictures": [
            PictureView(figure.title, mark_safe(figure_svg(figure)))  # noqa: S308 - our own renderer escapes every text
            for figure in (design.figures if design else ())
            if figure.kind != "gantt"
        ],
    }


def _compute(kind: LineKind, data: FormData) -> Designed:
    if not data.given:
        return Designed(data)
    inputs = kind.inputs
    assert inputs is not None  # noqa: S101 - the page has a form then only
    begun = time.perf_counter()
    try:
        design = kind.design(data.given)
    except PotokError as error:
        refusal = "" if error.problems else error.message
        return Designed(data, None, faults_of(error, inputs, data), refusal, error.code)
    if data.problems:
        return Designed(data, None, form_faults(data, inputs), "", "invalid_calculation_input")
    took = f"{(time.perf_counter() - begun) * 1000:.0f}"
    return Designed(data, design, milliseconds=took)


def _inputs(card: LineCard) -> Inputs:
    if card.kind.inputs is None:
        raise Http404
    return card.kind.inputs


def _example(kind: LineKind, name: str) -> Example:
    found = next((example for example in kind.examples if example.name == name), None)
    return found or Example("", "", {})


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None
