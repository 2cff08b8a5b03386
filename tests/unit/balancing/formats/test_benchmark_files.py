import pytest

from potok.balancing.balance import Balance
from potok.balancing.formats.benchmark import read_benchmark, solution_of
from potok.balancing.problem import Goal
from potok.errors import InvalidDataError

SCHOLL = "3\n4\n5\n6\n1,2\n2,3\n-1,-1\n\x1a rest that no reader minds\n"
OTTO = """<number of tasks>
3
<cycle time>
10
<order strength>
0,268
<task times>
1 4
2 5
3 6
<precedence relations>
1,2
2,3
<end>
"""


@pytest.mark.parametrize("text", [SCHOLL, OTTO, OTTO.replace("\n", "\r\n\r\n")])
def test_both_files_tell_the_same_line(text: str) -> None:
    problem = read_benchmark(text, goal=Goal.STATIONS, cycle=12)
    assert [task.time for task in problem.tasks] == [4, 5, 6]
    assert problem.precedence == ((0, 1), (1, 2))
    assert problem.cycle == 12


def test_the_cycle_of_the_file_holds_when_none_is_given() -> None:
    assert read_benchmark(OTTO, goal=Goal.STATIONS).cycle == 10


@pytest.mark.parametrize(
    ("text", "row", "field"),
    [
        ("", None, "n"),
        ("drei\n", 1, "n"),
        ("3\n4\n5\n", None, "t"),
        ("2\n4\n-5\n", 3, "t"),
        ("2\n4\n5\n1;2\n", 4, "i,j"),
        (OTTO.replace("<task times>", "<times>"), None, "<task times>"),
        (OTTO.replace("2 5", "2 x"), 9, "<task times>"),
        (OTTO.replace("2 5", "1 5"), 9, "<task times>"),
        (OTTO.replace("3 6\n", ""), None, "<task times>"),
        (OTTO.replace("2,3", "2 3"), 13, "<precedence relations>"),
    ],
)
def test_a_bad_file_is_refused_with_its_row_and_field(text: str, row: int | None, field: str) -> None:
    with pytest.raises(InvalidDataError) as refusal:
        read_benchmark(text, goal=Goal.STATIONS, cycle=12)
    (fault,) = refusal.value.problems
    assert (fault.row, fault.field) == (row, field)


def test_the_solution_file_counts_stations_from_one() -> None:
    assert solution_of(Balance(10, (0, 1, 1), (1, 1))) == {"station_of_task": [1, 2, 2]}
