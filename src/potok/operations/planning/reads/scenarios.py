"""Scenarios side by side: their changes, states and figures, the plan in force first."""

from __future__ import annotations

from typing import Any

from potok.operations.catalog.clock import now
from potok.operations.planning.models import PlanVersion, Scenario
from potok.operations.planning.reads.machines import iso
from potok.operations.planning.scenario_data import change_words, figures_dict
from potok.operations.planning.snapshot import plan_with_request, published_plan
from potok.scheduling.scenarios import scenario_figures
from potok.scheduling.summary import late_orders


def scenario_rows() -> list[dict[str, Any]]:
    """All scenarios, the newest first, without their plans."""
    found = Scenario.objects.select_related("created_by", "taken_as", "based_on").defer("rows")
    return [scenario_dict(scenario) for scenario in found.order_by("-pk")]


def scenario_row(scenario: int) -> dict[str, Any] | None:
    """One scenario without its plan, None when there is none."""
    found = Scenario.objects.select_related("created_by", "taken_as", "based_on").defer("rows")
    row = found.filter(pk=scenario).first()
    return None if row is None else scenario_dict(row)


def scenario_dict(scenario: Scenario) -> dict[str, Any]:
    """A scenario as plain data."""
    person = scenario.created_by
    return {
        "id": scenario.pk,
        "title": scenario.title,
        "state": scenario.state,
        "state_label": scenario.get_state_display(),
        "is_going": scenario.state in {"queued", "running"},
        "is_ready": scenario.state in {"done", "stopped"},
        "share_done": scenario.share_done,
        "changes": [{**change, "words": change_words(change)} for change in scenario.changes],
        "figures": scenario.figures or None,
        "error": scenario.error,
        "based_on": scenario.based_on.number if scenario.based_on else None,
        "plan": scenario.taken_as.number if scenario.taken_as else None,
        "created_by": (person.get_full_name() or person.get_username()) if person else "",
        "created_at": scenario.created_at or now(),
    }


def figures_in_force() -> dict[str, Any] | None:
    """The figures of the plan in force, by the books as they are now; None without a plan."""
    version = published_plan()
    return None if version is None else _figures(version)


def _figures(version: PlanVersion) -> dict[str, Any]:
    request, plan = plan_with_request(version)
    orders = {order.order_no: order for order in (*request.plant.orders, *request.orders)}
    late = late_orders(plan.rows, orders.values(), request.plant)
    figures = scenario_figures(request, plan, (), seconds=0.0)
    data = figures_dict(figures)
    data |= {"late": len(late), "tardiness_days": sum(order.days for order in late), "number": version.number}
    data["last_finish"] = iso(figures.last_finish) if figures.last_finish else None
    return data
