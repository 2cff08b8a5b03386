"""The one door of line balancing: a problem in, the best line found in the time out.

Importing it loads the compiled kernels: rooms that only may balance import it when they do.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import cast

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
    solve = solve_simple if problem.simple else _practical(problem)
    return solve(problem, options or Options())


def _practical(problem: LineProblem) -> Callable[[LineProblem, Options], Answer]:
    """The engine of a practical line; CP-SAT is loaded only for one."""
    room = "two_sided" if problem.two_sided else "solve"
    found = import_module(f"potok.balancing.practical.{room}")
    return cast(Callable[[LineProblem, Options], Answer], found.solve_practical)


def warm() -> None:
    """Compile and store the kernels, so that the first user does not wait for them."""
    tasks = tuple(LineTask(str(number), 3 + number * 7 % 5) for number in range(12))
    order = tuple((number, number + 4) for number in range(8))
    balance(LineProblem(tasks, order, cycle=11), Options(time_limit=None, work_limit=1))
