"""Tasks that must share a station, with all that stands between them."""

from __future__ import annotations

from potok.balancing.problem import LineProblem


def units_of(problem: LineProblem) -> list[int]:
    """[tasks] number of each task's unit, from 0 in the order of the tasks: a unit shares a station.

    What follows one task of a group and precedes another cannot stand anywhere else: units are the
    strong components of the precedence with every group made a ring.
    """
    size = len(problem.tasks)
    after: list[list[int]] = [[] for _ in range(size)]
    before: list[list[int]] = [[] for _ in range(size)]
    rings = [(group[k - 1], group[k]) for group in problem.together for k in range(len(group))]
    for early, late in (*problem.precedence, *rings):
        after[early].append(late)
        before[late].append(early)
    left: list[int] = []
    seen: set[int] = set()
    for task in range(size):
        _walk(task, after, seen, left)
    unit = [-1] * size
    seen.clear()
    for task in reversed(left):
        component: list[int] = []
        _walk(task, before, seen, component)
        for member in component:
            unit[member] = min(component)
    numbers = {first: number for number, first in enumerate(sorted(set(unit)))}
    return [numbers[first] for first in unit]


def _walk(start: int, ways: list[list[int]], seen: set[int], left: list[int]) -> None:
    """Walk depth first from a task through unseen ones; `left` gets each when all behind it is done."""
    if start in seen:
        return
    seen.add(start)
    path = [(start, iter(ways[start]))]
    while path:
        task, further = path[-1]
        following = next((other for other in further if other not in seen), None)
        if following is None:
            left.append(task)
            path.pop()
        else:
            seen.add(following)
            path.append((following, iter(ways[following])))
