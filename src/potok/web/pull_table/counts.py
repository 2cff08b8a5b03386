"""Counts of the navigation and hits of the search that the pull table gives."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest
from django.urls import reverse

from potok.operations.orders.reads.pull_table import lacking_item_count
from potok.operations.orders.reads.receipts import ReceiptFilter, ReceiptView, receipt_page
from potok.operations.people.roles import Role
from potok.operations.purchasing.reads import awaited_receipt_count, found_items, open_signal_count
from potok.web import formats
from potok.web.shell import navigation, palette
from potok.web.shell.navigation import Badge
from potok.web.shell.palette import Hit
from potok.web.shell.person import actor

_MOST_HITS = 6


@navigation.counts("pull_table")
def lacking_items(request: HttpRequest) -> Badge | None:
    """Items that waiting orders lack; they wait for planners and purchasing."""
    return _badge(lacking_item_count(), request, Role.PLANNER, Role.PURCHASING)


@navigation.counts("signals")
def open_signals(request: HttpRequest) -> Badge | None:
    """Signals without an answer; they wait for purchasing."""
    return _badge(open_signal_count(), request, Role.PURCHASING)


@navigation.counts("receipts")
def awaited_receipts(request: HttpRequest) -> Badge | None:
    """Receipts that still bring stock."""
    return _badge(awaited_receipt_count(), request)


@palette.source("Сырьё и тара")
def items(request: HttpRequest, text: str) -> Iterable[Hit]:  # noqa: ARG001 - signature of a source
    """Rows of the pull table by code or name."""
    base = reverse("pull_table:phased")
    for code, name in found_items(text, limit=_MOST_HITS):
        yield Hit(f"{code} {name}", f"{base}?item={code}", "вытягивающая таблица", "table-2")


@palette.source("Приходы")
def receipts(request: HttpRequest, text: str) -> Iterable[Hit]:  # noqa: ARG001 - signature of a source
    """Receipts by number, purchase order, supplier or item."""
    base = reverse("pull_table:receipts")
    for row in receipt_page(ReceiptFilter(view=ReceiptView.ALL, text=text), limit=_MOST_HITS).rows:
        note = f"{row.supplier}, {formats.date(row.expected_date)}"
        yield Hit(f"{row.code} {row.item_id}", f"{base}?view=all&text={row.code}", note, "truck")


def _badge(count: int, request: HttpRequest, *waits_for: Role) -> Badge | None:
    if not count:
        return None
    return Badge(formats.number(count), waiting=bool(actor(request).roles & set(waits_for)))
