"""Tables as sheets of an XLSX workbook, read with the texts a person sees in the cells."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import BinaryIO

from python_calamine import CalamineError, CalamineWorkbook

from potok.errors import Problem
from potok.exchange.columns import RawTable
from potok.exchange.formula_guard import unguard

_UNREADABLE = "не читается"

Cell = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta


def raw_sheets(source: Path | BinaryIO, *, place: str, problems: list[Problem]) -> dict[str, RawTable]:
    """The texts of all sheets, by the name of the sheet in small letters.

    Args:
        source: The workbook.
        place: How the user knows it; a sheet is called «<place>, лист <name>».
        problems: Where faults are noted; an unreadable workbook gives no sheets.
    """
    try:
        workbook = CalamineWorkbook.from_object(source)
        sheets = {
            name: workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
            for name in workbook.sheet_names
        }
    except (CalamineError, OSError):
        problems.append(Problem(place, None, "файл", _UNREADABLE, "книга XLSX", "bad_workbook"))
        return {}
    return {
        name.strip().casefold(): RawTable(
            f"{place}, лист {name}",
            tuple((row, tuple(map(cell_text, cells))) for row, cells in enumerate(rows, start=1)),
        )
        for name, rows in sheets.items()
    }


def cell_text(cell: Cell) -> str:
    """What a person sees in the cell: "1001" for the float 1001.0, ISO for dates, "1" for true."""
    if isinstance(cell, str):
        return unguard(cell.strip())
    if isinstance(cell, float):
        # A spreadsheet shows 15 digits; what a float holds beyond them is noise of its arithmetic.
        return f"{cell:.0f}" if cell.is_integer() and abs(cell) < 1e15 else f"{cell:.15g}"
    if isinstance(cell, int):
        return str(int(cell))
    return _time_text(cell)


def _time_text(cell: dt.time | dt.date | dt.datetime | dt.timedelta) -> str:
    """ISO; a duration as hours:minutes:seconds."""
    if isinstance(cell, dt.timedelta):
        minutes, seconds = divmod(round(cell.total_seconds()), 60)
        return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"
    if isinstance(cell, dt.datetime):
        return _whole_second(cell).isoformat()
    if isinstance(cell, dt.time):
        return _whole_second(dt.datetime.combine(dt.date.min, cell)).time().isoformat()
    return cell.isoformat()


def _whole_second(moment: dt.datetime) -> dt.datetime:
    """The nearest second: spreadsheets keep times as binary fractions of a day."""
    return (moment + dt.timedelta(milliseconds=500)).replace(microsecond=0)
