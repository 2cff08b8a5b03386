"""«Обеспечение»: the lines of a card, what is needed, free, missing, and by what it is covered."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from potok.operations.orders.reads.card import OrderCard
from potok.operations.orders.reads.card_cover import ComponentLine
from potok.web import formats
from potok.web.components import marks
from potok.web.journal import links
from potok.web.journal.address import card_href

_TONES = {"missing": "is-bad", "expected": "is-wait"}
#: Quantities below this are told to the gram.
_SMALL = 10
_LARGE = 1000


@dataclass(frozen=True, slots=True)
class CoverLine:
    """A component as a row.

    Attributes:
        css: Tint of the row.
        panel: Address of «откуда число».
        free: What the check found where something is missing, so that the line adds up; else of now.
        lack: «—» when nothing is missing.
    """

    item: str
    name: str
    css: str
    panel: str
    gross: SafeString
    exact: str
    free: str
    free_now: str
    lack: str
    lacks: bool
    mark: SafeString
    by: SafeString


def cover_lines(card: OrderCard) -> list[CoverLine]:
    """Short components first, the rest in the sequence of the recipe."""
    rank = {"missing": 0, "expected": 1}
    ordered = sorted(card.components, key=lambda line: rank.get(line.cover, 2))
    return [_line(card, line) for line in ordered]


def _line(card: OrderCard, line: ComponentLine) -> CoverLine:
    decimals = _decimals(line.gross, line.unit)
    free = line.free if line.lack else line.free_now
    panel = f"{card_href(card.order.order_no, 'need')}?{urlencode({'item': line.item})}"
    return CoverLine(
        item=line.item,
        name=line.name,
        css=_TONES.get(line.cover, ""),
        panel=panel,
        gross=marks.amount(line.gross, line.unit, decimals),
        exact=formats.quantity(line.gross, line.unit),
        free=formats.number(free, decimals if line.lack else _free_decimals(free, line.unit)),
        free_now=formats.quantity(line.free_now, line.unit),
        lack=formats.number(line.lack, decimals) if line.lack else formats.NOT_APPLICABLE,
        lacks=bool(line.lack),
        mark=marks.cover_mark(line.cover, line.cover_date, full=True),
        by=_by(line),
    )


def _free_decimals(qty: Decimal, unit: str) -> int:
    """Large stocks are told in whole kilograms, as long as nothing is missing."""
    return 0 if qty >= _LARGE else _decimals(qty, unit)


def _decimals(qty: Decimal, unit: str) -> int:
    if unit == "pcs":
        return 0
    return 3 if 0 < qty < _SMALL else 1


def _by(line: ComponentLine) -> SafeString:
    """Signals, the receipt that completes it, reserved lots or free ones."""
    if line.cover == "missing" and line.signals:
        named = ((links.signal(number), number) for number in line.signals)
        return format_html_join(", ", '<a href="{}">Сигнал {}</a>', named)
    if line.receipt is not None:
        qty = formats.quantity(line.receipt_qty, line.unit, 0 if line.unit == "pcs" else 1)
        return format_html('<a href="{}">{}</a> · {}', links.receipt(line.receipt), line.receipt, qty)
    if line.held:
        lots = formats.counted(len(line.held), "партия", "партии", "партий")
        named_lot = line.held[0].lot if len(line.held) == 1 else lots
        return format_html('<span class="muted">резерв, {}</span>', named_lot)
    word = "свободные партии" if line.cover == "in_stock" else formats.NOT_APPLICABLE
    return format_html('<span class="muted">{}</span>', word)
