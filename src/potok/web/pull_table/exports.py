"""The time-phased form as a workbook: the rows of the screen, and what the opened rows would show."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from potok.documents.table_workbook import Sheet, SheetCell, SheetColumn, Value, table_workbook
from potok.operations.catalog.clock import local, now
from potok.operations.orders.reads.pull_books import PullBooks, load_pull_books
from potok.operations.orders.reads.pull_table import PullView, pull_view
from potok.web import formats
from potok.web.components.downloads import XLSX, attachment
from potok.web.components.states import SIGNAL
from potok.web.pull_table import filters
from potok.web.pull_table.rows import column_note, column_title

_ORDER_COLUMNS = (
    SheetColumn("Позиция", 10),
    SheetColumn("Заказ", 12),
    SheetColumn("Изделие", 36),
    SheetColumn("Нужно", 14, decimals=3),
    SheetColumn("Не хватает сейчас", 14, decimals=3),
    SheetColumn("Нужен", 12),
    SheetColumn("Срок заказа", 12),
    SheetColumn("Запуск возможен", 12),
    SheetColumn("Нет прихода", 14),
)


@require_GET
def phased_export(request: HttpRequest) -> HttpResponse:
    """The filtered table and its waiting orders as XLSX."""
    wanted = filters.read_filter(request.GET)
    pull = load_pull_books()
    view = pull_view(pull, wanted)
    note = f"{filters.described(wanted)} · {formats.moment(local(now()))}"
    content = table_workbook(balance_sheet(pull, view, note=note), order_sheet(pull, view, note=note))
    return attachment(content, name="Вытягивающая таблица", ending="xlsx", media_type=XLSX)


def balance_sheet(pull: PullBooks, view: PullView, *, note: str) -> Sheet:
    """Items against days and weeks; a negative running balance is red."""
    columns = (
        SheetColumn("Позиция", 10),
        SheetColumn("Название", 34),
        SheetColumn("Ед.", 6),
        SheetColumn("Остаток", 14, decimals=3),
        SheetColumn("Свободно", 14, decimals=3),
        *(
            SheetColumn(f"{column_title(column)} {column_note(column)}", 13, decimals=3)
            for column in pull.columns
        ),
        SheetColumn("Остановлено заказов", 12),
        SheetColumn("Сигнал", 14),
    )
    return Sheet("По дням и неделям", columns, list(_balances(pull, view)), note=note, frozen=2)


def order_sheet(pull: PullBooks, view: PullView, *, note: str) -> Sheet:
    """The waiting orders of the items, one row an order and item."""
    return Sheet("Ждущие заказы", _ORDER_COLUMNS, list(_orders(pull, view)), note=note, frozen=2)


def _balances(pull: PullBooks, view: PullView) -> Iterator[list[Value | SheetCell]]:
    for found in view.rows:
        item = found.item
        head: list[Value | SheetCell] = [item.item_id, item.name, formats.unit_name(item.unit.value)]
        if found.row is None:
            yield [*head, *[None] * (len(pull.columns) + 3), "без учёта"]
            continue
        cells = [SheetCell(cell.balance, "bad" if cell.balance < 0 else "") for cell in found.row.cells]
        signal = SIGNAL[found.signal].label if found.signal else ""
        yield [*head, found.row.stock, found.row.free, *cells, found.row.stopped_orders, signal]


def _orders(pull: PullBooks, view: PullView) -> Iterator[list[Value | SheetCell]]:
    for found in view.rows:
        for order in found.row.waiting if found.row else ():
            yield [
                found.item.item_id,
                order.order_no,
                pull.products[order.order_no].name,
                order.qty,
                order.lack,
                order.need_date,
                order.due_date,
                order.possible_start,
                SheetCell(", ".join(order.blockers), "bad") if order.blockers else "",
            ]
