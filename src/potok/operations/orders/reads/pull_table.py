"""The time-phased pull table of the books: what every needed item has, gets and owes (order-workflow 6.3)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from django.db.models import Count

from potok.operations.catalog.situation import Situation, present_situation
from potok.operations.orders.models import OrderComponent, Reservation
from potok.operations.orders.requirement import local_date
from potok.operations.orders.supply_books import SupplyBooks, load_books
from potok.operations.purchasing.reads import open_signal_kinds
from potok.plant import model as plain
from potok.supply.columns import Column, column_of, pull_columns
from potok.supply.cover import Coverage, OrderCover
from potok.supply.facts import Demand
from potok.supply.lots import LotReservation
from potok.supply.phased_table import last_event, pull_table
from potok.supply.pull_row import PullRow, PullTable
from potok.supply.signals import SignalKind

#: The most pressing kind first, as it is shown in the row of an item.
_URGENCY = {kind.value: place for place, kind in enumerate(SignalKind)}


class Scope(StrEnum):
    """Which items the table shows."""

    SHORTAGE = "shortage"
    AHEAD = "ahead"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class PullFilter:
    """What the address of the page asks for.

    Attributes:
        scope: Items that some waiting order lacks today; those and items that run short later; all.
        workshops: Items needed by orders of these workshops; empty = of all.
        kinds: Types of items; empty = all.
        text: Part of the code or the name.
        item_id: One item, whatever the rest of the filter says.
    """

    scope: Scope = Scope.SHORTAGE
    workshops: frozenset[str] = frozenset()
    kinds: frozenset[plain.ItemType] = frozenset()
    text: str = ""
    item_id: str = ""


@dataclass(frozen=True, slots=True)
class PullItem:
    """A row of the page.

    Attributes:
        row: Figures; None for an item without stock control, which is never short.
        lacking: Whether some waiting order lacks it today.
        ahead: Whether it stops or will stop orders, today or later.
        signal: Most pressing signal that is not closed; `in_time` when orders wait without one.
    """

    item: plain.Item
    row: PullRow | None
    lacking: bool
    ahead: bool
    signal: str


@dataclass(frozen=True, slots=True)
class PullBooks:
    """The whole table with everything its numbers are made of.

    Attributes:
        covered: Orders that hold reservations, their need is what they hold.
        reservations: The reservations, by order and lot.
        signals: Kinds of the signals that are not closed, by item.
    """

    books: SupplyBooks
    coverage: Coverage
    covered: tuple[Demand, ...]
    reservations: tuple[LotReservation, ...]
    table: PullTable
    signals: Mapping[str, tuple[str, ...]]

    @property
    def situation(self) -> Situation:
        """Date and master data that the table is made for."""
        return self.books.situation

    @property
    def columns(self) -> tuple[Column, ...]:
        """Columns of the table."""
        return self.table.columns

    def column_at(self, first: dt.date) -> int:
        """Index of the column in which a date lies."""
        return column_of(first, self.table.columns)

    def product_of(self, order_no: str) -> plain.Item:
        """Product of a waiting order."""
        master = self.situation.master
        return master.items[master.item_codes[self.books.waiting[order_no].row.product_id]]

    def cover_of(self, order_no: str) -> OrderCover:
        """Cover of a waiting order."""
        return self.coverage.orders[order_no]


@dataclass(frozen=True, slots=True)
class Figures:
    """Totals below the table, over the whole plant.

    Attributes:
        lacking: Items that some waiting order lacks today.
        ahead: Further items that stop orders later.
        items: Items that any order needs.
        waiting: Waiting orders.
        unstartable: Those of them without a known start, in rank.
        signals: Number of signals that are not closed, by kind, the most pressing kind first.
    """

    lacking: int
    ahead: int
    items: int
    waiting: int
    unstartable: tuple[str, ...]
    signals: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class PullView:
    """The filtered page: rows in sequence, how many there would be without the filter, totals."""

    pull: PullBooks
    rows: tuple[PullItem, ...]
    by_scope: Mapping[Scope, int]
    figures: Figures


def load_pull_books() -> PullBooks:
    """The table of the present books: seven queries whatever their size."""
    situation = present_situation()
    books = load_books(situation, None)
    covered, reservations = _covered(situation)
    coverage = books.coverage()
    columns = pull_columns(
        situation.today,
        holidays=situation.master.holidays,
        until=last_event(coverage, books.receipts),
    )
    table = pull_table(
        coverage,
        columns=columns,
        positions=books.positions,
        receipts=books.receipts,
        covered=covered,
        reservations=reservations,
    )
    return PullBooks(books, coverage, covered, reservations, table, open_signal_kinds())


def pull_view(pull: PullBooks, wanted: PullFilter) -> PullView:
    """Rows of the page, those with the earliest need first, then those that stop the most orders."""
    items = sorted(_items(pull), key=_urgency)
    chosen = [item for item in items if _fits(item, wanted, pull)]
    by_scope = {scope: sum(_in_scope(item, scope) for item in chosen) for scope in Scope}
    if wanted.item_id:
        shown = [item for item in items if item.item.item_id == wanted.item_id]
    else:
        shown = [item for item in chosen if _in_scope(item, wanted.scope)]
    return PullView(pull, tuple(shown), by_scope, _figures(pull, items))


def lacking_count() -> int:
    """Number of items that some waiting order lacks, for the navigation: one query."""
    lacking = OrderComponent.objects.filter(lack_qty__gt=0, order__status="waiting_shortage")
    return lacking.aggregate(found=Count("item_id", distinct=True))["found"]


def _covered(situation: Situation) -> tuple[tuple[Demand, ...], tuple[LotReservation, ...]]:
    """Orders that hold stock and what they hold, one query."""
    codes, master = situation.master.item_codes, situation.master
    found = (
        Reservation.objects.filter(kind="hard")
        .order_by("id")
        .values_list(
            "order__order_no",
            "item_id",
            "lot__code",
            "qty",
            "order__priority",
            "order__due_date",
            "order__latest_start_date",
            "order__launch_at",
            "order__product_id",
        )
    )
    held: dict[str, dict[str, Decimal]] = {}
    facts: dict[str, tuple[int, dt.date, dt.date | None, dt.datetime | None, int]] = {}
    reservations = []
    for order_no, item_id, lot, qty, *rest in found:
        code = codes[item_id]
        need = held.setdefault(order_no, {})
        need[code] = need.get(code, Decimal(0)) + qty
        facts[order_no] = (rest[0], rest[1], rest[2], rest[3], rest[4])
        reservations.append(LotReservation(order_no, code, lot, qty))
    demands = tuple(
        Demand(
            order_no=order_no,
            priority=priority,
            due_date=due,
            need=held[order_no],
            workshop_id=master.first_workshop(codes[product]),
            latest_start=latest,
            planned_launch=local_date(launch),
        )
        for order_no, (priority, due, latest, launch, product) in facts.items()
    )
    return demands, tuple(reservations)


def _items(pull: PullBooks) -> Iterable[PullItem]:
    """Every item that an open order needs, also those whose stock nobody counts."""
    master = pull.situation.master
    for row in pull.table.rows:
        lacking = any(order.lack > 0 for order in row.waiting)
        yield PullItem(
            item=master.items[row.item_id],
            row=row,
            lacking=lacking,
            ahead=lacking or row.short or row.first_shortage is not None,
            signal=_signal(pull.signals.get(row.item_id, ()), waits=row.short),
        )
    shown = {row.item_id for row in pull.table.rows}
    for item_id in sorted(_uncontrolled(pull) - shown):
        yield PullItem(master.items[item_id], None, lacking=False, ahead=False, signal="")


def _uncontrolled(pull: PullBooks) -> set[str]:
    """Components without stock control (piped water) of the products of open orders."""
    master = pull.situation.master
    products = {master.item_codes[order.row.product_id] for order in pull.books.waiting.values()}
    products |= _covered_products(pull)
    return {
        line.component_id
        for product in products
        for line in master.boms.get(product, ())
        if not master.items[line.component_id].stock_controlled
    }


def _covered_products(pull: PullBooks) -> set[str]:
    found = Reservation.objects.filter(kind="hard").values_list("order__product_id", flat=True).distinct()
    return {pull.situation.master.item_codes[pk] for pk in found}


def _signal(kinds: Iterable[str], *, waits: bool) -> str:
    most = min(kinds, key=lambda kind: _URGENCY.get(kind, len(_URGENCY)), default="")
    return most or ("in_time" if waits else "")


def _urgency(item: PullItem) -> tuple[bool, bool, dt.date, int, str]:
    """Items that stop orders, the earliest need first, then the most stopped orders (order-workflow 6.3)."""
    row = item.row
    if row is None:
        return True, True, dt.date.max, 0, item.item.item_id
    return not row.short, False, row.first_need or dt.date.max, -row.stopped_orders, row.item_id


def _in_scope(item: PullItem, scope: Scope) -> bool:
    if scope is Scope.SHORTAGE:
        return item.lacking
    return scope is Scope.ALL or item.ahead


def _fits(item: PullItem, wanted: PullFilter, pull: PullBooks) -> bool:
    """Whether the item passes everything but the scope."""
    if wanted.kinds and item.item.type not in wanted.kinds:
        return False
    text = wanted.text.casefold()
    if text and text not in item.item.item_id.casefold() and text not in item.item.name.casefold():
        return False
    return not wanted.workshops or bool(wanted.workshops & _workshops(pull).get(item.item.item_id, set()))


def _workshops(pull: PullBooks) -> dict[str, set[str]]:
    """Workshops whose orders need an item."""
    found: dict[str, set[str]] = {}
    for demand in (*pull.books.demands(), *pull.covered):
        if demand.workshop_id is not None:
            for item_id in demand.need:
                found.setdefault(item_id, set()).add(demand.workshop_id)
    return found


def _figures(pull: PullBooks, items: Iterable[PullItem]) -> Figures:
    listed = list(items)
    kinds = Counter(kind for found in pull.signals.values() for kind in found)
    lacking = sum(item.lacking for item in listed)
    return Figures(
        lacking=lacking,
        ahead=sum(item.ahead for item in listed) - lacking,
        items=len(listed),
        waiting=len(pull.coverage.orders),
        unstartable=tuple(
            order_no for order_no, order in pull.coverage.orders.items() if order.earliest_start is None
        ),
        signals={kind.value: kinds[kind.value] for kind in SignalKind if kinds[kind.value]},
    )
