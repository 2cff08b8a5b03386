"""Sums of a whole flow, made anew from where its operations lie."""

from __future__ import annotations

from potok.balancing.flow.kernels.annealing import RETURNS
from potok.balancing.flow.kernels.station import Floats, Ints, weigh
from potok.compiled import compiled, part


@part
def against(place: Ints, rank: Ints, after_at: Ints, after: Ints) -> int:
    """Pairs of an order that run against the flow."""
    found = 0
    for early in range(len(place)):
        for arc in range(after_at[early], after_at[early + 1]):
            if rank[place[after[arc]]] < rank[place[early]]:
                found += 1
    return found


@compiled
def refill(
    time: Ints,
    grade: Ints,
    machine: Ints,
    specialty: Ints,
    manual: Ints,
    soft_after_at: Ints,
    soft_after: Ints,
    takt: int,
    limit: Ints,
    rule: Ints,
    place: Ints,
    rank: Ints,
    member: Ints,
    count: Ints,
    figure: Floats,
    total: Floats,
) -> None:
    """Fill members, counts, figures and sums of a state from `place` and `rank`."""
    count[:] = 0
    total[:] = 0.0
    for operation in range(len(place)):
        group = place[operation]
        member[group, count[group]] = operation
        count[group] += 1
    for group in range(len(count)):
        weigh(
            time,
            grade,
            machine,
            specialty,
            manual,
            member[group],
            count[group],
            takt,
            limit,
            rule,
            figure[group],
        )
        for column in range(7):
            total[column] += figure[group, column]
    total[RETURNS] = against(place, rank, soft_after_at, soft_after)
