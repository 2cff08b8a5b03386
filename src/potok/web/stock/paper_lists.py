"""Lists of papers: all of them, and hand-overs between shops and the warehouse."""

from __future__ import annotations

from django.urls import reverse

from potok.operations.stores.reads import papers as paper_reads
from potok.operations.stores.reads.papers import PaperFilter, PaperRow
from potok.operations.warehouse.kinds import DOCUMENT_KINDS
from potok.web import formats
from potok.web.components import marks
from potok.web.components.states import PAPER
from potok.web.components.table import Column, Row, Sort, clipped
from potok.web.listing.buttons import Button, permitted
from potok.web.listing.filters import Asked, FilterField
from potok.web.listing.page import Figures, ListColumn, ListPage
from potok.web.pull_table.links import order_link
from potok.web.shell.person import actor
from potok.web.stock.words import (
    PAPER_KINDS,
    paper_link,
    paper_look,
)


def _places(row: PaperRow) -> str:
    """From where to where, as far as the paper says."""
    whence, whither = row.partner if row.kind == "receipt" else row.place_from, row.place_to
    if row.kind in {"shipment", "supplier_return"}:
        whither = formats.customer(row.partner)
    if row.kind == "trade_return":
        whence = formats.customer(row.partner)
    return " → ".join(filter(None, (whence, whither)))


PAPER_COLUMNS: tuple[ListColumn[PaperRow], ...] = (
    ListColumn(
        Column("number", "Номер", 92, sort="number", sticky=True, required=True, card="number"),
        lambda row: paper_link(row.number, main=True),
        lambda row: row.number,
        12,
    ),
    ListColumn(
        Column("date", "Дата", 84, sort="date", descending_first=True, card="due"),
        lambda row: formats.date(row.date),
        lambda row: row.date,
        12,
    ),
    ListColumn(
        Column("kind", "Документ", 196, sort="kind", card="title"),
        lambda row: clipped(PAPER_KINDS[row.kind]),
        lambda row: PAPER_KINDS[row.kind],
        28,
    ),
    ListColumn(
        Column("state", "Состояние", 124, sort="state", required=True, card="state"),
        lambda row: marks.state_mark("paper", row.state),
        lambda row: PAPER[row.state].word,
        14,
    ),
    ListColumn(
        Column("places", "Откуда → куда", None, card="detail"),
        lambda row: clipped(_places(row)),
        _places,
        40,
    ),
    ListColumn(
        Column("order", "Заказ", 92, sort="order", card="cover"),
        lambda row: order_link(row.order_no) if row.order_no else "",
        lambda row: row.order_no,
        12,
    ),
    ListColumn(
        Column("source", "Основание", 96, hint="Приход, тех. карта или документ, за которым следует этот"),
        lambda row: clipped(row.source),
        lambda row: row.source,
        14,
    ),
    ListColumn(
        Column("lines", "Строк", 56, "right"), lambda row: formats.number(row.lines), lambda row: row.lines, 8
    ),
    ListColumn(
        Column("reason", "Причина", 180, shown=True),
        lambda row: clipped(row.reason),
        lambda row: row.reason,
        30,
    ),
    ListColumn(
        Column("author", "Кто", 110, shown=False), lambda row: clipped(row.author), lambda row: row.author, 18
    ),
)
_VIEW_KINDS = {
    "all": (),
    "income": ("receipt", "opening", "shop_return", "trade_return"),
    "outgo": ("issue", "shipment", "supplier_return", "scrap"),
    "counts": ("count", "correction"),
    "reversals": ("reversal",),
}


def _paper_filter(asked: Asked) -> PaperFilter:
    return PaperFilter(
        kinds=asked.chosen("kind") or _VIEW_KINDS[asked.view],
        states=asked.chosen("state"),
        first=asked.date("from"),
        last=asked.date("to"),
        text=asked.text("text"),
        sort=asked.sort.key,
        descending=asked.sort.descending,
    )


def _paper_row(row: PaperRow) -> Row:
    counted = row.kind == "count" and row.state == "draft"
    href = reverse("stock:count", args=[row.number]) if counted else ""
    return Row(key=row.number, cells={}, href=href, look=paper_look(row.number))


_PAPER_TEXT = FilterField("text", "Текст", "text", note="Номер, партнёр, заказ, основание")
_PERIOD = FilterField("period", "Период", "period")
_STATE = FilterField(
    "state", "Состояние", "choice", lambda: [(code, each.word) for code, each in PAPER.items()]
)

PAPERS = ListPage(
    app="stock",
    name="papers",
    title="Складские документы",
    right="read_stock",
    columns=PAPER_COLUMNS,
    row=_paper_row,
    read=_paper_filter,
    page=lambda wanted, after, limit: paper_reads.papers_page(wanted, after=after, limit=limit),
    export=paper_reads.papers_for_export,
    foot=lambda wanted: Figures(paper_reads.papers_found(wanted)),
    empty=("Документов нет", "Под этот вид и фильтр не попал ни один документ.", "file-text"),
    default_sort=Sort("entered", descending=True),
    filters=(_PAPER_TEXT, FilterField("kind", "Документ", "choice", lambda: DOCUMENT_KINDS), _STATE, _PERIOD),
    views={
        "all": "Все",
        "income": "Приход и возврат",
        "outgo": "Отпуск и отгрузка",
        "counts": "Инвентаризации",
        "reversals": "Сторно",
    },
    context=lambda request, _: {
        "buttons": permitted(
            actor(request),
            Button("Возврат из цеха", "undo-2", "return_stock", panel=reverse("stock:shop_return")),
            Button("Возврат от покупателя", "undo-2", "return_stock", panel=reverse("stock:trade_return")),
            Button("Списать брак", "trash-2", "scrap_stock", panel=reverse("stock:scrap")),
        )
    },
)

_HANDOVER_STATES = {"offered": ("draft",), "accepted": ("posted", "reversed"), "declined": ("dropped",)}

HANDOVER = ListPage(
    app="stock",
    name="handover",
    title="Передача продукции",
    right="read_stock",
    columns=PAPER_COLUMNS,
    row=_paper_row,
    read=lambda asked: PaperFilter(
        kinds=("handover",),
        states=_HANDOVER_STATES[asked.view],
        first=asked.date("from"),
        last=asked.date("to"),
        text=asked.text("text"),
        sort=asked.sort.key,
        descending=asked.sort.descending,
    ),
    page=lambda wanted, after, limit: paper_reads.papers_page(wanted, after=after, limit=limit),
    export=paper_reads.papers_for_export,
    foot=lambda wanted: Figures(paper_reads.papers_found(wanted)),
    empty=(
        "Передач нет",
        "Продукция появится здесь, когда плановик проведёт технологическую карту.",
        "package",
    ),
    default_sort=Sort("entered", descending=True),
    filters=(_PAPER_TEXT, _PERIOD),
    views={"offered": "Ждут приёмки", "accepted": "Приняты", "declined": "Отклонены"},
    context=lambda request, _: {
        "buttons": permitted(
            actor(request), Button("Отгрузить", "truck", "ship_product", panel=reverse("stock:ship"))
        )
    },
)
