"""Kilograms handed on and taken, for all neighbouring operations of a plan at once (conventions 2).

The curves are those of `flow`; where one of them jumps or bends the other is looked at, two seconds on.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from potok.scheduling.verify.columns import Flags, Floats, Ints, Operations, Rows
from potok.scheduling.verify.flow import FLOW_TOLERANCE_S

#: More seconds than between any two moments of a plan.
_APART = 1 << 34


class Work(NamedTuple):
    """Work after the set-up.

    Attributes:
        begin: (n) where the work of a row begins; its end for a row of set-up alone.
        before: (n + 1) seconds worked in all rows before.
        total: (k) seconds of an operation.
        batch_first: (b) first row of a batch; a rate operation counts as one.
        batch_begin: (b) where its work begins.
        batch_finish: (b) where its last row ends.
        first_batch: (k + 1) first batch of an operation.
    """

    begin: Ints
    before: Ints
    total: Ints
    batch_first: Ints
    batch_begin: Ints
    batch_finish: Ints
    first_batch: Ints


def work_of(rows: Rows, ops: Operations) -> Work:
    """The work of numbered batches."""
    first = ops.first[:-1]
    length = rows.finish - rows.start
    passed = np.cumsum(length) - length
    passed = passed - passed[first][rows.op]
    left = np.maximum(0.0, rows.setup[first][rows.op] - passed)
    begin = rows.start + np.minimum(length, np.ceil(left).astype(np.int64))
    before = np.concatenate(([0], np.cumsum(rows.finish - begin)))
    begins = np.ones(len(rows.op), dtype=np.bool_)
    begins[1:] = (rows.op[1:] != rows.op[:-1]) | (rows.batch[1:] != rows.batch[:-1])
    batch_first = np.flatnonzero(begins)
    # The work of an operation begins in its first row that is not all set-up.
    works = np.where(left < length, begin, _APART)
    starts = np.maximum(rows.start[batch_first], np.minimum.reduceat(works, first)[rows.op[batch_first]])
    return Work(
        begin=begin,
        before=before,
        total=before[ops.first[1:]] - before[first],
        batch_first=batch_first,
        batch_begin=starts,
        batch_finish=np.maximum.reduceat(rows.finish, batch_first),
        first_batch=np.searchsorted(batch_first, ops.first),
    )


def flow_is_kept(rows: Rows, ops: Operations, work: Work, before: Ints, after: Ints) -> bool:
    """Whether no operation uses more than the one before it has handed on.

    Args:
        rows: The rows.
        ops: The operations.
        work: Their work.
        before: (s) operations that hand on.
        after: (s) the operations after them.
    """
    if not (work.total > 0).all():
        return False
    flow = _Flow(rows, ops, work)
    to_batches, from_batches = ops.by_batches[after], ops.by_batches[before]
    return (
        flow.batches_are_there(before[to_batches], after[to_batches])
        and flow.jumps_are_there(before[~to_batches & from_batches], after[~to_batches & from_batches])
        and flow.bends_are_there(before[~to_batches & ~from_batches], after[~to_batches & ~from_batches])
    )


class _Flow:
    def __init__(self, rows: Rows, ops: Operations, work: Work) -> None:
        self._rows, self._ops, self._work = rows, ops, work
        self._slack = 1e-6 * np.maximum(1.0, ops.kg)
        self._keys = rows.op * _APART + work.begin

    def batches_are_there(self, before: Ints, after: Ints) -> bool:
        """Each batch finds its whole load when its work begins."""
        pair, batch, number = self._batches_of(after)
        giving, taking = before[pair], after[pair]
        ops, work = self._ops, self._work
        needed = np.minimum(ops.kg[taking], (number + 1) * ops.load[taking]) - self._slack[taking]
        by = work.batch_begin[batch] + FLOW_TOLERANCE_S
        jumps = ops.by_batches[giving]
        count = np.clip(np.ceil(needed / ops.load[giving]), 1, np.maximum(1, ops.batches[giving]))
        last = work.first_batch[giving] + count.astype(np.int64) - 1
        worked = np.maximum(0.0, needed / ops.kg[giving] * work.total[giving])
        there = np.where(jumps, work.batch_finish[last], self._moment(giving, worked, later=False))
        return bool((there <= by).all())

    def jumps_are_there(self, before: Ints, after: Ints) -> bool:
        """Before each batch ends, even work has used no more than the batches before it."""
        pair, batch, number = self._batches_of(before)
        giving, taking = before[pair], after[pair]
        ops = self._ops
        given = np.minimum(ops.kg[giving], number * ops.load[giving]) + self._slack[taking]
        until = self._moment(taking, given / ops.kg[taking] * self._work.total[taking], later=True)
        return bool((until >= self._work.batch_finish[batch] - FLOW_TOLERANCE_S).all())

    def bends_are_there(self, before: Ints, after: Ints) -> bool:
        """Even work after even work: wherever one of the curves bends."""
        rows, work, ahead = self._rows, self._work, int(FLOW_TOLERANCE_S)
        for bending, other, lead in ((after, before, ahead), (before, after, -ahead)):
            pair, row, _ = _spread(self._ops.first, bending)
            for at, worked in (
                (work.begin[row], work.before[row]),
                (rows.finish[row], work.before[row + 1]),
            ):
                mine = (worked - work.before[self._ops.first[bending[pair]]]) / work.total[bending[pair]]
                theirs = self._worked(other[pair], at + lead) / work.total[other[pair]]
                used, given = (mine, theirs) if lead > 0 else (theirs, mine)
                kg, slack = self._ops.kg[after[pair]], self._slack[after[pair]]
                if not (used * kg <= given * kg + slack).all():
                    return False
        return True

    def _batches_of(self, operations: Ints) -> tuple[Ints, Ints, Ints]:
        return _spread(self._work.first_batch, operations)

    def _moment(self, operations: Ints, worked: Floats, *, later: bool) -> Floats:
        """When so much has been worked; the later of two moments where work pauses then."""
        work, first = self._work, self._ops.first
        target = work.before[first[operations]] + worked
        row = np.searchsorted(work.before[1:], target, side="right" if later else "left")
        inside = np.clip(row, first[operations], first[operations + 1] - 1)
        moment = work.begin[inside] + target - work.before[inside]
        return np.where(row >= first[operations + 1], np.inf, moment) if later else moment

    def _worked(self, operations: Ints, at: Ints) -> Ints:
        """Seconds worked by a moment."""
        work, first = self._work, self._ops.first[operations]
        row = np.searchsorted(self._keys, operations * _APART + at, side="right") - 1
        inside = np.maximum(row, first)
        length = work.before[inside + 1] - work.before[inside]
        done = work.before[inside] - work.before[first] + np.clip(at - work.begin[inside], 0, length)
        return np.where(row < first, 0, done)


def _spread(first: Ints, of: Ints) -> tuple[Ints, Ints, Ints]:
    """For every member of some groups: the group's place in the list, the member, its number in the group."""
    count = first[of + 1] - first[of]
    pair = np.repeat(np.arange(len(of)), count)
    number = np.arange(len(pair)) - np.repeat(np.cumsum(count) - count, count)
    return pair, first[of][pair] + number, number


def starts_are_kept(rows: Rows, ops: Operations, work: Work, before: Ints, after: Ints) -> Flags:
    """Whether an operation starts after its predecessor's first batch, or rate start."""
    start = rows.start[ops.first[:-1]]
    first_batch = work.batch_finish[work.first_batch[:-1]]
    return start[after] >= np.where(ops.by_batches[before], first_batch[before], start[before])
