"""The sentence of a repair counts apart what moves, comes and falls out, and praises nobody wrongly."""

from __future__ import annotations

import datetime as dt

from potok.scheduling.fixed import OperationKey, rows_by_operation
from potok.scheduling.plan import LateOrder, PlanRow
from potok.scheduling.repair.changes import (
    operation_changes,
    order_shifts,
    repair_sentence,
    urgent_words,
)
from potok.scheduling.summary import release_moments

EIGHT = dt.datetime(2026, 3, 2, 8)


def plan(places: dict[OperationKey, int]) -> tuple[PlanRow, ...]:
    """An hour's work of each operation, so many hours after eight."""
    return tuple(
        PlanRow(order_no, op_no, 1, 1, "M1", at, at + dt.timedelta(hours=1), 10, 0)  # type: ignore[arg-type]
        for (order_no, op_no), hour in places.items()
        for at in [EIGHT + dt.timedelta(hours=hour)]
    )


def said(
    before: dict[OperationKey, int],
    after: dict[OperationKey, int],
    *,
    late_before: dict[str, int] | None = None,
    late_after: dict[str, int] | None = None,
) -> str:
    old, new = plan(before), plan(after)
    of_new = rows_by_operation(new)
    changes = operation_changes(rows_by_operation(old), of_new)
    shifts = order_shifts(
        changes,
        released_before=release_moments(old),
        released_after=release_moments(new),
        late_before=[LateOrder(*late) for late in (late_before or {}).items()],
        late_after=[LateOrder(*late) for late in (late_after or {}).items()],
    )
    return repair_sentence(changes, shifts, of_new)


def test_an_order_that_falls_out_is_said_first_and_is_no_less_late() -> None:
    before = {("ЗП-1", 10): 0, ("ЗП-1", 20): 1, ("ЗП-2", 10): 2}
    sentence = said(before, {("ЗП-2", 10): 2}, late_before={"ЗП-1": 3})
    assert sentence == "Выпадает из плана: ЗП-1; остальное не сдвигается"


def test_moved_added_and_gone_operations_are_counted_apart() -> None:
    before = {("ЗП-1", 10): 0, ("ЗП-2", 10): 1, ("ЗП-3", 10): 2}
    after = {("ЗП-2", 10): 1, ("ЗП-3", 10): 5, ("ЗП-4", 10): 6, ("ЗП-4", 20): 7}
    assert said(before, after, late_before={"ЗП-1": 2}) == (
        "Выпадает из плана: ЗП-1; 1 из 4 операций сдвинута; 2 операции добавлены; 1 заказ позже на 3 ч"
    )


def test_work_that_only_comes_is_not_moved() -> None:
    assert said({("ЗП-1", 10): 0}, {("ЗП-1", 10): 0, ("ЗП-2", 10): 3}) == (
        "1 операция добавлена; остальное не сдвигается"
    )


def test_an_order_of_which_something_stays_falls_out_in_part() -> None:
    before = {("ЗП-1", 10): 0, ("ЗП-1", 20): 1, ("ЗП-2", 10): 2, ("ЗП-2", 20): 3, ("ЗП-3", 10): 4}
    after = {("ЗП-1", 10): 0, ("ЗП-3", 10): 3}
    assert said(before, after, late_before={"ЗП-1": 1}) == (
        "Выпадают из плана: ЗП-1 (частично), ЗП-2; 1 из 2 операций сдвинута; "
        "остальные заказы не выпускаются позже"
    )


def test_an_order_that_is_on_time_again_is_said_to_be_so() -> None:
    sentence = said(
        {("ЗП-1", 10): 5, ("ЗП-2", 10): 30, ("ЗП-3", 10): 0},
        {("ЗП-1", 10): 0, ("ЗП-2", 10): 20, ("ЗП-3", 10): 9},
        late_before={"ЗП-1": 1, "ЗП-2": 4},
        late_after={"ЗП-2": 2, "ЗП-3": 1},
    )
    assert sentence.endswith(
        "за срок выходит: ЗП-3 (опоздание 1 дн.); теперь в срок: ЗП-1; "
        "опаздывает меньше: ЗП-2 (опоздание 2 дн.)"
    )


def test_nothing_changed_is_said_so() -> None:
    assert said({("ЗП-1", 10): 5}, {("ЗП-1", 10): 5}) == "Ничего не сдвигается"


def test_of_an_urgent_order_that_stays_the_sentence_says_so() -> None:
    later = EIGHT + dt.timedelta(days=1)
    assert urgent_words("ЗП-1", later, EIGHT, late_days=0) == ""
    assert urgent_words("ЗП-1", EIGHT, EIGHT, late_days=3) == (
        "; ЗП-1 выпускается 02.03.2026, опоздание 3 дн., лучшего при этих весах не нашлось"
    )
    assert urgent_words("ЗП-1", EIGHT, EIGHT, late_days=0) == "; ЗП-1 выпускается 02.03.2026, в срок"
