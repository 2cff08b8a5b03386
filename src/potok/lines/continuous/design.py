"""The design of a continuous line: three methods on one input, figures, sensitivity, norms of the route."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from potok.lines.continuous import sensitivity
from potok.lines.continuous.inputs import EXAMPLES, INPUTS, LINE_KEYS, OPERATION_KEYS
from potok.lines.continuous.page_data import page_data
from potok.lines.continuous.route import rate_per_h, route_norms
from potok.lines.continuous.tables import operations_table, programme_table, thresholds_table
from potok.lines.design import Indicator, LineDesign, LineWarning
from potok.methods.line.continuous import METHOD as CONTINUOUS
from potok.methods.line.conveyor import METHOD as CONVEYOR
from potok.methods.line.leading_machine import METHOD as LEADING_MACHINE
from potok.notes.inputs.record import Record
from potok.notes.inputs.validation import accept
from potok.notes.note import Note
from potok.notes.render.numbers import number_text

__all__ = ["EXAMPLES", "INPUTS", "design"]

_KG_PER_T = 1000
_SECONDS_PER_HOUR = 3600
#: A full load of binary arithmetic must not look like an overload.
_NOISE = 1e-9
#: Belt speed for manual work, m/min (catalogue 15.4).
_SPEEDS = (0.1, 4.0)


def design(given: Mapping[str, object]) -> LineDesign:
    """The whole line.

    Raises:
        InvalidInputError: All faults of the input with their paths.
        FormulaRefusedError: Breaks and stops leave no time.
    """
    record = accept(INPUTS, given, record=False).record
    line_given = _of_line(given)
    line = CONTINUOUS.run(line_given)
    conveyor = CONVEYOR.run(_of_conveyor(given, record, line.result))
    leading = LEADING_MACHINE.run(_of_leading(record, line.result))
    program = record.number("program_pcs").number
    points = sensitivity.points(line_given, program)
    names = [operation.text("name") for operation in record.rows("operations")]
    found: Mapping[str, Any] = line.result
    thresholds = sensitivity.thresholds(names, found["workplaces_raw"], program)
    turns = sensitivity.turning_points(line_given, program, thresholds)
    return LineDesign(
        kind="continuous",
        summary=_summary(record, line.result),
        indicators=_indicators(record, line.result, conveyor.result, leading.result),
        notes=(line, conveyor, leading),
        data=page_data(record, found, conveyor.result, leading.result),
        route=route_norms(record, line.result),
        warnings=(*_overload(record, line.result), *_warnings((line, conveyor, leading))),
        tables=(
            operations_table(record, line.result),
            programme_table(points),
            thresholds_table(thresholds),
        ),
        figures=sensitivity.figures((points[0], points[-1]), turns),
    )


def _of_line(given: Mapping[str, Any]) -> dict[str, Any]:
    """Input of `line.continuous`, as it was entered."""
    operations = [
        {key: value for key, value in operation.items() if key in OPERATION_KEYS}
        for operation in given["operations"]
    ]
    return {
        **{key: value for key, value in given.items() if key in LINE_KEYS},
        "operations": operations,
    }


def _of_conveyor(given: Mapping[str, Any], record: Record, line: Mapping[str, Any]) -> dict[str, Any]:
    """Input of `line.conveyor`: places and takt come from the line, lengths are counted by gaps as there."""
    segment = {"spacing_m": given["workplace_spacing_m"], "workplaces_pcs": line["workplaces_total"]}
    return {
        "layout": record.maybe_text("layout") or "one_sided",
        "count_rule": "gaps",
        "segments": [segment],
        "object_spacing_m": given.get("item_spacing_m"),
        "rhythm_min_per_unit": line["takt_min"],
        "units_per_carrier": given.get("units_per_carrier"),
    }


def _of_leading(record: Record, line: Mapping[str, Any]) -> dict[str, Any]:
    """Input of `line.leading_machine`: workplaces are operations, its breaks all lost time."""
    piece_t = record.number("piece_kg").number / _KG_PER_T
    operations = record.rows("operations")
    capacities = {
        operation.text("name"): places * _SECONDS_PER_HOUR / operation.number("time_s").number * piece_t
        for operation, places in zip(operations, line["workplaces"], strict=True)
    }
    shift_min = record.number("shift_h").number * 60
    lost = shift_min - line["effective_fund_min"] / record.number("period_shifts").number
    return {
        "leading_machine": record.maybe_text("leading_operation")
        or min(capacities, key=capacities.__getitem__),
        "shift_h": record.number("shift_h").number,
        "breaks_min": max(0.0, lost),
        "shifts_per_day": record.number("shifts_per_day").number,
        "workplaces": [
            {
                "name": operation.text("name"),
                "capacity_t_per_h": capacities[operation.text("name")],
                "yield_share": operation.number("yield_share").number,
            }
            for operation in operations
        ],
    }


def _indicators(
    record: Record, line: Mapping[str, Any], conveyor: Mapping[str, Any], leading: Mapping[str, Any]
) -> tuple[Indicator, ...]:
    shifts, a_day = record.number("period_shifts").number, record.number("shifts_per_day").number
    in_shift = line["workers_per_line"] / a_day
    output = record.number("program_pcs").number / shifts
    needed_t = line["launch_program_pcs"] / shifts * record.number("piece_kg").number / _KG_PER_T
    return (
        Indicator("takt_s", "Такт", "s", line["takt_s"]),
        Indicator("rate_per_h", "Выпуск за час смены", "pcs/h", rate_per_h(record, line), "high"),
        Indicator("workplaces", "Рабочих мест", "pcs", line["workplaces_total"], "low"),
        Indicator("average_load", "Средняя загрузка", "share", line["average_load_share"], "high"),
        Indicator("greatest_load", "Наибольшая загрузка", "share", max(line["load_share"]), "low", high=1),
        Indicator("workers_in_shift", "Рабочих в смену", "people", in_shift, "low"),
        Indicator("output_per_worker", "Выработка рабочего за смену", "pcs", output / in_shift, "high"),
        Indicator(
            "leading_reserve",
            "Производительность к нужной",
            "share",
            leading["shift_task_t"] / needed_t,
            "high",
            low=1,
        ),
        Indicator("conveyor_length_m", "Длина конвейера", "m", conveyor["length_m"], "low"),
        Indicator(
            "conveyor_speed",
            "Скорость конвейера",
            "m/min",
            conveyor["speed_m_per_min"],
            low=_SPEEDS[0],
            high=_SPEEDS[1],
        ),
        Indicator("transit_min", "Прохождение конвейера", "min", conveyor["transit_min"], "low"),
        Indicator("backlog_pcs", "Задел на линии", "pcs", line["total_backlog_pcs"], "low"),
    )


def _summary(record: Record, line: Mapping[str, Any]) -> str:
    output = record.number("program_pcs").number / record.number("period_shifts").number
    people = line["workers_per_line"] / record.number("shifts_per_day").number
    parts = (
        f"такт {number_text(round(line['takt_s'], 1))} с",
        f"{number_text(round(output))} шт. в смену",
        f"операций {len(line['workplaces'])}",
        f"мест {number_text(line['workplaces_total'])}",
        f"рабочих в смену {number_text(round(people, 1))}",
    )
    return " · ".join(parts)


def _overload(record: Record, line: Mapping[str, Any]) -> tuple[LineWarning, ...]:
    """The line does not reach its programme."""
    greatest = max(line["load_share"])
    if greatest <= 1 + _NOISE:
        return ()
    rate = rate_per_h(record, line)
    text = (
        f"Линия не выполняет программу: самая загруженная операция пропускает {number_text(round(rate, 1))} "
        f"шт. в час вместо {number_text(round(rate * greatest, 1))}. В маршрут пойдёт меньший темп."
    )
    return (LineWarning("programme_not_reached", text),)


def _warnings(notes: Sequence[Note]) -> tuple[LineWarning, ...]:
    """Warnings of all notes, each once: assumptions are told by several of them."""
    told = {remark.text: LineWarning(remark.code, remark.text) for note in notes for remark in note.warnings}
    return tuple(told.values())
