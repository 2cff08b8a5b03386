"""The factory relaxed to the capacity of its groups of machines: prices of time, and who waits at them.

Time is cut into spans. An order that ends in a span must have done the work of its operations a little
earlier; of the work due by a span a group can have done no more than its machines manage. These limits are
priced (Lagrange multipliers, raised where the work exceeds the capacity: M. Held, P. Wolfe, H. P. Crowder,
Validation of subgradient optimization, Mathematical Programming 6, 1974); at given prices every order
chooses its end for itself.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from potok.compiled import lean, lean_part
from potok.scheduling.factory.arrays import Floats, Integers

#: Rounds without a better bound after which the steps get shorter, and by what.
_PATIENCE = 10
_SHORTER = 0.7


class Relaxed(NamedTuple):
    """What the relaxation knows; times are working time, work is the time of a whole group.

    Attributes:
        width: Length of a span.
        job_first: Where the operations of a job lie in `job`.
        job: Operations of each job.
        group: (n) group of machines of an operation.
        work: (n) time the operation takes if all machines of its group share it.
        rest: (n) least work from its end to the end of its order.
        earliest: (jobs) earliest end.
        due: (jobs) due time of the end.
        weight: (jobs) cost of a unit of lateness, 0 where no end is judged.
        capacity: (groups, spans) most work done by the end of a span.
    """

    width: int
    job_first: Integers
    job: Integers
    group: Integers
    work: Floats
    rest: Integers
    earliest: Integers
    due: Integers
    weight: Floats
    capacity: Floats


class Pricing(NamedTuple):
    """Prices (groups, spans) on their way, and what was best so far.

    Attributes:
        limit: Price of the limit of a span.
        best_limit: The same at the greatest bound.
        price: Price of work done in a span: of all limits from there on.
        best_price: The same at the greatest bound.
        excess: Scratch: work by span, then its excess over the capacity.
        chosen: (jobs) spans in which the orders end at the present prices.
        ends: (jobs) the same at the greatest bound.
        course: [0] greatest bound, [1] length of the steps, [2] rounds without a better bound.
    """

    limit: Floats
    best_limit: Floats
    price: Floats
    best_price: Floats
    excess: Floats
    chosen: Integers
    ends: Integers
    course: Floats


def pricing_of(relaxed: Relaxed) -> Pricing:
    """Nothing priced yet."""
    jobs = len(relaxed.due)
    limit, best_limit, price, best_price, excess = (np.zeros(relaxed.capacity.shape) for _ in range(5))
    return Pricing(
        limit=limit,
        best_limit=best_limit,
        price=price,
        best_price=best_price,
        excess=excess,
        chosen=np.zeros(jobs, dtype=np.int64),
        ends=np.zeros(jobs, dtype=np.int64),
        course=np.array([-math.inf, 1.0, 0.0]),
    )


@lean
def price_time(relaxed: Relaxed, pricing: Pricing, goal: float, rounds: int) -> bool:
    """Raise prices for some rounds; returns whether more of them could find a greater bound.

    Args:
        relaxed: The relaxation.
        pricing: Goes on from where it stands.
        goal: A cost that the bound will not exceed; it sets the length of the steps.
        rounds: How many times prices are changed.
    """
    groups, spans = relaxed.capacity.shape
    limit, excess, course = pricing.limit, pricing.excess, pricing.course
    for _ in range(rounds):
        for group in range(groups):
            total = 0.0
            for span in range(spans - 1, -1, -1):
                total += limit[group, span]
                pricing.price[group, span] = total
                excess[group, span] = 0.0
        value = _choose(relaxed, pricing.price, pricing.chosen, excess)
        square = 0.0
        for group in range(groups):
            done = 0.0
            for span in range(spans):
                done += excess[group, span]
                excess[group, span] = done - relaxed.capacity[group, span]
                value -= limit[group, span] * relaxed.capacity[group, span]
                if excess[group, span] > 0.0 or limit[group, span] > 0.0:
                    square += excess[group, span] * excess[group, span]
        is_better = value > course[0]
        course[2] = 0.0 if is_better else course[2] + 1.0
        if is_better:
            course[0] = value
            for job in range(len(pricing.ends)):
                pricing.ends[job] = pricing.chosen[job]
        if square == 0.0 or course[0] >= goal:
            return False
        goes_back = course[2] > _PATIENCE
        if goes_back:
            course[1] *= _SHORTER
            course[2] = 0.0
        length = course[1] * max(0.0, goal - value) / square
        for group in range(groups):
            for span in range(spans):
                if is_better:
                    pricing.best_limit[group, span] = limit[group, span]
                    pricing.best_price[group, span] = pricing.price[group, span]
                elif goes_back:
                    limit[group, span] = pricing.best_limit[group, span]
                limit[group, span] = max(0.0, limit[group, span] + length * excess[group, span])
    return True


@lean_part
def _choose(relaxed: Relaxed, price: Floats, chosen: Integers, used: Floats) -> float:
    """Each order's cheapest span to end in; adds the work by span to `used`. Returns the sum of costs."""
    spans = price.shape[1]
    total = 0.0
    for job in range(len(chosen)):
        least = math.inf
        for span in range(min(spans - 1, relaxed.earliest[job] // relaxed.width), spans):
            end = max(relaxed.earliest[job], span * relaxed.width)
            cost = relaxed.weight[job] * max(0, end - relaxed.due[job])
            for at in range(relaxed.job_first[job], relaxed.job_first[job + 1]):
                i = relaxed.job[at]
                cost += relaxed.work[i] * price[relaxed.group[i], _span_before(relaxed, span, i)]
            if cost < least:
                least = cost
                chosen[job] = span
        total += least
        for at in range(relaxed.job_first[job], relaxed.job_first[job + 1]):
            i = relaxed.job[at]
            used[relaxed.group[i], _span_before(relaxed, chosen[job], i)] += relaxed.work[i]
    return total


@lean_part
def _span_before(relaxed: Relaxed, span: int, i: int) -> int:
    """The span by whose end an operation must be done if its order ends in a span."""
    return int(max(0, ((span + 1) * relaxed.width - 1 - relaxed.rest[i]) // relaxed.width))
