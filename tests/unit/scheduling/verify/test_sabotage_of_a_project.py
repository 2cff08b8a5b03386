"""Each rule of the project checker is proved by breaking it once in a good schedule."""

from __future__ import annotations

import pytest

from potok.scheduling.projects.problem import Activity, ProjectProblem
from potok.scheduling.verify.project import PROJECT_RULES, check_project

PROBLEM = ProjectProblem((3,), (Activity(2, (2,), (2,)), Activity(4, (1,), ()), Activity(3, (2,), ())))

SABOTAGE = {
    "project_all": ((0, 0), 5),
    "project_start": ((-1, 0, 2), 5),
    "project_precedence": ((0, 0, 1), 4),
    "project_resource": ((0, 2, 2), 6),
    "project_makespan": ((0, 0, 2), 6),
}


def rules(problem: ProjectProblem, starts: tuple[int, ...], makespan: int) -> set[str]:
    return {violation.rule for violation in check_project(problem, starts, makespan)}


def test_a_good_schedule_has_no_fault() -> None:
    assert check_project(PROBLEM, (0, 0, 2), 5) == ()


@pytest.mark.parametrize("rule", ["project_all", "project_start", "project_makespan"])
def test_a_broken_rule_is_named(rule: str) -> None:
    starts, makespan = SABOTAGE[rule]
    assert rules(PROBLEM, starts, makespan) == {rule}


def test_a_successor_that_does_not_wait_is_named() -> None:
    loose = ProjectProblem((9,), PROBLEM.activities)
    assert rules(loose, *SABOTAGE["project_precedence"]) == {"project_precedence"}


def test_a_resource_that_is_exceeded_is_named_with_the_moment() -> None:
    tight = ProjectProblem((2,), PROBLEM.activities)
    (fault,) = check_project(tight, *SABOTAGE["project_resource"])
    assert fault.rule == "project_resource"
    assert "в момент 2: нужно 3, есть 2" in fault.message


def test_every_rule_is_broken_once() -> None:
    assert {rule.code for rule in PROJECT_RULES} == set(SABOTAGE)
