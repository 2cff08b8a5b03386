"""«Варианты»: the trade-off front of a sewing flow as a table and a chart; one becomes a version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from potok.balancing.flow.figures import FlowFigures, measure
from potok.lines.sewing.design import opened
from potok.lines.sewing.model import SewingLine
from potok.operations.lines.jobs import defer_improvement
from potok.operations.lines.reads.card import given_of
from potok.operations.lines.reads.variants import latest_variants
from potok.operations.lines.services.runs import request_improvement
from potok.operations.lines.services.variants import take_variant
from potok.web import formats
from potok.web.lines.improving import ImproveForm
from potok.web.lines.kinds import Seen
from potok.web.lines.kinds.sewing_front import Spot, front_chart
from potok.web.shell.person import actor

#: Figures by attribute of `FlowFigures`: title of the column, digits.
FIGURES = {
    "smoothness": ("Разброс загрузки, с", 1),
    "mismatch": ("Несоответствие разрядов, разряд·с", 0),
    "machines": ("Видов машин на местах", 0),
    "mixed_machines": ("Мест с двумя машинами", 0),
    "returns": ("Возвраты пачки", 0),
    "mixed_specialties": ("Мест с двумя специальностями", 0),
}
#: How long a search for variants takes unless said otherwise, seconds.
USUAL_S = 60


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure: its text, whether it is better or worse than the first gathering's, the best of all rows."""

    text: str
    tone: str
    best: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A gathering in the table; `place` is its number among the variants, None of a kept version."""

    place: int | None
    title: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """A column: whether the rows are in its order."""

    key: str
    title: str
    current: bool


def draw(seen: Seen) -> Mapping[str, Any]:
    """The newest variants for the input of the version, beside the first gathering and the own one."""
    given = seen.version.given
    if given is None:
        return {"front": None}
    line = opened(given)
    found = latest_variants(seen.card, given)
    may_search = seen.person.may("edit_lines") and seen.card.is_active
    if found is None:
        return {"front": None, "may_search": may_search, "usual_s": USUAL_S}
    first_number, first = _first(seen, line)
    own = None if line.flow is None else measure(line.problem, line.flow)
    sort = seen.query.get("by", "")
    sort = sort if sort in FIGURES else "smoothness"
    numbered = [(place, _figures(item.figures)) for place, item in enumerate(found.variants.items, start=1)]
    kept = [pair for pair in numbered if first is None or _nowhere_worse(pair[1], first)]
    only_better = "better" in seen.query and first is not None
    shown = sorted(kept if only_better else numbered, key=lambda pair: (getattr(pair[1], sort), *pair[1]))
    fixed = [
        (f"исходная, версия {first_number}", first) if first_number != seen.version.head.number else None,
        (f"эта версия, {seen.version.head.number}", own),
    ]
    named = [(name, figures) for name, figures in filter(None, fixed) if figures is not None]
    every = [*(figures for _, figures in named), *(figures for _, figures in shown)]
    better = {place for place, _ in kept}
    return {
        "front": found,
        "front_heads": [Head(key, title, key == sort) for key, (title, _) in FIGURES.items()],
        "front_rows": [
            *(_row(None, name, figures, first, every) for name, figures in named),
            *(_row(place, f"вариант {place}", figures, first, every) for place, figures in shown),
        ],
        "front_chart": front_chart(
            [Spot(None, name, figures.smoothness, figures.mismatch, fixed=True) for name, figures in named]
            + [
                Spot(place, f"вариант {place}", own.smoothness, own.mismatch, better=place in better)
                for place, own in shown
            ]
        ),
        "front_first": first_number if first is not None else None,
        "front_better": len(kept) if first is not None else None,
        "front_only_better": only_better,
        "front_sort": sort,
        "may_search": may_search,
        "usual_s": USUAL_S,
    }


@require_POST
def search(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Queue a search for variants; the strip of the page then follows it."""
    form = ImproveForm(request.POST)
    if not form.is_valid():
        context = {"improve_form": form, "usual_s": USUAL_S}
        return render(request, "potok/lines/kinds/sewing/variants_fields.html", context, status=422)
    request_improvement(
        actor(request),
        code=code,
        number=number,
        defer=defer_improvement,
        time_limit_s=form.cleaned_data["time_limit_s"],
        aim="variants",
    )
    return HttpResponseClientRedirect(reverse("lines:version", args=[code, number]) + "?tab=variants")


@require_POST
def take(request: HttpRequest, code: str, number: int, run_id: int, place: int) -> HttpResponse:
    """Make a version of a variant."""
    saved = take_variant(actor(request), code=code, number=number, run_id=run_id, place=place)
    messages.success(request, f"Версия {saved.number}: группировка варианта {place}.")
    return HttpResponseClientRedirect(reverse("lines:version", args=[code, saved.number]))


def _figures(stored: Mapping[str, float]) -> FlowFigures:
    return FlowFigures(
        smoothness=stored["smoothness"],
        mismatch=stored["mismatch"],
        machines=round(stored["machines"]),
        mixed_machines=round(stored["mixed_machines"]),
        returns=round(stored["returns"]),
        mixed_specialties=round(stored["mixed_specialties"]),
    )


def _first(seen: Seen, line: SewingLine) -> tuple[int, FlowFigures | None]:
    """The version from which this one descends and its gathering: of the source, of the existing flow.

    An ancestor of another sequence is no gathering of this one.
    """
    bases = {head.number: head.base for head in seen.card.versions}
    number = seen.version.head.number
    first = (number, None if line.flow is None else measure(line.problem, line.flow))
    older = bases[number]
    while older is not None and older in bases:
        other = opened(given_of(seen.person, seen.card, older))
        if other.problem.operations != line.problem.operations:
            break
        if other.flow is not None:
            first = (older, measure(other.problem, other.flow))
        older = bases[older]
    return first


def _nowhere_worse(one: FlowFigures, other: FlowFigures) -> bool:
    return tuple(one) == tuple(other) or one.dominates(other)


def _row(
    place: int | None,
    title: str,
    figures: FlowFigures,
    first: FlowFigures | None,
    every: Sequence[FlowFigures],
) -> Row:
    cells = []
    for key, (_, decimals) in FIGURES.items():
        value = round(getattr(figures, key), decimals)
        base = value if first is None else round(getattr(first, key), decimals)
        tone = "" if value == base else "done" if value < base else "bad"
        best = value == min(round(getattr(other, key), decimals) for other in every)
        cells.append(Cell(formats.number(value, decimals), tone, best))
    return Row(place, title, tuple(cells))
