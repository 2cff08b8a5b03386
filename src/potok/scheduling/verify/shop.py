"""The checker of benchmark schedules of shops: the rules of the disjunctive shop, one by one.

It knows the problem and the rows alone; it shares no code with the engine.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from potok.scheduling.disjunctive.problem import ShopOperation, ShopProblem, ShopRow
from potok.scheduling.verify.report import Violation
from potok.scheduling.verify.rule import Fault, Rule, apply_rules, rule


@dataclass(frozen=True, slots=True)
class ShopCase:
    """A schedule in front of its problem.

    Attributes:
        problem: The shop.
        rows: The schedule, in any order.
        makespan: The length that was claimed.
    """

    problem: ShopProblem
    rows: tuple[ShopRow, ...]
    makespan: int

    def rows_by_name(self) -> dict[tuple[int, int], list[ShopRow]]:
        """Rows by (job, operation)."""
        named: defaultdict[tuple[int, int], list[ShopRow]] = defaultdict(list)
        for row in self.rows:
            named[row.job, row.operation].append(row)
        return named


def check_shop(problem: ShopProblem, rows: Sequence[ShopRow], makespan: int) -> tuple[Violation, ...]:
    """All faults of a schedule of which this makespan is claimed."""
    _, violations = apply_rules(ShopCase(problem, tuple(rows), makespan), SHOP_RULES)
    return violations


def _whole(case: ShopCase) -> tuple[ShopCase]:
    return (case,)


def _rows(case: ShopCase) -> tuple[ShopRow, ...]:
    return case.rows


def _name(row: ShopRow | ShopOperation) -> str:
    position = row.operation if isinstance(row, ShopRow) else row.position
    return f"работа {row.job}, операция {position}"


@rule("shop_once", "Каждая операция стоит в плане один раз", _whole)
def each_operation_once(case: ShopCase, _: ShopCase) -> Iterator[Fault]:
    """Every operation of the problem has exactly one row and there is no other row."""
    named = case.rows_by_name()
    known = set()
    for operation in case.problem.operations:
        known.add((operation.job, operation.position))
        count = len(named.get((operation.job, operation.position), ()))
        if count != 1:
            yield Fault(f"{_name(operation)}: строк {count}")
    for job, position in named:
        if (job, position) not in known:
            yield Fault(f"работа {job}, операция {position}: такой нет в задаче")


@rule("shop_option", "Станок и длительность разрешены операции", _whole)
def machine_and_time_are_an_option(case: ShopCase, _: ShopCase) -> Iterator[Fault]:
    """Machine and end − start are one of the options of the operation."""
    named = case.rows_by_name()
    for operation in case.problem.operations:
        allowed = {(option.machine, option.duration) for option in operation.options}
        for row in named.get((operation.job, operation.position), ()):
            if (row.machine, row.end - row.start) not in allowed:
                yield Fault(f"{_name(row)}: станок {row.machine}, длительность {row.end - row.start}")


@rule("shop_start", "Ничто не начинается раньше нуля", _rows)
def no_start_before_zero(_: ShopCase, row: ShopRow) -> Iterator[Fault]:
    """A start is not negative."""
    if row.start < 0:
        yield Fault(f"{_name(row)}: начало {row.start}")


@rule("shop_precedence", "Операция ждёт предшествующую", _whole)
def predecessors_end_before(case: ShopCase, _: ShopCase) -> Iterator[Fault]:
    """Every precedence: the later operation starts not before the earlier one ends."""
    named = case.rows_by_name()
    for first, second in case.problem.precedences:
        before, after = case.problem.operations[first], case.problem.operations[second]
        for early in named.get((before.job, before.position), ()):
            for late in named.get((after.job, after.position), ()):
                if late.start < early.end:
                    yield Fault(
                        f"{_name(late)}: начало {late.start} раньше конца {early.end} ({_name(early)})"
                    )


@rule("shop_overlap", "Станок делает одну операцию за раз", _whole)
def a_machine_does_one_at_a_time(case: ShopCase, _: ShopCase) -> Iterator[Fault]:
    """Rows of a machine that take time do not overlap; a row of no time may stand anywhere but inside one."""
    by_machine: defaultdict[int, list[ShopRow]] = defaultdict(list)
    for row in case.rows:
        by_machine[row.machine].append(row)
    for machine, rows in sorted(by_machine.items()):
        for first, second in _neighbours(rows):
            if second.start < first.end:
                yield Fault(
                    f"станок {machine}: {_name(second)} начата в {second.start}, "
                    f"а {_name(first)} кончается в {first.end}"
                )


@rule("shop_makespan", "Длина плана названа верно", _whole)
def the_makespan_is_the_last_end(case: ShopCase, _: ShopCase) -> Iterator[Fault]:
    """The claimed makespan is the last end."""
    last = max((row.end for row in case.rows), default=0)
    if last != case.makespan:
        yield Fault(f"названо {case.makespan}, последний конец {last}")


def _neighbours(rows: Iterable[ShopRow]) -> Iterator[tuple[ShopRow, ShopRow]]:
    yield from pairwise(sorted(rows, key=lambda row: (row.start, row.end)))


SHOP_RULES: tuple[Rule[ShopCase, ShopCase] | Rule[ShopCase, ShopRow], ...] = (
    each_operation_once,
    machine_and_time_are_an_option,
    no_start_before_zero,
    predecessors_end_before,
    a_machine_does_one_at_a_time,
    the_makespan_is_the_last_end,
)
