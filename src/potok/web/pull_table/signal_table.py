"""Signals as a data table of the page and as a sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from potok.documents.table_workbook import Sheet, SheetCell, SheetColumn, Value
from potok.operations.orders.reads.signals import SignalPage, SignalRow
from potok.web import formats
from potok.web.components import marks
from potok.web.components.states import SALES_PLAN, SIGNAL, SIGNAL_STATE
from potok.web.components.table import Column, Layout, Row, Sort, Table, clipped, link
from potok.web.pull_table.links import order_link

COLUMNS = (
    Column("number", "№", 74, sort="number", sticky=True, required=True, card="number"),
    Column("kind", "Вид", 112, sort="kind", card="mark"),
    Column("item", "Сырьё и тара", None, sort="item", card="title"),
    Column("missing", "Не хватает", 98, "right", sort="missing", card="detail", descending_first=True),
    Column("need", "Нужно к", 84, sort="need", card="due", before="нужно к"),
    Column("order_by", "Заказать до", 90, sort="order_by"),
    Column(
        "late",
        "Опоздание",
        76,
        "right",
        hint="На сколько дней прошёл срок заказа поставщику",
        card="slack",
        before="заказ опаздывает на",
    ),
    Column("orders", "Заказы", 170, card="cover"),
    Column("value", "Сумма, ₽", 102, "right", sort="value", descending_first=True),
    Column("receipt", "Приход", 68),
    Column("plan", "План", 88, hint="Была ли потребность в плане продаж"),
    Column("state", "Состояние", 106, sort="state", card="state"),
)
SHEET_COLUMNS = (
    SheetColumn("№", 10),
    SheetColumn("Вид", 16),
    SheetColumn("Позиция", 10),
    SheetColumn("Название", 34),
    SheetColumn("Не хватает", 14, decimals=3),
    SheetColumn("Ед.", 6),
    SheetColumn("Нужно к", 12),
    SheetColumn("Заказать до", 12),
    SheetColumn("Опоздание, дней", 11),
    SheetColumn("Заказов", 9),
    SheetColumn("Заказы", 50),
    SheetColumn("Сумма, руб.", 15, decimals=2),
    SheetColumn("Приход", 12),
    SheetColumn("Состояние", 14),
    SheetColumn("Ответ", 40),
    SheetColumn("План продаж", 26),
)
_SHOWN_ORDERS = 2


def table_of(
    page: SignalPage,
    *,
    query: Mapping[str, str | list[str]],
    sort: Sort,
    found: int,
    start: int,
    more_url: str,
    layout: Layout,
    may_answer: bool,
) -> Table:
    """The data table of one keyset page."""
    return Table(
        id="signals",
        label="Сигналы закупкам",
        columns=COLUMNS,
        rows=[_row(row, may_answer=may_answer) for row in page.rows],
        query=query,
        path=reverse("pull_table:signals"),
        sort=sort,
        more_url=more_url,
        found=found,
        start=start,
        selectable=may_answer,
        layout=layout,
    )


def sheet_of(rows: Iterable[SignalRow], *, note: str) -> Sheet:
    """All found signals as a sheet."""
    return Sheet("Сигналы", SHEET_COLUMNS, [_sheet_row(row) for row in rows], note=note)


def _row(row: SignalRow, *, may_answer: bool) -> Row:
    look = reverse("pull_table:signal", args=[row.number])
    by_hand = marks.icon("message-square", 12, "ink-3", "поднят вручную") if row.by_hand else ""
    return Row(
        key=row.number,
        look=look,
        tone="past" if row.state == "closed" else "",
        can=("acknowledge",) if may_answer and row.state == "open" else (),
        cells={
            "number": format_html('<a class="main" href="{}" data-panel="{}">{}</a>', look, look, row.number),
            "kind": format_html("{} {}", marks.state_mark("signal", row.kind, full=True), by_hand),
            "item": _item(row),
            "missing": marks.amount(row.missing_qty, row.unit),
            "need": formats.date(row.need_date),
            "order_by": formats.date(row.order_by_date),
            "late": _late(row),
            "orders": _orders(row.order_nos),
            "value": formats.number(row.value_rub, 2),
            "receipt": _receipt(row.receipt),
            "plan": marks.state_mark("sales_plan", row.plan, title=SALES_PLAN[row.plan].label)
            if row.plan
            else "",
            "state": marks.state_pill("signal_state", row.state),
        },
    )


def _item(row: SignalRow) -> SafeString:
    href = f"{reverse('pull_table:phased')}?item={row.item_id}"
    return format_html("{} {}", link(href, row.item_id, title="Открыть в таблице"), clipped(row.item_name))


def _planned(state: str) -> SafeString:
    """What the sales plan says, in a word; the sentence is the tooltip."""
    if not state:
        return marks.html("")
    return marks.state_mark("sales_plan", state, title=SALES_PLAN[state].label)


def _late(row: SignalRow) -> SafeString:
    if not row.days_late:
        return marks.html('<span class="ink-2">—</span>')
    return format_html('<span class="strong tone-bad">{}</span>', formats.days(row.days_late))


def _orders(order_nos: tuple[str, ...]) -> SafeString:
    if not order_nos:
        return marks.html('<span class="ink-2">—</span>')
    numbers = marks.html(", ".join(order_link(number) for number in order_nos[:_SHOWN_ORDERS]))
    rest = f" +{len(order_nos) - _SHOWN_ORDERS}" if len(order_nos) > _SHOWN_ORDERS else ""
    return format_html(
        '<span title="{}"><b>{}</b> · {}{}</span>', ", ".join(order_nos), len(order_nos), numbers, rest
    )


def _receipt(code: str) -> SafeString:
    if not code:
        return marks.html('<span class="ink-2">—</span>')
    href = reverse("pull_table:receipt", args=[code])
    return format_html('<a href="{}" data-panel="{}">{}</a>', href, href, code)


def _sheet_row(row: SignalRow) -> list[Value | SheetCell]:
    return [
        row.number,
        SIGNAL[row.kind].label,
        row.item_id,
        row.item_name,
        row.missing_qty,
        formats.unit_name(row.unit),
        row.need_date,
        row.order_by_date,
        SheetCell(row.days_late, "bad") if row.days_late else None,
        len(row.order_nos),
        ", ".join(row.order_nos),
        row.value_rub,
        row.receipt,
        SIGNAL_STATE[row.state].word,
        row.answer,
        SALES_PLAN[row.plan].label if row.plan else None,
    ]
