"""Hoffmann's construction: station by station, the load of the greatest weight.

Source: Hoffmann, Management Science 39 (1963), in the form of Sewell and Jacobson, INFORMS Journal on
Computing 24 (2012): a task weighs its time plus shares of its positional weight and of the number of
its successors, less a constant, so that a few long tasks go before many short ones.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from potok.balancing.kernels.station import Hand, Ints, Line, is_full, next_fitting, put_back, take
from potok.compiled import compiled, part


@compiled
def hoffmann(
    line: Line, hand: Hand, weights: npt.NDArray[np.float64], preference: Ints, nodes: int, station: Ints
) -> int:
    """Fill the line; the number of stations, with `station` [n] told from 0.

    Args:
        line: The line.
        hand: Scratch space.
        weights: [n] worth of each task.
        preference: [n] tasks in the order in which they are tried.
        nodes: Steps of listing for a station.
        station: [n] filled in.
    """
    size = len(line.times)
    best = np.empty(size, np.int64)
    hand.open[:] = line.waiting
    station[:] = -1
    placed = 0
    opened = 0
    while placed < size:
        end = 0
        for task in preference:
            if station[task] < 0 and hand.open[task] == 0:
                hand.list[end] = task
                hand.taken[end] = 0
                end += 1
        count = _best_load(line, hand, weights, end, nodes, best)
        for k in range(count):
            task = best[k]
            station[task] = opened
            for j in range(line.first[task], line.first[task + 1]):
                hand.open[line.after[j]] -= 1
        placed += count
        opened += 1
    return opened


@part
def _best_load(
    line: Line, hand: Hand, weights: npt.NDArray[np.float64], end: int, nodes: int, best: Ints
) -> int:
    """The tasks of the heaviest full load among the first `nodes` steps; their number."""
    room = line.capacity
    depth = 0
    place = 0
    weight = 0.0
    best_weight = -np.inf
    count = 0
    hand.grown[0] = 0
    while True:
        place = next_fitting(line, hand, place, end, room)
        if place < end and nodes > 0:
            nodes -= 1
            hand.grown[depth] = 1
            task = hand.list[place]
            weight += weights[task]
            room -= line.times[task]
            end = take(line, hand, place, depth, end)
            depth += 1
            hand.grown[depth] = 0
            place += 1
            continue
        if hand.grown[depth] == 0 and (weight > best_weight or count == 0) and is_full(line, hand, end, room):
            best_weight = weight
            count = depth
            for k in range(depth):
                best[k] = hand.list[hand.place[k]]
        if depth == 0:
            return count
        depth -= 1
        place = put_back(line, hand, depth)
        end = hand.end[depth]
        task = hand.list[place]
        weight -= weights[task]
        room += line.times[task]
        place += 1
