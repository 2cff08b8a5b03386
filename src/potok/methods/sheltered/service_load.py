"""Differentiated load of an interval and the workers who combine partial places (002; catalogue 95.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from potok.methods.method import Method
from potok.methods.sheltered import _service_formulas as formulas
from potok.notes.calculation import Calculation
from potok.notes.figures import Point, Series, bar, gantt
from potok.notes.formula import Source
from potok.notes.inputs.fields import Inputs, Number, Rows, Text
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text
from potok.notes.value import Value

#: Times closer than this are equal; a place busy no longer than this is not partial.
_NOISE = 1e-9

INPUTS = Inputs(
    fields=(
        Number("interval_min", "Интервал", "min", above=0),
        Number("quantity_pcs", "Изделий за интервал", "pcs", above=0),
        Number("transition_min", "Переход между местами", "min", at_least=0),
        Rows(
            "operations",
            "Операции",
            (
                Text("name", "Операция"),
                Number("time_min", "Время операции", "min", above=0),
                Text("group", "Группа совместимых работ"),
            ),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class _Place:
    """A partial workplace: its operation, the group of permitted work, its busy time."""

    name: str
    group: str
    busy: Value


@dataclass(slots=True)
class _Combined:
    """A worker who serves partial places one after another."""

    places: list[_Place] = field(default_factory=list)

    def minutes(self, transition: float) -> float:
        """Busy time with the walking between places."""
        walks = len(self.places) if len(self.places) > 1 else 0
        return sum(place.busy.number for place in self.places) + walks * transition

    def has_room(self, place: _Place, *, transition: float, interval: float) -> bool:
        """Whether one more place of the same group fits into the interval."""
        grown = _Combined([*self.places, place])
        return self.places[0].group == place.group and grown.minutes(transition) <= interval + _NOISE


def _combine(places: Sequence[_Place], transition: float, interval: float) -> list[_Combined]:
    """The busiest first, each to the first worker it fits; equal ones in the order of the list."""
    workers: list[_Combined] = []
    for place in sorted(places, key=lambda found: -round(found.busy.number, 9)):
        fitting = (
            worker for worker in workers if worker.has_room(place, transition=transition, interval=interval)
        )
        chosen = next(fitting, None)
        if chosen is None:
            chosen = _Combined()
            workers.append(chosen)
        chosen.places.append(place)
    return workers


def _columns(given: Record, names: Sequence[str], work: Calculation) -> dict[str, list[Value]]:
    """Results of the operations by key."""
    interval, quantity = given.number("interval_min"), given.number("quantity_pcs")
    rows = [
        {"quantity": quantity, "t": part.number("time_min"), "interval": interval}
        for part in given.rows("operations")
    ]
    exact = work.each(formulas.PLACES_EXACT, rows, names)
    places = work.each(formulas.PLACES_ACCEPTED, [{"exact": number} for number in exact], names)
    full = work.each(formulas.FULL_PLACES, [{"exact": number} for number in exact], names)
    pairs = zip(exact, places, strict=True)
    loads = work.each(formulas.LOAD, [{"exact": number, "places": count} for number, count in pairs], names)
    lasts = [
        {"exact": number, "full": count, "interval": interval}
        for number, count in zip(exact, full, strict=True)
    ]
    return {
        "places_exact": exact,
        "places_pcs": places,
        "full_places_pcs": full,
        "load_share": loads,
        "last_place_busy_min": work.each(formulas.LAST_PLACE, lasts, names),
    }


def _grouping(
    given: Record, names: Sequence[str], columns: dict[str, list[Value]], work: Calculation
) -> tuple[list[_Combined], Value]:
    """Who serves which partial places, and how many such workers there are."""
    places = [
        _Place(name, part.text("group"), busy)
        for name, part, busy in zip(
            names, given.rows("operations"), columns["last_place_busy_min"], strict=True
        )
        if busy.number > _NOISE
    ]
    transition, interval = given.number("transition_min").number, given.number("interval_min").number
    workers = _combine(places, transition, interval)
    step = work.procedure(
        "sheltered.combination",
        title="Совмещение неполных рабочих мест",
        rule="По убыванию занятости, при равенстве в порядке списка: место отдаётся первому рабочему той же "
        "группы, у которого занятость с переходами не превысит интервала; иначе нужен новый рабочий.",
        source=formulas.COMBINATION,
        columns=("Рабочий", "Группа", "Место операции", "Занятость, мин"),
    )
    for number, worker in enumerate(workers, start=1):
        for place in worker.places:
            step.row(str(number), place.group, place.name, place.busy)
    return workers, step.value(len(workers), "people")


def _worker_results(
    given: Record, workers: Sequence[_Combined], work: Calculation
) -> list[dict[str, Outcome]]:
    """Busy time, walking and load of every combined worker."""
    transition, interval = given.number("transition_min"), given.number("interval_min")
    labels = [f"рабочий {number + 1}" for number in range(len(workers))]
    parts = [[place.busy for place in worker.places] for worker in workers]
    busy = work.each(formulas.COMBINED_BUSY, [{"part": part} for part in parts], labels)
    walks = work.each(
        formulas.COMBINED_WALK, [{"part": part, "transition": transition} for part in parts], labels
    )
    pairs = zip(busy, walks, strict=True)
    rows = [{"busy": time, "walk": walk, "interval": interval} for time, walk in pairs]
    loads = work.each(formulas.COMBINED_LOAD, rows, labels)
    return [
        {
            "operations": [place.name for place in worker.places],
            "busy_min": busy[number],
            "walk_min": walks[number],
            "load_share": loads[number],
        }
        for number, worker in enumerate(workers)
    ]


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Places and their load, combined workers, number of workers (catalogue 25.5, 95.3)."""
    names = [part.text("name") for part in given.rows("operations")]
    work.section("Дифференцированная загрузка")
    columns = _columns(given, names, work)
    work.section("Совмещение и численность")
    workers, combined = _grouping(given, names, columns, work)
    served = _worker_results(given, workers, work)
    full_workers = work.apply(formulas.FULL_WORKERS, full=columns["full_places_pcs"])
    everyone = work.apply(formulas.WORKERS, full_workers=full_workers, combined=combined)
    places_total = work.apply(formulas.PLACES_TOTAL, places=columns["places_pcs"])
    average = work.apply(formulas.AVERAGE_LOAD, exact=columns["places_exact"], workers=everyone)
    if work.recording:
        _draw(given, names, columns["full_places_pcs"], workers, work)
        work.conclude(
            f"На {number_text(places_total.number)} рабочих мест достаточно {number_text(everyone.number)} "
            f"рабочих, средняя загрузка {number_text(average.number * 100)} %."
        )
    return {
        "operations": [
            {"name": name, **{key: column[place] for key, column in columns.items()}}
            for place, name in enumerate(names)
        ],
        "combined_workers": served,
        "full_workers_people": full_workers,
        "workers_people": everyone,
        "places_total_pcs": places_total,
        "average_load_share": average,
    }


def _draw(
    given: Record,
    names: Sequence[str],
    full: Sequence[Value],
    workers: Sequence[_Combined],
    work: Calculation,
) -> None:
    """Service schedule of the interval: full workers by operation, combined ones one by one."""
    interval, transition = given.number("interval_min").number, given.number("transition_min").number
    busy: list[Point] = [
        bar(f"{name}, полностью занятых: {number_text(count.number)}", 0.0, interval, name)
        for name, count in zip(names, full, strict=True)
        if count.number
    ]
    walks: list[Point] = []
    for number, worker in enumerate(workers, start=1):
        row, clock = f"Совмещающий рабочий {number}", 0.0
        for place in worker.places:
            finish = clock + place.busy.number
            busy.append(bar(row, clock, finish, place.name))
            clock = finish
            if len(worker.places) > 1:
                clock = finish + transition
                walks.append(bar(row, finish, clock, "переход"))
    series = (Series("Работа", tuple(busy)), Series("Переход", tuple(walks)))
    work.draw(gantt("График обслуживания за интервал", "Рабочий", series))


METHOD = Method(
    id="sheltered.service_load",
    title="Дифференцированная загрузка и численность",
    purpose="Сколько мест нужно операциям за интервал и сколько рабочих их обслужат с совмещением.",
    source=Source("002", "график обслуживания и дифференцированная загрузка"),
    inputs=INPUTS,
    formulas=formulas.FORMULAS,
    compute=compute,
)
