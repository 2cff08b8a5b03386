"""Small lines for tests, written by hand or drawn by chance, and the truth about them by brute force."""

from __future__ import annotations

import random

from potok.balancing.problem import Goal, LineProblem, LineTask

#: Jackson's line of eleven tasks, as every textbook prints it.
JACKSON_TIMES = (6, 2, 5, 7, 1, 2, 3, 6, 5, 5, 4)
JACKSON_ORDER = (
    (1, 2), (1, 3), (1, 4), (1, 5), (2, 6), (3, 7), (4, 7), (5, 7), (6, 8), (7, 9), (8, 10), (9, 11),
    (10, 11),
)  # fmt: skip


def simple_line(
    times: tuple[int, ...],
    order: tuple[tuple[int, int], ...] = (),
    *,
    goal: Goal = Goal.STATIONS,
    cycle: int | None = None,
    stations: int | None = None,
) -> LineProblem:
    """A line of tasks А1, А2 …; `order` counts tasks from 1."""
    tasks = tuple(LineTask(f"А{number}", time) for number, time in enumerate(times, start=1))
    precedence = tuple((early - 1, late - 1) for early, late in order)
    return LineProblem(tasks, precedence, goal, cycle, stations)


def jackson(cycle: int) -> LineProblem:
    """Jackson's line."""
    return simple_line(JACKSON_TIMES, JACKSON_ORDER, cycle=cycle)


def drawn_line(seed: int, size: int, *, longest: int = 10, density: float = 0.2) -> LineProblem:
    """A line drawn by chance, to be given a goal; always the same for the same arguments."""
    chance = random.Random(f"{seed}/{size}")
    times = tuple(chance.randint(1, longest) for _ in range(size))
    order = tuple(
        (early, late)
        for early in range(1, size + 1)
        for late in range(early + 1, size + 1)
        if chance.random() < density
    )
    return simple_line(times, order, cycle=longest)


def fewest_stations(problem: LineProblem, cycle: int) -> int:
    """The truth for a small simple line: the least stations over all sets that fill whole stations."""
    size = len(problem.tasks)
    before = [0] * size
    for early, late in problem.precedence:
        before[late] |= 1 << early
    # (stations, time in the last) of the best way to place each set of tasks, task by task.
    best = {0: (1, 0)}
    for placed in range(1 << size):
        if placed not in best:
            continue
        stations, used = best[placed]
        for task in range(size):
            if placed >> task & 1 or before[task] & ~placed:
                continue
            time = problem.tasks[task].time
            reached = (stations, used + time) if used + time <= cycle else (stations + 1, time)
            more = placed | 1 << task
            best[more] = min(best.get(more, reached), reached)
    return best[(1 << size) - 1][0]


def shortest_cycle(problem: LineProblem, stations: int) -> int:
    """The truth for a small simple line and a number of stations."""
    longest = max(task.time for task in problem.tasks)
    return next(
        cycle
        for cycle in range(max(1, longest), problem.total_time + 1)
        if fewest_stations(problem, cycle) <= stations
    )
