"""Walks of annealing over flows, cut into pieces so that they can be stopped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from potok.balancing.flow.arrays import FlowArrays
from potok.balancing.flow.kernels.annealing import RETURNS, anneal
from potok.balancing.flow.kernels.measuring import refill
from potok.balancing.flow.kernels.station import Floats, Ints

#: Moves of a piece: some milliseconds of compiled work.
PIECE = 20_000
#: Chances of the table of thresholds.
_CHANCES = -np.log((np.arange(4096) + 0.5) / 4096)
#: Temperatures at the beginning and the end of a walk, as shares of the reference's cost per figure.
HOT, WARM, COLD = 0.2, 0.03, 0.003
#: Price of a broken rule at the beginning and the end, in the same unit.
CHEAP, DEAR = 0.5, 2.0


@dataclass(frozen=True)
class State:
    """A flow as a walk keeps it: group of each operation, position of each group."""

    place: Ints
    rank: Ints


@dataclass(frozen=True)
class Aim:
    """What a walk looks for.

    Attributes:
        weight: (2, 6) price of a unit of each figure, and of what is above its goal.
        goal: (6,) figures beyond which the second price counts.
        unit: What a figure of the reference costs in the mean; temperatures and the price of a broken rule
            are shares of it.
    """

    weight: Floats
    goal: Floats
    unit: float


@dataclass(frozen=True)
class Walked:
    """Where a walk came: the best state, its cost, and whether it breaks no rule."""

    state: State
    cost: float
    right: bool


def walk(
    arrays: FlowArrays, aim: Aim, start: State, pieces: int, seed: int, stop: Callable[[], bool], hot: float
) -> Walked:
    """Anneal from a state for so many pieces; the walk looks at `stop` between them."""
    chance = np.random.default_rng(seed)
    size, places = len(start.place), len(start.rank)
    place, rank = start.place.copy(), start.rank.copy()
    line = np.argsort(rank).astype(np.int64)
    member, count = np.zeros((places, size), dtype=np.int64), np.zeros(places, dtype=np.int64)
    figure, total = np.zeros((places, 7)), np.zeros(RETURNS + 1)
    best_place, best_rank, best = place.copy(), rank.copy(), np.array([np.inf, 0.0])
    state = np.array([chance.integers(1, 2**32)], dtype=np.int64)
    orders = (*arrays.hard.each(), *arrays.soft.each())
    for piece in range(pieces):
        # Sums of small steps drift: every piece begins with sums made anew.
        refill(
            *arrays.operations(),
            arrays.soft.after_at,
            arrays.soft.after,
            arrays.takt,
            arrays.limit,
            arrays.rule,
            place,
            rank,
            member,
            count,
            figure,
            total,
        )
        price = aim.unit * CHEAP * (DEAR / CHEAP) ** (piece / pieces)
        heat = aim.unit * hot * (COLD / hot) ** (piece / pieces)
        anneal(
            *arrays.operations(),
            arrays.zone,
            arrays.peers_at,
            arrays.peers,
            *orders,
            arrays.takt,
            arrays.workers,
            arrays.limit,
            arrays.rule,
            aim.weight,
            aim.goal,
            price,
            heat * _CHANCES,
            place,
            rank,
            line,
            member,
            count,
            figure,
            total,
            best_place,
            best_rank,
            best,
            state,
            PIECE,
        )
        if stop():
            break
    return Walked(State(best_place, best_rank), float(best[0]), bool(best[1]))
