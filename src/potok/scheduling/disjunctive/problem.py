"""The disjunctive shop: operations with alternative machines and precedence, one at a time on a machine.

One type serves the job shop (one option an operation, a chain a job), the flexible job shop and shops
whose jobs are assemblies of any precedence. Times are whole numbers of any unit; all numbers are 0-based.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from potok.errors import PotokError


class ShopProblemError(PotokError):
    """A shop that cannot be planned whatever the engine does; data: `reason`."""

    code = "shop_problem"
    template = "Задача цеха составлена неверно: {reason}."


@dataclass(frozen=True, slots=True)
class Option:
    """One way to do an operation.

    Attributes:
        machine: Its number.
        duration: On this machine, ≥ 0.
    """

    machine: int
    duration: int


@dataclass(frozen=True, slots=True)
class ShopOperation:
    """What has to be done once.

    Attributes:
        job: Number of the job it belongs to.
        position: Its number in the job, as files of schedules name it.
        options: One or more.
    """

    job: int
    position: int
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class ShopProblem:
    """A disjunctive shop with the makespan as objective.

    Attributes:
        machines: How many there are.
        operations: In the order of the file.
        precedences: Pairs (before, after) of indices of `operations`; no cycle.

    Raises:
        ShopProblemError: No option, unknown number, negative duration or a cycle.
    """

    machines: int
    operations: tuple[ShopOperation, ...]
    precedences: tuple[tuple[int, int], ...]

    def __post_init__(self) -> None:
        for operation in self.operations:
            _check_operation(operation, self.machines)
        count = len(self.operations)
        for before, after in self.precedences:
            if not (0 <= before < count and 0 <= after < count):
                raise ShopProblemError(reason=f"связь {before} → {after} называет операцию вне 0…{count - 1}")
        if len(topological_order(count, self.precedences)) < count:
            raise ShopProblemError(reason="связи между операциями образуют круг")


@dataclass(frozen=True, slots=True)
class ShopRow:
    """One operation in a schedule.

    Attributes:
        job: Number of the job.
        operation: Position of the operation in the job.
        machine: Machine that does it.
        start: When it starts.
        end: When it ends.
    """

    job: int
    operation: int
    machine: int
    start: int
    end: int

    def as_dict(self) -> dict[str, int]:
        """The row as plain data for JSON."""
        return {
            "job": self.job,
            "operation": self.operation,
            "machine": self.machine,
            "start": self.start,
            "end": self.end,
        }


def chained(machines: int, jobs: Sequence[Iterable[tuple[Option, ...]]]) -> ShopProblem:
    """A shop whose jobs are chains of operations."""
    operations: list[ShopOperation] = []
    precedences: list[tuple[int, int]] = []
    for job, steps in enumerate(jobs):
        for position, options in enumerate(steps):
            if position:
                precedences.append((len(operations) - 1, len(operations)))
            operations.append(ShopOperation(job, position, options))
    return ShopProblem(machines, tuple(operations), tuple(precedences))


def topological_order(count: int, arcs: Iterable[tuple[int, int]]) -> list[int]:
    """Indices 0 … count − 1 so that every arc leads forward, small ones first; a cycle is left out."""
    successors: list[list[int]] = [[] for _ in range(count)]
    waiting = [0] * count
    for before, after in arcs:
        successors[before].append(after)
        waiting[after] += 1
    ready = [node for node in range(count) if not waiting[node]]
    order: list[int] = []
    while ready:
        node = heapq.heappop(ready)
        order.append(node)
        for after in successors[node]:
            waiting[after] -= 1
            if not waiting[after]:
                heapq.heappush(ready, after)
    return order


def _check_operation(operation: ShopOperation, machines: int) -> None:
    name = f"работа {operation.job}, операция {operation.position}"
    if not operation.options:
        raise ShopProblemError(reason=f"{name}: нет ни одного станка")
    for option in operation.options:
        if not 0 <= option.machine < machines:
            raise ShopProblemError(reason=f"{name}: станок {option.machine} вне 0…{machines - 1}")
        if option.duration < 0:
            raise ShopProblemError(reason=f"{name}: длительность {option.duration} меньше нуля")
