"""A first line of a given number of stations, built without kernels: never far off, and there at once."""

from __future__ import annotations

from heapq import heapify, heappop, heappush

import numpy as np

from potok.balancing.simple.network import Ints, Network


def first_line(network: Network, stations: int, lowest: int) -> Ints:
    """[n] station of each task from 0, for the shortest cycle time that the construction fits in.

    Stations are filled in turn with the ready task of the greatest positional weight (Helgeson and
    Birnie, 1961). A station is left only when no ready task fits, so that it holds more than the cycle
    time less the longest task: an even share and the longest task together are always enough.

    Args:
        network: The line.
        stations: Stations it may have, at least one.
        lowest: Cycle time below which there is no line.
    """
    times = network.times
    longest = int(times.max(initial=0))
    weights: list[int] = (times + network.successors.astype(np.int64) @ times).tolist()
    low, high = lowest, max(lowest, -(-int(times.sum()) // stations) + longest)
    best = _filled(network, weights, high, stations)
    while low < high:
        middle = (low + high) // 2
        tried = _filled(network, weights, middle, stations)
        if tried is None:
            low = middle + 1
        else:
            high, best = middle, tried
    if best is None:
        raise AssertionError("An even share and the longest task must be enough for a line.")
    return np.array(best, dtype=np.int64)


def _filled(network: Network, weights: list[int], capacity: int, stations: int) -> list[int] | None:
    """Station of each task, None when the stations are not enough."""
    times, first, after = network.times.tolist(), network.first.tolist(), network.after.tolist()
    waiting = network.waiting.tolist()
    station_of = [0] * network.size
    ready = [(-weights[task], task) for task, count in enumerate(waiting) if count == 0]
    heapify(ready)
    station, room = 0, capacity
    passed: list[tuple[int, int]] = []
    while ready:
        entry = heappop(ready)
        task = entry[1]
        if times[task] > room:
            passed.append(entry)
        else:
            station_of[task] = station
            room -= times[task]
            for follower in after[first[task] : first[task + 1]]:
                waiting[follower] -= 1
                if waiting[follower] == 0:
                    heappush(ready, (-weights[follower], follower))
        if not ready and passed:
            station, room = station + 1, capacity
            if station == stations:
                return None
            ready, passed = passed, []
            heapify(ready)
    return station_of
