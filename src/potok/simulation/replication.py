"""One replication: the line runs through its shifts, and its figures are read off."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from potok.simulation.line import Conditions, SimulatedLine
from potok.simulation.opening import NOISE
from potok.simulation.shop import Shop
from potok.simulation.stock import Course
from potok.simulation.workplace import State

#: Events between two questions whether to stop.
_STRIDE = 5_000

Curve = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Replication:
    """Figures of one run; times in seconds, `pieces` counts the measured time.

    Attributes:
        pieces: Pieces that left the line.
        cycle_s: Mean time on the line of those launched in the run, None without such.
        in_process: Mean sets of parts on the line.
        shares: By station: share of each state.
        closed: By station: share of time outside the plan or without a person.
        courses: Levels of the links in their order.
        produced: Output at the sample moments.
        crews: Busy share by crew.
        stood_still: Whether nothing could go on at the end.
    """

    pieces: int
    cycle_s: float | None
    in_process: float
    shares: Mapping[int, Mapping[State, float]]
    closed: Mapping[int, float]
    courses: tuple[Course, ...]
    produced: Curve
    crews: Mapping[str, float]
    stood_still: bool


def replicate(
    line: SimulatedLine,
    conditions: Conditions,
    seeds: np.random.SeedSequence,
    *,
    measured: tuple[float, float],
    moments: Curve,
    should_stop: Callable[[], bool],
) -> Replication | None:
    """Run the line once; None when it was stopped.

    Args:
        line: Validated.
        conditions: What varies.
        seeds: Seed of this run.
        measured: Span whose figures count; the run ends with it.
        moments: Sample moments within the span.
        should_stop: Asked every few thousand events.
    """
    shop = Shop(line, conditions, seeds, measured)
    start, finish = measured
    while shop.env.peek() <= finish + NOISE:
        for _ in range(_STRIDE):
            if shop.env.peek() > finish + NOISE:
                break
            shop.env.step()
        if should_stop():
            return None
    return _read(line, shop, start, finish, moments)


def _read(line: SimulatedLine, shop: Shop, start: float, finish: float, moments: Curve) -> Replication:
    span = finish - start
    left = [(moment, birth) for moment, birth in shop.finished.left if moment > start + NOISE]
    cycles = [moment - birth for moment, birth in left if birth is not None]
    courses = tuple(Course(stock.changes, start, finish, moments) for stock in shop.stocks)
    launched = [Course(launch.changes, start, finish, moments) for launch in shop.launches]
    technological = sum(link.technological for link in line.links)
    shares, closed = {}, {}
    for station in line.stations:
        places = shop.stations[station.no].places
        for place in places:
            place.account_until(finish)
        shares[station.no] = {
            state: math.fsum(place.spent[state] for place in places) / (span * len(places)) for state in State
        }
        closed[station.no] = max(0.0, 1.0 - math.fsum(shares[station.no].values()))
    return Replication(
        pieces=len(left),
        cycle_s=math.fsum(cycles) / len(cycles) if cycles else None,
        in_process=math.fsum(course.mean for course in (*courses, *launched)) + technological,
        shares=shares,
        closed=closed,
        courses=courses,
        produced=np.searchsorted([moment for moment, _ in left], moments + NOISE, side="right").astype(float),
        crews={crew.id: shop.crews[crew.id].busy_share(start, finish) for crew in line.crews},
        stood_still=_stands(line, shop, finish),
    )


def _stands(line: SimulatedLine, shop: Shop, finish: float) -> bool:
    """Nobody works, and nothing has moved for longer than a period or the wait for a launch explains."""
    at_work = (State.WORKING, State.DOWN, State.WAITING)
    if any(place.state in at_work for run in shop.stations.values() for place in run.places):
        return False
    moved = [stock.changes[-1][0] for stock in shop.stocks]
    moved += [moment for moment, _ in shop.finished.left[-1:]]
    launching = 2 * (line.launch_s or 0.0) * max(step.batch for step in line.steps)
    return finish - max(moved, default=0.0) > max(line.period_s, launching)
