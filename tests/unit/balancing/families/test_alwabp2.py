"""The family alwabp2: a file in, an outcome with the solution out."""

from potok.balancing.bench import Options, Status
from potok.balancing.families import family

TEXT = "3\n7 Inf\n5 6\nInf 4\n1 2\n2 3\n-1 -1\n"


def test_a_file_is_solved_and_its_solution_counts_from_one() -> None:
    outcome = family("alwabp2").run(TEXT, Options(instance="tiny", time_limit=60.0))
    assert outcome.status is Status.OPTIMAL
    assert (outcome.family, outcome.instance, outcome.objective, outcome.bound) == ("alwabp2", "tiny", 10, 10)
    assert outcome.solution == {"station_of_task": [1, 2, 2], "worker_of_station": [1, 2]}


def test_an_impossible_line_has_no_solution() -> None:
    outcome = family("alwabp2").run("3\n1 Inf\nInf 1\n1 Inf\n1 2\n2 3\n-1 -1\n", Options(time_limit=60.0))
    assert (outcome.status, outcome.objective, outcome.solution) == (Status.INFEASIBLE, None, None)
