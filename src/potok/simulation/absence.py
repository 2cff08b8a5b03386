"""Who does not come to which shift, and whom the reserve replaces."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator

import numpy as np

from potok.simulation.calculated import station_loads
from potok.simulation.line import Conditions, SimulatedLine

Spans = list[tuple[float, float]]


class Absences:
    """Closed spans of places and of people of crews, drawn once for a replication.

    Each person is absent from a shift with the given probability, independently. The reserve stands in at
    the busiest stations first. Who is named absent is missing in every shift.
    """

    def __init__(
        self, line: SimulatedLine, conditions: Conditions, stream: np.random.Generator, horizon_s: float
    ) -> None:
        self._closed: defaultdict[tuple[int, int], Spans] = defaultdict(list)
        self._crews: defaultdict[tuple[str, int], Spans] = defaultdict(list)
        named = Counter(conditions.absent)
        loads = station_loads(line)
        busiest = sorted(line.stations, key=lambda station: -loads[station.no])
        for shift in range(math.ceil(horizon_s / line.shift_s) + 1):  # work of the last one ends behind it
            span = (shift * line.shift_s, (shift + 1) * line.shift_s)
            # All are drawn in the order of the line: who stands in for whom changes nobody's luck.
            away = {
                (station.no, place): bool(stream.random() < conditions.absence_share)
                for station in line.stations
                for place in range(len(station.places))
            }
            people = [
                (station.no, place)
                for station in busiest
                if not station.crew  # the places of a crew are machines
                for place in range(named[station.no], len(station.places))
            ]
            walkers = [(crew.id, person) for crew in line.crews for person in range(crew.people)]
            missing = [person for person in people if away[person]]
            missing_walkers = [person for person in walkers if stream.random() < conditions.absence_share]
            replaced = conditions.reserve_people
            for person in missing[replaced:]:
                self._closed[person].append(span)
            for walker in missing_walkers[max(0, replaced - len(missing)) :]:
                self._crews[walker].append(span)
            for station, count in named.items():
                for place in range(count):
                    self._closed[station, place].append(span)

    def of_place(self, station: int, place: int) -> Spans:
        """Spans in which a place has nobody, in order."""
        return self._closed[station, place]

    def of_crews(self) -> Iterator[tuple[str, Spans]]:
        """Crew and absent spans of each of its people who is ever absent."""
        for (crew, _), spans in self._crews.items():
            yield crew, spans
