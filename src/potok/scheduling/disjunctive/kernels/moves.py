"""What a move on the critical path would give, and which moves keep the graph free of cycles.

Sequence moves: an operation of a critical block goes behind its last or before its first one, or the
first and the last go inside (E. Balas, A. Vazacopoulos, Management Science 44, 1998; C. Zhang et al., N7,
Computers & Operations Research 34, 2007). Assignment moves: an operation goes to another machine, to any
place without a cycle (M. Mastrolilli, L. M. Gambardella, Journal of Scheduling 3, 2000).
"""

from __future__ import annotations

from potok.scheduling.disjunctive.kernels.graph import NONE, Ints, Shop, State
from potok.scheduling.kernels.inlined import inlined

_FACTOR = 1_000_003


@inlined
def may_go_behind(shop: Shop, state: State, node: int, other: int) -> bool:
    """Whether no path leads from a successor of `node` to `other`, so `node` may follow `other`."""
    for k in range(shop.succ_row[node], shop.succ_row[node + 1]):
        after = shop.succ[k]
        if after == other or state.tail[after] >= state.reach[other]:
            return False
    return True


@inlined
def may_go_before(shop: Shop, state: State, node: int, other: int) -> bool:
    """Whether no path leads from `other` to a predecessor of `node`, so `node` may precede `other`."""
    for k in range(shop.pred_row[node], shop.pred_row[node + 1]):
        before = shop.pred[k]
        if before == other or state.head[before] >= state.end[other]:
            return False
    return True


@inlined
def arc_cell(arc_until: Ints, first: int, second: int) -> int:
    """Cell of the memory for the order of two operations on a machine; few pairs share one."""
    return (first * _FACTOR + second * 8191) & (len(arc_until) - 1)


@inlined
def behind(state: State, node: int, last: int, bar: int, starts: Ints, nodes: Ints) -> int:
    """Estimate of the makespan when `node` of a critical block goes behind `last` of that block.

    Args:
        bar: A greater estimate is of no use: anything above it may be returned then.
        starts: (n) scratch.
        nodes: (n) scratch.
    """
    before, after = state.before[node], state.after[last]
    other = state.after[node]
    reach = max(state.due[node], state.reach[after] if after >= 0 else 0) + state.time[node]
    end = max(state.ready[other], state.end[before] if before >= 0 else 0)
    # A critical block has no gaps, so this is what the moved operation meets at best.
    longest = end + state.end[last] - state.end[node] + reach
    if longest > bar:
        return int(longest)
    count = 0
    while True:
        starts[count] = max(state.ready[other], end)
        nodes[count] = other
        end = starts[count] + state.time[other]
        count += 1
        if other == last:
            break
        other = state.after[other]
    longest = max(state.ready[node], end) + reach
    while count > 0 and longest <= bar:
        count -= 1
        other = nodes[count]
        reach = max(state.due[other], reach) + state.time[other]
        longest = max(longest, starts[count] + reach)
    return int(longest)


@inlined
def ahead(state: State, node: int, first: int, bar: int, starts: Ints, nodes: Ints) -> int:
    """Estimate of the makespan when `node` of a critical block goes before `first` of that block.

    Args:
        bar: A greater estimate is of no use: anything above it may be returned then.
        starts: (n) scratch.
        nodes: (n) scratch.
    """
    before, after, last = state.before[first], state.after[node], state.before[node]
    own = max(state.ready[node], state.end[before] if before >= 0 else 0)
    end = own + state.time[node]
    reach = state.reach[after] if after >= 0 else 0
    longest = end + state.end[last] - state.head[first] + max(state.due[last], reach)
    if longest > bar:
        return int(longest)
    count = 0
    other = first
    while other != node:
        starts[count] = max(state.ready[other], end)
        nodes[count] = other
        end = starts[count] + state.time[other]
        count += 1
        other = state.after[other]
    longest = 0
    while count > 0 and longest <= bar:
        count -= 1
        other = nodes[count]
        reach = max(state.due[other], reach) + state.time[other]
        longest = max(longest, starts[count] + reach)
    return int(max(longest, own + max(state.due[node], reach) + state.time[node]))


@inlined
def forbidden_behind(state: State, arc_until: Ints, node: int, last: int) -> int:
    """Until when an order that arises when `node` goes behind `last` is forbidden."""
    until = 0
    other = last
    while other != node:
        until = max(until, arc_until[arc_cell(arc_until, other, node)])
        other = state.before[other]
    return int(until)


@inlined
def forbidden_ahead(state: State, arc_until: Ints, node: int, first: int) -> int:
    """Until when an order that arises when `node` goes before `first` is forbidden."""
    until = 0
    other = first
    while other != node:
        until = max(until, arc_until[arc_cell(arc_until, node, other)])
        other = state.after[other]
    return int(until)


@inlined
def best_place(shop: Shop, state: State, cursor: Ints, node: int, option: int, bar: int) -> tuple[int, int]:
    """Where on another machine a node would make the shortest path through itself.

    Args:
        cursor: (machines) where the last look at a machine began, −1 without: only a hint that saves steps.
        bar: A longer path is of no use.

    Returns:
        Length of that path and the operation to go behind (−1: the front); the length is −1 when
        every place would make a cycle or a path longer than `bar`.
    """
    time = shop.option_time[option]
    ready, due = state.ready[node], state.due[node]
    shortest, place = bar + 1, NONE
    machine = shop.option_machine[option]
    # Behind what has ended before the node is ready it starts no later, and what follows is less.
    left = cursor[machine]
    while left >= 0 and state.end[left] >= ready:
        left = state.before[left]
    right = state.after[left] if left >= 0 else state.first[machine]
    while right >= 0 and state.end[right] < ready:
        left = right
        right = state.after[right]
    cursor[machine] = left
    while True:
        start = max(ready, state.end[left]) if left >= 0 else ready
        if start + time + due >= shortest:
            break
        if right == NONE or may_go_before(shop, state, node, right):
            length = start + time + (max(due, state.reach[right]) if right >= 0 else due)
            if length < shortest:
                shortest, place = length, left
        if right == NONE or not may_go_behind(shop, state, node, right):
            break
        left = right
        right = state.after[right]
    return (shortest, place) if shortest <= bar else (-1, NONE)


@inlined
def without(state: State, node: int) -> int:
    """Longest path through the neighbours of a node on its machine, once the node has left it."""
    before, after = state.before[node], state.after[node]
    end = state.end[before] if before >= 0 else 0
    reach = state.reach[after] if after >= 0 else 0
    longest = end + reach
    if before >= 0:
        longest = max(longest, end + state.due[before])
    if after >= 0:
        longest = max(longest, state.ready[after] + reach)
    return int(longest)
