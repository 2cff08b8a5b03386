"""Tables of inputs of a calculation: a row an input, a column a place in it ("operations[0].time_min").

A column may also be headed by the Russian title of a single value. A cell of a list or an object may
hold it as JSON. Empty cells are not given.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from potok.errors import InvalidDataError, Problem
from potok.exchange.columns import RawTable
from potok.exchange.csv_tables import raw_csv
from potok.exchange.workbook_tables import raw_sheets
from potok.notes.inputs.fields import Field, Flag, Inputs, Text
from potok.notes.inputs.paths import declared_field, steps_of

_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?(?:[eE][+-]?\d+)?", re.ASCII)
_SPACES = re.compile(r"(?<=\d)[ \u00a0\u2009\u202f](?=\d{3})")
#: A place in a list beyond this is a slip of the pen.
_MOST_ELEMENTS = 10_000
_YES, _NO = frozenset({"да", "true", "истина", "1"}), frozenset({"нет", "false", "ложь", "0"})


@dataclass(frozen=True, slots=True)
class InputTable:
    """Inputs by the number of their row in the file."""

    rows: tuple[tuple[int, dict[str, Any]], ...]


@dataclass(frozen=True, slots=True)
class _Column:
    """A column: its place in the input and what is declared there."""

    path: str
    steps: tuple[str | int, ...]
    declared: Field | None


def read_input_table(content: bytes, *, name: str, inputs: Inputs) -> InputTable:
    """Read a CSV or XLSX file of inputs.

    Args:
        content: Bytes of the file.
        name: Its name, whose ending tells the kind.
        inputs: The declared input of the method.

    Raises:
        InvalidDataError: It is no table, a column is unknown, a cell of JSON cannot be read.
    """
    problems: list[Problem] = []
    table = _raw(content, name, _heads(inputs), problems)
    if table is None or problems:
        raise InvalidDataError(
            problems or [_fault(name, None, "файл", "пусто", "строка с названиями столбцов")]
        )
    (head_row, heads), *body = table.rows
    columns = _columns(heads, inputs, name, head_row, problems)
    places = [_Column(path, steps_of(path), declared_field(inputs, path)) for path in columns]
    rows = [(row, _given(cells, places, (name, row), problems)) for row, cells in body]
    if problems:
        raise InvalidDataError(problems)
    return InputTable(tuple(rows))


def _heads(inputs: Inputs) -> list[str]:
    return [word for field in inputs.fields for word in (field.key, field.title)]


def _raw(content: bytes, name: str, header: Sequence[str], problems: list[Problem]) -> RawTable | None:
    """The first sheet or the only table; leading empty rows are passed over."""
    if Path(name).suffix.lower() == ".csv":
        table = raw_csv(content, place=name, header=header, problems=problems)
    elif Path(name).suffix.lower() == ".xlsx":
        sheets = raw_sheets(io.BytesIO(content), place=name, problems=problems)
        table = next(iter(sheets.values()), None)
    else:
        problems.append(_fault(name, None, "файл", name, "файл CSV или XLSX"))
        return None
    if table is None:
        return None
    filled = tuple((row, cells) for row, cells in table.rows if any(cells))
    return RawTable(table.place, filled) if filled else None


def _columns(heads: Sequence[str], inputs: Inputs, name: str, row: int, problems: list[Problem]) -> list[str]:
    """Path of each column, empty for an unnamed one."""
    keys = {field.key for field in inputs.fields}
    titles = {field.title.casefold(): field.key for field in inputs.fields}
    columns = []
    for head in heads:
        path = titles.get(head.casefold(), head)
        steps = steps_of(path)
        if head and (not steps or steps[0] not in keys):
            expected = f"поле исходных данных: {', '.join(sorted(keys))}"
            problems.append(_fault(name, row, "столбец", head, expected, code="unknown_column"))
        elif any(isinstance(step, int) and step >= _MOST_ELEMENTS for step in steps):
            problems.append(_fault(name, row, "столбец", head, f"номер в списке меньше {_MOST_ELEMENTS}"))
        columns.append(path if head else "")
    return columns


def _given(
    cells: Sequence[str],
    columns: Sequence[_Column],
    where: tuple[str, int],
    problems: list[Problem],
) -> dict[str, Any]:
    """One input; places of a list without a cell between them stay empty."""
    given: dict[str, Any] = {}
    for column, text in zip(columns, cells, strict=False):
        if not column.path or not text:
            continue
        try:
            value = _value(text, column.declared)
        except json.JSONDecodeError:
            problems.append(_fault(where[0], where[1], column.path, text, "список или объект в записи JSON"))
            continue
        _put(given, column.steps, value)
    return given


def _value(text: str, declared: Field | None) -> Any:  # noqa: ANN401 - whatever JSON holds
    """What a cell says: a number, a text, yes or no, or JSON."""
    if isinstance(declared, Text):
        names = {title.casefold(): key for key, title in declared.choices.items()}
        return names.get(text.casefold(), text)
    if isinstance(declared, Flag) and text.casefold() in _YES | _NO:
        return text.casefold() in _YES
    if text[0] in "[{":
        return json.loads(text)
    plain = _SPACES.sub("", text)
    if _NUMBER.fullmatch(plain):
        number = float(plain.replace(",", "."))
        return int(number) if number.is_integer() and abs(number) < 1e15 else number
    return text


def _put(given: dict[str, Any], steps: tuple[str | int, ...], value: object) -> None:
    """Put a value into its place in a fresh input, making lists and objects on the way."""
    holder: Any = given
    last = len(steps) - 1
    for place, step in enumerate(steps):
        if isinstance(step, int):
            holder.extend([None] * (step + 1 - len(holder)))
        if place == last:
            holder[step] = value
            return
        following = steps[place + 1]
        inside = holder[step] if isinstance(step, int) else holder.get(step)
        if inside is None:
            inside = [] if isinstance(following, int) else {}
            holder[step] = inside
        holder = inside


def _fault(
    name: str, row: int | None, field: str, value: str, expected: str, *, code: str = "bad_value"
) -> Problem:
    return Problem(name, row, field, value, expected, code)
