"""«Планировка»: the plan drawn, moved by hand with live checks, saved in versions, printed to scale."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRedirect

from potok.documents.drawing.pdf import drawing_pdf
from potok.errors import InvalidDataError, Problem
from potok.lines.floor.checks import faults_of
from potok.lines.floor.drawing.sheet import PAPERS, SCALES, Stamp, figures_of, page_svg, sheet_of
from potok.lines.floor.faults import RULES, FloorFault
from potok.lines.floor.inputs import STORES, TRANSPORTS
from potok.lines.floor.measures import SectionNeeds, measures_of
from potok.lines.floor.placing import arranged
from potok.lines.floor.plan import FloorPlan
from potok.lines.floor.reading import read
from potok.lines.floor.seeds import seed_plan
from potok.lines.floor.writing import written
from potok.operations.calculations.reads.card import plant_name
from potok.operations.lines.reads.card import line_card, shown_version
from potok.operations.lines.reads.sheets import shown_sheet
from potok.operations.lines.services.sheets import save_sheet
from potok.operations.people.acting import require
from potok.web import formats
from potok.web.components.downloads import shown
from potok.web.lines.kinds import Seen
from potok.web.shell.person import actor


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule with what breaks it."""

    title: str
    faults: tuple[FloorFault, ...]


@dataclass(frozen=True, slots=True)
class SectionRow:
    """Transport and storage of a section in words."""

    section: str
    transport: str
    places: int
    bundles: int
    stores: str
    area: str


def tab(seen: Seen) -> Mapping[str, Any]:
    """The newest plan, or the one of `?sheet=`."""
    asked = seen.query.get("sheet", "")
    number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 10 else None
    sheet = shown_sheet(seen.card.code, "plan", number)
    may_edit = seen.person.may("edit_lines") and seen.card.is_active
    context: dict[str, Any] = {
        "sheet": sheet,
        "may_plan": may_edit and seen.version.given is not None,
        "papers": PAPERS,
        "scales": SCALES,
    }
    if sheet is not None:
        context |= _drawn(sheet.data, moved=may_edit)
    return context


@require_POST
def begin(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """A first plan of the version, placed automatically and saved."""
    person = actor(request)
    require(person, "edit_lines")
    card = line_card(person, code)
    version = shown_version(card, number)
    if version.given is None:
        raise Http404
    seeded = seed_plan(card.title, version.given, version.design)
    title = f"Из версии {number}, размещено автоматически"
    save_sheet(person, code=code, kind="plan", data=written(seeded, arranged(read(seeded))), title=title)
    return _back(code, number)


@require_POST
def checked(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The plan of the browser anew, with its checks."""
    return _work(request, code, number, _posted(request))


@require_POST
def placed(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The plan of the browser, placed automatically."""
    given = _posted(request)
    return _work(request, code, number, written(given, arranged(read(given))))


@require_POST
def save(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Keep the plan of the browser as a new version."""
    title = request.POST.get("title", "")
    saved = save_sheet(actor(request), code=code, kind="plan", data=_posted(request), title=title)
    messages.success(request, f"Версия плана {saved.number} сохранена.")
    return _back(code, number)


@require_GET
def pdf(request: HttpRequest, code: str, sheet: int) -> HttpResponse:
    """The plan to scale; `?paper=` and `?scale=` choose the sheet."""
    person = actor(request)
    require(person, "read_lines")
    card = line_card(person, code)
    found = shown_sheet(code, "plan", sheet)
    if found is None:
        raise Http404
    paper, scale = request.GET.get("paper", ""), request.GET.get("scale", "")
    stamp = Stamp(plant_name(), card.title, found.head.author, found.plant_date, found.head.title)
    drawn = sheet_of(
        read(found.data),
        stamp,
        paper=paper if paper in PAPERS else None,
        scale=int(scale) if scale.isdecimal() and int(scale[:5]) in SCALES else None,
    )
    content = drawing_pdf(
        drawn.svg, width_mm=drawn.width_mm, height_mm=drawn.height_mm, title=f"Планировка: {card.title}"
    )
    return shown(content, name=f"{code} планировка {sheet}")


def _posted(request: HttpRequest) -> dict[str, Any]:
    """The plan of the form.

    Raises:
        InvalidDataError: It is no JSON object.
    """
    try:
        given = json.loads(request.POST.get("plan", ""))
    except (ValueError, RecursionError):
        given = None
    if not isinstance(given, dict):
        raise InvalidDataError([Problem("План", None, "plan", None, "объект плана", "bad_file")])
    return given


def _work(request: HttpRequest, code: str, number: int, given: Mapping[str, Any]) -> HttpResponse:
    person = actor(request)
    require(person, "edit_lines")
    card = line_card(person, code)
    context = {"card": card, "head": card.head(number), "may_plan": True, **_drawn(given, moved=True)}
    return render(request, "potok/lines/plan_work.html", context)


def _drawn(given: Mapping[str, Any], *, moved: bool) -> dict[str, Any]:
    """Picture, checks and figures of a plan."""
    plan = read(given)
    faults = faults_of(plan)
    faulty = {mark for fault in faults for mark in fault.marks}
    return {
        # No script element: those are taken out of what htmx swaps in.
        "plan_json": json.dumps(given, ensure_ascii=False),
        "plan_svg": _safe(page_svg(plan, faulty=faulty, moved=moved)),
        "rules": _rules(faults),
        "fault_count": len(faults),
        "plan_figures": figures_of(plan),
        "sections": _sections(plan),
        "tables": [(number, table) for number, table in enumerate(plan.tables.values())],
    }


def _safe(svg: str) -> SafeString:
    return mark_safe(svg)  # noqa: S308 - our own drawing escapes every text


def _rules(faults: list[FloorFault]) -> list[RuleRow]:
    """Broken rules first, then those that are kept, each in the order of the norms."""
    rows = [
        RuleRow(title, tuple(fault for fault in faults if fault.rule is rule))
        for rule, title in RULES.items()
    ]
    return sorted(rows, key=lambda row: not row.faults)


def _sections(plan: FloorPlan) -> list[SectionRow]:
    return [_section(needs) for needs in measures_of(plan).sections]


def _section(needs: SectionNeeds) -> SectionRow:
    stores = ", ".join(f"{STORES[kind]}: {count}" for kind, count in needs.stores)
    return SectionRow(
        needs.section,
        TRANSPORTS[needs.transport],
        needs.places,
        needs.bundles,
        stores or formats.NOT_APPLICABLE,
        formats.number(needs.area_m2, 1),
    )


def _back(code: str, number: int) -> HttpResponse:
    return HttpResponseClientRedirect(reverse("lines:version", args=[code, number]) + "?tab=plan")
