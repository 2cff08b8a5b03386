"""One small shop for each rule of the plant; the rows of its plan were worked out by hand.

A case names what it tells, the rules of the checker it is about, the shop in short, and the plan as
"job/operation machine set-up start end loads".
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from builders.full_cases import shop_of, text_of
from potok.scheduling.bench import Options, Watch
from potok.scheduling.shop.engine import plan_shop
from potok.scheduling.shop.rules import phrases
from potok.scheduling.verify.full_shop import FULL_RULES, check_full_shop

CASES = {
    path.stem: json.loads(path.read_text(encoding="utf-8"))
    for path in sorted(Path(__file__).parent.glob("*.json"))
}


@pytest.mark.parametrize("name", CASES)
def test_the_plan_is_the_one_worked_out_by_hand(name: str) -> None:
    case: dict[str, Any] = CASES[name]
    shop = shop_of(case)
    plan = plan_shop(shop, Watch(Options(time_limit=None, work_limit=case.get("work", 0))))
    expected = case["expect"]
    if "rows" in expected:
        assert [text_of(row, case) for row in plan.rows] == expected["rows"]
    for measure, value in expected.get("measures", {}).items():
        assert plan.measures[measure] == value
    assert [violation.message for violation in check_full_shop(shop, plan)] == []


def test_every_rule_has_its_case_and_every_case_tells_another_thing() -> None:
    told = [case["tells"] for case in CASES.values()]
    assert len(set(told)) == len(told)
    assert {rule for case in CASES.values() for rule in case["rules"]} | {"full_once"} == {
        rule.code for rule in FULL_RULES
    }


def test_every_rule_of_the_engine_has_a_russian_phrase() -> None:
    assert len(phrases()) >= 18
    assert all(phrase[0].isupper() and not phrase.endswith(".") for phrase in phrases().values())
