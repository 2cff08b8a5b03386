"""Faults of a flow's data, all at once."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from graphlib import CycleError, TopologicalSorter

from potok.balancing.flow.problem import FlowProblem
from potok.errors import InvalidDataError, Problem

_WHERE = "швейный поток"


def require_valid(problem: FlowProblem) -> None:
    """Refuse data with faults.

    Raises:
        InvalidDataError: Lists every fault.
    """
    found = [*_numbers(problem), *_operations(problem), *_pairs(problem)]
    found = found or list(_cycle(problem))
    if found:
        raise InvalidDataError(found)


def _fault(field: str, value: object, expected: str, code: str = "bad_value") -> Problem:
    return Problem(_WHERE, None, field, str(value), expected, code)


def _numbers(problem: FlowProblem) -> Iterator[Problem]:
    if not problem.operations:
        yield _fault("operations", "", "хотя бы одна операция", "missing")
    if not (problem.takt_s > 0 and _hundredths(problem.takt_s)):
        yield _fault("takt_s", problem.takt_s, "такт больше нуля, не мельче сотых секунды")
    if problem.workers < 1:
        yield _fault("workers", problem.workers, "хотя бы один рабочий")
    if not 0 < problem.low <= 1 <= problem.high:
        yield _fault("tolerance", f"{problem.low}…{problem.high}", "0 < нижний предел ≤ 1 ≤ верхний")
    if not problem.multiplicities or min(problem.multiplicities) < 1:
        yield _fault("multiplicities", problem.multiplicities, "целые кратности от 1")


def _hundredths(number: Decimal) -> bool:
    return number * 100 == (number * 100).to_integral_value()


def _operations(problem: FlowProblem) -> Iterator[Problem]:
    seen: set[int] = set()
    for operation in problem.operations:
        if operation.no in seen:
            yield _fault("no", operation.no, "номер, которого ещё нет", "duplicate")
        seen.add(operation.no)
        if not (operation.time_s > 0 and _hundredths(operation.time_s)):
            yield _fault(
                f"operations[{operation.no}].time_s",
                operation.time_s,
                "время больше нуля, не мельче сотых секунды",
            )
        if operation.grade < 1:
            yield _fault(f"operations[{operation.no}].grade", operation.grade, "разряд от 1")
        if not operation.specialty:
            yield _fault(f"operations[{operation.no}].specialty", "", "буква специальности", "missing")


def _pairs(problem: FlowProblem) -> Iterator[Problem]:
    size = len(problem.operations)
    for field in ("precedence", "technology"):
        for early, late in getattr(problem, field):
            if not (0 <= early < size and 0 <= late < size) or early == late:
                yield _fault(field, f"{early} → {late}", "две разные операции потока", "unknown_reference")


def _cycle(problem: FlowProblem) -> Iterator[Problem]:
    """A ring of operations of which each comes before the next."""
    for field in ("precedence", "technology"):
        sorter: TopologicalSorter[int] = TopologicalSorter()
        for early, late in getattr(problem, field):
            sorter.add(late, early)
        try:
            sorter.prepare()
        except CycleError as error:
            ring = " → ".join(str(problem.operations[number].no) for number in reversed(error.args[1]))
            yield _fault(field, ring, "порядок операций без замкнутых цепочек", "cycle")
