"""What calculation says of the same line: loads, takt, output; the measure of the simulation."""

from __future__ import annotations

import math

from potok.simulation.line import IDEAL, Conditions, Place, SimulatedLine, Station
from potok.simulation.order import ranks

#: Longest ways of a bundle until a line has settled.
_PASSES = 6


def open_share(line: SimulatedLine, place: Place) -> float:
    """Part of the period in which the place works."""
    if not place.windows:
        return 1.0
    return math.fsum(window.finish_s - window.start_s for window in place.windows) / line.period_s


def station_takts(line: SimulatedLine, conditions: Conditions = IDEAL) -> dict[int, float]:
    """Mean time between two pieces that each station can keep up, seconds, by number.

    Work on a piece over the places that are open, longer by the repairs of the machine.
    """
    takts = {}
    for station in line.stations:
        work = math.fsum(step.time_s for step in line.steps if step.station == station.no)
        places = math.fsum(open_share(line, place) for place in station.places)
        takts[station.no] = work * _lengthened(station, conditions) / places if places else math.inf
    return takts


def crew_takts(line: SimulatedLine) -> dict[str, float]:
    """Attended work and ways on a piece over the people of each crew, seconds, by id."""
    takts = {}
    for crew in line.crews:
        served = {station.no: station for station in line.stations if station.crew == crew.id}
        visits = [step for step in line.steps if step.station in served]
        work = math.fsum(
            step.time_s * step.attended + served[step.station].walk_s / step.batch for step in visits
        )
        takts[crew.id] = work / crew.people
    return takts


def line_takt(line: SimulatedLine, conditions: Conditions = IDEAL) -> float:
    """The takt that the line can keep: of its slowest station or crew, of the launch."""
    takts = [*station_takts(line, conditions).values(), *crew_takts(line).values()]
    if line.launch_s is not None:
        takts.append(line.launch_s)
    return max(takts)


def station_loads(line: SimulatedLine) -> dict[int, float]:
    """Load of each station against the slowest one, 1 = the bottleneck."""
    takts = station_takts(line)
    most = max(takts.values())
    return {no: takt / most for no, takt in takts.items()}


def lead_time_s(line: SimulatedLine) -> float:
    """The longest way of a bundle through the line when it never waits, seconds."""
    done = {
        step.no: step.time_s * step.batch for step in line.steps
    }  # becomes: when the step has ended on the first bundle
    own = dict(done)
    rank = ranks(line)
    for link in sorted(line.links, key=lambda link: rank[link.after]):
        done[link.after] = max(done[link.after], done[link.before] + own[link.after])
    return max(done.values())


def warm_up_shifts(line: SimulatedLine) -> int:
    """Shifts after which the line is full and its stations have fallen into step, one at least.

    Where a station is loaded fully, bundles of different sizes need several passes for that: the sewing flow
    of the source gives its steady output after six times the longest way.
    """
    return max(1, math.ceil(_PASSES * lead_time_s(line) / line.shift_s))


def _lengthened(station: Station, conditions: Conditions) -> float:
    """How many times longer work becomes with repairs."""
    breakdown = station.breakdown or (conditions.breakdown if station.machine else None)
    return 1.0 if breakdown is None else 1.0 + breakdown.repair_s / breakdown.between_s
