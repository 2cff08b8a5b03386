"""Branch, bound and remember: all full loads of a station after the most promising states.

Source: Sewell and Jacobson, INFORMS Journal on Computing 24 (2012), with the cyclic best-first turn over
the numbers of stations. Here a state whose loads are too many is cut off and comes back with more steps
when all else is done, so that the search starts like a beam and ends as a proof.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from potok.balancing.kernels.bounds import ceil_div, dual_feasible, martello_toth
from potok.balancing.kernels.memory import (
    CURSOR,
    CUT,
    FOUND,
    FOUND_STATIONS,
    NODES,
    NONE,
    ROOM,
    USED,
    WORK,
    Memory,
    find_place,
    pop,
    push,
    remember,
)
from potok.balancing.kernels.station import Hand, Ints, Line, is_full, next_fitting, put_back, take
from potok.compiled import compiled, part

#: How a call of `search` ended.
PAUSED, IMPROVED, EXHAUSTED, FULL = range(4)

#: A cut state comes back with so many times more steps.
NODES_GROWTH = 8
#: More steps for a state would keep a caller waiting.
MOST_NODES = 2_000_000


class Wishes(NamedTuple):
    """What steers the search and never makes it wrong.

    Attributes:
        weights: [n] worth of having placed each task: the key of a state falls by it.
        preference: [n] tasks in the order in which they are tried.
        early: 1 to bound a state before it is remembered, 0 when it is taken up.
    """

    weights: npt.NDArray[np.float64]
    preference: Ints
    early: int


class Desk(NamedTuple):
    """All that a call of the search works on.

    Attributes:
        line: The line.
        memory: What was found so far; a new one holds the empty line.
        wishes: What to try first.
        must: [upper + 1, words] tasks that must be placed when as many stations are filled.
        upper: Stations of the best known line.
        hand: Scratch space of the walk through the loads of a state.
        bits: [words] scratch space for the set of tasks that a load leads to.
        left: [n] scratch space for the times not yet placed, falling.
    """

    line: Line
    memory: Memory
    wishes: Wishes
    must: Ints
    upper: int
    hand: Hand
    bits: Ints
    left: Ints


@compiled
def search(desk: Desk, work: int) -> int:
    """Look for a line of fewer than `upper` stations until the work is done; how it ended.

    Args:
        desk: The line, what was found so far, what is wanted.
        work: Steps of listing to be done, with a state counted as one step a task.
    """
    memory = desk.memory
    goal = memory.tally[WORK] + work
    while memory.tally[WORK] < goal:
        stations = _next_heap(memory, desk.upper)
        if stations == NONE:
            if memory.tally[CUT] == NONE:
                return EXHAUSTED if memory.tally[ROOM] else FULL
            _return_cut(memory)
            continue
        state = pop(memory, stations)
        memory.tally[WORK] += len(desk.line.times)
        if memory.dead[state] or not _hopeful(desk, memory.bits[state], stations):
            continue
        if not memory.tally[ROOM]:
            return FULL
        if _branch(desk, state):
            push(memory, state)
            return IMPROVED
    return PAUSED


@part
def _next_heap(memory: Memory, upper: int) -> int:
    """The next number of stations whose heap holds a state, in turn."""
    heaps = upper - 1
    for step in range(heaps):
        stations = (memory.tally[CURSOR] + step) % heaps
        if memory.roots[stations] != NONE:
            memory.tally[CURSOR] = stations + 1
            return int(stations)
    return NONE


@part
def _return_cut(memory: Memory) -> None:
    """Put the states whose loads were not all listed back into the heaps, with more steps each."""
    state = memory.tally[CUT]
    memory.tally[CUT] = NONE
    memory.tally[NODES] = min(memory.tally[NODES] * NODES_GROWTH, MOST_NODES)
    while state != NONE:
        after = memory.sibling[state]
        if memory.dead[state] == 0:
            push(memory, state)
        state = after


@part
def _hopeful(desk: Desk, bits: Ints, stations: int) -> bool:
    """Whether the tasks outside a set may still fit into fewer than `upper` stations."""
    line, left, upper = desk.line, desk.left, desk.upper
    count = 0
    for task in range(len(line.times)):
        if bits[line.word[task]] & line.bit[task] == 0:
            left[count] = line.times[task]
            count += 1
    if stations + martello_toth(left, count, line.capacity) >= upper:
        return False
    return stations + dual_feasible(left, count, line.capacity) < upper


@part
def _spread(desk: Desk, state: int) -> int:
    """Lay out the available tasks of a state; their number."""
    line, hand = desk.line, desk.hand
    bits = desk.memory.bits[state]
    hand.open[:] = line.waiting
    for task in range(len(line.times)):
        if bits[line.word[task]] & line.bit[task]:
            for k in range(line.first[task], line.first[task + 1]):
                hand.open[line.after[k]] -= 1
    end = 0
    for task in desk.wishes.preference:
        if hand.open[task] == 0 and bits[line.word[task]] & line.bit[task] == 0:
            hand.list[end] = task
            hand.taken[end] = 0
            end += 1
    return end


@part
def _branch(desk: Desk, state: int) -> bool:
    """List the full loads of the next station after a state; whether one completes a better line."""
    line, memory, hand = desk.line, desk.memory, desk.hand
    end = _spread(desk, state)
    room = line.capacity
    depth = 0
    place = 0
    nodes = memory.tally[NODES]
    hand.grown[0] = 0
    while True:
        place = next_fitting(line, hand, place, end, room)
        if place < end:
            if nodes == 0:
                break
            nodes -= 1
            hand.grown[depth] = 1
            room -= line.times[hand.list[place]]
            end = take(line, hand, place, depth, end)
            depth += 1
            hand.grown[depth] = 0
            place += 1
            continue
        if hand.grown[depth] == 0 and is_full(line, hand, end, room):
            if _keep(desk, state, depth, end, room):
                return True
            if not memory.tally[ROOM]:
                break
        if depth == 0:
            memory.tally[WORK] += memory.tally[NODES] - nodes
            return False
        depth -= 1
        place = put_back(line, hand, depth)
        end = hand.end[depth]
        room += line.times[hand.list[place]]
        place += 1
    memory.tally[WORK] += memory.tally[NODES] - nodes
    memory.sibling[state] = memory.tally[CUT]
    memory.tally[CUT] = state
    return False


@part
def _keep(desk: Desk, parent: int, depth: int, end: int, room: int) -> bool:
    """Remember the state that a full load leads to, unless it is known or without hope.

    Returns:
        Whether the load completes a line of fewer than `upper` stations.
    """
    line, memory, hand = desk.line, desk.memory, desk.hand
    stations = memory.stations[parent] + 1
    left = memory.left[parent] - (line.capacity - room)
    if stations + ceil_div(left, line.capacity) >= desk.upper:
        return False
    name = memory.name[parent]
    key = memory.key[parent]
    desk.bits[:] = memory.bits[parent]
    for k in range(depth):
        task = hand.list[hand.place[k]]
        desk.bits[line.word[task]] |= line.bit[task]
        name ^= line.mark[task]
        key -= desk.wishes.weights[task]
    if left > 0 and _refused(desk, parent, depth, end, room):
        return False
    place = find_place(memory, desk.bits, name)
    known = memory.table[place] - 1
    if known != NONE:
        if memory.stations[known] <= stations:
            return False
        memory.dead[known] = 1
    if desk.wishes.early and not _hopeful(desk, desk.bits, stations):
        return False
    state = remember(memory, place, desk.bits, name, left, stations, parent, key)
    if memory.tally[USED] == len(memory.name):
        memory.tally[ROOM] = 0
    if left <= line.capacity:
        memory.tally[FOUND] = state
        memory.tally[FOUND_STATIONS] = stations + (1 if left > 0 else 0)
        return True
    push(memory, state)
    return False


@part
def _refused(desk: Desk, parent: int, depth: int, end: int, room: int) -> bool:
    """Whether another load of the station leads at least as far, or a task is late."""
    line, memory, hand = desk.line, desk.memory, desk.hand
    stations = memory.stations[parent] + 1
    for k in range(len(desk.bits)):
        if desk.must[stations, k] & ~desk.bits[k]:
            return True
    if _may_close(desk, depth) and _work_goes_on(line, memory.bits[parent]):
        return True
    for place in range(end):
        if hand.taken[place]:
            continue
        stand_in = hand.list[place]
        for k in range(depth):
            task = hand.list[hand.place[k]]
            if line.replaces[stand_in, task] and line.times[stand_in] - line.times[task] <= room:
                return True
    return False


@part
def _may_close(desk: Desk, depth: int) -> bool:
    """Whether nothing follows the load, so that its station may as well stand at the end of the line."""
    for k in range(depth):  # noqa: SIM110 - numba compiles no generator
        if desk.line.last[desk.hand.list[desk.hand.place[k]]] == 0:
            return False
    return True


@part
def _work_goes_on(line: Line, bits: Ints) -> bool:
    """Whether some task outside a set has successors."""
    for task in range(len(line.times)):
        if line.last[task] == 0 and bits[line.word[task]] & line.bit[task] == 0:
            return True
    return False
