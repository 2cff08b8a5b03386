"""When each order should end, and what the time of machines is worth until then.

A loaded factory cannot keep every date. Which orders wait, and until when, is decided for the whole span
of the plan at once by the capacity of groups of machines (`kernels/capacity.py`): a rule that looks at
what waits now, and a search that looks a little ahead, would finish a long light order "soon", over and
over, at the cost of everything behind it. With the later end as its aim such an order fills gaps. The
prices of capacity tell a search that looks a little ahead what it costs later to waste the time of a machine.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from potok.scheduling.factory.arrays import Factory, Floats, Integers
from potok.scheduling.factory.kernels.capacity import Relaxed, price_time, pricing_of
from potok.scheduling.factory.kernels.dispatch import Urgency

#: Spans into which the time of a plan is cut, and how much longer than the plan they reach.
_SPANS = 100
_REACH = 1.05
#: Rounds of changing prices, and of them those between two looks at the watch.
_ROUNDS = 250
_UNWATCHED = 5
#: Keeps a machine without work from being divided by.
_TINY = 1e-12


class Aims(NamedTuple):
    """What the relaxation says.

    Attributes:
        factory: The factory with aims in place of due times.
        width: Length of a span of time.
        price: (machines, spans) worth of a unit of a machine's time.
        fair: (modes) the time that the work of a mode would take at the usual speed of its machine.
    """

    factory: Factory
    width: int
    price: Floats
    fair: Floats


def no_aims(factory: Factory) -> Aims:
    """Due times as they are, time for nothing."""
    return Aims(factory, 1, np.zeros((factory.machines, 1)), factory.mode_time.astype(np.float64))


def aims_of(
    factory: Factory,
    urgency: Urgency,
    groups: Sequence[Integers],
    plan: tuple[int, float],
    is_over: Callable[[], bool],
) -> Aims:
    """Aims and prices on an axis without a calendar; none when the run is over before they are found.

    Args:
        factory: Every job of it has one judged end.
        urgency: Of its operations.
        groups: Machines that hang together as alternatives.
        plan: End and cost (above 0) of a plan.
        is_over: Whether the run is over.
    """
    horizon, cost = plan
    relaxed = _relaxed(factory, urgency, groups, horizon)
    pricing = pricing_of(relaxed)
    for _ in range(0, _ROUNDS, _UNWATCHED):
        if is_over():
            return no_aims(factory)
        if not price_time(relaxed, pricing, cost, _UNWATCHED):
            break
    due = factory.due.copy()
    judged = factory.judged
    due[judged] = np.maximum(due[judged], (pricing.ends * relaxed.width)[factory.job_of[judged]])
    share = _shares(factory, relaxed.work)
    price = np.zeros((factory.machines, _SPANS))
    for number, machines in enumerate(groups):
        price[machines] = share[machines, np.newaxis] * pricing.best_price[number]
    fair = np.repeat(relaxed.work, np.diff(factory.mode_first)) / share[factory.mode_machine]
    return Aims(factory._replace(due=due), relaxed.width, price, fair)


def _shares(factory: Factory, work: Floats) -> Floats:
    """(machines) work of its group that a machine does in a unit of time, as a mean of its operations."""
    of_mode = np.repeat(work, np.diff(factory.mode_first))
    share = of_mode / np.maximum(1, factory.mode_time)
    done, times = (
        np.bincount(factory.mode_machine, amount, factory.machines) for amount in (share * of_mode, of_mode)
    )
    shares: Floats = np.where(times > 0.0, done / np.maximum(times, _TINY), 1.0)
    return shares


def _relaxed(factory: Factory, urgency: Urgency, groups: Sequence[Integers], horizon: int) -> Relaxed:
    judged = factory.judged
    width = max(1, math.ceil(_REACH * horizon / _SPANS))
    group_of: Integers = np.zeros(factory.machines, dtype=np.int64)
    for number, machines in enumerate(groups):
        group_of[machines] = number
    group = group_of[factory.mode_machine[factory.mode_first[:-1]]]
    work = 1.0 / np.add.reduceat(1.0 / np.maximum(1, factory.mode_time), factory.mode_first[:-1])
    least = np.minimum.reduceat(factory.mode_time, factory.mode_first[:-1])
    start = _earliest_starts(factory, least)
    jobs = len(factory.job_first) - 1
    earliest, due = (np.zeros(jobs, dtype=np.int64) for _ in range(2))
    weight = np.zeros(jobs)
    job = factory.job_of[judged]
    earliest[job] = start[judged] + least[judged]
    due[job] = factory.due[judged]
    weight[job] = factory.weight[judged]
    return Relaxed(
        width=width,
        job_first=factory.job_first,
        job=factory.job,
        group=group,
        work=work,
        rest=urgency.rest.astype(np.int64),
        earliest=earliest,
        due=due,
        weight=weight,
        capacity=_capacity(group, work, start, len(groups), width),
    )


def _earliest_starts(factory: Factory, least: Integers) -> Integers:
    """(n) starts if no operation ever waited for a machine."""
    start = factory.release.copy()
    for i in factory.job:
        for before in factory.before[factory.before_first[i] : factory.before_first[i + 1]]:
            start[i] = max(start[i], start[before] + least[before])
    return start


def _capacity(group: Integers, work: Floats, start: Integers, groups: int, width: int) -> Floats:
    """(groups, spans) work that a group can have done by the end of a span: no more than has come."""
    come = np.zeros((groups, _SPANS))
    np.add.at(come, (group, np.minimum(_SPANS - 1, start // width)), work)
    come = np.cumsum(come, axis=1)
    capacity = np.zeros((groups, _SPANS))
    done = np.zeros(groups)
    for span in range(_SPANS):
        done = np.minimum(come[:, span], done + width)
        capacity[:, span] = done
    return capacity
