"""A line to be balanced: tasks with times, their order, and the rules of its stations.

A simple line has tasks, precedence and a cycle time or a number of stations. The practical features
come on top: needs of a station (specialty, equipment, position), tasks that must or must not share a
station, stations of several like places, and places on both sides of the line.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations


class Goal(StrEnum):
    """What is looked for."""

    STATIONS = "stations"
    """Fewest workplaces for a given cycle time (type 1)."""
    CYCLE = "cycle"
    """Shortest cycle time for a given number of stations (type 2)."""
    EFFICIENCY = "efficiency"
    """Least stations × cycle time, so the least idle share (type E)."""


class Side(StrEnum):
    """Where beside a two-sided line a task is done."""

    LEFT = "left"
    RIGHT = "right"
    EITHER = "either"


@dataclass(frozen=True, slots=True)
class LineTask:
    """One indivisible operation.

    Attributes:
        name: How people call it; unique in the line.
        time: Whole units of time (seconds, say), 0 or more.
        needs: What its station must be, by kind: {("equipment", "оверлок"), ("position", "сидя")}. Tasks
            of one station name no two values of a kind.
        side: Its side on a two-sided line.
        grade: Tariff grade of the work, None where grades do not matter.
    """

    name: str
    time: int
    needs: frozenset[tuple[str, str]] = frozenset()
    side: Side = Side.EITHER
    grade: int | None = None


@dataclass(frozen=True, slots=True)
class LineProblem:
    """What the engine balances; numbers of tasks are places in `tasks`.

    Attributes:
        tasks: The operations.
        precedence: Pairs (earlier, later).
        goal: What is looked for.
        cycle: Cycle time in units of the tasks' times; given for the goal of stations.
        stations: Number of stations for the goal of the cycle; the most stations for the efficiency.
        fewest_stations: The fewest stations that the goal of efficiency may choose.
        places: Most like workplaces of one station (multiplicity K): a station of k places takes work up
            to k cycle times.
        together: Groups of tasks that share a station.
        apart: Pairs of tasks that never share a station.
        limits: Most stations of a value of a kind: (("equipment", "пресс"), 2).
        grade_spread: Most that grades at a station differ, None = any.
        two_sided: Whether a station has a left and a right place that work at the same time.
    """

    tasks: tuple[LineTask, ...]
    precedence: tuple[tuple[int, int], ...] = ()
    goal: Goal = Goal.STATIONS
    cycle: int | None = None
    stations: int | None = None
    fewest_stations: int = 1
    places: int = 1
    together: tuple[tuple[int, ...], ...] = ()
    apart: tuple[tuple[int, int], ...] = ()
    limits: tuple[tuple[tuple[str, str], int], ...] = ()
    grade_spread: int | None = None
    two_sided: bool = False

    @property
    def separate(self) -> tuple[tuple[int, int], ...]:
        """Pairs that never share a station: those told, and tasks whose grades differ too much.

        A spread is a rule of pairs: the lowest and the highest grade of a station are one.
        """
        if self.grade_spread is None:
            return self.apart
        graded = [(place, task.grade) for place, task in enumerate(self.tasks) if task.grade is not None]
        far = (
            (one, other)
            for (one, low), (other, high) in combinations(graded, 2)
            if abs(low - high) > self.grade_spread
        )
        return tuple(dict.fromkeys((*self.apart, *far)))

    @property
    def simple(self) -> bool:
        """Whether there is nothing but times and precedence."""
        plain = self.places == 1 and not self.two_sided
        return plain and not (self.together or self.separate or any(task.needs for task in self.tasks))

    @property
    def total_time(self) -> int:
        """Time of all tasks."""
        return sum(task.time for task in self.tasks)
