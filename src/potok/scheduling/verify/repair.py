"""Checks that a repair changed only what it may: nothing held, and nothing without a cause.

Own code beside `check_plan`, which judges the repaired plan by the rules.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from potok.scheduling.plan import PlanRow
from potok.scheduling.verify.report import Violation

_Operation = tuple[str, int]
_Rows = Mapping[_Operation, frozenset[PlanRow]]


def check_repair(
    before: Iterable[PlanRow],
    after: Iterable[PlanRow],
    *,
    held: Iterable[PlanRow],
    touched: Iterable[_Operation],
    named: Iterable[_Operation],
) -> tuple[Violation, ...]:
    """Everything that a repair should have left alone.

    Args:
        before: Rows of the plan before, of the orders that are still planned.
        after: Rows of the repaired plan.
        held: Started, pinned and frozen rows.
        touched: Operations that the event itself hits.
        named: Operations that the repair says it changed.

    Returns:
        `held_moved`: a held row is gone; `changed_unnamed`, `named_unchanged`: the list of changes is not
        what changed; `changed_without_cause`: an operation changed that the event does not hit, that follows
        no changed operation of its order, and on whose machines, before or after, nothing else changed.
    """
    old, new = _by_operation(before), _by_operation(after)
    changed = {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}
    return (
        *_held_moved(held, new),
        *_badly_named(changed, frozenset(named)),
        *_without_cause(changed, frozenset(touched), old, new),
    )


def _by_operation(rows: Iterable[PlanRow]) -> _Rows:
    found: dict[_Operation, set[PlanRow]] = defaultdict(set)
    for row in rows:
        found[row.order_no, row.op_no].add(row)
    return {key: frozenset(of_operation) for key, of_operation in found.items()}


def _held_moved(held: Iterable[PlanRow], new: _Rows) -> Iterator[Violation]:
    for row in held:
        if row not in new.get((row.order_no, row.op_no), frozenset()):
            message = (
                f"Закреплённая работа сдвинута: заказ {row.order_no}, операция {row.op_no}, "
                f"станок {row.machine_id}, {row.start_at:%d.%m.%Y %H:%M}"
            )
            yield Violation("held_moved", message, row.order_no, row.op_no)


def _badly_named(changed: set[_Operation], named: frozenset[_Operation]) -> Iterator[Violation]:
    for order_no, op_no in sorted(changed - named):
        message = f"Изменение не названо: заказ {order_no}, операция {op_no}"
        yield Violation("changed_unnamed", message, order_no, op_no)
    for order_no, op_no in sorted(named - changed):
        message = f"Названо изменение, которого нет: заказ {order_no}, операция {op_no}"
        yield Violation("named_unchanged", message, order_no, op_no)


def _without_cause(
    changed: set[_Operation], touched: frozenset[_Operation], old: _Rows, new: _Rows
) -> Iterator[Violation]:
    machines = {key: _machines(key, old, new) for key in changed}
    on_machine: dict[str, set[_Operation]] = defaultdict(set)
    for key, of_key in machines.items():
        for machine_id in of_key:
            on_machine[machine_id].add(key)
    for order_no, op_no in sorted(changed - touched):
        follows = any(order == order_no and before < op_no for order, before in changed)
        beside = any(on_machine[machine_id] - {(order_no, op_no)} for machine_id in machines[order_no, op_no])
        if not follows and not beside:
            message = f"Изменение без причины: заказ {order_no}, операция {op_no}"
            yield Violation("changed_without_cause", message, order_no, op_no)


def _machines(key: _Operation, old: _Rows, new: _Rows) -> frozenset[str]:
    none: frozenset[PlanRow] = frozenset()
    return frozenset(row.machine_id for row in (*old.get(key, none), *new.get(key, none)))
