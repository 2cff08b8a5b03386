"""Walks of annealing towards a cycle time, cut into pieces so that they can be stopped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from potok.balancing.workers.kernels.annealing import anneal, begin
from potok.balancing.workers.kernels.line import Ints, Rules
from potok.balancing.workers.problem import CrewBalance
from potok.balancing.workers.rules import drawn_seats, seating_of
from potok.balancing.workers.units import CANNOT, Units

#: Temperatures at the beginning and the end of a walk, as shares of the cycle time aimed at; a walk from a
#: known line begins where that line still shows through.
_HOT, _WARM, _COLD = 0.1, 0.05, 0.025
#: Moves at one temperature: about a millisecond of compiled work.
PIECE = 10_000
#: A broken rule costs this part of the cycle time aimed at: walks still go through lines that break some.
_PRICE = 4
_TWO_32 = 2.0**32


@dataclass(frozen=True, slots=True)
class Aim:
    """What a walk looks for: a line of so many stations that keeps the cycle time."""

    stations: int
    cycle: int


def walk(
    units: Units,
    rules: Rules,
    aim: Aim,
    pieces: int,
    seed: int,
    stop: Callable[[], bool],
    known: tuple[Ints, Ints, Ints] | None = None,
) -> CrewBalance | None:
    """The best line of one walk, None when somebody would do the impossible.

    Args:
        units: The line in arrays.
        rules: What the line keeps beside the cycle time.
        aim: Cycle time and stations.
        pieces: Length of the walk in pieces of `PIECE` moves.
        seed: Of the random choices.
        stop: Asked after every piece.
        known: Line to start from as in `Units.arrays`, with no more stations than the aim; None starts
            anywhere.
    """
    chance = np.random.default_rng(seed)
    people = units.times.shape[1]
    rules = rules._replace(price=rules.price * max(1, aim.cycle // _PRICE))
    if known is not None:
        place, seat, low = known
    else:
        place = _random_places(units, aim.stations, chance)
        seat, low = drawn_seats(rules, people, aim.stations, chance)
    capacity = units.capacity(aim.cycle)
    # More than the cycle is as bad as impossible; a higher price only freezes the walk.
    too_long = aim.cycle + 1
    times = np.where(units.times == CANNOT, too_long, np.minimum(units.times, too_long))
    load = np.zeros((aim.stations, people), dtype=np.int64)
    np.add.at(load, place, times)
    seating = seating_of(low)
    state = np.array([chance.integers(1, 2**32), 0, 0, 0], dtype=np.int64)
    begin(capacity, place, seat, load, state, rules, seating)
    best_place, best_seat, moved = place.copy(), seat.copy(), np.zeros_like(place)
    hottest = _HOT if known is None else _WARM
    for piece in range(pieces):
        heat = max(aim.cycle, 1) * hottest * (_COLD / hottest) ** (piece / pieces)
        anneal(
            times,
            units.before_at,
            units.before,
            units.after_at,
            units.after,
            capacity,
            _acceptance(heat),
            place,
            seat,
            load,
            best_place,
            best_seat,
            moved,
            state,
            rules,
            seating,
            PIECE,
        )
        if state[2] == 0 or stop():
            break
    return units.balance(best_place, best_seat, seating.best_low)


def _acceptance(heat: float) -> Ints:
    """accept[d] of 2³²: the chance to take a line that costs d more."""
    length = int(heat * np.log(_TWO_32)) + 1
    return (np.exp(-np.arange(length) / heat) * (_TWO_32 - 1)).astype(np.int64)


def _random_places(units: Units, stations: int, chance: np.random.Generator) -> Ints:
    """Stations for units along a random order that keeps the precedence, about equally many each."""
    waiting = np.diff(units.before_at)
    free = [unit for unit in range(len(waiting)) if waiting[unit] == 0]
    place = np.zeros(len(waiting), dtype=np.int64)
    for rank in range(len(waiting)):
        unit = free.pop(int(chance.integers(len(free))))
        place[unit] = rank * stations // len(waiting)
        for later in units.after[units.after_at[unit] : units.after_at[unit + 1]]:
            waiting[later] -= 1
            if waiting[later] == 0:
                free.append(int(later))
    return place
