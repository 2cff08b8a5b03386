"""Small lines of people with different abilities, and every line of them by brute force."""

import random
from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations, product

from potok.balancing.workers.problem import (
    CrewBalance,
    CrewGoal,
    CrewProblem,
    CrewTask,
    Mentorship,
    Nearness,
    Quota,
    Worker,
    cycle_of,
)
from potok.balancing.workers.verify import faults


def crew(times: list[list[int | None]], order: list[tuple[int, int]] = [], **rules) -> CrewProblem:  # noqa: ANN003, B006
    """A line of named people; `max_load_pct` may list their largest loads."""
    people = len(times[0])
    limits = rules.pop("max_load_pct", [100] * people)
    names = [
        "Иванова",
        "Петрова",
        "Сидоров",
        "Кузнецов",
        *(f"Рабочий {number}" for number in range(5, people + 1)),
    ]
    return CrewProblem(
        tuple(CrewTask(str(number), tuple(row)) for number, row in enumerate(times, start=1)),
        tuple(Worker(names[number], limits[number]) for number in range(people)),
        tuple(order),
        **rules,
    )


def drawn_crew(seed: int, tasks: int, people: int, **rules) -> CrewProblem:  # noqa: ANN003
    """A random line: everybody able to do about four of five tasks, somebody every one."""
    chance = random.Random(seed)
    times: list[list[int | None]] = [
        [chance.randint(1, 12) if chance.random() < 0.8 else None for _ in range(people)]
        for _ in range(tasks)
    ]
    for row in times:
        if all(time is None for time in row):
            row[chance.randrange(people)] = 5
    order = [
        (one, other) for one in range(tasks) for other in range(one + 1, tasks) if chance.random() < 0.25
    ]
    return crew(times, order, **rules)


def paired(problem: CrewProblem) -> CrewProblem:
    """The line with two learners, the one beside a mentor, the other at the mentor's own station.

    Two operations are never one worker's, and of the last two people at least one works.
    """
    people = len(problem.workers)
    return replace(
        problem,
        apart=((0, len(problem.tasks) // 2),),
        mentorships=(Mentorship(0, people - 1), Mentorship(1, 2, Nearness.SAME)),
        quotas=(Quota("бригада", (people - 2, people - 1), 1),),
    )


def every_line(problem: CrewProblem) -> Iterator[CrewBalance]:
    """All lines of a tiny problem, right or wrong; named pairs share a station in each of them."""
    people = range(len(problem.workers))
    shared = [(pair.mentor, pair.worker) for pair in problem.mentorships if pair.nearness is Nearness.SAME]
    for worker_of in product(people, repeat=len(problem.tasks)):
        working = sorted(set(worker_of))
        for sequence in permutations(working):
            station_of: list[int | None] = [None] * len(people)
            station = 0
            for worker in sequence:
                if station_of[worker] is not None:
                    continue
                station_of[worker] = station
                for pair in shared:
                    if worker in pair and set(pair) <= set(working):
                        station_of[pair[0]] = station_of[pair[1]] = station
                station += 1
            yield CrewBalance(worker_of, tuple(station_of))


def value_of(problem: CrewProblem, line: CrewBalance) -> int:
    """What the goal counts."""
    return cycle_of(problem, line) if problem.goal is CrewGoal.CYCLE else line.used


def brute_force(problem: CrewProblem) -> int | None:
    """The best value of a tiny problem, None when it has no right line."""
    values = (
        value_of(problem, line)
        for line in every_line(problem)
        if None not in [problem.tasks[t].times[w] for t, w in enumerate(line.worker_of_task)]
        and not faults(problem, line, value_of(problem, line))
    )
    return min(values, default=None)
