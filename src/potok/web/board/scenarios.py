"""The page «Сценарии»: what-if copies of the plan side by side, one of them taken over as a draft."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from potok.errors import PotokError
from potok.operations.people.acting import Actor, require
from potok.operations.planning.jobs import defer_scenario
from potok.operations.planning.reads.machines import machine_choices
from potok.operations.planning.reads.scenarios import figures_in_force, scenario_row, scenario_rows
from potok.operations.planning.services import scenario_changes, scenarios
from potok.web.board.links import board_url
from potok.web.board.scenario_forms import KINDS, ScenarioForm
from potok.web.listing.rows_field import RowsWidget
from potok.web.shell.person import actor

#: Machines in the comparison of loads, the busiest ones; the others are shown on demand.
_BUSIEST = 8


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """The scenarios and the form of a new one; sent, it is queued."""
    person = actor(request)
    require(person, "read_plan")
    if request.method == "GET":
        return _page(request, person, ScenarioForm())
    require(person, "keep_scenarios")
    form = ScenarioForm(request.POST)
    if form.is_valid():
        try:
            scenario = scenarios.request_scenario(
                person,
                title=form.cleaned_data["title"],
                changes=scenario_changes.changes_of_books(person, form.changes()),
                defer=defer_scenario,
                time_limit_s=form.cleaned_data["time_limit_s"],
            )
        except PotokError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, f"Сценарий «{scenario.title}» считается.")
            return redirect("board:scenarios")
    return _page(request, person, form, status=422)


@require_GET
def table(request: HttpRequest) -> HttpResponse:
    """The comparison anew; `?all=1` with the load of every machine."""
    return _table(request)


@require_GET
def progress(request: HttpRequest, scenario: int) -> HttpResponse:
    """How far a scenario is; once it has ended, the whole comparison in its place."""
    require(actor(request), "read_plan")
    row = scenario_row(scenario)
    if row is not None and row["is_going"]:
        return render(request, "potok/board/scenario_progress.html", {"row": row})
    answer = _table(request)
    answer["HX-Retarget"], answer["HX-Reswap"] = "#scenarios", "outerHTML"
    return answer


@require_GET
def blank_row(request: HttpRequest, kind: str) -> HttpResponse:
    """One more empty row of the form for a kind of change."""
    require(actor(request), "keep_scenarios")
    columns = KINDS[kind][1]() if kind in KINDS else []
    return HttpResponse(RowsWidget(columns, blank=0).row({}))


@require_POST
def stop(request: HttpRequest, scenario: int) -> HttpResponse:
    """End with the best plan found so far."""
    person = actor(request)
    scenarios.stop_scenario(person, scenario_id=scenario)
    return _table(request)


@require_POST
def delete(request: HttpRequest, scenario: int) -> HttpResponse:
    """Throw a scenario away."""
    person = actor(request)
    scenarios.delete_scenario(person, scenario_id=scenario)
    return _table(request)


@require_POST
def take(request: HttpRequest, scenario: int) -> HttpResponse:
    """Take the plan of a scenario over as a draft and show it."""
    draft = scenarios.take_scenario(actor(request), scenario_id=scenario)
    messages.success(
        request,
        f"Сценарий взят черновиком {draft.number}. Смены, ремонты и заказы сценария внесите в учёт сами.",
    )
    return HttpResponseClientRedirect(board_url(draft.number))


def _page(request: HttpRequest, person: Actor, form: ScenarioForm, status: int = 200) -> HttpResponse:
    context = {
        "title": "Сценарии",
        "nav": "scenarios",
        "form": form,
        "kinds": [form[kind] for kind in KINDS],
        **_comparison(request, person),
    }
    return render(request, "potok/board/scenarios.html", context, status=status)


def _table(request: HttpRequest) -> HttpResponse:
    person = actor(request)
    require(person, "read_plan")
    return render(request, "potok/board/scenario_table.html", _comparison(request, person))


def _comparison(request: HttpRequest, person: Actor) -> dict[str, Any]:
    rows = scenario_rows()
    in_force = figures_in_force()
    columns = [("Действующий план", in_force)] if in_force else []
    columns += [(row["title"], row["figures"]) for row in rows if row["figures"]]
    loads = machine_loads(dict(machine_choices(workshops=None)), [figures for _, figures in columns])
    show_all = "all" in request.GET
    return {
        "rows": rows,
        "in_force": in_force,
        "load_heads": [title for title, _ in columns],
        "loads": loads if show_all else loads[:_BUSIEST],
        "loads_left": 0 if show_all else max(0, len(loads) - _BUSIEST),
        "may_keep": person.may("keep_scenarios"),
    }


def machine_loads(
    names: Mapping[str, str], columns: Sequence[Mapping[str, Any]]
) -> list[tuple[str, str, list[float | None]]]:
    """Code, name and load in each column, per cent, of every machine that works in any of them.

    The busiest machines over all columns come first.

    Args:
        names: Name of a machine by its code.
        columns: Figures of plans.
    """
    codes = {code for figures in columns for code, share in figures["load"].items() if share}
    loads = []
    for code in codes:
        shares = [figures["load"].get(code) for figures in columns]
        loads.append((code, names.get(code, code), [None if one is None else one * 100 for one in shares]))
    return sorted(loads, key=lambda row: (-max(one or 0.0 for one in row[2]), row[0]))
