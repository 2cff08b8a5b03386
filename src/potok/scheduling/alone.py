"""A job alone in the plant: the earliest it can be finished at all, for the slack and for the bound."""

from __future__ import annotations

from itertools import product
from math import prod

from potok.plant.working_time import NoWorkingTimeError
from potok.scheduling.dispatch import Choice, Shop, entry_at, span_of_rows
from potok.scheduling.overlap import Delivery
from potok.scheduling.problem import Job, Mode, Operation
from potok.scheduling.timeline import Slot

_COMBINATIONS = 256


def earliest_finish(shop: Shop, job: Job) -> int:
    """A moment before which no plan finishes the job, whatever else is planned.

    No set-ups, no other work; every combination of machines is tried. With too many of them, or without
    working time, it is the moment at which the job may begin.

    Args:
        shop: Gives axes and rules; its queues are not looked at.
        job: The job.
    """
    choices = [operation.modes if operation.fixed is None else (None,) for operation in job.operations]
    ready_s = max(shop.problem.now_s, job.material_s)
    if prod(map(len, choices)) > _COMBINATIONS:
        return ready_s
    finishes = []
    for modes in product(*choices):
        try:
            finishes.append(_finish(shop, job, modes))
        except NoWorkingTimeError:
            continue
    return min(finishes, default=ready_s)


def _finish(shop: Shop, job: Job, modes: tuple[Mode | None, ...]) -> int:
    """Finish of the job on these machines without set-ups."""
    finish_s = 0
    delivery: Delivery | None = None
    for operation, mode in zip(job.operations, modes, strict=True):
        if operation.fixed is not None:
            delivery, finish_s = operation.fixed.delivery, span_of_rows(operation.fixed)[1]
        elif mode is not None:
            delivery, finish_s = _alone(shop, job, operation, mode, delivery)
    return finish_s


def _alone(
    shop: Shop, job: Job, operation: Operation, mode: Mode, before: Delivery | None
) -> tuple[Delivery, int]:
    """What the operation hands on, and its finish."""
    bounds = shop.bounds(job, operation, before, mode)
    start = max(bounds)
    finish_s = shop.problem.axes[mode.machine].end(start + mode.run_s)
    entry = entry_at(job, operation, Choice(mode, Slot(0, start, 0), start, finish_s))
    return shop.delivery(job, entry), finish_s
