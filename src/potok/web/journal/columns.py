"""Columns of the journal: how a cell looks on the page and which plain value the workbook gets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.html import conditional_escape, format_html

from potok.documents.table_workbook import Value
from potok.operations.catalog.clock import local
from potok.operations.orders.reads.journal_columns import JournalRow
from potok.operations.orders.states import DATE_REASONS
from potok.web import formats
from potok.web.components import marks
from potok.web.components.states import AGREEMENT, COVER, ORDER_STATUS, PROGRESS
from potok.web.components.table import Column, clipped

#: Word of an order that no customer asked for.
TO_STOCK = "На склад ГП"
_REASONS = dict(DATE_REASONS)
_SHOWN_CODES = 2


@dataclass(frozen=True, slots=True)
class Field:
    """A column with its two faces.

    Attributes:
        column: As the table draws it.
        cell: HTML of a row's cell.
        value: The same as a plain value for the workbook.
        decimals: Digits behind the comma of numbers, on the page and in the workbook.
    """

    column: Column
    cell: Callable[[JournalRow], str]
    value: Callable[[JournalRow], Value]
    decimals: int = 0


def customer(row: JournalRow) -> str:
    """Who the order is for, as lists say it."""
    return TO_STOCK if row.order_type == "stock" else formats.customer(row.customer)


def cover_words(row: JournalRow) -> str:
    """Cover as text: «Обеспечено», «06.04 · R25», «Нет прихода · R13»."""
    codes = ", ".join(_codes(row))
    if row.cover == "expected" and row.cover_date is not None:
        return " · ".join(filter(None, (formats.short_date(row.cover_date), codes)))
    word = COVER[row.cover].word
    return word if row.cover == "in_stock" or not codes else f"{word} · {codes}"


def _codes(row: JournalRow) -> list[str]:
    """Codes of lacking items that fit into the column: «U16, R41 +1»."""
    rest = len(row.cover_items) - _SHOWN_CODES
    shown = row.cover_items[:_SHOWN_CODES]
    return [*shown[:-1], f"{shown[-1]} +{rest}"] if rest > 0 else shown


def plant_moment(value: dt.datetime | None) -> dt.datetime | None:
    """An aware moment on the plant's clock."""
    return None if value is None else local(value)


def _date(key: str, title: str, name: str, *, shown: bool = False, width: int = 80, hint: str = "") -> Field:
    def value(row: JournalRow) -> dt.date | None:
        found: dt.date | None = getattr(row, name)
        return found

    column = Column(key, title, width, sort=key, shown=shown, hint=hint)
    return Field(column, lambda row: formats.date(value(row)), value)


def _moment(key: str, title: str, name: str, *, shown: bool = False, hint: str = "") -> Field:
    def value(row: JournalRow) -> dt.datetime | None:
        return plant_moment(getattr(row, name))

    column = Column(key, title, 88, sort=key, shown=shown, hint=hint)
    return Field(column, lambda row: marks.moment_mark(value(row)), value)


def _pieces(key: str, title: str, name: str, hint: str) -> Field:
    def value(row: JournalRow) -> int:
        found: int = getattr(row, name)
        return found

    column = Column(key, title, 74, "right", sort=key, shown=False, hint=hint)
    return Field(column, lambda row: formats.pieces(value(row)), value)


def _customer_cell(row: JournalRow) -> str:
    css = ' class="muted"' if row.order_type == "stock" else ""
    return marks.html(
        f'<span{css} title="{conditional_escape(row.customer)}">{conditional_escape(customer(row))}</span>'
    )


def _product_cell(row: JournalRow) -> str:
    return format_html('<span title="{} · {}">{}</span>', row.product, row.product_name, row.product_name)


def _cover_cell(row: JournalRow) -> str:
    mark = marks.cover_mark(row.cover, row.cover_date, _codes(row), preview=row.status == "new")
    if len(row.cover_items) <= _SHOWN_CODES:
        return mark
    return format_html('<span title="{}">{}</span>', ", ".join(row.cover_items), mark)


def _status_cell(row: JournalRow) -> str:
    if row.status == "new" and row.returned_reason:
        return marks.status_pill(row.status, title=f"возвращён: {row.returned_reason}")
    return marks.status_pill(row.status, title=PROGRESS[row.progress].word)


FIELDS = (
    Field(
        Column(
            "number",
            "№",
            72,
            sort="number",
            sticky=True,
            required=True,
            card="number",
            descending_first=True,
        ),
        lambda row: conditional_escape(row.order_no),
        lambda row: row.order_no,
    ),
    Field(
        Column("created", "Создан", 80, sort="created", descending_first=True),
        lambda row: marks.html(f'<span class="muted">{formats.date(row.created_date)}</span>'),
        lambda row: row.created_date,
    ),
    Field(Column("customer", "Клиент", 122, sort="customer", card="detail"), _customer_cell, customer),
    Field(
        Column("product", "Изделие", None, sort="product", card="title"),
        _product_cell,
        lambda row: row.product_name,
    ),
    Field(
        Column("qty", "Кол-во", 62, "right", sort="qty", hint="Количество, шт.", card="detail", after="шт."),
        lambda row: formats.pieces(row.qty_pcs),
        lambda row: row.qty_pcs,
    ),
    Field(
        Column("due", "Срок", 80, sort="due", card="due", before="срок"),
        lambda row: formats.date(row.due_date),
        lambda row: row.due_date,
    ),
    Field(
        Column("priority", "Пр.", 34, "right", sort="priority", hint="Приоритет", card="mark"),
        lambda row: marks.priority_mark(row.priority),
        lambda row: row.priority,
    ),
    Field(
        Column("status", "Статус", 138, sort="status", card="state"),
        _status_cell,
        lambda row: ORDER_STATUS[row.status].word,
    ),
    Field(Column("cover", "Обеспечение", 146, sort="cover_date", card="cover"), _cover_cell, cover_words),
    _moment("launch", "Запуск", "launch_at", shown=True),
    _moment("release", "Выпуск", "release_at", shown=True),
    Field(
        Column("slack", "Запас", 56, "right", sort="slack", hint="Запас, дней", card="slack", before="запас"),
        lambda row: marks.slack_mark(row.slack_days),
        lambda row: row.slack_days,
    ),
    Field(
        Column("manager", "Менеджер", 104, sort="manager", shown=False),
        lambda row: clipped(row.manager),
        lambda row: row.manager,
    ),
    Field(
        Column("workshop", "Цех", 48, "right", sort="workshop", shown=False),
        lambda row: conditional_escape(row.workshop or formats.NOT_APPLICABLE),
        lambda row: row.workshop,
    ),
    _pieces("requested", "Заявлено", "qty_requested_pcs", "Заявлено, шт."),
    _pieces("done", "Сделано", "done_pcs", "Сделано, шт."),
    _pieces("remaining", "Осталось", "remaining_pcs", "Осталось, шт."),
    Field(
        Column("kg", "Масса", 84, "right", sort="kg", shown=False, hint="Масса, кг"),
        lambda row: formats.kilograms(row.total_kg),
        lambda row: row.total_kg,
        decimals=1,
    ),
    Field(
        Column("progress", "Ход", 130, sort="progress", shown=False),
        lambda row: marks.state_mark("progress", row.progress),
        lambda row: PROGRESS[row.progress].word,
    ),
    _date("cover_date", "Сырьё к", "cover_date", hint="Дата, с которой есть всё сырьё"),
    Field(
        Column("lacking", "Не хватает", 110, sort="lacking", shown=False),
        lambda row: clipped(", ".join(row.cover_items) or formats.NOT_APPLICABLE),
        lambda row: ", ".join(row.cover_items) or None,
    ),
    _date("earliest", "Ранний запуск", "earliest_start_date", width=100),
    _moment("latest", "Позднее начало", "latest_start_at"),
    _moment("launch_first", "Запуск перв.", "launch_at_first", hint="Запуск, первый согласованный"),
    _moment("release_first", "Выпуск перв.", "release_at_first", hint="Выпуск, первый согласованный"),
    _moment("launch_actual", "Запуск факт", "launch_actual_at"),
    _moment("release_actual", "Выпуск факт", "release_actual_at"),
    Field(
        Column("agreement", "Согласование", 130, sort="agreement", shown=False),
        lambda row: marks.state_mark("agreement", row.agreement),
        lambda row: AGREEMENT[row.agreement].word,
    ),
    Field(
        Column("date_reason", "Причина переноса", 124, sort="date_reason", shown=False),
        lambda row: clipped(_REASONS.get(row.last_date_reason, formats.NOT_APPLICABLE)),
        lambda row: _REASONS.get(row.last_date_reason),
    ),
)
BY_KEY = {field.column.key: field for field in FIELDS}
COLUMNS = tuple(field.column for field in FIELDS)
