"""«Откуда число» in words: lines of sources, why a date, whom it holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from potok.operations.orders.reads.derivations import Derived, GrossPart, NumberKind
from potok.operations.purchasing.reads import ReceiptFacts
from potok.plant import model as plain
from potok.supply.columns import Column, ColumnKind
from potok.supply.facts import ExpectedReceipt, StockPosition
from potok.supply.pull_row import Source, SourceKind, WaitingOrder, WaitingState
from potok.web import formats
from potok.web.components import marks
from potok.web.components.parts import Item
from potok.web.components.states import LOT_QUALITY
from potok.web.pull_table.links import order_href, order_link
from potok.web.pull_table.rows import column_note, column_title


@dataclass(frozen=True, slots=True)
class Line:
    """A signed part of a number: words with a link, the value, its tone."""

    label: SafeString
    value: str
    tone: str = ""


def amount(value: Decimal, unit: plain.Unit) -> str:
    """A quantity of a derivation: kilograms with three digits, pieces whole."""
    return formats.number(value, 0 if unit is plain.Unit.PCS else 3)


def title_of(derived: Derived, today: dt.date) -> str:
    """«Свободно на 29.03.2026»."""
    if derived.column is None:
        word = "Остаток" if derived.kind is NumberKind.STOCK else "Свободно"
        return f"{word} на {formats.date(today)}"
    period = column_title(derived.column)
    return {
        NumberKind.BALANCE: f"Свободно на {end_of(derived.column)}",
        NumberKind.RECEIPTS: f"Приход, годен к запуску {period}",
        NumberKind.NEED: f"Потребность ждущих заказов {period}",
        NumberKind.RESERVED: f"В резерве, запуск {period}",
    }[derived.kind]


def end_of(column: Column) -> str:
    """Date at whose end the balance of a column stands."""
    if column.kind is ColumnKind.DAY:
        return formats.date(column.first)
    return "конец срока" if column.last is None else formats.date(column.last)


def total_of(derived: Derived) -> str:
    """Name of the line below the sources."""
    if derived.kind is not NumberKind.BALANCE or derived.column is None:
        return "Итого"
    words = {ColumnKind.DAY: "дня", ColumnKind.WEEK: "недели", ColumnKind.LATER: "срока"}
    return f"Итого на конец {words[derived.column.kind]}"


def lines_of(sources: Iterable[Source], item: plain.Item, *, today: dt.date) -> list[Line]:
    """The sources of a number, in sequence."""
    return [
        Line(_label(source, item.item_id, today), _signed(source, item.unit), _tone(source))
        for source in sources
    ]


def requirement_line(qty_pcs: int, found: GrossPart, item: plain.Item) -> tuple[str, str]:
    """A recipe line with its numbers: «2 304 шт. × 1,14 кг × 1,015»."""
    line = found.line
    words = f"{formats.pieces(qty_pcs)} × {formats.number(line.qty_per_unit)}"
    if line.loss_pct:
        words += f" × {formats.number(1 + line.loss_pct / 100)}"
    return words, amount(found.gross, item.unit)


def cure_words(derived: Derived) -> str:
    """When the shortage of a balance ends and by which receipts; empty when it does not."""
    cure = derived.cure
    if cure is None:
        return ""
    column = cure.column
    period = column_title(column) + ("" if column.kind is not ColumnKind.WEEK else f", {column_note(column)}")
    receipts = ", ".join(
        f"{source.reference} ({formats.short_date(source.date)})" for source in cure.receipts
    )
    return f"{period}: {receipts}" if receipts else period


def reasons_of(
    receipts: Iterable[ExpectedReceipt], facts: Mapping[str, ReceiptFacts]
) -> Iterator[tuple[str, list[Item]]]:
    """Why receipts are usable on their dates: promise, slip, inspection."""
    for receipt in receipts:
        if receipt.usable_date is not None:
            title = f"Почему {receipt.receipt_id} годен {formats.short_date(receipt.usable_date)}"
            yield title, list(_reasons(receipt, facts.get(receipt.receipt_id)))


def held_items(held: Sequence[WaitingOrder], item: plain.Item) -> list[Item]:
    """Orders that wait for the item, each with when it is needed and when it can start."""
    return [_held_item(order, item) for order in held]


def left_out_items(lots: Iterable[StockPosition], item: plain.Item, today: dt.date) -> list[Item]:
    """Lots that are no stock today, with the reason."""
    listed = []
    for lot in lots:
        state = LOT_QUALITY[lot.qc_status.value]
        reason, look = state.label, state.icon
        if lot.expiry_date is not None and lot.expiry_date <= today:
            reason, look = f"срок годности истёк {formats.date(lot.expiry_date)}", "clock"
        quantity = formats.quantity(lot.qty, item.unit.value)
        listed.append(Item(f"Партия {lot.lot_id} · {quantity}", look, reason))
    return listed


def _label(source: Source, code: str, today: dt.date) -> SafeString:
    if source.kind is SourceKind.CARRIED:
        return _carried(source, code, today)
    if source.kind is SourceKind.LOT:
        return format_html("Партия {} от {}", source.reference, formats.date(source.date))
    if source.kind is SourceKind.RESERVATION:
        return format_html("Резерв {}", order_link(source.reference)) if source.reference else _RESERVED
    if source.kind is SourceKind.RECEIPT:
        href = reverse("pull_table:receipt", args=[source.reference])
        link = format_html('<a href="{}" data-panel="{}">{}</a>', href, href, source.reference)
        return format_html("Приход {}, годен {}", link, formats.short_date(source.date))
    return format_html("Заказ {}, нужен {}", order_link(source.reference), formats.short_date(source.date))


_RESERVED = marks.html("Резерв заказов в производстве")


def _carried(source: Source, code: str, today: dt.date) -> SafeString:
    """The balance of the column before, or free stock of today before the first column."""
    if source.date is None or source.date <= today:
        href = reverse("pull_table:number", args=[code, NumberKind.FREE.value])
        text = f"Свободно сейчас, {formats.short_date(today)}"
    else:
        base = reverse("pull_table:number", args=[code, NumberKind.BALANCE.value])
        href = f"{base}?{urlencode({'date': source.date.isoformat()})}"
        text = f"Свободно на {formats.date(source.date)}"
    return format_html('<a href="{}" data-panel="{}">{}</a>', href, href, text)


def _signed(source: Source, unit: plain.Unit) -> str:
    text = amount(source.qty, unit)
    return f"+{text}" if source.kind is SourceKind.RECEIPT else text


def _tone(source: Source) -> str:
    if source.kind is SourceKind.RECEIPT:
        return "strong tone-done"
    return "strong tone-bad" if source.kind is SourceKind.CARRIED and source.qty < 0 else ""


def _reasons(receipt: ExpectedReceipt, facts: ReceiptFacts | None) -> Iterator[Item]:
    title, note = receipt.receipt_id, f"ожидается {formats.date(receipt.expected_date)}"
    if facts is not None:
        title = f"{facts.code}, {facts.supplier}" + (f", заявка {facts.po_no}" if facts.po_no else "")
    if receipt.slip_days:
        days = formats.counted(abs(receipt.slip_days), "день", "дня", "дней")
        moved = f"сдвиг на {days}" if receipt.slip_days > 0 else f"раньше на {days}"
        note = f"обещано {formats.short_date(receipt.promised_date)} → {note}, {moved}"
    yield Item(title, "truck", note, reverse("pull_table:receipt", args=[receipt.receipt_id]))
    if receipt.qc_days:
        days = formats.counted(receipt.qc_days, "рабочий день", "рабочих дня", "рабочих дней")
        sum_of_days = (
            f"{formats.short_date(receipt.expected_date)} + {receipt.qc_days} = "
            f"{formats.date(receipt.usable_date)}"
        )
        yield Item(f"ОТК: {days}", "flask-conical", sum_of_days)


def _held_item(order: WaitingOrder, item: plain.Item) -> Item:
    needed = f"нужен {formats.short_date(order.need_date)}, срок {formats.short_date(order.due_date)}"
    quantity = formats.quantity(order.qty, item.unit.value, None if item.unit is plain.Unit.PCS else 1)
    if order.state is WaitingState.BLOCKED:
        note, look, tone = f"{needed}, нет прихода {', '.join(order.blockers)}", "circle-x", "bad"
    else:
        start = f"запуск возможен с {formats.short_date(order.possible_start)}"
        late = order.state is WaitingState.LATE
        note, look = f"{needed}, {start}", "hourglass" if late else "check"
        tone = ""
    return Item(f"{order.order_no} · {quantity}", look, note, order_href(order.order_no), tone)
