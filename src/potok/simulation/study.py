"""The study: independent replications of a line, put together with their confidence intervals."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np

from potok.simulation.calculated import line_takt, station_takts, warm_up_shifts
from potok.simulation.confidence import estimate
from potok.simulation.line import IDEAL, USUAL_STUDY, Conditions, Level, SimulatedLine, Study
from potok.simulation.replication import Curve, Replication, replicate
from potok.simulation.results import Band, CrewFigures, LinkFigures, SimulationResult, StationFigures
from potok.simulation.validation import require_valid
from potok.simulation.workplace import State

#: A share of time this near to 1 is all of it.
_WHOLE = 1e-6


def simulate(
    line: SimulatedLine,
    conditions: Conditions = IDEAL,
    study: Study = USUAL_STUDY,
    *,
    should_stop: Callable[[], bool] | None = None,
    report: Callable[[int, int], None] | None = None,
) -> SimulationResult | None:
    """What the line does under these conditions.

    Args:
        line: The designed line.
        conditions: Spread of times, failures, absences.
        study: Replications, shifts, seed.
        should_stop: Asked often; the finished replications count.
        report: Called after each replication with how many are done and how many there are.

    Returns:
        The result over the finished replications, None when it was stopped before the first had finished.

    Raises:
        InvalidDataError: All faults of the line, the conditions and the study.
    """
    require_valid(line, conditions, study)
    warm_up = warm_up_shifts(line) if study.warm_up_shifts is None else study.warm_up_shifts
    start = warm_up * line.shift_s
    measured = (start, start + study.shifts * line.shift_s)
    moments = np.linspace(*measured, study.samples)
    stop = should_stop or _never
    runs: list[Replication] = []
    for seeds in np.random.SeedSequence(study.seed).spawn(study.replications):
        run = replicate(line, conditions, seeds, measured=measured, moments=moments, should_stop=stop)
        if run is None:
            break
        runs.append(run)
        if report:
            report(len(runs), study.replications)
    if not runs:
        return None
    return _put_together(line, conditions, study, runs, moments)


def _never() -> bool:
    return False


def _put_together(
    line: SimulatedLine, conditions: Conditions, study: Study, runs: Sequence[Replication], moments: Curve
) -> SimulationResult:
    span = study.shifts * line.shift_s
    takt = line_takt(line, conditions)
    cycles = [run.cycle_s for run in runs if run.cycle_s is not None]
    relative = moments - moments[0]
    fruitless = [run for run in runs if not run.pieces]
    return SimulationResult(
        line=line,
        replications=len(runs),
        stopped=len(runs) < study.replications,
        moments_s=tuple(relative.tolist()),
        output_pcs=estimate([run.pieces / study.shifts for run in runs]),
        takt_s=estimate([span / run.pieces for run in runs]) if all(run.pieces for run in runs) else None,
        cycle_s=estimate(cycles) if cycles else None,
        in_process_pcs=estimate([run.in_process for run in runs]),
        calculated_takt_s=takt,
        calculated_output_pcs=line.shift_s / takt,
        produced=_band([run.produced for run in runs]),
        stations=_stations(line, runs, takt),
        links=_links(line, runs, moments),
        crews=tuple(
            CrewFigures(crew.id, estimate([run.crews[crew.id] for run in runs])) for crew in line.crews
        ),
        stood_still=sum(run.stood_still for run in runs),
        fruitless=len(fruitless),
        unmanned=tuple(
            station.no
            for station in line.stations
            if any(run.closed[station.no] > 1 - _WHOLE for run in fruitless)
        ),
    )


def _band(curves: Sequence[Curve]) -> Band:
    stacked = np.vstack(curves)
    return Band(*(tuple(row.tolist()) for row in (stacked.mean(0), stacked.min(0), stacked.max(0))))


def _stations(line: SimulatedLine, runs: Sequence[Replication], takt: float) -> tuple[StationFigures, ...]:
    # The calculated share is of work alone, so the takts here are without repairs.
    takts = station_takts(line)
    figures = []
    for station in line.stations:
        no = station.no
        shares = {state: math.fsum(run.shares[no][state] for run in runs) / len(runs) for state in State}
        closed = math.fsum(run.closed[no] for run in runs) / len(runs)
        working = estimate([run.shares[no][State.WORKING] for run in runs])
        work = math.fsum(step.time_s for step in line.steps if step.station == no)
        places = len(station.places)
        calculated = work / (takt * places) if math.isfinite(takts[no]) else 0.0
        figures.append(StationFigures(no, shares, closed, working, calculated))
    return tuple(figures)


def _links(line: SimulatedLine, runs: Sequence[Replication], moments: Curve) -> tuple[LinkFigures, ...]:
    figures = []
    for place, link in enumerate(line.links):
        courses = [run.courses[place] for run in runs]
        figures.append(
            LinkFigures(
                before=link.before,
                after=link.after,
                mean=estimate([course.mean for course in courses]),
                least=min(course.least for course in courses),
                most=max(course.most for course in courses),
                level=_band([course.sampled for course in courses]),
                expected=_expected(link.expected, line.period_s or line.shift_s, moments),
            )
        )
    return tuple(figures)


def _expected(levels: Sequence[Level], period_s: float, moments: Curve) -> tuple[float, ...]:
    """The calculated level at the moments: straight between its points, repeated by the period."""
    if not levels:
        return ()
    times = [level.time_s for level in levels]
    pieces = [level.pcs for level in levels]
    # A moment at the end of a period shows its last level, not the first of the next.
    within = np.where(moments > 0, moments - period_s * (np.ceil(moments / period_s - 1e-9) - 1), 0.0)
    return tuple(np.interp(within, times, pieces).tolist())
