"""Tables of a continuous line: operations with their places and people, other programmes, thresholds."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from potok.lines.continuous.sensitivity import Point, Threshold
from potok.lines.design import LineColumn, LineTable
from potok.notes.inputs.record import Record


def operations_table(given: Record, line: Mapping[str, Any]) -> LineTable:
    """Places, load and people of each operation.

    Args:
        given: The accepted input of the kind.
        line: Result of `line.continuous`.
    """
    shifts = given.number("shifts_per_day").number
    rows = [
        (
            operation.text("name"),
            operation.number("time_s").number,
            raw,
            accepted,
            load * 100,
            operation.number("service_norm").number,
            workers / shifts,
        )
        for operation, raw, accepted, load, workers in zip(
            given.rows("operations"),
            line["workplaces_raw"],
            line["workplaces"],
            line["load_share"],
            line["workers_by_op"],
            strict=True,
        )
    ]
    people = sum(row[-1] for row in rows)
    return LineTable(
        key="operations",
        title="Операции, места и рабочие",
        columns=(
            LineColumn("Операция"),
            LineColumn("Норма времени", "с", 1),
            LineColumn("Мест расчётных", "шт.", 3),
            LineColumn("Мест принятых", "шт.", 0),
            LineColumn("Загрузка", "%", 1),
            LineColumn("Мест на рабочего", "шт.", 2),
            LineColumn("Рабочих в смену", "чел.", 2),
        ),
        rows=tuple(rows),
        about=f"При многостаночном обслуживании линии нужно {math.ceil(people - 1e-9)} чел. в смену: "
        "дробные части операций складываются, если их места стоят рядом.",
    )


def programme_table(points: Sequence[Point]) -> LineTable:
    """The line at 50…150 % of the programme."""
    return LineTable(
        key="programme",
        title="Чувствительность к программе",
        columns=(
            LineColumn("Программа", "%", 0),
            LineColumn("Выпуск за период", "шт.", 0),
            LineColumn("Такт", "с", 2),
            LineColumn("Рабочих мест", "шт.", 0),
            LineColumn("Средняя загрузка", "%", 1),
            LineColumn("Наибольшая загрузка", "%", 1),
            LineColumn("Рабочих в сутки", "чел.", 2),
        ),
        rows=tuple(
            (
                round(point.share * 100),
                point.program_pcs,
                point.takt_s,
                point.places,
                point.average_load * 100,
                point.greatest_load * 100,
                point.workers,
            )
            for point in points
        ),
    )


def thresholds_table(thresholds: Sequence[Threshold]) -> LineTable:
    """Programmes from which on an operation needs one more place."""
    return LineTable(
        key="thresholds",
        title="Где добавляется рабочее место",
        columns=(
            LineColumn("Операция"),
            LineColumn("Программа", "%", 1),
            LineColumn("Выпуск за период", "шт.", 0),
            LineColumn("Мест до", "шт.", 0),
            LineColumn("Мест после", "шт.", 0),
        ),
        rows=tuple(
            (one.operation, one.share * 100, one.program_pcs, one.before, one.after) for one in thresholds
        ),
        about="Принятое число мест — ближайшее целое к расчётному: место прибавляется, когда расчётное число "
        "переходит половину.",
    )
