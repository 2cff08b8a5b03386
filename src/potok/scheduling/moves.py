"""Small changes of a sequence: what the search tries next."""

from __future__ import annotations

from random import Random
from typing import NamedTuple

from potok.scheduling.problem import ANY_MODE, UNKNOWN, Job
from potok.scheduling.sequence import Variant

_REACH = 24
_TOURNAMENT = 3


class Change(NamedTuple):
    """A changed sequence with machine choices, and the first place where it differs."""

    sequence: list[Job]
    modes: list[int]
    first: int


def changed(variant: Variant, random: Random) -> Change:
    """A random neighbour of a placed variant with at least two jobs or a choice of machines."""
    kind = random.random()
    if len(variant.sequence) < 2 or kind < 0.15:
        return _other_machine(variant, random)
    if kind < 0.5:
        return _earlier(variant, random)
    if kind < 0.7:
        return _later(variant, random)
    if kind < 0.85:
        return _swapped(variant, random)
    return _beside_its_like(variant, random)


def _earlier(variant: Variant, random: Random) -> Change:
    """A costly job moves forward."""
    count = len(variant.sequence)
    place = max((random.randrange(count) for _ in range(_TOURNAMENT)), key=lambda at: _cost(variant, at))
    return _moved(variant, place, max(0, place - random.randint(1, _REACH)))


def _later(variant: Variant, random: Random) -> Change:
    """A cheap job makes room."""
    count = len(variant.sequence)
    place = min((random.randrange(count) for _ in range(_TOURNAMENT)), key=lambda at: _cost(variant, at))
    return _moved(variant, place, min(count - 1, place + random.randint(1, _REACH)))


def _swapped(variant: Variant, random: Random) -> Change:
    """Two jobs change places."""
    one = random.randrange(len(variant.sequence))
    two = max(0, one - random.randint(1, _REACH))
    sequence = variant.sequence.copy()
    sequence[one], sequence[two] = sequence[two], sequence[one]
    return Change(sequence, variant.modes, two)


def _beside_its_like(variant: Variant, random: Random) -> Change:
    """A job goes before or after one of its product or family, for the sake of the set-ups."""
    place = random.randrange(len(variant.sequence))
    job = variant.sequence[place]
    alike = [
        at
        for at, other in enumerate(variant.sequence)
        if at != place and (other.product == job.product or other.family == job.family != UNKNOWN)
    ]
    if not alike:
        return _earlier(variant, random)
    target = random.choice(alike) + random.randint(0, 1)
    return _moved(variant, place, target - 1 if target > place else target)


def _other_machine(variant: Variant, random: Random) -> Change:
    """An operation with alternatives is bound to one of them, or set free."""
    place = random.randrange(len(variant.sequence))
    operations = [
        operation
        for operation in variant.sequence[place].operations
        if operation.fixed is None and len(operation.modes) > 1
    ]
    if not operations:
        return _swapped(variant, random)
    operation = random.choice(operations)
    modes = variant.modes.copy()
    choices = [ANY_MODE, *range(len(operation.modes))]
    choices.remove(modes[operation.index])
    modes[operation.index] = random.choice(choices)
    return Change(variant.sequence, modes, place)


def _moved(variant: Variant, place: int, target: int) -> Change:
    """The job at `place` taken out and put in at `target`."""
    sequence = variant.sequence.copy()
    sequence.insert(target, sequence.pop(place))
    return Change(sequence, variant.modes, min(place, target))


def _cost(variant: Variant, place: int) -> float:
    """Guide value of the job at a place."""
    following = variant.values[place + 1] if place + 1 < len(variant.values) else variant.value
    return following - variant.values[place]
