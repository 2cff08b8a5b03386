"""Engines that answer to the independent checker: every plan made while they are watched is checked.

A conftest watches the doors of the engines for its folder, so that no test of a planner can forget to ask.
"""

from __future__ import annotations

import functools
import importlib
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest

from potok.scheduling.plan import Plan
from potok.scheduling.request import PlanRequest
from potok.scheduling.verify import check_plan
from potok.scheduling.verify.factory import check_factory
from potok.scheduling.verify.factory_plan import check_factory_plan
from potok.scheduling.verify.full_shop import check_full_shop
from potok.scheduling.verify.machines import check_parallel_machines, check_single_machine
from potok.scheduling.verify.project import check_project
from potok.scheduling.verify.report import Violation
from potok.scheduling.verify.shop import check_shop

Faults = Sequence[Violation]


class UncheckedPlanError(AssertionError):
    """An engine made a plan in which the checker finds faults."""


def plan_faults(request: PlanRequest, plan: Plan) -> Faults:
    """Faults of a plan of a plant: of the orders that were asked for."""
    asked = {order.order_no: order for order in request.orders}
    orders = {order.order_no: order for order in request.plant.orders} | asked
    return check_plan(
        replace(request.plant, orders=tuple(orders.values())),
        plan.rows,
        material={order_no: date for order_no, date in request.material.items() if order_no in asked},
        unplanned=plan.unplanned,
        fixed=request.fixed_rows,
        now=request.not_before,
    ).violations


#: (module, door) → faults of what it answers to its first argument.
DOORS: dict[tuple[str, str], Callable[[Any, Any], Faults]] = {
    ("potok.scheduling.engine", "plan_orders"): plan_faults,
    ("potok.scheduling.shop.plant", "plan_in_full_shop"): plan_faults,
    ("potok.scheduling.repair.engine", "repair_plan"): lambda _, made: plan_faults(made.request, made.plan),
    ("potok.scheduling.shop.engine", "plan_shop"): check_full_shop,
    ("potok.scheduling.disjunctive.engine", "plan_shop"): lambda problem, made: check_shop(
        problem, made.rows, made.makespan
    ),
    ("potok.scheduling.projects.engine", "plan_project"): lambda problem, made: check_project(
        problem, made.starts, made.makespan
    ),
    ("potok.scheduling.tardiness.engine", "plan_machine"): lambda problem, made: check_single_machine(
        problem, made.rows, made.cost
    ),
    ("potok.scheduling.parallel.engine", "plan_machines"): lambda problem, made: check_parallel_machines(
        problem, made.rows, made.makespan
    ),
    ("potok.scheduling.factory.engine", "plan_factory"): lambda problem, made: check_factory(
        problem, made.rows, made.cost
    ),
    ("potok.scheduling.factory_plans.engine", "plan_demands"): lambda case, made: check_factory_plan(
        case, made.rows
    ),
}


@contextmanager
def watched_engines() -> Iterator[None]:
    """Check every plan that the engines make meanwhile, whoever calls them under whatever name.

    Raises:
        UncheckedPlanError: In the call of the engine, with the first fault.
    """
    with pytest.MonkeyPatch.context() as patch:
        for (name, door), faults in DOORS.items():
            whole = getattr(importlib.import_module(name), door)
            checked = _checked(whole, faults)
            for module in list(sys.modules.values()):
                if getattr(module, "__dict__", {}).get(door) is whole:
                    patch.setattr(module, door, checked)
        yield


def _checked(engine: Callable[..., Any], faults: Callable[[Any, Any], Faults]) -> Callable[..., Any]:
    @functools.wraps(engine)
    def checked(asked: Any, *given: Any, **named: Any) -> Any:
        made = engine(asked, *given, **named)
        found = faults(asked, made)
        if found:
            raise UncheckedPlanError(f"{engine.__module__}: {found[0].rule}: {found[0].message}")
        return made

    return checked
