"""Lower bounds of the makespan that need no search."""

from __future__ import annotations

from potok.scheduling.disjunctive.problem import ShopProblem, topological_order


def least_makespan(problem: ShopProblem) -> int:
    """The greatest of: longest chain, load of each machine with its head and tail, mean load of all.

    Times with a choice of machines count as the shortest; a machine's load counts the operations that
    have no other.
    """
    count = len(problem.operations)
    time = [min(option.duration for option in each.options) for each in problem.operations]
    head, tail = [0] * count, [0] * count
    order = topological_order(count, problem.precedences)
    before: list[list[int]] = [[] for _ in range(count)]
    after: list[list[int]] = [[] for _ in range(count)]
    for first, second in problem.precedences:
        before[second].append(first)
        after[first].append(second)
    for node in order:
        head[node] = max((head[other] + time[other] for other in before[node]), default=0)
    for node in reversed(order):
        tail[node] = max((tail[other] + time[other] for other in after[node]), default=0)
    longest = max((head[node] + time[node] + tail[node] for node in order), default=0)
    mean = -(-sum(time) // problem.machines)
    return max(longest, mean, *_loads(problem, time, head, tail))


def _loads(problem: ShopProblem, time: list[int], head: list[int], tail: list[int]) -> list[int]:
    """For each machine: least head + load + least tail of the operations that need it."""
    own: dict[int, list[int]] = {}
    for node, operation in enumerate(problem.operations):
        machines = {option.machine for option in operation.options}
        if len(machines) == 1:
            own.setdefault(machines.pop(), []).append(node)
    return [
        min(head[node] for node in nodes)
        + sum(time[node] for node in nodes)
        + min(tail[node] for node in nodes)
        for nodes in own.values()
    ] or [0]
