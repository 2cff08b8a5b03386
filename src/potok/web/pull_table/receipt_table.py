"""Receipts as a data table of the page and as a sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from potok.documents.table_workbook import Look, Sheet, SheetCell, SheetColumn, Value
from potok.operations.orders.reads.receipts import ReceiptPage, ReceiptPeg, ReceiptRow
from potok.web import formats
from potok.web.components import marks
from potok.web.components.states import RECEIPT
from potok.web.components.table import Column, Layout, Row, Sort, Table, clipped
from potok.web.pull_table.links import order_link

COLUMNS = (
    Column("code", "Приход", 74, sort="code", sticky=True, required=True, card="number"),
    Column("item", "Сырьё и тара", None, sort="item", card="title"),
    Column("supplier", "Поставщик", 136, sort="supplier", card="detail"),
    Column("po", "Заявка", 82, sort="po"),
    Column("qty", "Кол-во", 96, "right", sort="qty", card="detail"),
    Column("promised", "Обещано", 84, sort="promised"),
    Column("expected", "Ожидается", 92, sort="expected", required=True, card="due", before="ожидается"),
    Column("slip", "Сдвиг", 58, "right", sort="slip", hint="Сдвиг, дней", descending_first=True),
    Column("slips", "Раз", 40, "right", sort="slips", hint="Сколько раз сдвигали", descending_first=True),
    Column("status", "Статус", 118, sort="status", card="state"),
    Column(
        "usable", "Годен", 82, hint="Годен к запуску: ожидается + проверка ОТК", card="cover", before="годен"
    ),
    Column("orders", "Заказы", 168, hint="Ждущие заказы, которые он покрывает", card="slack"),
)
SHEET_COLUMNS = (
    SheetColumn("Приход", 10),
    SheetColumn("Позиция", 10),
    SheetColumn("Название", 34),
    SheetColumn("Ед.", 6),
    SheetColumn("Поставщик", 26),
    SheetColumn("Заявка", 12),
    SheetColumn("Количество", 14, decimals=3),
    SheetColumn("Обещано", 12),
    SheetColumn("Ожидается", 12),
    SheetColumn("Сдвиг, дней", 9),
    SheetColumn("Сдвигов", 9),
    SheetColumn("Статус", 16),
    SheetColumn("Годен к запуску", 12),
    SheetColumn("Заказов", 9),
    SheetColumn("Заказы", 50),
)
_SHOWN_ORDERS = 2


def table_of(
    page: ReceiptPage,
    *,
    query: Mapping[str, str | list[str]],
    sort: Sort,
    found: int,
    start: int,
    more_url: str,
    layout: Layout,
    may_move: bool,
) -> Table:
    """The data table of one keyset page."""
    return Table(
        id="receipts",
        label="Приходы",
        columns=COLUMNS,
        rows=[_row(row, may_move=may_move) for row in page.rows],
        query=query,
        path=reverse("pull_table:receipts"),
        sort=sort,
        more_url=more_url,
        found=found,
        start=start,
        selectable=False,
        layout=layout,
    )


def sheet_of(rows: Iterable[ReceiptRow], *, note: str) -> Sheet:
    """All found receipts as a sheet."""
    return Sheet("Приходы", SHEET_COLUMNS, [_sheet_row(row) for row in rows], note=note)


def status_mark(row: ReceiptRow) -> SafeString:
    """The status; an overdue receipt says so."""
    if row.overdue:
        return marks.state_mark("signal", "overdue", strong=True)
    return marks.state_mark("receipt", row.status)


def _row(row: ReceiptRow, *, may_move: bool) -> Row:
    look = reverse("pull_table:receipt", args=[row.code])
    item = clipped(f"{row.item_id} {row.item_name}")
    return Row(
        key=row.code,
        look=look,
        tone="bad" if row.overdue else "",
        cells={
            "code": format_html('<a class="main" href="{}" data-panel="{}">{}</a>', look, look, row.code),
            "item": item,
            "supplier": clipped(formats.customer(row.supplier)),
            "po": row.po_no,
            "qty": marks.amount(row.qty, row.unit, 1 if row.unit != "pcs" else None),
            "promised": formats.date(row.promised_date),
            "expected": _expected(row, may_move=may_move),
            "slip": _slip(row.slip_days),
            "slips": formats.number(row.slips),
            "status": status_mark(row),
            "usable": _usable(row),
            "orders": _orders(row.pegs),
        },
    )


def _expected(row: ReceiptRow, *, may_move: bool) -> SafeString:
    """The date; for purchasing a button that moves it (F4 on the row)."""
    date = formats.date(row.expected_date)
    tone = "tone-bad" if row.overdue else "tone-wait" if row.slip_days > 0 else ""
    if not (may_move and row.movable):
        return format_html('<span class="{}">{}</span>', tone, date)
    href = f"{reverse('pull_table:what_if')}?receipt={row.code}"
    return format_html(
        '<a href="{}" data-panel="{}" data-row-key="F4" title="Перенести дату (F4)" class="{}">{}</a>',
        href,
        href,
        tone,
        date,
    )


def _slip(days: int) -> SafeString:
    if not days:
        return marks.html("0")
    tone = "strong tone-wait" if days > 0 else "tone-done"
    return format_html('<span class="{}">{}</span>', tone, formats.signed(days))


def _usable(row: ReceiptRow) -> SafeString:
    if row.usable_date is not None:
        return format_html("{}", formats.date(row.usable_date))
    return marks.html(
        '<span class="tone-bad">даты нет</span>' if row.overdue else '<span class="ink-2">—</span>'
    )


def _orders(pegs: tuple[ReceiptPeg, ...]) -> SafeString:
    """How many orders live from it, and the first ones."""
    if not pegs:
        return marks.html('<span class="ink-2">—</span>')
    numbers = marks.html(", ".join(order_link(peg.order_no) for peg in pegs[:_SHOWN_ORDERS]))
    rest = f" +{len(pegs) - _SHOWN_ORDERS}" if len(pegs) > _SHOWN_ORDERS else ""
    whole = ", ".join(peg.order_no for peg in pegs)
    return format_html('<span title="{}"><b>{}</b> · {}{}</span>', whole, len(pegs), numbers, rest)


def _sheet_row(row: ReceiptRow) -> list[Value | SheetCell]:
    look: Look = "bad" if row.overdue else ""
    status = "Просрочен" if row.overdue else RECEIPT[row.status].word
    return [
        row.code,
        row.item_id,
        row.item_name,
        formats.unit_name(row.unit),
        row.supplier,
        row.po_no,
        row.qty,
        row.promised_date,
        SheetCell(row.expected_date, look),
        row.slip_days,
        row.slips,
        SheetCell(status, look),
        row.usable_date,
        len(row.pegs),
        ", ".join(peg.order_no for peg in row.pegs),
    ]
