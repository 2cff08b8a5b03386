"""A line whose people differ: every worker needs an own time for a task, or cannot do it at all.

The research calls it ALWABP (assembly line worker assignment and balancing): each station has one
worker, tasks go down the line in their order. On top come the rules of a sheltered workshop: mentors,
quotas, the largest load a person may carry, tasks that share a worker or must not.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class CrewGoal(StrEnum):
    """What is looked for."""

    CYCLE = "cycle"
    """Least cycle time with the given people (ALWABP-2)."""
    WORKERS = "workers"
    """Fewest people of the pool who keep a given cycle time (ALWABP-1)."""


class Nearness(StrEnum):
    """Where a mentor sits."""

    NEXT = "next"
    """At a neighbouring station, before or after, or at the same one."""
    SAME = "same"
    """At the same station: two people share it, each with own tasks within the cycle."""


@dataclass(frozen=True, slots=True)
class CrewTask:
    """One operation.

    Attributes:
        name: How people call it, unique in the line.
        times: Time of each worker in whole units, None where the worker cannot or must not do it.
    """

    name: str
    times: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Worker:
    """A person of the line or of the pool.

    Attributes:
        name: How people call the worker, unique in the line.
        max_load_pct: Largest load in whole percent of the cycle time, 1 … 100.
    """

    name: str
    max_load_pct: int = 100


@dataclass(frozen=True, slots=True)
class Mentorship:
    """A worker who works only near a mentor; numbers are places in `workers`."""

    worker: int
    mentor: int
    nearness: Nearness = Nearness.NEXT


@dataclass(frozen=True, slots=True)
class Quota:
    """At least so many of a group have work on the line.

    Attributes:
        name: What the group is called in messages.
        members: Places in `workers`.
        at_least: How many of them have at least one task.
    """

    name: str
    members: tuple[int, ...]
    at_least: int


@dataclass(frozen=True, slots=True)
class CrewProblem:
    """What the engine solves; numbers of tasks and workers are places in `tasks` and `workers`.

    Attributes:
        tasks: The operations.
        workers: The people given, or the pool to choose from.
        precedence: Pairs (earlier, later): the earlier stands at the same station or before.
        goal: What is looked for.
        cycle: Cycle time in units of the times, for the goal of fewest workers.
        most_workers: How many people may work, None for all of them.
        together: Groups of tasks that one worker does.
        apart: Pairs of tasks that one worker never does both.
        mentorships: Who works only near whom.
        quotas: Groups of which so many have to work.
    """

    tasks: tuple[CrewTask, ...]
    workers: tuple[Worker, ...]
    precedence: tuple[tuple[int, int], ...] = ()
    goal: CrewGoal = CrewGoal.CYCLE
    cycle: int | None = None
    most_workers: int | None = None
    together: tuple[tuple[int, ...], ...] = ()
    apart: tuple[tuple[int, int], ...] = ()
    mentorships: tuple[Mentorship, ...] = ()
    quotas: tuple[Quota, ...] = ()

    @property
    def people(self) -> int:
        """How many people may work at most."""
        return len(self.workers) if self.most_workers is None else min(self.most_workers, len(self.workers))

    def can(self, task: int, worker: int) -> bool:
        """Whether the worker may do the task."""
        return self.tasks[task].times[worker] is not None


@dataclass(frozen=True, slots=True)
class CrewBalance:
    """Who does what and sits where.

    Attributes:
        worker_of_task: The worker of each task.
        station_of_worker: The station of each worker, counted from 0 down the line without gaps; None for
            a worker without tasks.
    """

    worker_of_task: tuple[int, ...]
    station_of_worker: tuple[int | None, ...]

    @property
    def used(self) -> int:
        """How many people work."""
        return len(set(self.worker_of_task))


def loads(problem: CrewProblem, balance: CrewBalance) -> tuple[int, ...]:
    """Work of each worker in units of time; a task that its worker cannot do counts nothing."""
    sums = [0] * len(problem.workers)
    for task, worker in zip(problem.tasks, balance.worker_of_task, strict=True):
        sums[worker] += task.times[worker] or 0
    return tuple(sums)


def cycle_for(load: int, max_load_pct: int) -> int:
    """Least cycle time of which the load is no more than the share."""
    return -(-load * 100 // max_load_pct)


def cycle_of(problem: CrewProblem, balance: CrewBalance) -> int:
    """The cycle time that the balance keeps, with every largest share of load observed."""
    return max(
        cycle_for(load, worker.max_load_pct)
        for load, worker in zip(loads(problem, balance), problem.workers, strict=True)
    )
