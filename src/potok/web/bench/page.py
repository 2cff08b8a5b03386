"""The page of a method: form at the left, note and other views at the right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from potok.methods import Method, method
from potok.operations.calculations.fillers import fillers_of
from potok.operations.calculations.norm_times import NORM_TIMES
from potok.operations.calculations.reads import card
from potok.operations.people.acting import require
from potok.web.bench import tools
from potok.web.bench.comparison import comparison
from potok.web.bench.computing import Base, Computed, base_of, compute_form, compute_given
from potok.web.bench.examples import NO_CASE, example, examples
from potok.web.bench.filling import Filled, filled
from potok.web.bench.form_notes import form_choices, form_notes, form_switches
from potok.web.bench.form_parts import form_parts
from potok.web.bench.note_view import NoteView, note_view
from potok.web.bench.permalinks import packed, unpacked
from potok.web.components.parts import Hint
from potok.web.shell.person import actor

HINTS = [
    Hint(("Tab",), "по полям"),
    Hint(("Enter",), "строка ниже"),
    Hint(("Ctrl", "V"), "вставить таблицу из Excel"),
    Hint(("Ctrl", "D"), "заполнить вниз"),
    Hint(("Ctrl", "S"), "сохранить"),
    Hint(("Ctrl", "P"), "PDF"),
    Hint(("Alt", "1…5"), "вид справа"),
]


@dataclass(frozen=True, slots=True)
class Opened:
    """Where the data of the page came from.

    Attributes:
        given: The data.
        case: Name of the worked case.
        saved: The saved calculation that is open.
        copied_from: Number of the calculation that this is a copy of.
        filled: Data taken from the plant.
    """

    given: Mapping[str, Any]
    case: str = ""
    saved: card.SavedCalculation | None = None
    copied_from: str = ""
    filled: Filled | None = None


@require_GET
def page(request: HttpRequest, method_id: str) -> HttpResponse:
    """A method, empty or with the data that the address names."""
    require(actor(request), "calculate")
    chosen = method(method_id)
    return _page(request, chosen, _opened(request, chosen))


@require_GET
def saved_page(request: HttpRequest, number: str) -> HttpResponse:
    """A saved calculation, in its present version or that of the address."""
    require(actor(request), "read_calculations")
    version = request.GET.get("version", "")
    saved = card.calculation(number, int(version) if version.isdecimal() and len(version) < 10 else None)
    return _page(request, method(saved.method), Opened(saved.given, saved=saved))


def _opened(request: HttpRequest, chosen: Method) -> Opened:
    """Data by worked case, link, saved calculation to copy, or from the plant."""
    query = request.GET
    if name := query.get("case", ""):
        found = example(chosen.id, name)
        return Opened((found or NO_CASE).given, case=name if found else "")
    if word := query.get("d", ""):
        return Opened(unpacked(word))
    if number := query.get("copy", ""):
        return Opened(card.calculation(number).given, copied_from=number)
    if query.get("fill", ""):
        found_data = filled(chosen.id, query)
        return Opened(found_data.given, filled=found_data)
    return Opened({})


def _page(request: HttpRequest, chosen: Method, opened: Opened) -> HttpResponse:
    computed = compute_given(chosen, opened.given, case=opened.case)
    person = actor(request)
    saved = opened.saved
    context = {
        "title": saved.name or chosen.title if saved else chosen.title,
        "nav": "bench",
        "rail": True,
        "hints": HINTS,
        "hints_end": "Без округления промежуточных значений",
        "method": chosen,
        "parts": form_parts(chosen.inputs, opened.given),
        "table_url": reverse("bench:table", args=[chosen.id]),
        "form_notes": form_notes(chosen.inputs),
        "form_choices": form_choices(chosen.inputs),
        "form_switches": form_switches(chosen.inputs, opened.given),
        "opened": opened,
        "examples": examples(chosen.id),
        "offers": fillers_of(chosen.id),
        "errata_count": sum(len(case.errata) for case in examples(chosen.id)),
        "may_save": person.may("save_calculation"),
        "may_apply": saved is not None and chosen.id in NORM_TIMES and person.may("edit_routes"),
        "versions": card.versions(saved.number) if saved else (),
        "outdated": _outdated(saved, computed),
        **pane(request, chosen, computed, view="note"),
    }
    return render(request, "potok/bench/page.html", context)


def _outdated(saved: card.SavedCalculation | None, computed: Computed) -> bool:
    """Whether the present program computes something else than what was saved."""
    if saved is None:
        return False
    return computed.note is None or dict(computed.note.result) != saved.note_data["result"]


@require_POST
def view(request: HttpRequest, method_id: str, name: str) -> HttpResponse:
    """Another view of the right pane, with its controls."""
    require(actor(request), "calculate")
    chosen = method(method_id)
    context = pane(request, chosen, compute_form(chosen, request.POST), view=name)
    return render(request, "potok/bench/pane.html", context)


@require_POST
def answer(request: HttpRequest, method_id: str) -> HttpResponse:
    """What changes while the person types: results, the view that is open, faults at the fields."""
    require(actor(request), "calculate")
    chosen = method(method_id)
    context = pane(
        request, chosen, compute_form(chosen, request.POST), view=request.POST.get("_view", "note")
    )
    return render(request, "potok/bench/answer.html", context | {"live": True})


@require_POST
def keep(request: HttpRequest, method_id: str) -> HttpResponse:
    """Keep the present data as the first variant of a comparison and show the comparison."""
    require(actor(request), "calculate")
    chosen = method(method_id)
    computed = compute_form(chosen, request.POST)
    context = pane(request, chosen, computed, view="compare")
    if computed.note is not None:
        base = Base(f"{chosen.title}, {timezone.localtime():%H:%M}", computed.given)
        context["base"] = base
        context["tool"] = comparison(chosen, base.given, computed.note)
    return render(request, "potok/bench/pane.html", context)


def pane(request: HttpRequest, chosen: Method, computed: Computed, *, view: str) -> dict[str, Any]:
    """Context of the right pane and of what follows the form at the left."""
    note = computed.note
    usable = view in dict(tools.VIEWS) and (note is None or tools.has_numbers(note))
    name = view if usable else "note"
    shown: NoteView | None = note_view(note) if note else None
    context: dict[str, Any] = {
        "method": chosen,
        "computed": computed,
        "shown": shown,
        "view": name,
        "views": [(key, title, key == name) for key, title in tools.VIEWS],
        "permalink": _permalink(request, chosen, computed),
        "milliseconds": f"{max(computed.milliseconds, 0.1):.1f}".replace(".", ","),
    }
    if note is not None and name != "note":
        context |= tools.options(chosen, note, request.POST)
        context["tool"] = _tool(chosen, computed, request, name)
        context["slider"] = tools.slider(chosen, note, request.POST) if name == "what-if" else None
        context["base"] = base_of(request.POST) or Base()
        context["posted"] = request.POST
    return context


def _tool(chosen: Method, computed: Computed, request: HttpRequest, name: str) -> dict[str, Any]:
    note, query = computed.note, request.POST
    assert note is not None  # noqa: S101 - asked for with a note only
    if name == "what-if":
        return tools.what_if(chosen, note, computed.data, query)
    if name == "solve":
        return tools.solving(chosen, note, computed.data, query)
    if name == "sensitivity":
        return tools.sensitive(chosen, note, query)
    base = base_of(query)
    return comparison(chosen, base.given, note) if base else {}


def _permalink(request: HttpRequest, chosen: Method, computed: Computed) -> str:
    """Address of the page with this data; empty while it cannot be computed or is too long."""
    word = packed(computed.given) if computed.note is not None else ""
    path = reverse("bench:method", args=[chosen.id])
    return request.build_absolute_uri(f"{path}?d={word}") if word else ""
