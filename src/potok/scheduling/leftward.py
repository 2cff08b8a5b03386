"""A plan with its sequences kept and every operation as early as the rules let it be.

Inserting work into gaps can leave an operation later than it need be, because its set-up became shorter.
After this pass every start is decided by something: the moment of planning, material, the machine or the
predecessor; `explain` names it.
"""

from __future__ import annotations

from collections.abc import Mapping

from potok.scheduling.dispatch import Shop, span_of_rows
from potok.scheduling.overlap import Bounds, Delivery
from potok.scheduling.problem import FixedOperation, Job, Operation
from potok.scheduling.timeline import NO_CAP, Entry, Timeline, setup_after


def left_shifted(shop: Shop, *, bounds_of: dict[int, Bounds] | None = None) -> Shop:
    """The shop with unchanged sequences and machines and the earliest starts.

    Args:
        shop: A finished shop; it stays as it is.
        bounds_of: Gets the bounds that had to be computed, by operation index.
    """
    shifted = Shop(shop.problem, [Timeline() for _ in shop.timelines])
    entries: dict[int, Entry] = {}
    for machine, entry in _by_start(shop):
        timeline = shifted.timelines[machine]
        if isinstance(entry.work, FixedOperation):
            timeline.append(entry)
            continue
        operation = entry.work
        job = shop.problem.jobs[operation.job]
        before = timeline.entries[-1] if timeline.entries else None
        if before is not None and timeline.ends[-1] == entry.start:
            # Nothing starts later than it did, so whoever follows at once stays, whatever else binds it.
            timeline.append(entry)
            entries[operation.index] = entry
            continue
        delivery = delivery_of_previous(shifted, job, operation, entries)
        bounds = shifted.bounds(job, operation, delivery, entry.mode)
        if bounds_of is not None:
            bounds_of[operation.index] = bounds
        setup = entry.mode.full_setup_s if before is None else setup_after(entry, before)
        start = max(bounds.start, bounds.body - setup, timeline.ends[-1] if before is not None else 0)
        body = start + setup
        moved = entry._replace(
            start=start, body=body, end=body + entry.mode.run_s, floor=bounds.start, cap=NO_CAP
        )
        timeline.append(moved)
        entries[operation.index] = moved
    return shifted


def delivery_of_previous(
    shop: Shop, job: Job, operation: Operation, entries: Mapping[int, Entry]
) -> Delivery | None:
    """What the operation before this one hands on, None for the first operation of the job.

    Args:
        shop: Where it is queued.
        job: The job of the operation.
        operation: The operation that asks.
        entries: Queue entries by operation index; at least that of the operation before.
    """
    if operation.position == 0:
        return None
    previous = job.operations[operation.position - 1]
    if previous.fixed is not None:
        return previous.fixed.delivery
    return shop.delivery(job, entries[previous.index])


def _by_start(shop: Shop) -> list[tuple[int, Entry]]:
    """Machine and entry of everything queued, by start; an operation after its predecessor."""
    found = []
    for machine, timeline in enumerate(shop.timelines):
        axis = shop.problem.axes[machine]
        for place, entry in enumerate(timeline.entries):
            if isinstance(entry.work, FixedOperation):
                found.append((span_of_rows(entry.work)[0], -1, machine, place, entry))
            else:
                found.append((axis.begin(entry.start), entry.work.position, machine, place, entry))
    return [(machine, entry) for _, _, machine, _, entry in sorted(found)]  # no two have one place
