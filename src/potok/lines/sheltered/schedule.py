"""The schedules of a line and how many people its places need at least."""

from __future__ import annotations

from collections.abc import Sequence

from potok.balancing.workers.problem import CrewBalance
from potok.lines.sheltered.model import Line
from potok.lines.sheltered.service import serve
from potok.lines.sheltered.timetable import Service
from potok.lines.sheltered.writing import computed
from potok.notes.note import Note


def schedules(
    line: Line, balances: Sequence[CrewBalance], interval_min: float, quantity: int, *, times: Sequence[float]
) -> tuple[Service, ...]:
    """One schedule for each balance; places count in the times given."""
    at_end = line.record.text("partial_at") == "end"
    return tuple(
        serve(line, balance, interval_min, quantity, at_end=at_end, times=times) for balance in balances
    )


def needed_people(line: Line, service: Service) -> Note:
    """Places, differentiated load and combination of partial places by the method (25.5)."""
    return computed(
        "sheltered.service_load",
        "Дифференцированная загрузка и совмещение неполных мест",
        {
            "interval_min": service.interval_min,
            "quantity_pcs": service.quantity,
            "transition_min": line.number("transition_min"),
            "operations": [
                {"name": operation.name, "time_min": time / operation.machines, "group": operation.group}
                for operation, time in zip(line.operations, service.times_min, strict=True)
            ],
        },
    )


def working(balance: CrewBalance) -> list[int]:
    """People with work, down the line."""
    return sorted(
        set(balance.worker_of_task), key=lambda person: (balance.station_of_worker[person] or 0, person)
    )


def tasks_of(line: Line, balance: CrewBalance, person: int) -> list[tuple[int, int]]:
    """(operation, copy) of everything that a person does."""
    return [task for task, worker in zip(line.tasks, balance.worker_of_task, strict=True) if worker == person]
