"""The order of the steps by their links."""

from __future__ import annotations

from collections import Counter, defaultdict

from potok.simulation.line import SimulatedLine


def ranks(line: SimulatedLine) -> dict[int, int]:
    """Place of each step in an order that the links allow; steps on a cycle are missing.

    Among steps that may come next, the one with the smallest number comes first.
    """
    after: defaultdict[int, list[int]] = defaultdict(list)
    for link in line.links:
        after[link.before].append(link.after)
    waiting = Counter(link.after for link in line.links)
    free = sorted(step.no for step in line.steps if not waiting[step.no])
    ranked: dict[int, int] = {}
    while free:
        step = free.pop(0)
        ranked[step] = len(ranked)
        for follower in after[step]:
            waiting[follower] -= 1
            if not waiting[follower]:
                free.append(follower)
        free.sort()
    return ranked
