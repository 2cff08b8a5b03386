"""A plan as occupied time: what a promise has to keep off."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from potok.plant.model import Basis, Order, Plant
from potok.plant.shifts import to_seconds
from potok.scheduling.axis import Axis
from potok.scheduling.fixed import rows_by_operation
from potok.scheduling.plan import PlanRow
from potok.scheduling.problem import UNKNOWN, FixedOperation, Job, Mode, Problem
from potok.scheduling.repair.standing import queue_of
from potok.scheduling.rules import setup_seconds, whole_seconds
from potok.scheduling.timeline import Entry, Timeline


@dataclass(frozen=True, slots=True)
class PlannedWork:
    """One operation of the plan on its machine; plant local times, set-up included.

    Attributes:
        held: Started, pinned or frozen: its order is nobody's victim.
    """

    order_no: str
    op_no: int
    product_id: str
    machine_id: str
    start_at: dt.datetime
    finish_at: dt.datetime
    setup_min: Decimal = Decimal(0)
    held: bool = False


def work_of_rows(
    rows: Iterable[PlanRow], orders: Iterable[Order], *, held: Iterable[PlanRow] = ()
) -> tuple[PlannedWork, ...]:
    """Occupied time of the rows of a plan; work of unknown orders has no product.

    Args:
        rows: The plan.
        orders: Orders of the plan.
        held: Its started, pinned or frozen rows.
    """
    products = {order.order_no: order.product_id for order in orders}
    held_keys = {(row.order_no, row.op_no) for row in held}
    return tuple(
        PlannedWork(
            order_no=key[0],
            op_no=key[1],
            product_id=products.get(key[0], ""),
            machine_id=of_operation[0].machine_id,
            start_at=of_operation[0].start_at,
            finish_at=of_operation[-1].finish_at,
            setup_min=of_operation[0].setup_min,
            held=key in held_keys,
        )
        for key, of_operation in rows_by_operation(rows).items()
    )


class Occupied:
    """The work of a plan as queues of its machines, made as far as they are asked for.

    Args:
        plant: Gives families and set-ups.
        machine_ids: Codes of the machines by number.
        axes: Working time of the machines.
        work: The plan.
    """

    def __init__(
        self, plant: Plant, machine_ids: Sequence[str], axes: Sequence[Axis], work: Iterable[PlannedWork]
    ) -> None:
        self._machine_ids, self._axes = machine_ids, axes
        self._products = {item_id: number for number, item_id in enumerate(sorted(plant.items))}
        families = sorted({item.family for item in plant.items.values() if item.family})
        numbers = {family: number for number, family in enumerate(families)}
        self._families = {
            item_id: numbers.get(item.family or "", UNKNOWN) for item_id, item in plant.items.items()
        }
        self._setups = {
            (line.product_id, line.op_no, line.machine_id): whole_seconds(line.setup_min)
            for lines in plant.routings.values()
            for line in lines
        }
        self._work: dict[str, list[PlannedWork]] = defaultdict(list)
        for one in work:
            self._work[one.machine_id].append(one)
        self._entries: dict[int, list[Entry]] = {}

    def queue(self, machine: int, now_s: int) -> Timeline:
        """A queue of its own with what is not over at a moment."""
        entries = self._entries.get(machine)
        if entries is None:
            queued = [self._entry(machine, one) for one in self._work.pop(self._machine_ids[machine], ())]
            entries = self._entries[machine] = sorted(queued, key=lambda entry: entry.start)
        now = self._axes[machine].position(now_s)
        return queue_of([entry for entry in entries if entry.end > now])

    def _entry(self, machine: int, one: PlannedWork) -> Entry:
        axis = self._axes[machine]
        start, end = axis.position(to_seconds(one.start_at)), axis.position(to_seconds(one.finish_at))
        setup_s = whole_seconds(one.setup_min)
        full_s = self._setups.get((one.product_id, one.op_no, one.machine_id), setup_s)
        product = self._products.get(one.product_id, UNKNOWN)
        family = self._families.get(one.product_id, UNKNOWN)
        mode = _mode(machine, full_s)
        row = PlanRow(
            one.order_no,
            one.op_no,
            0,
            1,
            one.machine_id,
            one.start_at,
            one.finish_at,
            Decimal(0),
            one.setup_min,
        )
        return Entry(
            start=start,
            body=min(start + setup_s, end),
            end=end,
            floor=start,
            cap=start,
            product=product,
            family=family,
            mode=mode,
            work=FixedOperation(machine, (row,), setup_s, product, family, mode, None),
            movable=False,
        )


class Queues:
    """The queues that one promise looks at.

    Args:
        occupied: The plan.
        problem: Gives the moment and the machines.

    Attributes:
        timelines: Queues by machine; those that nobody asked for with `fill` are empty.
    """

    def __init__(self, occupied: Occupied, problem: Problem) -> None:
        self.problem = problem
        self._occupied = occupied
        self._filled: set[int] = set()
        self.timelines = [Timeline() for _ in problem.axes]

    def fill(self, jobs: Iterable[Job]) -> None:
        """Make the queues of all machines of some jobs."""
        machines = {mode.machine for job in jobs for operation in job.operations for mode in operation.modes}
        for machine in machines - self._filled:
            self._filled.add(machine)
            self.timelines[machine] = self._occupied.queue(machine, self.problem.now_s)

    def without(self, order_no: str) -> list[Timeline]:
        """The queues without the work of an order; those it is not in are shared."""
        timelines = self.timelines.copy()
        for machine in self._filled:
            entries = timelines[machine].entries
            kept = [entry for entry in entries if order_of(entry) != order_no]
            if len(kept) < len(entries):
                timelines[machine] = queue_of(kept)
        return timelines


def order_of(entry: Entry) -> str:
    """The order of work of the plan; empty for work that is being placed."""
    return entry.work.rows[0].order_no if isinstance(entry.work, FixedOperation) else ""


@lru_cache(maxsize=4096)
def _mode(machine: int, full_s: int) -> Mode:
    """What the set-up of planned work depends on; nothing else of it is asked."""
    return Mode(
        machine=machine,
        basis=Basis.RATE,
        batches=0,
        batch_s=0,
        batch_amount=0,
        run_s=1,
        full_setup_s=full_s,
        half_setup_s=setup_seconds(full_s, same_product=False, same_family=True),
        rank=1,
    )
