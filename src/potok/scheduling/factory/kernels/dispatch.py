"""Non-delay dispatching by the apparent tardiness cost (ATC), in the order of events.

A. P. J. Vepsalainen, T. E. Morton, Priority rules for job shops with weighted tardiness costs,
Management Science 33 (1987). When a machine is free it takes the waiting operation with the greatest
worth: bias − slope · slack, slack = due − now − β · remaining work of the order (not below 0). With
bias = ln(w/p) and slope = 1 / (κ · p̄) this is the logarithm of the published index. A bias with the
priced work of all remaining operations in place of p is the resource pricing of T. E. Morton,
D. W. Pentico, Heuristic scheduling systems (Wiley, 1993).
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from potok.compiled import compiled, part
from potok.scheduling.factory.arrays import Factory, Floats, Integers, Sequences
from potok.scheduling.factory.kernels.heap import pop, push

#: Stands for the weight of operations whose end nobody judges, under the logarithm.
_NO_WEIGHT = 1e-12


class Urgency(NamedTuple):
    """What the rule knows of every operation.

    Attributes:
        weight: (n) weight of the end that follows the operation.
        due: (n) due time of that end, on the working-time axis.
        tail: (n) least work from the start of the operation to that end.
        rest: (n) the same from its end.
    """

    weight: Floats
    due: Floats
    tail: Floats
    rest: Floats


def urgency_of(factory: Factory) -> Urgency:
    """Each operation's most pressing judged end, found from the ends backwards."""
    n = len(factory.release)
    urgency = Urgency(np.zeros(n), np.full(n, np.inf), np.zeros(n), np.zeros(n))
    _fill_urgency(factory, urgency, dues_on_axis(factory))
    return urgency


def dues_on_axis(factory: Factory) -> Floats:
    """Due times of the calendar on the working-time axis (a due time outside shifts: the next opening)."""
    opens = factory.clock_from + factory.clock_gap
    window = np.maximum(np.searchsorted(opens, factory.due, side="right") - 1, 0)
    inside = factory.due - factory.clock_gap[window]
    following = np.append(factory.clock_from[1:], np.iinfo(np.int64).max)[window]
    dues: Floats = np.minimum(inside, following).astype(np.float64)
    return dues


@compiled
def _fill_urgency(factory: Factory, urgency: Urgency, due: Floats) -> None:
    n = len(factory.release)
    left = np.zeros(n, dtype=np.int64)
    ready = np.empty(n, dtype=np.int64)
    size = 0
    for i in range(n):
        left[i] = factory.after_first[i + 1] - factory.after_first[i]
        if left[i] == 0:
            ready[size] = i
            size += 1
    while size > 0:
        size -= 1
        i = ready[size]
        if factory.weight[i] > 0.0:
            urgency.weight[i] = factory.weight[i]
            urgency.due[i] = due[i]
            urgency.tail[i] = 0.0
        for arc in range(factory.after_first[i], factory.after_first[i + 1]):
            j = factory.after[arc]
            if urgency.due[j] - urgency.tail[j] < urgency.due[i] - urgency.tail[i]:
                urgency.weight[i] = urgency.weight[j]
                urgency.due[i] = urgency.due[j]
                urgency.tail[i] = urgency.tail[j]
        least = factory.mode_time[factory.mode_first[i]]
        for mode in range(factory.mode_first[i], factory.mode_first[i + 1]):
            least = min(least, factory.mode_time[mode])
        urgency.rest[i] = urgency.tail[i]
        urgency.tail[i] += least
        for arc in range(factory.before_first[i], factory.before_first[i + 1]):
            j = factory.before[arc]
            left[j] -= 1
            if left[j] == 0:
                ready[size] = j
                size += 1


@compiled
def fill_bias(
    factory: Factory, urgency: Urgency, price: Floats, own: float, order_bias: Floats, bias: Floats
) -> None:
    """Fill the bias of every mode: ln of weight by work, remaining work at the prices of machines.

    Args:
        factory: What is planned; predecessors are numbered before their successors.
        urgency: Of its operations.
        price: (machines) price of a unit of work.
        own: Share of the priced remaining work, 0 … 1; the rest is the operation's own time.
        order_bias: (jobs) added to all modes of a job.
        bias: (modes) filled.
    """
    n = len(factory.release)
    mean = 0.0
    for machine in range(factory.machines):
        mean += price[machine]
    mean /= factory.machines
    remaining = np.zeros(n)
    for i in range(n - 1, -1, -1):
        following = 0.0
        for arc in range(factory.after_first[i], factory.after_first[i + 1]):
            following = max(following, remaining[factory.after[arc]])
        least = math.inf
        gain = math.log(max(_NO_WEIGHT, urgency.weight[i])) + order_bias[factory.job_of[i]]
        for mode in range(factory.mode_first[i], factory.mode_first[i + 1]):
            time = max(1, factory.mode_time[mode])
            load = price[factory.mode_machine[mode]] * time
            least = min(least, load)
            bias[mode] = gain - math.log(own * (load + following) + (1.0 - own) * mean * time)
        remaining[i] = least + following


@compiled
def dispatch(  # noqa: PLR0915 - the loop of events stays in one compiled function
    factory: Factory, urgency: Urgency, bias: Floats, slope: Floats, beta: Floats, plan: Sequences
) -> int:
    """Fill a plan by the rule; returns how many operations were placed (all, unless arcs form a ring).

    Args:
        factory: What is planned.
        urgency: Of its operations.
        bias: (modes) worth without slack.
        slope: (machines) worth lost with a unit of slack.
        beta: (machines) allowance for waiting: factor on the remaining work.
        plan: Filled.
    """
    n = len(factory.release)
    queue = np.empty(plan.order.shape, dtype=np.int64)  # waiting modes of each machine
    waiting = np.zeros(factory.machines, dtype=np.int64)
    is_free = np.ones(factory.machines, dtype=np.bool_)
    chosen = np.zeros(n, dtype=np.bool_)
    left = np.empty(n, dtype=np.int64)
    owner = np.empty(len(factory.mode_time), dtype=np.int64)
    keys = np.empty(2 * n + 1, dtype=np.int64)
    items = np.empty(2 * n + 1, dtype=np.int64)  # operation to arrive, or n + machine to become free
    best_mode = np.empty(factory.machines, dtype=np.int64)
    best_worth = np.empty(factory.machines, dtype=np.float64)
    plan.length[:] = 0
    size = int(np.int64(0))  # typed: a literal would compile what it is given to once more
    for i in range(n):
        for mode in range(factory.mode_first[i], factory.mode_first[i + 1]):
            owner[mode] = i
        left[i] = factory.before_first[i + 1] - factory.before_first[i]
        if left[i] == 0:
            size = push(keys, items, size, factory.release[i], i)
    placed = 0
    while size > 0:
        now = keys[0]
        while size > 0 and keys[0] == now:
            item = items[0]
            size = pop(keys, items, size)
            if item >= n:
                is_free[item - n] = True
                continue
            for mode in range(factory.mode_first[item], factory.mode_first[item + 1]):
                machine = factory.mode_machine[mode]
                queue[machine, waiting[machine]] = mode
                waiting[machine] += 1
        best_mode[:] = -1
        while True:
            taken = -1
            for machine in range(factory.machines):
                if not is_free[machine]:
                    continue
                if best_mode[machine] < 0 or chosen[owner[best_mode[machine]]]:
                    mode, worth = _most_urgent(
                        urgency,
                        bias,
                        owner,
                        chosen,
                        queue[machine],
                        waiting,
                        machine,
                        now,
                        beta[machine],
                        slope[machine],
                    )
                    best_mode[machine] = mode
                    best_worth[machine] = worth
                if best_mode[machine] >= 0 and (taken < 0 or best_worth[machine] > best_worth[taken]):
                    taken = machine
            if taken < 0:
                break
            mode = best_mode[taken]
            i = owner[mode]
            chosen[i] = True
            is_free[taken] = False
            plan.mode[i] = mode
            plan.start[i] = now
            plan.end[i] = now + factory.mode_time[mode]
            plan.place[i] = plan.length[taken]
            plan.order[taken, plan.length[taken]] = i
            plan.length[taken] += 1
            placed += 1
            size = push(keys, items, size, plan.end[i], n + taken)
            for arc in range(factory.after_first[i], factory.after_first[i + 1]):
                j = factory.after[arc]
                left[j] -= 1
                if left[j] == 0:
                    arrival = factory.release[j]
                    for back in range(factory.before_first[j], factory.before_first[j + 1]):
                        arrival = max(arrival, plan.end[factory.before[back]])
                    size = push(keys, items, size, arrival, j)
    return placed


@part
def _most_urgent(
    urgency: Urgency,
    bias: Floats,
    owner: Integers,
    chosen: np.ndarray,
    queue: Integers,
    waiting: Integers,
    machine: int,
    now: int,
    beta: float,
    slope: float,
) -> tuple[int, float]:
    """The best waiting mode of a machine and its worth, (−1, 0) without one; taken ones are swept out."""
    kept = 0
    best = -1
    best_worth = -math.inf
    for at in range(waiting[machine]):
        mode = queue[at]
        i = owner[mode]
        if chosen[i]:
            continue
        queue[kept] = mode
        kept += 1
        worth = bias[mode] - slope * max(0.0, urgency.due[i] - now - beta * urgency.tail[i])
        if best < 0 or worth > best_worth:
            best_worth = worth
            best = mode
    waiting[machine] = kept
    return best, best_worth
