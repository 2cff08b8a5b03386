"""Rows of the time-phased pull table that a page asks for, and the totals below it (order-workflow 6.3)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Count

from potok.operations.orders.models import OrderComponent
from potok.operations.orders.reads.pull_books import PullBooks
from potok.plant import model as plain
from potok.supply.pull_row import PullRow
from potok.supply.signals import SignalKind

#: Place of a kind of signal: the most pressing one is shown in the row of the item.
_PLACES = {kind.value: place for place, kind in enumerate(SignalKind)}


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
        workshops: Items needed by orders of these workshops, by code; empty = of all.
        types: Types of items; empty = all.
        text: Part of the code or the name.
        item_id: One item, whatever the rest of the filter says.
    """

    scope: Scope = Scope.SHORTAGE
    workshops: frozenset[str] = frozenset()
    types: frozenset[plain.ItemType] = frozenset()
    text: str = ""
    item_id: str = ""


@dataclass(frozen=True, slots=True)
class PullItem:
    """A row of the page.

    Attributes:
        row: Figures; None for an item without stock control, which is never short.
        lacking: Whether some waiting order lacks it today.
        ahead: Whether it stops orders, today or later.
        signal: Kind of the most pressing signal that is not closed; `in_time` when orders wait for the
            item and no signal calls for action.
    """

    item: plain.Item
    row: PullRow | None
    lacking: bool
    ahead: bool
    signal: str


@dataclass(frozen=True, slots=True)
class Figures:
    """Totals of the whole plant.

    Attributes:
        lacking: Items that some waiting order lacks today.
        ahead: Further items, which stop orders later.
        waiting: Waiting orders.
        unstartable: Those of them without a known start, in rank.
        signals: Number of signals that are not closed by kind, the most pressing kind first.
    """

    lacking: int
    ahead: int
    waiting: int
    unstartable: tuple[str, ...]
    signals: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class PullView:
    """The filtered page.

    Attributes:
        rows: In sequence.
        counts: Rows by scope under the rest of the filter.
        figures: Totals without any filter.
    """

    pull: PullBooks
    rows: tuple[PullItem, ...]
    counts: Mapping[Scope, int]
    figures: Figures


def pull_view(pull: PullBooks, wanted: PullFilter) -> PullView:
    """Rows of the page, the earliest need first, then those that stop the most orders."""
    items = sorted(_items(pull), key=_urgency)
    fitting = [item for item in items if _fits(item, wanted)]
    if wanted.workshops:
        of_workshops = _needed_in(pull, wanted.workshops)
        fitting = [item for item in fitting if item.item.item_id in of_workshops]
    if wanted.item_id:
        shown = [item for item in items if item.item.item_id == wanted.item_id]
    else:
        shown = [item for item in fitting if _in_scope(item, wanted.scope)]
    counts = {scope: sum(_in_scope(item, scope) for item in fitting) for scope in Scope}
    return PullView(pull, tuple(shown), counts, _figures(pull, items))


def lacking_item_count() -> int:
    """Number of items that some waiting order lacks, for the navigation: one query."""
    lacking = OrderComponent.objects.filter(lack_qty__gt=0, order__status="waiting_shortage")
    return int(lacking.aggregate(found=Count("item_id", distinct=True))["found"])


def _items(pull: PullBooks) -> Iterator[PullItem]:
    """Every item that an open order needs, also those whose stock nobody counts."""
    shown = set()
    for row in pull.table.rows:
        shown.add(row.item_id)
        lacking = any(order.lack > 0 for order in row.waiting)
        yield PullItem(
            item=pull.item(row.item_id),
            row=row,
            lacking=lacking,
            ahead=lacking or row.short or row.first_shortage is not None,
            signal=_signal(pull.signals.get(row.item_id, ()), waits=row.short),
        )
    for item_id in sorted(_uncounted(pull) - shown):
        yield PullItem(pull.item(item_id), None, lacking=False, ahead=False, signal="")


def _uncounted(pull: PullBooks) -> set[str]:
    """Components without stock control (piped water) of the products of open orders."""
    boms = pull.situation.master.boms
    return {
        line.component_id
        for product in {product.item_id for product in pull.products.values()}
        for line in boms.get(product, ())
        if not pull.item(line.component_id).stock_controlled
    }


def _signal(kinds: Iterable[str], *, waits: bool) -> str:
    pressing = min(kinds, key=lambda kind: _PLACES.get(kind, len(_PLACES)), default="")
    return pressing or ("in_time" if waits else "")


def _urgency(item: PullItem) -> tuple[bool, bool, dt.date, int, str]:
    row = item.row
    if row is None:
        return True, True, dt.date.max, 0, item.item.item_id
    return not row.short, False, row.first_need or dt.date.max, -row.stopped_orders, row.item_id


def _in_scope(item: PullItem, scope: Scope) -> bool:
    if scope is Scope.SHORTAGE:
        return item.lacking
    return scope is Scope.ALL or item.ahead


def _fits(item: PullItem, wanted: PullFilter) -> bool:
    """Whether type and text of the item are those wanted."""
    if wanted.types and item.item.type not in wanted.types:
        return False
    text = wanted.text.casefold()
    return text in item.item.item_id.casefold() or text in item.item.name.casefold()


def _needed_in(pull: PullBooks, workshops: frozenset[str]) -> set[str]:
    """Items that orders of the workshops need."""
    return {
        item_id
        for demand in (*pull.books.demands(), *pull.covered)
        if demand.workshop_id in workshops
        for item_id in demand.need
    }


def _figures(pull: PullBooks, items: Sequence[PullItem]) -> Figures:
    kinds = Counter(kind for found in pull.signals.values() for kind in found)
    lacking = sum(item.lacking for item in items)
    return Figures(
        lacking=lacking,
        ahead=sum(item.ahead for item in items) - lacking,
        waiting=len(pull.coverage.orders),
        unstartable=tuple(
            order_no for order_no, order in pull.coverage.orders.items() if order.earliest_start is None
        ),
        signals={kind.value: kinds[kind.value] for kind in SignalKind if kinds[kind.value]},
    )
