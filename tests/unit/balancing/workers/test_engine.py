"""The engine on lines of people: every feature on a named instance, limits, the same answer everywhere."""

import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from builders.crews import brute_force, crew, drawn_crew
from potok.balancing.bench import Incumbent, Options, Status
from potok.balancing.workers.engine import CrewAnswer, balance_crew
from potok.balancing.workers.problem import CrewGoal, CrewProblem, Mentorship, Nearness, Quota
from potok.balancing.workers.verify import faults
from potok.errors import InvalidDataError

LONG = Options(time_limit=600.0)
REPEATABLE = Options(time_limit=None, work_limit=2_000)

#: Five tasks in a row, three people; each does one part of the line quickly.
ROW = crew(
    [[2, 9, 9], [3, 8, 9], [9, 4, 8], [9, 3, 8], [9, 9, 5]],
    [(0, 1), (1, 2), (2, 3), (3, 4)],
)


def solved(problem: CrewProblem, options: Options = LONG) -> CrewAnswer:
    answer = balance_crew(problem, options)
    assert answer.balance is not None
    assert answer.objective is not None
    assert faults(problem, answer.balance, answer.objective) == []
    return answer


def test_everybody_gets_the_part_of_the_line_done_best() -> None:
    answer = solved(ROW)
    assert (answer.objective, answer.status, answer.bound) == (7, Status.OPTIMAL, 7)
    assert answer.balance is not None
    assert answer.balance.worker_of_task == (0, 0, 1, 1, 2)


@pytest.mark.parametrize("seed", range(4))
def test_the_least_cycle_of_given_people_is_proven(seed: int) -> None:
    problem = drawn_crew(seed, 6, 3)
    assert solved(problem).objective == brute_force(problem)


@pytest.mark.parametrize("seed", range(4))
def test_the_fewest_people_of_a_pool_are_proven(seed: int) -> None:
    problem = drawn_crew(seed, 6, 4, goal=CrewGoal.WORKERS, cycle=14)
    assert solved(problem).objective == brute_force(problem)


def test_no_more_people_of_the_pool_work_than_may() -> None:
    answer = solved(replace(ROW, most_workers=2))
    assert answer.balance is not None
    assert answer.balance.used <= 2
    assert answer.objective == brute_force(replace(ROW, most_workers=2))


def test_a_person_with_a_largest_load_gets_no_more() -> None:
    problem = replace(ROW, workers=(replace(ROW.workers[0], max_load_pct=40), *ROW.workers[1:]))
    assert solved(problem).objective == brute_force(problem)


def test_tasks_that_go_together_have_one_worker_with_all_between_them() -> None:
    problem = replace(ROW, together=((0, 2),))
    answer = solved(problem)
    assert answer.balance is not None
    assert len(set(answer.balance.worker_of_task[:3])) == 1
    assert answer.objective == brute_force(problem)


def test_tasks_that_stay_apart_have_two_workers() -> None:
    problem = replace(ROW, apart=((0, 1),))
    assert solved(problem).objective == brute_force(problem)


def test_a_worker_sits_next_to_the_mentor() -> None:
    problem = replace(ROW, mentorships=(Mentorship(2, 0),))
    assert solved(problem).objective == brute_force(problem)


def test_a_worker_and_the_mentor_share_a_station() -> None:
    problem = replace(ROW, mentorships=(Mentorship(2, 0, Nearness.SAME),))
    answer = solved(problem)
    assert answer.objective == brute_force(problem)


def test_of_two_people_who_would_share_one_mentor_s_station_one_works() -> None:
    pairs = (Mentorship(1, 0, Nearness.SAME), Mentorship(2, 0, Nearness.SAME))
    problem = replace(ROW, mentorships=pairs)
    answer = solved(problem)
    assert answer.balance is not None
    assert answer.balance.used == 2
    assert answer.objective == brute_force(problem)


def test_a_quota_brings_people_to_work_who_would_be_idle() -> None:
    pool = replace(ROW, goal=CrewGoal.WORKERS, cycle=20)
    assert solved(pool).objective == 2
    assert solved(replace(pool, quotas=(Quota("с ограничениями", (0, 1, 2), 3),))).objective == 3


def test_a_line_that_cannot_be_is_said_to_be_impossible() -> None:
    # Only Иванова can do the first and the last task, only Петрова the one between.
    answer = balance_crew(crew([[1, None], [None, 1], [1, None]], [(0, 1), (1, 2)]), LONG)
    assert (answer.status, answer.balance, answer.objective) == (Status.INFEASIBLE, None, None)


def test_tasks_together_that_pull_in_an_impossible_one_are_impossible() -> None:
    answer = balance_crew(crew([[1, None], [None, 1], [1, None]], [(0, 1), (1, 2)], together=((0, 2),)), LONG)
    assert (answer.status, answer.bound) == (Status.INFEASIBLE, None)


def test_tasks_apart_that_others_pull_together_are_impossible() -> None:
    problem = crew([[1, 1]] * 3, [(0, 1), (1, 2)], together=((0, 2),), apart=((0, 1),))
    assert balance_crew(problem, LONG).status is Status.INFEASIBLE


def test_people_who_are_too_few_for_a_cycle_are_impossible() -> None:
    answer = balance_crew(crew([[5, 5], [5, 5], [5, 5]], goal=CrewGoal.WORKERS, cycle=6), LONG)
    assert answer.status is Status.INFEASIBLE


def test_tasks_of_no_time_are_a_line_of_no_cycle() -> None:
    assert solved(crew([[0, 0], [0, 0]], [(0, 1)])).objective == 0


def test_a_work_limit_gives_the_same_line_with_any_cores() -> None:
    problem = drawn_crew(7, 40, 7)
    one = balance_crew(problem, REPEATABLE)
    two = balance_crew(problem, replace(REPEATABLE, cores=2))
    assert one.balance is not None
    assert (one.balance, one.objective, one.bound, one.status) == (
        two.balance,
        two.objective,
        two.bound,
        two.status,
    )


def test_a_work_limit_holds_for_the_proof_as_well() -> None:
    problem = replace(drawn_crew(3, 12, 4), apart=((0, 1),))
    one, two = balance_crew(problem, REPEATABLE), balance_crew(problem, replace(REPEATABLE, cores=2))
    assert (one.balance, one.objective) == (two.balance, two.objective)


def test_no_work_gives_no_line_and_says_so() -> None:
    answer = balance_crew(drawn_crew(7, 40, 7), replace(REPEATABLE, work_limit=0))
    assert (answer.balance, answer.status) == (None, Status.UNKNOWN)


def test_a_deadline_that_has_passed_still_leaves_a_first_line() -> None:
    past = Options(time_limit=600.0, deadline=time.monotonic() - 1.0)
    assert solved(drawn_crew(7, 60, 12), past).status is Status.FEASIBLE


def test_a_stopped_search_gives_what_it_has() -> None:
    seen: list[Incumbent] = []
    options = Options(time_limit=600.0, stop=lambda: bool(seen), on_incumbent=seen.append)
    answer = balance_crew(drawn_crew(7, 60, 12), options)
    assert answer.status is Status.STOPPED
    assert answer.objective == seen[-1].objective


def test_better_lines_are_told_in_turn() -> None:
    seen: list[Incumbent] = []
    answer = balance_crew(drawn_crew(7, 40, 7), replace(REPEATABLE, on_incumbent=seen.append))
    values = [incumbent.objective for incumbent in seen]
    assert values == sorted(values, reverse=True)
    assert values[-1] == answer.objective


def test_a_problem_with_faults_is_refused() -> None:
    with pytest.raises(InvalidDataError):
        balance_crew(replace(ROW, precedence=((0, 0),)), LONG)


def test_a_large_line_gets_a_bound_above_what_sums_tell() -> None:
    problem = drawn_crew(7, 50, 12)
    answer = solved(problem, replace(REPEATABLE, work_limit=1_500))
    quickest = sum(min(time for time in task.times if time is not None) for task in problem.tasks)
    assert answer.bound is not None
    assert answer.objective is not None
    assert quickest / len(problem.workers) < answer.bound <= answer.objective


def test_kernels_that_are_not_compiled_give_the_same_line() -> None:
    told = (
        "from builders.crews import drawn_crew, paired; from potok.balancing.bench import Options; "
        "from potok.balancing.workers.engine import balance_crew; "
        "from potok.balancing.bench import never; from potok.balancing.workers.beam import Builder; "
        "from potok.balancing.workers.units import units_of; "
        "print(balance_crew(paired(drawn_crew(7, 16, 5)), Options(time_limit=None, work_limit=8)).balance); "
        "print(Builder(units_of(drawn_crew(7, 16, 5), closed=True)).build(30, 4, 1, never, upwards=True))"
    )
    tests = Path(__file__).parents[3]
    lines = [
        subprocess.run(
            [sys.executable, "-c", told],
            env={**os.environ, "NUMBA_DISABLE_JIT": off, "PYTHONPATH": str(tests)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for off in ("0", "1")
    ]
    assert "CrewBalance" in lines[0]
    assert "Built" in lines[0]
    assert lines[0] == lines[1]
