"""A balanced line: the answer of the engine and the subject of the checker."""

from __future__ import annotations

from dataclasses import dataclass

from potok.balancing.bench import Status
from potok.balancing.problem import Side


@dataclass(frozen=True, slots=True)
class Balance:
    """Who stands where.

    Attributes:
        cycle: Cycle time that the line keeps.
        station_of: [tasks] station of each task, from 0.
        places: [stations] like workplaces of each station.
        side_of: [tasks] left or right, on a two-sided line only.
        start_of: [tasks] start within the cycle, on a two-sided line only.
    """

    cycle: int
    station_of: tuple[int, ...]
    places: tuple[int, ...]
    side_of: tuple[Side, ...] | None = None
    start_of: tuple[int, ...] | None = None

    @property
    def stations(self) -> int:
        """Number of stations."""
        return len(self.places)

    @property
    def workplaces(self) -> int:
        """Number of workplaces: those of all stations, on a two-sided line the sides in use."""
        if self.side_of is not None:
            return len(set(zip(self.station_of, self.side_of, strict=True)))
        return sum(self.places)


@dataclass(frozen=True, slots=True)
class Answer:
    """How a search ended.

    Attributes:
        status: See `Status`.
        balance: The best line, None when none was found.
        objective: Workplaces, cycle time or stations × cycle time, as the goal says; None without a line.
        bound: What is proven that no line can go below.
        seconds: Time of the search.
        process_seconds: Processor time of the search.
    """

    status: Status
    balance: Balance | None
    objective: int | None
    bound: int | None
    seconds: float
    process_seconds: float
