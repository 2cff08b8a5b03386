"""A table as an XLSX workbook: what a list shows on the screen, with real numbers and dates."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from textwrap import wrap
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
#: A long text goes on in the next line, and what stands beside it begins at its first line.
_WRAPPED = {"text_wrap": True, "valign": "top", "indent": 1}
_BESIDE = {"valign": "top"}
_TEXT = "@"
_SHEET_NAME_LENGTH = 31
#: Height of a line of text, points: not every spreadsheet makes room for wrapped texts by itself.
_LINE_PT = 15
#: Printed sheets: A4, across when the columns have more letters than this.
_A4, _MOST_UPRIGHT = 9, 100
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
        wraps: Texts longer than their column go on in the next line.
    """

    name: str
    columns: Sequence[SheetColumn]
    rows: Iterable[Sequence[Value | SheetCell]]
    note: str = ""
    frozen: int = 1
    wraps: bool = False


def table_workbook(*sheets: Sheet) -> bytes:
    """The sheets as one workbook. Texts are written as texts, so none of them can act as a formula."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as workbook:
        for sheet in sheets:
            name = sheet.name.translate(_FORBIDDEN_IN_NAMES)[:_SHEET_NAME_LENGTH]
            _write(workbook.add_worksheet(name), sheet, _Formats(workbook, wraps=sheet.wraps))
    return stream.getvalue()


class _Formats:
    """Formats of a sheet, each made once."""

    def __init__(self, workbook: Any, *, wraps: bool) -> None:  # noqa: ANN401  # XlsxWriter has no types
        self._workbook = workbook
        self._texts, self._others = (_WRAPPED, _BESIDE) if wraps else ({}, {})
        self._made: dict[tuple[str, Look], Any] = {}

    def head(self) -> Any:  # noqa: ANN401  # XlsxWriter has no types
        return self._format("head", "", _HEAD)

    def note(self) -> Any:  # noqa: ANN401  # XlsxWriter has no types
        return self._format("note", "muted", {**_LOOKS["muted"], **self._texts, "indent": 0})

    def of(self, number_format: str, look: Look) -> Any:  # noqa: ANN401  # XlsxWriter has no types
        lines = self._texts if number_format == _TEXT else self._others
        return self._format(number_format, look, {"num_format": number_format, **_LOOKS[look], **lines})

    def _format(self, name: str, look: Look, properties: dict[str, Any]) -> Any:  # noqa: ANN401  # XlsxWriter has no types
        key = (name, look)
        if key not in self._made:
            self._made[key] = self._workbook.add_format(properties)
        return self._made[key]


def _write(target: Any, sheet: Sheet, formats: _Formats) -> None:  # noqa: ANN401  # XlsxWriter has no types
    top = 0
    widths = [column.width for column in sheet.columns]
    if sheet.note:
        _write_note(target, sheet, sum(widths), formats)
        top = 1
    for index, column in enumerate(sheet.columns):
        target.set_column(index, index, column.width)
        target.write_string(top, index, column.title, formats.head())
    _make_room(target, top, [column.title for column in sheet.columns], widths)
    last = top
    for last, row in enumerate(sheet.rows, start=top + 1):
        cells = [given if isinstance(given, SheetCell) else SheetCell(given) for given in row]
        for index, (column, cell) in enumerate(zip(sheet.columns, cells, strict=True)):
            _write_cell(target, (last, index), cell, column, formats)
        if sheet.wraps:
            _make_room(target, last, [cell.value for cell in cells], widths)
    target.freeze_panes(top + 1, sheet.frozen)
    target.autofilter(top, 0, last, len(sheet.columns) - 1)
    _set_up_print(target, sheet, top)


def _write_note(target: Any, sheet: Sheet, width: int, formats: _Formats) -> None:  # noqa: ANN401  # XlsxWriter has no types
    """The line above the head; where texts wrap it goes on below over the whole width of the table."""
    if sheet.wraps and len(sheet.columns) > 1:
        target.merge_range(0, 0, 0, len(sheet.columns) - 1, sheet.note, formats.note())
        _make_room(target, 0, [sheet.note], [width])
    else:
        target.write_string(0, 0, sheet.note, formats.note())


def _make_room(target: Any, row: int, values: Sequence[Value], widths: Sequence[int]) -> None:  # noqa: ANN401  # XlsxWriter has no types
    """Make a row as high as its longest text needs."""
    texts = zip(values, widths, strict=True)
    lines = max(
        (len(wrap(text, max(1, width - 2))) for text, width in texts if isinstance(text, str)), default=1
    )
    if lines > 1:
        target.set_row(row, _LINE_PT * lines)


def _set_up_print(target: Any, sheet: Sheet, top: int) -> None:  # noqa: ANN401  # XlsxWriter has no types
    """All columns on the width of a page, the head on every page."""
    target.set_paper(_A4)
    if sum(column.width for column in sheet.columns) > _MOST_UPRIGHT:
        target.set_landscape()
    target.fit_to_pages(1, 0)
    target.repeat_rows(top)
    target.set_footer("&L&A&RЛист &P из &N")


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
        target.write_string(*place, value, formats.of(_TEXT, cell.look))


def _number_format(decimals: int | None) -> str:
    """Groups of thousands; the spreadsheet shows separators of its own language."""
    if decimals is None:
        return "General"
    return "#,##0" + ("." + "0" * decimals if decimals else "")
