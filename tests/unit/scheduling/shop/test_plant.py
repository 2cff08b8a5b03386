"""A plant as a shop with all plant rules: work that lasts longer than the first horizon is planned too."""

from __future__ import annotations

import datetime as dt

from builders.plants import MONDAY, batch_line, days, machine, order, plant, product, shift
from potok.plant.model import MachineStatus
from potok.scheduling.bench import Incumbent
from potok.scheduling.request import PlanRequest
from potok.scheduling.shop.plant import plan_in_full_shop


def request_of(*, batches: int, status: MachineStatus = MachineStatus.WORKING) -> PlanRequest:
    """Orders of so many batches, eight of which are a working day of the machine."""
    made = plant(
        items=[product("P1", net_kg="1")],
        routing=[batch_line("P1", 10, "M1", size_kg="100", minutes="60")],
        machines=[machine("M1", status=status)],
        calendar=[shift(date) for date in days(MONDAY, 14)],
        orders=[order(f"ЗП-{number}", "P1", 100 * batches) for number in (1, 2)],
    )
    return PlanRequest(
        plant=made,
        orders=made.orders,
        material={one.order_no: MONDAY for one in made.orders},
        not_before=dt.datetime.combine(MONDAY, dt.time()),
    )


def test_orders_that_need_years_are_planned_nevertheless() -> None:
    plan = plan_in_full_shop(request_of(batches=300 * 8), work_limit=0)
    assert plan.unplanned == ()
    first, last = min(row.start_at for row in plan.rows), max(row.finish_at for row in plan.rows)
    assert (last.date() - first.date()).days == 599


def test_an_order_without_a_working_machine_is_no_reason_to_look_farther() -> None:
    plan = plan_in_full_shop(request_of(batches=1, status=MachineStatus.BROKEN), work_limit=0)
    assert [order.reason_code for order in plan.unplanned] == ["no_capacity", "no_capacity"]


def test_better_plans_are_told_on_the_way() -> None:
    told: list[Incumbent] = []
    plan_in_full_shop(request_of(batches=40), work_limit=5, on_incumbent=told.append)
    assert told
