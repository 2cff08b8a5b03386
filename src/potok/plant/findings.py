"""Collects the faults of a plant's tables with their places."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from enum import Enum

from potok.errors import Problem
from potok.plant.tables import PlantTables


class Findings:
    """Faults found so far, named by the user's names of the tables.

    Args:
        tables: The tables under check.
    """

    def __init__(self, tables: PlantTables) -> None:
        self._tables = tables
        self._order = {name: index for index, name in enumerate(PlantTables.__dataclass_fields__)}
        self._found: list[tuple[tuple[int, int], Problem]] = []

    def add(self, table: str, row: int, field: str, value: object, expected: str, code: str) -> None:
        """Note one fault.

        Args:
            table: Table name as in `tables.KEY_FIELDS`.
            row: Row as the user counts it.
            field: Column, or several with commas.
            value: What stands there.
            expected: Russian description of what is expected.
            code: Stable kind of the fault.
        """
        problem = Problem(self._tables.place(table), row, field, as_text(value), expected, code)
        self._found.append(((self._order[table], row), problem))

    def problems(self) -> list[Problem]:
        """All faults by table and row."""
        return [problem for _, problem in sorted(self._found, key=lambda found: found[0])]


def as_text(value: object) -> str | None:
    """A value as it would stand in a file; None stays None."""
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, Decimal):
        return plain_number(value)
    if isinstance(value, dt.datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, dt.time):
        return value.isoformat(timespec="seconds" if value.second else "minutes")
    return None if value is None else str(value)


def plain_number(number: Decimal) -> str:
    """A decimal without exponent, trailing zeros or a negative zero."""
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
