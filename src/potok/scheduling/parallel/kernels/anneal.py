"""Annealing over the sequences of parallel machines: jobs move, jobs change places.

The makespan alone tells a search little, as only one machine counts. The cost is Σ (load / goal)^q: the
fullest machines count most, yet every saved minute counts.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from potok.compiled import compiled
from potok.scheduling.kernels.chance import Chance, below, uniform

Integers = npt.NDArray[np.int64]

#: Share of moves that begin at a full machine, and of exchanges among all moves.
_FULLEST = 0.5
_SWAPS = 0.5


class Machines(NamedTuple):
    """The problem as arrays.

    Attributes:
        times: (jobs, machines) durations.
        setups: (machines or 1, jobs, jobs); (1, 1, 1) of 0 without set-ups.
        near: (jobs, machines) machines of a job, shortest first.
        has_setups: Whether the order on a machine matters.
    """

    times: Integers
    setups: Integers
    near: Integers
    has_setups: bool


class Loads(NamedTuple):
    """A plan.

    Attributes:
        order: (machines, jobs) jobs of each machine in order.
        length: (machines) how many there are.
        machine: (jobs) machine of a job.
        place: (jobs) place on it.
        load: (machines) end of the last job.
    """

    order: Integers
    length: Integers
    machine: Integers
    place: Integers
    load: Integers


@compiled
def setup(problem: Machines, machine: int, before: int, after: int) -> int:
    """Set-up between two jobs; −1 stands for no job."""
    if not problem.has_setups or before < 0 or after < 0:
        return 0
    return int(problem.setups[machine if problem.setups.shape[0] > 1 else 0, before, after])


@compiled
def at(plan: Loads, machine: int, place: int) -> int:
    """The job at a place, −1 outside."""
    if place < 0 or place >= plan.length[machine]:
        return -1
    return int(plan.order[machine, place])


@compiled
def added(problem: Machines, machine: int, job: int, before: int, after: int) -> int:
    """How much longer a machine runs with a job between two others."""
    more = setup(problem, machine, before, job) + setup(problem, machine, job, after)
    return int(problem.times[job, machine] + more - setup(problem, machine, before, after))


@compiled
def insert(problem: Machines, plan: Loads, job: int, machine: int, place: int) -> None:
    """Put a job at a place of a machine."""
    plan.load[machine] += added(problem, machine, job, at(plan, machine, place - 1), at(plan, machine, place))
    for k in range(plan.length[machine], place, -1):
        other = plan.order[machine, k - 1]
        plan.order[machine, k] = other
        plan.place[other] = k
    plan.order[machine, place] = job
    plan.place[job] = place
    plan.machine[job] = machine
    plan.length[machine] += 1


@compiled
def remove(problem: Machines, plan: Loads, job: int) -> None:
    """Take a job off its machine."""
    machine, place = plan.machine[job], plan.place[job]
    plan.load[machine] -= added(
        problem, machine, job, at(plan, machine, place - 1), at(plan, machine, place + 1)
    )
    plan.length[machine] -= 1
    for k in range(place, plan.length[machine]):
        other = plan.order[machine, k + 1]
        plan.order[machine, k] = other
        plan.place[other] = k


@compiled
def build(problem: Machines, plan: Loads, jobs: Integers) -> None:
    """Give each job in turn to the machine and place where that machine is ready soonest."""
    plan.length[:] = 0
    plan.load[:] = 0
    for job in jobs:
        best = -1
        best_load = 0
        best_place = 0
        for machine in range(len(plan.load)):
            last = plan.length[machine]
            for place in range(0 if problem.has_setups else last, last + 1):
                load = plan.load[machine] + added(
                    problem, machine, job, at(plan, machine, place - 1), at(plan, machine, place)
                )
                if best < 0 or load < best_load:
                    best, best_load, best_place = machine, load, place
        insert(problem, plan, job, best, best_place)


@compiled
def _cost(load: float, goal: float) -> float:
    ratio = load / goal
    square = ratio * ratio
    fourth = square * square
    return fourth * fourth * square


@compiled
def anneal(
    problem: Machines, plan: Loads, best: Loads, chance: Chance, hot: float, cold: float, moves: int
) -> int:
    """Cool down over a number of moves, in place; returns the makespan of `best`, improved in place.

    Args:
        problem: The machines.
        plan: The current plan; changed.
        best: The best plan so far.
        chance: Random numbers.
        hot: Rise of the cost accepted one time in e at the beginning, in costs of a machine at its goal.
        cold: The same at the end.
        moves: How many moves are tried.
    """
    jobs, machines = problem.times.shape
    least = best.load.max()
    goal = float(max(1, least))
    heat = hot
    fall = (cold / hot) ** (1.0 / max(1, moves))
    for _ in range(moves):
        heat *= fall
        worst = -heat * math.log(1.0 - uniform(chance))
        job = below(chance, jobs)
        if uniform(chance) < _FULLEST:  # a job of the fullest of a few machines
            job = _job_of_full(plan, chance, job)
        machine = plan.machine[job]
        share = uniform(chance)
        target = problem.near[job, int(machines * share * share * share)]
        if target == machine and not problem.has_setups:
            continue
        if uniform(chance) < _SWAPS and plan.length[target] > 0:
            other = plan.order[target, below(chance, plan.length[target])]
            if other == job:
                continue
            if target == machine:
                _try_inner_swap(problem, plan, job, other, goal, worst)
            else:
                _try_swap(problem, plan, job, other, goal, worst)
        else:
            _try_move(problem, plan, chance, job, target, goal, worst)
        if plan.load[machine] < least and plan.load.max() < least:
            least = plan.load.max()
            for k in range(machines):
                best.order[k, : plan.length[k]] = plan.order[k, : plan.length[k]]
            best.length[:] = plan.length
            best.machine[:] = plan.machine
            best.place[:] = plan.place
            best.load[:] = plan.load
            goal = float(max(1, least))
    return int(least)


@compiled
def _job_of_full(plan: Loads, chance: Chance, job: int) -> int:
    """A job of the fullest of some machines drawn, `job` if that has none."""
    fullest = plan.machine[job]
    for _ in range(3):
        machine = below(chance, len(plan.load))
        if plan.load[machine] > plan.load[fullest]:
            fullest = machine
    if plan.length[fullest] == 0:
        return job
    return int(plan.order[fullest, below(chance, plan.length[fullest])])


@compiled
def _try_move(
    problem: Machines, plan: Loads, chance: Chance, job: int, target: int, goal: float, worst: float
) -> None:
    machine, place = plan.machine[job], plan.place[job]
    before = _cost(plan.load[machine], goal) + (_cost(plan.load[target], goal) if target != machine else 0.0)
    remove(problem, plan, job)
    to = below(chance, plan.length[target] + 1) if problem.has_setups else plan.length[target]
    insert(problem, plan, job, target, to)
    after = _cost(plan.load[machine], goal) + (_cost(plan.load[target], goal) if target != machine else 0.0)
    if after - before > worst:
        remove(problem, plan, job)
        insert(problem, plan, job, machine, place)


@compiled
def _try_swap(problem: Machines, plan: Loads, job: int, other: int, goal: float, worst: float) -> None:
    first, second = plan.machine[job], plan.machine[other]
    i, j = plan.place[job], plan.place[other]
    a, b = at(plan, first, i - 1), at(plan, first, i + 1)
    c, d = at(plan, second, j - 1), at(plan, second, j + 1)
    load1 = plan.load[first] - added(problem, first, job, a, b) + added(problem, first, other, a, b)
    load2 = plan.load[second] - added(problem, second, other, c, d) + added(problem, second, job, c, d)
    change = _cost(load1, goal) + _cost(load2, goal)
    change -= _cost(plan.load[first], goal) + _cost(plan.load[second], goal)
    if change > worst:
        return
    plan.order[first, i], plan.order[second, j] = other, job
    plan.machine[job], plan.machine[other] = second, first
    plan.place[job], plan.place[other] = j, i
    plan.load[first] = load1
    plan.load[second] = load2


@compiled
def _try_inner_swap(problem: Machines, plan: Loads, job: int, other: int, goal: float, worst: float) -> None:
    """Two jobs of one machine change places."""
    machine = plan.machine[job]
    i, j = min(plan.place[job], plan.place[other]), max(plan.place[job], plan.place[other])
    first, second = plan.order[machine, i], plan.order[machine, j]
    old = plan.load[machine]
    remove(problem, plan, second)
    remove(problem, plan, first)
    insert(problem, plan, second, machine, i)
    insert(problem, plan, first, machine, j)
    if _cost(plan.load[machine], goal) - _cost(old, goal) > worst:
        remove(problem, plan, first)
        remove(problem, plan, second)
        insert(problem, plan, first, machine, i)
        insert(problem, plan, second, machine, j)
