"""Why every operation starts when it starts: the bound that decides.

A bound is a position of the operation's machine before which one named thing forbids the start. In a
plan of `leftward` the greatest bound *is* the start, so without the named thing it could start earlier.
Work that starts later than every bound was left or put there (`KEPT`).
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from potok.plant.shifts import to_moment
from potok.scheduling.dispatch import Shop, span_of_rows
from potok.scheduling.leftward import delivery_of_previous
from potok.scheduling.overlap import Bounds
from potok.scheduling.plan import StartCause, StartReason
from potok.scheduling.problem import FixedOperation, Operation
from potok.scheduling.timeline import Entry

#: Reasons that name the order before it on the machine.
BEHIND = frozenset({StartReason.MACHINE, StartReason.SETUP})
#: No bound is computed yet.
NONE_KNOWN: Mapping[int, Bounds] = MappingProxyType({})


class Bound(NamedTuple):
    """Position, rank among equal ones (the moment of planning first), reason."""

    position: int
    rank: int
    reason: StartReason


def start_causes(
    shop: Shop,
    *,
    material_item: Mapping[str, str],
    only: Container[int] | None = None,
    bounds_of: Mapping[int, Bounds] = NONE_KNOWN,
) -> tuple[StartCause, ...]:
    """The deciding reason of the start of every operation, by order and operation.

    Args:
        shop: A finished shop.
        material_item: Order number → the component that decides its material date.
        only: Indexes of the free operations to explain, without held work; None = all of them.
        bounds_of: Bounds of free operations that are known already, by operation index.
    """
    entries = {
        entry.work.index: entry
        for timeline in shop.timelines
        for entry in timeline.entries
        if isinstance(entry.work, Operation)
    }
    causes: list[StartCause] = []
    for timeline in shop.timelines:
        before: Entry | None = None
        for entry in timeline.entries:
            if isinstance(entry.work, FixedOperation):
                row = entry.work.rows[0]
                if only is None:
                    causes.append(StartCause(row.order_no, row.op_no, StartReason.PINNED, row.start_at))
            elif only is None or entry.work.index in only:
                bound = _only_the_machine(shop, entry, entry.work, before, entries)
                known = bounds_of.get(entry.work.index)
                bound = bound or max(start_bounds(shop, entry, entry.work, before, entries, known))
                causes.append(_cause(shop, entry, entry.work, before, bound, material_item))
            before = entry
    return tuple(sorted(causes, key=lambda cause: (cause.order_no, cause.op_no)))


def _only_the_machine(
    shop: Shop, entry: Entry, operation: Operation, before: Entry | None, entries: Mapping[int, Entry]
) -> Bound | None:
    """The bound by the work in front, when whatever else may bind ends before that work does.

    Everything is handed on when the operation before ends, so no bound of its making lies behind its end.
    In a busy plant this spares most operations the comparison load by load.
    """
    if before is None or before.end < entry.start:
        return None
    problem, axis = shop.problem, shop.problem.axes[entry.mode.machine]
    job = problem.jobs[operation.job]
    last_s = max(problem.now_s, job.material_s if operation.position == 0 else 0)
    if operation.position > 0:
        previous = job.operations[operation.position - 1]
        if previous.fixed is None:
            last_s = max(last_s, end_of(shop, entries[previous.index]))
        elif previous.fixed.delivery is not None:
            last_s = max(last_s, previous.fixed.delivery.finish)
    if axis.position(last_s) >= before.end:
        return None
    return Bound(before.end, 0, StartReason.SETUP if entry.setup else StartReason.MACHINE)


def start_bounds(
    shop: Shop,
    entry: Entry,
    operation: Operation,
    before: Entry | None,
    entries: Mapping[int, Entry],
    known: Bounds | None = None,
) -> Iterator[Bound]:
    """Everything that forbids an earlier start.

    Args:
        shop: A finished shop.
        entry: The queue entry of a free operation.
        operation: The operation.
        before: The entry in front of it, None for the first.
        entries: Queue entries by operation index; at least that of the operation before.
        known: Its bounds, when they are computed already.
    """
    problem, machine = shop.problem, entry.mode.machine
    job, axis = problem.jobs[operation.job], problem.axes[machine]
    yield Bound(axis.position(problem.now_s), 3, StartReason.NOW)
    if operation.position == 0:
        yield Bound(axis.position(job.material_s), 2, StartReason.MATERIAL)
    if operation.position > 0 and known is None:
        delivery = delivery_of_previous(shop, job, operation, entries)
        known = None if delivery is None else shop.bounds(job, operation, delivery, entry.mode)
    if operation.position > 0 and known is not None:
        yield Bound(max(known.start, known.body - entry.setup), 1, StartReason.PREDECESSOR)
    if before is not None:
        # Where this is the greatest bound, the predecessor lets the work begin before the set-up is over.
        yield Bound(before.end, 0, StartReason.SETUP if entry.setup else StartReason.MACHINE)


def moment_of(shop: Shop, entry: Entry, operation: Operation, before: Entry | None, bound: Bound) -> int:
    """The moment before which a bound forbids the start, seconds.

    Args:
        shop: A finished shop.
        entry: The queue entry of a free operation.
        operation: The operation.
        before: The entry in front of it, None for the first.
        bound: One of its `start_bounds`.
    """
    if bound.reason is StartReason.MATERIAL:
        return shop.problem.jobs[operation.job].material_s
    if bound.reason is StartReason.PREDECESSOR:
        return shop.problem.axes[entry.mode.machine].begin(max(0, bound.position))
    if bound.reason in BEHIND and before is not None:
        return end_of(shop, before)
    return shop.problem.now_s


def closed_reason(shop: Shop, machine: int, *, since_s: int, start_s: int) -> StartReason:
    """Why a machine does not work between two moments: STOP when a shift lies there, else CALENDAR."""
    stopped = shop.problem.axes[machine].is_stopped(since_s, start_s)
    return StartReason.STOP if stopped else StartReason.CALENDAR


def _cause(
    shop: Shop,
    entry: Entry,
    operation: Operation,
    before: Entry | None,
    bound: Bound,
    material_item: Mapping[str, str],
) -> StartCause:
    order_no = shop.problem.jobs[operation.job].order.order_no
    machine = entry.mode.machine
    start_s = shop.problem.axes[machine].begin(entry.start)
    reason, moment_s = bound.reason, moment_of(shop, entry, operation, before, bound)
    if bound.position < entry.start:
        reason, moment_s = StartReason.KEPT, shop.problem.axes[machine].begin(max(0, bound.position))
    elif reason is StartReason.NOW and start_s > moment_s:
        reason = closed_reason(shop, machine, since_s=moment_s, start_s=start_s)
        moment_s = start_s
    return StartCause(
        order_no=order_no,
        op_no=operation.op_no,
        reason=reason,
        bound_at=to_moment(moment_s),
        other_order=order_behind(shop, before) if reason in BEHIND and before is not None else None,
        item_id=material_item.get(order_no) if reason is StartReason.MATERIAL else None,
    )


def end_of(shop: Shop, entry: Entry) -> int:
    """The moment at which queued work ends."""
    if isinstance(entry.work, FixedOperation):
        return span_of_rows(entry.work)[1]
    return shop.problem.axes[entry.mode.machine].end(entry.end)


def order_behind(shop: Shop, entry: Entry) -> str:
    """The order of queued work."""
    if isinstance(entry.work, FixedOperation):
        return entry.work.rows[0].order_no
    return shop.problem.jobs[entry.work.job].order.order_no
