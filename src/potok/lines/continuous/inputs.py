"""What a continuous line is designed of: the input of `line.continuous` once, and what the other two add."""

from __future__ import annotations

from dataclasses import replace

from potok.lines.kinds import Example
from potok.methods.line.continuous import METHOD as CONTINUOUS
from potok.methods.line.conveyor import METHOD as CONVEYOR
from potok.methods.line.leading_machine import METHOD as LEADING_MACHINE
from potok.notes.inputs.fields import Fault, Field, Inputs, Number, Rows, Text, TextList
from potok.notes.inputs.record import Record

_SHARED = {field.key: field for field in CONTINUOUS.inputs.fields}
_OF_CONVEYOR = {field.key: field for field in CONVEYOR.inputs.fields}


def _rows(fields: tuple[Field, ...], key: str) -> Rows:
    found = next(field for field in fields if field.key == key)
    if not isinstance(found, Rows):
        raise TypeError(f"{key} is no list")
    return found


_OPERATIONS = _rows(CONTINUOUS.inputs.fields, "operations")
_PLACES = {field.key: field for field in _rows(LEADING_MACHINE.inputs.fields, "workplaces").fields}
#: Keys of an operation that the method of the line knows.
OPERATION_KEYS = frozenset(field.key for field in _OPERATIONS.fields)
#: Keys of the line that its method knows, beside the operations.
LINE_KEYS = _SHARED.keys() - {"operations"}


def _optional(declared: Field, default: float | None = None) -> Number:
    if not isinstance(declared, Number):
        raise TypeError(f"{declared.key} is no number")
    return replace(declared, optional=default is None, default=default)


def _required(declared: Field) -> Number:
    if not isinstance(declared, Number):
        raise TypeError(f"{declared.key} is no number")
    return replace(declared, optional=False)


def _leading_is_in_the_line(given: Record) -> list[Fault]:
    leading = given.maybe_text("leading_operation")
    names = [operation.text("name") for operation in given.rows("operations")]
    if leading is None or leading in names:
        return []
    return [
        Fault("leading_operation", f"одна из операций: {', '.join(names)}", leading, code="unknown_reference")
    ]


def _operations_of_the_route_are_whole(given: Record) -> list[Fault]:
    """Machines without an operation of the route would be lost."""
    return [
        Fault(
            f"operations[{place}].route_op_no", "номер операции маршрута, раз заданы станки", code="missing"
        )
        for place, operation in enumerate(given.rows("operations"))
        if operation.texts("machine_ids") and not operation.has("route_op_no")
    ]


INPUTS = Inputs(
    fields=(
        _SHARED["program_pcs"],
        _SHARED["period_shifts"],
        _SHARED["shift_h"],
        _SHARED["shifts_per_day"],
        _SHARED["loss_share"],
        _SHARED["loss_basis"],
        _SHARED["break_per_shift_min"],
        _SHARED["stops_min_per_hour"],
        _SHARED["downtime_share"],
        _SHARED["lines_count"],
        Number("piece_kg", "Масса изделия", "kg", above=0),
        _SHARED["layout"],
        _required(_SHARED["workplace_spacing_m"]),
        _SHARED["item_spacing_m"],
        _OF_CONVEYOR["units_per_carrier"],
        _SHARED["transport_batch_pcs"],
        _SHARED["safety_backlog_shift_share"],
        Text("leading_operation", "Ведущая операция", optional=True),
        Rows(
            "operations",
            _OPERATIONS.title,
            (
                *_OPERATIONS.fields,
                _optional(_PLACES["yield_share"], default=1),
                Number("route_op_no", "Операция маршрута, №", "1", above=0, whole=True, optional=True),
                TextList("machine_ids", "Станки, коды", optional=True),
            ),
            at_most_items=200,
            unique="name",
        ),
    ),
    checks=(_leading_is_in_the_line, _operations_of_the_route_are_whole),
)

EXAMPLES = (
    Example(
        "filling",
        "Линия фасовки краски: 1 120 вёдер в смену",
        {
            "program_pcs": 1120,
            "period_shifts": 1,
            "shift_h": 8,
            "shifts_per_day": 2,
            "loss_share": 0.005,
            "loss_basis": "launch",
            "break_per_shift_min": 30,
            "stops_min_per_hour": 1,
            "downtime_share": 0.02,
            "lines_count": 1,
            "piece_kg": 15,
            "layout": "one_sided",
            "workplace_spacing_m": 1.4,
            "item_spacing_m": 0.7,
            "units_per_carrier": 1,
            "transport_batch_pcs": 1,
            "safety_backlog_shift_share": 0.05,
            "operations": [
                {"name": "Подача тары", "time_s": 11, "service_norm": 2, "simultaneous_pcs": 1},
                {"name": "Розлив", "time_s": 44, "service_norm": 2, "simultaneous_pcs": 1},
                {"name": "Укупорка", "time_s": 21, "service_norm": 1, "simultaneous_pcs": 1},
                {"name": "Этикетирование", "time_s": 18, "service_norm": 2, "simultaneous_pcs": 1},
                {"name": "Контроль массы", "time_s": 9, "service_norm": 2, "simultaneous_pcs": 1},
                {"name": "Укладка на поддон", "time_s": 42, "service_norm": 1, "simultaneous_pcs": 2},
            ],
        },
    ),
    Example(
        "pressing",
        "Линия прессования: 200 000 изделий в месяц (источник 004)",
        {
            "program_pcs": 200000,
            "period_shifts": 101.6,
            "shift_h": 6,
            "shifts_per_day": 4,
            "loss_share": 0,
            "loss_basis": "launch",
            "break_per_shift_min": 20,
            "stops_min_per_hour": 0,
            "downtime_share": 0.03,
            "lines_count": 1,
            "piece_kg": 0.8,
            "layout": "one_sided",
            "workplace_spacing_m": 1.6,
            "units_per_carrier": 1,
            "transport_batch_pcs": 1,
            "safety_backlog_shift_share": 0.5,
            "operations": [
                {"name": "Операция 1", "time_s": 40, "service_norm": 2, "simultaneous_pcs": 1},
                {"name": "Операция 2", "time_s": 32, "service_norm": 1, "simultaneous_pcs": 1},
                {"name": "Операция 3", "time_s": 28, "service_norm": 1, "simultaneous_pcs": 1},
                {"name": "Операция 4", "time_s": 19, "service_norm": 1, "simultaneous_pcs": 1},
                {"name": "Операция 5", "time_s": 51, "service_norm": 1, "simultaneous_pcs": 1},
                {"name": "Операция 6", "time_s": 82, "service_norm": 2, "simultaneous_pcs": 1},
            ],
        },
    ),
)
