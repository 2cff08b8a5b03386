"""Annealing over whole flows: operations move between groups, groups along the flow.

State of a walk, beside the arrays of `station`:
    place: (n,) group of each operation; rank: (s,) position of each group in the flow; line: (s,) the
        group at each position. Groups without operations hold positions as well.
    total: (8,) sums of the columns of `figure`, then returns.
    state: (1,) of the random numbers.
Pairs of an order are kept twice: those after operation i stand in `after[after_at[i] : after_at[i + 1]]`,
those before it likewise. The hard order is kept from the start on and no move breaks it.
"""

from __future__ import annotations

from math import sqrt

import numpy as np

from potok.balancing.flow.kernels.moves import SHIFT, choose, draw, put, shift
from potok.balancing.flow.kernels.station import (
    BREACH,
    MACHINES,
    MISMATCH,
    MIXED_MACHINES,
    MIXED_SPECIALTIES,
    SQUARES,
    WORKERS,
    Floats,
    Ints,
    weigh,
)
from potok.compiled import compiled, part

RETURNS = 7
_TABLE = 4095
#: Costs below it are noise of sums.
_NOTHING = 1e-9
#: Groups move so far along the flow at most.
_REACH = 8


@part
def backward(
    moved: Ints,
    size: int,
    mark: Ints,
    place: Ints,
    rank: Ints,
    before_at: Ints,
    before: Ints,
    after_at: Ints,
    after: Ints,
) -> int:
    """Pairs that touch a moved operation and run against the flow; a pair of two moved counts once."""
    found = 0
    for number in range(size):
        operation = moved[number]
        own = rank[place[operation]]
        for arc in range(after_at[operation], after_at[operation + 1]):
            if rank[place[after[arc]]] < own:
                found += 1
        for arc in range(before_at[operation], before_at[operation + 1]):
            if mark[before[arc]] == 0 and rank[place[before[arc]]] > own:
                found += 1
    return found


@part
def cost_of(total: Floats, weight: Floats, goal: Floats, workers: int, price: float) -> float:
    """Weighted figures, what they miss their goals by, and the price of broken rules.

    weight: (2, 6) price of a figure, price of what it is above its goal.
    """
    columns = (MISMATCH, MACHINES, MIXED_MACHINES, RETURNS, MIXED_SPECIALTIES)
    value = sqrt(max(total[SQUARES], 0.0))
    cost: float = weight[0, 0] * value + weight[1, 0] * max(0.0, value - goal[0])
    for number in range(5):
        value = total[columns[number]]
        cost += weight[0, number + 1] * value + weight[1, number + 1] * max(0.0, value - goal[number + 1])
    return cost + price * (total[BREACH] + abs(total[WORKERS] - workers))  # type: ignore[no-any-return]


@part
def slide(
    place: Ints, rank: Ints, member: Ints, count: Ints, moved: Ints, state: Ints
) -> tuple[int, int, int]:
    """Choose a group and another position for it: (operations of the group, group, position)."""
    group = place[draw(state) % len(place)]
    reach = draw(state) % _REACH + 1
    target = rank[group] + reach if draw(state) % 2 == 0 else rank[group] - reach
    target = min(max(target, 0), len(rank) - 1)
    if target == rank[group]:
        return 0, group, target
    for column in range(count[group]):
        moved[column] = member[group, column]
    return count[group], group, target


@part
def copy(values: Floats, into: Floats) -> None:
    """Copy by a loop: numba compiles it much faster than an assignment of slices."""
    for column in range(len(values)):
        into[column] = values[column]


@part
def carry(
    size: int, out: int, here: int, there: int, moved: Ints, place: Ints, member: Ints, count: Ints
) -> None:
    """Carry out a move between two groups; with the groups exchanged it is taken back."""
    for number in range(size):
        put(moved[number], there if number < out else here, place, member, count)


@compiled
def anneal(
    time: Ints,
    grade: Ints,
    machine: Ints,
    specialty: Ints,
    manual: Ints,
    zone: Ints,
    peers_at: Ints,
    peers: Ints,
    hard_before_at: Ints,
    hard_before: Ints,
    hard_after_at: Ints,
    hard_after: Ints,
    soft_before_at: Ints,
    soft_before: Ints,
    soft_after_at: Ints,
    soft_after: Ints,
    takt: int,
    workers: int,
    limit: Ints,
    rule: Ints,
    weight: Floats,
    goal: Floats,
    price: float,
    threshold: Floats,
    place: Ints,
    rank: Ints,
    line: Ints,
    member: Ints,
    count: Ints,
    figure: Floats,
    total: Floats,
    best_place: Ints,
    best_rank: Ints,
    best: Floats,
    state: Ints,
    moves: int,
) -> None:
    """Walk so many moves; `best` is (cost, 1 when it breaks no rule) of `best_place` and `best_rank`.

    threshold: (4096,) what a move may cost at the temperature, drawn by chance.
    """
    moved = np.zeros(len(place) + 3, dtype=np.int64)
    mark = np.zeros(len(place), dtype=np.int64)
    new_here, new_there, trial = np.zeros(7), np.zeros(7), np.zeros(8)
    cost = cost_of(total, weight, goal, workers, price)
    for _ in range(moves):
        kind = draw(state) % 256
        sliding = kind >= 256 - SHIFT
        target = 0
        if sliding:
            size, here, target = slide(place, rank, member, count, moved, state)
            out, there = 0, here
        else:
            size, out, here, there = choose(
                kind, zone, peers_at, peers, place, rank, line, member, count, moved, state
            )
        if size == 0:
            continue
        old_rank = rank[here]
        for number in range(size):
            mark[moved[number]] = 1
        # Pairs before the move with the opposite sign: what remains is the change.
        disorder = -backward(
            moved, size, mark, place, rank, hard_before_at, hard_before, hard_after_at, hard_after
        )
        returns = -backward(
            moved, size, mark, place, rank, soft_before_at, soft_before, soft_after_at, soft_after
        )
        if sliding:
            shift(here, target, rank, line)
        else:
            carry(size, out, here, there, moved, place, member, count)
        disorder += backward(
            moved, size, mark, place, rank, hard_before_at, hard_before, hard_after_at, hard_after
        )
        returns += backward(
            moved, size, mark, place, rank, soft_before_at, soft_before, soft_after_at, soft_after
        )
        for number in range(size):
            mark[moved[number]] = 0
        copy(total, trial)
        trial[RETURNS] += returns
        if disorder <= 0 and not sliding:
            weigh(
                time,
                grade,
                machine,
                specialty,
                manual,
                member[here],
                count[here],
                takt,
                limit,
                rule,
                new_here,
            )
            weigh(
                time,
                grade,
                machine,
                specialty,
                manual,
                member[there],
                count[there],
                takt,
                limit,
                rule,
                new_there,
            )
            for column in range(RETURNS):
                trial[column] += (
                    new_here[column] + new_there[column] - figure[here, column] - figure[there, column]
                )
        tried = cost_of(trial, weight, goal, workers, price)
        if disorder <= 0 and tried - cost <= threshold[draw(state) & _TABLE]:
            cost = tried
            copy(trial, total)
            if not sliding:
                copy(new_here, figure[here])
                copy(new_there, figure[there])
            right = total[WORKERS] == workers and total[BREACH] < _NOTHING
            better = cost < best[0] - _NOTHING
            if (right and best[1] == 0) or (better and (right or best[1] == 0)):
                best[0] = cost
                best[1] = 1.0 if right else 0.0
                for number in range(len(place)):
                    best_place[number] = place[number]
                for number in range(len(rank)):
                    best_rank[number] = rank[number]
        elif sliding:
            shift(here, old_rank, rank, line)
        else:
            carry(size, out, there, here, moved, place, member, count)
