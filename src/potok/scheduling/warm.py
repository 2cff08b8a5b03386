"""Compile the kernels of the engines once, so that later runs find them on disk."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from potok.plant.model import (
    Basis,
    CalendarRow,
    DayKind,
    Item,
    ItemType,
    Machine,
    Order,
    Plant,
    RoutingLine,
    Unit,
)
from potok.scheduling.bench import Options, Watch
from potok.scheduling.disjunctive.engine import plan_shop
from potok.scheduling.disjunctive.problem import Option, chained
from potok.scheduling.engine import plan_orders
from potok.scheduling.factory.engine import warm as warm_factory
from potok.scheduling.factory_plans.engine import warm as warm_demands
from potok.scheduling.parallel.engine import warm as warm_machines
from potok.scheduling.projects.engine import plan_project
from potok.scheduling.projects.problem import Activity, ProjectProblem
from potok.scheduling.request import PlanRequest
from potok.scheduling.tardiness.engine import warm as warm_machine


def warm() -> None:
    """Run each engine on a problem so small that only the kernels count."""
    warm_machine()
    warm_machines()
    warm_factory()
    warm_demands()
    _warm_shops()
    _warm_plans()


def _warm_shops() -> None:
    """Plan a tiny shop and a tiny project whose bounds do not end the search at once."""
    either = (Option(0, 2), Option(1, 3))
    shop = chained(3, [[either, (Option(2, 2),)], [(Option(2, 3),), either], [either, either]])
    plan_shop(shop, Watch(Options(time_limit=None, work_limit=1)))
    activities = (*(Activity(3, (2,), ()) for _ in range(3)), Activity(2, (1,), ()))
    plan_project(ProjectProblem((3,), activities), Watch(Options(time_limit=None, work_limit=1)))


def _warm_plans() -> None:
    """Improve the plan of a plant with two orders and two machines."""
    today = dt.date(2026, 3, 2)
    hours = dt.time(8), dt.time(16)
    calendar = (CalendarRow("1", None, today, 1, *hours, 0, 480, DayKind.WORK),)
    lines = tuple(
        RoutingLine("P", 10, "", "1", name, 1, Basis.RATE, rate_pcs_per_h=Decimal(60))
        for name in ("M1", "M2")
    )
    plant = Plant(
        today=today,
        items={"P": Item("P", "", ItemType.FINISHED, Unit.PCS)},
        routings={"P": lines},
        machines={name: Machine(name, "1", "", Basis.RATE) for name in ("M1", "M2")},
        calendar=calendar,
        orders=tuple(Order(name, today, "", "", "P", 60, today, 1) for name in ("1", "2")),
    )
    material = {order.order_no: today for order in plant.orders}
    begin = dt.datetime.combine(today, dt.time())
    plan_orders(PlanRequest(plant, plant.orders, material, begin), work_limit=10)
