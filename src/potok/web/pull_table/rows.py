"""The time-phased table as a matrix of the page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from potok.operations.orders.reads.derivations import NumberKind
from potok.operations.orders.reads.pull_books import PullBooks
from potok.operations.orders.reads.pull_table import PullItem
from potok.supply.columns import Column, ColumnKind, column_of
from potok.supply.pull_row import PullRow, WaitingOrder, WaitingState
from potok.web import formats
from potok.web.components import marks
from potok.web.components.matrix import Block, Cell, Matrix, MatrixRow, Need, Period
from potok.web.pull_table.links import order_link, waiting_orders_href

#: An opened item shows so many orders, the earliest needed first; the journal has them all.
MOST_ORDERS = 80
_SALES_NAME = marks.html(
    '<span title="План продаж за вычетом открытых заказов тех же месяцев, по рабочим дням; '
    'в остаток не входит">План продаж сверх заказов</span>'
)
_NEEDS: dict[WaitingState, Need] = {
    WaitingState.LATE: "wait",
    WaitingState.IN_TIME: "ready",
    WaitingState.BLOCKED: "plain",
}


def matrix_of(pull: PullBooks, rows: Sequence[PullItem], *, opened: Collection[str]) -> Matrix:
    """The matrix with the given items open."""
    return Matrix(
        id="pull",
        label="Вытягивающая таблица",
        name_title="Сырьё и тара",
        fixed=(("Остаток", formats.short_date(pull.today)), ("Свободно", "вне рез.")),
        periods=[_period(column, pull.today) for column in pull.columns],
        blocks=[block_of(pull, item, is_open=item.item.item_id in opened) for item in rows],
        end_title="Сигнал",
    )


def block_of(pull: PullBooks, item: PullItem, *, is_open: bool) -> Block:
    """An item, with what it gets and who waits for it when it is open."""
    code = item.item.item_id
    name = format_html('<span title="{} {}"><b>{}</b>{}</span>', code, item.item.name, code, item.item.name)
    if item.row is None:
        width = len(pull.columns)
        end = marks.html('<span class="ink-3">без учёта</span>')
        return Block(MatrixRow(code, name, [Cell("—")] * width, fixed=("—", "—"), end=end))
    wanted = urlencode({"open": "" if is_open else "1"})
    head = MatrixRow(
        key=code,
        name=name,
        cells=[
            Cell(
                formats.number(cell.balance, 0),
                look=cell_href(code, NumberKind.BALANCE, column.first),
                negative=cell.balance < 0,
                receipt=cell.receipts > 0,
            )
            for cell, column in zip(item.row.cells, pull.columns, strict=True)
        ],
        fixed=(
            Cell(formats.number(item.row.stock, 0), look=cell_href(code, NumberKind.STOCK)),
            Cell(formats.number(item.row.free, 0), look=cell_href(code, NumberKind.FREE)),
        ),
        end=_signal(code, item.signal),
        toggle_url=f"{reverse('pull_table:block', args=[code])}?{wanted}",
    )
    return Block(head, list(_open_rows(pull, item.row)) if is_open else ())


def cell_href(code: str, kind: NumberKind, first: dt.date | None = None) -> str:
    """Where a number of an item comes from."""
    address = reverse("pull_table:number", args=[code, kind.value])
    return address if first is None else f"{address}?{urlencode({'date': first.isoformat()})}"


def need_href(order_no: str, code: str) -> str:
    """Where the requirement of an order comes from."""
    return reverse("pull_table:need", args=[order_no, code])


def column_title(column: Column) -> str:
    """«06.03», «23–29.03», «30.03–05.04», «с 13.04»."""
    if column.kind is ColumnKind.DAY:
        return formats.short_date(column.first)
    if column.last is None:
        return f"с{formats.NO_BREAK_SPACE}{formats.short_date(column.first)}"
    start = f"{column.first:%d}" if column.first.month == column.last.month else f"{column.first:%d.%m}"
    return f"{start}{formats.DASH}{formats.short_date(column.last)}"


def column_note(column: Column) -> str:
    """«пт», «неделя 13», «позже»."""
    if column.kind is ColumnKind.DAY:
        return formats.weekday(column.first)
    return formats.week(column.first) if column.kind is ColumnKind.WEEK else "позже"


def _period(column: Column, today: dt.date) -> Period:
    return Period(
        column_title(column),
        column_note(column),
        week=column.kind is not ColumnKind.DAY,
        today=column.first == today,
    )


def _signal(code: str, kind: str) -> SafeString:
    """The most pressing signal, which opens the signals of the item."""
    if not kind:
        return marks.html("")
    mark = marks.state_mark("signal", kind)
    if kind == "in_time":
        return mark
    href = reverse("pull_table:item_signals", args=[code])
    return format_html('<a href="{}" data-panel="{}">{}</a>', href, href, mark)


def _open_rows(pull: PullBooks, row: PullRow) -> Iterator[MatrixRow]:
    code = row.item_id
    received = [cell.receipts for cell in row.cells]
    yield MatrixRow(
        f"{code}:receipts",
        "Приход, годен к запуску",
        _amounts(pull, code, NumberKind.RECEIPTS, received, plus=True),
    )
    for receipt in pull.receipts_of(code):
        if receipt.overdue:
            yield _overdue(pull, receipt.receipt_id)
    needed = [-cell.soft for cell in row.cells]
    yield MatrixRow(
        f"{code}:need", "Потребность ждущих заказов", _amounts(pull, code, NumberKind.NEED, needed)
    )
    reserved = [cell.hard for cell in row.cells]
    if any(reserved):
        name = format_html(
            '<span title="Потребность заказов в производстве: уже вычтена из свободного остатка">{}</span>',
            "В резерве, по дате запуска",
        )
        yield MatrixRow(f"{code}:reserved", name, _amounts(pull, code, NumberKind.RESERVED, reserved))
    planned = pull.sales.get(code)
    if planned is not None:
        yield MatrixRow(f"{code}:sales", _SALES_NAME, [_planned(amount) for amount in planned])
    for order in row.waiting[:MOST_ORDERS]:
        yield _order_row(pull, code, order)
    if len(row.waiting) > MOST_ORDERS:
        yield _further_orders(pull, code, len(row.waiting) - MOST_ORDERS)


def _planned(amount: Decimal) -> Cell:
    return Cell(formats.number(-amount, 0)) if amount else Cell()


def _amounts(
    pull: PullBooks, code: str, kind: NumberKind, amounts: Sequence[Decimal], *, plus: bool = False
) -> list[Cell]:
    """Cells of a sub-row; a zero stays empty (visual language 4)."""
    return [
        Cell(
            formats.number(amount, 0, signed=plus),
            look=cell_href(code, kind, column.first),
            plus=plus,
        )
        if amount
        else Cell()
        for amount, column in zip(amounts, pull.columns, strict=True)
    ]


def _overdue(pull: PullBooks, receipt_id: str) -> MatrixRow:
    """A receipt on which nobody may rely until purchasing gives a new date."""
    look = reverse("pull_table:receipt", args=[receipt_id])
    name = format_html('Приход <a href="{}" data-panel="{}">{}</a>, даты нет', look, look, receipt_id)
    end = marks.state_mark("signal", "overdue")
    return MatrixRow(receipt_id, name, [Cell()] * len(pull.columns), end=end)


def _order_row(pull: PullBooks, code: str, order: WaitingOrder) -> MatrixRow:
    return MatrixRow(
        f"{code}:{order.order_no}",
        _order_name(pull, order),
        list(_order_cells(pull, code, order)),
        end=_start(order),
    )


def _further_orders(pull: PullBooks, code: str, count: int) -> MatrixRow:
    """The orders that are needed last, as a link to the journal."""
    words = f"и ещё {formats.counted(count, 'заказ', 'заказа', 'заказов')}"
    href = waiting_orders_href(lacking=code)
    name = format_html('<a href="{}">{}</a>', href, words) if href else words
    return MatrixRow(f"{code}:further", name, [Cell()] * len(pull.columns))


def _order_name(pull: PullBooks, order: WaitingOrder) -> SafeString:
    """Number and due date, which are never cut, then as much of the product as the column holds."""
    product = pull.products[order.order_no].name
    return format_html(
        '<span title="{}, срок {}">{} · {} {}</span>',
        product,
        formats.date(order.due_date),
        order_link(order.order_no),
        formats.short_date(order.due_date),
        product,
    )


def _order_cells(pull: PullBooks, code: str, order: WaitingOrder) -> Iterator[Cell]:
    """Needed here, a line while the order waits, ▶ where it can start."""
    needed = column_of(order.need_date, pull.columns)
    start = None if order.possible_start is None else column_of(order.possible_start, pull.columns)
    for index in range(len(pull.columns)):
        yield Cell(
            text=formats.number(order.qty, 0) if index == needed else "",
            look=need_href(order.order_no, code) if index == needed else "",
            need=_NEEDS[order.state] if index == needed else "",
            waiting=start is not None and needed < index <= start,
            start=index == start,
        )


def _start(order: WaitingOrder) -> SafeString:
    """«с 25.03», amber when late; «нет R13» when nobody knows."""
    if order.state is WaitingState.BLOCKED:
        return format_html('<span class="strong tone-bad">нет {}</span>', ", ".join(order.blockers))
    text = f"с{formats.NO_BREAK_SPACE}{formats.short_date(order.possible_start)}"
    if order.state is WaitingState.LATE:
        return format_html('<span class="strong tone-wait">{}</span>', text)
    return format_html('<span class="ink-2">{}</span>', text)
