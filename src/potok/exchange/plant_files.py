"""A plant as a folder of CSV files or an XLSX workbook: all or nothing, all faults at once.

Times, dates and numbers follow the README of the demo plant; `cells` and `csv_tables` say what else is
understood. Files of other names in the folder and other sheets of the workbook are left alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO

from potok.errors import InvalidDataError, Problem
from potok.exchange.columns import RawTable, ReadTable, read_table
from potok.exchange.csv_tables import csv_bytes, raw_csv
from potok.exchange.plant_layout import PLANT_TABLES
from potok.exchange.workbook_tables import raw_sheets
from potok.plant.model import Plant
from potok.plant.tables import PlantTables, plant_of, tables_of
from potok.plant.validation import validate_tables

_NEEDED = ", ".join(f"{layout.name}.csv" for layout in PLANT_TABLES if not layout.optional)


def read_plant(source: Path, *, today: dt.date | None = None) -> Plant:
    """The plant of a folder of CSV files or of an XLSX workbook.

    Args:
        source: The folder or the workbook.
        today: The plant's date; None = the first date of its calendars.

    Raises:
        InvalidDataError: Anything at all is wrong; every fault is named with file, row and field.
    """
    if source.is_dir():
        files = {path.name: path.read_bytes() for path in source.iterdir() if _is_plant_file(path)}
        return read_plant_csv(files, today=today)
    if source.is_file():
        return read_plant_workbook(source, place=source.name, today=today)
    expected = f"папка с файлами {_NEEDED} или книга XLSX с такими листами"
    raise InvalidDataError([Problem(str(source), None, "путь", None, expected, "missing_file")])


def read_plant_csv(files: Mapping[str, bytes], *, today: dt.date | None = None) -> Plant:
    """The plant of CSV files given by name, as they come from an upload.

    Args:
        files: Contents by file name; the case of the name does not matter.
        today: The plant's date; None = the first date of its calendars.

    Raises:
        InvalidDataError: As `read_plant`.
    """
    problems: list[Problem] = []
    by_name = {name.casefold(): (name, content) for name, content in files.items()}
    raws: dict[str, RawTable | None] = {}
    for layout in PLANT_TABLES:
        name, content = by_name.get(f"{layout.name}.csv", (f"{layout.name}.csv", None))
        if content is not None:
            raws[layout.name] = raw_csv(content, place=name, header=layout.header, problems=problems)
        elif not layout.optional:
            expected = f"файл {name}: {layout.title}"
            problems.append(Problem(name, None, "файл", None, expected, "missing_file"))
    return _plant(raws, problems, today)


def read_plant_workbook(
    source: Path | BinaryIO, *, place: str = "книга", today: dt.date | None = None
) -> Plant:
    """The plant of a workbook whose sheets bear the names of the files.

    Args:
        source: The workbook.
        place: How the user knows it.
        today: The plant's date; None = the first date of its calendars.

    Raises:
        InvalidDataError: As `read_plant`.
    """
    problems: list[Problem] = []
    sheets = raw_sheets(source, place=place, problems=problems)
    raws: dict[str, RawTable | None] = {}
    for layout in PLANT_TABLES:
        raw = sheets.get(layout.name) or sheets.get(f"{layout.name}.csv")
        if raw is not None:
            raws[layout.name] = raw
        elif sheets and not layout.optional:
            expected = f"лист {layout.name}: {layout.title}"
            problems.append(Problem(place, None, "лист", None, expected, "missing_sheet"))
    return _plant(raws, problems, today)


def write_plant(plant: Plant, folder: Path) -> None:
    """Write the plant's CSV files; they read back to an equal plant, written again to equal bytes.

    `today` is in no file. `machine_stops.csv` exists only when the plant has stops.

    Args:
        plant: The plant.
        folder: Made when missing; other files in it are left alone.
    """
    folder.mkdir(parents=True, exist_ok=True)
    tables = tables_of(plant)
    for layout in PLANT_TABLES:
        records = [placed.record for placed in getattr(tables, layout.name)]
        path = folder / f"{layout.name}.csv"
        if records or not layout.optional:
            path.write_bytes(csv_bytes(layout, records))
        else:
            path.unlink(missing_ok=True)


def _is_plant_file(path: Path) -> bool:
    return path.name.casefold() in {f"{layout.name}.csv" for layout in PLANT_TABLES} and path.is_file()


def _plant(raws: Mapping[str, RawTable | None], problems: list[Problem], today: dt.date | None) -> Plant:
    """Read and check the tables; the plant, or all faults."""
    read: dict[str, ReadTable[Any]] = {}
    for layout in PLANT_TABLES:
        raw = raws.get(layout.name)
        if raw is not None:
            read[layout.name] = read_table(raw, layout, problems)
    tables = _tables(read, raws)
    if tables.calendars and today is None:
        today = min(placed.record.date for placed in tables.calendars)
    if today is None and "calendars" in read and not problems:
        expected = "хотя бы одна строка: с первой даты начинается отсчёт"
        problems.append(Problem(tables.place("calendars"), None, "date", None, expected, "required"))
    problems += validate_tables(tables)
    if problems or today is None:
        raise InvalidDataError(_in_file_order(problems, tables))
    return plant_of(tables, today=today)


def _in_file_order(problems: list[Problem], tables: PlantTables) -> list[Problem]:
    """By table and row: a person mends one file after the other."""
    order = {tables.place(layout.name): index for index, layout in enumerate(PLANT_TABLES)}
    return sorted(problems, key=lambda problem: (order.get(problem.where, -1), problem.row or 0))


def _tables(read: Mapping[str, ReadTable[Any]], raws: Mapping[str, RawTable | None]) -> PlantTables:
    """The tables for the check, with what could not be read."""
    unread_codes = {
        target: frozenset(texts[field] for texts in read[name].broken if texts[field])
        for target, (name, field) in _REFERRED_TO.items()
        if name in read
    }
    return PlantTables(
        **{name: table.records for name, table in read.items()},
        places={name: raw.place for name, raw in raws.items() if raw is not None},
        unread_codes=unread_codes,
        unread_tables=frozenset(
            layout.name
            for layout in PLANT_TABLES
            if not layout.optional and (layout.name not in read or not read[layout.name].readable)
        ),
    )


#: Codes that other tables refer to: where they stand.
_REFERRED_TO = {
    "items": ("items", "item_id"),
    "machines": ("machines", "machine_id"),
    "workshops": ("machines", "workshop_id"),
    "calendars": ("calendars", "workshop_id"),
}
