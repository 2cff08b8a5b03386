"""A factory of orders with release and due dates as plain data, and the rows of its plan."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Order:
    """One order.

    Attributes:
        operations: Run one after another; each is its allowed (machine, duration), machines 0-based.
        release: Earliest start of the first operation.
        due: End after which the order is late.
        weight: Cost of a unit of lateness.
    """

    operations: tuple[tuple[tuple[int, int], ...], ...]
    release: int
    due: int
    weight: int


@dataclass(frozen=True, slots=True)
class FactoryProblem:
    """A factory.

    Attributes:
        machines: How many machines there are.
        orders: What is to be made.
    """

    machines: int
    orders: tuple[Order, ...]


@dataclass(frozen=True, slots=True)
class FactoryRow:
    """One operation of a plan; all numbers 0-based."""

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
