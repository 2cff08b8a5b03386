"""Each rule of the shop checker is proved by breaking it once in a good schedule."""

from __future__ import annotations

from dataclasses import replace

import pytest

from potok.scheduling.disjunctive.problem import Option, ShopRow, chained
from potok.scheduling.verify.shop import SHOP_RULES, check_shop

PROBLEM = chained(2, [[(Option(0, 3), Option(1, 4)), (Option(1, 2),)], [(Option(0, 5),)]])
GOOD = (ShopRow(0, 0, 0, 0, 3), ShopRow(0, 1, 1, 3, 5), ShopRow(1, 0, 0, 3, 8))


def broken(at: int, **changes: int) -> tuple[ShopRow, ...]:
    return tuple(replace(row, **changes) if k == at else row for k, row in enumerate(GOOD))


def rules(rows: tuple[ShopRow, ...], makespan: int = 8) -> set[str]:
    return {violation.rule for violation in check_shop(PROBLEM, rows, makespan)}


def test_a_good_schedule_has_no_fault_whatever_the_order_of_its_rows() -> None:
    assert rules(GOOD) == set()
    assert rules(GOOD[::-1]) == set()


SABOTAGE = {
    "shop_once": (GOOD[:2], 5),
    "shop_option": (broken(2, end=7), 7),
    "shop_start": (broken(0, start=-1, end=2), 8),
    "shop_precedence": (broken(1, start=2, end=4), 8),
    "shop_overlap": (broken(2, start=2, end=7), 7),
    "shop_makespan": (GOOD, 7),
}


@pytest.mark.parametrize("rule", SABOTAGE)
def test_a_broken_rule_is_named(rule: str) -> None:
    rows, makespan = SABOTAGE[rule]
    assert rules(rows, makespan) == {rule}


def test_every_rule_is_broken_once() -> None:
    assert {rule.code for rule in SHOP_RULES} == set(SABOTAGE)


def test_a_row_of_an_unknown_operation_and_a_second_row_are_told() -> None:
    assert "shop_once" in rules((*GOOD, ShopRow(7, 0, 0, 8, 8)))
    assert "shop_once" in rules((*GOOD, GOOD[1]))


def test_an_operation_of_no_time_may_stand_where_another_begins_or_ends_but_not_inside() -> None:
    problem = chained(1, [[(Option(0, 0),)], [(Option(0, 4),)]])
    work = ShopRow(1, 0, 0, 0, 4)
    faults = {at: check_shop(problem, (ShopRow(0, 0, 0, at, at), work), 4) for at in (0, 2, 4)}
    assert [bool(faults[at]) for at in (0, 2, 4)] == [False, True, False]
