"""The engine of disjunctive shops: proofs, limits, reports, stopping."""

from __future__ import annotations

import numpy as np

from builders.small_shops import CROSSING, CROSSING_BEST
from potok.scheduling.bench import Incumbent, Options, Watch
from potok.scheduling.disjunctive.engine import ShopAnswer, plan_shop
from potok.scheduling.disjunctive.problem import Option, ShopProblem, chained
from potok.scheduling.verify.shop import check_shop


def random_shop(jobs: int, machines: int, seed: int = 1) -> ShopProblem:
    chance = np.random.default_rng(seed)
    return chained(
        machines,
        [
            [(Option(int(machine), int(chance.integers(1, 99))),) for machine in chance.permutation(machines)]
            for _ in range(jobs)
        ],
    )


def plan(problem: ShopProblem, **options: object) -> ShopAnswer:
    return plan_shop(problem, Watch(Options(**{"time_limit": None, **options})))  # type: ignore[arg-type]


def test_a_small_shop_is_planned_and_proven_without_any_limit() -> None:
    answer = plan(CROSSING)
    assert (answer.makespan, answer.bound) == (CROSSING_BEST, CROSSING_BEST)
    assert check_shop(CROSSING, answer.rows, answer.makespan) == ()


def test_what_bounds_cannot_prove_cp_sat_proves() -> None:
    problem = random_shop(5, 5)
    answer = plan(problem, work_limit=60_000)
    assert answer.makespan == answer.bound


def test_under_a_work_limit_the_plan_depends_on_the_seed_alone() -> None:
    problem = random_shop(8, 8)
    answers = [plan(problem, work_limit=16_000, cores=cores, seed=3) for cores in (1, 2, 4)]
    assert answers[0] == answers[1] == answers[2]


def test_more_work_gives_no_worse_plan() -> None:
    problem = random_shop(10, 5)
    spans = [plan(problem, work_limit=work).makespan for work in (0, 8_000, 40_000)]
    assert spans == sorted(spans, reverse=True)


def test_without_work_the_plan_of_the_rules_is_given() -> None:
    problem = random_shop(10, 5)
    answer = plan(problem, work_limit=0)
    assert check_shop(problem, answer.rows, answer.makespan) == ()


def test_better_plans_are_told_on_the_way_each_better_than_the_one_before() -> None:
    told: list[Incumbent] = []
    answer = plan(random_shop(10, 10), work_limit=20_000, on_incumbent=told.append)
    values = [incumbent.objective for incumbent in told]
    assert len(values) > 1
    assert values == sorted(set(values), reverse=True)
    assert values[-1] == answer.makespan


def test_a_run_that_is_told_to_stop_gives_its_first_plan() -> None:
    problem = random_shop(10, 10)
    watch = Watch(Options(time_limit=None, stop=lambda: True))
    answer = plan_shop(problem, watch)
    assert watch.was_stopped
    assert check_shop(problem, answer.rows, answer.makespan) == ()


def test_operations_of_no_time_are_planned() -> None:
    problem = chained(2, [[(Option(0, 0),), (Option(1, 0),), (Option(0, 2),)], [(Option(0, 3),)]])
    answer = plan(problem)
    assert answer.makespan == 5
    assert check_shop(problem, answer.rows, 5) == ()


def test_a_choice_of_machines_spreads_the_work() -> None:
    both = (Option(0, 4), Option(1, 4))
    answer = plan(chained(2, [[both], [both], [both], [both]]))
    assert answer.makespan == answer.bound == 8
