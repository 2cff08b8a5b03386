"""The search for a practical line on one side: a start by rule, then CP-SAT on the whole or on stretches."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable

from potok.balancing.bench import Options
from potok.balancing.budget import Budget
from potok.balancing.practical.construct import build
from potok.balancing.practical.cpsat import Limits
from potok.balancing.practical.model import StationModel
from potok.balancing.practical.units import Need, Stations, Units

#: Lines built by rule before CP-SAT begins.
BUILDS = 20
#: Most units × stations that CP-SAT takes at once; longer lines go by stretches.
WHOLE, STRETCH = 4000, 600
#: Seconds for a stretch.
STRETCH_SECONDS = 3.0
#: Work that counts as a second of CP-SAT.
WORK_A_SECOND = 1_000_000

#: Hears objective and bound of every better line.
Told = Callable[[int, int], None]


class Hunt:
    """Looks for lines of some units until the budget is spent.

    Attributes:
        line: The best line, None while none is known.
        bound: What is proven of the objective.
        proven: Whether the line is proven to be the best, or that there is none.
    """

    def __init__(self, units: Units, budget: Budget, options: Options) -> None:
        self.units = units
        self.line: Stations | None = None
        self.bound = 0
        self.proven = False
        self._budget = budget
        self._options = options
        self._chance = random.Random(options.seed)

    def fewest(self, cycle: int, bound: int, told: Told) -> None:
        """Fewest workplaces for a cycle time; `bound` of them are needed in any case."""
        self.bound = bound
        for number in range(BUILDS):
            line = build(self.units, cycle, self._chance, shaken=number > 0)
            if line is not None and (self.line is None or line.workplaces < self.line.workplaces):
                self.line = line
                told(line.workplaces, self.bound)
            if self._settled(None if self.line is None else self.line.workplaces):
                return
        if self.line is None or self._fits(self.line):
            slots = len(self.units.times) if self.line is None else len(self.line.members)
            model = StationModel(self.units, slots)
            model.fewest_workplaces(cycle)
            self._solve(model, told, lambda line: line.workplaces)
            return
        while not self._budget.over() and not self._settled(self.line.workplaces):
            self._shorten_stretch(cycle, told)

    def shortest(self, workplaces: int, bound: int, told: Told) -> None:
        """Shortest cycle time of so many workplaces, `bound` at least."""
        self.bound = bound
        self._start_cycle(workplaces, told)
        if self._settled(None if self.line is None else self.line.cycle(self.units)):
            return
        below = 1 + (sum(self.units.times) if self.line is None else self.line.cycle(self.units))
        slots = min(workplaces, len(self.units.times))
        if self.line is None or len(self.units.times) * slots <= WHOLE:
            model = StationModel(self.units, slots)
            model.shortest_cycle(workplaces, below)
            self._solve(model, told, lambda line: line.cycle(self.units))
            return
        while not self._budget.over() and not self._settled(self.line.cycle(self.units)):
            self._ease_stretch(told)

    def _start_cycle(self, workplaces: int, told: Told) -> None:
        """The shortest cycle time at which a line built by rule has no more than the workplaces."""
        low, high = self.bound, max(1, sum(self.units.times))
        while low <= high:
            cycle = (low + high) // 2
            lines = [build(self.units, cycle, self._chance, shaken=number > 0) for number in range(BUILDS)]
            right = [line for line in lines if line is not None and line.workplaces <= workplaces]
            if right:
                self.line = min(right, key=lambda line: line.cycle(self.units))
                high = min(cycle, self.line.cycle(self.units)) - 1
                told(self.line.cycle(self.units), self.bound)
            else:
                low = cycle + 1

    def _settled(self, objective: int | None) -> bool:
        self.proven = objective is not None and objective <= self.bound
        return self.proven

    def _fits(self, line: Stations) -> bool:
        return len(self.units.times) * len(line.members) <= WHOLE

    def _solve(self, model: StationModel, told: Told, objective: Callable[[Stations], int]) -> None:
        """Take the whole line to CP-SAT."""
        if self.line is not None:
            model.hint(self.line)
        solved = model.solve(self._limits(None), lambda value, bound: told(value, max(bound, self.bound)))
        self._budget.spend(round(solved.work * WORK_A_SECOND))
        if solved.line is not None and (self.line is None or objective(solved.line) <= objective(self.line)):
            self.line = solved.line
        self.bound = max(self.bound, solved.bound)
        reached = None if self.line is None else objective(self.line)
        if solved.proven and reached is not None:
            self.bound = reached
        self.proven = solved.proven or self._settled(reached)

    def _limits(self, most: float | None) -> Limits:
        seconds, work = self._budget.seconds_left, self._budget.work_left
        if most is not None:
            seconds = most if seconds is None else min(most, seconds)
            work = None if work is None else min(round(most * WORK_A_SECOND), work)
        return Limits(
            seconds,
            None if work is None else work / WORK_A_SECOND,
            self._options.cores,
            self._chance.randrange(2**31),
            self._options.stop,
        )

    def _shorten_stretch(self, cycle: int, told: Told) -> None:
        """Fill some neighbouring stations anew with fewer workplaces, or as many in another way."""
        line = self._known()
        first, last = self._stretch(self._chance.randrange(len(line.members)))
        model, stretch = self._model(first, last)
        model.fewest_workplaces(cycle)
        model.hint(stretch)
        solved = model.solve(self._limits(STRETCH_SECONDS), lambda _value, _bound: None)
        self._budget.spend(max(1, round(solved.work * WORK_A_SECOND)))
        if solved.line is not None and solved.line.workplaces <= stretch.workplaces:
            self.line = self._spliced(first, last, solved.line)
            if self.line.workplaces < line.workplaces:
                told(self.line.workplaces, self.bound)

    def _ease_stretch(self, told: Told) -> None:
        """Take work from a busiest station to its neighbours."""
        line = self._known()
        cycle = line.cycle(self.units)
        loads = [sum(self.units.times[unit] for unit in row) for row in line.members]
        busiest = [
            place
            for place, (load, count) in enumerate(zip(loads, line.places, strict=True))
            if -(-load // count) == cycle
        ]
        first, last = self._stretch(self._chance.choice(busiest))
        model, stretch = self._model(first, last)
        model.shortest_cycle(stretch.workplaces, cycle)
        solved = model.solve(self._limits(STRETCH_SECONDS), lambda _value, _bound: None)
        self._budget.spend(max(1, round(solved.work * WORK_A_SECOND)))
        if solved.line is not None:
            self.line = self._spliced(first, last, solved.line)
            if self.line.cycle(self.units) < cycle:
                told(self.line.cycle(self.units), self.bound)

    def _known(self) -> Stations:
        if self.line is None:
            raise RuntimeError("a stretch is taken from a line that is known")
        return self.line

    def _stretch(self, inside: int) -> tuple[int, int]:
        """First and last station of a stretch around one, as long as CP-SAT takes it well."""
        members = self._known().members
        first = last = inside
        while True:
            lower, upper = max(0, first - self._chance.randrange(2)), min(len(members) - 1, last + 1)
            if (lower, upper) == (first, last):
                return first, last
            units = sum(len(row) for row in members[lower : upper + 1])
            if units * (upper - lower + 1) > STRETCH and last > first:
                return first, last
            first, last = lower, upper

    def _model(self, first: int, last: int) -> tuple[StationModel, Stations]:
        """The model of a stretch, and the stretch as it stands, in units numbered alone."""
        line = self._known()
        taken: Counter[Need] = Counter()
        for place, row in enumerate(line.members):
            if not first <= place <= last:
                taken.update({need for unit in row for need in self.units.needs[unit]})
        inside = [unit for row in line.members[first : last + 1] for unit in row]
        number = {unit: place for place, unit in enumerate(inside)}
        members = tuple(tuple(number[unit] for unit in row) for row in line.members[first : last + 1])
        stretch = Stations(members, line.places[first : last + 1])
        return StationModel(self.units.stretch(inside, taken), len(members)), stretch

    def _spliced(self, first: int, last: int, filled: Stations) -> Stations:
        """The line with a stretch filled anew."""
        line = self._known()
        inside = [unit for row in line.members[first : last + 1] for unit in row]
        members = tuple(tuple(inside[place] for place in row) for row in filled.members)
        return Stations(
            line.members[:first] + members + line.members[last + 1 :],
            line.places[:first] + filled.places + line.places[last + 1 :],
        )
