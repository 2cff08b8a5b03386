"""Rows as people and files give them: texts of a form, a sheet, a table copied from a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from potok.errors import InvalidDataError, Problem
from potok.exchange.cells import Flag
from potok.exchange.columns import RawTable, read_table
from potok.exchange.csv_tables import raw_csv
from potok.exchange.workbook_tables import raw_sheets
from potok.operations.master_data.resource import Record, Resource
from potok.plant.tables import Placed

LARGEST_FILE = 20 * 1024 * 1024
_YES_NO = {"да": "1", "нет": "0", "true": "1", "false": "0"}


@dataclass(frozen=True, slots=True)
class Given:
    """What could be read and what could not; faults name the Russian titles of the columns."""

    rows: tuple[Placed[Record], ...]
    problems: tuple[Problem, ...]


def rows_of_form(resource: Resource, rows: Sequence[Mapping[str, str]]) -> Given:
    """The rows of a form; columns that the program fills in are filled in. Row numbers begin with 1."""
    filled = [{name: row.get(name, "").strip() for name in resource.layout.header} for row in rows]
    resource.fill(filled)
    return rows_of_texts(resource, filled)


def rows_of_texts(resource: Resource, rows: Sequence[Mapping[str, str]]) -> Given:
    """Whole rows of a program as texts by column; row numbers begin with 1."""
    header = resource.layout.header
    cells = tuple((place, tuple(row[name] for name in header)) for place, row in enumerate(rows, start=1))
    return _read(resource, RawTable(resource.title, ((0, header), *cells)))


def rows_of_file(resource: Resource, name: str, content: bytes) -> Given:
    """The rows of an XLSX workbook or a CSV file.

    A workbook may have one sheet of any name, or several of which one is named as the resource.

    Raises:
        InvalidDataError: The file cannot be read at all.
    """
    problems: list[Problem] = []
    if len(content) > LARGEST_FILE:
        expected = f"не больше {LARGEST_FILE // 2**20} МБ"
        raise InvalidDataError([Problem(name, None, "файл", None, expected, "too_large")])
    if name.casefold().endswith(".csv"):
        known = [*resource.layout.header, *map(resource.header_of, resource.layout.header)]
        raw = raw_csv(content, place=name, header=known, problems=problems)
    else:
        sheets = raw_sheets(io.BytesIO(content), place=name, problems=problems)
        named = [resource.layout.name, resource.layout.title.casefold(), resource.title.casefold()]
        found = next((sheets[key] for key in named if key in sheets), None)
        raw = found or (next(iter(sheets.values())) if len(sheets) == 1 else None)
        if raw is None and not problems:
            expected = f"книга с одним листом или с листом «{resource.title}»"
            problems.append(Problem(name, None, "лист", None, expected, "missing_sheet"))
    if raw is None:
        raise InvalidDataError(problems)
    return _read(resource, raw)


def rows_of_text(resource: Resource, text: str) -> Given:
    """Rows copied from a spreadsheet, columns parted by tabs; without a head in the usual sequence."""
    lines = [
        (number, tuple(cell.strip() for cell in cells))
        for number, cells in enumerate(csv.reader(io.StringIO(text), delimiter="\t"), start=1)
    ]
    filled = [line for line in lines if any(line[1])]
    if not filled:
        raise InvalidDataError(
            [Problem("Вставка", None, "строки", None, "строки, скопированные из таблицы", "required")]
        )
    titles = {*resource.layout.header, *map(resource.header_of, resource.layout.header)}
    if not titles & set(filled[0][1]):
        filled.insert(0, (0, resource.layout.header))
    return _read(resource, RawTable("Вставка", tuple(filled)))


def _read(resource: Resource, raw: RawTable) -> Given:
    problems: list[Problem] = []
    table = read_table(_in_codes(resource, raw), resource.layout, problems)
    return Given(table.records, tuple(problems))


def in_words(resource: Resource, problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """The faults with Russian titles in place of the names of columns."""
    return tuple(
        replace(fault, field=", ".join(_title(resource, name) for name in fault.field.split(", ")))
        for fault in problems
    )


def _title(resource: Resource, name: str) -> str:
    return resource.words[name].title if name in resource.words else name


def _in_codes(resource: Resource, raw: RawTable) -> RawTable:
    """The table with the names of columns for their titles and codes for Russian words."""
    filled = [(row, cells) for row, cells in raw.rows if any(cells)]
    if not filled:
        return raw
    names = {resource.header_of(name).casefold(): name for name in resource.layout.header}
    head_row, head = filled[0]
    columns = tuple(names.get(cell.casefold(), cell) for cell in head)
    words = [_codes(resource, name) for name in columns]
    body = [
        (
            row,
            tuple(
                words[place].get(cell.casefold(), cell) if place < len(words) else cell
                for place, cell in enumerate(cells)
            ),
        )
        for row, cells in filled[1:]
    ]
    return RawTable(raw.place, ((head_row, columns), *body))


def _codes(resource: Resource, name: str) -> dict[str, str]:
    """Codes by the words that a cell of the column may hold."""
    if name not in resource.words:
        return {}
    column = next(one for one in resource.layout.columns if one.name == name)
    if isinstance(column.kind, Flag):
        return _YES_NO
    return {word.casefold(): code for code, word in resource.words[name].choices}
