"""Scenarios: what-if copies of the plan, computed as jobs, compared, one taken over as a draft."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from ninja import Field, Schema

from potok.api.fields import Code, Day, Given, Line, LocalMoment, Moment, OrderNo, Pieces
from potok.api.plans.versions import PlanHead
from potok.api.section import Section
from potok.operations.people.acting import Actor
from potok.operations.planning.jobs import defer_scenario
from potok.operations.planning.reads.board import plan_head
from potok.operations.planning.reads.promises import Asked
from potok.operations.planning.reads.scenarios import figures_in_force, scenario_dict, scenario_rows
from potok.operations.planning.services import scenario_changes, scenarios
from potok.scheduling.scenarios import AddShift, Change, MoveRepair

section = Section("План: сценарии")


class ShiftGiven(Given):
    """A machine works a shift more."""

    kind: Literal["shift"]
    machine: Code
    date: Day
    start: dt.time = dt.time(8)
    minutes: int = Field(480, ge=30, le=1440)


class RepairGiven(Given):
    """The repair of a machine goes to another date."""

    kind: Literal["repair"]
    machine: Code
    from_date: Day
    to_date: Day


class OrderGiven(Given):
    """An order is taken that the books do not have."""

    kind: Literal["order"]
    product: Code
    qty_pcs: Pieces
    due_date: Day
    priority: int = Field(2, ge=1, le=3)


class NewOrderGiven(Given):
    """A new order of the books is taken as if it were confirmed."""

    kind: Literal["new_order"]
    order_no: OrderNo


class ReceiptGiven(Given):
    """A receipt comes on another date."""

    kind: Literal["receipt"]
    receipt: Code
    expected_date: Day


ChangeGiven = Annotated[
    ShiftGiven | RepairGiven | OrderGiven | NewOrderGiven | ReceiptGiven, Field(discriminator="kind")
]


class ScenarioRequest(Given):
    """A name, the changes, how long to search."""

    title: Line = Field(min_length=1)
    changes: list[ChangeGiven] = Field(default_factory=list, max_length=50)
    time_limit_s: int = Field(20, ge=1, le=3600)
    seed: int = Field(0, ge=0, le=2**31 - 1)


class ScenarioFiguresOut(Schema):
    """A plan in figures."""

    orders: int
    planned: int
    late: int
    tardiness_days: int
    setup_h: float
    overtime_h: float
    last_finish: LocalMoment | None
    load: dict[str, float | None] = Field(description="Машина → доля занятого рабочего времени.")


class ScenarioChangeOut(Schema):
    """A change in words."""

    kind: str
    words: str


class ScenarioErrorOut(Schema):
    """Why it failed; empty when it did not."""

    code: str = ""
    message: str = ""


class ScenarioOut(Schema):
    """A scenario."""

    id: int
    title: str
    state: str
    state_label: str
    share_done: float
    changes: list[ScenarioChangeOut]
    figures: ScenarioFiguresOut | None
    error: ScenarioErrorOut
    based_on: int | None
    plan: int | None
    created_by: str
    created_at: Moment


class ScenarioList(Schema):
    """Scenarios beside the plan in force."""

    in_force: ScenarioFiguresOut | None
    scenarios: list[ScenarioOut]


class StoppedOut(Schema):
    """The scenario that was asked to stop."""

    id: int


@section.read("/scenarios", right="read_plan", answer=ScenarioList, summary="Сценарии рядом")
def list_scenarios(_: Actor) -> dict[str, Any]:
    """All scenarios with their figures, and those of the plan in force."""
    return {"in_force": figures_in_force(), "scenarios": scenario_rows()}


@section.command(
    "/scenarios", name="keep_scenarios", answer=ScenarioOut, status=201, summary="Рассчитать сценарий"
)
def request_scenario(actor: Actor, payload: ScenarioRequest) -> dict[str, Any]:
    """Queue a scenario."""
    changes = scenario_changes.changes_of_books(actor, [_change(given) for given in payload.changes])
    scenario = scenarios.request_scenario(
        actor,
        title=payload.title,
        changes=changes,
        defer=defer_scenario,
        time_limit_s=payload.time_limit_s,
        seed=payload.seed,
    )
    return scenario_dict(scenario)


@section.command(
    "/scenarios/{int:scenario}/stop", name="keep_scenarios", answer=StoppedOut, summary="Остановить сценарий"
)
def stop_scenario(actor: Actor, scenario: int) -> StoppedOut:
    """End with the best plan found so far."""
    scenarios.stop_scenario(actor, scenario_id=scenario)
    return StoppedOut(id=scenario)


@section.command(
    "/scenarios/{int:scenario}/take",
    name="keep_scenarios",
    answer=PlanHead,
    status=201,
    summary="Взять сценарий черновиком",
)
def take_scenario(actor: Actor, scenario: int) -> dict[str, Any] | None:
    """The plan of the scenario as a draft for the books as they are now."""
    return plan_head(scenarios.take_scenario(actor, scenario_id=scenario))


@section.command(
    "/scenarios/{int:scenario}",
    name="keep_scenarios",
    answer=StoppedOut,
    summary="Удалить сценарий",
    method="DELETE",
)
def delete_scenario(actor: Actor, scenario: int) -> StoppedOut:
    """Throw it away; drafts made of it stay."""
    scenarios.delete_scenario(actor, scenario_id=scenario)
    return StoppedOut(id=scenario)


def _change(given: Given) -> Change | scenario_changes.BooksChange:
    match given:
        case ShiftGiven():
            return AddShift(given.machine, given.date, given.start.replace(tzinfo=None), given.minutes)
        case RepairGiven():
            return MoveRepair(given.machine, given.from_date, given.to_date)
        case OrderGiven():
            return Asked(given.product, given.qty_pcs, given.due_date, given.priority)
        case NewOrderGiven():
            return scenario_changes.OrderOfBooks(given.order_no)
        case ReceiptGiven():
            return scenario_changes.ReceiptMoved(given.receipt, given.expected_date)
        case _:
            raise TypeError(type(given).__name__)
