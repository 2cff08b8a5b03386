"""Pictures of the sheltered line: load of places, service schedule, movement of backlogs."""

from __future__ import annotations

from collections.abc import Sequence

from potok.balancing.workers.problem import CrewBalance
from potok.lines.sheltered.backlogs import Movement
from potok.lines.sheltered.crew import Staffing, task_name
from potok.lines.sheltered.model import Line
from potok.lines.sheltered.schedule import working
from potok.lines.sheltered.service import piece_minutes
from potok.lines.sheltered.timetable import Service
from potok.lines.sheltered.writing import place_labels
from potok.notes.figures import Figure, Level, Series, bar, gantt, xy_series

#: More lines than this cannot be told apart in one picture.
LINES_OF_A_PICTURE = 5


def pictures(
    line: Line,
    staffing: Staffing,
    balances: Sequence[CrewBalance],
    services: Sequence[Service],
    moved: Sequence[Movement],
) -> tuple[Figure, ...]:
    """All pictures in the order of the design."""
    return (
        load_picture(line, staffing),
        *(
            service_picture(line, balance, service, "" if len(services) == 1 else f" {number}")
            for number, (balance, service) in enumerate(zip(balances, services, strict=True), start=1)
        ),
        *movement_pictures(moved),
    )


def load_picture(line: Line, staffing: Staffing) -> Figure:
    """Minutes of every place for one piece against the takt."""
    works, labels = piece_minutes(line, staffing.balance), place_labels(staffing.balance)
    people = working(staffing.balance)
    names = [labels[person].removeprefix("Место ") for person in people]
    series = xy_series("Работа на изделие", names, (works[person] for person in people))
    level = Level("Такт", staffing.takt_min)
    return Figure("bar", "Загрузка мест", "Место", "Работа на изделие, мин", (series,), (level,))


def service_picture(line: Line, balance: CrewBalance, service: Service, number: str = "") -> Figure:
    """A row for each place, a bar for each machine it serves."""
    labels, order = place_labels(balance), working(balance)
    visits = tuple(
        bar(labels[one.person], one.start_min, one.finish_min, task_name(line, one.operation, one.copy))
        for person in order
        for one in service.visits
        if one.person == person
    )
    walks = tuple(bar(labels[one.person], one.start_min, one.finish_min, "") for one in service.walks)
    series = [Series("Работа у машины", visits), *([Series("Переход", walks)] if walks else [])]
    return gantt(f"График обслуживания за интервал{number}", "Место", series)


def movement_pictures(moved: Sequence[Movement]) -> tuple[Figure, ...]:
    """Levels over the working time of the shift, so many backlogs a picture that they can be told apart."""
    parts = [moved[start : start + LINES_OF_A_PICTURE] for start in range(0, len(moved), LINES_OF_A_PICTURE)]
    return tuple(
        Figure(
            "line",
            "Движение оборотных заделов" + (f", лист {number}" if len(parts) > 1 else ""),
            "Рабочее время смены, мин",
            "Задел, шт.",
            tuple(
                xy_series(one.name, (moment for moment, _ in one.points), (level for _, level in one.points))
                for one in part
            ),
        )
        for number, part in enumerate(parts, start=1)
    )
