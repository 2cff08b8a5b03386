"""Bin packing bounds on the number of stations of the tasks not yet placed.

All take tasks in falling order of time. Sources: Martello and Toth, Discrete Applied Mathematics 28
(1990) for L2; Fekete and Schepers, Mathematical Programming 91 (2001) for the dual feasible functions,
of which LB2 and LB3 of Scholl and Becker, EJOR 168 (2006) are the first members.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from potok.compiled import compiled, part

Ints = npt.NDArray[np.int64]


#: Deepest dual feasible function that is tried.
DEEPEST = 5


@part
def ceil_div(value: int, by: int) -> int:
    """The quotient of a number ≥ 0, rounded up."""
    return (value + by - 1) // by


@part
def martello_toth(left: Ints, count: int, capacity: int) -> int:
    """L2 of the first `count` times of `left`, which fall.

    For a limit a ≤ c/2, times > c - a stand alone, times > c/2 stand apart, and what times ≥ a do not
    find in the gaps of the latter needs stations of its own.
    """
    if count == 0:
        return 0
    total = 0
    for k in range(count):
        total += left[k]
    best = ceil_div(total, capacity)
    large = 0
    while large < count and 2 * left[large] > capacity:
        large += 1
    best = max(best, large)
    alone = large  # tasks [0, alone) are longer than capacity - limit
    apart_sum = 0
    small_sum = 0
    for k in range(large, count):
        limit = left[k]
        small_sum += limit
        if k + 1 < count and left[k + 1] == limit:
            continue
        while alone > 0 and left[alone - 1] <= capacity - limit:
            alone -= 1
            apart_sum += left[alone]
        over = small_sum - ((large - alone) * capacity - apart_sum)
        if over > 0:
            best = max(best, large + ceil_div(over, capacity))
    return best


@part
def dual_feasible(left: Ints, count: int, capacity: int) -> int:
    """The best bound of the functions u(k), k = 1…`DEEPEST`: ⌊(k+1)x⌋/k, or x where (k+1)x is whole."""
    best = 0
    for k in range(1, DEEPEST + 1):
        load = 0
        for j in range(count):
            share = (k + 1) * left[j]
            if share % capacity == 0:
                load += left[j] * k
            else:
                load += share // capacity * capacity
        best = max(best, ceil_div(load, k * capacity))
    return best


@compiled
def packing(left: Ints, count: int, capacity: int) -> int:
    """The best of these bounds for the first `count` times of `left`, which fall."""
    return max(martello_toth(left, count, capacity), dual_feasible(left, count, capacity))


@compiled
def tails(times: Ints, successors: npt.NDArray[np.uint8], capacity: int) -> Ints:
    """Least time the line needs after each task, in units of time; [n + 1], the last for the start.

    Successors are taken as jobs of one machine with tails of their own; a tail is rounded up to whole
    stations where the task does not fit into the station its tail begins in (LB4 of Scholl and Becker).
    """
    size = len(times)
    found = np.zeros(size + 1, dtype=np.int64)
    number = np.zeros(size, dtype=np.int64)
    for i in range(size):
        for j in range(size):
            number[i] += successors[i, j]
    chain = np.empty(size, dtype=np.int64)
    for i in np.argsort(number, kind="mergesort"):
        count = 0
        for j in range(size):
            if successors[i, j]:
                chain[count] = j
                count += 1
        found[i] = _machine(times, found, chain, count, times[i], capacity)
    for j in range(size):
        chain[j] = j
    found[size] = _machine(times, found, chain, size, 0, capacity)
    return found


@part
def _machine(times: Ints, found: Ints, chain: Ints, count: int, own: int, capacity: int) -> int:
    keys = np.empty(count, dtype=np.int64)
    for k in range(count):
        keys[k] = -found[chain[k]]
    load = 0
    longest = 0
    for k in np.argsort(keys, kind="mergesort"):
        load += times[chain[k]]
        longest = max(longest, load + found[chain[k]])
    begun = longest % capacity
    if begun > 0 and begun + own > capacity:
        longest += capacity - begun
    return longest
