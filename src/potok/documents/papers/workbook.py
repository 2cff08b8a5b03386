"""A primary paper as XLSX: the columns of its form, sums as live formulas."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from potok.documents.papers.paper import Form, Line, Paper

Value: TypeAlias = Decimal | str | dt.date | None

_QTY, _MONEY = "#,##0.###", "#,##0.00"


@dataclass(frozen=True, slots=True)
class _Column:
    title: str
    width: int
    value: Callable[[Line], Value]
    number_format: str = ""


_NAME = _Column("Наименование", 44, lambda line: line.name)
_CODE = _Column("Номенклатурный номер", 14, lambda line: line.code)
_OKEI = _Column("Код по ОКЕИ", 8, lambda line: line.okei)
_UNIT = _Column("Единица", 9, lambda line: line.unit)
_LOT = _Column("Партия", 20, lambda line: line.lot)
_PRICE = _Column("Цена, руб.", 12, lambda line: line.price_rub, _MONEY)
_SUM = "Сумма, руб."


def _qty(title: str, value: Callable[[Line], Decimal | None]) -> _Column:
    return _Column(title, 13, value, _QTY)


_GIVEN: Mapping[str, str] = {"m11": "Отпущено", "m4": "Принято", "mx18": "Количество", "m8": "Отпущено"}
_ASKED: Mapping[str, str] = {"m11": "Затребовано", "m4": "По документу"}
_SIGNED: Mapping[str, tuple[str, str]] = {
    "m11": ("Отпустил", "Получил"),
    "m4": ("Сдал", "Принял"),
    "mx18": ("Сдал", "Принял"),
    "m8": ("Заведующий складом", "Начальник цеха"),
}


def paper_workbook(paper: Paper, form: Form) -> bytes:
    """The workbook: head, lines with formulas of sums, signatures; one A4 sheet wide."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet(form.code)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    row = _head(book, sheet, paper, form)
    row = _table(book, sheet, paper, form, row)
    for word, who in zip(_SIGNED[form.key], (paper.issuer, paper.taker), strict=True):
        row += 2
        sheet.write_string(row, 0, f"{word} ____________ / {who or '____________'} /")
    book.close()
    return out.getvalue()


def _head(book: Workbook, sheet: Worksheet, paper: Paper, form: Form) -> int:
    small = book.add_format({"font_size": 8, "font_color": "#5F6978"})
    bold = book.add_format({"bold": True, "font_size": 14})
    approved = (
        f"Форма № {form.code}, утв. постановлением Госкомстата России {form.approved}; ОКУД {form.okud}"
    )
    sheet.write_string(0, 0, approved, small)
    sheet.write_string(1, 0, f"{form.title} № {paper.number} от {paper.date:%d.%m.%Y}", bold)
    okpo = f", ОКПО {paper.company.statistics_code}" if paper.company.statistics_code else ""
    rows = [
        ("Организация", f"{paper.company.name}{okpo}"),
        ("Отправитель", paper.sender),
        ("Получатель", paper.receiver),
        ("Основание", paper.basis),
        ("Состояние", paper.state),
    ]
    place = 2
    for title, text in rows:
        if text:
            sheet.write_string(place, 0, f"{title}: {text}")
            place += 1
    if paper.item is not None:
        limit = f"Материал: {paper.item.code} {paper.item.name}; лимит, {paper.item.unit}:"
        sheet.write_string(place, 0, limit)
        sheet.write_number(place, 1, float(paper.item.asked or 0), book.add_format({"num_format": _QTY}))
        place += 1
    return place + 1


def _columns(form: Form) -> list[_Column]:
    given = _qty(_GIVEN[form.key], lambda line: line.given)
    if form.key == "m8":
        date = _Column("Дата", 44, lambda line: line.date, "dd.mm.yyyy")
        return [date, given, _qty("Остаток лимита", lambda line: line.rest), _LOT]
    asked = [_qty(_ASKED[form.key], lambda line: line.asked)] if form.key in _ASKED else []
    return [_NAME, _CODE, _OKEI, _UNIT, _LOT, *asked, given, _PRICE]


def _table(book: Workbook, sheet: Worksheet, paper: Paper, form: Form, top: int) -> int:
    head = book.add_format(
        {"bold": True, "border": 1, "text_wrap": True, "valign": "top", "bg_color": "#EDF0F4"}
    )
    columns = _columns(form)
    with_sum = form.key != "m8"
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width)
        sheet.write_string(top, place, column.title, head)
    last = len(columns)
    money = book.add_format({"border": 1, "num_format": _MONEY})
    if with_sum:
        sheet.set_column(last, last, 15)
        sheet.write_string(top, last, _SUM, head)
    formats = [book.add_format({"border": 1, "num_format": column.number_format}) for column in columns]
    sheet.repeat_rows(top)
    row = top
    for row, line in enumerate(paper.lines, start=top + 1):
        for place, column in enumerate(columns):
            _write(sheet, row, place, column.value(line), formats[place])
        if with_sum and line.sum_rub is not None:
            qty, price = (xlsxwriter.utility.xl_rowcol_to_cell(row, last - back) for back in (2, 1))
            sheet.write_formula(row, last, f"=ROUND({qty}*{price},2)", money, float(line.sum_rub))
        elif with_sum:
            sheet.write_blank(row, last, None, money)
    if with_sum and paper.total_rub is not None:
        first = xlsxwriter.utility.xl_rowcol_to_cell(top + 1, last)
        end = xlsxwriter.utility.xl_rowcol_to_cell(row, last)
        row += 1
        sheet.write_string(row, last - 1, "Итого", head)
        sheet.write_formula(row, last, f"=SUM({first}:{end})", money, float(paper.total_rub))
    return row


def _write(sheet: Worksheet, row: int, place: int, value: Value, look: Format) -> None:
    if value is None:
        sheet.write_blank(row, place, None, look)
    elif isinstance(value, Decimal):
        sheet.write_number(row, place, float(value), look)
    elif isinstance(value, str):
        sheet.write_string(row, place, value, look)
    else:
        sheet.write_datetime(row, place, value, look)
