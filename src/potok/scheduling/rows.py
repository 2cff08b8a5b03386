"""From queues to rows of a plan: batches cut at the ends of usable windows, quantities spread over them.

All operations of a machine are cut at once, in columns: a plan of ten thousand operations has thirty
thousand rows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import groupby, repeat
from operator import attrgetter
from typing import NamedTuple

import numpy as np

from potok.plant.model import Basis
from potok.scheduling.axis import Ints
from potok.scheduling.dispatch import Shop
from potok.scheduling.plan import PlanRow
from potok.scheduling.problem import FixedOperation, Operation, Problem
from potok.scheduling.rules import thousandths_of
from potok.scheduling.timeline import Entry

_NOTHING = Decimal(0)
_BY_MACHINE = attrgetter("machine_id", "start_at", "finish_at")


def rows_of_shop(shop: Shop) -> tuple[PlanRow, ...]:
    """Rows of all queues by machine and start; fixed work as it was given."""
    entries = [entry for timeline in shop.timelines for entry in timeline.entries]
    rows = list(rows_of_operations(shop.problem, entries))
    for entry in entries:
        if isinstance(entry.work, FixedOperation):
            rows.extend(entry.work.rows)
    return tuple(sorted(rows, key=_BY_MACHINE))


def rows_of_operations(problem: Problem, entries: Iterable[Entry]) -> Iterator[PlanRow]:
    """Rows of planned operations in the order of their entries, cut at the ends of windows (conventions 3).

    Args:
        problem: Whose operations they are.
        entries: Queue entries, those of a machine best in a row; fixed work has its rows and is passed over.
    """
    free = ((entry, entry.work) for entry in entries if isinstance(entry.work, Operation))
    for machine, of_machine in groupby(free, key=lambda one: one[0].mode.machine):
        yield from _rows_on(problem, machine, list(of_machine))


def _rows_on(problem: Problem, machine: int, work: Sequence[tuple[Entry, Operation]]) -> Iterator[PlanRow]:
    """Rows of operations on one machine."""
    loads = _loads(problem, work)
    count, begin, end = problem.axes[machine].cuts(loads.start, loads.end)
    load = np.repeat(np.arange(len(count)), count)
    first = np.cumsum(count) - count  # part of a load
    part = np.arange(len(load)) - first[load]
    opens = (loads.number[load] == 0) & (part == 0)
    operation = loads.operation[load].tolist()
    by_batches = np.array([entry.mode.basis is Basis.BATCH for entry, _ in work])
    setups = [minutes(entry.setup) for entry, _ in work]
    yield from map(
        PlanRow,
        map([problem.jobs[each.job].order.order_no for _, each in work].__getitem__, operation),
        map([each.op_no for _, each in work].__getitem__, operation),
        (loads.number[load] + by_batches[loads.operation[load]]).tolist(),
        (part + 1).tolist(),
        repeat(problem.machine_ids[machine]),
        _moments(begin),
        _moments(end),
        map(_pieces, _shares(loads, load, first, end - begin).tolist()),
        (setups[at] if has else _NOTHING for at, has in zip(operation, opens.tolist(), strict=True)),
    )


class _Loads(NamedTuple):
    """Loads of operations in turn; an even operation is one.

    Attributes:
        operation: Place of its operation in the list.
        number: 0… within the operation.
        start: Position at which it begins, the set-up of the operation before the first one included.
        end: Position of its end.
        setup: Set-up in it, seconds.
        pieces: Thousandths of a piece.
    """

    operation: Ints
    number: Ints
    start: Ints
    end: Ints
    setup: Ints
    pieces: Ints


def _loads(problem: Problem, work: Sequence[tuple[Entry, Operation]]) -> _Loads:
    table = np.array([_load_row(problem, entry, operation) for entry, operation in work], dtype=np.int64)
    count = table[:, 0]
    operation = np.repeat(np.arange(len(count)), count)
    number = np.arange(len(operation)) - (np.cumsum(count) - count)[operation]
    _, setup, body, seconds, load_amount, amount, piece_amount, pieces = table[operation].T
    begin = body + number * seconds
    setup = np.where(number == 0, setup, 0)
    is_last = number + 1 == count[operation]
    handed_on = thousandths_of(np.minimum((number + 1) * load_amount, amount), piece_amount)
    done = np.where(is_last, pieces * 1000, handed_on)
    before = np.where(number == 0, 0, np.concatenate(([0], done[:-1])))
    return _Loads(operation, number, begin - setup, begin + seconds, setup, done - before)


def _load_row(problem: Problem, entry: Entry, operation: Operation) -> tuple[int, ...]:
    """Loads of an operation, its set-up and where its work begins, length and amount of a load; its order."""
    job, mode = problem.jobs[operation.job], entry.mode
    if mode.basis is Basis.BATCH:
        of_load = mode.batches, entry.body - entry.start, entry.body, mode.batch_s, mode.batch_amount
    else:
        of_load = 1, entry.body - entry.start, entry.body, mode.run_s, job.amount
    return *of_load, job.amount, job.piece_amount, job.order.qty_pcs


def _shares(loads: _Loads, load: Ints, first: Ints, seconds: Ints) -> Ints:
    """Thousandths of a piece of each part, by the time worked in it after the set-up, rounded half to even.

    Args:
        loads: The loads.
        load: (r) the load of a part.
        first: First part of each load.
        seconds: (r) length of a part.
    """
    passed = np.cumsum(seconds)
    passed -= (passed - seconds)[first][load]  # within the load
    worked = (loads.end - loads.start - loads.setup)[load]
    whole, rest = np.divmod(loads.pieces[load], worked)  # so that no product is large
    after_setup = np.maximum(0, passed - loads.setup[load])
    more, left = np.divmod(rest * after_setup, worked)
    done = whole * after_setup + more
    done += (2 * left > worked) | ((2 * left == worked) & (done % 2 == 1))
    before = np.concatenate(([0], done[:-1]))
    before[first] = 0
    shares: Ints = done - before
    return shares


def _moments(seconds: Ints) -> list[dt.datetime]:
    """`potok.plant.shifts.to_moment` of many."""
    found: list[dt.datetime] = seconds.astype("datetime64[s]").tolist()
    return found


def _pieces(thousandths: int) -> Decimal:
    return Decimal(thousandths).scaleb(-3)


@lru_cache(maxsize=1024)
def minutes(seconds: int) -> Decimal:
    """Seconds as minutes; thirds of a minute are rounded to four decimals."""
    exact = Decimal(seconds) / 60
    return exact if seconds % 3 == 0 else round(exact, 4)
