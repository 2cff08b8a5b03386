"""The checker of factory plans with weighted tardiness, rule by rule."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from potok.scheduling.factory.problem import FactoryProblem, FactoryRow
from potok.scheduling.verify.report import Violation
from potok.scheduling.verify.rule import Fault, Rule, apply_rules, rule


@dataclass(frozen=True, slots=True)
class FactoryCase:
    """A plan in front of its factory.

    Attributes:
        problem: The factory.
        rows: The plan, in any order.
        cost: The total weighted tardiness that was claimed.
        by_name: Rows by (order, operation).
    """

    problem: FactoryProblem
    rows: tuple[FactoryRow, ...]
    cost: int
    by_name: dict[tuple[int, int], FactoryRow]


def check_factory(problem: FactoryProblem, rows: Sequence[FactoryRow], cost: int) -> tuple[Violation, ...]:
    """All faults of a plan of which this total weighted tardiness is claimed."""
    by_name = {(row.job, row.operation): row for row in rows}
    return apply_rules(FactoryCase(problem, tuple(rows), cost, by_name), FACTORY_RULES)[1]


def _whole(case: FactoryCase) -> tuple[FactoryCase]:
    return (case,)


def _rows(case: FactoryCase) -> tuple[FactoryRow, ...]:
    return case.rows


def _is_known(case: FactoryCase, row: FactoryRow) -> bool:
    orders = case.problem.orders
    return 0 <= row.job < len(orders) and 0 <= row.operation < len(orders[row.job].operations)


def _name(row: FactoryRow) -> str:
    return f"заказ {row.job}, операция {row.operation}"


@rule("factory_once", "Каждая операция стоит в плане один раз", _whole)
def each_operation_once(case: FactoryCase, _: FactoryCase) -> Iterator[Fault]:
    """Every operation has one row and there is no other row."""
    counts = Counter((row.job, row.operation) for row in case.rows)
    for job, order in enumerate(case.problem.orders):
        for position in range(len(order.operations)):
            count = counts.pop((job, position), 0)
            if count != 1:
                yield Fault(f"заказ {job}, операция {position}: строк {count}")
    for job, position in sorted(counts):
        yield Fault(f"заказ {job}, операция {position}: такой нет в задаче")


@rule("factory_mode", "Станок и длительность разрешены операции", _rows)
def machine_and_time_are_allowed(case: FactoryCase, row: FactoryRow) -> Iterator[Fault]:
    """Machine and end − start are a mode of the operation."""
    if not _is_known(case, row):
        return
    if (row.machine, row.end - row.start) not in case.problem.orders[row.job].operations[row.operation]:
        yield Fault(f"{_name(row)}: станок {row.machine}, длительность {row.end - row.start}")


@rule("factory_release", "Заказ не начат раньше срока запуска", _rows)
def no_start_before_the_release(case: FactoryCase, row: FactoryRow) -> Iterator[Fault]:
    """No operation starts before the release of its order."""
    if _is_known(case, row) and row.start < case.problem.orders[row.job].release:
        yield Fault(f"{_name(row)}: начало {row.start}, запуск {case.problem.orders[row.job].release}")


@rule("factory_sequence", "Операция ждёт предшествующую", _rows)
def operations_follow_each_other(case: FactoryCase, row: FactoryRow) -> Iterator[Fault]:
    """An operation starts not before the one before it in its order ends."""
    before = case.by_name.get((row.job, row.operation - 1))
    if before is not None and row.start < before.end:
        yield Fault(f"{_name(row)}: начало {row.start}, предыдущая кончается в {before.end}")


@rule("factory_overlap", "Станок делает одну операцию за раз", _whole)
def a_machine_does_one_at_a_time(case: FactoryCase, _: FactoryCase) -> Iterator[Fault]:
    """Rows of a machine do not overlap; one of no time may stand anywhere but inside another."""
    by_machine: defaultdict[int, list[FactoryRow]] = defaultdict(list)
    for row in case.rows:
        by_machine[row.machine].append(row)
    for machine, rows in sorted(by_machine.items()):
        for first, second in pairwise(sorted(rows, key=lambda row: (row.start, row.end))):
            if second.start < first.end:
                yield Fault(
                    f"станок {machine}: {_name(second)} начата в {second.start}, занят до {first.end}"
                )


@rule("factory_cost", "Взвешенное опоздание названо верно", _whole)
def the_cost_is_right(case: FactoryCase, _: FactoryCase) -> Iterator[Fault]:
    """The claimed cost is the sum of weighted tardiness of the orders' last ends."""
    ends: defaultdict[int, int] = defaultdict(int)
    for row in case.rows:
        ends[row.job] = max(ends[row.job], row.end)
    cost = sum(order.weight * max(0, ends[job] - order.due) for job, order in enumerate(case.problem.orders))
    if cost != case.cost:
        yield Fault(f"названо {case.cost}, на деле {cost}")


FACTORY_RULES: tuple[Rule[FactoryCase, FactoryCase] | Rule[FactoryCase, FactoryRow], ...] = (
    each_operation_once,
    machine_and_time_are_allowed,
    no_start_before_the_release,
    operations_follow_each_other,
    a_machine_does_one_at_a_time,
    the_cost_is_right,
)
