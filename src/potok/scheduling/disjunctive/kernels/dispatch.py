"""First schedules: active schedule generation with a priority key.

B. Giffler, G. L. Thompson, Algorithms for solving production-scheduling problems, Operations Research 8
(1960): the operation that could end first shows the machine; among those that would start there before
that end, the greatest key goes first. With a choice of machines an operation asks for the one on which it
would end first.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from potok.compiled import compiled
from potok.scheduling.disjunctive.kernels.graph import Ints, Shop

Floats = npt.NDArray[np.float64]


@compiled
def dispatch(shop: Shop, machines: int, key: Floats, order: Ints, option: Ints) -> int:
    """Fill `order` (n, topological) and `option` (n); returns the makespan.

    Args:
        key: (n) the greater, the more urgent.
    """
    count = len(order)
    free = np.zeros(machines, np.int64)
    release = np.zeros(count, np.int64)
    waiting = np.zeros(count, np.int64)
    ready = np.zeros(count, np.int64)
    wish = np.zeros(count, np.int64)
    many = 0
    makespan = 0
    for node in range(count):
        waiting[node] = shop.pred_row[node + 1] - shop.pred_row[node]
        if waiting[node] == 0:
            ready[many] = node
            many += 1
    for step in range(count):
        earliest_end, machine = -1, 0
        for k in range(many):
            node = ready[k]
            own_end = -1
            for choice in range(shop.option_row[node], shop.option_row[node + 1]):
                where = shop.option_machine[choice]
                end = max(release[node], free[where]) + shop.option_time[choice]
                if own_end < 0 or end < own_end:
                    own_end = end
                    wish[node] = choice
            if earliest_end < 0 or own_end < earliest_end:
                earliest_end = own_end
                machine = shop.option_machine[wish[node]]
        taken = -1
        for k in range(many):
            node = ready[k]
            if shop.option_machine[wish[node]] != machine:
                continue
            start = max(release[node], free[machine])
            ends_now = start + shop.option_time[wish[node]] == earliest_end
            if (start < earliest_end or ends_now) and (taken < 0 or key[node] > key[ready[taken]]):
                taken = k
        node = ready[taken]
        many -= 1
        ready[taken] = ready[many]
        end = max(release[node], free[machine]) + shop.option_time[wish[node]]
        order[step] = node
        option[node] = wish[node]
        free[machine] = end
        makespan = max(makespan, end)
        for k in range(shop.succ_row[node], shop.succ_row[node + 1]):
            after = shop.succ[k]
            release[after] = max(release[after], end)
            waiting[after] -= 1
            if waiting[after] == 0:
                ready[many] = after
                many += 1
    return makespan
