"""A table as an XLSX workbook: what a list shows on the screen, with real numbers and dates."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal, TypeAlias

import xlsxwriter

#: What a cell may hold; None stays empty.
Value: TypeAlias = str | int | Decimal | dt.date | dt.datetime | None
#: How a cell is shown: bold, red, on grey.
Look: TypeAlias = Literal["", "strong", "bad", "muted"]

_LOOKS: dict[Look, dict[str, Any]] = {
    "": {},
    "strong": {"bold": True},
    "bad": {"bold": True, "font_color": "#B3261A", "bg_color": "#FCEAE8"},
    "muted": {"font_color": "#5F6978"},
}
_HEAD = {"bold": True, "bg_color": "#EDF0F4", "bottom": 1, "text_wrap": True, "valign": "top"}
_SHEET_NAME_LENGTH = 31
_FORBIDDEN_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column.

    Attributes:
        width: In characters.
        decimals: Digits behind the comma of numbers; None = as many as a number has.
    """

    title: str
    width: int = 14
    decimals: int | None = 0


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A value with a look of its own."""

    value: Value
    look: Look = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: a line that says what was filtered, the head, the rows.

    Attributes:
        note: Filter and moment of the list, above the head; empty = no such line.
        rows: Values or cells, one per column.
        frozen: Columns that stay when scrolling sideways.
    """

    name: str
    columns: Sequence[SheetColumn]
    rows: Iterable[Sequence[Value | SheetCell]]
    note: str = ""
    frozen: int = 1


def table_workbook(*sheets: Sheet) -> bytes:
    """The sheets as one workbook. Texts are written as texts, so none of them can act as a formula."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as workbook:
        formats = _Formats(workbook)
        for sheet in sheets:
            name = sheet.name.translate(_FORBIDDEN_IN_NAMES)[:_SHEET_NAME_LENGTH]
            _write(workbook.add_worksheet(name), sheet, formats)
    return stream.getvalue()


class _Formats:
    """Formats of a workbook, each made once."""

    def __init__(self, workbook: Any) -> None:  # noqa: ANN401  # XlsxWriter has no types
        self._workbook = workbook
        self._made: dict[tuple[str, Look], Any] = {}

    def head(self) -> Any:  # noqa: ANN401  # XlsxWriter has no types
        return self._format("head", "", _HEAD)

    def of(self, number_format: str, look: Look) -> Any:  # noqa: ANN401  # XlsxWriter has no types
        return self._format(number_format, look, {"num_format": number_format, **_LOOKS[look]})

    def _format(self, name: str, look: Look, properties: dict[str, Any]) -> Any:  # noqa: ANN401  # XlsxWriter has no types
        key = (name, look)
        if key not in self._made:
            self._made[key] = self._workbook.add_format(properties)
        return self._made[key]


def _write(target: Any, sheet: Sheet, formats: _Formats) -> None:  # noqa: ANN401  # XlsxWriter has no types
    top = 0
    if sheet.note:
        target.write_string(0, 0, sheet.note, formats.of("@", "muted"))
        top = 1
    for index, column in enumerate(sheet.columns):
        target.set_column(index, index, column.width)
        target.write_string(top, index, column.title, formats.head())
    last = top
    for last, row in enumerate(sheet.rows, start=top + 1):
        for index, (column, given) in enumerate(zip(sheet.columns, row, strict=True)):
            cell = given if isinstance(given, SheetCell) else SheetCell(given)
            _write_cell(target, (last, index), cell, column, formats)
    target.freeze_panes(top + 1, sheet.frozen)
    target.autofilter(top, 0, last, len(sheet.columns) - 1)


def _write_cell(
    target: Any,  # noqa: ANN401  # XlsxWriter has no types
    place: tuple[int, int],
    cell: SheetCell,
    column: SheetColumn,
    formats: _Formats,
) -> None:
    value = cell.value
    if value is None:
        return
    if isinstance(value, dt.datetime):
        target.write_datetime(*place, value.replace(tzinfo=None), formats.of("dd.mm.yyyy hh:mm", cell.look))
    elif isinstance(value, dt.date):
        target.write_datetime(*place, value, formats.of("dd.mm.yyyy", cell.look))
    elif isinstance(value, int | Decimal):
        target.write_number(*place, value, formats.of(_number_format(column.decimals), cell.look))
    else:
        target.write_string(*place, value, formats.of("@", cell.look))


def _number_format(decimals: int | None) -> str:
    """Groups of thousands; the spreadsheet shows separators of its own language."""
    if decimals is None:
        return "General"
    return "#,##0" + ("." + "0" * decimals if decimals else "")
