"""Each practical feature of a line on an instance of its own, small enough to be solved by hand."""

from dataclasses import replace

import pytest

from builders.balancing import drawn_line, simple_line
from potok.balancing.balance import Answer, Balance
from potok.balancing.bench import Incumbent, Options, Status
from potok.balancing.engine import balance
from potok.balancing.practical.hunt import WHOLE
from potok.balancing.problem import Goal, LineProblem, LineTask, Side
from potok.balancing.verify import check_answer

ENOUGH = Options(time_limit=600.0)


def needing(kind: str, *values: str | None) -> tuple[LineTask, ...]:
    """Tasks of 4 units with the needs given, named with the letters in turn."""
    return tuple(
        LineTask(chr(ord("А") + number), 4, frozenset({(kind, value)} if value else ()))
        for number, value in enumerate(values)
    )


def solved(problem: LineProblem, options: Options = ENOUGH) -> tuple[Answer, Balance]:
    answer = balance(problem, options)
    assert check_answer(problem, answer) == []
    assert answer.balance is not None
    return answer, answer.balance


def proven(problem: LineProblem) -> int:
    answer, _ = solved(problem)
    assert answer.status is Status.OPTIMAL
    assert answer.objective is not None
    return answer.objective


@pytest.mark.parametrize("kind", ["specialty", "equipment", "position"])
def test_tasks_of_other_needs_take_another_station(kind: str) -> None:
    plain = LineProblem(needing(kind, None, None, None, None), cycle=8)
    mixed = LineProblem(needing(kind, "р", "м", "р", "м"), ((0, 1), (1, 2), (2, 3)), cycle=8)
    assert proven(plain) == 2
    assert proven(mixed) == 4


def test_a_task_of_no_need_joins_any_station() -> None:
    assert proven(LineProblem(needing("equipment", "утюг", None, "утюг"), cycle=12)) == 1


def test_no_more_stations_of_a_machine_than_there_are() -> None:
    tasks = needing("equipment", "пресс", None, "пресс", None)
    order = ((0, 1), (1, 2), (2, 3))
    limited = (("equipment", "пресс"), 1)
    free = LineProblem(tasks, order, cycle=8)
    assert proven(free) == 2
    answer = balance(replace(free, limits=(limited,)), ENOUGH)
    assert (answer.status, answer.balance, answer.objective) == (Status.INFEASIBLE, None, None)
    assert proven(replace(free, cycle=12, limits=(limited,))) == 2


def test_tasks_that_must_be_together_share_a_station() -> None:
    problem = replace(simple_line((5, 4, 5, 4), cycle=9), together=((0, 2),))
    answer = balance(replace(problem, cycle=10), ENOUGH)
    assert answer.balance is not None
    assert answer.balance.station_of[0] == answer.balance.station_of[2]
    assert answer.objective == 2


def test_tasks_that_must_not_meet_are_kept_apart() -> None:
    problem = simple_line((2, 2, 2), cycle=9)
    assert proven(problem) == 1
    assert proven(replace(problem, apart=((0, 1), (1, 2), (0, 2)))) == 3


def test_a_station_of_like_places_takes_a_task_longer_than_the_cycle() -> None:
    problem = replace(simple_line((25, 5, 6), ((1, 2), (2, 3)), cycle=10), places=3)
    _, line = solved(problem)
    assert line.workplaces == 4
    assert max(line.places) == 3


def test_like_places_fill_what_single_stations_leave_idle() -> None:
    problem = simple_line((6, 6, 6), cycle=9)
    assert proven(problem) == 3
    assert proven(replace(problem, places=2)) == 2


def test_the_shortest_cycle_under_rules_is_proven() -> None:
    problem = replace(simple_line((3, 3, 3, 3), goal=Goal.CYCLE, stations=2), apart=((0, 1),))
    assert proven(problem) == 6
    assert proven(replace(problem, together=((0, 2, 3),))) == 9


def test_the_shortest_cycle_counts_like_places() -> None:
    problem = replace(simple_line((20, 4), ((1, 2),), goal=Goal.CYCLE, stations=3), places=2)
    assert proven(problem) == 10


def test_the_best_efficiency_under_rules_is_proven() -> None:
    problem = simple_line((4, 4, 4), goal=Goal.EFFICIENCY, stations=3)
    problem = replace(problem, fewest_stations=2, apart=((0, 1),))
    assert proven(problem) == 12


def test_too_few_stations_for_the_rules_are_told_to_be_so() -> None:
    problem = simple_line((1, 1, 1), goal=Goal.CYCLE, stations=2)
    answer = balance(replace(problem, apart=((0, 1), (1, 2), (0, 2))), ENOUGH)
    assert answer.status is Status.INFEASIBLE
    problem = replace(problem, goal=Goal.EFFICIENCY, apart=((0, 1), (1, 2), (0, 2)))
    assert balance(problem, ENOUGH).status is Status.INFEASIBLE


TWO_SIDED = LineProblem(
    (
        LineTask("левая дверь", 6, side=Side.LEFT),
        LineTask("правая дверь", 6, side=Side.RIGHT),
        LineTask("порог слева", 4, side=Side.LEFT),
        LineTask("порог справа", 4, side=Side.RIGHT),
        LineTask("осмотр", 3),
    ),
    ((0, 2), (1, 3), (0, 4), (1, 4)),
    cycle=13,
    two_sided=True,
)


def test_both_sides_of_a_station_work_at_the_same_time() -> None:
    _, line = solved(TWO_SIDED)
    assert (line.workplaces, line.stations) == (2, 1)
    assert line.start_of is not None
    assert line.start_of[4] >= 6


def test_a_task_waits_for_one_on_the_other_side() -> None:
    # Left 6, then right 6, then left 6: the sides cannot work at once, so a cycle of 12 is not enough.
    tasks = tuple(LineTask(f"А{k}", 6, side=Side.RIGHT if k == 1 else Side.LEFT) for k in range(3))
    problem = LineProblem(tasks, ((0, 1), (1, 2)), cycle=18, two_sided=True)
    assert proven(problem) == 2
    assert proven(replace(problem, cycle=12)) == 3


def test_rules_of_stations_hold_on_a_two_sided_line() -> None:
    sew, iron = frozenset({("equipment", "машина")}), frozenset({("equipment", "утюг")})
    tasks = (LineTask("А", 2, sew), LineTask("Б", 2, iron), LineTask("В", 2), LineTask("Г", 2))
    problem = LineProblem(
        tasks,
        cycle=10,
        two_sided=True,
        together=((0, 2),),
        apart=((2, 3),),
        limits=((("equipment", "машина"), 1),),
    )
    _, line = solved(problem)
    assert line.stations == 2


def test_a_two_sided_line_without_answer_is_told_to_be_so() -> None:
    problem = replace(TWO_SIDED, together=((0, 2, 4),), apart=((0, 1),))
    problem = replace(problem, tasks=(*problem.tasks[:4], replace(problem.tasks[4], time=13)))
    assert balance(problem, ENOUGH).status is Status.INFEASIBLE


def long_line(goal: Goal) -> LineProblem:
    """A line longer than CP-SAT takes at once."""
    line = drawn_line(11, 130, longest=20, density=0.03)
    tasks = tuple(
        replace(task, needs=frozenset({("equipment", "машина" if number % 3 else "утюг")}))
        for number, task in enumerate(line.tasks)
    )
    problem = replace(line, tasks=tasks, goal=goal, cycle=40, stations=42, apart=((0, 1), (5, 9)), places=2)
    assert len(tasks) * 30 > WHOLE * 0.9
    return problem


@pytest.mark.parametrize("goal", [Goal.STATIONS, Goal.CYCLE])
def test_a_long_line_is_improved_by_stretches_the_same_on_any_number_of_cores(goal: Goal) -> None:
    problem = long_line(goal)
    seen: list[Incumbent] = []
    options = Options(work_limit=2_000_000, seed=1, on_incumbent=seen.append)
    answer, line = solved(problem, options)
    _, other = solved(problem, replace(options, cores=2))
    assert line == other
    assert seen[0].objective >= (answer.objective or 0)


@pytest.mark.parametrize("two_sided", [False, True])
def test_a_stopped_search_keeps_its_line(two_sided: bool) -> None:  # noqa: FBT001
    problem = replace(long_line(Goal.STATIONS), places=1, two_sided=two_sided)
    answer, _ = solved(problem, Options(time_limit=None, stop=lambda: True))
    assert answer.status is Status.STOPPED
