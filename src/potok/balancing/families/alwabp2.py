"""ALWABP-2: least cycle time of a line with workers of different ability, each at one station."""

from __future__ import annotations

from potok.balancing.bench import Options, Outcome
from potok.balancing.formats.alwabp import alwabp_solution, read_alwabp
from potok.balancing.workers.engine import balance_crew, warm
from potok.balancing.workers.verify import require_right


def run(text: str, options: Options) -> Outcome:
    """Balance the line of a file.

    Raises:
        InvalidDataError: When the file has faults.
        WrongCrewBalanceError: When the checker refuses what the engine found.
    """
    warm()  # loading the kernels belongs to the start of the program, not to the search
    problem = read_alwabp(text)
    answer = balance_crew(problem, options)
    if answer.balance is not None and answer.objective is not None:
        require_right(problem, answer.balance, answer.objective)
    return Outcome(
        "alwabp2",
        options.instance,
        answer.objective,
        answer.bound,
        answer.seconds,
        answer.process_seconds,
        options.seed,
        answer.status,
        None if answer.balance is None else alwabp_solution(answer.balance),
    )
