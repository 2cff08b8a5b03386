"""A population of activity lists that evolves by crossover, mutation and justification.

V. Valls, F. Ballestín, S. Quintanilla, A hybrid genetic algorithm for the RCPSP, European Journal of
Operational Research 185 (2008), in a steady state: a child takes the place of its mother if it is no worse,
so that members stay unlike each other (deterministic crowding).
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from potok.compiled import compiled, lean
from potok.scheduling.kernels.chance import Chance, below, uniform
from potok.scheduling.projects.kernels.serial import Desk, Ints, Project, by_start, justified, serial

_MUTATION = 0.05
_LOG_KEPT = math.log(1.0 - _MUTATION)


class Population(NamedTuple):
    """p activity lists and what comes of them.

    Attributes:
        order: (p, n) topological lists, by start of their schedules.
        makespan: (p) of their schedules.
        best: (n) starts of the best schedule.
        shortest: (1) its makespan.
        child: (n) scratch.
        mark: (n) scratch, 0 between calls.
    """

    order: Ints
    makespan: Ints
    best: Ints
    shortest: Ints
    child: Ints
    mark: Ints


@compiled
def found(project: Project, people: Population, desk: Desk, chance: Chance, tail: Ints) -> None:
    """Fill the population anew: the longest tail first, strictly once and then more or less.

    Args:
        tail: (n) longest path from the start of an activity to the end of the project.
    """
    people.makespan[:] = desk.left.shape[1]
    for member in range(len(people.makespan)):
        _sample(project, people, chance, tail, 2 if member > 0 else len(tail))
        _enter(project, people, desk, member)


@compiled
def _sample(project: Project, people: Population, chance: Chance, tail: Ints, rivals: int) -> None:
    """Write a list to `people.child`: next is the one with the longest tail of some that are ready."""
    count = len(project.time)
    waiting = np.zeros(count, np.int64)
    ready = np.zeros(count, np.int64)
    many = 0
    for node in range(count):
        waiting[node] = project.pred_row[node + 1] - project.pred_row[node]
        if waiting[node] == 0:
            ready[many] = node
            many += 1
    for at in range(count):
        taken = below(chance, many)
        for k in range(min(rivals - 1, many)):
            other = below(chance, many) if rivals < count else k
            if tail[ready[other]] > tail[ready[taken]]:
                taken = other
        node = ready[taken]
        many -= 1
        ready[taken] = ready[many]
        people.child[at] = node
        for k in range(project.succ_row[node], project.succ_row[node + 1]):
            after = project.succ[k]
            waiting[after] -= 1
            if waiting[after] == 0:
                ready[many] = after
                many += 1


@lean
def evolve(project: Project, people: Population, desk: Desk, chance: Chance, steps: int, target: int) -> None:
    """Make so many children; ends early when the best schedule is no longer than the target."""
    members = len(people.makespan)
    for _ in range(steps):
        if people.shortest[0] <= target:
            return
        mother, father = below(chance, members), _parent(people, chance)
        _cross(people, chance, mother, father)
        _mutate(project, people, chance)
        _enter(project, people, desk, mother)


@lean
def _parent(people: Population, chance: Chance) -> int:
    """The better of two members by chance."""
    one, two = below(chance, len(people.makespan)), below(chance, len(people.makespan))
    return one if people.makespan[one] <= people.makespan[two] else two


@lean
def _cross(people: Population, chance: Chance, mother: int, father: int) -> None:
    """Two-point crossover: ends of the child from the mother, the middle in the father's sequence."""
    count = len(people.child)
    one, two = below(chance, count + 1), below(chance, count + 1)
    first, last = min(one, two), max(one, two)
    for at in range(first):
        people.child[at] = people.order[mother, at]
        people.mark[people.order[mother, at]] = 1
    write = first
    for at in range(count):
        node = people.order[father, at]
        if write < last and people.mark[node] == 0:
            people.child[write] = node
            people.mark[node] = 1
            write += 1
    for at in range(count):
        node = people.order[mother, at]
        if people.mark[node] == 0:
            people.child[write] = node
            write += 1
    people.mark[:] = 0


@lean
def _mutate(project: Project, people: Population, chance: Chance) -> None:
    """Swap neighbours of the list here and there, if none precedes the other."""
    # The gaps between swaps are drawn at once: a draw for every place would cost as much as a schedule.
    at = _gap(chance)
    while at < len(people.child) - 1:
        node, after = people.child[at], people.child[at + 1]
        bound = False
        for k in range(project.succ_row[node], project.succ_row[node + 1]):
            bound = bound or project.succ[k] == after
        if not bound:
            people.child[at], people.child[at + 1] = after, node
        at += 1 + _gap(chance)


@lean
def _gap(chance: Chance) -> int:
    """Places left out before the next mutation: geometric."""
    return int(math.log(1.0 - uniform(chance)) / _LOG_KEPT)


@lean
def _enter(project: Project, people: Population, desk: Desk, member: int) -> None:
    """Plan the child, justify it and put it in the place of a member that is no better."""
    makespan = serial(project, project.pred_row, project.pred, people.child, desk)
    makespan = justified(project, desk, makespan)
    if makespan > people.makespan[member]:
        return
    by_start(project, desk, makespan)
    people.makespan[member] = makespan
    for at in range(len(desk.order)):
        people.order[member, at] = desk.order[at]
    if makespan < people.shortest[0]:
        people.shortest[0] = makespan
        for node in range(len(desk.start)):
            people.best[node] = desk.start[node]
