"""The watch over the engines is proved by sabotage: an engine that breaks a rule fails whoever called it."""

from __future__ import annotations

import datetime as dt
import importlib
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from builders.checked_engines import DOORS, UncheckedPlanError, watched_engines
from builders.full_works import works
from builders.plants import MONDAY, batch_line, days, machine, order, plant, product, shift
from builders.small_factories import demand_text, random_factory
from builders.small_shops import CROSSING
from potok.scheduling.bench import Options, Watch
from potok.scheduling.engine import first_plan
from potok.scheduling.factory_plans.reading import read_plan_case
from potok.scheduling.parallel.problem import ParallelMachines
from potok.scheduling.projects.problem import Activity, ProjectProblem
from potok.scheduling.repair.events import Breakdown
from potok.scheduling.request import PlanRequest
from potok.scheduling.tardiness.problem import SingleMachine

EIGHT = dt.datetime(2026, 3, 2, 8)


def request_of() -> PlanRequest:
    made = plant(
        items=[product("P1", net_kg="1")],
        routing=[batch_line("P1", 10, "M1", size_kg="100", minutes="60")],
        machines=[machine("M1")],
        calendar=[shift(date) for date in days(MONDAY, 14)],
        orders=[order("ЗП-1", "P1", 200)],
    )
    return PlanRequest(
        plant=made, orders=made.orders, material={"ЗП-1": MONDAY}, not_before=dt.datetime(2026, 3, 2)
    )


def small_problem(module: str) -> Any:
    """A problem for the engine of a module."""
    makers: dict[str, Callable[[], Any]] = {
        "shop.engine": lambda: works(3, 2, 2, days=6),
        "disjunctive.engine": lambda: CROSSING,
        "projects.engine": lambda: ProjectProblem((1,), (Activity(2, (1,), (1,)), Activity(2, (1,), ()))),
        "tardiness.engine": lambda: SingleMachine((4, 4), (1, 9), (4, 4)),
        "parallel.engine": lambda: ParallelMachines(((5, 1), (1, 5))),
        "factory.engine": lambda: random_factory(1, orders=4),
        "factory_plans.engine": lambda: read_plan_case(demand_text(4, 0)),
    }
    return makers[module.removeprefix("potok.scheduling.")]()


def called(module: str, door: str) -> Any:
    """What an engine answers when it is called by the name it has now."""
    engine = getattr(importlib.import_module(module), door)
    if door in {"plan_orders", "plan_in_full_shop"}:
        return engine(request_of(), work_limit=0)
    if door == "repair_plan":
        event = Breakdown("M1", EIGHT, EIGHT + dt.timedelta(hours=3))
        return engine(request_of(), first_plan(request_of()), event, work_limit=1)
    return engine(small_problem(module), Watch(Options(time_limit=None, work_limit=0)))


def spoilt(made: Any) -> Any:
    """The answer with an operation missing, or with all activities at once."""
    if hasattr(made, "request"):
        return replace(made, plan=spoilt(made.plan))
    if hasattr(made, "starts"):
        return replace(made, starts=(0,) * len(made.starts))
    return replace(made, rows=made.rows[1:])


@pytest.mark.parametrize(("module", "door"), DOORS)
def test_an_engine_that_breaks_a_rule_fails_in_the_call(
    module: str, door: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = importlib.import_module(module)
    whole = getattr(place, door)
    monkeypatch.setattr(place, door, lambda *given, **named: spoilt(whole(*given, **named)))
    with watched_engines(), pytest.raises(UncheckedPlanError, match=f"{module}|{__name__}"):
        called(module, door)


def test_who_took_the_engine_by_name_is_watched_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """`first_plan` of this module is the one of the import above."""
    place = importlib.import_module("potok.scheduling.engine")
    whole = place.plan_orders
    monkeypatch.setattr(place, "plan_orders", lambda *given, **named: spoilt(whole(*given, **named)))
    with watched_engines(), pytest.raises(UncheckedPlanError):
        first_plan(request_of())
