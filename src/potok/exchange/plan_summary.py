"""summary.json of a plan: its figures as plain data, read back with every fault named (conventions 3)."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from potok.errors import Problem
from potok.exchange.cells import CellFaultError, Choice, Date, Kind, Moment, Text, Whole
from potok.scheduling.plan import LateOrder, PlanSummary, UnplannedOrder, UnplannedReason

SUMMARY_FILE = "summary.json"
_CODE = Text(longest=60, code=True)


def summary_data(summary: PlanSummary) -> dict[str, Any]:
    """The summary as data for JSON, keys in the order of the conventions."""
    return {
        "today": summary.today.isoformat(),
        "orders": summary.orders,
        "planned": summary.planned,
        "unplanned": [
            {"order_no": one.order_no, "reason_code": one.reason_code.value} for one in summary.unplanned
        ],
        "late": [{"order_no": one.order_no, "days": one.days} for one in summary.late],
        "tardiness_days": summary.tardiness_days,
        "setup_min": _json_number(summary.setup_min),
        "last_finish": None if summary.last_finish is None else Moment().write(summary.last_finish),
        "seconds": summary.seconds,
    }


def read_summary(folder: Path, problems: list[Problem]) -> PlanSummary | None:
    """The summary of a folder; None when it has faults, which are then noted. Other keys are passed over."""
    path = folder / SUMMARY_FILE
    if not path.is_file():
        expected = f"файл {path}: итоги плана"
        problems.append(Problem(SUMMARY_FILE, None, "файл", None, expected, "missing_file"))
        return None
    try:
        data = json.loads(path.read_bytes(), parse_float=Decimal)
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        row = error.lineno if isinstance(error, json.JSONDecodeError) else None
        problems.append(Problem(SUMMARY_FILE, row, "файл", "не читается", "JSON в UTF-8", "bad_json"))
        return None
    if not isinstance(data, dict):
        problems.append(Problem(SUMMARY_FILE, None, "файл", "не объект", "объект JSON", "bad_json"))
        return None
    return _summary(data, problems)


def _summary(data: Mapping[str, Any], problems: list[Problem]) -> PlanSummary | None:
    fields = _Fields(data, problems)
    values: dict[str, Any] = {
        "today": fields.cell("today", Date()),
        "orders": fields.cell("orders", Whole()),
        "planned": fields.cell("planned", Whole()),
        "unplanned": fields.rows(
            "unplanned", {"order_no": _CODE, "reason_code": Choice(UnplannedReason)}, UnplannedOrder
        ),
        "late": fields.rows("late", {"order_no": _CODE, "days": Whole()}, LateOrder),
        "tardiness_days": fields.cell("tardiness_days", Whole()),
        "setup_min": fields.number("setup_min"),
        "last_finish": fields.cell("last_finish", Moment(), may_be_null=True),
        "seconds": fields.number("seconds"),
    }
    if fields.faulty:
        return None
    values["seconds"] = float(values["seconds"])
    return PlanSummary(**values)


class _Fields:
    """Reads the fields of a JSON object and notes their faults.

    Attributes:
        faulty: Whether any field had a fault.
    """

    def __init__(self, data: Mapping[str, Any], problems: list[Problem]) -> None:
        self._data = data
        self._problems = problems
        self.faulty = False

    def cell(self, key: str, kind: Kind, *, may_be_null: bool = False) -> Any:  # noqa: ANN401  # as the kind
        """The value of a key as a cell of a table would be read."""
        return self._value(self._data, key, key, kind, may_be_null=may_be_null)

    def number(self, key: str) -> Decimal:
        """A JSON number, exact."""
        value = self._data.get(key)
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            return Decimal(value)
        self._note(key, value, "число", "bad_number")
        return Decimal(0)

    def rows(self, key: str, kinds: Mapping[str, Kind], record: Callable[..., Any]) -> tuple[Any, ...]:
        """A list of objects with the given keys."""
        rows = self._data.get(key)
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            self._note(key, rows, "список объектов", "bad_json")
            return ()
        return tuple(
            record(
                **{
                    name: self._value(row, name, f"{key}[{index}].{name}", kind)
                    for name, kind in kinds.items()
                }
            )
            for index, row in enumerate(rows)
        )

    def _value(
        self, data: Mapping[str, Any], key: str, path: str, kind: Kind, *, may_be_null: bool = False
    ) -> Any:  # noqa: ANN401  # as the kind
        value = data.get(key)
        if value is None and may_be_null and key in data:
            return None
        if value is None or isinstance(value, bool | list | dict):
            self._note(path, value, "значение обязательно", "required")
            return None
        try:
            return kind.read(str(value))
        except CellFaultError as fault:
            self._note(path, value, fault.expected, fault.code)
            return None

    def _note(self, path: str, value: object, expected: str, code: str) -> None:
        self.faulty = True
        given = None if value is None else str(value)
        self._problems.append(Problem(SUMMARY_FILE, None, path, given, expected, code))


def _json_number(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)
