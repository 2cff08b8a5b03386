"""From queues to rows of a plan: batches cut at the ends of usable windows, quantities spread over them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from potok.plant.model import Basis
from potok.plant.shifts import to_moment
from potok.scheduling.dispatch import Shop
from potok.scheduling.plan import PlanRow
from potok.scheduling.problem import FixedOperation, Job, Operation, Problem
from potok.scheduling.rules import needed_by_batch, pieces_of
from potok.scheduling.timeline import Entry

_NOTHING = Decimal(0)
_BY_MACHINE = attrgetter("machine_id", "start_at", "finish_at")
_pieces_of = lru_cache(maxsize=4096)(pieces_of)  # asked again and again for orders of like products


def rows_of_shop(shop: Shop) -> tuple[PlanRow, ...]:
    """Rows of all queues by machine and start; fixed work as it was given."""
    problem = shop.problem
    rows: list[PlanRow] = []
    for machine, timeline in enumerate(shop.timelines):
        for entry in timeline.entries:
            if isinstance(entry.work, FixedOperation):
                rows.extend(entry.work.rows)
            else:
                rows.extend(rows_of_operation(problem, machine, entry, entry.work))
    return tuple(sorted(rows, key=_BY_MACHINE))


def rows_of_operation(
    problem: Problem, machine: int, entry: Entry, operation: Operation
) -> Iterator[PlanRow]:
    """Rows of one planned operation, cut at the ends of usable windows (conventions 3)."""
    job, axis = problem.jobs[operation.job], problem.axes[machine]
    order_no, op_no, machine_id = job.order.order_no, operation.op_no, problem.machine_ids[machine]
    setup_min, at_s, moment = minutes(entry.setup), 0, to_moment(0)
    for batch in _batches(entry, job):
        parts = axis.cut(batch.start, batch.end)
        shares = _shares(parts, setup_s=batch.body - batch.start, pieces=batch.pieces)
        for part_no, ((start_s, end_s), qty) in enumerate(zip(parts, shares, strict=True), start=1):
            start_at = moment if start_s == at_s else to_moment(start_s)  # most follow without a gap
            at_s, moment = end_s, to_moment(end_s)
            yield PlanRow(
                order_no, op_no, batch.number, part_no, machine_id, start_at, moment, qty, setup_min
            )
            setup_min = _NOTHING


@lru_cache(maxsize=1024)
def minutes(seconds: int) -> Decimal:
    """Seconds as minutes; thirds of a minute are rounded to four decimals."""
    exact = Decimal(seconds) / 60
    return exact if seconds % 3 == 0 else round(exact, 4)


class _Batch(NamedTuple):
    """One load (number 0: a whole rate operation) in positions, with its pieces."""

    number: int
    start: int
    body: int
    end: int
    pieces: Decimal


def _batches(entry: Entry, job: Job) -> Iterator[_Batch]:
    mode = entry.mode
    whole = Decimal(job.order.qty_pcs)
    if mode.basis is Basis.RATE:
        yield _Batch(0, entry.start, entry.body, entry.end, whole)
        return
    before, body = _NOTHING, entry.body
    for number in range(1, mode.batches + 1):
        amount = needed_by_batch(number, batch_amount=mode.batch_amount, amount=job.amount)
        done = whole if number == mode.batches else _pieces_of(amount, job.piece_amount)
        yield _Batch(number, entry.start if number == 1 else body, body, body + mode.batch_s, done - before)
        before, body = done, body + mode.batch_s


def _shares(parts: list[tuple[int, int]], *, setup_s: int, pieces: Decimal) -> list[Decimal]:
    """Pieces of each part, by the time worked in it after the set-up, to three decimals."""
    if len(parts) == 1:
        return [round(pieces, 3)]
    worked = sum(end - start for start, end in parts) - setup_s
    passed, before, shares = -setup_s, _NOTHING, []
    for start, end in parts:
        passed += end - start
        done = round(pieces * max(0, passed) / worked, 3)
        shares.append(done - before)
        before = done
    return shares
