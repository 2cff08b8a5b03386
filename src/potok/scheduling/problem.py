"""The planning problem in whole numbers: what `build` makes of a plant and the search works on.

Time is seconds of plant local time (`potok.plant.shifts.to_seconds`). Amounts are whole millionths of a
kilogram (of a piece for products without weight). Jobs, operations, machines, products and families are
numbered from 0; the numbers are positions in the tuples of `Problem`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from potok.plant.model import Basis, Order
from potok.scheduling.axis import Axis
from potok.scheduling.overlap import Delivery
from potok.scheduling.plan import PlanRow, UnplannedOrder
from potok.scheduling.request import Goal

#: Product or family that equals no other.
UNKNOWN = -1
#: Machine choice of an operation that goes wherever it is done first.
ANY_MODE = -1


@dataclass(frozen=True, slots=True)
class Mode:
    """One permitted machine for an operation of a job, with its durations.

    Attributes:
        batches: Number of batches; 0 for a rate operation.
        batch_s: Working seconds of one batch; 0 for a rate operation.
        batch_amount: Amount of a full batch; 0 for a rate operation.
        run_s: Working seconds of the whole operation after its set-up.
        half_setup_s: Set-up after an order of the same family.
        rank: 1 = preferred machine.
    """

    machine: int
    basis: Basis
    batches: int
    batch_s: int
    batch_amount: int
    run_s: int
    full_setup_s: int
    half_setup_s: int
    rank: int

    def __post_init__(self) -> None:
        if self.run_s <= 0:
            raise ValueError("an operation takes at least one second")
        if self.run_s != self.batches * self.batch_s and self.basis is Basis.BATCH:
            raise ValueError("batches of an operation follow each other without a gap")


@dataclass(frozen=True, slots=True)
class FixedOperation:
    """Work that stays where it is.

    Attributes:
        machine: Its machine.
        rows: Its rows by start.
        setup_s: Set-up in its first row.
        mode: Its routing line; where the routes of today do not know it, one that keeps its set-up.
        delivery: What it hands on, None when nothing of its order follows.
    """

    machine: int
    rows: tuple[PlanRow, ...]
    setup_s: int
    product: int
    family: int
    mode: Mode
    delivery: Delivery | None


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation of a job.

    Attributes:
        position: 0… within the job.
        modes: Permitted machines, preferred first.
        fixed: Set when the operation stays where it is.
    """

    index: int
    job: int
    position: int
    op_no: int
    modes: tuple[Mode, ...]
    fixed: FixedOperation | None = None

    def choices(self, choice: int) -> tuple[Mode, ...]:
        """The chosen machine (a position in `modes`), or all of them for `ANY_MODE`."""
        return self.modes if choice == ANY_MODE else self.modes[choice : choice + 1]


@dataclass(frozen=True, slots=True)
class Job:
    """An order to plan.

    Attributes:
        amount: Its whole amount.
        piece_amount: Amount of one piece.
        material_s: Moment from which its material is usable.
        qc_days: Working days between release and the warehouse.
        last_day: Last release day on time, as `potok.plant.shifts.day_number`.
        weight: Weight of one day late.
        use_by_s: Moment from which some of its material has expired, None = never.
        operations: Its operations in sequence.
    """

    index: int
    order: Order
    product: int
    family: int
    amount: int
    piece_amount: int
    material_s: int
    qc_days: int
    last_day: int
    weight: int
    use_by_s: int | None
    operations: tuple[Operation, ...]


class Stood(NamedTuple):
    """Where an operation stood in the earlier plan.

    Attributes:
        machine: Its machine, −1 = one that the plant has no more.
        from_s: Begin of the shift in which it started.
        until_s: End of that shift; where there is no such shift any more only the very second counts.
    """

    machine: int
    from_s: int
    until_s: int

    def is_left(self, machine: int, start_s: int) -> bool:
        """Whether an operation that starts then on a machine is changed."""
        return machine != self.machine or not self.from_s <= start_s < self.until_s


@dataclass(frozen=True, slots=True)
class Problem:
    """Jobs, machines and what is already fixed.

    Attributes:
        now_s: Moment before which nothing new starts.
        axes: Working time of every machine.
        holidays: No working days of quality control.
        fixed: All fixed operations, of jobs and of orders that are not planned here.
        unplanned: Orders left out before any search, with their reasons.
        operation_count: Operations of all jobs.
        goal: What counts next once the days late are as few as can be.
        stood: Places in the earlier plan by operation index; operations that it does not know are left out.
    """

    now_s: int
    machine_ids: tuple[str, ...]
    axes: tuple[Axis, ...]
    jobs: tuple[Job, ...]
    operation_count: int
    holidays: frozenset[dt.date]
    fixed: tuple[FixedOperation, ...]
    unplanned: tuple[UnplannedOrder, ...]
    goal: Goal = Goal.USUAL
    stood: Mapping[int, Stood] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for job in self.jobs:
            if any(a.op_no >= b.op_no for a, b in pairwise(job.operations)):
                raise ValueError(f"operations of {job.order.order_no} are not in sequence")
            if any(not operation.modes and operation.fixed is None for operation in job.operations):
                raise ValueError(f"an operation of {job.order.order_no} has no machine")
