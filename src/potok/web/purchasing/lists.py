"""The list of purchase orders."""

from __future__ import annotations

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from potok.operations.buying import lists as reads
from potok.operations.buying.lists import PurchaseFilter, PurchaseRow
from potok.operations.stores.reads.choices import supplier_names
from potok.web import formats
from potok.web.components import marks
from potok.web.components.states import PURCHASE
from potok.web.components.table import Column, Row, Sort, clipped
from potok.web.listing.buttons import Button, permitted
from potok.web.listing.filters import Asked, FilterField
from potok.web.listing.page import Figures, ListColumn, ListPage
from potok.web.shell.person import actor


def _number(row: PurchaseRow) -> SafeString:
    look = reverse("purchasing:order", args=[row.number])
    return format_html('<a class="main" href="?text={}" data-panel="{}">{}</a>', row.number, look, row.number)


COLUMNS: tuple[ListColumn[PurchaseRow], ...] = (
    ListColumn(
        Column(
            "number",
            "Номер",
            104,
            sort="number",
            sticky=True,
            required=True,
            card="number",
            descending_first=True,
        ),
        _number,
        lambda row: row.number,
        14,
    ),
    ListColumn(
        Column("supplier", "Поставщик", None, sort="supplier", card="title"),
        lambda row: clipped(row.supplier),
        lambda row: row.supplier,
        34,
    ),
    ListColumn(
        Column("state", "Состояние", 132, sort="state", required=True, card="state"),
        lambda row: marks.state_mark("purchase", row.state),
        lambda row: PURCHASE[row.state].label,
        20,
    ),
    ListColumn(
        Column("date", "Дата", 88, sort="date", descending_first=True),
        lambda row: formats.date(row.date),
        lambda row: row.date,
        12,
    ),
    ListColumn(
        Column("promised", "Первый приход", 104, sort="promised", card="due", before="к"),
        lambda row: formats.date(row.first_date) if row.first_date else "",
        lambda row: row.first_date,
        12,
    ),
    ListColumn(
        Column("lines", "Строк", 62, "right", sort="lines", card="detail", after="строк"),
        lambda row: formats.number(row.lines),
        lambda row: row.lines,
        8,
    ),
    ListColumn(
        Column("value", "Сумма", 128, "right", sort="value", descending_first=True, card="detail"),
        lambda row: formats.roubles(row.value_rub) if row.value_rub is not None else "—",
        lambda row: row.value_rub,
        16,
        2,
    ),
    ListColumn(
        Column("comment", "Комментарий", 200),
        lambda row: clipped(row.comment),
        lambda row: row.comment,
        30,
    ),
)
_VIEWS = {"all": (), "draft": ("draft",), "placed": ("placed",), "cancelled": ("cancelled",)}


def _filter(asked: Asked) -> PurchaseFilter:
    return PurchaseFilter(
        states=_VIEWS[asked.view],
        suppliers=asked.chosen("supplier"),
        text=asked.text("text"),
        sort=asked.sort.key,
        descending=asked.sort.descending,
    )


def _row(row: PurchaseRow) -> Row:
    return Row(key=row.number, cells={}, look=reverse("purchasing:order", args=[row.number]))


ORDERS = ListPage(
    app="purchasing",
    name="list",
    title="Заказы поставщикам",
    right="read_pull_table",
    columns=COLUMNS,
    row=_row,
    read=_filter,
    page=lambda wanted, after, limit: reads.purchases_page(wanted, after=after, limit=limit),
    export=reads.purchases_for_export,
    foot=lambda wanted: Figures(reads.purchases_found(wanted)),
    empty=("Заказов поставщикам нет", "Составьте заказ по сигналам или новый.", "send"),
    default_sort=Sort("number", descending=True),
    filters=(
        FilterField("text", "Текст", "text", note="Номер, поставщик, позиция"),
        FilterField("supplier", "Поставщик", "choice", lambda: [(name, name) for name in supplier_names()]),
    ),
    views={"all": "Все", "draft": "Черновики", "placed": "Отправлены", "cancelled": "Отменены"},
    context=lambda request, _: {
        "buttons": permitted(
            actor(request),
            Button("По сигналам", "bell", "purchase", panel=reverse("purchasing:from_signals")),
            Button(
                "Новый заказ",
                "plus",
                "purchase",
                panel=reverse("purchasing:new"),
                primary=True,
                hotkey="Insert",
                cap="Ins",
            ),
        )
    },
)
