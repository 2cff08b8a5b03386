"""Rotation of the line: people change places between intervals so that nobody collects most of the strain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from potok.balancing.bench import Options
from potok.balancing.workers.problem import CrewBalance, CrewGoal, CrewProblem
from potok.balancing.workers.verify import faults
from potok.lines.design import LineWarning
from potok.lines.sheltered.crew import Staffing
from potok.lines.sheltered.engines import rotate
from potok.lines.sheltered.model import Line, Seat


def rotated(line: Line, staffing: Staffing) -> tuple[tuple[CrewBalance, ...], tuple[LineWarning, ...]]:
    """The staffing of every interval; one for all of them when nobody rotates or the rotation is stale."""
    if not line.rotation:
        return (staffing.balance,), ()
    asked = line.maybe("intervals_per_shift")
    if asked is not None and round(asked) != len(line.rotation):
        return (staffing.balance,), (
            LineWarning(
                "stale_rotation",
                f"Ротация составлена на {len(line.rotation)} интервалов, а в смене их {round(asked)}: она не "
                "применена. Нажмите «Улучшить».",
            ),
        )
    balances = []
    for number, seats in enumerate(line.rotation, start=1):
        balance = _balance(line, staffing, seats)
        if balance is None or faults(_kept(staffing), balance, balance.used):
            return (staffing.balance,), (
                LineWarning(
                    "stale_rotation",
                    f"Ротация не применена: в интервале {number} она не подходит к нынешней расстановке или "
                    "нарушает её правила. Нажмите «Улучшить».",
                ),
            )
        balances.append(balance)
    return tuple(balances), ()


def spread(
    line: Line, staffing: Staffing, intervals: int, options: Options
) -> list[dict[str, object]] | None:
    """Rows of the best rotation found, None when there is none better than staying.

    Args:
        line: The line.
        staffing: Its staffing: the places stay, the people change.
        intervals: Intervals of the shift.
        options: Limits of the search.
    """
    strain = tuple(line.operations[operation].strain for operation, _ in line.tasks)
    if intervals < 2 or not any(strain):
        return None
    found = rotate(_kept(staffing), strain, intervals, staffing.balance, options)
    stay = max(
        sum(
            points
            for points, own in zip(strain, staffing.balance.worker_of_task, strict=True)
            if own == person
        )
        for person in range(len(line.people))
    )
    if found.largest is None or found.largest >= stay * intervals:
        return None
    return [
        {
            "interval": number,
            "operation": line.operations[operation].name,
            "copy": copy + 1,
            "worker": line.people[person].code,
        }
        for number, balance in enumerate(found.balances, start=1)
        for (operation, copy), person in zip(line.tasks, balance.worker_of_task, strict=True)
    ]


def _kept(staffing: Staffing) -> CrewProblem:
    """The line whose takt is given: what every interval keeps."""
    return replace(
        staffing.problem,
        goal=CrewGoal.WORKERS,
        cycle=staffing.cycle,
    )


def _balance(line: Line, staffing: Staffing, seats: Sequence[Seat]) -> CrewBalance | None:
    """The staffing of an interval: places keep their operations, so the seat tells the station."""
    who = {(seat.operation, seat.copy): seat.person for seat in seats}
    if set(who) != set(line.tasks):
        return None
    stations: list[int | None] = [None] * len(line.people)
    for task, own in zip(line.tasks, staffing.balance.worker_of_task, strict=True):
        place = staffing.balance.station_of_worker[own]
        if stations[who[task]] not in {None, place}:
            return None
        stations[who[task]] = place
    return CrewBalance(tuple(who[task] for task in line.tasks), tuple(stations))
