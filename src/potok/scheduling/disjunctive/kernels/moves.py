"""What a move on the critical path would give, and which moves keep the graph free of cycles.

Sequence moves: an operation of a critical block goes behind its last or before its first one, or the
first and the last go inside (E. Balas, A. Vazacopoulos, Management Science 44, 1998; C. Zhang et al., N7,
Computers & Operations Research 34, 2007). Assignment moves: an operation goes to another machine, to any
place without a cycle (M. Mastrolilli, L. M. Gambardella, Journal of Scheduling 3, 2000).
"""

from __future__ import annotations

from potok.scheduling.disjunctive.kernels.graph import NONE, Ints, Shop, State
from potok.scheduling.kernels.compiled import compiled

_FACTOR = 1_000_003
_MODULUS = 2_147_483_647


@compiled
def may_go_behind(shop: Shop, state: State, node: int, other: int) -> bool:
    """Whether no path leads from a successor of `node` to `other`, so `node` may follow `other`."""
    for k in range(shop.succ_row[node], shop.succ_row[node + 1]):
        after = shop.succ[k]
        if after == other or state.tail[after] >= state.reach[other]:
            return False
    return True


@compiled
def may_go_before(shop: Shop, state: State, node: int, other: int) -> bool:
    """Whether no path leads from `other` to a predecessor of `node`, so `node` may precede `other`."""
    for k in range(shop.pred_row[node], shop.pred_row[node + 1]):
        before = shop.pred[k]
        if before == other or state.head[before] >= state.end[other]:
            return False
    return True


@compiled
def arc_cell(arc_until: Ints, first: int, second: int) -> int:
    """Cell of the memory for the order of two operations on a machine; few pairs share one."""
    return (first * _FACTOR + second * 8191) % _MODULUS % len(arc_until)


@compiled
def behind(state: State, arc_until: Ints, node: int, last: int, starts: Ints, nodes: Ints) -> tuple[int, int]:
    """Estimate of the makespan when `node` goes behind `last`, and until when it is forbidden.

    Args:
        arc_until: (any size) step until which an order of two operations is forbidden.
        starts: (n) scratch.
        nodes: (n) scratch.
    """
    before = state.before[node]
    end = state.end[before] if before >= 0 else 0
    until = 0
    count = 0
    other = state.after[node]
    while True:
        starts[count] = max(state.ready[other], end)
        nodes[count] = other
        end = starts[count] + state.time[other]
        until = max(until, arc_until[arc_cell(arc_until, other, node)])
        count += 1
        if other == last:
            break
        other = state.after[other]
    after = state.after[last]
    tail = max(state.due[node], state.reach[after] if after >= 0 else 0)
    reach = tail + state.time[node]
    longest = max(state.ready[node], end) + reach
    for k in range(count - 1, -1, -1):
        other = nodes[k]
        reach = max(state.due[other], reach) + state.time[other]
        longest = max(longest, starts[k] + reach)
    return longest, until


@compiled
def ahead(state: State, arc_until: Ints, node: int, first: int, starts: Ints, nodes: Ints) -> tuple[int, int]:
    """Estimate of the makespan when `node` goes before `first`, and until when it is forbidden.

    Args:
        arc_until: (any size) step until which an order of two operations is forbidden.
        starts: (n) scratch.
        nodes: (n) scratch.
    """
    before = state.before[first]
    own = max(state.ready[node], state.end[before] if before >= 0 else 0)
    end = own + state.time[node]
    until = 0
    count = 0
    other = first
    while other != node:
        starts[count] = max(state.ready[other], end)
        nodes[count] = other
        end = starts[count] + state.time[other]
        until = max(until, arc_until[arc_cell(arc_until, node, other)])
        count += 1
        other = state.after[other]
    after = state.after[node]
    reach = state.reach[after] if after >= 0 else 0
    longest = 0
    for k in range(count - 1, -1, -1):
        other = nodes[k]
        reach = max(state.due[other], reach) + state.time[other]
        longest = max(longest, starts[k] + reach)
    return max(longest, own + max(state.due[node], reach) + state.time[node]), until


@compiled
def best_place(shop: Shop, state: State, node: int, option: int) -> tuple[int, int]:
    """Where on another machine a node would make the shortest path through itself.

    Returns:
        Estimate of that path and the operation to go behind (−1: the front); the estimate is −1 when
        every place would make a cycle.
    """
    time = shop.option_time[option]
    ready, due = state.ready[node], state.due[node]
    shortest, place = -1, NONE
    left = NONE
    right = state.first[shop.option_machine[option]]
    # Behind what has ended before the node is ready it starts no later, and what follows is less.
    while right >= 0 and state.end[right] < ready:
        left = right
        right = state.after[right]
    while True:
        start = max(ready, state.end[left]) if left >= 0 else ready
        if shortest >= 0 and start + time + due >= shortest:
            return shortest, place
        if right == NONE or may_go_before(shop, state, node, right):
            length = start + time + (max(due, state.reach[right]) if right >= 0 else due)
            if shortest < 0 or length < shortest:
                shortest, place = length, left
        if right == NONE or not may_go_behind(shop, state, node, right):
            return shortest, place
        left = right
        right = state.after[right]
