"""The service schedule as notes: who serves what when, and how many people the places need at least."""

from __future__ import annotations

from collections.abc import Sequence

from potok.balancing.workers.problem import CrewBalance
from potok.lines.sheltered.crew import Staffing, task_name
from potok.lines.sheltered.model import Line
from potok.lines.sheltered.service import piece_minutes, serve
from potok.lines.sheltered.timetable import Service
from potok.lines.sheltered.writing import computed, place_labels, written
from potok.notes.calculation import Calculation
from potok.notes.figures import Figure, Level, Series, bar, gantt, xy_series
from potok.notes.formula import Source
from potok.notes.note import Note
from potok.notes.render.numbers import number_text

_SOURCE = Source("002", "график обслуживания")


def service_note(line: Line, balance: CrewBalance, service: Service, title: str) -> Note:
    """The schedule of an interval: a row for each place, a bar for each machine it serves."""
    labels = place_labels(balance)
    work = Calculation()
    step = work.procedure(
        "sheltered.service_schedule",
        title=title,
        rule="Каждый человек делает изделия интервала операция за операцией в порядке линии и переходит от "
        "машины к машине; график постоянен во всех интервалах.",
        source=_SOURCE,
        columns=("Место", "Операция", "Начало, мин", "Окончание, мин", "Изделий, шт."),
    )
    quantity = step.value(service.quantity, "pcs")
    ordered = sorted(service.visits, key=lambda visit: (_station(balance, visit.person), visit.start_min))
    for visit in ordered:
        step.row(
            labels[visit.person],
            task_name(line, visit.operation, visit.copy),
            step.value(visit.start_min, "min"),
            step.value(visit.finish_min, "min"),
            step.value(visit.quantity, "pcs"),
        )
    visits = tuple(
        bar(labels[v.person], v.start_min, v.finish_min, task_name(line, v.operation, v.copy))
        for v in ordered
    )
    walks = tuple(
        bar(labels[walk.person], walk.start_min, walk.finish_min, "переход") for walk in service.walks
    )
    series = [Series("Работа", visits)]
    if walks:
        series.append(Series("Переход", walks))
    work.draw(gantt(title, "Место", series))
    work.conclude(
        f"За интервал {number_text(service.interval_min)} мин каждую операцию проходят "
        f"{service.quantity} изделий."
    )
    return written("sheltered.service_schedule", title, _SOURCE, work, {"quantity_pcs": quantity})


def load_note(line: Line, staffing: Staffing) -> Note:
    """Load of every place against the takt."""
    balance, works = staffing.balance, piece_minutes(line, staffing.balance)
    labels, people = place_labels(balance), working(balance)
    work = Calculation()
    step = work.procedure(
        "sheltered.place_loads",
        title="Загрузка мест с расставленными людьми",
        rule="Время операций места при расставленных людях, делённое на такт линии.",
        source=_SOURCE,
        columns=("Место", "Операции", "Работа, мин", "Загрузка, %"),
    )
    for person in people:
        names = [
            task_name(line, operation, copy)
            for (operation, copy), worker in zip(line.tasks, balance.worker_of_task, strict=True)
            if worker == person
        ]
        step.row(
            labels[person],
            "; ".join(names),
            step.value(works[person], "min"),
            step.value(100 * works[person] / staffing.takt_min, "pct"),
        )
    mean = step.value(sum(works) / len(people) / staffing.takt_min, "share")
    shown = [labels[person] for person in people]
    work.draw(
        Figure(
            "bar",
            "Загрузка мест",
            "Место",
            "Минут на изделие",
            (xy_series("Работа", shown, (works[person] for person in people)),),
            (Level("Такт", staffing.takt_min),),
        )
    )
    work.conclude(f"Средняя загрузка мест {100 * mean.number:.0f} %.")
    return written("sheltered.place_loads", "Загрузка мест", _SOURCE, work, {"average_load_share": mean})


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
    return sorted(set(balance.worker_of_task), key=lambda person: (_station(balance, person), person))


def _station(balance: CrewBalance, person: int) -> int:
    return balance.station_of_worker[person] or 0


def schedules(
    line: Line, balances: Sequence[CrewBalance], interval_min: float, quantity: int, *, times: Sequence[float]
) -> tuple[Service, ...]:
    """One schedule for each balance; places count in the times of the first."""
    at_end = line.record.text("partial_at") == "end"
    return tuple(
        serve(line, balance, interval_min, quantity, at_end=at_end, times=times) for balance in balances
    )
