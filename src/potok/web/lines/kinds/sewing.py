"""The page of a sewing flow: the coordination chart, gathered by hand with the figures live."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from potok.balancing.flow.problem import Flow
from potok.errors import InvalidDataError, PotokError, Problem
from potok.exchange.sewing_sequence import COLUMNS, REQUIRED, read_sewing_sequence
from potok.lines.sewing import regroup
from potok.lines.sewing.design import design, opened
from potok.lines.sewing.model import SewingLine, with_groups
from potok.operations.lines.reads.card import (
    LineCard,
    VersionHead,
    given_of,
    indicators_of,
    line_card,
)
from potok.operations.lines.services.versions import save_version
from potok.operations.people.acting import Actor, require
from potok.web import formats
from potok.web.components.parts import Hint
from potok.web.lines.figures import figure_text, indicator_rows, table_view
from potok.web.lines.kinds import KindPage, Seen, Tab, sewing_variants
from potok.web.lines.kinds.sewing_chart import chart
from potok.web.shell.person import actor

#: Steps that can be taken back.
_MOST_STEPS = 100
#: What of an input belongs to its sequence and goes with it.
_OF_A_SEQUENCE = frozenset({"operations", "hard_order", "groups", "takt_s", "workers_people", "factory"})
#: Figures beside the chart: the six of the gathering, coordination, use, bottleneck, groups, workers.
_LIVE = 11


@dataclass(frozen=True, slots=True)
class Held:
    """A version as far as gathering needs it: its head and its input, not the whole design."""

    person: Actor
    card: LineCard
    head: VersionHead
    given: Mapping[str, Any]

    @classmethod
    def of(cls, request: HttpRequest, code: str, number: int) -> Held:
        """The version that a command names, for a person who may change lines."""
        person = actor(request)
        require(person, "edit_lines")
        card = line_card(person, code)
        return cls(person, card, card.head(number), given_of(person, card, number))


@dataclass(frozen=True, slots=True)
class MoveRow:
    """An operation that lies elsewhere than in the other gathering."""

    no: int
    before: int
    after: int
    specialty: str
    title: str


def draw(seen: Seen) -> Mapping[str, Any]:
    """The version as it is kept."""
    if seen.version.given is None:
        return {"sewing": None}
    held = Held(seen.person, seen.card, seen.version.head, seen.version.given)
    line = opened(held.given)
    if line.flow is None:
        return {"sewing": None}
    return _context(held, line, line.flow, (), editable=seen.card.is_active)


@require_POST
def move(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """One step of gathering by hand: the chart and the figures anew; nothing is kept."""
    held = Held.of(request, code, number)
    line, flow, steps = _posted(request, held)
    step = request.POST.get("step", "")
    shown = flow
    if step == "undo":
        if steps:
            shown, steps = _flow(line, steps[-1]), steps[:-1]
    else:
        shown = _stepped(request, held, line, flow)
        if shown != flow:
            steps = (*steps, regroup.as_text(line.problem, flow))[-_MOST_STEPS:]
    context = _context(held, line, shown, steps, editable=True)
    return render(
        request, "potok/lines/kinds/sewing/chart.html", {"card": held.card, "head": held.head, **context}
    )


@require_POST
def save(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Keep the gathering: in place of an open draft, else as a new version."""
    held = Held.of(request, code, number)
    line, flow, _ = _posted(request, held)
    given = with_groups(held.given, line, flow)
    in_place = held.head.state == "draft" and "as_new" not in request.POST
    saved = save_version(
        held.person,
        code=code,
        given=given,
        number=number if in_place else None,
        revision=held.head.revision if in_place else None,
        base=None if in_place else number,
        why="перегруппировка вручную",
    )
    messages.success(request, f"Группировка сохранена: версия {saved.number}.")
    return HttpResponseClientRedirect(reverse("lines:version", args=[code, saved.number]))


@require_http_methods(["GET", "POST"])
def sequence(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """A technological sequence, pasted or from a file: it becomes a new version, not gathered yet."""
    held = Held.of(request, code, number)
    if request.method == "GET":
        named = {key: f"«{titles[0]}»" for key, titles in COLUMNS.items()}
        context = {
            "card": held.card,
            "head": held.head,
            "columns": ", ".join(named.values()),
            "optional": ", ".join(name for key, name in named.items() if key not in REQUIRED),
        }
        return render(request, "potok/lines/kinds/sewing/sequence.html", context)
    file = request.FILES.get("file")
    content = file.read() if file else request.POST.get("text", "").encode()
    kept = {key: value for key, value in held.given.items() if key not in _OF_A_SEQUENCE}
    try:
        operations = read_sewing_sequence(content, name=(file.name or "") if file else "")
        saved = save_version(
            held.person,
            code=code,
            given={**kept, "operations": operations},
            title=(file.name or "")[:200] if file else "",
            base=number,
            why="технологическая последовательность",
        )
    except PotokError as error:
        if not error.problems:
            raise
        faults = {"error": error, "faults": error.problems}
        return render(request, "potok/lines/kinds/sewing/sequence_faults.html", faults, status=422)
    messages.success(request, f"Версия {saved.number}: операций {len(operations)}. Нажмите «Улучшить».")
    return HttpResponseClientRedirect(reverse("lines:version", args=[code, saved.number]))


def _posted(request: HttpRequest, held: Held) -> tuple[SewingLine, Flow, tuple[str, ...]]:
    """The gathering that the page has, and those before it."""
    line = opened(held.given)
    flow = _flow(line, request.POST.get("groups", ""))
    steps = tuple(step for step in request.POST.get("steps", "").split(";") if step)
    return line, flow, steps[-_MOST_STEPS:]


def _flow(line: SewingLine, text: str) -> Flow:
    flow = regroup.from_text(line.problem, text)
    if flow is None:
        expected = "группы, в которые каждая операция входит один раз; обновите страницу"
        raise InvalidDataError([Problem("Группировка", None, "группы", text[:40], expected)])
    return flow


def _stepped(request: HttpRequest, held: Held, line: SewingLine, flow: Flow) -> Flow:
    """The gathering after the wanted step."""
    problem = line.problem
    if request.POST.get("step") == "reset":
        return _compared(held, line)[1]
    if request.POST.get("group"):
        return _regrouped(request, held, line, flow)
    at = {str(operation.no): place for place, operation in enumerate(problem.operations)}
    operation = at.get(request.POST.get("operation", ""))
    target = request.POST.get("target", "")
    if operation is None or not (target == "home" or (target.isascii() and target.isdecimal())):
        expected = "номер операции последовательности и номер группы"
        raise InvalidDataError(
            [Problem("Перенос", None, "операция", request.POST.get("operation"), expected)]
        )
    if target == "home":
        return regroup.brought_back(problem, _compared(held, line)[1], flow, operation)
    return regroup.moved(problem, flow, operation, min(int(target[:6]), len(flow.groups)))


def _regrouped(request: HttpRequest, held: Held, line: SewingLine, flow: Flow) -> Flow:
    """The gathering after a whole group went along the flow, or back to where it was."""
    group, target = request.POST.get("group", ""), request.POST.get("target", "")
    known = group.isascii() and group.isdecimal()
    if known and target == "home":
        return regroup.put_back(line.problem, _compared(held, line)[1], flow, int(group[:6]))
    if not (known and int(group[:6]) < len(flow.groups) and target.isascii() and target.isdecimal()):
        expected = f"место группы и её новое место от 0 до {len(flow.groups) - 1}"
        raise InvalidDataError([Problem("Перенос", None, "группа", group, expected)])
    return regroup.reordered(flow, int(group[:6]), int(target[:6]))


def _compared(held: Held, line: SewingLine) -> tuple[int, Flow]:
    """The gathering that the page compares with: of the base, else the kept one.

    A base of another sequence is no gathering of this one.
    """
    base = held.head.base
    if base is not None and base in {head.number for head in held.card.versions}:
        other = opened(given_of(held.person, held.card, base))
        if other.flow is not None and other.problem.operations == line.problem.operations:
            return base, other.flow
    if line.flow is None:
        raise InvalidDataError([Problem("Группировка", None, "группы", None, "сгруппированная версия")])
    return held.head.number, line.flow


def _context(
    held: Held,
    line: SewingLine,
    flow: Flow,
    steps: tuple[str, ...],
    *,
    editable: bool,
) -> dict[str, Any]:
    """What the chart is drawn of."""
    problem = line.problem
    number, other = _compared(held, line)
    rows = regroup.carried(problem, other, flow)
    became = regroup.matched(problem, other, flow)
    loads = [_load(line, group.members, group.workers) for group in other.groups]
    was = {new: loads[old] for old, new in became.items()} if other != flow else {}
    found = design(with_groups(held.given, line, flow))
    base = indicators_of(held.card.code, number) if other != flow else None
    text = regroup.as_text(problem, flow)
    changed = line.flow is not None and text != regroup.as_text(problem, line.flow)
    return {
        "sewing": chart(line, flow, frozenset(row.operation for row in rows), was),
        "sewing_rows": indicator_rows(found.indicators[:_LIVE], base),
        "sewing_base": number,
        "sewing_has_base": other != flow,
        "sewing_groups_table": table_view(found.tables[0]),
        "sewing_broken": [each.text for each in found.warnings if each.code.startswith("broken_")],
        "sewing_moves": [_row(line, row) for row in rows],
        "sewing_shifts": regroup.displaced(problem, other, flow),
        "sewing_groups": text,
        "sewing_steps": ";".join(steps),
        "sewing_changed": changed,
        "sewing_editable": editable,
        "sewing_takt": figure_text(float(problem.takt_s), "s"),
    }


def _load(line: SewingLine, members: tuple[int, ...], workers: int) -> float:
    return sum(float(line.problem.operations[member].time_s) for member in members) / workers


def _row(line: SewingLine, row: regroup.Carried) -> MoveRow:
    operation = line.problem.operations[row.operation]
    title = f"{line.text(row.operation, 'text')}, {formats.number(float(operation.time_s), 0)} с"
    return MoveRow(operation.no, row.before + 1, row.after + 1, operation.specialty, title)


PAGE = KindPage(
    tabs=(
        Tab("balance", "Согласование", "potok/lines/kinds/sewing/balance.html", draw, side=False),
        Tab(
            "variants", "Варианты", "potok/lines/kinds/sewing/variants.html", sewing_variants.draw, side=False
        ),
    ),
    menu="potok/lines/kinds/sewing/menu.html",
    hints=(
        Hint(("←", "→"), "операция"),
        Hint(("Ctrl", "← →"), "перенести в соседнюю группу"),
        Hint(("↓",), "номер группы: Ctrl ← → двигает её"),
        Hint(("Ctrl", "Z"), "отменить"),
    ),
    style="potok/sewing.css",
    script="potok/sewing.js",
    urls=(
        path("<str:code>/<int:number>/sewing/move/", move, name="sewing_move"),
        path("<str:code>/<int:number>/sewing/save/", save, name="sewing_save"),
        path("<str:code>/<int:number>/sewing/sequence/", sequence, name="sewing_sequence"),
        path("<str:code>/<int:number>/sewing/variants/", sewing_variants.search, name="sewing_variants"),
        path(
            "<str:code>/<int:number>/sewing/variants/<int:run_id>/<int:place>/",
            sewing_variants.take,
            name="sewing_take",
        ),
    ),
    rights={
        "sewing_move": "edit_lines",
        "sewing_save": "edit_lines",
        "sewing_sequence": "edit_lines",
        "sewing_variants": "edit_lines",
        "sewing_take": "edit_lines",
    },
)
