"""The disjunctive graph of a shop as arrays, and how it changes when an operation moves.

Nodes are operations; arcs are precedence and the sequence on each machine. `head` is the longest path to
the start of a node, `tail` the longest path behind its end. A topological order of all nodes is kept, so
heads and tails after a move are computed anew in one pass over the part that can have changed.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from potok.compiled import compiled, lean

Ints = npt.NDArray[np.int64]

NONE = -1


class Shop(NamedTuple):
    """What never changes: n operations, k options in all; lists by row pointers (compressed rows).

    Attributes:
        pred_row: (n + 1) where the predecessors of an operation begin in `pred`.
        pred: Operations before.
        succ_row: (n + 1) the same for successors.
        succ: Operations after.
        option_row: (n + 1) where the options of an operation begin.
        option_machine: (k) machine of an option.
        option_time: (k) duration of an option.
    """

    pred_row: Ints
    pred: Ints
    succ_row: Ints
    succ: Ints
    option_row: Ints
    option_machine: Ints
    option_time: Ints


class State(NamedTuple):
    """One selection: an option for every operation and a sequence for every machine.

    Attributes:
        option: (n) option taken, index into the options of the shop.
        machine: (n) machine of that option.
        time: (n) duration of that option.
        before: (n) operation before on the machine, −1 without.
        after: (n) operation after on the machine, −1 without.
        first: (machines) first operation of a machine, −1 without.
        order: (n) a topological order.
        place: (n) index of an operation in `order`.
        ready: (n) earliest start by the predecessors alone.
        head: (n) earliest start.
        end: (n) head + time.
        due: (n) longest path behind by the successors alone.
        tail: (n) longest path behind.
        reach: (n) tail + time.
        mark: (n) scratch, 0 between calls.
        held: (n) scratch.
    """

    option: Ints
    machine: Ints
    time: Ints
    before: Ints
    after: Ints
    first: Ints
    order: Ints
    place: Ints
    ready: Ints
    head: Ints
    end: Ints
    due: Ints
    tail: Ints
    reach: Ints
    mark: Ints
    held: Ints


@compiled
def load(shop: Shop, state: State, order: Ints, option: Ints) -> None:
    """Set the state: machines take their operations in the given topological order."""
    last = np.full(len(state.first), NONE, np.int64)
    state.first[:] = NONE
    for at in range(len(order)):
        node = order[at]
        state.order[at] = node
        state.place[node] = at
        taken = option[node]
        machine = shop.option_machine[taken]
        state.option[node] = taken
        state.machine[node] = machine
        state.time[node] = shop.option_time[taken]
        state.before[node] = last[machine]
        state.after[node] = NONE
        if last[machine] == NONE:
            state.first[machine] = node
        else:
            state.after[last[machine]] = node
        last[machine] = node
    heads(shop, state, 0)
    tails(shop, state, len(order) - 1)


@lean
def heads(shop: Shop, state: State, start: int) -> None:
    """Compute heads of the nodes from place `start` on."""
    for at in range(start, len(state.order)):
        node = state.order[at]
        earliest = 0
        for k in range(shop.pred_row[node], shop.pred_row[node + 1]):
            earliest = max(earliest, state.end[shop.pred[k]])
        state.ready[node] = earliest
        before = state.before[node]
        if before >= 0:
            earliest = max(earliest, state.end[before])
        state.head[node] = earliest
        state.end[node] = earliest + state.time[node]


@lean
def tails(shop: Shop, state: State, start: int) -> None:
    """Compute tails of the nodes from place `start` back to the first."""
    for at in range(start, -1, -1):
        node = state.order[at]
        longest = 0
        for k in range(shop.succ_row[node], shop.succ_row[node + 1]):
            longest = max(longest, state.reach[shop.succ[k]])
        state.due[node] = longest
        after = state.after[node]
        if after >= 0:
            longest = max(longest, state.reach[after])
        state.tail[node] = longest
        state.reach[node] = longest + state.time[node]


@lean
def relocate(shop: Shop, state: State, node: int, option: int, behind: int) -> None:
    """Put a node behind another on the machine of an option (−1: to the front) and renew the times.

    The caller knows that this makes no cycle.
    """
    _unlink(state, node)
    _link(shop, state, node, option, behind)
    old = state.place[node]
    follower = state.after[node]
    if behind >= 0 and state.place[behind] > old:
        _shift_right(shop, state, node, state.place[behind])
    elif follower >= 0 and state.place[follower] < old:
        _shift_left(shop, state, node, state.place[follower])
    new = state.place[node]
    heads(shop, state, min(old, new))
    tails(shop, state, max(old, new, state.place[behind] if behind >= 0 else 0))


@lean
def _unlink(state: State, node: int) -> None:
    before, after = state.before[node], state.after[node]
    if before >= 0:
        state.after[before] = after
    else:
        state.first[state.machine[node]] = after
    if after >= 0:
        state.before[after] = before


@lean
def _link(shop: Shop, state: State, node: int, option: int, behind: int) -> None:
    machine = shop.option_machine[option]
    state.option[node] = option
    state.machine[node] = machine
    state.time[node] = shop.option_time[option]
    if behind >= 0:
        follower = state.after[behind]
        state.after[behind] = node
    else:
        follower = state.first[machine]
        state.first[machine] = node
    state.before[node] = behind
    state.after[node] = follower
    if follower >= 0:
        state.before[follower] = node


@lean
def _shift_right(shop: Shop, state: State, node: int, stop: int) -> None:
    """Move a node, and what depends on it, behind the place `stop`; all else keeps its order."""
    start = state.place[node]
    state.mark[node] = 1
    state.held[0] = node
    held = 1
    write = start
    for at in range(start + 1, stop + 1):
        other = state.order[at]
        before = state.before[other]
        depends = before >= 0 and state.mark[before] == 1
        for k in range(shop.pred_row[other], shop.pred_row[other + 1]):
            depends = depends or state.mark[shop.pred[k]] == 1
        if depends:
            state.mark[other] = 1
            state.held[held] = other
            held += 1
        else:
            state.order[write] = other
            state.place[other] = write
            write += 1
    for k in range(held):
        other = state.held[k]
        state.mark[other] = 0
        state.order[write] = other
        state.place[other] = write
        write += 1


@lean
def _shift_left(shop: Shop, state: State, node: int, stop: int) -> None:
    """Move a node, and what it depends on, before the place `stop`; all else keeps its order."""
    start = state.place[node]
    state.mark[node] = 1
    state.held[0] = node
    held = 1
    write = start
    for at in range(start - 1, stop - 1, -1):
        other = state.order[at]
        after = state.after[other]
        needed = after >= 0 and state.mark[after] == 1
        for k in range(shop.succ_row[other], shop.succ_row[other + 1]):
            needed = needed or state.mark[shop.succ[k]] == 1
        if needed:
            state.mark[other] = 1
            state.held[held] = other
            held += 1
        else:
            state.order[write] = other
            state.place[other] = write
            write -= 1
    for k in range(held):
        other = state.held[k]
        state.mark[other] = 0
        state.order[write] = other
        state.place[other] = write
        write -= 1
