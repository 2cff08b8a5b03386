"""What the simulation says, over all replications."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from potok.simulation.calculated import station_takts
from potok.simulation.confidence import Estimate
from potok.simulation.line import SimulatedLine
from potok.simulation.workplace import State


@dataclass(frozen=True, slots=True)
class Band:
    """A curve: mean over the replications, least and most of them, at each sample moment."""

    mean: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class StationFigures:
    """Where the measured time of a station's places went; the shares and `closed` sum to 1.

    Attributes:
        no: Number of the station.
        shares: Share of each state, mean over places and replications.
        closed: Share of the time in which its places do not work by plan or for want of a person.
        working: The share of work with its confidence interval.
        calculated: Share of work that the calculation expects at the calculated takt.
    """

    no: int
    shares: Mapping[State, float]
    closed: float
    working: Estimate
    calculated: float


@dataclass(frozen=True, slots=True)
class LinkFigures:
    """Backlog of a link, pieces.

    Attributes:
        before, after: Its steps.
        mean: Mean over time with its confidence interval.
        least, most: Extremes over time and replications.
        level: Course over the measured time.
        expected: Calculated level at the same moments, empty where nothing was calculated.
    """

    before: int
    after: int
    mean: Estimate
    least: float
    most: float
    level: Band
    expected: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class CrewFigures:
    """Share of time in which the people of a crew serve machines or walk."""

    id: str
    busy: Estimate


@dataclass(frozen=True, slots=True)
class SimulationResult:
    """The twin's answer.

    Attributes:
        line: What was simulated.
        replications: How many runs it rests on.
        stopped: Whether it was stopped before all of them.
        moments_s: Sample moments from the start of the measured time, seconds.
        output_pcs: Pieces a shift.
        takt_s: Measured time over pieces, seconds; None where a run gave none.
        cycle_s: From launch to the end of the line, seconds; None where no piece launched in a run has left
            it.
        in_process_pcs: Sets of parts on the line: on places and between them, mean over time.
        calculated_takt_s, calculated_output_pcs: What calculation expects of the same line.
        produced: Output from the start of the measured time.
        stations, links, crews: Details.
        stood_still: Runs at whose end nothing could go on.
        fruitless: Runs in whose measured time nothing left the line.
        unmanned: Stations that had nobody all the measured time of one of these runs.
    """

    line: SimulatedLine
    replications: int
    stopped: bool
    moments_s: tuple[float, ...]
    output_pcs: Estimate
    takt_s: Estimate | None
    cycle_s: Estimate | None
    in_process_pcs: Estimate
    calculated_takt_s: float
    calculated_output_pcs: float
    produced: Band
    stations: tuple[StationFigures, ...]
    links: tuple[LinkFigures, ...]
    crews: tuple[CrewFigures, ...]
    stood_still: int
    fruitless: int
    unmanned: tuple[int, ...]

    @property
    def bottleneck(self) -> int:
        """Number of the station whose places wait least and work most, the slower one of equal ones."""
        takts = station_takts(self.line)

        def idle(figures: StationFigures) -> tuple[float, float, float]:
            waits = figures.shares[State.STARVING] + figures.shares[State.BLOCKED]
            worked = figures.shares[State.WORKING] + figures.shares[State.DOWN]
            return (round(waits, 2), -round(worked, 2), -takts[figures.no])

        return min(self.stations, key=idle).no
