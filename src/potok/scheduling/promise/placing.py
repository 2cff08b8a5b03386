"""An order put into the free time of its machines so that it is finished first.

Every combination of permitted machines is tried. On one machine the earliest gap is the best: what begins
earlier hands on earlier, so nothing behind it can be served better by waiting. The result is exact but for
one case: a route that visits one machine twice could now and then save a set-up by waiting for itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from potok.scheduling.dispatch import Shop
from potok.scheduling.leftward import delivery_of_previous
from potok.scheduling.problem import Job, Operation
from potok.scheduling.timeline import Entry


@dataclass(slots=True)
class _Best:
    """The earliest finish so far, seconds, with the entries of the operations."""

    finish_s: int | None = None
    launch_s: int = 0
    entries: tuple[Entry, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Placement:
    """Where an order fits.

    Attributes:
        launch_s: Start of the first operation, seconds of plant local time.
        finish_s: End of the last one.
        entries: Its operations.
    """

    launch_s: int
    finish_s: int
    entries: tuple[Entry, ...]


def earliest_placement(shop: Shop, job: Job) -> Placement | None:
    """The placement with the earliest finish, None when some operation finds no working time.

    Args:
        shop: Occupied queues; they are as before afterwards.
        job: A job without held operations.
    """
    best = _Best()
    _extend(shop, job, 0, (), best)
    if best.finish_s is None:
        return None
    return Placement(best.launch_s, best.finish_s, best.entries)


def take_place(shop: Shop, placement: Placement) -> None:
    """Put the operations of a placement into the queues for good."""
    for entry in placement.entries:
        timeline = shop.timelines[entry.mode.machine] = shop.timelines[entry.mode.machine].copy()
        slot = timeline.find(
            entry.mode, entry.product, entry.family, floor=entry.start, body_floor=entry.body
        )
        timeline.insert(slot, entry)


def _extend(shop: Shop, job: Job, position: int, placed: tuple[Entry, ...], best: _Best) -> None:
    """Try every machine for the operation at a position, the one that ends it first before others."""
    operation = job.operations[position]
    before = placed[-1] if placed else None
    known = {} if before is None else {job.operations[position - 1].index: before}
    delivery = delivery_of_previous(shop, job, operation, known)
    choices = [shop.choose(job, operation, delivery, (mode,)) for mode in operation.modes]
    found = sorted(
        (choice for choice in choices if choice is not None),
        key=lambda choice: (choice.finish_s, choice.slot.setup, choice.mode.rank),
    )
    for choice in found:
        if best.finish_s is not None and choice.finish_s >= best.finish_s:
            return  # the order ends not before any of its operations, and the others end later still
        timeline = shop.timelines[choice.mode.machine]
        entry = shop.put(job, operation, choice, before, [])
        if position + 1 == len(job.operations):
            launch = (*placed, entry)[0]
            best.finish_s, best.entries = choice.finish_s, (*placed, entry)
            best.launch_s = shop.problem.axes[launch.mode.machine].begin(launch.start)
        else:
            _extend(shop, job, position + 1, (*placed, entry), best)
        _remove(timeline.entries, timeline.ends, operation)


def _remove(entries: list[Entry], ends: list[int], operation: Operation) -> None:
    """Take an operation out again; planned work behind it never changed."""
    place = next(index for index, entry in enumerate(entries) if entry.work is operation)
    del entries[place], ends[place]
