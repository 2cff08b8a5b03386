"""Engines of one machine and of parallel machines: right on any problem, best on tiny ones."""

from __future__ import annotations

from itertools import permutations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from potok.scheduling.bench import Options, Watch
from potok.scheduling.parallel.engine import plan_machines
from potok.scheduling.parallel.problem import ParallelMachines
from potok.scheduling.tardiness.engine import plan_machine
from potok.scheduling.tardiness.problem import SingleMachine
from potok.scheduling.verify.machines import check_parallel_machines, check_single_machine

JOB = st.tuples(st.integers(0, 9), st.integers(0, 5), st.integers(0, 25))
TIMES = st.lists(st.lists(st.integers(0, 9), min_size=2, max_size=2), min_size=1, max_size=5)


def watch(cores: int = 1) -> Watch:
    return Watch(Options(time_limit=None, work_limit=80, cores=cores))


@given(st.lists(JOB, min_size=1, max_size=6))
@settings(max_examples=40, deadline=None)
def test_one_machine_is_planned_at_least_cost(jobs: list[tuple[int, int, int]]) -> None:
    times, weights, dues = zip(*jobs, strict=True)
    problem = SingleMachine(times, weights, dues)
    found = plan_machine(problem, watch())
    assert check_single_machine(problem, found.rows, found.cost) == ()
    assert found == plan_machine(problem, watch(cores=2))
    costs = []
    for order in permutations(jobs):
        end = cost = 0
        for time, weight, due in order:
            end += time
            cost += weight * max(0, end - due)
        costs.append(cost)
    assert found.cost == min(costs)


@given(TIMES)
@settings(max_examples=30, deadline=None)
def test_parallel_machines_are_planned_at_least_makespan(rows: list[list[int]]) -> None:
    problem = ParallelMachines(tuple(tuple(row) for row in rows))
    found = plan_machines(problem, watch())
    assert check_parallel_machines(problem, found.rows, found.makespan) == ()
    best = min(
        max(sum(row[m] for row, to in zip(rows, choice, strict=True) if to == m) for m in range(2))
        for choice in product(range(2), repeat=len(rows))
    )
    assert found.bound <= best == found.makespan


@given(TIMES, st.data())
@settings(max_examples=30, deadline=None)
def test_set_ups_are_kept_and_the_work_not_the_cores_decides(
    rows: list[list[int]], data: st.DataObject
) -> None:
    n = len(rows)
    matrix = st.lists(st.lists(st.integers(0, 9), min_size=n, max_size=n), min_size=n, max_size=n)
    setups = tuple(tuple(tuple(row) for row in data.draw(matrix)) for _ in range(2))
    problem = ParallelMachines(tuple(tuple(row) for row in rows), setups)
    found = plan_machines(problem, watch())
    assert check_parallel_machines(problem, found.rows, found.makespan) == ()
    assert found == plan_machines(problem, watch(cores=2))
