"""The rules as numbers."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from potok.scheduling import rules
from potok.scheduling.verify import PLAN_RULES, SUMMARY_RULES

HOLIDAYS = frozenset({dt.date(2026, 3, 9)})


def test_every_rule_has_a_russian_phrase_without_exclamation_marks() -> None:
    phrases = rules.phrases()
    assert {"ranking", "setup_seconds", "batches_of", "work_allowed"} <= set(phrases)
    for phrase in phrases.values():
        assert phrase[0].isupper()
        assert "!" not in phrase


def test_every_rule_but_the_choices_is_guarded_by_a_clause_of_the_checker() -> None:
    codes = {rule.code for rule in (*PLAN_RULES, *SUMMARY_RULES)}
    assert set(rules.clauses().values()) <= codes
    assert set(rules.phrases()) - set(rules.clauses()) == {"ranking", "day_weight", "days_early"}


def test_half_a_set_up_is_kept_to_the_second() -> None:
    full = rules.whole_seconds(Decimal(25))
    assert rules.setup_seconds(full, same_product=False, same_family=True) == 750
    assert rules.setup_seconds(453, same_product=False, same_family=True) == 227


def test_the_same_product_needs_no_set_up_even_within_its_family() -> None:
    assert rules.setup_seconds(1500, same_product=True, same_family=True) == 0


@pytest.mark.parametrize(
    ("amount", "batch", "count"),
    [
        (4000, 2000, 2),  # whole batches
        (4001, 2000, 3),  # a gram more takes another batch
        (1, 2000, 1),
    ],
)
def test_batches_are_rounded_up(amount: int, batch: int, count: int) -> None:
    assert rules.batches_of(amount, batch) == count


def test_the_time_of_a_rate_operation_is_rounded_to_the_nearest_second() -> None:
    assert rules.rate_seconds(100, rules.seconds_a_piece(Decimal(1), Decimal(7))) == 51429  # 51 428.571… s
    assert rules.rate_seconds(1, rules.seconds_a_piece(Decimal("0.001"), Decimal(900))) == 1


def test_release_on_friday_with_a_day_of_control_is_ready_after_the_holiday() -> None:
    late = rules.days_late(dt.date(2026, 3, 6), qc_days=1, due_date=dt.date(2026, 3, 6), holidays=HOLIDAYS)
    assert late == 4


def test_without_control_a_release_on_sunday_stays_on_sunday() -> None:
    sunday = dt.date(2026, 3, 8)
    assert rules.days_late(sunday, qc_days=0, due_date=sunday, holidays=HOLIDAYS) == 0
    assert rules.last_release_on_time(qc_days=0, due_date=sunday, holidays=HOLIDAYS) == sunday


@pytest.mark.parametrize("qc_days", [0, 1, 2, 5])
@pytest.mark.parametrize("due", [dt.date(2026, 3, day) for day in range(4, 15)])
def test_the_last_release_on_time_is_on_time_and_the_day_after_it_is_not(qc_days: int, due: dt.date) -> None:
    last = rules.last_release_on_time(qc_days=qc_days, due_date=due, holidays=HOLIDAYS)
    next_day = last + dt.timedelta(days=1)
    assert rules.days_late(last, qc_days=qc_days, due_date=due, holidays=HOLIDAYS) == 0
    assert rules.days_late(next_day, qc_days=qc_days, due_date=due, holidays=HOLIDAYS) > 0


def test_a_finish_at_midnight_is_released_on_the_day_that_begins() -> None:
    assert rules.release_date(dt.datetime(2026, 3, 4)) == dt.date(2026, 3, 4)


def test_a_day_of_an_urgent_order_weighs_three_days_of_an_order_to_stock() -> None:
    assert [rules.day_weight(priority) for priority in (1, 2, 3)] == [6, 3, 2]
