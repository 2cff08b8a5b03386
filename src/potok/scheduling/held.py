"""Held work behind free work of the same order: whether it still gets what it needs in time."""

from __future__ import annotations

from potok.plant.shifts import to_seconds
from potok.scheduling.dispatch import Shop
from potok.scheduling.overlap import bounds_of_next
from potok.scheduling.problem import Job, Operation
from potok.scheduling.timeline import Entry


def ends_too_late_for_held(shop: Shop, job: Job, operation: Operation, entry: Entry) -> bool:
    """Whether the next operation is held and starts before a queued one can have handed on enough."""
    following = job.operations[operation.position + 1 : operation.position + 2]
    if not following or following[0].fixed is None:
        return False
    fixed = following[0].fixed
    axis = shop.problem.axes[fixed.machine]
    bounds = bounds_of_next(shop.delivery(job, entry), fixed.mode, axis, amount=job.amount)
    start = axis.position(to_seconds(fixed.rows[0].start_at))
    return start < bounds.start or start + fixed.setup_s < bounds.body
