"""Projects as published: Patterson's `.rcp` (PSPLIB)."""

from __future__ import annotations

from potok.errors import InvalidDataError, Problem
from potok.scheduling.formats.numbers import Lines
from potok.scheduling.projects.problem import Activity, ProjectProblem


def read_project(text: str) -> ProjectProblem:
    """A project: sizes, capacities, then a line an activity with duration, demands, successors (1-based).

    Raises:
        InvalidDataError: A number is missing, wrong or too much.
        ProjectError: The numbers make no project.
    """
    lines = Lines(text, "Файл .rcp")
    head = lines.take("размеры")
    count, resources = head.whole("число работ", 1), head.whole("число ресурсов", 0)
    head.finish()
    capacities: tuple[int, ...] = ()
    if resources:
        line = lines.take("запасы ресурсов")
        capacities = tuple(line.whole("запас", 0) for _ in range(resources))
        line.finish()
    activities = []
    for index in range(count):
        line = lines.take(f"работа {index + 1}")
        duration = line.whole("длительность", 0)
        demands = tuple(line.whole("потребность", 0) for _ in range(resources))
        successors = [
            line.whole("последующая", 1, count) - 1 for _ in range(line.whole("число последующих", 0))
        ]
        if len(set(successors)) < len(successors):
            twice = next(str(each + 1) for each in successors if successors.count(each) > 1)
            raise InvalidDataError([Problem(line.where, line.row, "последующая", twice, "названа один раз")])
        line.finish()
        activities.append(Activity(duration, demands, tuple(successors)))
    lines.finish()
    return ProjectProblem(capacities, tuple(activities))
