"""The engine of parallel machines on plans that can be counted by hand."""

from __future__ import annotations

from potok.scheduling.bench import Options, Watch
from potok.scheduling.parallel.engine import lower_bound, plan_machines
from potok.scheduling.parallel.problem import ParallelMachines


def watch(work: int = 40) -> Watch:
    return Watch(Options(time_limit=None, work_limit=work))


def test_jobs_go_where_they_are_short() -> None:
    found = plan_machines(ParallelMachines(((5, 1), (1, 5), (5, 1), (1, 5))), watch())
    assert found.makespan == found.bound == 2


def test_set_ups_decide_the_order_and_the_first_job_has_none() -> None:
    setups = (((0, 9, 1), (9, 0, 9), (9, 1, 0)),)
    found = plan_machines(ParallelMachines(((2,), (2,), (2,)), setups), watch())
    assert [row.job for row in found.rows] == [0, 2, 1]
    assert found.makespan == 8


def test_the_bound_is_the_longest_shortest_job_or_the_even_spread() -> None:
    assert lower_bound(ParallelMachines(((9, 8), (1, 1)))) == 8
    assert lower_bound(ParallelMachines(((3, 3), (3, 3), (3, 3)))) == 5


def test_what_annealing_cannot_prove_the_solver_does() -> None:
    found = plan_machines(ParallelMachines(((3, 3),) * 3), Watch(Options(time_limit=10, work_limit=None)))
    assert found.makespan == found.bound == 6


def test_without_work_nothing_is_searched_and_nobody_waits_for_the_solver() -> None:
    found = plan_machines(ParallelMachines(((3, 3),) * 3), watch(work=0))
    assert (found.makespan, found.bound) == (6, 5)
