"""Reads the texts of plan.csv, shortages.csv and summary.json (conventions 3).

Reading is tolerant on purpose: what cannot be read becomes a fault with its row, not an exception,
and the rest is still read, so that one report names everything.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any, Generic, TypeVar

from potok.plant.model import Unit
from potok.scheduling.plan import (
    LateOrder,
    PlanRow,
    PlanSummary,
    ShortageRow,
    UnplannedOrder,
    UnplannedReason,
)
from potok.scheduling.verify.rule import Fault

PLAN_FILE = "plan.csv"
SHORTAGES_FILE = "shortages.csv"
SUMMARY_FILE = "summary.json"

PLAN_COLUMNS = (
    "order_no",
    "op_no",
    "batch_no",
    "part_no",
    "machine_id",
    "start_at",
    "finish_at",
    "qty",
    "setup_min",
)
SHORTAGE_COLUMNS = ("order_no", "component_id", "shortage_qty", "unit", "earliest_start_date")

#: Bounds far outside any plan that keep a typing error from becoming an endless calculation.
LARGEST = Decimal(10) ** 12
YEARS = range(1970, 2200)

Parsed = TypeVar("Parsed")
Value = TypeVar("Value")


class UnreadableValueError(ValueError):
    """A value of a plan file that cannot be read; its text is the Russian reason."""


@dataclass
class Table(Generic[Parsed]):
    """What could be read of a CSV text, and what could not.

    Attributes:
        rows: The rows read.
        numbers: Their numbers in the file (header = row 1).
        faults: One for every row that could not be read.
    """

    rows: list[Parsed] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def read_plan(text: str) -> Table[PlanRow]:
    """Rows of plan.csv."""
    return _read_table(PLAN_FILE, text, PLAN_COLUMNS, _plan_row)


def read_shortages(text: str) -> Table[ShortageRow]:
    """Rows of shortages.csv."""
    return _read_table(SHORTAGES_FILE, text, SHORTAGE_COLUMNS, _shortage_row)


def read_summary(text: str) -> tuple[PlanSummary | None, tuple[Fault, ...]]:
    """The object of summary.json, or None with every fault of its text."""
    try:
        given = json.loads(text.removeprefix("\ufeff"), parse_float=Decimal)
    except json.JSONDecodeError as fault:
        return None, (Fault(f"файл {SUMMARY_FILE} не JSON: строка {fault.lineno}, знак {fault.colno}"),)
    if not isinstance(given, dict):
        return None, (Fault(f"файл {SUMMARY_FILE}: ожидается объект"),)
    values: dict[str, Any] = {}
    faults: list[Fault] = []
    for key, parse in _SUMMARY_KEYS.items():
        try:
            values[key] = parse(given[key])
        except KeyError:
            faults.append(Fault(f"файл {SUMMARY_FILE}: нет ключа {key}"))
        except UnreadableValueError as fault:
            faults.append(Fault(f"файл {SUMMARY_FILE}, {key}: {fault}"))
    return (None if faults else PlanSummary(**values)), tuple(faults)


def _read_table(
    name: str, text: str, columns: tuple[str, ...], parse: Callable[[Mapping[str, str]], Parsed]
) -> Table[Parsed]:
    table: Table[Parsed] = Table()
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    missing = [column for column in columns if column not in (reader.fieldnames or ())]
    if missing:
        table.faults.append(Fault(f"в файле {name} нет столбцов: {', '.join(missing)}"))
        return table
    for fields in reader:
        try:
            table.rows.append(parse({column: fields[column] or "" for column in columns}))
            table.numbers.append(reader.line_num)
        except UnreadableValueError as fault:
            table.faults.append(Fault(f"файл {name}, {fault}", row_no=reader.line_num))
    return table


def _plan_row(fields: Mapping[str, str]) -> PlanRow:
    return PlanRow(
        order_no=fields["order_no"],
        op_no=_field(fields, "op_no", _whole),
        batch_no=_field(fields, "batch_no", _whole),
        part_no=_field(fields, "part_no", _whole),
        machine_id=fields["machine_id"],
        start_at=_field(fields, "start_at", _moment),
        finish_at=_field(fields, "finish_at", _moment),
        qty=_field(fields, "qty", _decimal),
        setup_min=_field(fields, "setup_min", _decimal) if fields["setup_min"] else Decimal(0),
    )


def _shortage_row(fields: Mapping[str, str]) -> ShortageRow:
    date = fields["earliest_start_date"]
    return ShortageRow(
        order_no=fields["order_no"],
        component_id=fields["component_id"],
        shortage_qty=_field(fields, "shortage_qty", _decimal),
        unit=_field(fields, "unit", _unit),
        earliest_start_date=_field(fields, "earliest_start_date", _date) if date else None,
    )


def _field(fields: Mapping[str, str], name: str, parse: Callable[[str], Value]) -> Value:
    try:
        return parse(fields[name])
    except UnreadableValueError as fault:
        raise UnreadableValueError(f"поле {name}: {fault}") from None


def _unreadable(value: object, expected: str) -> UnreadableValueError:
    return UnreadableValueError(f"«{value}», ожидается {expected}")


def _whole(value: object) -> int:
    try:
        if isinstance(value, str | int) and not isinstance(value, bool):
            return int(value)
    except ValueError:
        pass
    raise _unreadable(value, "целое число")


def _decimal(value: object) -> Decimal:
    try:
        if isinstance(value, str | int | Decimal) and not isinstance(value, bool):
            number = Decimal(value)
            if number.is_finite() and abs(number) < LARGEST:
                return number
    except InvalidOperation:
        pass
    raise _unreadable(value, "число с десятичной точкой")


def _seconds(value: object) -> float:
    return float(_decimal(value))


def _moment(value: object) -> dt.datetime:
    try:
        at = dt.datetime.fromisoformat(str(value))
    except ValueError:
        raise _unreadable(value, "дата и время ISO") from None
    if at.year not in YEARS:
        raise _unreadable(value, f"год от {YEARS[0]} до {YEARS[-1]}")
    return at


def _moment_or_nothing(value: object) -> dt.datetime | None:
    return None if value is None else _moment(value)


def _date(value: object) -> dt.date:
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError:
        raise _unreadable(value, "дата ISO") from None


def _unit(value: object) -> Unit:
    try:
        return Unit(str(value))
    except ValueError:
        raise _unreadable(value, ", ".join(Unit)) from None


def _reason(value: object) -> UnplannedReason:
    try:
        return UnplannedReason(str(value))
    except ValueError:
        raise _unreadable(value, ", ".join(UnplannedReason)) from None


def _objects(value: object, *keys: str) -> list[dict[str, Any]]:
    """A list of objects that have the keys."""
    if isinstance(value, list) and all(
        isinstance(each, dict) and all(key in each for key in keys) for each in value
    ):
        return value
    raise _unreadable(value, f"список записей с ключами {', '.join(keys)}")


def _unplanned(value: object) -> tuple[UnplannedOrder, ...]:
    return tuple(
        UnplannedOrder(str(each["order_no"]), _reason(each["reason_code"]))
        for each in _objects(value, "order_no", "reason_code")
    )


def _late(value: object) -> tuple[LateOrder, ...]:
    return tuple(
        LateOrder(str(each["order_no"]), _whole(each["days"])) for each in _objects(value, "order_no", "days")
    )


_SUMMARY_KEYS: Mapping[str, Callable[[object], object]] = {
    "today": _date,
    "orders": _whole,
    "planned": _whole,
    "unplanned": _unplanned,
    "late": _late,
    "tardiness_days": _whole,
    "setup_min": _decimal,
    "last_finish": _moment_or_nothing,
    "seconds": _seconds,
}
