"""Each rule of the checker of factory plans is proved by breaking it once in a good plan."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from potok.scheduling.factory_plans.model import Demand, PlanCase, PlannedStep, RoutingStep, Shift
from potok.scheduling.verify.factory_plan import DEMAND_RULES, check_factory_plan

MONDAY = dt.datetime(2027, 1, 4)
EIGHT = tuple(Shift(day, 8 * 3600, 16 * 3600) for day in range(5))
CASE = PlanCase(
    start=MONDAY,
    shifts=EIGHT,
    lead_days={"C": 1},
    components={"P": (("C", 1.0), ("Q", 1.0)), "Q": ()},
    routings={
        "P": (RoutingStep(10, 60, 60, ("A", "B")), RoutingStep(20, 0, 30, ("A",))),
        "Q": (RoutingStep(10, 0, 30, ("B",)),),
    },
    resources=("A", "B"),
    stock={"C": 1.0},
    demands=(Demand("D", "P", 4.0, 1, MONDAY + dt.timedelta(days=2)),),
)


def at(day: int, hour: int, minute: int = 0) -> dt.datetime:
    return MONDAY + dt.timedelta(days=day, hours=hour, minutes=minute)


GOOD = (
    PlannedStep("D", "Q", 10, "B", at(0, 14), at(0, 16), 4.0),
    PlannedStep("D", "P", 10, "A", at(1, 14), at(2, 11), 4.0),  # pauses in the night
    PlannedStep("D", "P", 20, "A", at(2, 11), at(2, 13), 4.0),
)


def broken(row: int, **changes: Any) -> tuple[PlannedStep, ...]:
    return tuple(replace(step, **changes) if k == row else step for k, step in enumerate(GOOD))


def rules(rows: tuple[PlannedStep, ...]) -> set[str]:
    return {violation.rule for violation in check_factory_plan(CASE, rows)}


def test_a_good_plan_has_no_fault_whatever_the_order_of_its_rows() -> None:
    assert rules(GOOD) == rules(GOOD[::-1]) == set()


SABOTAGE = {
    "plan_steps": (*GOOD, replace(GOOD[2], start=at(3, 8), end=at(3, 10))),
    "plan_time": broken(0, end=at(0, 15)),
    "plan_shift": broken(2, start=at(2, 17), end=at(3, 10)),
    "plan_overlap": (
        replace(GOOD[0], start=at(0, 8), end=at(0, 10)),
        replace(GOOD[0], demand="E", start=at(0, 9), end=at(0, 11)),
        *GOOD[1:],
    ),
    "plan_sequence": broken(0, start=at(1, 13), end=at(1, 15)),
    "plan_cover": GOOD[1:],
    "plan_material": broken(1, start=at(0, 8), end=at(0, 13)),
}
#: What a sabotage breaks besides, because one row cannot break the rule alone.
BESIDES = {"plan_overlap": {"plan_steps"}, "plan_material": {"plan_sequence"}}


@pytest.mark.parametrize("rule", SABOTAGE)
def test_a_broken_rule_is_named(rule: str) -> None:
    assert rules(SABOTAGE[rule]) == {rule} | BESIDES.get(rule, set())


def test_every_rule_is_broken_once() -> None:
    assert {rule.code for rule in DEMAND_RULES} == set(SABOTAGE)


def test_a_resource_that_is_no_alternate_is_told() -> None:
    assert rules(broken(2, resource="B")) == {"plan_time"}


def test_shifts_that_overlap_count_once_and_a_night_shift_belongs_to_the_day_before() -> None:
    night = Shift(0, 22 * 3600, 30 * 3600)
    case = replace(CASE, shifts=(Shift(0, 8 * 3600, 16 * 3600), Shift(0, 12 * 3600, 18 * 3600), night))
    row = PlannedStep("D", "Q", 10, "B", at(0, 15), at(1, 5), 20.0)
    assert {fault.rule for fault in check_factory_plan(case, [row])} == {"plan_cover"}
