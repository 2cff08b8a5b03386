"""Jobs divided among machines at will: a bound, what a minute of each machine is worth, a place to begin.

The linear relaxation of R||Cmax divides at most as many jobs as there are machines. Its prices tell which
machine suits a job (the quickest one may be wanted more by others) and which can have no part in a plan
that is better than a known one.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from potok.scheduling.parallel.kernels.anneal import Integers
from potok.scheduling.parallel.linear import Choices, solved

#: Prices are whole numbers of this sum, so that the bound is exact.
_PRICES = 1 << 24


class Relaxation(NamedTuple):
    """What the relaxation tells.

    Attributes:
        bound: No makespan is smaller.
        dear: (jobs, machines) price of a job on a machine: its duration times the worth of the machine.
        price: Sum of the prices of one unit of time of every machine.
        machine: (jobs) the machine that does most of a job.
    """

    bound: int
    dear: Integers
    price: int
    machine: Integers

    def useful(self, makespan: int) -> Choices:
        """Jobs and machines that can meet in a plan with a smaller makespan than this one."""
        cheapest = self.dear.min(axis=1)
        spare = self.price * (makespan - 1) - int(cheapest.sum())
        return Choices(*np.nonzero(self.dear - cheapest[:, None] <= spare))


def relaxation(times: Integers, time_limit_s: float | None) -> Relaxation | None:
    """Solve the relaxation without set-ups; None when the time is too short.

    Args:
        times: (jobs, machines) durations, at least one above 0.
        time_limit_s: Seconds it may take; None = as long as it takes.
    """
    jobs, machines = times.shape
    choices = Choices(np.repeat(np.arange(jobs), machines), np.tile(np.arange(machines), jobs))
    answer = solved(times, choices, time_limit_s=time_limit_s)
    if answer is None or answer.worth.sum() <= 0:  # nothing to do costs nothing
        return None
    prices = np.round(answer.worth / answer.worth.sum() * _PRICES).astype(np.int64)
    dear = times * prices
    price = int(prices.sum())
    bound = max(-(-int(dear.min(axis=1).sum()) // price), int(times.min(axis=1).max()))
    return Relaxation(bound, dear, price, answer.share.reshape(jobs, machines).argmax(axis=1))
