"""The memory of the search: every set of tasks that fills whole stations, once, in heaps by station.

A state is a set of placed tasks. A table finds it by its name (the exclusive sum of the tasks' random
marks) and its bits; a pairing heap for each number of stations gives the most promising one.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from potok.balancing.kernels.station import Flags, Ints
from potok.compiled import part

#: No state, no neighbour.
NONE = -1

#: Places in `Memory.tally`.
USED, CURSOR, CUT, WORK, NODES, ROOM, FOUND, FOUND_STATIONS = range(8)


class Memory(NamedTuple):
    """States by number, in order of their making.

    Attributes:
        bits: [capacity, words] set of placed tasks.
        name: [capacity] exclusive sum of their marks.
        left: [capacity] time of the tasks not yet placed.
        stations: [capacity] stations filled.
        parent: [capacity] state one station earlier.
        key: [capacity] the smaller, the more promising among states of as many stations.
        child: [capacity] first child in the heap.
        sibling: [capacity] next sibling in the heap, or next in the list of cut states.
        dead: [capacity] 1 for a state that another reaches with fewer stations.
        table: [2^k] number of the state at a place of the table, plus one; 0 where none stands.
        roots: [stations + 1] best state of each number of stations.
        tally: [8] what changes from call to call: states in use, heap of the next turn, first state whose
            loads were not listed to the end, work done, steps of listing for a state, 0 when there is
            no room for another state, the last state of the best line found and its stations.
    """

    bits: npt.NDArray[np.int64]
    name: Ints
    left: Ints
    stations: npt.NDArray[np.int32]
    parent: npt.NDArray[np.int32]
    key: npt.NDArray[np.float64]
    child: npt.NDArray[np.int32]
    sibling: npt.NDArray[np.int32]
    dead: Flags
    table: npt.NDArray[np.int32]
    roots: npt.NDArray[np.int32]
    tally: Ints


@part
def find_place(memory: Memory, bits: Ints, name: int) -> int:
    """The place in the table where the set of tasks stands or would stand."""
    last = len(memory.table) - 1
    place = name & last
    while memory.table[place] != 0:
        state = memory.table[place] - 1
        if memory.name[state] == name and _same(memory.bits[state], bits):
            break
        place = (place + 1) & last
    return place


@part
def _same(one: Ints, other: Ints) -> bool:
    for k in range(len(one)):  # noqa: SIM110 - numba compiles no generator
        if one[k] != other[k]:
            return False
    return True


@part
def remember(
    memory: Memory, place: int, bits: Ints, name: int, left: int, stations: int, parent: int, key: float
) -> int:
    """Enter a new state at its place of the table; its number."""
    state = memory.tally[USED]
    memory.tally[USED] = state + 1
    memory.table[place] = state + 1
    memory.bits[state] = bits
    memory.name[state] = name
    memory.left[state] = left
    memory.stations[state] = stations
    memory.parent[state] = parent
    memory.key[state] = key
    memory.dead[state] = 0
    return int(state)


@part
def push(memory: Memory, state: int) -> None:
    """Put a state into the heap of its number of stations."""
    memory.child[state] = NONE
    memory.sibling[state] = NONE
    stations = memory.stations[state]
    memory.roots[stations] = _merge(memory, memory.roots[stations], state)


@part
def pop(memory: Memory, stations: int) -> int:
    """Take the most promising state of a heap that is not empty."""
    state = memory.roots[stations]
    pairs = NONE  # merged pairs, linked from the last to the first
    child = memory.child[state]
    while child != NONE:
        second = memory.sibling[child]
        memory.sibling[child] = NONE
        after = NONE
        merged = child
        if second != NONE:
            after = memory.sibling[second]
            memory.sibling[second] = NONE
            merged = _merge(memory, child, second)
        memory.sibling[merged] = pairs
        pairs = merged
        child = after
    root = NONE
    while pairs != NONE:
        after = memory.sibling[pairs]
        memory.sibling[pairs] = NONE
        root = _merge(memory, root, pairs)
        pairs = after
    memory.roots[stations] = root
    return int(state)


@part
def _merge(memory: Memory, one: int, other: int) -> int:
    if one == NONE:
        return other
    if other == NONE:
        return one
    if memory.key[other] < memory.key[one]:
        one, other = other, one
    memory.sibling[other] = memory.child[one]
    memory.child[one] = other
    return one
