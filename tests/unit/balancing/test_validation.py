from dataclasses import replace

import pytest

from builders.balancing import jackson, simple_line
from potok.balancing.engine import balance
from potok.balancing.problem import Goal, LineProblem, LineTask, Side
from potok.balancing.validation import cycle_of_precedence, faults_of
from potok.errors import InvalidDataError


def fields(problem: LineProblem) -> list[str]:
    return [fault.field for fault in faults_of(problem)]


def test_a_right_line_has_no_faults() -> None:
    assert not list(faults_of(jackson(10)))


def test_a_line_without_tasks_is_refused() -> None:
    assert fields(LineProblem(())) == ["tasks"]


def test_every_fault_is_told_at_once() -> None:
    tasks = (LineTask("", -1), LineTask("А", 30), LineTask("А", 3, side=Side.LEFT))
    problem = LineProblem(tasks, ((0, 0), (1, 7)), cycle=20, places=1, apart=((0, 5),))
    with pytest.raises(InvalidDataError) as refusal:
        balance(problem)
    assert {problem.field for problem in refusal.value.problems} == {
        "tasks[0].name",
        "tasks[0].time",
        "tasks[1].name",
        "tasks[2].name",
        "tasks[2].side",
        "tasks[1].time",
        "precedence[0]",
        "precedence[1]",
        "apart[0]",
    }


def test_a_task_longer_than_the_cycle_is_named_with_the_most_it_may_take() -> None:
    (fault,) = faults_of(simple_line((5, 25), cycle=12))
    assert fault.sentence() == (
        "Линия, поле tasks[1].time: «25», ожидается: не больше 12 (такт 12 × кратность 1): «А2»"
    )


def test_like_places_make_room_for_a_task_longer_than_the_cycle() -> None:
    problem = replace(simple_line((5, 25), cycle=12), places=3)
    assert not list(faults_of(problem))


def test_a_ring_of_the_precedence_is_shown_task_by_task() -> None:
    problem = simple_line((1, 1, 1, 1), ((1, 2), (2, 3), (3, 2), (3, 4)), cycle=5)
    (fault,) = faults_of(problem)
    assert (fault.field, fault.value) == ("precedence", "А2 → А3 → А2")


def test_what_hangs_on_a_ring_is_no_part_of_it() -> None:
    assert cycle_of_precedence(4, ((0, 1), (1, 0), (1, 2), (2, 3))) in ([0, 1], [1, 0])
    assert cycle_of_precedence(3, ((0, 1), (1, 2))) == []


@pytest.mark.parametrize(
    ("goal", "given", "field"),
    [
        (Goal.STATIONS, {}, "cycle"),
        (Goal.STATIONS, {"cycle": 0}, "cycle"),
        (Goal.CYCLE, {}, "stations"),
        (Goal.CYCLE, {"stations": 0}, "stations"),
        (Goal.EFFICIENCY, {"stations": 3, "fewest_stations": 4}, "fewest_stations"),
        (Goal.STATIONS, {"cycle": 9, "places": 0}, "places"),
        (Goal.STATIONS, {"cycle": 9, "places": 2, "two_sided": True}, "places"),
        (Goal.CYCLE, {"stations": 2, "two_sided": True}, "goal"),
    ],
)
def test_the_goal_needs_its_numbers(goal: Goal, given: dict[str, int], field: str) -> None:
    assert fields(replace(simple_line((3, 4)), goal=goal, **given)) == [field]


def test_what_stands_between_tasks_of_a_group_belongs_to_it() -> None:
    problem = replace(simple_line((4, 4, 4), ((1, 2), (2, 3)), cycle=10), together=((0, 2),))
    (fault,) = faults_of(problem)
    assert (fault.field, fault.value, fault.code) == ("together", "А1, А2, А3", "too_long")


def test_a_group_must_be_able_to_share_a_station() -> None:
    sew, iron = frozenset({("equipment", "машина")}), frozenset({("equipment", "утюг")})
    tasks = (LineTask("А", 6, sew), LineTask("Б", 6, iron))
    problem = LineProblem(tasks, cycle=10, together=((0, 1),), apart=((0, 1),))
    assert [(fault.field, fault.code) for fault in faults_of(problem)] == [
        ("apart[0]", "conflict"),
        ("together", "conflict"),
        ("together", "too_long"),
    ]


def test_a_task_names_one_value_of_a_kind() -> None:
    needs = frozenset({("equipment", "машина"), ("equipment", "утюг")})
    assert fields(LineProblem((LineTask("А", 6, needs),), cycle=10)) == ["tasks[0].needs"]
