"""Tabu search over sequences and assignments on one critical path.

Each step takes the move with the best estimate that memory does not forbid. A sequence move forbids every
order of two operations it turns round (M. Dell'Amico, M. Trubian, Annals of Operations Research 41, 1993);
an assignment move forbids the option it leaves. A move that promises a new best is never forbidden. Of
moves that promise alike the one that needs the least work is taken: near the optimum all machines are busy.
"""

from __future__ import annotations

from typing import NamedTuple

from potok.compiled import lean
from potok.scheduling.disjunctive.kernels.graph import NONE, Ints, Shop, State, relocate
from potok.scheduling.disjunctive.kernels.moves import (
    ahead,
    arc_cell,
    behind,
    best_place,
    forbidden_ahead,
    forbidden_behind,
    may_go_before,
    may_go_behind,
    without,
)
from potok.scheduling.kernels.chance import Chance, below
from potok.scheduling.kernels.inlined import inlined

# Cells of Memory.tally
STEP, BEST, FOUND_AT = 0, 1, 2
# Cells of Memory.pick
_WORTH, _NODE, _OPTION, _BEHIND, _TIES, _LENGTH = 0, 1, 2, 3, 4, 5

# A unit of the makespan outweighs so many units by which the work as a whole gets longer.
_WEIGHT = 8
_NO_BAR = 1 << 58


class Memory(NamedTuple):
    """What a search remembers between its steps.

    Attributes:
        arc_until: (a power of two) step until which an order of two operations is forbidden, by its cell.
        option_until: (k) step until which an option is forbidden.
        order: (n) topological order of the best selection of this run.
        option: (n) its options.
        tally: (3) steps done, best makespan of this run, step at which it was found.
        path: (n) scratch: a critical path.
        starts: (n) scratch.
        nodes: (n) scratch.
        pick: (6) scratch: the move chosen.
        cursor: (machines) scratch.
    """

    arc_until: Ints
    option_until: Ints
    order: Ints
    option: Ints
    tally: Ints
    path: Ints
    starts: Ints
    nodes: Ints
    pick: Ints
    cursor: Ints


@lean
def keep(state: State, memory: Memory, makespan: int) -> None:
    """Remember the present selection as the best of this run."""
    memory.tally[BEST] = makespan
    memory.tally[FOUND_AT] = memory.tally[STEP]
    for at in range(len(state.order)):
        memory.order[at] = state.order[at]
        memory.option[at] = state.option[at]


@lean
def search(
    shop: Shop,
    state: State,
    memory: Memory,
    chance: Chance,
    steps: int,
    patience: int,
    target: int,
    tenure: int,
    option_tenure: int,
) -> int:
    """Walk at most so many steps on.

    Args:
        patience: Steps without a better selection after which the run ends.
        target: Makespan that ends the run.
        tenure: Steps for which a move is forbidden, at least; at most half as many again.

    Returns:
        Steps walked; fewer than `steps` when the run has ended.
    """
    for step in range(steps):
        makespan = _critical_path(shop, state, memory, chance)
        if makespan < memory.tally[BEST]:
            keep(state, memory, makespan)
        if makespan <= target or memory.tally[STEP] - memory.tally[FOUND_AT] >= patience:
            return step
        _choose(shop, state, memory, chance)
        if memory.pick[_NODE] == NONE:
            return step
        _move(shop, state, memory, chance, tenure, option_tenure)
        memory.tally[STEP] += 1
    return steps


@lean
def _critical_path(shop: Shop, state: State, memory: Memory, chance: Chance) -> int:
    """Write one critical path, last operation first, to `memory.path`; returns the makespan."""
    makespan, node, ties = -1, NONE, 0
    for other in range(len(state.end)):
        end = state.end[other]
        if end > makespan:
            makespan, node, ties = end, other, 1
        elif end == makespan:
            ties += 1
            if below(chance, ties) == 0:
                node = other
    length = 0
    while node != NONE:
        memory.path[length] = node
        length += 1
        start = state.head[node]
        node_before, found = NONE, 0
        if start > 0:
            before = state.before[node]
            if before >= 0 and state.end[before] == start:
                node_before, found = before, 1
            for k in range(shop.pred_row[node], shop.pred_row[node + 1]):
                other = shop.pred[k]
                if state.end[other] == start:
                    found += 1
                    if found == 1 or below(chance, found) == 0:
                        node_before = other
        node = node_before
    memory.pick[_LENGTH] = length
    return makespan


@lean
def _choose(shop: Shop, state: State, memory: Memory, chance: Chance) -> None:
    """Write the best move to `memory.pick`; its node is −1 when there is none at all."""
    pick, path, length = memory.pick, memory.path, memory.pick[_LENGTH]
    pick[_NODE] = NONE
    pick[_TIES] = 0
    fallback = 0
    last = 0
    while last < length:
        first = last
        while first + 1 < length and state.before[path[first]] == path[first + 1]:
            first += 1
        if first > last:
            fallback = _block_moves(shop, state, memory, chance, first, last, fallback)
        last = first + 1
    memory.cursor[:] = NONE
    for at in range(length - 1, -1, -1):
        fallback = _other_machines(shop, state, memory, chance, path[at], fallback)


@inlined
def _block_moves(
    shop: Shop, state: State, memory: Memory, chance: Chance, first: int, last: int, fallback: int
) -> int:
    """Offer the sequence moves of one block, places first … last of the path (last operation first)."""
    path, length = memory.path, memory.pick[_LENGTH]
    head, rear = path[first], path[last]
    for at in range(last, first + 1):
        node = path[at]
        if node != rear and last > 0:
            fallback = _offer_behind(shop, state, memory, chance, node, rear, fallback)
        if node != head and first < length - 1:
            fallback = _offer_ahead(shop, state, memory, chance, node, head, fallback)
    for at in range(last + 1, first):
        node = path[at]
        if first < length - 1:
            fallback = _offer_behind(shop, state, memory, chance, head, node, fallback)
        if last > 0:
            fallback = _offer_ahead(shop, state, memory, chance, rear, node, fallback)
    return fallback


@inlined
def _offer_behind(
    shop: Shop, state: State, memory: Memory, chance: Chance, node: int, other: int, fallback: int
) -> int:
    if not may_go_behind(shop, state, node, other):
        return fallback
    bar = _bar(memory, 0)
    estimate = behind(state, node, other, bar, memory.starts, memory.nodes)
    if estimate > bar:
        return fallback
    until = 0
    if estimate >= memory.tally[BEST]:
        until = forbidden_behind(state, memory.arc_until, node, other)
    return _offer(memory, chance, _WEIGHT * estimate, node, state.option[node], other, until, fallback)


@inlined
def _offer_ahead(
    shop: Shop, state: State, memory: Memory, chance: Chance, node: int, other: int, fallback: int
) -> int:
    if not may_go_before(shop, state, node, other):
        return fallback
    bar = _bar(memory, 0)
    estimate = ahead(state, node, other, bar, memory.starts, memory.nodes)
    if estimate > bar:
        return fallback
    until = 0
    if estimate >= memory.tally[BEST]:
        until = forbidden_ahead(state, memory.arc_until, node, other)
    worth = _WEIGHT * estimate
    return _offer(memory, chance, worth, node, state.option[node], state.before[other], until, fallback)


@inlined
def _other_machines(
    shop: Shop, state: State, memory: Memory, chance: Chance, node: int, fallback: int
) -> int:
    """Offer every other option of one operation at its best place."""
    least = without(state, node)
    for option in range(shop.option_row[node], shop.option_row[node + 1]):
        if shop.option_machine[option] == state.machine[node]:
            continue
        longer = shop.option_time[option] - state.time[node]
        bar, until = _bar(memory, longer), memory.option_until[option]
        if until > memory.tally[STEP] and memory.pick[_TIES] > 0:
            bar = min(bar, memory.tally[BEST] - 1)
        if max(least, state.ready[node] + shop.option_time[option] + state.due[node]) > bar:
            continue
        length, place = best_place(shop, state, memory.cursor, node, option, bar)
        if length >= 0:
            estimate = max(length, least)
            if estimate < memory.tally[BEST]:
                until = 0
            worth = _WEIGHT * estimate + longer
            fallback = _offer(memory, chance, worth, node, option, place, until, fallback)
    return fallback


@inlined
def _bar(memory: Memory, longer: int) -> int:
    """Beyond this estimate a move that makes its operation so much longer will not be taken."""
    if memory.pick[_TIES] == 0:
        return _NO_BAR
    return int((memory.pick[_WORTH] - longer) // _WEIGHT)


@inlined
def _offer(
    memory: Memory,
    chance: Chance,
    worth: int,
    node: int,
    option: int,
    place: int,
    until: int,
    fallback: int,
) -> int:
    """Take a move if it is the best so far; of forbidden ones any, while there is no other.

    Args:
        worth: The estimate in `_WEIGHT`ths of a unit, and by how much the operation gets longer.

    Returns:
        How many forbidden moves were offered.
    """
    pick = memory.pick
    if until > memory.tally[STEP]:
        fallback += 1
        if pick[_TIES] > 0 or below(chance, fallback) > 0:
            return fallback
    else:
        if pick[_TIES] > 0 and worth > pick[_WORTH]:
            return fallback
        pick[_TIES] = pick[_TIES] + 1 if pick[_TIES] > 0 and worth == pick[_WORTH] else 1
        if pick[_TIES] > 1 and below(chance, pick[_TIES]) > 0:
            return fallback
    pick[_WORTH] = worth
    pick[_NODE] = node
    pick[_OPTION] = option
    pick[_BEHIND] = place
    return fallback


@lean
def _move(shop: Shop, state: State, memory: Memory, chance: Chance, tenure: int, option_tenure: int) -> None:
    """Make the move chosen and forbid its reverse."""
    node, option, place = memory.pick[_NODE], memory.pick[_OPTION], memory.pick[_BEHIND]
    old = state.option[node]
    if option != old:
        memory.option_until[old] = memory.tally[STEP] + option_tenure + below(chance, 1 + option_tenure // 2)
    else:
        until = memory.tally[STEP] + tenure + below(chance, 1 + tenure // 2)
        _forbid_order(state, memory.arc_until, node, place, until)
    relocate(shop, state, node, option, place)


@lean
def _forbid_order(state: State, arc_until: Ints, node: int, place: int, until: int) -> None:
    """Forbid the orders that moving `node` behind `place` on its own machine turns round."""
    if place >= 0 and state.place[place] > state.place[node]:
        other = place
        while other != node:
            arc_until[arc_cell(arc_until, node, other)] = until
            other = state.before[other]
        return
    other = state.before[node]
    while other != place:
        arc_until[arc_cell(arc_until, other, node)] = until
        other = state.before[other]
