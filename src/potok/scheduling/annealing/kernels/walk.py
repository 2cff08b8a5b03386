"""Annealing over sequences: neighbours tried, good ones taken, the best one kept."""

from __future__ import annotations

import math

from potok.compiled import compiled, part
from potok.scheduling.annealing.kernels.data import (
    BEST_DAYS,
    BEST_VALUE,
    DAYS,
    IN_VAIN,
    NEW_DAYS,
    NEW_VALUE,
    TRIED,
    VALUE,
    Arrays,
    Walk,
)
from potok.scheduling.annealing.kernels.decoder import accept, decode
from potok.scheduling.annealing.kernels.moves import change
from potok.scheduling.annealing.kernels.placing import PLACED, TOO_SHORT
from potok.scheduling.kernels.chance import uniform


@compiled
def lay(a: Arrays, w: Walk, first: int, goes: int) -> int:
    """Place the tried sequence, whatever it is worth.

    Args:
        first: Place before which it agrees with the current one.
        goes: 1 = it becomes the current one.

    Returns:
        `PLACED`, or `TOO_SHORT` when the windows listed did not suffice.
    """
    ended = decode(a, w, first, math.inf)
    if ended == PLACED and goes == 1:
        _go(w, first)
    return ended


@compiled
def walk(a: Arrays, w: Walk, steps: int, warm: float, cold: float) -> int:
    """Try so many neighbours; the temperature falls from warm to cold.

    Returns:
        `PLACED`, or `TOO_SHORT` when the windows listed did not suffice.
    """
    count = w.sequence.shape[1]
    for step in range(steps):
        w.counts[TRIED] += 1
        w.counts[IN_VAIN] += 1
        first = change(a, w)
        if first >= count:
            continue
        temperature = warm * (cold / warm) ** (step / steps)
        worst = w.figures[VALUE] - temperature * math.log(1.0 - uniform(w.chance))
        ended = decode(a, w, first, worst)
        if ended == TOO_SHORT:
            return TOO_SHORT
        if ended == PLACED:
            _go(w, first)
    return PLACED


@part
def _go(w: Walk, first: int) -> None:
    """Go to the tried sequence; keep it when it is the best."""
    accept(w, first)
    w.figures[VALUE], w.counts[DAYS] = w.figures[NEW_VALUE], w.counts[NEW_DAYS]
    days, value = w.counts[DAYS], w.figures[VALUE]
    if days < w.counts[BEST_DAYS] or (days == w.counts[BEST_DAYS] and value < w.figures[BEST_VALUE]):
        w.counts[BEST_DAYS], w.figures[BEST_VALUE] = days, value
        w.counts[IN_VAIN] = 0
        for at in range(w.sequence.shape[1]):
            w.best_sequence[at] = w.sequence[0, at]
        for op in range(w.choice.shape[1]):
            w.best_choice[op] = w.choice[0, op]
