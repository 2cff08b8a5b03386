"""Small changes of a sequence: what the walk tries next."""

from __future__ import annotations

from potok.compiled import part
from potok.scheduling.annealing.kernels.data import (
    ANY,
    J_FAMILY,
    J_PRODUCT,
    O_FIRST_LINE,
    O_JOB,
    Arrays,
    Walk,
)
from potok.scheduling.kernels.chance import below, uniform

_REACH = 24
_TOURNAMENT = 3
#: Shares of the kinds of changes, added up; the rest puts a job beside its like.
_MACHINE, _EARLIER, _LATER, _SWAP = 0.15, 0.5, 0.7, 0.85


@part
def change(a: Arrays, w: Walk) -> int:
    """Make the tried sequence a random neighbour of the current one.

    Returns:
        The first place where they differ; the number of jobs = nothing could be changed.
    """
    count = w.sequence.shape[1]
    for at in range(count):
        w.sequence[1, at] = w.sequence[0, at]
    for op in range(w.choice.shape[1]):
        w.choice[1, op] = w.choice[0, op]
    kind = uniform(w.chance)
    if count < 2 or kind < _MACHINE:
        return _other_machine(a, w)
    if kind < _EARLIER:
        place = _costly(w, 1)
        return move(w, place, max(0, place - 1 - below(w.chance, _REACH)))
    if kind < _LATER:
        place = _costly(w, -1)
        return move(w, place, min(count - 1, place + 1 + below(w.chance, _REACH)))
    if kind < _SWAP:
        return _swap(w)
    return _beside_its_like(a, w)


@part
def _costly(w: Walk, sign: int) -> int:
    """A place whose job has a great guide value, or with sign −1 a small one."""
    count = w.sequence.shape[1]
    chosen = below(w.chance, count)
    for _ in range(_TOURNAMENT - 1):
        other = below(w.chance, count)
        if sign * (_cost(w, other) - _cost(w, chosen)) > 0:
            chosen = other
    return int(chosen)


@part
def _cost(w: Walk, place: int) -> float:
    """Guide value of the job at a place."""
    return float(w.values[0, place + 1] - w.values[0, place])


@part
def move(w: Walk, place: int, target: int) -> int:
    """The job at a place taken out of the tried sequence and put in at a target."""
    sequence = w.sequence[1]
    job = sequence[place]
    if place < target:
        for at in range(place, target):
            sequence[at] = sequence[at + 1]
    else:
        for at in range(place, target, -1):
            sequence[at] = sequence[at - 1]
    sequence[target] = job
    return len(sequence) if place == target else min(place, target)


@part
def _swap(w: Walk) -> int:
    """Two jobs change places."""
    sequence = w.sequence[1]
    one = below(w.chance, len(sequence))
    two = max(0, one - 1 - below(w.chance, _REACH))
    sequence[one], sequence[two] = sequence[two], sequence[one]
    return len(sequence) if one == two else int(two)


@part
def _beside_its_like(a: Arrays, w: Walk) -> int:
    """A job goes before or after one of its product or family, for the sake of the set-ups."""
    sequence = w.sequence[1]
    place = below(w.chance, len(sequence))
    job = sequence[place]
    alike, target = 0, -1
    for at in range(len(sequence)):
        other = sequence[at]
        if at != place and (
            a.jobs[other, J_PRODUCT] == a.jobs[job, J_PRODUCT]
            or (a.jobs[other, J_FAMILY] == a.jobs[job, J_FAMILY] and a.jobs[job, J_FAMILY] >= 0)
        ):
            alike += 1
            if below(w.chance, alike) == 0:
                target = at
    if target < 0:
        return move(w, place, max(0, place - 1 - below(w.chance, _REACH)))
    target += below(w.chance, 2)
    return move(w, place, target - 1 if target > place else target)


@part
def _other_machine(a: Arrays, w: Walk) -> int:
    """An operation with alternatives is bound to one of them, or set free."""
    count = w.sequence.shape[1]
    if len(a.open_op) == 0:
        return _swap(w) if count > 1 else int(count)
    op = a.open_op[below(w.chance, len(a.open_op))]
    lines = a.operations[op + 1, O_FIRST_LINE] - a.operations[op, O_FIRST_LINE]
    # Any of them, or `ANY`, but not what is chosen now.
    chosen = below(w.chance, lines) + ANY
    w.choice[1, op] = chosen if chosen < w.choice[0, op] else chosen + 1
    job = a.operations[op, O_JOB]
    for place in range(count):
        if w.sequence[1, place] == job:
            return int(place)
    return int(count)
