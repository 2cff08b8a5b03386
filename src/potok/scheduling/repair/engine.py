"""The face of the repair: a plan, an event, and the least change that makes the plan right again.

Four ways to give way are tried for everything the event hits, then other ways for single orders, dearest
first, as long as the limit lasts; the cheapest by the weights wins (see `keep.Way`, `weights`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from potok.plant.shifts import day_number
from potok.scheduling.explain import start_causes
from potok.scheduling.fixed import OperationKey, rows_by_operation
from potok.scheduling.plan import LateOrder, Plan, PlanRow, StartCause, UnplannedOrder, UnplannedReason
from potok.scheduling.problem import Operation
from potok.scheduling.repair.changes import (
    OperationChange,
    OrderShift,
    operation_changes,
    order_shifts,
    repair_sentence,
    urgent_words,
)
from potok.scheduling.repair.events import Applied, Event, apply_event
from potok.scheduling.repair.keep import Kept
from potok.scheduling.repair.search import Limit, RepairSearch
from potok.scheduling.repair.weights import DEFAULT_WEIGHTS, RepairWeights
from potok.scheduling.request import PlanRequest
from potok.scheduling.rows import rows_of_operations
from potok.scheduling.rules import days_late, release_date
from potok.scheduling.timeline import Entry
from potok.uncollected import uncollected

_BY_MACHINE = attrgetter("machine_id", "start_at", "finish_at")
#: Processor time within which ways are tried, seconds, when no other limit is given.
DEFAULT_TIME_S = 1.2


@dataclass(frozen=True, slots=True)
class Repair:
    """A repaired plan as a proposal: nothing is decided by it.

    Attributes:
        request: The request with the event, by which the plan is to be judged.
        plan: The repaired plan.
        changes: Operations that differ from the plan before, by order and operation.
        shifts: Orders that are released at another time or are late by other days.
        sentence: The whole in one Russian sentence.
        total: Operations of the repaired plan.
        touched: Operations that the event itself hits.
        held_in_stop: Held work that stands in a stop of the request or the event; it stays, people decide.
        conflicts: Operations that end too late for the held work behind them; people decide.
        cost: By the weights, smaller is better.
        tried: Passes made.
    """

    request: PlanRequest
    plan: Plan
    changes: tuple[OperationChange, ...]
    shifts: tuple[OrderShift, ...]
    sentence: str
    total: int
    touched: frozenset[OperationKey]
    held_in_stop: tuple[OperationKey, ...]
    conflicts: tuple[OperationKey, ...]
    cost: float
    tried: int


@uncollected
def repair_plan(
    request: PlanRequest,
    plan: Plan,
    event: Event | None,
    *,
    weights: RepairWeights = DEFAULT_WEIGHTS,
    time_limit_s: float | None = None,
    work_limit: int | None = None,
) -> Repair:
    """The plan after an event with as little changed as the weights let it.

    Held work (`request.fixed_rows`: started, pinned, frozen) stays to the row. Rows of orders that the
    request does not plan are left out.

    Args:
        request: The request of the plan, before the event.
        plan: The plan in force.
        event: What happened; None = the request already tells it (stops, dates and volumes of today).
        weights: What counts as a small change.
        time_limit_s: Processor time of this thread, preparation included, within which ways are tried,
            seconds; without any limit `DEFAULT_TIME_S`. One way is always tried, another one only when it
            would be over in time if it took as long as the longest before.
        work_limit: Passes to try; the repair is then the same on every machine.

    Raises:
        EventUnknownError, EventEmptyError: The event does not fit the plant.
        InvalidDataError: The request cannot be planned as given.
    """
    if time_limit_s is None and work_limit is None:
        time_limit_s = DEFAULT_TIME_S
    limit = Limit(time_limit_s, work_limit)
    applied = Applied(request) if event is None else apply_event(request, event)
    before = rows_by_operation(plan.rows)
    search = RepairSearch(applied, before, weights)
    search.run(limit)
    return _Result(applied, plan, before, search).repair()


class _Result:
    """The cheapest way as a plan with its changes."""

    def __init__(
        self,
        applied: Applied,
        plan: Plan,
        before: Mapping[OperationKey, tuple[PlanRow, ...]],
        search: RepairSearch,
    ) -> None:
        self._applied, self._plan, self._before, self._search = applied, plan, before, search

    def repair(self) -> Repair:
        """The cheapest way as a plan with its changes."""
        cost, kept = self._search.best()
        request = self._applied.request
        after = self._rows_after(kept)
        rows = tuple(
            sorted(
                (row for of_operation in after.values() for row in of_operation),
                key=_BY_MACHINE,
            )
        )
        before = self._before_of(after)
        released = _released(before), _released(after)
        late = self._late(released[1])
        changes = operation_changes(before, after)
        shifts = order_shifts(
            changes,
            released_before=released[0],
            released_after=released[1],
            late_before=self._late(released[0]),
            late_after=late,
        )
        return Repair(
            request=request,
            plan=Plan(
                today=request.plant.today,
                rows=rows,
                unplanned=self._unplanned(kept),
                late=late,
                preliminary=request.preliminary & {row.order_no for row in rows},
                causes=self._causes(kept),
            ),
            changes=changes,
            shifts=shifts,
            sentence=repair_sentence(changes, shifts, after) + self._urgent_words(released, late),
            total=len(after),
            touched=self._touched(),
            held_in_stop=tuple(dict.fromkeys((*request.held_in_stop, *self._applied.held_in_stop))),
            conflicts=tuple(sorted(self._keys(kept.conflicts))),
            cost=cost,
            tried=self._search.tried,
        )

    def _urgent_words(
        self,
        released: tuple[Mapping[str, dt.datetime], Mapping[str, dt.datetime]],
        late: Iterable[LateOrder],
    ) -> str:
        """What became of an urgent order that is released no earlier than before; "" for all else."""
        order_no = self._applied.urgent
        if order_no is None or order_no not in released[0] or order_no not in released[1]:
            return ""
        days = next((each.days for each in late if each.order_no == order_no), 0)
        return urgent_words(order_no, released[0][order_no], released[1][order_no], late_days=days)

    def _rows_after(self, kept: Kept) -> dict[OperationKey, tuple[PlanRow, ...]]:
        """Rows by operation: held ones as given, unmoved ones as they were, moved ones made anew."""
        after = rows_by_operation(self._applied.request.fixed_rows)
        moved: list[Entry] = []
        for job in self._search.problem.jobs:
            if job.index in kept.without_time:
                continue
            for operation in job.operations:
                if operation.fixed is not None:
                    continue
                if operation.index in kept.moved:
                    moved.append(kept.entries[operation.index])
                else:
                    key = job.order.order_no, operation.op_no
                    after[key] = self._before[key]
        moved.sort(key=lambda entry: entry.mode.machine)
        return after | rows_by_operation(rows_of_operations(self._search.problem, moved))

    def _before_of(
        self, after: Mapping[OperationKey, Sequence[PlanRow]]
    ) -> dict[OperationKey, tuple[PlanRow, ...]]:
        """Rows of the plan before, of orders that the request still plans or holds."""
        known = {order.order_no for order in self._applied.request.orders} | {key[0] for key in after}
        return {key: rows for key, rows in self._before.items() if key[0] in known}

    def _late(self, released: Mapping[str, dt.datetime]) -> tuple[LateOrder, ...]:
        """Orders released after their due date, by number (conventions 2)."""
        plant = self._applied.request.plant
        last_days = {job.order.order_no: job.last_day for job in self._search.problem.jobs}
        late = []
        for order in {
            order.order_no: order for order in (*plant.orders, *self._applied.request.orders)
        }.values():
            if order.order_no in released:
                release = release_date(released[order.order_no])
                if day_number(release) <= last_days.get(order.order_no, -1):
                    continue
                days = days_late(
                    release,
                    qc_days=plant.items[order.product_id].qc_days,
                    due_date=order.due_date,
                    holidays=plant.holidays,
                )
                if days:
                    late.append(LateOrder(order.order_no, days))
        return tuple(sorted(late, key=lambda order: order.order_no))

    def _unplanned(self, kept: Kept) -> tuple[UnplannedOrder, ...]:
        gone = (
            UnplannedOrder(job.order.order_no, UnplannedReason.NO_CAPACITY)
            for job in kept.without_time.values()
        )
        return tuple(sorted((*self._search.problem.unplanned, *gone), key=lambda order: order.order_no))

    def _causes(self, kept: Kept) -> tuple[StartCause, ...]:
        """Reasons of moved operations and of those behind their old and new places; others keep theirs."""
        anew = set(kept.moved) | self._behind_old_places(kept)
        for timeline in kept.shop.timelines:
            for before, entry in zip(timeline.entries, timeline.entries[1:], strict=False):
                if isinstance(entry.work, Operation) and (
                    not isinstance(before.work, Operation) or before.work.index in kept.moved
                ):
                    anew.add(entry.work.index)
        for job in self._search.problem.jobs:
            for operation in job.operations[1:]:
                if job.operations[operation.position - 1].index in kept.moved:
                    anew.add(operation.index)
        made = start_causes(kept.shop, material_item=self._applied.request.material_item, only=anew)
        known = {(cause.order_no, cause.op_no): cause for cause in self._plan.causes}
        known.update({(cause.order_no, cause.op_no): cause for cause in made})
        gone = {job.order.order_no for job in kept.without_time.values()}
        return tuple(cause for key, cause in sorted(known.items()) if key[0] not in gone)

    def _behind_old_places(self, kept: Kept) -> set[int]:
        """Operations that stood behind one that left its place, or the plan."""
        index_of = {
            (job.order.order_no, operation.op_no): operation.index
            for job in self._search.problem.jobs
            if job.index not in kept.without_time
            for operation in job.operations
            if operation.fixed is None
        }
        stay = {(row.order_no, row.op_no) for row in self._applied.request.fixed_rows}
        stay |= {key for key, index in index_of.items() if index not in kept.moved}
        machines = {rows[0].machine_id for key, rows in self._before.items() if key not in stay}
        queues: dict[str, list[tuple[dt.datetime, OperationKey]]] = {machine: [] for machine in machines}
        for key, rows in self._before.items():
            if rows[0].machine_id in machines:
                queues[rows[0].machine_id].append((rows[0].start_at, key))
        pairs = (pair for queue in queues.values() for pair in pairwise(sorted(queue)))
        return {index_of[behind] for (_, key), (_, behind) in pairs if key not in stay and behind in index_of}

    def _touched(self) -> frozenset[OperationKey]:
        """Operations that cannot stay, and those of an order that became urgent or is not planned yet."""
        known = {key[0] for key in self._before}
        anew = (
            (job.order.order_no, operation.op_no)
            for job in self._search.problem.jobs
            if job.order.order_no == self._applied.urgent or job.order.order_no not in known
            for operation in job.operations
        )
        return frozenset((*self._keys(self._search.standing.hit), *anew))

    def _keys(self, operations: set[int]) -> list[OperationKey]:
        found = map(self._search.standing.job_and_operation, operations)
        return [(job.order.order_no, operation.op_no) for job, operation in found]


def _released(rows: Mapping[OperationKey, Sequence[PlanRow]]) -> dict[str, dt.datetime]:
    """The last finish of every order; rows of an operation are by start."""
    last: dict[str, dt.datetime] = {}
    for (order_no, _), of_operation in rows.items():
        finish_at = of_operation[-1].finish_at
        last[order_no] = max(finish_at, last.get(order_no, finish_at))
    return last
