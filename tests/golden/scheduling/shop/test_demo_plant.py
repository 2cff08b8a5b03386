"""The demo plant as a shop with all plant rules: the rows keep the rules of the plant's own checker."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from potok.errors import InvalidDataError
from potok.exchange.file_plan import file_plan_input
from potok.exchange.plant_files import read_plant
from potok.scheduling.engine import first_plan
from potok.scheduling.request import PlanRequest
from potok.scheduling.shop.plant import plan_in_full_shop
from potok.scheduling.summary import summarise
from potok.scheduling.verify import check_plan

DEMO = Path(__file__).parents[4] / "data" / "plant"


@pytest.fixture(scope="module")
def asked() -> PlanRequest:
    return file_plan_input(read_plant(DEMO)).request


def test_the_first_plan_breaks_no_rule_and_is_late_less_than_half_as_much(asked: PlanRequest) -> None:
    plan, usual = plan_in_full_shop(asked, work_limit=0), first_plan(asked)
    report = check_plan(
        asked.plant, plan.rows, material=asked.material, unplanned=plan.unplanned, now=asked.not_before
    )
    assert [violation.message for violation in report.violations] == []
    made, before = summarise(plan, seconds=0), summarise(usual, seconds=0)
    assert made.planned == before.planned == 146
    assert made.tardiness_days <= 400 < before.tardiness_days / 2


def test_fixed_rows_are_for_the_usual_engine(asked: PlanRequest) -> None:
    row = first_plan(asked).rows[0]
    with pytest.raises(InvalidDataError) as error:
        plan_in_full_shop(replace(asked, fixed_rows=(row,)), work_limit=0)
    assert error.value.problems[0].field == "fixed_rows"
