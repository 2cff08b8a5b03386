"""The engine on simple lines: textbook values, proofs, limits, the same answer everywhere."""

from dataclasses import replace

import pytest

from builders.balancing import JACKSON_ORDER, JACKSON_TIMES, drawn_line, jackson, simple_line
from potok.balancing.balance import Answer
from potok.balancing.bench import Incumbent, Options, Status
from potok.balancing.engine import balance, warm
from potok.balancing.problem import Goal, LineProblem
from potok.balancing.verify import check_answer

LONG = Options(time_limit=600.0)


def solved(problem: LineProblem, options: Options = LONG) -> Answer:
    answer = balance(problem, options)
    assert check_answer(problem, answer) == []
    return answer


@pytest.mark.parametrize(("cycle", "stations"), [(7, 8), (9, 6), (10, 5), (13, 4), (14, 4), (21, 3), (46, 1)])
def test_the_line_of_jackson_is_proven_as_in_the_literature(cycle: int, stations: int) -> None:
    answer = solved(jackson(cycle))
    assert (answer.status, answer.objective, answer.bound) == (Status.OPTIMAL, stations, stations)


def test_the_shortest_cycle_of_a_number_of_stations_is_proven() -> None:
    problem = simple_line(JACKSON_TIMES, JACKSON_ORDER, goal=Goal.CYCLE, stations=5)
    answer = solved(problem)
    assert (answer.status, answer.objective) == (Status.OPTIMAL, 10)


def test_the_best_efficiency_picks_the_number_of_stations() -> None:
    problem = replace(
        simple_line(JACKSON_TIMES, JACKSON_ORDER, goal=Goal.EFFICIENCY, stations=6), fewest_stations=3
    )
    answer = solved(problem)
    # 46 units of work: three stations of 16, four of 12 and five of 10 leave 2, 2 and 4 idle.
    assert answer.status is Status.OPTIMAL
    assert answer.objective == 48
    assert answer.balance is not None
    assert answer.balance.stations in (3, 4)


@pytest.mark.parametrize("goal", list(Goal))
def test_one_task_is_a_line(goal: Goal) -> None:
    answer = solved(simple_line((7,), goal=goal, cycle=9, stations=1))
    assert answer.status is Status.OPTIMAL
    assert answer.objective == (1 if goal is Goal.STATIONS else 7)


@pytest.mark.parametrize("goal", list(Goal))
def test_tasks_without_time_are_placed_too(goal: Goal) -> None:
    answer = solved(simple_line((0, 0, 5, 0), ((1, 3), (3, 4)), goal=goal, cycle=5, stations=2))
    assert answer.status is Status.OPTIMAL


def test_a_line_of_nothing_but_tasks_without_time_has_one_station() -> None:
    assert solved(simple_line((0, 0), cycle=5)).objective == 1
    assert solved(simple_line((0, 0), goal=Goal.CYCLE, stations=2)).objective == 1


def test_more_stations_than_tasks_are_not_built() -> None:
    answer = solved(simple_line((7, 8), goal=Goal.CYCLE, stations=5))
    assert answer.objective == 8
    assert answer.balance is not None
    assert answer.balance.stations == 2


HARD = drawn_line(5, 120, longest=60, density=0.03)


@pytest.mark.parametrize("cores", [1, 2])
def test_a_limit_of_work_gives_the_same_line_on_any_number_of_cores(cores: int) -> None:
    problem = replace(HARD, cycle=97)
    limited = Options(work_limit=2_000_000, seed=3)
    one = solved(problem, limited)
    other = solved(problem, replace(limited, cores=cores))
    assert one.balance == other.balance
    assert (one.objective, one.bound, one.status) == (other.objective, other.bound, other.status)


def test_without_time_the_first_line_is_the_answer() -> None:
    answer = solved(replace(HARD, cycle=97), Options(time_limit=0.0))
    assert answer.balance is not None


def test_a_stopped_search_says_so_and_keeps_its_line() -> None:
    problem = replace(HARD, goal=Goal.CYCLE, cycle=None, stations=23)
    answer = solved(problem, Options(time_limit=None, stop=lambda: True))
    assert answer.status is Status.STOPPED
    assert answer.balance is not None


def test_every_better_line_is_reported_on_the_way() -> None:
    seen: list[Incumbent] = []
    problem = replace(HARD, goal=Goal.CYCLE, cycle=None, stations=23)
    answer = solved(problem, Options(work_limit=3_000_000, on_incumbent=seen.append))
    objectives = [incumbent.objective for incumbent in seen]
    assert objectives == sorted(set(objectives), reverse=True)
    assert objectives[-1] == answer.objective


def test_warming_up_solves_a_line_of_its_own() -> None:
    warm()
