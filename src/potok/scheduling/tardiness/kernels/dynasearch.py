"""Iterated dynasearch for 1 || Σ wT.

R. K. Congram, C. N. Potts, S. L. van de Velde, An iterated dynasearch algorithm for the single-machine
total weighted tardiness scheduling problem, INFORMS Journal on Computing 14 (2002); with insertions as in
A. Grosso, F. Della Croce, R. Tadei, An enhanced dynasearch neighborhood …, Operations Research Letters 32
(2004). One step applies the best set of swaps and insertions that do not overlap, found by dynamic
programming over the positions in O(n³).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from potok.compiled import compiled
from potok.scheduling.kernels.chance import Chance, below

Integers = npt.NDArray[np.int64]

_NOTHING, _SWAP, _FORWARD, _BACKWARD = 0, 1, 2, 3
#: A kick swaps jobs at most so many places apart.
_KICK = 30
#: One kick in so many is kept though it is worse.
_LENIENT = 20
_HUGE = np.iinfo(np.int64).max


@compiled
def tardiness(jobs: Integers, order: Integers) -> int:
    """Total weighted tardiness of an order; `jobs` has the rows time, weight, due."""
    total = 0
    end = 0
    for job in order:
        end += jobs[0, job]
        total += jobs[1, job] * max(0, end - jobs[2, job])
    return int(total)


@compiled
def _late(jobs: Integers, job: int, end: int) -> int:
    return int(jobs[1, job] * max(0, end - jobs[2, job]))


@compiled
def step(jobs: Integers, order: Integers, room: Integers) -> int:
    """Apply the best set of independent moves in place; returns the new cost.

    Args:
        jobs: (3, n) time, weight, due.
        order: (n) jobs in order; changed.
        room: (6, n + 1) working space.
    """
    n = len(order)
    best, ends, ahead, kind, begin, copy = room[0], room[1], room[2], room[3], room[4], room[5]
    best[0] = 0
    ends[0] = 0
    for k in range(n):
        ends[k + 1] = ends[k] + jobs[0, order[k]]
        copy[k] = order[k]
    for j in range(n):
        last = order[j]
        time = jobs[0, last]
        cost = best[j] + _late(jobs, last, ends[j + 1])
        kind[j] = _NOTHING
        ahead[j] = 0  # cost of the jobs after j, each sooner by the time of j
        behind = 0  # cost of the jobs before j, each later by the time of j
        for i in range(j - 1, -1, -1):
            first = order[i]
            ahead[i] += _late(jobs, last, ends[j + 1] - jobs[0, first])
            behind += _late(jobs, first, ends[i + 1] + time)
            trial = best[i] + ahead[i] + _late(jobs, first, ends[j + 1])
            if trial < cost:
                cost, kind[j], begin[j] = trial, _FORWARD, i
            trial = best[i] + behind + _late(jobs, last, ends[i] + time)
            if trial < cost:
                cost, kind[j], begin[j] = trial, _BACKWARD, i
            if j - i > 1:
                shift = time - jobs[0, first]
                trial = best[i] + _late(jobs, last, ends[i] + time) + _late(jobs, first, ends[j + 1])
                for k in range(i + 1, j):
                    if trial >= cost:
                        break
                    trial += _late(jobs, order[k], ends[k + 1] + shift)
                if trial < cost:
                    cost, kind[j], begin[j] = trial, _SWAP, i
        best[j + 1] = cost
    j = n - 1
    while j >= 0:
        if kind[j] == _NOTHING:
            j -= 1
            continue
        i = begin[j]
        if kind[j] == _SWAP:
            order[i], order[j] = copy[j], copy[i]
        elif kind[j] == _FORWARD:
            order[i:j] = copy[i + 1 : j + 1]
            order[j] = copy[i]
        else:
            order[i + 1 : j + 1] = copy[i:j]
            order[i] = copy[j]
        j = i - 1
    return int(best[n])


@compiled
def descend(jobs: Integers, order: Integers, room: Integers) -> int:
    """Take steps until none helps; returns the cost."""
    cost = _HUGE
    while True:
        found = step(jobs, order, room)
        if found >= cost:
            return int(cost)
        cost = found


@compiled
def iterate(jobs: Integers, best: Integers, chance: Chance, kicks: int, patience: int) -> int:
    """Kick and descend a number of times from `best`, improved in place; returns its cost.

    Args:
        jobs: (3, n) time, weight, due.
        best: (n) an order.
        chance: Random numbers.
        kicks: How many times.
        patience: Kicks without a new best order after which the search returns to it.
    """
    n = len(best)
    room = np.zeros((6, n + 1), dtype=np.int64)
    least = descend(jobs, best, room)
    current = best.copy()
    cost = least
    trial = best.copy()
    vain = 0
    for _ in range(kicks):
        if least == 0 or n < 2:
            break
        trial[:] = current
        for _ in range(3 + below(chance, 4)):
            i = below(chance, n)
            j = min(n - 1, max(0, i + below(chance, 2 * _KICK + 1) - _KICK))
            trial[i], trial[j] = trial[j], trial[i]
        found = descend(jobs, trial, room)
        if found < least:
            least = found
            best[:] = trial
            vain = 0
        else:
            vain += 1
        if found <= cost or below(chance, _LENIENT) == 0:
            cost = found
            current[:] = trial
        if vain >= patience:
            vain = 0
            cost = least
            current[:] = best
    return int(least)
