"""Each rule of the checker of shops with all plant rules is proved by breaking it once in a good plan."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from builders.full_cases import row_of, shop_of
from potok.scheduling.shop.problem import (
    FullShop,
    Job,
    Link,
    Loads,
    Machine,
    Measure,
    Mode,
    Operation,
    ShopPlan,
    WorkRow,
)
from potok.scheduling.verify.full_case import FullCase, true_measures
from potok.scheduling.verify.full_shop import FULL_RULES, check_full_shop, report_of

CASES = Path(__file__).parents[3] / "golden" / "scheduling" / "shop"

#: Rule → (case, rows of its plan that are changed: the old text and the new one).
SABOTAGE: dict[str, tuple[str, dict[str, str]]] = {
    "full_once": ("release", {"Б/1 С 30 30 35": ""}),
    "full_closed": ("may_not_stop", {"Б/1 С 15 15 23": "Б/1 С 22 22 30", "В/1 С 4 4 10": "В/1 С 12 12 21"}),
    "full_duration": ("alternative_machines", {"В/1 С 5 5 10": "В/1 С 5 5 9"}),
    "full_loads": ("remainder_spread", {"А/1 А1 0 0 18 8+8+7": "А/1 А1 0 0 18 10+10+3"}),
    "full_unbroken": ("may_not_stop", {"Б/1 С 15 15 23": "Б/1 С 5 5 18", "В/1 С 4 4 10": "В/1 С 23 23 29"}),
    "full_overlap": ("one_at_a_time", {"В/1 С 15 15 19": "В/1 С 7 7 11"}),
    "full_setup": ("setup_by_family", {"В/1 С 18 18 23": "В/1 С 18 19 24"}),
    "full_release": ("release", {"А/1 С 10 10 15": "А/1 С 9 9 14"}),
    "full_now": ("not_in_the_past", {"А/1 С 10 10 15": "А/1 С 9 9 14"}),
    "full_frozen": ("frozen_zone", {"А/1 С 10 10 25": "А/1 С 20 20 35"}),
    "full_pinned": ("pinned", {"А/1 С 6 6 11": "А/1 С 19 19 24"}),
    "full_started": ("started", {"А/1 С 4 4 16": "А/1 С 3 3 15"}),
    "full_sequence": ("sequence", {"Б/2 Т 9 9 11": "Б/2 Т 7 7 9", "А/2 Т 5 5 9": "А/2 Т 9 9 13"}),
    "full_transfer": ("transfer_batches", {"А/2 Т 10 10 40": "А/2 Т 9 9 39"}),
    "full_rest": ("paint_rests", {"А/2 С 14 14 17": "А/2 С 13 13 16"}),
    "full_wait": ("dough_must_not_wait", {"Б/1 С 12 12 17": "Б/1 С 11 11 16"}),
    "full_no_wait": ("no_wait", {"Б/1 С 15 15 20": "Б/1 С 14 14 19"}),
    "full_crew": ("crew_by_shift", {"В/1 С 60 60 70": "В/1 С 59 59 69"}),
    "full_setup_crew": ("cleaning_crew", {"Б/1 Т 4 8 13": "Б/1 Т 3 7 12"}),
    "full_tank": ("tank_is_full", {"В/1 М 20 20 25": "В/1 М 19 19 24"}),
    "full_setup_waits": ("setup_waits_for_work", {"А/1 С 10 13 18": "А/1 С 9 12 17"}),
    "full_tardiness": ("release", {}),
    "full_setup_time": ("release", {}),
    "full_change": ("release", {}),
    "full_earliness": ("release", {}),
    "full_idle": ("release", {}),
}

#: Clause → the measure that a plan claims too small.
CLAIMED = {
    "full_tardiness": Measure.TARDINESS,
    "full_setup_time": Measure.SETUP,
    "full_change": Measure.CHANGE,
    "full_earliness": Measure.EARLINESS,
    "full_idle": Measure.IDLE,
}


def case_of(name: str) -> dict[str, Any]:
    case: dict[str, Any] = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    return case


def plan_of(shop: FullShop, rows: list[str]) -> ShopPlan:
    made = tuple(row_of(text, shop) for text in rows if text)
    plan = ShopPlan(rows=made, left_out=(), measures={}, bound=0, decodings=0)
    return replace(plan, measures=true_measures(FullCase(shop, plan)))


@pytest.mark.parametrize("rule", SABOTAGE)
def test_a_broken_rule_is_named(rule: str) -> None:
    name, changes = SABOTAGE[rule]
    case = case_of(name)
    shop = shop_of(case)
    good = plan_of(shop, case["expect"]["rows"])
    assert check_full_shop(shop, good) == ()
    assert set(changes) <= set(case["expect"]["rows"])
    broken = plan_of(shop, [changes.get(text, text) for text in case["expect"]["rows"]])
    if rule in CLAIMED:
        measures = dict(broken.measures)
        measures[CLAIMED[rule]] -= 1
        broken = replace(broken, measures=measures)
    assert {violation.rule for violation in check_full_shop(shop, broken)} == {rule}


def test_every_rule_is_broken_once() -> None:
    assert {rule.code for rule in FULL_RULES} == set(SABOTAGE)


def test_a_row_of_an_unknown_operation_and_rows_of_a_job_left_out_are_told() -> None:
    case = case_of("release")
    shop = shop_of(case)
    good = plan_of(shop, case["expect"]["rows"])
    unknown = replace(good, rows=(*good.rows, replace(good.rows[0], operation=3)))
    assert {violation.rule for violation in check_full_shop(shop, unknown)} == {"full_once"}
    left_out = replace(
        good, left_out=(0,), measures=true_measures(FullCase(shop, replace(good, left_out=(0,))))
    )
    assert {violation.rule for violation in check_full_shop(shop, left_out)} == {"full_once"}


def test_a_setup_behind_its_own_work_hides_no_work_at_the_same_time() -> None:
    jobs = tuple(Job(name, (Operation((Mode(0, 60),)),), (), due=60) for name in ("1", "2"))
    shop = FullShop(200, (Machine("А", ((0, 200),)),), jobs)
    rows = (WorkRow(0, 0, 0, 0, 0, 60), WorkRow(1, 0, 0, 60, 0, 60))
    plan = ShopPlan(rows=rows, left_out=(), measures={}, bound=0, decodings=0)
    found = report_of(shop, plan)[1]
    assert [(violation.rule, violation.order_no) for violation in found] == [("full_overlap", "2")]


def test_work_that_ends_before_it_begins_is_told() -> None:
    case = case_of("one_at_a_time")
    shop = shop_of(case)
    changed = plan_of(shop, [text.replace("15 15 19", "19 19 15") for text in case["expect"]["rows"]])
    assert "full_overlap" in {violation.rule for violation in check_full_shop(shop, changed)}


@pytest.mark.parametrize("handed", [(), (4,), (9, 9), (1,) * 20], ids=["none", "less", "more", "many"])
@pytest.mark.parametrize("place", [0, 1])
def test_wrong_loads_beside_transfer_batches_are_named(place: int, handed: tuple[int, ...]) -> None:
    apparatus = Operation((Mode(0, 5, Loads(4, 1, 4)),), setup_waits=True)
    second = replace(apparatus, modes=(replace(apparatus.modes[0], machine=1),))
    job = Job("З", (apparatus, second), (Link(transfer=2),), amount=8)
    machines = tuple(Machine(name, ((0, 100),), ((1,), (1,))) for name in ("А", "Б"))
    shop = FullShop(100, machines, (job,))
    rows = [WorkRow(0, 0, 0, 0, 1, 11, (4, 4)), WorkRow(0, 1, 0, 11, 12, 22, (4, 4))]
    plan = ShopPlan(rows=tuple(rows), left_out=(), measures={}, bound=0, decodings=0)
    assert report_of(shop, plan)[1] == ()
    rows[place] = replace(rows[place], loads=handed)
    found = {violation.rule for violation in report_of(shop, replace(plan, rows=tuple(rows)))[1]}
    assert "full_loads" in found


def test_a_measure_that_is_claimed_alone_is_judged_alone() -> None:
    case = case_of("release")
    shop = shop_of(case)
    whole = plan_of(shop, case["expect"]["rows"])
    one = replace(whole, measures={Measure.TARDINESS: whole.measures[Measure.TARDINESS]})
    assert report_of(shop, one)[1] == ()
    wrong = replace(one, measures={Measure.TARDINESS: whole.measures[Measure.TARDINESS] + 1})
    assert [violation.rule for violation in report_of(shop, wrong)[1]] == ["full_tardiness"]
