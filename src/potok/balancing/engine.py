"""The one door of line balancing: a problem in, the best line found in the time out.

Importing it loads the compiled kernels: rooms that only may balance import it when they do.
"""

from __future__ import annotations

from potok.balancing.balance import Answer
from potok.balancing.bench import Options
from potok.balancing.problem import LineProblem, LineTask
from potok.balancing.simple.solve import solve_simple
from potok.balancing.validation import require_valid


def balance(problem: LineProblem, options: Options | None = None) -> Answer:
    """Balance a line.

    Args:
        problem: The line.
        options: Limits of the search; by default ten seconds on one core.

    Returns:
        The best line found, with what is proven. A run with a limit of work is the same on any machine
        and any number of cores.

    Raises:
        InvalidDataError: When the data of the line have faults.
    """
    require_valid(problem)
    return solve_simple(problem, options or Options())


def warm() -> None:
    """Compile and store the kernels, so that the first user does not wait for them."""
    tasks = tuple(LineTask(str(number), 3 + number * 7 % 5) for number in range(12))
    order = tuple((number, number + 4) for number in range(8))
    balance(LineProblem(tasks, order, cycle=11), Options(time_limit=None, work_limit=1))
