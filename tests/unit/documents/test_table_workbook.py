"""A list as a workbook: real numbers and dates, no formulas from texts."""

import datetime as dt
import io
from decimal import Decimal

import openpyxl

from potok.documents.table_workbook import Sheet, SheetCell, SheetColumn, table_workbook

COLUMNS = (SheetColumn("Сырьё"), SheetColumn("Остаток", decimals=1), SheetColumn("Срок"))


def sheet_of(
    *rows: tuple[object, ...], note: str = "", name: str = "Таблица"
) -> openpyxl.worksheet.worksheet.Worksheet:
    content = table_workbook(Sheet(name, COLUMNS, rows, note=note))  # type: ignore[arg-type]  # rows of a test
    return openpyxl.load_workbook(io.BytesIO(content)).active


def test_numbers_and_dates_are_values_and_empty_cells_stay_empty() -> None:
    sheet = sheet_of(("R15", Decimal("-5511.492"), dt.date(2026, 3, 2)), ("R13", None, None))
    assert [cell.value for cell in sheet[2]] == ["R15", -5511.492, dt.datetime(2026, 3, 2)]
    assert sheet["B2"].number_format == "#,##0.0"
    assert sheet["C2"].number_format == "dd.mm.yyyy"
    assert sheet["B3"].value is None


def test_a_text_that_begins_like_a_formula_stays_a_text() -> None:
    sheet = sheet_of(("=1+1", 0, None))
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("=1+1", "s")


def test_the_note_stands_above_a_head_that_stays_in_sight() -> None:
    sheet = sheet_of(("R15", 1, None), note="только с дефицитом")
    assert (sheet["A1"].value, sheet["A2"].value) == ("только с дефицитом", "Сырьё")
    assert sheet.freeze_panes == "B3"


def test_a_red_cell_is_red_and_a_long_sheet_name_is_cut() -> None:
    sheet = sheet_of(("R15", SheetCell(Decimal(-1), "bad"), None), name="Приходы/сырьё " * 4)
    assert sheet["B2"].font.color.rgb == "FFB3261A"
    assert len(sheet.title) == 31
    assert "/" not in sheet.title


def test_long_texts_make_their_rows_high_and_all_columns_print_on_one_width() -> None:
    rows = [("короткий", 1, None), ("очень длинное название сырья, " * 3, 1, None)]
    content = table_workbook(Sheet("Таблица", COLUMNS, rows, note="примечание", wraps=True))
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet["A4"].alignment.wrap_text
    assert sheet.row_dimensions[3].height in (None, 15)
    assert sheet.row_dimensions[4].height > 60
    assert [str(merged) for merged in sheet.merged_cells.ranges] == ["A1:C1"]
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0  # as many pages down as it takes
    assert sheet.print_title_rows == "$2:$2"
