"""Who does not come to which shift, and whom the reserve replaces."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from potok.simulation.calculated import station_loads
from potok.simulation.line import Conditions, SimulatedLine, Station

Spans = list[tuple[float, float]]


class Absences:
    """Closed spans of places and of people of crews, drawn once for a replication.

    Each person is absent from a shift with the given probability, independently. The reserve stands in, one
    after another, where work would go on slowest: first where nobody would be left. Who is named absent is
    missing in every shift.
    """

    def __init__(
        self, line: SimulatedLine, conditions: Conditions, stream: np.random.Generator, horizon_s: float
    ) -> None:
        self._closed: defaultdict[tuple[int, int], Spans] = defaultdict(list)
        self._crews: defaultdict[tuple[str, int], Spans] = defaultdict(list)
        named = Counter(conditions.absent)
        loads = station_loads(line)
        # The places of a crew are machines.
        manned = [station for station in line.stations if not station.crew]
        for shift in range(math.ceil(horizon_s / line.shift_s) + 1):  # work of the last one ends behind it
            span = (shift * line.shift_s, (shift + 1) * line.shift_s)
            # All are drawn in the order of the line: who stands in for whom changes nobody's luck.
            away = {
                (station.no, place): bool(stream.random() < conditions.absence_share)
                for station in line.stations
                for place in range(len(station.places))
            }
            missing = {
                station.no: [
                    place
                    for place in range(named[station.no], len(station.places))
                    if away[station.no, place]
                ]
                for station in manned
            }
            walkers = [(crew.id, person) for crew in line.crews for person in range(crew.people)]
            missing_walkers = [person for person in walkers if stream.random() < conditions.absence_share]
            left = self._stand_in(manned, missing, named, loads, conditions.reserve_people)
            for no, places in missing.items():
                for place in places:
                    self._closed[no, place].append(span)
            for walker in missing_walkers[left:]:
                self._crews[walker].append(span)
            for station, count in named.items():
                for place in range(count):
                    self._closed[station, place].append(span)

    @staticmethod
    def _stand_in(
        manned: Sequence[Station],
        missing: Mapping[int, list[int]],
        named: Mapping[int, int],
        loads: Mapping[int, float],
        reserve: int,
    ) -> int:
        """Take out of `missing` whom the reserve replaces; returns how many of the reserve are left."""

        def slowness(station: Station) -> float:
            count = len(station.places)
            present = count - named[station.no] - len(missing[station.no])
            return loads[station.no] * count / present if present else math.inf

        while reserve and any(missing.values()):
            short = [station for station in manned if missing[station.no]]
            missing[max(short, key=slowness).no].pop(0)
            reserve -= 1
        return reserve

    def of_place(self, station: int, place: int) -> Spans:
        """Spans in which a place has nobody, in order."""
        return self._closed[station, place]

    def of_crews(self) -> Iterator[tuple[str, Spans]]:
        """Crew and absent spans of each of its people who is ever absent."""
        for (crew, _), spans in self._crews.items():
            yield crew, spans
