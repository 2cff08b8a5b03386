"""Small disjunctive shops: one with a known optimum, random ones and their optimum by brute force."""

from __future__ import annotations

from itertools import product

from hypothesis import strategies as st

from potok.scheduling.disjunctive.problem import Option, ShopOperation, ShopProblem, chained

#: Two jobs on two machines that meet head on: 3 + 2 and 2 + 4; the best makespan is 7.
CROSSING = chained(2, [[(Option(0, 3),), (Option(1, 2),)], [(Option(1, 2),), (Option(0, 4),)]])
CROSSING_BEST = 7


def options(machines: int) -> st.SearchStrategy[tuple[Option, ...]]:
    """One to three options, times from 0, a machine at most once."""
    return st.dictionaries(st.integers(0, machines - 1), st.integers(0, 6), min_size=1, max_size=3).map(
        lambda given: tuple(Option(machine, duration) for machine, duration in given.items())
    )


@st.composite
def shops(draw: st.DrawFn, most: int = 6) -> ShopProblem:
    """A shop of at most so many operations with any precedence from small numbers to great ones."""
    machines = draw(st.integers(1, 3))
    count = draw(st.integers(1, most))
    operations = tuple(ShopOperation(0, node, draw(options(machines))) for node in range(count))
    pairs = [(first, second) for second in range(count) for first in range(second)]
    arcs = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=count)) if pairs else []
    return ShopProblem(machines, operations, tuple(arcs))


def best_makespan(problem: ShopProblem) -> int:
    """The least makespan of all options and all sequences."""
    before: dict[int, set[int]] = {node: set() for node in range(len(problem.operations))}
    for first, second in problem.precedences:
        before[second].add(first)
    best = None
    for taken in product(*(each.options for each in problem.operations)):
        best = _shortest(taken, before, (0,) * problem.machines, {}, best)
    assert best is not None
    return best


def _shortest(
    taken: tuple[Option, ...],
    before: dict[int, set[int]],
    free: tuple[int, ...],
    ends: dict[int, int],
    best: int | None,
) -> int | None:
    """Depth first over which operation is put next; every semi-active schedule is met."""
    longest = max(ends.values(), default=0)
    if best is not None and longest >= best:
        return best
    if len(ends) == len(taken):
        return longest
    for node, option in enumerate(taken):
        if node in ends or not before[node] <= ends.keys():
            continue
        start = max([free[option.machine], *(ends[other] for other in before[node])])
        end = start + option.duration
        busy = tuple(end if at == option.machine else time for at, time in enumerate(free))
        best = _shortest(taken, before, busy, {**ends, node: end}, best)
    return best
