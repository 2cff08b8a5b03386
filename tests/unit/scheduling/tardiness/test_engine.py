"""The engine of one machine on plans that can be counted by hand."""

from __future__ import annotations

from potok.scheduling.bench import Incumbent, Options, Watch
from potok.scheduling.tardiness.engine import plan_machine
from potok.scheduling.tardiness.problem import SingleMachine


def watch(**given: object) -> Watch:
    return Watch(Options(**{"time_limit": None, "work_limit": 40, **given}))  # type: ignore[arg-type]


def test_the_heavier_job_goes_first_when_both_cannot_be_on_time() -> None:
    found = plan_machine(SingleMachine(times=(4, 4), weights=(1, 9), dues=(4, 4)), watch())
    assert [row.job for row in found.rows] == [1, 0]
    assert found.cost == 4


def test_no_work_gives_the_first_order_and_a_zero_cost_ends_at_once() -> None:
    problem = SingleMachine(times=(4, 4), weights=(1, 9), dues=(8, 4))
    assert plan_machine(problem, watch(work_limit=0)).cost == 0


def test_every_better_plan_is_told_once() -> None:
    told: list[Incumbent] = []
    problem = SingleMachine(times=(9, 1, 1, 1), weights=(1, 9, 9, 9), dues=(9, 10, 10, 10))
    found = plan_machine(problem, watch(on_incumbent=told.append))
    values = [incumbent.objective for incumbent in told]
    assert values == sorted(set(values), reverse=True)
    assert values[-1] == found.cost == 3


def test_a_stop_ends_the_search_with_what_was_found() -> None:
    problem = SingleMachine(times=(4, 4), weights=(1, 9), dues=(4, 4))
    stopped = watch(stop=lambda: True)
    assert plan_machine(problem, stopped).rows
    assert stopped.was_stopped
