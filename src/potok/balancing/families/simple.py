"""What both families of simple lines do: read, balance, check, tell."""

from __future__ import annotations

from potok.balancing.bench import Options, Outcome
from potok.balancing.engine import balance, warm
from potok.balancing.formats.benchmark import read_benchmark, solution_of
from potok.balancing.problem import Goal
from potok.balancing.verify import require_right


def run_simple(family: str, text: str, options: Options, goal: Goal) -> Outcome:
    """Balance the line of a file for a goal.

    Raises:
        InvalidDataError: When the file or the options have faults.
        WrongBalanceError: When the checker refuses what the engine found.
    """
    warm()  # kernels are read from the disk before the clock of the engine runs
    problem = read_benchmark(text, goal=goal, cycle=options.cycle, stations=options.stations)
    answer = balance(problem, options)
    require_right(problem, answer)
    return Outcome(
        family,
        options.instance,
        answer.objective,
        answer.bound,
        answer.seconds,
        answer.process_seconds,
        options.seed,
        answer.status,
        None if answer.balance is None else solution_of(answer.balance),
    )
