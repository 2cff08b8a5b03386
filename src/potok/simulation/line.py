"""A line as the simulation takes it: stations with places, steps that a piece goes through, links between.

Times are seconds of working time of the line: what lies outside the shifts does not exist here, a piece
left on a place in the evening is finished in the morning.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Law(StrEnum):
    """How a time varies about its mean."""

    DETERMINISTIC = "deterministic"
    NORMAL = "normal"
    """Cut symmetrically at zero and twice the mean, which keeps the mean."""
    TRIANGULAR = "triangular"
    """Symmetric, half-width √6 · cv · mean."""
    LOGNORMAL = "lognormal"
    EXPONENTIAL = "exponential"
    """Its coefficient of variation is 1 whatever is given; usual for times between failures."""


@dataclass(frozen=True, slots=True)
class Spread:
    """A law of distribution.

    Attributes:
        law: Its kind.
        cv: Coefficient of variation, standard deviation over the mean; 0 makes every law deterministic.
    """

    law: Law = Law.DETERMINISTIC
    cv: float = 0.0


@dataclass(frozen=True, slots=True)
class Window:
    """When a place works within the period of the line, seconds from the start of the period."""

    start_s: float
    finish_s: float


@dataclass(frozen=True, slots=True)
class Place:
    """One workplace of a station.

    Attributes:
        worker: Who works there, "" where it is not said.
        windows: When it works, repeated each period; empty = always.
    """

    worker: str = ""
    windows: tuple[Window, ...] = ()


@dataclass(frozen=True, slots=True)
class Breakdown:
    """Failures of the machine of a place.

    Attributes:
        between_s: Mean working time between failures (MTBF).
        repair_s: Mean time of repair (MTTR), working time of the line.
        between: Law of the time between failures.
        repair: Law of the repair.
    """

    between_s: float
    repair_s: float
    between: Spread = Spread(Law.EXPONENTIAL, 1.0)
    repair: Spread = Spread(Law.EXPONENTIAL, 1.0)


@dataclass(frozen=True, slots=True)
class Crew:
    """People who walk between machines of several stations (multi-machine service)."""

    id: str
    title: str
    people: int


@dataclass(frozen=True, slots=True)
class Station:
    """Places where the same steps are done.

    Attributes:
        no: Number on the line, unique.
        title: Russian name.
        places: Its places; several work side by side.
        machine: Code of the machine, "" for handwork, which does not fail.
        breakdown: Failures, None = those of the conditions.
        crew: Id of the crew that serves it; "" = each place has its own worker.
        walk_s: Way of a person of the crew after having served it.
    """

    no: int
    title: str
    places: tuple[Place, ...]
    machine: str = ""
    breakdown: Breakdown | None = None
    crew: str = ""
    walk_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Step:
    """One visit of a piece to a station.

    Attributes:
        no: Number, unique.
        station: Number of the station.
        time_s: Mean time of a piece, > 0.
        batch: Pieces taken together and handed on together (bundle).
        attended: Share of the time, from its start, that needs a person; matters with a crew only.
        spread: How the time varies, None = as the conditions say.
        title: Russian name where it differs from that of the station.
    """

    no: int
    station: int
    time_s: float
    batch: int = 1
    attended: float = 1.0
    spread: Spread | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Level:
    """A backlog at a moment of the period, pieces."""

    time_s: float
    pcs: float


@dataclass(frozen=True, slots=True)
class Link:
    """What lies between two steps.

    The level of a link is what the first step has handed on and the second has not, less `technological`:
    the turnover backlog of the calculation. Technological pieces on places that work all the time are in all
    stages of work, so that the places of a station hand on one after another, not all at once.

    Attributes:
        before, after: Numbers of the steps.
        capacity: Pieces that find room between the places, None = any number.
        initial: Turnover backlog at the start, pieces.
        technological: Pieces on the places of the second step at the start.
        expected: Calculated level over the period, empty where nothing was calculated.
    """

    before: int
    after: int
    capacity: int | None = None
    initial: int = 0
    technological: int = 0
    expected: tuple[Level, ...] = ()


@dataclass(frozen=True, slots=True)
class SimulatedLine:
    """A designed line.

    Attributes:
        title: Russian name.
        stations, steps, links, crews: Its parts; the links have no cycles and lead to one last step.
        shift_s: Working time of a shift.
        takt_s: Calculated takt, None where none was calculated.
        launch_s: Time between two launched pieces; None = the first steps never wait for work.
        period_s: Period of the windows and of the calculated levels.
    """

    title: str
    stations: tuple[Station, ...]
    steps: tuple[Step, ...]
    links: tuple[Link, ...]
    shift_s: float
    takt_s: float | None = None
    launch_s: float | None = None
    period_s: float = 0.0
    crews: tuple[Crew, ...] = ()


@dataclass(frozen=True, slots=True)
class Conditions:
    """What the calculation of the line leaves out.

    Attributes:
        spread: Law of all times whose step names none.
        breakdown: Failures of the stations with a machine that name none.
        absence_share: Probability that a person does not come to a shift, 0 … <1.
        reserve_people: People without a place of their own who stand in for the absent, the busiest
            stations first.
        absent: Stations (by number) each with one person missing in all shifts, named as often as people
            are missing; the reserve does not help there.
    """

    spread: Spread = Spread()
    breakdown: Breakdown | None = None
    absence_share: float = 0.0
    reserve_people: int = 0
    absent: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Study:
    """How the simulation is run.

    Attributes:
        replications: Independent runs.
        shifts: Measured shifts of each.
        warm_up_shifts: Shifts before, which are not measured; None = long enough for the line to fill
            (`calculated.warm_up_shifts`).
        seed: Of all random numbers: the same seed gives the same result, and lines that differ in one
            station keep the random times of the others.
        samples: Points of the curves over the measured time.
    """

    replications: int = 20
    shifts: int = 1
    warm_up_shifts: int | None = None
    seed: int = 1
    samples: int = 96


#: Times as calculated, nothing fails, everybody comes.
IDEAL = Conditions()
USUAL_STUDY = Study()
