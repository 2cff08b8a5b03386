"""Where runs of the search begin: dispatching rules, and paths between good schedules."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from potok.scheduling.disjunctive.kernels.dispatch import Floats, dispatch
from potok.scheduling.disjunctive.kernels.graph import Ints, Shop, State
from potok.scheduling.disjunctive.selection import Selection, selected

# How far a key may be stretched at random, so that a rule gives many schedules.
_NOISE = 0.3
# A child keeps between three and seven tenths of what its parents differ in from the first.
_NEAREST, _FARTHEST = 0.3, 0.7


def rule_keys(shop: Shop) -> Iterator[Floats]:
    """Keys of the dispatching rules: most work remaining, most operations remaining, shortest, longest."""
    count = len(shop.option_row) - 1
    time = np.minimum.reduceat(shop.option_time, shop.option_row[:-1]) if count else np.zeros(0, np.int64)
    yield _remaining(shop, time)
    yield _remaining(shop, np.ones(count, np.int64))
    yield -time.astype(np.float64)
    yield time.astype(np.float64)


def dispatched(shop: Shop, state: State, key: Floats) -> Selection:
    """The schedule of a dispatching rule."""
    order, option = np.zeros(len(key), np.int64), np.zeros(len(key), np.int64)
    dispatch(shop, len(state.first), key, order, option)
    return selected(shop, state, order, option)


def stretched(key: Floats, chance: np.random.Generator) -> Floats:
    """A key changed at random."""
    return key * (1 + _NOISE * chance.random(len(key)))


def between(
    shop: Shop, state: State, first: Selection, second: Selection, chance: np.random.Generator
) -> Selection:
    """A schedule on a path from one to the other.

    Orders in which both agree stay: a weighted mean of two topological orders is one again.
    """
    weight = chance.uniform(_NEAREST, _FARTHEST)
    rank = (1 - weight) * first.rank + weight * second.rank
    option = np.where(chance.random(len(rank)) < weight, second.option, first.option)
    return selected(shop, state, np.lexsort((first.rank, rank)), option)


def _remaining(shop: Shop, time: Ints) -> Floats:
    """(n) longest chain from the start of each operation to the end of its job."""
    count = len(time)
    waiting = np.diff(shop.succ_row)
    reach = time.astype(np.float64)
    ready = [node for node in range(count) if not waiting[node]]
    while ready:
        node = ready.pop()
        for before in shop.pred[shop.pred_row[node] : shop.pred_row[node + 1]]:
            reach[before] = max(reach[before], time[before] + reach[node])
            waiting[before] -= 1
            if not waiting[before]:
                ready.append(int(before))
    return reach
