"""The plan of the demo plant: every coverable order, no rule broken, far fewer days late than by ranking."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from potok.exchange.file_plan import file_plan_input
from potok.exchange.plant_files import read_plant
from potok.scheduling.engine import first_plan, plan_orders
from potok.scheduling.plan import Plan, UnplannedReason
from potok.scheduling.request import PlanProgress, PlanRequest
from potok.scheduling.summary import summarise
from potok.scheduling.verify import check_plan

DEMO = Path(__file__).parents[3] / "data" / "plant"


@pytest.fixture(scope="module")
def asked() -> PlanRequest:
    return file_plan_input(read_plant(DEMO)).request


@pytest.fixture(scope="module")
def best(asked: PlanRequest) -> Plan:
    return plan_orders(asked, work_limit=600)


def test_every_order_with_a_known_cover_is_planned(asked: PlanRequest, best: Plan) -> None:
    expected = json.loads((DEMO / "expected.json").read_text(encoding="utf-8"))
    left_out = {order.order_no for order in best.unplanned}
    assert left_out == set(expected["shortage_orders_without_cover"])
    assert {order.reason_code for order in best.unplanned} == {UnplannedReason.NO_KNOWN_COVER}
    assert summarise(best, seconds=0).planned == len(asked.orders) - len(left_out)
    assert best.preliminary == set(expected["shortage_orders"]) - left_out


def test_neither_the_first_nor_the_improved_plan_breaks_a_rule(asked: PlanRequest, best: Plan) -> None:
    for plan in (first_plan(asked), best):
        report = check_plan(
            asked.plant, plan.rows, material=asked.material, unplanned=plan.unplanned, now=asked.not_before
        )
        assert [violation.message for violation in report.violations] == []


def test_improvement_takes_away_more_than_half_of_the_days_late(asked: PlanRequest, best: Plan) -> None:
    before = summarise(first_plan(asked), seconds=0)
    after = summarise(best, seconds=0)
    assert before.tardiness_days == 850
    assert after.tardiness_days <= 360
    assert len(after.late) <= 32 < len(before.late)


def test_the_rest_of_the_days_late_is_mostly_material_that_comes_too_late(asked: PlanRequest) -> None:
    reports: list[PlanProgress] = []
    plan_orders(asked, work_limit=0, progress=reports.append)
    assert reports[-1].bound == 312
