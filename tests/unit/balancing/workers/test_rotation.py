"""Rotation over intervals: the largest strain of a person is as small as can be."""

from dataclasses import replace
from itertools import pairwise

import pytest

from builders.crews import crew, drawn_crew
from potok.balancing.bench import Options, Status
from potok.balancing.workers.problem import CrewBalance, CrewGoal, Mentorship
from potok.balancing.workers.rotation import Rotation, RotationProblem, rotate, strain_of
from potok.balancing.workers.verify import faults
from potok.errors import InvalidDataError

LONG = Options(time_limit=600.0)
#: One hard and one easy operation, two people who can do both.
PAIR = crew([[5, 5], [5, 5]], [(0, 1)], goal=CrewGoal.WORKERS, cycle=5)


def rotated(problem: RotationProblem, options: Options = LONG) -> Rotation:
    rotation = rotate(problem, options)
    assert rotation.largest == max(rotation.strain)
    assert rotation.strain == strain_of(problem, rotation.balances)
    assert len(rotation.balances) == problem.intervals
    for balance in rotation.balances:
        assert faults(problem.line, balance, balance.used) == []
    return rotation


def test_without_rotation_one_person_bears_all_the_strain() -> None:
    assert rotated(RotationProblem(PAIR, (10, 0), 1)).largest == 10


def test_people_change_places_so_that_each_bears_half() -> None:
    rotation = rotated(RotationProblem(PAIR, (10, 0), 2))
    assert (rotation.largest, rotation.bound, rotation.status) == (10, 10, Status.OPTIMAL)
    assert rotated(RotationProblem(PAIR, (10, 0), 4)).strain == (20, 20)


def test_people_change_places_no_more_often_than_they_have_to() -> None:
    hands = [balance.worker_of_task for balance in rotated(RotationProblem(PAIR, (10, 0), 4)).balances]
    assert sum(before != after for before, after in pairwise(hands)) == 1


def test_who_cannot_do_the_hard_operation_does_not_rotate() -> None:
    line = crew([[5, None], [5, 5]], [(0, 1)], goal=CrewGoal.WORKERS, cycle=5)
    assert rotated(RotationProblem(line, (10, 1), 2)).strain == (20, 2)


def test_places_that_stay_keep_their_operations() -> None:
    line = crew(
        [[2, 2, 2], [2, 2, 2], [3, 3, 3], [4, 4, 4]], [(0, 1), (1, 2), (2, 3)], goal=CrewGoal.WORKERS, cycle=4
    )
    places = CrewBalance((0, 0, 1, 2), (0, 1, 2))
    rotation = rotated(RotationProblem(line, (1, 1, 5, 0), 3, places))
    assert rotation.largest == 7
    for balance in rotation.balances:
        stations = [balance.station_of_worker[worker] for worker in balance.worker_of_task]
        assert stations == [0, 0, 1, 2]


def test_the_rules_of_the_line_hold_in_every_interval() -> None:
    line = replace(
        drawn_crew(5, 7, 3, goal=CrewGoal.WORKERS, cycle=40), mentorships=(Mentorship(2, 0),), apart=((0, 1),)
    )
    rotation = rotated(RotationProblem(line, (3, 1, 4, 1, 5, 9, 2), 3))
    assert len(rotation.balances) == 3
    assert all(balance.worker_of_task[0] != balance.worker_of_task[1] for balance in rotation.balances)


def test_a_cycle_that_nobody_keeps_is_impossible() -> None:
    line = crew([[5, 5], [5, 5], [5, 5]], goal=CrewGoal.WORKERS, cycle=5)
    assert rotate(RotationProblem(line, (1, 1, 1), 2), LONG).status is Status.INFEASIBLE


def test_a_stopped_rotation_tells_so() -> None:
    line = drawn_crew(5, 30, 6, goal=CrewGoal.WORKERS, cycle=60)
    strain = tuple(number % 7 for number in range(30))
    stopped = rotate(RotationProblem(line, strain, 6), Options(time_limit=600.0, stop=lambda: True))
    assert stopped.status in {Status.UNKNOWN, Status.STOPPED}


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"intervals": 0}, "intervals"), ({"strain": (1,)}, "strain"), ({"strain": (1, -1)}, "strain")],
)
def test_faults_of_a_rotation_are_refused(changes: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidDataError) as refused:
        rotate(replace(RotationProblem(PAIR, (10, 0), 2), **changes), LONG)
    assert [fault.field for fault in refused.value.problems] == [field]


def test_a_line_without_a_cycle_is_not_rotated() -> None:
    line = replace(PAIR, goal=CrewGoal.CYCLE, cycle=None)
    with pytest.raises(InvalidDataError):
        rotate(RotationProblem(line, (10, 0), 2), LONG)
