"""Lists of the warehouses: stock by item, lots."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from potok.operations.stores.reads import lots as lot_reads
from potok.operations.stores.reads import stock as stock_reads
from potok.operations.stores.reads.lots import LotListRow, LotsFilter, LotView
from potok.operations.stores.reads.stock import StockFilter, StockRow, StockView
from potok.operations.warehouse.places import FINISHED_GOODS, HANDED_OVER, RAW_AND_TARE
from potok.web import formats
from potok.web.components import marks
from potok.web.components.states import LOT_QUALITY
from potok.web.components.table import Column, Row, Sort, clipped
from potok.web.listing.buttons import Button, permitted
from potok.web.listing.filters import Asked, FilterField
from potok.web.listing.page import Figures, ListColumn, ListPage
from potok.web.shell.person import actor
from potok.web.stock.words import (
    ITEM_TYPES,
    expiry,
    lot_href,
    lot_link,
)

_PLACES = ((RAW_AND_TARE, RAW_AND_TARE), (FINISHED_GOODS, FINISHED_GOODS), (HANDED_OVER, HANDED_OVER))
_TEXT = FilterField("text", "Текст", "text", note="Код, название, партия")
_TYPE = FilterField("type", "Вид", "choice", lambda: ITEM_TYPES)
_PLACE = FilterField("place", "Место", "choice", lambda: _PLACES)
_EMPTY = FilterField("empty", "И без остатка", "flag")


def _qty(row: StockRow, value: object, tone: str = "") -> SafeString:
    """A quantity of an item; nothing is a dash, so that figures stand out."""
    if not value:
        return marks.html('<span class="ink-2">—</span>')
    shown = marks.amount(value, row.unit, None if row.unit == "pcs" else 1)  # type: ignore[arg-type]
    return format_html('<span class="{}">{}</span>', tone, shown) if tone else shown


def _stock_row(row: StockRow) -> Row:
    look = reverse("stock:item", args=[row.code])
    return Row(key=row.code, cells={}, look=look, tone="wait" if row.low else "")


def _item_cell(row: StockRow) -> SafeString:
    look = reverse("stock:item", args=[row.code])
    return format_html('<a class="main" href="?text={}" data-panel="{}">{}</a>', row.code, look, row.code)


STOCK_COLUMNS: tuple[ListColumn[StockRow], ...] = (
    ListColumn(
        Column("code", "Код", 78, sort="code", sticky=True, required=True, card="number"),
        _item_cell,
        lambda row: row.code,
        10,
    ),
    ListColumn(
        Column("name", "Название", None, sort="name", card="title"),
        lambda row: clipped(row.name),
        lambda row: row.name,
        38,
    ),
    ListColumn(
        Column("qty", "Всего", 108, "right", sort="qty", descending_first=True, card="detail"),
        lambda row: _qty(row, row.qty),
        lambda row: row.qty,
        14,
        3,
    ),
    ListColumn(
        Column("reserved", "В резерве", 104, "right", sort="reserved", descending_first=True),
        lambda row: _qty(row, row.reserved),
        lambda row: row.reserved,
        14,
        3,
    ),
    ListColumn(
        Column(
            "free",
            "Свободно",
            108,
            "right",
            sort="free",
            hint="Разрешено, не просрочено и не в резерве",
            descending_first=True,
            card="due",
            before="свободно",
        ),
        lambda row: _qty(row, row.free, "strong tone-wait" if row.low else "strong"),
        lambda row: row.free,
        14,
        3,
    ),
    ListColumn(
        Column("quarantine", "Карантин", 100, "right", sort="quarantine", descending_first=True),
        lambda row: _qty(row, row.quarantine, "tone-wait"),
        lambda row: row.quarantine,
        14,
        3,
    ),
    ListColumn(
        Column(
            "bad",
            "Не годно",
            96,
            "right",
            sort="bad",
            hint="Забраковано, заблокировано или разрешено условно",
            descending_first=True,
        ),
        lambda row: _qty(row, row.bad, "tone-bad"),
        lambda row: row.bad,
        14,
        3,
    ),
    ListColumn(
        Column(
            "elsewhere", "В цехах", 96, "right", hint="Отпущено в цеха или передаётся на склад", shown=False
        ),
        lambda row: _qty(row, row.elsewhere),
        lambda row: row.elsewhere,
        14,
        3,
    ),
    ListColumn(
        Column("lots", "Партий", 62, "right", sort="lots", descending_first=True),
        lambda row: formats.number(row.lots),
        lambda row: row.lots,
        8,
    ),
    ListColumn(
        Column(
            "expiry", "Годен до", 92, sort="expiry", hint="Ближайший срок годности", card="cover", before="до"
        ),
        lambda row: expiry(row.first_expiry, None, row.days_left) if row.lots else "",
        lambda row: row.first_expiry,
        12,
    ),
    ListColumn(
        Column(
            "value", "Сумма, ₽", 108, "right", sort="value", hint="Количество × цена", descending_first=True
        ),
        lambda row: formats.number(row.value_rub, 2) if row.value_rub is not None else "",
        lambda row: row.value_rub,
        16,
        2,
    ),
)


def _stock_filter(asked: Asked) -> StockFilter:
    places = asked.chosen("place")
    return StockFilter(
        view=StockView(asked.view),
        types=asked.chosen("type"),
        place=places[0] if places else "",
        text=asked.text("text"),
        empty=asked.flag("empty"),
        sort=asked.sort.key,
        descending=asked.sort.descending,
    )


def _stock_foot(wanted: StockFilter) -> Figures:
    totals = stock_reads.stock_totals(wanted)
    return Figures(
        totals.found,
        (("партий", formats.number(totals.lots)), ("на сумму", formats.roubles(totals.value_rub))),
    )


def _stock_buttons(request: HttpRequest, _: Asked) -> dict[str, Any]:
    return {
        "buttons": permitted(
            actor(request),
            Button("Отпустить в цех", "send", "issue_stock", panel=reverse("stock:issue")),
            Button("Отгрузить", "truck", "ship_product", panel=reverse("stock:ship")),
            Button("Инвентаризация", "clipboard-list", "count_stock", panel=reverse("stock:start_count")),
            Button("Ввести остатки", "file-up", "enter_opening", panel=reverse("stock:opening")),
        )
    }


STOCK = ListPage(
    app="stock",
    name="list",
    title="Остатки",
    right="read_stock",
    columns=STOCK_COLUMNS,
    row=_stock_row,
    read=_stock_filter,
    page=lambda wanted, after, limit: stock_reads.stock_page(wanted, after=after, limit=limit),
    export=stock_reads.stock_for_export,
    foot=_stock_foot,
    empty=("Остатков нет", "Под этот вид и фильтр ничего не попало.", "warehouse"),
    default_sort=Sort("code"),
    filters=(_TEXT, _TYPE, _PLACE, _EMPTY),
    views={
        StockView.ALL.value: "Всё",
        StockView.RAW.value: "Сырьё и тара",
        StockView.PRODUCT.value: "Продукция",
        StockView.EXPIRING.value: "Истекает за 30 дней",
        StockView.QUARANTINE.value: "В карантине",
        StockView.LOW.value: "Ниже страхового запаса",
    },
    context=_stock_buttons,
)


LOT_COLUMNS: tuple[ListColumn[LotListRow], ...] = (
    ListColumn(
        Column("code", "Партия", 118, sort="code", sticky=True, required=True, card="number"),
        lambda row: lot_link(row.code, main=True),
        lambda row: row.code,
        16,
    ),
    ListColumn(
        Column("item", "Позиция", None, sort="item", card="title"),
        lambda row: clipped(f"{row.item} {row.item_name}"),
        lambda row: f"{row.item} {row.item_name}",
        38,
    ),
    ListColumn(
        Column("status", "Качество", 142, sort="status", required=True, card="state"),
        lambda row: marks.state_mark("lot", row.qc_status),
        lambda row: LOT_QUALITY[row.qc_status].label,
        18,
    ),
    ListColumn(
        Column("qty", "Количество", 112, "right", sort="qty", descending_first=True, card="detail"),
        lambda row: marks.amount(row.qty, row.unit, None if row.unit == "pcs" else 1),
        lambda row: row.qty,
        14,
        3,
    ),
    ListColumn(
        Column("reserved", "В резерве", 104, "right", sort="reserved", descending_first=True),
        lambda row: (
            marks.amount(row.reserved, row.unit, None if row.unit == "pcs" else 1)
            if row.reserved
            else marks.html('<span class="ink-2">—</span>')
        ),
        lambda row: row.reserved,
        14,
        3,
    ),
    ListColumn(
        Column("place", "Место", 168, sort="place", card="detail"),
        lambda row: clipped(row.location),
        lambda row: row.location,
        26,
    ),
    ListColumn(
        Column("received", "Получена", 88, sort="received", descending_first=True),
        lambda row: formats.date(row.received_date),
        lambda row: row.received_date,
        12,
    ),
    ListColumn(
        Column("expiry", "Годна до", 104, sort="expiry", card="due", before="до"),
        lambda row: expiry(row.expiry_date, row.expires_at, row.days_left),
        lambda row: row.expiry_date,
        12,
    ),
    ListColumn(
        Column("decided", "Решение", 88, sort="decided", hint="Дата последнего решения ОТК", shown=False),
        lambda row: formats.date(row.qc_date) if row.qc_date else "",
        lambda row: row.qc_date,
        12,
    ),
)
STATUS = FilterField(
    "status", "Качество", "choice", lambda: [(code, state.label) for code, state in LOT_QUALITY.items()]
)
LOT_FILTERS = (_TEXT, STATUS, _TYPE, _PLACE, _EMPTY)


def lots_filter(asked: Asked) -> LotsFilter:
    """The filter of a list of lots."""
    places = asked.chosen("place")
    return LotsFilter(
        view=LotView(asked.view),
        statuses=asked.chosen("status"),
        types=asked.chosen("type"),
        place=places[0] if places else "",
        text=asked.text("text"),
        empty=asked.flag("empty"),
        sort=asked.sort.key,
        descending=asked.sort.descending,
    )


def _lot_row(row: LotListRow) -> Row:
    href = lot_href(row.code)
    return Row(key=row.code, cells={}, href=href, look=reverse("stock:lot_look", args=[row.code]))


LOTS = ListPage(
    app="stock",
    name="lots",
    title="Партии",
    right="read_stock",
    columns=LOT_COLUMNS,
    row=_lot_row,
    read=lots_filter,
    page=lambda wanted, after, limit: lot_reads.lots_page(wanted, after=after, limit=limit),
    export=lot_reads.lots_for_export,
    foot=lambda wanted: Figures(lot_reads.lots_found(wanted)),
    empty=("Партий нет", "Под этот вид и фильтр не попала ни одна партия.", "boxes"),
    default_sort=Sort("received", descending=True),
    filters=LOT_FILTERS,
    views={
        LotView.ALL.value: "Все",
        LotView.UNDECIDED.value: "В карантине",
        LotView.EXPIRING.value: "Истекает за 30 дней",
        LotView.SHIPPABLE.value: "К отгрузке",
        LotView.HANDED_OVER.value: "Передаются из цеха",
        LotView.REJECTED.value: "Забракованы",
    },
)
