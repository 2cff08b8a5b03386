"""A discontinuous line for the simulation: places that work in phases, backlogs as calculated."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise
from typing import Any

from potok.simulation.line import Level, Link, Place, SimulatedLine, Station, Step, Window

_SECONDS_PER_MINUTE = 60
#: Binary noise of a count.
_NOISE = 1e-9

#: Input and result of `sheltered.backlog` with phases.
Movement = tuple[Mapping[str, Any], Mapping[str, Any]]


def discontinuous_line(
    rows: Sequence[Movement], *, working_min: float, machines: Mapping[str, str]
) -> SimulatedLine:
    """The line whose backlogs move as `sheltered.backlog` says.

    A place works in the phases whose number of workplaces reaches it. At the start lies what the next
    operation needs: the calculated backlog in whole pieces, a piece on each of its places, and one for each
    place of the operation before, because pieces are handed on whole and the places of a phase hand on
    together, where the calculation lets them flow.

    Args:
        rows: Input and result of each row of neighbouring operations; branches of a line are rows of their
            own that share operations by name.
        machines: Kind of machine by name of operation, "" or missing for handwork.
        working_min: Working time of a shift, minutes; the shift holds the whole periods in it, one at least.
    """
    phases = rows[0][0]["phases"]
    ends = [0.0, *accumulate(phase["duration_min"] * _SECONDS_PER_MINUTE for phase in phases)]
    period = ends[-1]
    stations: dict[str, Station] = {}
    steps: dict[str, Step] = {}
    links: list[Link] = []
    for given, result in rows:
        names = [operation["name"] for operation in given["operations"]]
        for column, operation in enumerate(given["operations"]):
            name = operation["name"]
            if name in stations:
                continue
            no = len(stations) + 1
            counts = [phase["workplaces_pcs"][column] for phase in given["phases"]]
            stations[name] = Station(no, name, _places(counts, ends), machine=machines.get(name, ""))
            steps[name] = Step(no, no, operation["time_min"] * _SECONDS_PER_MINUTE)
        for (before, after), pair in zip(pairwise(names), result["pairs"], strict=True):
            levels = zip(ends, pair["levels_pcs"], strict=True)
            initial = math.ceil(pair["initial_pcs"] - _NOISE) + len(stations[before].places)
            raised = initial - pair["initial_pcs"]
            links.append(
                Link(
                    steps[before].no,
                    steps[after].no,
                    initial=initial,
                    technological=len(stations[after].places),
                    expected=tuple(Level(moment, level + raised) for moment, level in levels),
                )
            )
    whole = max(1, math.floor(working_min * _SECONDS_PER_MINUTE / period + _NOISE))
    return SimulatedLine(
        title="Прямоточная линия",
        stations=tuple(stations.values()),
        steps=tuple(steps.values()),
        links=tuple(links),
        shift_s=whole * period,
        period_s=period,
    )


def _places(counts: Sequence[float], ends: Sequence[float]) -> tuple[Place, ...]:
    """Places with the phases in which they work, next ones joined."""
    most = max(1, math.ceil(max(counts) - _NOISE))
    return tuple(Place(windows=_windows(place, counts, ends)) for place in range(most))


def _windows(place: int, counts: Sequence[float], ends: Sequence[float]) -> tuple[Window, ...]:
    windows: list[Window] = []
    for count, (start, finish) in zip(counts, pairwise(ends), strict=True):
        if count <= place + _NOISE:
            continue
        if windows and windows[-1].finish_s == start:
            windows[-1] = Window(windows[-1].start_s, finish)
        else:
            windows.append(Window(start, finish))
    return tuple(windows)
