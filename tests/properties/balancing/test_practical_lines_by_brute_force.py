"""Small practical lines drawn by chance: the engine proves what the checker allows at best."""

import random
from dataclasses import replace
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from builders.balancing import drawn_line
from potok.balancing.balance import Balance
from potok.balancing.bench import Options, Status
from potok.balancing.engine import balance
from potok.balancing.problem import LineProblem
from potok.balancing.validation import faults_of
from potok.balancing.verify import check_answer, check_balance

ENOUGH = Options(time_limit=600.0)


def practical_line(seed: int, size: int) -> LineProblem:
    """A line with rules drawn by chance."""
    chance = random.Random(seed)
    line = drawn_line(seed, size, density=0.2)
    tasks = tuple(
        replace(task, needs=frozenset({("equipment", chance.choice("мур"))} if chance.random() < 0.5 else ()))
        for task in line.tasks
    )
    pairs = [(a, b) for a in range(size) for b in range(a + 1, size)]
    return replace(
        line,
        tasks=tasks,
        cycle=chance.randint(10, 18),
        places=chance.randint(1, 2),
        together=tuple(chance.sample(pairs, chance.randint(0, 1))),
        apart=tuple(chance.sample(pairs, chance.randint(0, 2))),
        limits=((("equipment", "м"), chance.randint(0, 2)),),
    )


def truth(problem: LineProblem) -> int | None:
    """The fewest workplaces over every line that the checker passes."""
    cycle = problem.cycle or 1
    best: int | None = None
    for stations in product(range(len(problem.tasks)), repeat=len(problem.tasks)):
        used = sorted(set(stations))
        if used != list(range(len(used))):
            continue
        loads = [0] * len(used)
        for station, task in zip(stations, problem.tasks, strict=True):
            loads[station] += task.time
        line = Balance(cycle, stations, tuple(max(1, -(-load // cycle)) for load in loads))
        if (best is None or line.workplaces < best) and not check_balance(problem, line):
            best = line.workplaces
    return best


@given(st.integers(0, 10**6), st.integers(3, 5))
@settings(max_examples=60, deadline=None)
def test_fewest_workplaces_under_rules_are_proven(seed: int, size: int) -> None:
    problem = practical_line(seed, size)
    if list(faults_of(problem)):
        return
    answer = balance(problem, ENOUGH)
    assert check_answer(problem, answer) == []
    best = truth(problem)
    assert answer.objective == best
    assert answer.status is (Status.INFEASIBLE if best is None else Status.OPTIMAL)
