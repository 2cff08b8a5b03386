"""Kilograms handed on and taken over time, as rising piecewise-linear curves (conventions 2)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from potok.scheduling.verify.operation import JudgedOperation

#: A second for the rounding of the giving operation and one for the taking operation.
FLOW_TOLERANCE_S = 2.0


@dataclass(frozen=True, slots=True)
class Curve:
    """Cumulated kilograms over time; between the points it is linear, equal times are a jump.

    Attributes:
        at: Moments, seconds, not falling.
        kg: Cumulated kilograms at these moments, not falling, the first one 0.
    """

    at: tuple[float, ...]
    kg: tuple[float, ...]

    def before(self, second: float) -> float:
        """Kilograms just before a moment."""
        return self._value(bisect_left(self.at, second), second)

    def after(self, second: float) -> float:
        """Kilograms at a moment, jumps of this moment included."""
        return self._value(bisect_right(self.at, second), second)

    def _value(self, index: int, second: float) -> float:
        if index == 0:
            return 0.0
        if index == len(self.at):
            return self.kg[-1]
        span = self.at[index] - self.at[index - 1]
        share = (second - self.at[index - 1]) / span
        return self.kg[index - 1] + share * (self.kg[index] - self.kg[index - 1])


@dataclass(frozen=True, slots=True)
class Excess:
    """A moment (seconds) at which more kilograms were used than delivered."""

    at: float
    used_kg: float
    delivered_kg: float


def delivered_by(each: JudgedOperation) -> Curve:
    """What an operation hands on: a batch when it ends, a rate operation evenly over its work."""
    if not each.by_batches:
        return _evenly(each)
    return _jumps(each, (max(row.finish for row in rows) for rows in each.of.batches.values()))


def used_by(each: JudgedOperation) -> Curve:
    """What an operation takes: a batch all at the begin of its work, a rate operation evenly."""
    if not each.by_batches:
        return _evenly(each)
    return _jumps(each, (max(rows[0].start, each.work_start) for rows in each.of.batches.values()))


def _jumps(each: JudgedOperation, moments: Iterable[int]) -> Curve:
    at: list[float] = []
    kg: list[float] = []
    for number, second in enumerate(sorted(moments)):
        at += [second, second]
        kg += [each.kg_through(number), each.kg_through(number + 1)]
    return Curve(tuple(at), tuple(kg))


def _evenly(each: JudgedOperation) -> Curve:
    """The order's kilograms spread over the rows after the set-up in proportion to time."""
    pieces = _working_pieces(each)
    total_s = sum(finish - start for start, finish in pieces)
    total_kg = float(each.of.order_kg)
    if total_s <= 0:
        return Curve((each.of.finish, each.of.finish), (0.0, total_kg))
    at: list[float] = []
    kg: list[float] = []
    worked = 0
    for start, finish in pieces:
        at += [start, finish]
        kg += [total_kg * worked / total_s, total_kg * (worked + finish - start) / total_s]
        worked += finish - start
    return Curve(tuple(at), tuple(kg))


def _working_pieces(each: JudgedOperation) -> list[tuple[int, int]]:
    """Stretches of work after the set-up; of rows that overlap the common part counts once."""
    pieces: list[tuple[int, int]] = []
    reached = each.work_start
    for row in each.of.rows:
        start = max(row.start, reached)
        if row.finish > start:
            pieces.append((start, row.finish))
            reached = row.finish
    return pieces


def first_excess(used: Curve, delivered: Curve) -> Excess | None:
    """The first moment at which use runs ahead of delivery by more than the tolerance.

    Both curves are linear between their points, so their points (on both sides of every jump) are
    the only moments to compare. Delivery is read two seconds ahead (`FLOW_TOLERANCE_S`).
    """
    slack_kg = 1e-6 * max(1.0, used.kg[-1])
    for second in sorted({*used.at, *(at - FLOW_TOLERANCE_S for at in delivered.at)}):
        ahead = second + FLOW_TOLERANCE_S
        for taken, given in (
            (used.before(second), delivered.before(ahead)),
            (used.after(second), delivered.after(ahead)),
        ):
            if taken > given + slack_kg:
                return Excess(second, taken, given)
    return None
