"""Faults of a line of people: all at once, each with its field."""

from dataclasses import replace

import pytest

from builders.crews import crew
from potok.balancing.workers.problem import CrewGoal, CrewProblem, Mentorship, Quota, Worker
from potok.balancing.workers.validation import require_valid
from potok.errors import InvalidDataError

LINE = crew([[4, None], [5, 5], [6, 6]], [(0, 1)])


def fields(problem: CrewProblem) -> list[str]:
    with pytest.raises(InvalidDataError) as refused:
        require_valid(problem)
    return [fault.field for fault in refused.value.problems]


def test_a_right_line_passes() -> None:
    require_valid(LINE)
    require_valid(replace(LINE, goal=CrewGoal.WORKERS, cycle=6, quotas=(Quota("все", (0, 1), 2),)))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"tasks": ()}, "tasks"),
        ({"tasks": (replace(LINE.tasks[0], times=(4,)), *LINE.tasks[1:])}, "tasks[0].times"),
        ({"workers": (LINE.workers[0], LINE.workers[0])}, "workers.name"),
        ({"workers": (LINE.workers[0], Worker(""))}, "workers.name"),
        ({"workers": (LINE.workers[0], Worker("Петрова", 0))}, "workers[1].max_load_pct"),
        ({"tasks": (replace(LINE.tasks[0], times=(None, None)), *LINE.tasks[1:])}, "tasks[0].times"),
        ({"tasks": (replace(LINE.tasks[0], times=(-1, 2)), *LINE.tasks[1:])}, "tasks[0].times, Иванова"),
        ({"precedence": ((0, 3),)}, "precedence[0]"),
        ({"precedence": ((0, 1), (1, 2), (2, 0))}, "precedence"),
        ({"together": ((0, 0),)}, "together[0]"),
        ({"together": ((1, 2),), "apart": ((2, 1),)}, "together[0]"),
        ({"apart": ((0, 9),)}, "apart[0]"),
        ({"mentorships": (Mentorship(0, 0),)}, "mentorships[0]"),
        ({"quotas": (Quota("все", (0, 1), 3),)}, "quotas[0].at_least"),
        ({"most_workers": 0}, "most_workers"),
        ({"cycle": 5}, "cycle"),
        ({"goal": CrewGoal.WORKERS}, "cycle"),
        ({"goal": CrewGoal.WORKERS, "cycle": 5}, "tasks[2].times"),
    ],
)
def test_a_fault_names_its_field(changes: dict[str, object], field: str) -> None:
    assert fields(replace(LINE, **changes)) == [field]


def test_tasks_together_need_somebody_who_can_do_all() -> None:
    assert fields(crew([[4, None], [None, 5]], together=((0, 1),))) == ["together[0]"]


def test_all_faults_are_told_at_once() -> None:
    wrong = replace(LINE, most_workers=0, cycle=5, precedence=((0, 7),), apart=((1, 1),))
    assert fields(wrong) == ["cycle", "most_workers", "precedence[0]", "apart[0]"]
