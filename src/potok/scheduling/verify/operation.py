"""Rows of a plan gathered by order and operation, with their times in whole seconds."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TypeVar

from potok.plant.model import Basis, Order, Plant, RoutingLine
from potok.scheduling.plan import PlanRow
from potok.scheduling.verify.calendar import seconds_of, without_zone

#: Number of the first data row of a file: the header is row 1.
FIRST_ROW_NO = 2

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A plan row with its number in the file and its times in whole seconds."""

    no: int
    plan: PlanRow
    start: int
    finish: int

    @property
    def length(self) -> int:
        """Seconds of the row."""
        return self.finish - self.start


@dataclass(frozen=True)
class Operation:
    """All rows of one order's operation.

    Attributes:
        order: The order, known to the plant.
        op_no: An operation of its route.
        rows: At least one row, in time order.
        lines: Routing lines of the operation (alternatives).
        kg_per_piece: Weight of a piece of the product; 1 where it has none: pieces then flow.
    """

    order: Order
    op_no: int
    rows: tuple[PlacedRow, ...]
    lines: tuple[RoutingLine, ...]
    kg_per_piece: Decimal

    @cached_property
    def order_kg(self) -> Decimal:
        """Kilograms of the order, the same in all its operations."""
        return self.order.qty_pcs * self.kg_per_piece

    @cached_property
    def machines(self) -> tuple[str, ...]:
        """Machines of the rows in order of their first use."""
        return tuple(dict.fromkeys(row.plan.machine_id for row in self.rows))

    @cached_property
    def line(self) -> RoutingLine | None:
        """The routing line in use; None when rows lie on several machines or on a foreign one."""
        if len(self.machines) > 1:
            return None
        return next((line for line in self.lines if line.machine_id == self.machines[0]), None)

    @property
    def start(self) -> int:
        """Start of the first row, set-up included."""
        return self.rows[0].start

    @cached_property
    def finish(self) -> int:
        """End of the last work."""
        return max(row.finish for row in self.rows)

    @cached_property
    def length(self) -> int:
        """Seconds of all rows together."""
        return sum(row.length for row in self.rows)

    @property
    def setup_s(self) -> float:
        """Set-up as the first row states it, seconds."""
        return float(self.rows[0].plan.setup_min * 60)

    @cached_property
    def batches(self) -> dict[int, tuple[PlacedRow, ...]]:
        """Rows by batch number, in order of appearance (a rate operation has one entry)."""
        return grouped(self.rows, lambda row: row.plan.batch_no)


@dataclass(frozen=True)
class JudgedOperation:
    """An operation on one permitted machine: its times and batches can be judged."""

    of: Operation
    line: RoutingLine

    @property
    def by_batches(self) -> bool:
        """Whether the line in use works by batches."""
        return self.line.basis is Basis.BATCH

    @property
    def load_kg(self) -> Decimal:
        """Kilograms of a full batch."""
        return self.line.batch_size_kg or self.of.order_kg

    @cached_property
    def batch_count(self) -> int:
        """Number of batches the order needs: order kg over the load, rounded up."""
        return max(1, math.ceil(self.of.order_kg / self.load_kg)) if self.load_kg else 1

    def kg_through(self, batches: int) -> float:
        """Kilograms of the first `batches` batches."""
        return float(min(self.of.order_kg, batches * self.load_kg))

    @cached_property
    def nominal_s(self) -> float:
        """Net working time without set-up, seconds: of one batch, or of the whole rate operation."""
        if self.by_batches:
            return float((self.line.batch_time_min or 0) * 60)
        if self.line.rate_pcs_per_h:
            return round(float(self.of.order.qty_pcs / self.line.rate_pcs_per_h * 3600))
        if self.line.rate_kg_per_h:
            return round(float(self.of.order_kg / self.line.rate_kg_per_h * 3600))
        return 0.0

    @cached_property
    def work_start(self) -> int:
        """The moment at which the set-up stated in the first row has been done, in seconds."""
        left = self.of.setup_s
        for row in self.of.rows:
            if left < row.length:
                return row.start + math.ceil(left)
            left -= row.length
        return self.of.finish


@dataclass(frozen=True, slots=True)
class Step:
    """Two neighbouring operations of an order's route."""

    before: JudgedOperation
    after: JudgedOperation


def grouped(rows: Iterable[PlacedRow], key: Callable[[PlacedRow], Key]) -> dict[Key, tuple[PlacedRow, ...]]:
    """Rows by key; keys and rows keep the order in which they come."""
    groups: dict[Key, list[PlacedRow]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return {name: tuple(listed) for name, listed in groups.items()}


def placed(rows: Sequence[PlanRow], row_numbers: Sequence[int] | None) -> tuple[PlacedRow, ...]:
    """The rows with their numbers in the file and times in seconds, in time order.

    A time zone, which a plan must not have, is dropped here; the rule of times reports it.
    """
    numbers = row_numbers or range(FIRST_ROW_NO, FIRST_ROW_NO + len(rows))
    listed = [
        PlacedRow(
            no=no,
            plan=row,
            start=seconds_of(without_zone(row.start_at)),
            finish=seconds_of(without_zone(row.finish_at)),
        )
        for no, row in zip(numbers, rows, strict=True)
    ]
    listed.sort(key=lambda row: (row.start, row.finish, row.plan.batch_no, row.plan.part_no, row.no))
    return tuple(listed)


def gathered(plant: Plant, rows: Iterable[PlacedRow]) -> dict[tuple[str, int], Operation]:
    """Operations by (order number, operation number); rows of unknown ones are left out."""
    orders = {order.order_no: order for order in plant.orders}
    lines: dict[tuple[str, int], list[RoutingLine]] = defaultdict(list)
    for product_id, route in plant.routings.items():
        for line in route:
            lines[product_id, line.op_no].append(line)
    operations: dict[tuple[str, int], Operation] = {}
    for (order_no, op_no), listed in grouped(rows, lambda row: (row.plan.order_no, row.plan.op_no)).items():
        order = orders.get(order_no)
        permitted = lines.get((order.product_id, op_no)) if order else None
        if order is not None and permitted:
            operations[order_no, op_no] = Operation(
                order=order,
                op_no=op_no,
                rows=listed,
                lines=tuple(permitted),
                kg_per_piece=_kg_per_piece(plant, order),
            )
    return operations


def _kg_per_piece(plant: Plant, order: Order) -> Decimal:
    product = plant.items.get(order.product_id)
    return (product.net_kg if product else None) or Decimal(1)
