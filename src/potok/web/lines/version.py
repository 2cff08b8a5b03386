"""The page of a version: tabs, indicators beside another version, warnings; small commands on versions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRedirect

from potok.lines.design import Indicator
from potok.notes.render.svg import common_spans, figure_svg
from potok.operations.lines.reads.card import LineCard, VersionHead, indicators_of, line_card, shown_version
from potok.operations.lines.reads.runs import going_run
from potok.operations.lines.services.versions import copy_version, drop_version, rename_version
from potok.operations.people.acting import require
from potok.web.bench.form_notes import form_choices
from potok.web.bench.form_parts import form_parts
from potok.web.bench.note_view import PictureView, note_view
from potok.web.components.parts import Hint, ViewTab
from potok.web.lines import common
from potok.web.lines.figures import indicator_rows, table_view
from potok.web.lines.kinds import KindPage, Seen, Tab, kind_page
from potok.web.shell.person import actor

_HINTS = (
    Hint(("Alt", "1…9"), "вкладка"),
    Hint(("Ctrl", "P"), "PDF"),
    Hint(("F9",), "копия версии"),
)
#: More calculations than this are listed in one tab.
_MOST_NOTE_TABS = 2
#: `?with=` that compares with the figures' own base instead of a version.
_OWN_BASE = "own"


@require_GET
def line(request: HttpRequest, code: str) -> HttpResponse:
    """The version that speaks for the line; the input where there is none yet."""
    person = actor(request)
    require(person, "read_lines")
    card = line_card(person, code)
    if card.current is not None:
        return redirect("lines:version", code, card.current.number)
    if person.may("edit_lines") and card.is_active:
        return redirect("lines:given", code)
    context = {"title": card.title, "nav": "lines", "card": card}
    return render(request, "potok/lines/without_versions.html", context)


@require_GET
def page(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """One version of a line; `?tab=` names the tab, `?with=` the version it is compared with."""
    person = actor(request)
    require(person, "read_lines")
    card = line_card(person, code)
    version = shown_version(card, number)
    kind = kind_page(card.kind.id)
    editable = person.may("edit_lines") and card.is_active and version.head.state == "draft"
    seen = Seen(person, card, version, editable, request.GET.dict())
    tabs = list(_tabs(kind, seen))
    tab = next((one for one in tabs if one.key == request.GET.get("tab", "")), tabs[0])
    compared, base = _base(card, version.head, request.GET.get("with", ""))
    context = {
        "title": card.title,
        "nav": "lines",
        "rail": True,
        "hints": [*(kind.hints if tab is tabs[0] else ()), *_HINTS],
        "card": card,
        "version": version,
        "head": version.head,
        "editable": editable,
        "kind": kind,
        "tab": tab,
        "tabs": _shown_tabs(tabs, tab, seen),
        "rows": indicator_rows(version.design.indicators, base),
        "has_base": base is not None or any(one.base is not None for one in version.design.indicators),
        "compared": compared,
        "has_own_base": any(one.base is not None for one in version.design.indicators),
        "run": going_run(code, number),
        "may_edit": person.may("edit_lines") and card.is_active,
        "may_edit_line": person.may("edit_lines"),
        "may_accept": person.may("accept_line") and editable,
        "may_improve": person.may("edit_lines") and card.is_active and card.kind.improve is not None,
        **kind.draw_aside(seen),
        **tab.draw(seen),
    }
    return render(request, "potok/lines/version.html", context)


@require_POST
def copy(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """A new draft with the same data."""
    made = copy_version(actor(request), code=code, number=number)
    messages.success(request, f"Версия {made.number} — копия версии {number}.")
    return HttpResponseClientRedirect(reverse("lines:version", args=[code, made.number]))


@require_POST
def rename(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Another name of the version."""
    rename_version(actor(request), code=code, number=number, title=request.POST.get("title", ""))
    return HttpResponseClientRedirect(reverse("lines:version", args=[code, number]))


@require_POST
def drop(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Delete a draft."""
    drop_version(actor(request), code=code, number=number)
    messages.success(request, f"Черновик {number} удалён.")
    return HttpResponseClientRedirect(reverse("lines:line", args=[code]))


def _tabs(kind: KindPage, seen: Seen) -> Iterator[Tab]:
    """Tabs of the kind, then graphs, tables, a tab for each note, the input."""
    design = seen.version.design
    hidden = seen.card.people_hidden
    yield from (tab for tab in kind.tabs if not (tab.people and hidden))
    if not (kind.tabs or design.figures or design.tables or design.notes):
        yield Tab("summary", "Показатели", "potok/lines/tabs/summary.html")
    if design.figures:
        yield Tab("figures", "Графики", "potok/lines/tabs/figures.html", _figures)
    if design.tables:
        yield Tab("tables", "Таблицы", "potok/lines/tabs/tables.html", _tables)
    notes = [
        Tab(f"note-{place}", note.title, "potok/lines/tabs/note.html", _note)
        for place, note in enumerate(design.notes, start=1)
    ]
    if len(notes) > _MOST_NOTE_TABS:  # so many tabs nobody finds: one tab with a list of them
        asked = (note for note in notes if note.key == seen.query.get("tab", ""))
        yield Tab(next(asked, notes[0]).key, "Расчёты", "potok/lines/tabs/notes.html", _notes, side=False)
    else:
        yield from notes
    if seen.version.given is not None and seen.card.kind.inputs is not None:
        yield Tab("given", "Исходные данные", "potok/lines/tabs/given.html", _given, side=False)
    yield from common.TABS


def _shown_tabs(tabs: Sequence[Tab], current: Tab, seen: Seen) -> list[ViewTab]:
    compared = seen.query.get("with", "")
    end = f"&with={compared}" if compared.isalnum() else ""
    return [ViewTab(tab.title, f"?tab={tab.key}{end}", current=tab.key == current.key) for tab in tabs]


def _base(
    card: LineCard, head: VersionHead, asked: str
) -> tuple[VersionHead | None, tuple[Indicator, ...] | None]:
    """The version that the figures are compared with: the asked one, else the one it was made from."""
    known = {version.number for version in card.versions}
    if asked == _OWN_BASE:
        return None, None
    number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 10 else head.base
    if number is None or number not in known or number == head.number:
        return None, None
    return card.head(number), indicators_of(card.code, number)


def _figures(seen: Seen) -> Mapping[str, Any]:
    figures = seen.version.design.figures
    spans = common_spans(figures)
    pictures = [
        PictureView(
            figure.title,
            mark_safe(figure_svg(figure, span=spans[figure.x_title] if figure.kind == "gantt" else None)),  # noqa: S308 - our own renderer escapes every text
        )
        for figure in figures
    ]
    return {"pictures": pictures}


def _tables(seen: Seen) -> Mapping[str, Any]:
    return {"tables": [table_view(table) for table in seen.version.design.tables]}


def _note(seen: Seen) -> Mapping[str, Any]:
    place = seen.query.get("tab", "").removeprefix("note-")
    number = int(place) if place.isdecimal() and 0 < int(place[:4]) <= len(seen.version.design.notes) else 1
    return {"shown": note_view(seen.version.design.notes[number - 1]), "note_place": number}


def _notes(seen: Seen) -> Mapping[str, Any]:
    """The list of all calculations and the one that is open."""
    shown = _note(seen)
    listed = [
        (f"?tab=note-{place}", note.title, place == shown["note_place"])
        for place, note in enumerate(seen.version.design.notes, start=1)
    ]
    return {**shown, "listed": listed, "note_title": seen.version.design.notes[shown["note_place"] - 1].title}


def _given(seen: Seen) -> Mapping[str, Any]:
    inputs = seen.card.kind.inputs
    assert inputs is not None and seen.version.given is not None  # noqa: S101, PT018 - the tab is offered then only
    return {
        "parts": form_parts(inputs, seen.version.given),
        "form_choices": form_choices(inputs),
        "table_url": "",
    }
