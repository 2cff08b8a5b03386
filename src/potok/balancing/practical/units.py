"""A practical line in units: tasks that share a station in any case are one piece of work."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from potok.balancing.balance import Balance
from potok.balancing.grouping import units_of
from potok.balancing.problem import LineProblem

#: A kind and its value: ("equipment", "пресс").
Need = tuple[str, str]


@dataclass(frozen=True)
class Units:
    """A line, or a stretch of it, as the practical engine sees it.

    Attributes:
        times: Time of each unit.
        order: Pairs of units (earlier, later).
        needs: What each unit's station must be.
        apart: Pairs of units that share no station.
        limits: Most stations of a value.
        places: Most like places of a station.
    """

    times: tuple[int, ...]
    order: tuple[tuple[int, int], ...]
    needs: tuple[frozenset[Need], ...]
    apart: frozenset[tuple[int, int]]
    limits: dict[Need, int]
    places: int

    @cached_property
    def before(self) -> tuple[frozenset[int], ...]:
        """Direct predecessors of each unit."""
        rows: list[set[int]] = [set() for _ in self.times]
        for early, late in self.order:
            rows[late].add(early)
        return tuple(map(frozenset, rows))

    @cached_property
    def behind(self) -> tuple[int, ...]:
        """Positional weight of each unit: its time and that of all that follows."""
        after: list[set[int]] = [set() for _ in self.times]
        left = [len(row) for row in self.before]
        ready = [unit for unit, count in enumerate(left) if not count]
        for unit in ready:  # grows while it is read
            for other, row in enumerate(self.before):
                if unit in row:
                    left[other] -= 1
                    if not left[other]:
                        ready.append(other)
        for unit in reversed(ready):
            for early in self.before[unit]:
                after[early] |= after[unit] | {unit}
        return tuple(
            time + sum(self.times[late] for late in row) for time, row in zip(self.times, after, strict=True)
        )

    def values(self, members: Iterable[int]) -> dict[str, set[str]]:
        """Values of each kind that some units need."""
        found: dict[str, set[str]] = {}
        for kind, value in (need for unit in members for need in self.needs[unit]):
            found.setdefault(kind, set()).add(value)
        return found

    def stretch(self, members: Sequence[int], taken: dict[Need, int]) -> Units:
        """The line of some units alone, numbered as given, with `taken` stations of a value elsewhere."""
        number = {unit: place for place, unit in enumerate(members)}

        def inside(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
            return [(number[a], number[b]) for a, b in pairs if a in number and b in number]

        return replace(
            self,
            times=tuple(self.times[unit] for unit in members),
            order=tuple(inside(self.order)),
            needs=tuple(self.needs[unit] for unit in members),
            apart=frozenset(inside(self.apart)),
            limits={need: most - taken.get(need, 0) for need, most in self.limits.items()},
        )


def units_of_line(problem: LineProblem) -> tuple[Units, list[int]]:
    """The units of a line, and the unit of each of its tasks."""
    unit = units_of(problem)
    size = max(unit) + 1
    times = [0] * size
    needs: list[frozenset[Need]] = [frozenset()] * size
    for task, number in zip(problem.tasks, unit, strict=True):
        times[number] += task.time
        needs[number] |= task.needs
    order = {(unit[early], unit[late]) for early, late in problem.precedence if unit[early] != unit[late]}
    apart = frozenset((unit[one], unit[other]) for one, other in problem.separate)
    limits: dict[Need, int] = {}
    for need, most in problem.limits:
        limits[need] = min(most, limits.get(need, most))
    return Units(tuple(times), tuple(sorted(order)), tuple(needs), apart, limits, problem.places), unit


@dataclass(frozen=True)
class Stations:
    """A line of units: the members of each station and its like places."""

    members: tuple[tuple[int, ...], ...]
    places: tuple[int, ...]

    @property
    def workplaces(self) -> int:
        """Places of all stations."""
        return sum(self.places)

    def cycle(self, units: Units) -> int:
        """The least cycle time the line keeps."""
        loads = (sum(units.times[unit] for unit in row) for row in self.members)
        return max(1, *(-(-load // count) for load, count in zip(loads, self.places, strict=True)))

    def balance(self, unit: Sequence[int], cycle: int) -> Balance:
        """The line in tasks."""
        station = {number: place for place, row in enumerate(self.members) for number in row}
        return Balance(cycle, tuple(station[number] for number in unit), self.places)
