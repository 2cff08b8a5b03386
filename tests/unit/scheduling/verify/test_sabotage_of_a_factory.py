"""Each rule of the checker of factories is proved by breaking it once in a good plan."""

from __future__ import annotations

from dataclasses import replace

import pytest

from potok.scheduling.factory.problem import FactoryProblem, FactoryRow, Order
from potok.scheduling.verify.factory import FACTORY_RULES, check_factory

PROBLEM = FactoryProblem(
    2,
    (
        Order(operations=(((0, 3), (1, 4)), ((1, 2),)), release=1, due=5, weight=3),
        Order(operations=(((0, 4),),), release=0, due=20, weight=1),
    ),
)
GOOD = (FactoryRow(0, 0, 0, 1, 4), FactoryRow(0, 1, 1, 4, 6), FactoryRow(1, 0, 0, 4, 8))
COST = 3


def broken(at: int, **changes: int) -> tuple[FactoryRow, ...]:
    return tuple(replace(row, **changes) if k == at else row for k, row in enumerate(GOOD))


def rules(rows: tuple[FactoryRow, ...], cost: int = COST) -> set[str]:
    return {violation.rule for violation in check_factory(PROBLEM, rows, cost)}


def test_a_good_plan_has_no_fault_whatever_the_order_of_its_rows() -> None:
    assert rules(GOOD) == rules(GOOD[::-1]) == set()


SABOTAGE = {
    "factory_once": (GOOD[:2], COST),
    "factory_mode": (broken(2, end=9), COST),
    "factory_release": (broken(0, start=0, end=3), COST),
    "factory_sequence": (broken(1, start=3, end=5), 0),
    "factory_overlap": (broken(2, start=3, end=7), COST),
    "factory_cost": (GOOD, COST - 1),
}


@pytest.mark.parametrize("rule", SABOTAGE)
def test_a_broken_rule_is_named(rule: str) -> None:
    rows, cost = SABOTAGE[rule]
    assert rules(rows, cost) == {rule}


def test_every_rule_is_broken_once() -> None:
    assert {rule.code for rule in FACTORY_RULES} == set(SABOTAGE)


def test_a_row_of_an_unknown_operation_is_told() -> None:
    assert rules((*GOOD, FactoryRow(0, 2, 1, 6, 6))) == {"factory_once"}
