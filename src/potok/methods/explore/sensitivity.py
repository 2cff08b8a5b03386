"""Sensitivity: how far a result moves when each input moves by the same share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from potok.methods.explore.probe import Probe, result_of
from potok.methods.method import Method
from potok.notes.note import InputItem

#: Each input moves by this share down and up.
SHARE = 0.1
_NOISE = 1e-12


@dataclass(frozen=True, slots=True)
class Effect:
    """What one input does to the result.

    Attributes:
        item: The input.
        lower: Result when it is smaller by the share; None where the method refuses it.
        higher: Result when it is larger.
        swing: Greatest change of the result as a share of its present value; of itself where that is 0.
    """

    item: InputItem
    lower: float | None
    higher: float | None
    swing: float


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """Effects of all inputs on one result, strongest first; those without effect are counted only."""

    result: float
    effects: tuple[Effect, ...]
    without_effect: int


def sensitivity(
    method: Method, given: Mapping[str, object], *, result: str, share: float = SHARE
) -> Sensitivity:
    """Move every non-zero input down and up by a share.

    Whole inputs move by at least one.

    Raises:
        UnknownQuantityError: There is no such result.
        PotokError: The method refuses the data as they are.
    """
    note = method.run(given)
    looked_at = result_of(note, result)
    now = looked_at.value.number
    effects = []
    for item in note.inputs:
        if item.value.number == 0:
            continue
        probe = Probe(method, given, item, looked_at)
        lower, higher = (probe.at(_moved(probe, sign * share)) for sign in (-1, 1))
        changes = [abs(found - now) for found in (lower, higher) if found is not None]
        swing = max(changes, default=0.0) / (abs(now) or 1.0)
        effects.append(Effect(item, lower, higher, swing))
    moving = [effect for effect in effects if effect.swing > _NOISE or None in (effect.lower, effect.higher)]
    moving.sort(key=lambda effect: -effect.swing)
    return Sensitivity(now, tuple(moving), len(effects) - len(moving))


def _moved(probe: Probe, share: float) -> float:
    number = probe.item.value.number
    if not probe.whole:
        return number * (1 + share)
    step = max(1, round(abs(number * share)))
    return number + (step if share > 0 else -step)
