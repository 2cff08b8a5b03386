"""Published shop files are read as they are meant; every fault is named with its line."""

from __future__ import annotations

import pytest

from potok.errors import InvalidDataError
from potok.scheduling.disjunctive.problem import Option, ShopOperation, ShopProblemError
from potok.scheduling.formats.shops import read_flexible_shop, read_job_shop


def test_a_job_shop_is_a_chain_for_every_line_with_machines_from_zero() -> None:
    problem = read_job_shop("2 2\n0 3 1 2\n\n1 2 0 4\n")
    assert problem.machines == 2
    assert [each.options for each in problem.operations] == [
        (Option(0, 3),),
        (Option(1, 2),),
        (Option(1, 2),),
        (Option(0, 4),),
    ]
    assert problem.precedences == ((0, 1), (2, 3))


def test_jobs_of_a_job_shop_may_come_back_to_a_machine_and_have_any_length() -> None:
    problem = read_job_shop("2 2\n0 3 1 2 0 1\n1 2\n")
    assert [each.job for each in problem.operations] == [0, 0, 0, 1]


def test_a_flexible_shop_counts_its_machines_from_one() -> None:
    problem = read_flexible_shop("1 3 1.5\n2 2 1 5 3 4 1 2 6\n")
    assert [each.options for each in problem.operations] == [
        (Option(0, 5), Option(2, 4)),
        (Option(1, 6),),
    ]


def test_assembly_jobs_are_known_by_their_number_of_lines() -> None:
    problem = read_flexible_shop("3 2 2\n0 2\n1 2\n1 0 5\n2 0 4 1 3\n1 1 6\n")
    assert problem.precedences == ((0, 2), (1, 2))
    assert problem.operations[1] == ShopOperation(0, 1, (Option(0, 4), Option(1, 3)))


@pytest.mark.parametrize(
    ("text", "row", "field"),
    [
        ("", 1, "размеры"),
        ("2 x\n", 1, "число станков"),
        ("2 2\n0 3\n", 3, "работа 1"),
        ("1 2\n2 3\n", 2, "станок"),
        ("1 2\n0 -3\n", 2, "длительность"),
        ("1 2\n0 3 1\n", 2, "длительность"),
        ("1 2\n0 3\n1 4\n", 3, "строка"),
    ],
)
def test_a_fault_of_a_job_shop_is_told_with_its_line(text: str, row: int, field: str) -> None:
    with pytest.raises(InvalidDataError) as refused:
        read_job_shop(text)
    (problem,) = refused.value.problems
    assert (problem.row, problem.field) == (row, field)


@pytest.mark.parametrize(
    ("text", "row", "field"),
    [
        ("1 2 1\n1 0\n", 2, "число станков операции"),
        ("1 2 1\n1 1 0 5\n", 2, "станок"),
        ("1 2 1\n1 1 1 5 7\n", 2, "конец строки"),
        ("2 1 1\n0 2\n1 0 1\n1 0 1\n", 2, "позже"),
    ],
)
def test_a_fault_of_a_flexible_shop_is_told_with_its_line(text: str, row: int, field: str) -> None:
    with pytest.raises(InvalidDataError) as refused:
        read_flexible_shop(text)
    (problem,) = refused.value.problems
    assert (problem.row, problem.field) == (row, field)


def test_a_circle_of_precedences_is_refused() -> None:
    with pytest.raises(ShopProblemError, match="круг"):
        read_flexible_shop("2 2 1\n0 1\n1 0\n1 0 1\n1 0 1\n")
