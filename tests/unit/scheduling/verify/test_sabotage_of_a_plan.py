"""For each rule a small sabotage of a good plan, and the checker names exactly that rule.

Where a fault cannot be made without breaking another rule, `ALSO` says which and why.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from builders.paint_shop import PlanToCheck, good_plan, windows
from builders.plans import at, batch_rows, rate_rows
from potok.scheduling.plan import PlanRow, UnplannedOrder, UnplannedReason
from potok.scheduling.verify import PLAN_RULES, CheckReport, check_plan

Sabotage = Callable[[PlanToCheck], PlanToCheck]
SABOTAGES: dict[str, tuple[str, Sabotage]] = {}

#: Rules that the sabotage of another rule cannot help breaking.
ALSO = {
    # a row that ends before it starts needs a cut to be an extra row
    "finish_after_start": {"cut_at_window_end"},
    # batches of another number have other loads
    "batch_count": {"full_batches"},
    # what ends before its supplier ends has used what was not there yet
    "end_after_predecessor": {"flow"},
}


def sabotage(order_no: str) -> Callable[[Sabotage], Sabotage]:
    """Enters a sabotage of the rule named like the function; the message must name the order."""

    def enter(break_it: Sabotage) -> Sabotage:
        SABOTAGES[break_it.__name__] = (order_no, break_it)
        return break_it

    return enter


def check(plan: PlanToCheck) -> CheckReport:
    return check_plan(plan.plant, plan.rows, unplanned=plan.unplanned, fixed=plan.fixed, now=plan.now)


def without(plan: PlanToCheck, order_no: str, op_no: int | None = None) -> PlanToCheck:
    rows = [row for row in plan.rows if row.order_no != order_no or op_no not in (None, row.op_no)]
    return replace(plan, rows=rows)


def adding(plan: PlanToCheck, *rows: PlanRow) -> PlanToCheck:
    return replace(plan, rows=[*plan.rows, *rows])


def changing(
    plan: PlanToCheck, order_no: str, op_no: int, *, batch_no: int | None = None, **changes: Any
) -> PlanToCheck:
    """Changes fields of the rows of an operation (of one batch)."""
    return replace(
        plan,
        rows=[
            replace(row, **changes)
            if (row.order_no, row.op_no) == (order_no, op_no) and batch_no in (None, row.batch_no)
            else row
            for row in plan.rows
        ],
    )


def moving(
    plan: PlanToCheck, order_no: str, op_no: int | None, minutes: int, *, batch_no: int | None = None
) -> PlanToCheck:
    """Moves rows of an order in time."""
    by = dt.timedelta(minutes=minutes)
    return replace(
        plan,
        rows=[
            replace(row, start_at=row.start_at + by, finish_at=row.finish_at + by)
            if row.order_no == order_no and op_no in (None, row.op_no) and batch_no in (None, row.batch_no)
            else row
            for row in plan.rows
        ],
    )


def extra_row(order_no: str, op_no: int) -> PlanRow:
    return PlanRow(order_no, op_no, 1, 1, "SPARE", at("2026-03-06 08:00"), at("2026-03-06 09:00"), Decimal(1))


@sabotage("Z")
def known_order(plan: PlanToCheck) -> PlanToCheck:
    return adding(plan, extra_row("Z", 10))


@sabotage("A")
def known_operation(plan: PlanToCheck) -> PlanToCheck:
    return adding(plan, extra_row("A", 15))


@sabotage("C")
def permitted_machine(plan: PlanToCheck) -> PlanToCheck:
    return changing(plan, "C", 20, machine_id="MILL")


@sabotage("C")
def machine_working(plan: PlanToCheck) -> PlanToCheck:
    on_broken = batch_rows(
        "C",
        10,
        "OLD",
        at("2026-03-02 19:20"),
        windows(),
        minutes="120",
        qtys=["200"],
        setup_min="30",
    )
    return moving(adding(without(plan, "C", 10), *on_broken), "C", 20, 20)


@sabotage("A")
def whole_seconds(plan: PlanToCheck) -> PlanToCheck:
    return changing(plan, "A", 20, finish_at=at("2026-03-02 14:40:00.500"))


@sabotage("D")
def finish_after_start(plan: PlanToCheck) -> PlanToCheck:
    backwards = PlanRow("D", 30, 0, 2, "FILL", at("2026-03-05 12:50"), at("2026-03-05 12:49:59"), Decimal(0))
    return adding(plan, backwards)


@sabotage("C")
def row_quantity(plan: PlanToCheck) -> PlanToCheck:
    return changing(plan, "C", 20, qty=Decimal("200.0005"))


@sabotage("D")
def usable_window(plan: PlanToCheck) -> PlanToCheck:
    return moving(plan, "D", 30, 210)


@sabotage("A")
def not_before_now(plan: PlanToCheck) -> PlanToCheck:
    return replace(plan, now=at("2026-03-02 08:01"))


@sabotage("A")
def setup_first_row(plan: PlanToCheck) -> PlanToCheck:
    return changing(plan, "A", 10, batch_no=2, setup_min=Decimal(5))


@sabotage("A")
def one_machine(plan: PlanToCheck) -> PlanToCheck:
    return changing(plan, "A", 10, batch_no=3, machine_id="SPARE")


@sabotage("C")
def quantity(plan: PlanToCheck) -> PlanToCheck:
    return changing(plan, "C", 20, qty=Decimal("199.98"))


@sabotage("C")
def batch_count(plan: PlanToCheck) -> PlanToCheck:
    two = batch_rows(
        "C",
        10,
        "MIX",
        at("2026-03-02 19:20"),
        windows(),
        minutes="120",
        qtys=["100", "100"],
        setup_min="15",
    )
    return moving(adding(without(plan, "C", 10), *two), "C", 20, 95)


@sabotage("A")
def full_batches(plan: PlanToCheck) -> PlanToCheck:
    halves = changing(plan, "A", 10, batch_no=2, qty=Decimal(150))
    return changing(halves, "A", 10, batch_no=3, qty=Decimal(150))


@sabotage("A")
def numbering(plan: PlanToCheck) -> PlanToCheck:
    return changing(plan, "A", 10, batch_no=3, part_no=2)


@sabotage("C")
def batch_duration(plan: PlanToCheck) -> PlanToCheck:
    return changing(plan, "C", 10, finish_at=at("2026-03-02 21:34:57"))


@sabotage("C")
def rate_duration(plan: PlanToCheck) -> PlanToCheck:
    return changing(plan, "C", 20, finish_at=at("2026-03-02 22:05:03"))


@sabotage("C")
def setup_time(plan: PlanToCheck) -> PlanToCheck:
    return changing(plan, "C", 20, start_at=at("2026-03-02 21:45"))


@sabotage("C")
def setup_amount(plan: PlanToCheck) -> PlanToCheck:
    full = changing(plan, "C", 10, setup_min=Decimal(30), finish_at=at("2026-03-02 21:50"))
    return moving(full, "C", 20, 15)


@sabotage("D")
def cut_at_window_end(plan: PlanToCheck) -> PlanToCheck:
    first = changing(plan, "D", 30, finish_at=at("2026-03-05 12:00"))
    rest = PlanRow("D", 30, 0, 2, "FILL", at("2026-03-05 12:00"), at("2026-03-05 12:50"), Decimal(0))
    return adding(first, rest)


@sabotage("D")
def without_gap(plan: PlanToCheck) -> PlanToCheck:
    late_batch = moving(plan, "D", 10, 5, batch_no=2)
    return moving(moving(late_batch, "D", 20, 10), "D", 30, 20)


@sabotage("B")
def no_overlap(plan: PlanToCheck) -> PlanToCheck:
    return moving(plan, "A", 20, 320)


@sabotage("C")
def start_after_predecessor(plan: PlanToCheck) -> PlanToCheck:
    return moving(plan, "C", 20, -1)


@sabotage("A")
def flow(plan: PlanToCheck) -> PlanToCheck:
    return moving(plan, "A", 20, -1)


@sabotage("D")
def end_after_predecessor(plan: PlanToCheck) -> PlanToCheck:
    return moving(plan, "D", 20, -9)


@sabotage("D")
def all_operations(plan: PlanToCheck) -> PlanToCheck:
    return without(plan, "D", 30)


@sabotage("D")
def material_date(plan: PlanToCheck) -> PlanToCheck:
    return moving(plan, "D", None, -24 * 60)


@sabotage("E")
def no_cover_no_rows(plan: PlanToCheck) -> PlanToCheck:
    mixing = batch_rows(
        "E",
        10,
        "MIX",
        at("2026-03-06 08:00"),
        windows(),
        minutes="120",
        qtys=["100"],
        setup_min="30",
    )
    filling = rate_rows(
        "E", 20, "FILL", at("2026-03-06 10:30"), windows(), minutes="10", qty="100", setup_min="20"
    )
    return replace(adding(plan, *mixing, *filling), unplanned=plan.unplanned[1:])


@sabotage("C")
def order_planned(plan: PlanToCheck) -> PlanToCheck:
    named = (*plan.unplanned, UnplannedOrder("C", UnplannedReason.NO_CAPACITY))
    return replace(without(plan, "C"), unplanned=named)


@sabotage("E")
def unplanned_named(plan: PlanToCheck) -> PlanToCheck:
    return replace(plan, unplanned=plan.unplanned[1:])


@sabotage("E")
def unplanned_reason(plan: PlanToCheck) -> PlanToCheck:
    wrong = UnplannedOrder("E", UnplannedReason.NO_ROUTE)
    return replace(plan, unplanned=(wrong, *plan.unplanned[1:]))


@sabotage("A")
def fixed_rows(plan: PlanToCheck) -> PlanToCheck:
    published = replace(plan.rows[0], finish_at=at("2026-03-02 10:29"))
    return replace(plan, fixed=(published,))


def test_the_good_plan_is_accepted() -> None:
    report = check(good_plan())
    assert [violation.message for violation in report.violations] == []
    assert report.ok


def test_every_rule_is_sabotaged() -> None:
    assert list(SABOTAGES) == [each.code for each in PLAN_RULES]


@pytest.mark.parametrize("code", SABOTAGES)
def test_a_sabotaged_plan_is_refused_by_the_rule_it_breaks(code: str) -> None:
    order_no, break_it = SABOTAGES[code]
    report = check(break_it(good_plan()))
    assert report.violated_rules == {code} | ALSO.get(code, set())
    violation = next(each for each in report.violations if each.rule == code)
    title = next(each.title for each in report.rules if each.code == code)
    assert violation.order_no == order_no
    assert violation.message.startswith(f"Правило «{title}», заказ {order_no}")


@pytest.mark.parametrize("code", SABOTAGES)
def test_the_sabotage_is_found_whatever_the_order_of_rows(code: str) -> None:
    _, break_it = SABOTAGES[code]
    broken = break_it(good_plan())
    backwards = replace(broken, rows=broken.rows[::-1])
    assert check(backwards).violated_rules == check(broken).violated_rules
