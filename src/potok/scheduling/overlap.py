"""How an operation hands its order on to the next one, and how early the next one may start.

Source: conventions 2. A batch takes all its amount when it begins and hands it on when it ends; a rate
operation takes and hands on evenly over its working time. Whoever comes next never uses more than was
delivered, runs through without a pause of its own making and ends not before its predecessor. All of it
becomes two lower bounds in positions of the next machine, so nothing has to be tried.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from potok.plant.model import Basis
from potok.scheduling.axis import Axis
from potok.scheduling.rules import (
    needed_by_batch,
    start_after_first_batch,
    start_after_rate_start,
    work_allowed,
)


@dataclass(frozen=True, slots=True)
class Delivery:
    """The curve of what an operation has handed on, in wall time.

    Attributes:
        even: True = the amount grows evenly between two times (rate), False = it jumps at each time (batch).
        gate: Moment before which the next operation does not start.
        times: Moments in order; an even curve begins with amount 0.
        amounts: Handed on by then; the last equals `total`. Any unit: only shares of `total` count.
    """

    even: bool
    gate: int
    times: Sequence[int]
    amounts: Sequence[int]
    total: int

    @property
    def finish(self) -> int:
        """The moment of the last hand-over."""
        return self.times[-1]


class Need(Protocol):
    """What the bounds read of a routing line (see `problem.Mode`)."""

    @property
    def basis(self) -> Basis: ...  # noqa: D102  # described in Mode
    @property
    def batches(self) -> int: ...  # noqa: D102
    @property
    def batch_s(self) -> int: ...  # noqa: D102
    @property
    def batch_amount(self) -> int: ...  # noqa: D102
    @property
    def run_s(self) -> int: ...  # noqa: D102


class Bounds(NamedTuple):
    """Earliest positions on the machine of the next operation.

    Attributes:
        start: For its start, set-up included.
        body: For the beginning of its work after the set-up.
    """

    start: int
    body: int


def batch_delivery(
    axis: Axis, *, body: int, batches: int, batch_s: int, batch_amount: int, amount: int
) -> Delivery:
    """What a batch operation hands on when its first batch begins at position `body`."""
    times = axis.ends(body + batch_s, batch_s, batches)
    amounts = [
        needed_by_batch(count, batch_amount=batch_amount, amount=amount) for count in range(1, batches + 1)
    ]
    return Delivery(
        even=False, gate=start_after_first_batch(times[0]), times=times, amounts=amounts, total=amount
    )


def rate_delivery(axis: Axis, *, start: int, body: int, run_s: int) -> Delivery:
    """What a rate operation hands on; amounts are seconds worked."""
    times, amounts, done = [axis.begin(body)], [0], 0
    for window_start, window_end in axis.windows(times[0], axis.end(body + run_s)):
        if window_start > times[-1]:
            times.append(window_start)
            amounts.append(done)
        done += window_end - window_start
        times.append(window_end)
        amounts.append(done)
    gate = start_after_rate_start(axis.begin(start))
    return Delivery(even=True, gate=gate, times=times, amounts=amounts, total=run_s)


def bounds_of_next(delivery: Delivery, need: Need, axis: Axis, *, amount: int) -> Bounds:
    """Earliest positions of the next operation on a machine.

    Args:
        delivery: What its predecessor hands on.
        need: Its routing line.
        axis: Its machine.
        amount: Amount of the order.
    """
    body = _body_of_batches(delivery, need, axis, amount) if need.basis is Basis.BATCH else 0
    if need.basis is Basis.RATE:
        body = (
            _body_after_even(delivery, need, axis)
            if delivery.even
            else _body_after_jumps(delivery, need, axis)
        )
    return Bounds(axis.position(delivery.gate), max(body, _body_for_finish(delivery, need, axis)))


def _body_for_finish(delivery: Delivery, need: Need, axis: Axis) -> int:
    """So that the last second of work lies at or after the predecessor's last."""
    last_second = axis.position(delivery.finish - 1)
    return last_second + 1 - need.run_s


def _body_after_jumps(delivery: Delivery, need: Need, axis: Axis) -> int:
    """A rate operation after batches: before each hand-over it has used no more than the ones before."""
    body, before = 0, 0
    for position, delivered in zip(axis.positions(delivery.times), delivery.amounts, strict=True):
        allowed = work_allowed(need.run_s, delivered=before, total=delivery.total)
        body = max(body, position - allowed)
        before = delivered
    return body


def _body_after_even(delivery: Delivery, need: Need, axis: Axis) -> int:
    """A rate operation after a rate operation: checked wherever one of the two curves bends."""
    times, amounts, total = delivery.times, delivery.amounts, delivery.total
    body = axis.position(times[0])
    for index in range(1, len(times)):
        since, at, before, by = times[index - 1], times[index], amounts[index - 1], amounts[index]
        # Between two bends of the delivery the use runs ahead most where this machine's window ends.
        for moment in (*axis.closes_between(since, at), at):
            share = before * (at - since) + (by - before) * (moment - since)
            allowed = work_allowed(need.run_s, delivered=share, total=total * (at - since))
            body = max(body, axis.position(moment) - allowed)
    return body


def _body_of_batches(delivery: Delivery, need: Need, axis: Axis, amount: int) -> int:
    """Batches: each begins only when its whole amount is there."""
    moments, index = [], 0
    times, amounts, total = delivery.times, delivery.amounts, delivery.total
    for batch in range(1, need.batches + 1):
        needed = needed_by_batch(batch, batch_amount=need.batch_amount, amount=amount) * total
        while amounts[index] * amount < needed:
            index += 1
        at = times[index]
        if delivery.even and index:
            before, since = amounts[index - 1], times[index - 1]
            missing = needed - before * amount
            at = since - (-missing * (at - since) // ((amounts[index] - before) * amount))
        moments.append(at)
    positions = axis.positions(moments)
    return max(0, *(position - batch * need.batch_s for batch, position in enumerate(positions)))
