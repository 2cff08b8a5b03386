"""A job alone in the plant: how early it is finished, for the slack, and can be at all, for the bound."""

from __future__ import annotations

from collections.abc import Iterator
from math import prod

from potok.plant.working_time import NoWorkingTimeError
from potok.scheduling.dispatch import Choice, Shop, entry_at, span_of_rows
from potok.scheduling.overlap import Delivery
from potok.scheduling.problem import Job, Mode, Operation
from potok.scheduling.rules import not_in_the_past
from potok.scheduling.timeline import Slot

_COMBINATIONS = 256


def finish_in_turn(shop: Shop, job: Job) -> int:
    """The finish of the job alone when every operation goes where it is done first, seconds.

    No set-ups, no other work. Rarely some seconds more than `earliest_finish`, and far cheaper.

    Args:
        shop: Gives axes and rules; its queues are not looked at.
        job: The job; without working time for it the answer is the moment at which it may begin.
    """
    finish_s, delivery = _ready(shop, job), None
    for operation in job.operations:
        if operation.fixed is not None:
            finish_s, delivery = span_of_rows(operation.fixed)[1], operation.fixed.delivery
            continue
        ways = list(_ways(shop, job, operation, delivery))
        if not ways:
            return _ready(shop, job)
        finish_s, start, mode = min(ways, key=lambda way: way[0])
        if operation.position + 1 < len(job.operations):
            delivery = _delivery(shop, job, operation, mode, start)
    return finish_s


def _ways(
    shop: Shop, job: Job, operation: Operation, before: Delivery | None
) -> Iterator[tuple[int, int, Mode]]:
    """Finish, start and mode of an operation without set-up on each of its machines."""
    for mode in operation.modes:
        try:
            start = max(shop.bounds(job, operation, before, mode))
            yield shop.problem.axes[mode.machine].end(start + mode.run_s), start, mode
        except NoWorkingTimeError:
            continue


def _ready(shop: Shop, job: Job) -> int:
    """The moment at which a job may begin."""
    return not_in_the_past(job.material_s, shop.problem.now_s)


def earliest_finish(shop: Shop, job: Job) -> int:
    """A moment before which no plan finishes the job, whatever else is planned.

    No set-ups, no other work; every combination of machines is tried. With too many of them, or without
    working time, it is the moment at which the job may begin.

    Args:
        shop: Gives axes and rules; its queues are not looked at.
        job: The job.

    Returns:
        Seconds of plant local time.
    """
    ready_s = _ready(shop, job)
    if prod(max(1, len(operation.modes)) for operation in job.operations) > _COMBINATIONS:
        return ready_s
    return min(_finishes(shop, job, 0, None), default=ready_s)


def _finishes(shop: Shop, job: Job, position: int, before: Delivery | None) -> Iterator[int]:
    """Finishes of the job by the machines of its operations from a position on."""
    operation = job.operations[position]
    is_last = position + 1 == len(job.operations)
    if operation.fixed is not None:
        if is_last:
            yield span_of_rows(operation.fixed)[1]
        else:
            yield from _finishes(shop, job, position + 1, operation.fixed.delivery)
        return
    for finish_s, start, mode in _ways(shop, job, operation, before):
        if is_last:
            yield finish_s
            continue
        try:
            delivery = _delivery(shop, job, operation, mode, start)
        except NoWorkingTimeError:
            continue
        yield from _finishes(shop, job, position + 1, delivery)


def _delivery(shop: Shop, job: Job, operation: Operation, mode: Mode, start: int) -> Delivery:
    """What the operation hands on when it starts without a set-up."""
    return shop.delivery(job, entry_at(job, operation, Choice(mode, Slot(0, start, 0), start, 0, 0)))
