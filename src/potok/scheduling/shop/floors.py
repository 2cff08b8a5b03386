"""Moments before which the steps of a leg cannot begin: what each finds alone, and what waits allow."""

from __future__ import annotations

from collections.abc import Sequence

from potok.scheduling.shop.desk import Desk
from potok.scheduling.shop.queue import Wish
from potok.scheduling.shop.rules import may_be_done_from, permitted_modes, ready_after_rest, setup_not_before
from potok.scheduling.shop.tables import Step


def modes_of(step: Step, modes: Sequence[int]) -> list[tuple[int, int]]:
    """(mode, working time) that a step may take."""
    return permitted_modes(step.runs, modes[step.number])


def wish_alone(desk: Desk, step: Step, mode: int, run: int, floor: int, waits: int | None = None) -> Wish:
    """What a step in a mode asks of the queue of its machine, whatever is before it in its job.

    Args:
        floor: Moment before which its work does not begin.
        waits: Moment of the first portion when its set-up waits for it.
    """
    operation = step.operation
    allowed = operation.modes[mode]
    axis = desk.queues[allowed.machine].axis
    fence = desk.tables.fence_position[allowed.machine]
    return Wish(
        operation=step.number,
        mode=mode,
        family=operation.family,
        run=run,
        body_floor=max(fence, axis.position(floor)),
        floor=fence if waits is None else setup_not_before(fence, axis.position(floor), axis.position(waits)),
        may_stop=operation.may_stop,
        needs=allowed.needs,
    )


def first_floors(desk: Desk, leg: Sequence[Step], floor: int, modes: Sequence[int]) -> list[int] | None:
    """Moments before which no plan begins the steps of a leg; None when one finds no place at all.

    Every step looks for a place alone, after what is sure to lie before it; then the waits say how early
    the step before it may end. Without this a leg would be pushed along the whole queue of its last machine.
    """
    floors = [floor] + [0] * (len(leg) - 1)
    if len(leg) == 1 or any(step.number in desk.places for step in leg):
        return floors
    for at, step in enumerate(leg):
        if at and step.link is not None:
            done = min(desk.tables.first_done(step, modes_of(leg[at - 1], modes), modes_of(step, modes)))
            floors[at] = ready_after_rest(floors[at - 1] + done, step.link.least)
        found = _begin_alone(desk, step, floors[at], modes)
        if found is None:
            return None
        floors[at] = max(floors[at], found)
    for at in range(len(leg) - 2, -1, -1):
        link = leg[at + 1].link
        wanted = None if link is None else may_be_done_from(floors[at + 1], link)
        if wanted is not None:
            floors[at] = max(floors[at], _begin_for(desk, leg[at], leg[at + 1], wanted, modes))
    return floors


def _begin_alone(desk: Desk, step: Step, floor: int, modes: Sequence[int]) -> int | None:
    """The earliest begin a step finds in any of its modes, the rest of its job left aside."""
    begins = []
    for mode, run in modes_of(step, modes):
        queue = desk.queues[step.operation.modes[mode].machine]
        found = queue.find(wish_alone(desk, step, mode, run, floor), desk.pools)
        if found is not None:
            begins.append(queue.axis.begin(found.entry.body))
    return min(begins, default=None)


def _begin_for(desk: Desk, step: Step, following: Step, wanted: int, modes: Sequence[int]) -> int:
    """The earliest begin with which the first portion of a step is done not before a moment."""
    begins = []
    for mode, _ in modes_of(step, modes):
        axis = desk.queues[step.operation.modes[mode].machine].axis
        if axis.total == 0:  # a machine that never works
            continue
        done = max(desk.tables.first_done(following, [(mode, 0)], modes_of(following, modes)))
        body = min(axis.total - 1, max(0, axis.position_of_end(wanted) - done))
        begins.append(axis.begin(body))
    return min(begins)
