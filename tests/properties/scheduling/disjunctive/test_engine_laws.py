"""On small random shops the engine is right: the checker agrees and brute force finds nothing better."""

from __future__ import annotations

from hypothesis import given, settings

from builders.small_shops import best_makespan, shops
from potok.scheduling.bench import Options, Watch
from potok.scheduling.disjunctive.bounds import least_makespan
from potok.scheduling.disjunctive.engine import plan_shop
from potok.scheduling.disjunctive.problem import ShopProblem
from potok.scheduling.verify.shop import check_shop


@settings(max_examples=60, deadline=None)
@given(shops())
def test_the_plan_is_feasible_and_as_short_as_brute_force_finds(problem: ShopProblem) -> None:
    answer = plan_shop(problem, Watch(Options(time_limit=None, work_limit=48_000)))
    assert check_shop(problem, answer.rows, answer.makespan) == ()
    assert answer.makespan == best_makespan(problem)
    assert answer.bound <= answer.makespan


@settings(max_examples=60, deadline=None)
@given(shops())
def test_the_bound_without_search_is_never_above_the_best(problem: ShopProblem) -> None:
    assert least_makespan(problem) <= best_makespan(problem)
