"""The kernels that plan a plant: compiled once, loaded when a process starts."""

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
from potok.scheduling.build import build_problem
from potok.scheduling.engine import plan_orders
from potok.scheduling.parts import parts_of
from potok.scheduling.request import PlanRequest


def warm_plans() -> None:
    """Improve a tiny plan, whatever has to be compiled for it."""
    plan_orders(_tiny_request(), work_limit=10)


def load_plans() -> None:
    """Load the kernels that lie on disk, have them compiled where they do not.

    A process that has them makes its first plan with them and does not wait. Where they are compiled only by
    the first search, that takes some ten seconds of it: a short one would end with its first plan.
    """
    from potok.scheduling.annealing.part import PartData, PartWalk, is_on_disk  # noqa: PLC0415  # takes a second

    if is_on_disk():
        problem = build_problem(_tiny_request())
        PartWalk(PartData(problem, parts_of(problem)[0]), seed=0, lane=0).load()
    else:
        warm_plans()


def _tiny_request() -> PlanRequest:
    """Two orders and two machines."""
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
    return PlanRequest(plant, plant.orders, material, begin)
