"""For each thing a repair must not do a small sabotage, and the checker names it."""

from __future__ import annotations

from builders.paint_shop import good_plan
from potok.scheduling.plan import PlanRow
from potok.scheduling.verify.repair import check_repair


def test_a_repair_that_changes_nothing_has_no_faults() -> None:
    rows = good_plan().rows
    assert check_repair(rows, rows, held=rows[:1], touched=(), named=()) == ()


def test_held_work_that_moved_is_named() -> None:
    rows = good_plan().rows
    held = rows[0]
    key = held.order_no, held.op_no
    after = [row for row in rows if (row.order_no, row.op_no) != key]
    assert "held_moved" in found(rows, after, held=[held], named=[key])


def test_a_change_that_is_not_named_and_a_named_one_that_is_none_are_found() -> None:
    rows = good_plan().rows
    key = rows[0].order_no, rows[0].op_no
    after = [row for row in rows if (row.order_no, row.op_no) != key]
    assert "changed_unnamed" in found(rows, after)
    assert found(rows, rows, named=[key]) == {"named_unchanged"}


def test_a_change_without_cause_is_found() -> None:
    rows = good_plan().rows
    first = min((row.order_no, row.op_no) for row in rows)
    after = [row for row in rows if (row.order_no, row.op_no) != first]
    assert "changed_without_cause" in found(rows, after, named=[first])
    assert found(rows, after, named=[first], touched=[first]) == set()


def found(
    before: list[PlanRow],
    after: list[PlanRow],
    *,
    held: list[PlanRow] | None = None,
    touched: list[tuple[str, int]] | None = None,
    named: list[tuple[str, int]] | None = None,
) -> set[str]:
    return {
        violation.rule
        for violation in check_repair(
            before, after, held=held or (), touched=touched or (), named=named or ()
        )
    }
