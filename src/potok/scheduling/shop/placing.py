"""Placing a leg of a job: every step into its first gap, waits kept short by pushing steps later."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum
from itertools import product
from typing import NamedTuple

from potok.scheduling.shop.desk import Desk, Place, Stay
from potok.scheduling.shop.floors import first_floors, modes_of, wish_alone
from potok.scheduling.shop.profile import NEVER
from potok.scheduling.shop.queue import Put, Wish
from potok.scheduling.shop.tables import Step

#: Pushes in vain after which a leg gives up or looks for a moment at which something changes.
_PUSHES = 30


class _Laid(NamedTuple):
    """A step that was laid on the desk, and how to undo it."""

    step: Step
    undo: Put | None
    stays: list[Stay]


def place_leg(desk: Desk, leg: Sequence[Step], floor: int, modes: Sequence[int]) -> bool:
    """Put a leg into the earliest places that keep every rule; False = there are none.

    Args:
        desk: The earlier steps of the job lie on it.
        leg: Steps that are placed together.
        floor: Moment before which the first step does not start.
        modes: Chosen mode by number of operation, or `ANY`.
    """
    end = _place(desk, leg, floor, modes, patient=len(leg) == 1)
    if end is _End.LAID or len(leg) == 1:
        return end is _End.LAID
    choices = list(_choices(leg, modes))
    if len(choices) == 1:
        return end is _End.TIRED and _place(desk, leg, floor, modes, patient=True) is _End.LAID
    # Every step for itself went where it was done first; some other choice may fit together.
    tired = []
    for choice in choices:
        end = _place(desk, leg, floor, choice, patient=False)
        if end is _End.LAID:
            return True
        if end is _End.TIRED:
            tired.append(choice)
    return any(_place(desk, leg, floor, choice, patient=True) is _End.LAID for choice in tired)


class _End(Enum):
    """How placing a leg ended: laid, no place to be found, or tired of pushing."""

    LAID = "laid"
    NOWHERE = "nowhere"
    TIRED = "tired"


def _choices(leg: Sequence[Step], modes: Sequence[int]) -> Iterator[list[int]]:
    """Machine choices of a leg with nothing left open."""
    options = [[mode for mode, _ in modes_of(step, modes)] for step in leg]
    for choice in product(*options):
        made = list(modes)
        for step, mode in zip(leg, choice, strict=True):
            made[step.number] = mode
        yield made


def _place(desk: Desk, leg: Sequence[Step], floor: int, modes: Sequence[int], *, patient: bool) -> _End:
    """Step by step; one whose work would wait too long pushes the step before it later.

    After some pushes in vain the impatient give up, the patient go on from the next moment at which
    something about the two machines or their people changes: nothing that only moves along helps.
    """
    laid: list[_Laid] = []
    floors = first_floors(desk, leg, floor, modes)
    if floors is None:
        return _End.NOWHERE
    pushes = 0
    while len(laid) < len(leg):
        at = len(laid)
        made = _lay(desk, leg[at], floors[at], modes)
        if isinstance(made, _Laid):
            laid.append(made)
            continue
        if made is None or not laid or laid[-1].undo is None or made >= NEVER:
            return _cleared(desk, laid, _End.NOWHERE)
        pushes += 1
        before = desk.places[leg[at - 1].number]
        _undo(desk, laid.pop())
        if pushes % _PUSHES == 0:
            if not patient:
                return _cleared(desk, laid, _End.TIRED)
            made = max(made, _next_change(desk, leg[at - 1 : at + 1], before))
            if made >= NEVER:
                return _cleared(desk, laid, _End.NOWHERE)
        floors[at - 1] = made
    return _End.LAID


def _cleared(desk: Desk, laid: list[_Laid], end: _End) -> _End:
    """Take all steps back."""
    while laid:
        _undo(desk, laid.pop())
    return end


def _next_change(desk: Desk, steps: Sequence[Step], before: Place) -> int:
    """The next moment after the begin of a step at which its machines or people, or those behind, change."""
    begin = desk.queues[before.machine].axis.begin(before.body)
    changes = [NEVER]
    for step in steps:
        for mode in step.operation.modes:
            changes.append(desk.queues[mode.machine].next_change(begin))
            changes += [desk.pools[pool].next_change(begin) for pool, _ in mode.needs]
    return min(changes)


def _lay(desk: Desk, step: Step, floor: int, modes: Sequence[int]) -> _Laid | int | None:
    """Lay a step; or the moment before which the step before must not begin; None = there is no place."""
    fixed = desk.places.get(step.number)
    if fixed is not None:
        if step.position and step.number - 1 not in desk.tables.fixed:
            if desk.ready(step, fixed.mode) > fixed.body:
                return None
            return _unless_it_waits(desk, step, fixed, None)
        return _Laid(step, None, [])
    found = _first_place(desk, step, floor, modes)
    if found is None or not desk.is_in_time(step, found[1]):
        return None
    return _unless_it_waits(desk, step, found[1], found[0])


def _unless_it_waits(desk: Desk, step: Step, place: Place, found: Put | None) -> _Laid | int:
    """Lay a step at a place unless the step before has to begin later for it."""
    stays: list[Stay] = []
    later = desk.wait_too_long(step, place, stays)
    if later is not None:
        for stay in stays:
            desk.take(stay, -1)
        return later
    return _Laid(step, None if found is None else desk.put(step, place, found), stays)


def _undo(desk: Desk, laid: _Laid) -> None:
    for stay in laid.stays:
        desk.take(stay, -1)
    if laid.undo is not None:
        desk.take_back(laid.step, laid.undo)


def _first_place(desk: Desk, step: Step, floor: int, modes: Sequence[int]) -> tuple[Put, Place] | None:
    """The place in which a step is done first."""
    best: tuple[int, int, int] | None = None
    found: tuple[Put, Place] | None = None
    for mode, run in modes_of(step, modes):
        machine = step.operation.modes[mode].machine
        queue = desk.queues[machine]
        put = queue.find(_wish(desk, step, mode, run, floor), desk.pools)
        if put is None:
            continue
        finish = queue.axis.end(put.entry.end)
        key = finish, put.entry.body - put.entry.start, mode
        if best is None or key < best:
            best, found = key, (put, Place(machine, mode, put.entry.body, put.entry.end, finish))
    return found


def _wish(desk: Desk, step: Step, mode: int, run: int, floor: int) -> Wish:
    """What a step in a mode asks of the queue of its machine when the step before it is laid."""
    waits = desk.first_ready(step, mode) if step.operation.setup_waits else None
    wish = wish_alone(desk, step, mode, run, floor, waits)
    if step.position:
        wish = wish._replace(body_floor=max(wish.body_floor, desk.ready(step, mode)))
    return wish
