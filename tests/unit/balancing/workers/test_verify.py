"""The checker of lines of people, proved by sabotage: each rule broken once."""

from dataclasses import replace

import pytest

from builders.crews import crew
from potok.balancing.workers.problem import (
    CrewBalance,
    CrewGoal,
    CrewProblem,
    Mentorship,
    Nearness,
    Quota,
)
from potok.balancing.workers.verify import CrewRule, WrongCrewBalanceError, faults, require_right

LINE = crew(
    [[4, None, 9], [5, 5, 9], [6, 6, 2], [9, 3, 3]],
    [(0, 1), (1, 2), (2, 3)],
    together=((0, 1),),
    apart=((1, 2),),
    mentorships=(Mentorship(2, 0),),
    quotas=(Quota("все", (0, 1, 2), 3),),
    max_load_pct=[100, 100, 50],
)
RIGHT = CrewBalance((0, 0, 2, 1), (0, 2, 1))


def rules(problem: CrewProblem, balance: CrewBalance, objective: int) -> set[CrewRule]:
    return {fault.rule for fault in faults(problem, balance, objective)}


def test_a_right_line_has_no_faults() -> None:
    assert faults(LINE, RIGHT, 9) == []


@pytest.mark.parametrize(
    ("balance", "objective", "rule"),
    [
        (CrewBalance((0, 0, 2), (0, 2, 1)), 9, CrewRule.SHAPE),
        (CrewBalance((0, 0, 2, 3), (0, 2, 1)), 9, CrewRule.SHAPE),
        (CrewBalance((0, 0, 2, 1), (0, 2)), 9, CrewRule.SHAPE),
        (CrewBalance((1, 1, 2, 0), (2, 0, 1)), 9, CrewRule.ABILITY),
        (CrewBalance((0, 0, 2, 1), (0, None, 1)), 9, CrewRule.STATION),
        (CrewBalance((0, 0, 2, 1), (0, 3, 1)), 9, CrewRule.STATION),  # a gap
        (CrewBalance((0, 0, 2, 1), (0, 1, 1)), 9, CrewRule.STATION),  # two people at one station
        (CrewBalance((0, 0, 2, 1), (1, 2, 0)), 9, CrewRule.PRECEDENCE),
        (RIGHT, 8, CrewRule.LOAD),
        (RIGHT, 10, CrewRule.OBJECTIVE),
        (CrewBalance((0, 1, 2, 1), (0, 2, 1)), 8, CrewRule.TOGETHER),
        (CrewBalance((0, 0, 0, 1), (0, 1, None)), 15, CrewRule.APART),
        (CrewBalance((0, 0, 1, 2), (0, 1, 2)), 9, CrewRule.MENTOR),
        (CrewBalance((0, 0, 1, 1), (0, 1, None)), 9, CrewRule.QUOTA),
    ],
)
def test_a_broken_rule_is_named(balance: CrewBalance, objective: int, rule: CrewRule) -> None:
    assert rule in rules(LINE, balance, objective)


def test_a_load_above_the_share_of_a_person_is_named() -> None:
    tired = replace(LINE, workers=(*LINE.workers[:2], replace(LINE.workers[2], max_load_pct=20)))
    assert rules(tired, RIGHT, 9) == {CrewRule.LOAD}


def test_more_people_than_may_work_are_named() -> None:
    assert rules(replace(LINE, most_workers=2), RIGHT, 9) == {CrewRule.PEOPLE}


def test_a_wrong_number_of_people_is_named() -> None:
    pool = replace(LINE, goal=CrewGoal.WORKERS, cycle=9)
    assert faults(pool, RIGHT, 3) == []
    assert rules(pool, RIGHT, 2) == {CrewRule.OBJECTIVE}


def test_a_mentor_of_the_same_station_must_be_there() -> None:
    pair = replace(LINE, mentorships=(Mentorship(2, 0, Nearness.SAME),), precedence=((0, 1), (2, 3)))
    assert rules(pair, RIGHT, 9) == {CrewRule.MENTOR}
    assert faults(pair, CrewBalance((0, 0, 2, 1), (0, 1, 0)), 9) == []


def test_a_mentor_must_work_when_the_worker_does() -> None:
    alone = replace(LINE, quotas=(), apart=(), together=())
    assert CrewRule.MENTOR in rules(alone, CrewBalance((2, 1, 2, 1), (None, 0, 0)), 22) | rules(
        alone, CrewBalance((2, 2, 2, 2), (None, None, 0)), 46
    )


def test_a_wrong_line_is_refused_with_its_faults() -> None:
    with pytest.raises(WrongCrewBalanceError, match="занятость"):
        require_right(LINE, RIGHT, 8)
