"""Patterson's files are read as they are meant; every fault is named with its line."""

from __future__ import annotations

import pytest

from potok.errors import InvalidDataError
from potok.scheduling.formats.projects import read_project
from potok.scheduling.projects.problem import Activity, ProjectError

GOOD = "3 2\n4 5\n0 0 0 2 2 3\n3 2 1 1 3\n0 0 0 0\n"


def test_a_project_is_read_with_successors_from_zero() -> None:
    problem = read_project(GOOD)
    assert problem.capacities == (4, 5)
    assert problem.activities == (
        Activity(0, (0, 0), (1, 2)),
        Activity(3, (2, 1), (2,)),
        Activity(0, (0, 0), ()),
    )


@pytest.mark.parametrize(
    ("old", "new", "row", "field"),
    [
        ("4 5", "4", 2, "запас"),
        ("3 2 1 1 3", "3 2 1 1 4", 4, "последующая"),
        ("3 2 1 1 3", "3 2 1 2 3", 4, "последующая"),
        ("0 0 0 2 2 3", "0 0 0 2 3 3", 3, "последующая"),
        ("3 2 1 1 3", "3 2 1 1 3 9", 4, "конец строки"),
        ("0 0 0 0\n", "", 5, "работа 3"),
    ],
)
def test_a_fault_is_told_with_its_line(old: str, new: str, row: int, field: str) -> None:
    with pytest.raises(InvalidDataError) as refused:
        read_project(GOOD.replace(old, new))
    (problem,) = refused.value.problems
    assert (problem.row, problem.field) == (row, field)


def test_a_demand_above_the_capacity_is_refused() -> None:
    with pytest.raises(ProjectError, match="требует 9 ресурса 0"):
        read_project(GOOD.replace("3 2 1 1 3", "3 9 1 1 3"))


def test_a_circle_is_refused() -> None:
    with pytest.raises(ProjectError, match="круг"):
        read_project(GOOD.replace("0 0 0 0\n", "0 0 0 1 2\n"))
