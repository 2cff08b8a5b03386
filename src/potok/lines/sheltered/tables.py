"""Tables of the sheltered line for page, PDF and workbook; only the table `people` knows names."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from potok.balancing.workers.problem import CrewBalance
from potok.lines.design import LineColumn, LineTable
from potok.lines.sheltered.backlogs import STATES, Movement
from potok.lines.sheltered.calculation import Framework
from potok.lines.sheltered.crew import Staffing, task_name
from potok.lines.sheltered.model import Line
from potok.lines.sheltered.people import Sentence
from potok.lines.sheltered.schedule import tasks_of, working
from potok.lines.sheltered.service import piece_minutes
from potok.lines.sheltered.timetable import Service
from potok.lines.sheltered.writing import place_labels

#: Key of the table that tells who is restricted.
PEOPLE = "people"


def places_table(line: Line, staffing: Staffing) -> LineTable:
    """Operations, work and load of every place."""
    balance, works = staffing.balance, piece_minutes(line, staffing.balance)
    labels = place_labels(balance)
    return LineTable(
        key="places",
        title="Загрузка мест",
        columns=(
            LineColumn("Место"),
            LineColumn("Операции"),
            LineColumn("Оборудование"),
            LineColumn("Работа на изделие", "мин", 3),
            LineColumn("Загрузка", "%", 0),
        ),
        rows=tuple(
            (
                labels[person],
                "; ".join(task_name(line, *task) for task in tasks_of(line, balance, person)),
                _machines(line, balance, person),
                works[person],
                100 * works[person] / staffing.takt_min,
            )
            for person in working(balance)
        ),
        about="Время операций места при расставленных людях и его доля в такте линии.",
    )


def schedule_table(line: Line, balances: Sequence[CrewBalance], services: Sequence[Service]) -> LineTable:
    """Who serves which machine when: places, never names."""
    several = len(services) > 1
    rows = tuple(
        (*((number,) if several else ()), *row)
        for number, (balance, service) in enumerate(zip(balances, services, strict=True), start=1)
        for row in _visits(line, balance, service)
    )
    return LineTable(
        key="service",
        title="График обслуживания",
        columns=(
            *((LineColumn("Интервал", decimals=0),) if several else ()),
            LineColumn("Место"),
            LineColumn("Операция"),
            LineColumn("Оборудование"),
            LineColumn("Начало", "мин", 1),
            LineColumn("Окончание", "мин", 1),
            LineColumn("Изделий", "шт.", 1),
        ),
        rows=rows,
        about="Минуты от начала интервала. За интервал человек делает все его изделия операция за операцией "
        "и переходит от машины к машине"
        + ("; график каждого интервала свой." if several else "; график один во всех интервалах."),
    )


def _visits(
    line: Line, balance: CrewBalance, service: Service
) -> Iterator[tuple[str, str, str, float, float, float]]:
    labels = place_labels(balance)
    order = {person: place for place, person in enumerate(working(balance))}
    for visit in sorted(service.visits, key=lambda one: (order[one.person], one.start_min)):
        yield (
            labels[visit.person],
            task_name(line, visit.operation, visit.copy),
            line.operations[visit.operation].machine or "—",
            visit.start_min,
            visit.finish_min,
            visit.quantity,
        )


def _machines(line: Line, balance: CrewBalance, person: int) -> str:
    named = {line.operations[operation].machine for operation, _ in tasks_of(line, balance, person)} - {""}
    return ", ".join(sorted(named)) or "—"


def movement_table(moved: Sequence[Movement]) -> LineTable:
    """All backlogs, whole pieces rounded up."""
    return LineTable(
        key="movement",
        title="Оборотные заделы",
        columns=(
            LineColumn("Между операциями"),
            LineColumn("При полной работе"),
            LineColumn("Изменение за интервал", "шт.", 1),
            LineColumn("Дублёров против дефицита", "шт.", 0),
            LineColumn("На начало", "шт.", 0),
            LineColumn("Наибольший", "шт.", 0),
            LineColumn("Средний", "шт.", 1),
        ),
        rows=tuple(
            (
                one.name,
                STATES[one.state],
                one.change_pcs,
                one.duplicates_pcs,
                whole(one.initial_pcs),
                whole(one.highest_pcs),
                one.average_pcs,
            )
            for one in moved
        ),
        about="Задел на начало — наименьший, при котором следующая операция нигде не ждёт; к концу интервала "
        "он возвращается. Дробные заделы округлены вверх.",
    )


def rooms_table(line: Line, first: Framework) -> LineTable | None:
    """Shift task by rooms; None for a line without rooms."""
    if not line.rooms:
        return None
    return LineTable(
        key="rooms",
        title="Сменное задание по помещениям",
        columns=(
            LineColumn("Помещение"),
            LineColumn("Площадь", "м²", 1),
            LineColumn("Вмещает", "чел.", 0),
            LineColumn("Работают", "чел.", 0),
            LineColumn("Задание", "шт.", 0),
            LineColumn("Операции"),
        ),
        rows=tuple(
            (
                room.name,
                room.area_m2,
                most,
                now,
                first.task_pcs if now else 0,
                "; ".join(operation.name for operation in line.operations if operation.room == number),
            )
            for number, (room, most, now) in enumerate(
                zip(line.rooms, first.room_people, first.room_now, strict=True)
            )
        ),
        about="Через каждое помещение за смену проходят все изделия задания.",
    )


def rotation_table(
    staffing: Staffing, balances: Sequence[CrewBalance], strain: Sequence[int], intervals: int
) -> LineTable:
    """Where the person of each place works in every interval, and the strain points of the shift."""
    labels = place_labels(staffing.balance)
    at = [place_labels(balance) for balance in (balances if len(balances) > 1 else [balances[0]] * intervals)]
    return LineTable(
        key="rotation",
        title="Ротация по интервалам",
        columns=(
            LineColumn("Человек места"),
            *(LineColumn(f"Интервал {number}") for number in range(1, len(at) + 1)),
            LineColumn("Напряжённость", "балл", 0),
        ),
        rows=tuple(
            (
                labels[person],
                *(one[person].removeprefix("Место ") or "—" for one in at),
                strain[person],
            )
            for person in working(staffing.balance)
        ),
        about="Операции остаются на местах, люди меняются между интервалами."
        if len(balances) > 1
        else "Люди не меняются местами: ротация не составлена или не уменьшает наибольшей напряжённости.",
    )


def people_table(line: Line, told: Sequence[Sentence], staffing: Staffing) -> LineTable:
    """Everybody with the reason for the place."""
    labels = place_labels(staffing.balance)
    return LineTable(
        key=PEOPLE,
        title="Расстановка людей",
        columns=(
            LineColumn("Место"),
            LineColumn("Код"),
            LineColumn("Фамилия"),
            LineColumn("Вид ограничения"),
            LineColumn("Загрузка", "%", 0),
            LineColumn("Почему здесь"),
        ),
        rows=tuple(
            (
                labels[one.person].removeprefix("Место ") or "—",
                line.people[one.person].code,
                line.people[one.person].name,
                line.people[one.person].restriction or "—",
                one.load_pct,
                " ".join((one.text, *one.neighbours)),
            )
            for one in told
        ),
    )


def whole(pieces: float) -> int:
    """Pieces of a backlog: whole ones, rounded up."""
    return math.ceil(pieces - 1e-6)
