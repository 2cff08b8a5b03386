"""Files of ALWABP: what is read, what is refused, what the solution file holds."""

import pytest

from potok.balancing.formats.alwabp import alwabp_solution, read_alwabp
from potok.balancing.workers.problem import CrewBalance
from potok.errors import InvalidDataError

TEXT = """3
7 Inf
5 6
inf 4
1 2
2 3
-1 -1
"""


def test_times_abilities_and_order_are_read() -> None:
    problem = read_alwabp(TEXT)
    assert [task.times for task in problem.tasks] == [(7, None), (5, 6), (None, 4)]
    assert problem.precedence == ((0, 1), (1, 2))
    assert [worker.name for worker in problem.workers] == ["1", "2"]


def test_what_follows_the_end_is_not_read() -> None:
    assert read_alwabp(TEXT + "\x1a rest\n") == read_alwabp(TEXT)


@pytest.mark.parametrize(
    ("text", "field", "row"),
    [
        ("", "число операций", None),
        ("x\n", "число операций", 1),
        ("3\n1 2\n", "времена", None),
        ("1\n1 x\n", "времена", 2),
        ("1\n1 -2\n", "времена", 2),
        ("2\n1 2\n3 4\n1\n", "порядок", 4),
        ("2\n1 2\n3 4\n1 3\n", "порядок", 4),
    ],
)
def test_a_wrong_file_is_refused_with_its_place(text: str, field: str, row: int | None) -> None:
    with pytest.raises(InvalidDataError) as refused:
        read_alwabp(text)
    assert [(fault.field, fault.row) for fault in refused.value.problems] == [(field, row)]


def test_the_solution_counts_from_one_and_seats_the_idle_at_the_end() -> None:
    balance = CrewBalance((2, 2, 0), (1, None, 0))
    assert alwabp_solution(balance) == {"station_of_task": [1, 1, 2], "worker_of_station": [3, 1, 2]}
