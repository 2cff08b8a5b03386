"""A plant as a shop with all plant rules: work that lasts longer than the first horizon is planned too."""

from __future__ import annotations

import datetime as dt

import pytest

from builders.plants import MONDAY, batch_line, days, machine, order, plant, product, shift
from potok.plant.model import DayKind, MachineStatus
from potok.scheduling.bench import Incumbent, Watch
from potok.scheduling.request import PlanRequest
from potok.scheduling.shop import plant as shop_of_plant
from potok.scheduling.shop.engine import plan_shop
from potok.scheduling.shop.plant import plan_in_full_shop
from potok.scheduling.shop.problem import FullShop, ShopPlan


def request_of(
    *, batches: int, status: MachineStatus = MachineStatus.WORKING, is_ending: bool = False
) -> PlanRequest:
    """Orders of so many batches, eight of which are a working day of the machine.

    The fortnight is repeated, or followed by days off for ever.
    """
    off = [shift(date, kind=DayKind.DAY_OFF) for date in days(MONDAY + dt.timedelta(14), 7)]
    made = plant(
        items=[product("P1", net_kg="1")],
        routing=[batch_line("P1", 10, "M1", size_kg="100", minutes="60")],
        machines=[machine("M1", status=status)],
        calendar=[shift(date) for date in days(MONDAY, 14)] + (off if is_ending else []),
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


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int | None]]:
    """(days laid out, work limit) of every run of the engine."""
    made: list[tuple[int, int | None]] = []

    def watched(shop: FullShop, watch: Watch) -> ShopPlan:
        made.append((shop.horizon // 86_400, watch.options.work_limit))
        return plan_shop(shop, watch)

    monkeypatch.setattr(shop_of_plant, "plan_shop", watched)
    return made


def test_the_search_is_made_once_and_where_all_orders_find_a_place(
    runs: list[tuple[int, int | None]],
) -> None:
    plan = plan_in_full_shop(request_of(batches=300 * 8), work_limit=30)
    assert plan.unplanned == ()
    assert runs == [(400, 0), (1600, 0), (1600, 30)]


def test_a_calendar_that_ends_is_not_looked_at_farther(runs: list[tuple[int, int | None]]) -> None:
    plan = plan_in_full_shop(request_of(batches=10 * 8, is_ending=True), work_limit=5)
    assert len(plan.unplanned) == 1
    assert runs == [(400, 0), (400, 5)]


def test_a_stop_at_once_leaves_no_order_out() -> None:
    plan = plan_in_full_shop(request_of(batches=300 * 8), should_stop=lambda: True)
    assert plan.unplanned == ()
