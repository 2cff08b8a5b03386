"""The given data in the order a reader wants: single values first, then a table for each list.

Notes keep their numbers flat, by path; pages, documents and workbooks show them by this outline.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from potok.notes.inputs.fields import Field, Flag, Group, Inputs, Number, NumberList, NumberMap, Rows, Text
from potok.notes.note import InputItem
from potok.notes.units import unit_name

_LAST_INDEX = re.compile(r"(?P<list>.*)\[(?P<row>\d+)\](?:\.(?P<rest>.*))?")
_OUTER = re.compile(r"(?P<list>.*)\[(?P<row>\d+)\]\.(?P<key>[^.\[\]]+)")
_INDEX = re.compile(r"\[(\d+)\]")
#: A list of more numbers than this goes down the page, not across.
_MOST_ACROSS = 12
_ROW_NAMES = ("name", "title", "label", "id", "code", "parameter", "node", "product")


@dataclass(frozen=True, slots=True)
class TextItem:
    """A given text or choice."""

    path: str
    title: str
    text: str


Cell: TypeAlias = "InputItem | str | None"


@dataclass(frozen=True, slots=True)
class InputTable:
    """A list of the input.

    Attributes:
        title: Russian title.
        columns: Heads, with units; the first one names the rows.
        rows: Name of the row, then one cell for each other column.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """Single values and tables."""

    singles: tuple[InputItem | TextItem, ...]
    tables: tuple[InputTable, ...]


def outline(items: Sequence[InputItem], inputs: Inputs | None, given: Mapping[str, object]) -> Outline:
    """Order the data of a note.

    Args:
        items: Its numbers.
        inputs: The declared input, for titles of lists and for texts; None when it is not known any more.
        given: The data as entered.
    """
    fields = {field.key: field for field in inputs.fields} if inputs else {}
    singles: list[InputItem | TextItem] = list(_texts(fields.values(), given))
    gathered: dict[str, list[tuple[int, str, InputItem]]] = {}
    for item in items:
        place = _place(item.path)
        if place is None:
            singles.append(item)
        else:
            name, row, column = place
            gathered.setdefault(name, []).append((row, column, item))
    tables = [_table(name, cells, fields, given) for name, cells in gathered.items()]
    return Outline(tuple(singles), tuple(tables))


def _place(path: str) -> tuple[str, int, str] | None:
    """Name of the table, row and column of a number; None for a single value."""
    found = _LAST_INDEX.fullmatch(path)
    if found is None:
        return None
    if found["rest"] is not None:
        return found["list"], int(found["row"]), found["rest"]
    outer = _OUTER.fullmatch(found["list"])
    if outer is not None:
        return f"{outer['list']}[].{outer['key']}", int(outer["row"]), found["row"]
    return f"{found['list']}[]", 0, found["row"]


def _table(
    name: str,
    cells: list[tuple[int, str, InputItem]],
    fields: Mapping[str, Field],
    given: Mapping[str, object],
) -> InputTable:
    rows = list(dict.fromkeys(row for row, _, _ in cells))
    keys = list(dict.fromkeys(column for _, column, _ in cells))
    found = {(row, column): item for row, column, item in cells}
    title = _title(name, fields)
    names = {row: _row_name(item.title, row) for row, _, item in reversed(cells)}
    if name.endswith("[]") and len(keys) > _MOST_ACROSS:
        down = tuple((str(int(key) + 1), (found.get((0, key)),)) for key in keys)
        return InputTable(title, ("№", _with_unit("Значение", cells[0][2])), down)
    if "[]" in name:
        heads = [str(int(key) + 1) for key in keys]
        title = _with_unit(title, cells[0][2])
    else:
        heads = [_with_unit(_column_title(found, key), _first(found, key)) for key in keys]
    words = _text_columns(name, fields, given)
    heads = [*(head for head, _ in words), *heads]
    table = tuple(
        (names[row], (*(texts.get(row) for _, texts in words), *(found.get((row, key)) for key in keys)))
        for row in rows
    )
    return InputTable(title, ("Название" if "[]" not in name or "." in name else "", *heads), table)


def _first(found: Mapping[tuple[int, str], InputItem], key: str) -> InputItem:
    return next(item for (_, column), item in found.items() if column == key)


def _column_title(found: Mapping[tuple[int, str], InputItem], key: str) -> str:
    title = _first(found, key).title.rpartition(": ")[2]
    return title[:1].upper() + title[1:]


def _row_name(title: str, row: int) -> str:
    name, parted, _ = title.partition(": ")
    named = parted and "[" not in name and not name.endswith(f", строка {row + 1}")
    return name if named else str(row + 1)


def _with_unit(title: str, item: InputItem) -> str:
    unit = unit_name(item.value.unit)
    return f"{title}, {unit}" if unit else title


def _title(name: str, fields: Mapping[str, Field]) -> str:
    """Russian title of a list by its path; the path itself when the input is not known any more."""
    words: list[str] = []
    known: Mapping[str, Field] = fields
    for part in name.replace("[]", "").split("."):
        key, number = _INDEX.sub("", part), _INDEX.search(part)
        declared = known.get(key)
        if declared is None:
            return name.replace("[]", "")
        words.append(f"{declared.title} {int(number[1]) + 1}" if number else declared.title)
        known = {field.key: field for field in declared.fields} if isinstance(declared, Rows | Group) else {}
    return " · ".join(words[-2:] if _INDEX.search(name) else words[-1:])


def _texts(fields: Iterable[Field], given: Mapping[str, object], path: str = "") -> Iterable[TextItem]:
    """Texts, choices and flags outside lists."""
    for declared in fields:
        value = given.get(declared.key)
        where = f"{path}.{declared.key}" if path else declared.key
        if isinstance(declared, Group) and isinstance(value, Mapping):
            yield from _texts(declared.fields, value, where)
        else:
            words = _words(declared, value)
            if words:
                yield TextItem(where, declared.title, words)


def _words(declared: Field, value: object) -> str:
    """A text value as a reader sees it; empty for anything else."""
    if isinstance(declared, Flag) and isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(declared, Text) and isinstance(value, str):
        return declared.choices.get(value, value)
    return ""


def _text_columns(
    name: str, fields: Mapping[str, Field], given: Mapping[str, object]
) -> list[tuple[str, dict[int, str]]]:
    """Text columns of a table at the top level, without the one that names the rows."""
    declared, rows = fields.get(name), given.get(name)
    if not isinstance(declared, Rows) or not isinstance(rows, list):
        return []
    naming = next((key for key in _ROW_NAMES if any(field.key == key for field in declared.fields)), "")
    columns = []
    for field in declared.fields:
        if field.key == naming or isinstance(field, Number | NumberList | NumberMap | Rows | Group):
            continue
        texts = {
            place: _words(field, row.get(field.key))
            for place, row in enumerate(rows)
            if isinstance(row, Mapping)
        }
        if any(texts.values()):
            columns.append((field.title, texts))
    return columns
