from dataclasses import replace

from builders.balancing import simple_line
from potok.balancing.grouping import units_of


def test_groups_that_share_a_task_are_one_unit() -> None:
    problem = replace(simple_line((1,) * 5, cycle=9), together=((0, 1), (3, 4), (1, 3)))
    assert units_of(problem) == [0, 0, 1, 0, 0]


def test_tasks_between_two_of_a_group_join_it_and_those_after_do_not() -> None:
    problem = replace(simple_line((1,) * 5, ((1, 2), (2, 3), (3, 4), (5, 1)), cycle=9), together=((0, 2),))
    assert units_of(problem) == [0, 0, 0, 1, 2]


def test_without_groups_every_task_is_a_unit() -> None:
    assert units_of(simple_line((1, 1, 1), ((3, 1),), cycle=9)) == [0, 1, 2]
