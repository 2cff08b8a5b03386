"""Pictures of the technological scheme: pitch diagram and calculated labour (003 section 2)."""

from __future__ import annotations

from collections.abc import Sequence

from potok.methods.sewing._mechanisation import in_order, specialty_title
from potok.methods.sewing._scheme_input import Group, Operation
from potok.notes.figures import Figure, Level, xy_series
from potok.notes.render.numbers import number_text


def pitch_diagram(
    groups: Sequence[Group], times: Sequence[float], takt: float, bounds: Sequence[float]
) -> Figure:
    """Time of an operator of every workstation against the takt.

    Args:
        groups: The workstations.
        times: Their times, s.
        takt: Takt, s.
        bounds: Limits of the permitted band as shares of the takt.
    """
    each = [time / group.workers.number for time, group in zip(times, groups, strict=True)]
    levels = [Level("Такт", takt)]
    levels += [Level(f"{number_text(bound)} такта", takt * bound) for bound in bounds]
    return Figure(
        "line",
        "График согласования времени операций",
        "Организационная операция",
        "Время на одного рабочего, с",
        (xy_series("Время на рабочего", [group.label for group in groups], each),),
        tuple(levels),
    )


def labour_chart(operations: Sequence[Operation], takt: float) -> Figure:
    """Calculated operators by grade, one layer a specialty."""
    grades = sorted({operation.grade.number for operation in operations})
    series = []
    for specialty in in_order(operation.specialty for operation in operations):
        workers = [
            sum(
                operation.time.number / takt
                for operation in operations
                if (operation.specialty, operation.grade.number) == (specialty, grade)
            )
            for grade in grades
        ]
        series.append(
            xy_series(
                specialty_title(specialty), [f"{number_text(grade)} разряд" for grade in grades], workers
            )
        )
    return Figure("stacked", "Расчётная рабочая сила", "Разряд", "Рабочих, чел.", tuple(series))
