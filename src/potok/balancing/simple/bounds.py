"""Lower bounds on the number of stations, and the stations a task must be reached by."""

from __future__ import annotations

import numpy as np

from potok.balancing.kernels.bounds import packing, tails
from potok.balancing.simple.network import WORD, Ints, Network


def station_bound(network: Network, capacity: int) -> int:
    """Stations that no line of this cycle time can do without."""
    times = network.times
    if len(times) == 0:
        return 0
    packed = int(packing(times, len(times), capacity))
    ends = (network, network.reversed())
    chained = max(-(-int(tails(end.times, end.successors, capacity)[-1]) // capacity) for end in ends)
    # Even a line of tasks without time has a station.
    return max(packed, chained, 1)


def cycle_bound(network: Network, stations: int) -> int:
    """Cycle time that no line of so many stations can do without."""
    times = network.times
    low = max(1, int(times[0]), -(-int(times.sum()) // stations))
    high = max(low, int(times.sum()))
    while low < high:
        middle = (low + high) // 2
        if station_bound(network, middle) > stations:
            low = middle + 1
        else:
            high = middle
    return low


def placed_by(tail: Ints, times: Ints, words: int, capacity: int, stations: int) -> Ints:
    """[stations + 2, words] set of tasks that are placed once so many stations are filled.

    Args:
        tail: [n + 1] as `kernels.bounds.tails` gives it.
        times: [n] time of each task.
        words: Words of a bit set.
        capacity: Time of a station.
        stations: Stations the line may have.
    """
    must = np.zeros((stations + 2, words), dtype=np.int64)
    latest = stations + 1 - -(-(tail[:-1] + times) // capacity)
    for task, station in enumerate(latest):
        # No time, no tail: such a task may stand in the last station.
        must[max(0, min(int(station), stations)) :, task // WORD] |= 1 << (task % WORD)
    return must
