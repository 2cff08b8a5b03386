"""One small shop for each rule of the plant; the rows of its plan were worked out by hand.

A case names what it tells, the rules it is about, the shop as `potok shop` reads it, and the plan as
"job/operation machine set-up start end loads". Each rule is broken once in the engine: its case tells.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from builders.full_cases import shop_of, text_of
from potok.scheduling.bench import Options, Watch
from potok.scheduling.shop import rules as shop_rules
from potok.scheduling.shop.engine import plan_shop
from potok.scheduling.shop.problem import FullShop, ShopPlan
from potok.scheduling.shop.rules import Piece, rules
from potok.scheduling.verify.full_shop import FULL_RULES, check_full_shop

CASES: dict[str, dict[str, Any]] = {
    path.stem: json.loads(path.read_text(encoding="utf-8"))
    for path in sorted(Path(__file__).parent.glob("*.json"))
}


def planned(case: dict[str, Any]) -> tuple[FullShop, ShopPlan]:
    shop = shop_of(case)
    return shop, plan_shop(shop, Watch(Options(time_limit=None, work_limit=case.get("work", 0))))


def told(shop: FullShop, plan: ShopPlan) -> dict[str, Any]:
    figures = {measure.value: value for measure, value in plan.measures.items()}
    return {"rows": [text_of(row, shop) for row in plan.rows], **figures}


def worked_out(case: dict[str, Any], made: dict[str, Any]) -> dict[str, Any]:
    """What the case expects, and of what it leaves open what was made."""
    expected = case["expect"]
    return {**made, "rows": expected.get("rows", made["rows"]), **expected.get("measures", {})}


@pytest.mark.parametrize("name", CASES)
def test_the_plan_is_the_one_worked_out_by_hand(name: str) -> None:
    case = CASES[name]
    shop, plan = planned(case)
    made = told(shop, plan)
    assert made == worked_out(case, made)
    assert [violation.message for violation in check_full_shop(shop, plan)] == []


#: Rule → what a careless engine would do instead.
# ruff: noqa: ARG005 - the careless have the signature of the rule and look at less
BROKEN: dict[str, Callable[..., Any]] = {
    "earliest_of_job": lambda release, fence: fence,
    "not_in_the_past": lambda at, now: at,
    "after_frozen_zone": lambda at, frozen_until: at,
    "is_frozen": lambda row, frozen_until: False,
    "loads_of": lambda amount, loads: (loads.size,) * -(-amount // loads.size),
    "_own_load": lambda amount, loads: (loads.size,) * (amount // loads.size),
    "_spread": lambda amount, loads: (loads.size,) * (amount // loads.size) + (amount % loads.size,),
    "_joined": lambda amount, loads: (loads.size,) * (amount // loads.size) + (amount % loads.size,),
    "working_time": lambda mode, amount: 8,
    "permitted_modes": lambda runs, chosen: [(0, runs[0])],
    "setup_time": lambda machine, before, family: 0,
    "setup_not_before": lambda fence, floor, ready: fence,
    "whole_at_once": lambda run, amount: Piece(0, 0, amount),
    "pieces": lambda amount, first, second, link: (Piece(first.duration, 0, amount),),
    "ready_after_rest": lambda done, least: done,
    "done_not_before": lambda taken, most: 0,
    "done_at_once": lambda taken, lag: 0,
    "pinned_stays": lambda pin: False,
    "started_stays": lambda pin: False,
    "without_stop": lambda axis, position, work: position,
    "enough_people": lambda profile, windows, need: None,
    "crew_is_free": lambda profile, windows: None,
    "tank_has_room": lambda profile, start, finish, amount: None,
    "gap_holds": lambda end, next_start: True,
    "fits_working_time": lambda end, total: True,
    "tardiness": lambda finish, due, weight: max(0, finish - due),
    "setup_sum": lambda setups: 0,
    "changes": lambda published: 0,
    "earliness": lambda finish, due, weight: max(0, due - finish),
    "idle_time": lambda first, last, busy: 0,
}


@pytest.mark.parametrize(
    ("rule", "name"), [(rule, name) for name, case in CASES.items() for rule in case["rules"]]
)
def test_a_broken_rule_fails_its_case(rule: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = getattr(shop_rules, rule)
    for place in [module for key, module in sys.modules.items() if key.startswith("potok.scheduling.shop")]:
        if getattr(place, rule, None) is whole:
            monkeypatch.setattr(place, rule, BROKEN[rule])
    made = told(*planned(CASES[name]))
    assert made != worked_out(CASES[name], made)


def test_every_rule_has_its_case_and_every_case_tells_another_thing() -> None:
    things = [case["tells"] for case in CASES.values()]
    assert len(set(things)) == len(things)
    assert {rule for case in CASES.values() for rule in case["rules"]} == set(rules()) == set(BROKEN)


def test_every_rule_is_guarded_by_a_clause_of_the_checker_that_says_its_phrase() -> None:
    phrases: dict[str, set[str]] = {}
    for rule in rules().values():
        assert rule.phrase[0].isupper()
        assert not rule.phrase.endswith(".")
        phrases.setdefault(rule.clause, set()).add(rule.phrase)
    clauses = {clause.code: clause.title for clause in FULL_RULES}
    assert set(phrases) == set(clauses)
    assert [code for code, title in clauses.items() if title not in phrases[code]] == []
