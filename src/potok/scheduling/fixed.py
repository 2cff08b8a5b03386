"""Work that stays where it is: rows of agreed, pinned, started or frozen operations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import groupby
from operator import attrgetter

from potok.plant.model import Basis
from potok.plant.shifts import to_seconds
from potok.scheduling.axis import Axis
from potok.scheduling.overlap import Delivery
from potok.scheduling.plan import PlanRow
from potok.scheduling.problem import Mode
from potok.scheduling.rules import whole_seconds

#: Order number and operation number.
OperationKey = tuple[str, int]
_BY_TIME = attrgetter("start_at", "finish_at")


def rows_by_operation(rows: Iterable[PlanRow]) -> dict[OperationKey, tuple[PlanRow, ...]]:
    """Rows of every operation by start."""
    found: dict[OperationKey, list[PlanRow]] = defaultdict(list)
    for row in rows:
        found[row.order_no, row.op_no].append(row)
    for of_operation in found.values():
        if len(of_operation) > 1:
            of_operation.sort(key=_BY_TIME)
    return {key: tuple(of_operation) for key, of_operation in found.items()}


def setup_of_rows(rows: Sequence[PlanRow]) -> int:
    """Set-up of an operation, seconds."""
    return whole_seconds(sum((row.setup_min for row in rows), start=Decimal(0)))


def mode_of_rows(rows: Sequence[PlanRow], *, machine: int) -> Mode:
    """A stand-in for the routing line of work that no route of today knows: its set-up never changes."""
    setup_s = setup_of_rows(rows)
    return Mode(
        machine=machine,
        basis=Basis.RATE,
        batches=0,
        batch_s=0,
        batch_amount=0,
        run_s=1,
        full_setup_s=setup_s,
        half_setup_s=setup_s,
        rank=1,
    )


def delivery_of_rows(rows: Sequence[PlanRow], axis: Axis, *, amount: int, piece_amount: int) -> Delivery:
    """What a fixed operation hands on to the rest of its order.

    What the rows do not hold of the order's amount was made before them and is there from the start.

    Args:
        rows: Rows of the operation by start.
        axis: Its machine.
        amount: Amount of the order.
        piece_amount: Amount of one piece.
    """
    held = int(sum(row.qty for row in rows) * piece_amount)
    done = max(0, amount - held)
    if done * 100 <= piece_amount:
        done = 0  # pieces are rounded to three decimals
    if rows[0].batch_no == 0:
        return _even_delivery(rows, axis, amount=amount, piece_amount=piece_amount, done=done)
    times, amounts = [to_seconds(rows[0].start_at)], [done]
    for _, batch in groupby(rows, key=lambda row: row.batch_no):
        parts = tuple(batch)
        done = min(amount, done + int(sum(row.qty for row in parts) * piece_amount))
        times.append(to_seconds(parts[-1].finish_at))
        amounts.append(done)
    amounts[-1] = amount
    return Delivery(even=False, gate=times[1], times=times, amounts=amounts, total=amount)


def _even_delivery(
    rows: Sequence[PlanRow], axis: Axis, *, amount: int, piece_amount: int, done: int
) -> Delivery:
    """Hand-over of a rate operation: even within every row, from the end of the set-up on."""
    start, finish = to_seconds(rows[0].start_at), to_seconds(rows[-1].finish_at)
    body = min(axis.begin(axis.position(start) + setup_of_rows(rows)), finish)
    times, amounts = [body], [done]
    for row in rows:
        row_start, row_finish = max(body, to_seconds(row.start_at)), to_seconds(row.finish_at)
        if row_start > times[-1]:
            times.append(row_start)
            amounts.append(done)
        done = min(amount, done + int(row.qty * piece_amount))
        if row_finish > times[-1]:
            times.append(row_finish)
            amounts.append(done)
    amounts[-1] = amount
    return Delivery(even=True, gate=start, times=times, amounts=amounts, total=amount)
