"""CP-SAT model of a practical line on one side."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ortools.sat.python import cp_model

from potok.balancing.practical.cpsat import Limits, run_model
from potok.balancing.practical.units import Stations, Units


@dataclass(frozen=True)
class Solved:
    """What a call of CP-SAT found: the line, the bound on its objective, how sure it is."""

    line: Stations | None
    bound: int
    proven: bool
    work: float


class StationModel:
    """Which unit stands at which of a number of stations, under all the rules of a line on one side."""

    def __init__(self, units: Units, stations: int) -> None:
        self.units = units
        self.stations = range(stations)
        self.model = cp_model.CpModel()
        self.stands = [
            [self.model.new_bool_var(f"stands_{unit}_{station}") for station in self.stations]
            for unit in range(len(units.times))
        ]
        self.like = [
            [self.model.new_bool_var(f"like_{station}_{count}") for count in range(units.places + 1)]
            for station in self.stations
        ]
        self._place_each()
        self._keep_order()
        self._meet_needs()
        self._keep_apart()

    def _place_each(self) -> None:
        """Ensures that every unit has a station, every station a number of places, empty ones last."""
        for row in self.stands:
            self.model.add_exactly_one(row)
        for station, like in enumerate(self.like):
            self.model.add_exactly_one(like)
            for row in self.stands:
                self.model.add_implication(row[station], ~like[0])
            if station:
                self.model.add_implication(self.like[station - 1][0], like[0])

    def _keep_order(self) -> None:
        """Ensures that no unit stands before one it follows."""
        at = [sum(station * stands for station, stands in enumerate(row)) for row in self.stands]
        for early, late in self.units.order:
            self.model.add(at[early] <= at[late])

    def _meet_needs(self) -> None:
        """Ensures one value of a kind at a station and no more stations of a value than there may be."""
        values = self.units.values(range(len(self.units.times)))
        for kind, names in values.items():
            has = {
                name: [self.model.new_bool_var(f"{kind}_{name}_{station}") for station in self.stations]
                for name in sorted(names)
            }
            for unit, needs in enumerate(self.units.needs):
                for name in (value for found, value in needs if found == kind):
                    for station in self.stations:
                        self.model.add_implication(self.stands[unit][station], has[name][station])
            for station in self.stations:
                self.model.add_at_most_one(row[station] for row in has.values())
            for name, row in has.items():
                if (kind, name) in self.units.limits:
                    self.model.add(sum(row) <= self.units.limits[kind, name])

    def _keep_apart(self) -> None:
        """Ensures that pairs that must not meet do not."""
        for one, other in self.units.apart:
            for station in self.stations:
                self.model.add_at_most_one(self.stands[one][station], self.stands[other][station])

    def _load(self, station: int) -> cp_model.LinearExprT:
        return sum(time * row[station] for time, row in zip(self.units.times, self.stands, strict=True))

    def _workplaces(self) -> cp_model.LinearExprT:
        return sum(count * chosen for like in self.like for count, chosen in enumerate(like))

    def fewest_workplaces(self, cycle: int) -> None:
        """Look for the fewest workplaces that keep a cycle time."""
        for station in self.stations:
            room = sum(cycle * count * chosen for count, chosen in enumerate(self.like[station]))
            self.model.add(self._load(station) <= room)
        self.model.minimize(self._workplaces())

    def shortest_cycle(self, workplaces: int, below: int) -> None:
        """Look for the shortest cycle time, under `below`, of so many workplaces."""
        cycle = self.model.new_int_var(1, max(1, below - 1), "cycle")
        for station in self.stations:
            for count, chosen in enumerate(self.like[station][1:], start=1):
                self.model.add(self._load(station) <= count * cycle).only_enforce_if(chosen)
        self.model.add(self._workplaces() <= workplaces)
        self.model.minimize(cycle)

    def hint(self, line: Stations) -> None:
        """Start from a line that is known."""
        station = {unit: place for place, row in enumerate(line.members) for unit in row}
        for unit, row in enumerate(self.stands):
            for place, stands in enumerate(row):
                self.model.add_hint(stands, station[unit] == place)
        for place, like in enumerate(self.like):
            count = line.places[place] if place < len(line.places) else 0
            for number, chosen in enumerate(like):
                self.model.add_hint(chosen, number == count)

    def solve(self, limits: Limits, told: Callable[[int, int], None]) -> Solved:
        """Run CP-SAT; `told` hears objective and bound of every better line."""
        run = run_model(self.model, limits, told)
        return Solved(self._line(run.solver) if run.found else None, run.bound, run.proven, run.work)

    def _line(self, solver: cp_model.CpSolver) -> Stations:
        members = [
            tuple(unit for unit, row in enumerate(self.stands) if solver.boolean_value(row[station]))
            for station in self.stations
        ]
        places = [
            next(count for count, chosen in enumerate(like) if solver.boolean_value(chosen))
            for like in self.like
        ]
        used = [station for station, row in enumerate(members) if row]
        return Stations(tuple(members[k] for k in used), tuple(places[k] for k in used))
