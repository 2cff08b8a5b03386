"""The engine of projects: proofs, limits, stopping."""

from __future__ import annotations

import numpy as np

from potok.scheduling.bench import Options, Watch
from potok.scheduling.projects.engine import ProjectAnswer, plan_project
from potok.scheduling.projects.problem import Activity, ProjectProblem
from potok.scheduling.verify.project import check_project


def random_project(count: int, seed: int = 1) -> ProjectProblem:
    chance = np.random.default_rng(seed)
    return ProjectProblem(
        (8, 8),
        tuple(
            Activity(
                int(chance.integers(1, 9)),
                (int(chance.integers(0, 7)), int(chance.integers(0, 7))),
                tuple(after for after in range(at + 1, count) if chance.random() < 3 / count),
            )
            for at in range(count)
        ),
    )


def plan(problem: ProjectProblem, **options: object) -> ProjectAnswer:
    return plan_project(problem, Watch(Options(**{"time_limit": None, **options})))  # type: ignore[arg-type]


def test_a_project_is_planned_and_proven() -> None:
    problem = random_project(20)
    answer = plan(problem, work_limit=40_000)
    assert check_project(problem, answer.starts, answer.makespan) == ()
    assert answer.makespan == answer.bound


def test_under_a_work_limit_the_plan_depends_on_the_seed_alone() -> None:
    problem = random_project(40)
    answers = [plan(problem, work_limit=8_000, cores=cores, seed=5) for cores in (1, 2)]
    assert answers[0] == answers[1]


def test_a_run_that_is_told_to_stop_gives_its_first_plan() -> None:
    problem = random_project(40)
    watch = Watch(Options(time_limit=None, stop=lambda: True))
    answer = plan_project(problem, watch)
    assert watch.was_stopped
    assert check_project(problem, answer.starts, answer.makespan) == ()


def test_a_project_without_resources_is_as_long_as_its_longest_path() -> None:
    problem = ProjectProblem((), (Activity(2, (), (2,)), Activity(3, (), (2,)), Activity(4, (), ())))
    assert plan(problem).makespan == 7
