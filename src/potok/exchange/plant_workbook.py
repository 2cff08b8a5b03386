"""Writes a plant as an XLSX workbook (reading is in `plant_files`; this module loads XlsxWriter)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter

from potok.exchange.cells import Flag
from potok.exchange.columns import TableFormat
from potok.exchange.formula_guard import guard
from potok.exchange.plant_layout import PLANT_TABLES
from potok.plant.findings import plain_number
from potok.plant.model import Plant
from potok.plant.tables import tables_of

_FLOAT_DIGITS = 15
_FORMULA_SIGNS = ("=", "+", "-", "@")
_WIDEST = 40
#: The same plant gives the same bytes, whenever it is written.
_CREATED = dt.datetime(2026, 1, 1)
_FORMATS: dict[str, dict[str, Any]] = {
    "header": {"bold": True},
    "text": {"num_format": "@"},
    "no formula": {"num_format": "@", "quote_prefix": True},
    "date": {"num_format": "dd.mm.yyyy"},
    "time": {"num_format": "hh:mm"},
    "moment": {"num_format": "dd.mm.yyyy hh:mm:ss"},
}


def write_plant_workbook(plant: Plant, target: Path | BinaryIO) -> None:
    """Write the plant as one workbook, a sheet a table; it reads back to an equal plant.

    Codes are texts; numbers and dates are real ones. `today` is in no sheet.

    Args:
        plant: The plant.
        target: The file, or a stream to write to.
    """
    tables = tables_of(plant)
    with xlsxwriter.Workbook(target, {"in_memory": True}) as workbook:
        workbook.set_properties({"created": _CREATED})
        formats = {name: workbook.add_format(properties) for name, properties in _FORMATS.items()}
        for layout in PLANT_TABLES:
            records = [placed.record for placed in getattr(tables, layout.name)]
            if records or not layout.optional:
                sheet = workbook.add_worksheet(layout.name)
                _write_sheet(sheet, layout.written(records), records, formats)


def _write_sheet(
    sheet: Any,  # noqa: ANN401  # XlsxWriter has no types
    layout: TableFormat[Any],
    records: Sequence[Any],
    formats: dict[str, Any],
) -> None:
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(records), len(layout.columns) - 1)
    for index, column in enumerate(layout.columns):
        sheet.write_string(0, index, column.name, formats["header"])
        longest = len(column.name) + 2
        for row, record in enumerate(records, start=1):
            value = layout.value(record, column)
            if value is not None:
                if isinstance(column.kind, Flag):
                    value = int(value)
                _write_cell(sheet, (row, index), value, formats)
                longest = max(longest, len(column.kind.write(value)))
        sheet.set_column(index, index, min(longest + 1, _WIDEST))


def _write_cell(
    sheet: Any,  # noqa: ANN401  # XlsxWriter has no types
    place: tuple[int, int],
    value: Any,  # noqa: ANN401  # whatever a column holds
    formats: dict[str, Any],
) -> None:
    """Write a value as what it is; a decimal too long for a float stays a text."""
    if isinstance(value, Decimal) and len(value.as_tuple().digits) > _FLOAT_DIGITS:
        sheet.write_string(*place, plain_number(value))
    elif isinstance(value, int | Decimal):
        sheet.write_number(*place, value)
    elif isinstance(value, dt.datetime):
        sheet.write_datetime(*place, value, formats["moment"])
    elif isinstance(value, dt.date):
        sheet.write_datetime(*place, value, formats["date"])
    elif isinstance(value, dt.time):
        sheet.write_datetime(*place, value, formats["time"])
    elif value.startswith(_FORMULA_SIGNS):
        sheet.write_string(*place, value, formats["no formula"])
    else:
        sheet.write_string(*place, guard(value), formats["text"])
