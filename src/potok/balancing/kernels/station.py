"""Loads of one station, listed depth first: what both the construction and the search walk through.

A load is grown task by task through the list of available tasks, always to the right of the last one
taken; tasks that become available are added at its end. So every set of tasks comes up exactly once.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from potok.compiled import part

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.uint8]


class Line(NamedTuple):
    """The line as the kernels read it: `simple.network.Network` and what the search derives from it.

    Attributes:
        times: [n] time of each task, falling.
        first: [n + 1] start of each task's row in `after`.
        after: [edges] direct successors.
        waiting: [n] number of direct predecessors.
        replaces: [n, n] 1 where the row's task may stand in for the column's (Jackson's dominance).
        last: [n] 1 for tasks without successors.
        word: [n] word of the task in a bit set.
        bit: [n] the task's bit in its word.
        mark: [n] random number whose exclusive sum names a set of tasks.
        capacity: Time of a station.
    """

    times: Ints
    first: Ints
    after: Ints
    waiting: Ints
    replaces: Flags
    last: Flags
    word: Ints
    bit: Ints
    mark: Ints
    capacity: int


class Hand(NamedTuple):
    """Scratch space of a walk, [n] each.

    Attributes:
        list: Available tasks.
        taken: 1 where the task at that place of the list is in the load.
        place: Place in the list of each task of the load, in the order taken.
        end: Length of the list before each of them was taken.
        grown: 1 where a load of that depth was found to have room for another task.
        open: Predecessors of each task that are not yet placed.
    """

    list: Ints
    taken: Flags
    place: Ints
    end: Ints
    grown: Flags
    open: Ints


def new_hand(size: int) -> Hand:
    """Empty scratch space for `size` tasks."""
    return Hand(
        np.empty(size, dtype=np.int64),
        np.zeros(size, dtype=np.uint8),
        np.empty(size, dtype=np.int64),
        np.empty(size, dtype=np.int64),
        np.zeros(size + 1, dtype=np.uint8),
        np.empty(size, dtype=np.int64),
    )


@part
def take(line: Line, hand: Hand, place: int, depth: int, end: int) -> int:
    """Put the task at a place of the list into the load; the new length of the list."""
    hand.place[depth] = place
    hand.end[depth] = end
    hand.taken[place] = 1
    task = hand.list[place]
    for k in range(line.first[task], line.first[task + 1]):
        follower = line.after[k]
        hand.open[follower] -= 1
        if hand.open[follower] == 0:
            hand.list[end] = follower
            hand.taken[end] = 0
            end += 1
    return end


@part
def put_back(line: Line, hand: Hand, depth: int) -> int:
    """Take the last task out of the load again; the place it stood at."""
    place = hand.place[depth]
    task = hand.list[place]
    for k in range(line.first[task], line.first[task + 1]):
        hand.open[line.after[k]] += 1
    hand.taken[place] = 0
    return int(place)


@part
def next_fitting(line: Line, hand: Hand, place: int, end: int, room: int) -> int:
    """The first place from `place` on whose task fits into the room, `end` when there is none."""
    while place < end and line.times[hand.list[place]] > room:
        place += 1
    return place


@part
def is_full(line: Line, hand: Hand, end: int, room: int) -> bool:
    """Whether no available task outside the load fits into what is left of the station."""
    for place in range(end):  # noqa: SIM110 - numba compiles no generator
        if hand.taken[place] == 0 and line.times[hand.list[place]] <= room:
            return False
    return True
