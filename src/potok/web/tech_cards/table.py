"""Technological cards as a data table of the page and as a sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.urls import reverse

from potok.documents.table_workbook import Sheet, SheetCell, SheetColumn, Value
from potok.operations.orders.reads.list_page import ListPage
from potok.operations.shopfloor.reads.cards import CardRow
from potok.web import formats
from potok.web.components import marks
from potok.web.components.states import CARD
from potok.web.components.table import Column, Layout, Row, Sort, Table, clipped, link
from potok.web.tech_cards.links import card_url, order_url

COLUMNS = (
    Column("number", "Карта", 128, sort="number", sticky=True, required=True, card="number"),
    Column("order", "Заказ", 80, sort="order", card="detail"),
    Column("product", "Изделие", None, sort="product", card="title"),
    Column("workshop", "Цех", 48),
    Column("date", "Смена", 92, sort="date", card="due", descending_first=True),
    Column("good", "Годные, шт.", 88, "right", sort="good", card="detail", after="годных"),
    Column("rework", "Доработка", 78, "right"),
    Column("scrap", "Брак", 52, "right"),
    Column("left", "Остаток, шт.", 88, "right", hint="Останется сделать по заказу после этой карты"),
    Column("responsible", "Ответственный", 104),
    Column("handed_in", "Передана", 90, sort="handed_in", descending_first=True),
    Column("state", "Состояние", 136, card="state"),
    Column("lot", "Партия", 92, card="cover"),
)
SHEET_COLUMNS = (
    SheetColumn("Карта", 18),
    SheetColumn("Дата", 12),
    SheetColumn("Смена", 7),
    SheetColumn("Цех", 7),
    SheetColumn("Заказ", 12),
    SheetColumn("Изделие", 44),
    SheetColumn("План заказа, шт.", 12),
    SheetColumn("Годные, шт.", 12),
    SheetColumn("Доработка, шт.", 12),
    SheetColumn("Брак, шт.", 10),
    SheetColumn("Пробы, шт.", 10),
    SheetColumn("Ответственный", 20),
    SheetColumn("Состояние", 16),
    SheetColumn("Партия", 14),
)


def table_of(
    page: ListPage[CardRow],
    *,
    query: Mapping[str, str | list[str]],
    sort: Sort,
    found: int,
    start: int,
    more_url: str,
    layout: Layout,
) -> Table:
    """The data table of one keyset page."""
    return Table(
        id="cards",
        label="Технологические карты",
        columns=COLUMNS,
        rows=[_row(row) for row in page.rows],
        query=query,
        path=reverse("tech_cards:list"),
        sort=sort,
        more_url=more_url,
        found=found,
        start=start,
        selectable=False,
        layout=layout,
    )


def sheet_of(rows: Iterable[CardRow], *, note: str) -> Sheet:
    """All found cards as a sheet."""
    return Sheet("Технологические карты", SHEET_COLUMNS, [_sheet_row(row) for row in rows], note=note)


def shift_words(row: CardRow) -> str:
    """«03.03.2026 · 1»."""
    date = formats.date(row.date)
    return date if row.shift_no is None else f"{date} · {row.shift_no}"


def _row(row: CardRow) -> Row:
    href = card_url(row.number)
    left = max(0, row.order_qty_pcs - row.order_done_pcs - (row.good_pcs if row.state != "posted" else 0))
    waits = bool(row.returned_reason) and row.state == "draft"
    state = marks.state_pill("card", row.state, title=row.returned_reason)
    return Row(
        key=row.number,
        href=href,
        tone="wait" if waits else "",
        cells={
            "number": link(href, row.number, main=True),
            "order": link(order_url(row.order_no), row.order_no),
            "product": clipped(row.product_name),
            "workshop": f"№ {row.workshop}",
            "date": shift_words(row),
            "good": formats.pieces(row.good_pcs),
            "rework": formats.pieces(row.rework_pcs),
            "scrap": formats.pieces(row.scrap_pcs),
            "left": formats.pieces(left),
            "responsible": clipped(row.responsible),
            "handed_in": marks.moment_mark(row.handed_in_at),
            "state": marks.html(f"{state} возвращена") if waits else state,
            "lot": row.lot or formats.NOT_APPLICABLE,
        },
    )


def _sheet_row(row: CardRow) -> list[Value | SheetCell]:
    return [
        row.number,
        row.date,
        row.shift_no,
        row.workshop,
        row.order_no,
        row.product_name,
        row.order_qty_pcs,
        row.good_pcs,
        row.rework_pcs,
        row.scrap_pcs,
        row.samples_pcs,
        row.responsible,
        CARD[row.state].word,
        row.lot or "",
    ]
