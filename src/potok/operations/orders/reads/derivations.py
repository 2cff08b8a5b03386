"""«Откуда число»: every number of the pull table as signed sources that sum exactly to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from potok.operations.catalog.models import RecipeLine
from potok.operations.orders.errors import UnknownOrderError
from potok.operations.orders.models import ProductionOrder
from potok.operations.orders.reads.pull_books import PullBooks
from potok.plant import model as plain
from potok.plant.requirement import gross_of_line
from potok.supply.columns import Column, column_of
from potok.supply.cover import ComponentCover, ComponentState, OrderCover
from potok.supply.derivation import Derivation, derive_balance, derive_free, derive_supply
from potok.supply.facts import StockPosition
from potok.supply.pull_row import PullRow, Source, SourceKind, WaitingOrder

_ZERO = Decimal(0)


class NumberKind(StrEnum):
    """Which number of an item's rows."""

    STOCK = "stock"
    FREE = "free"
    BALANCE = "balance"
    RECEIPTS = "receipts"
    NEED = "need"
    RESERVED = "reserved"


@dataclass(frozen=True, slots=True)
class Cure:
    """When a shortage of a row ends.

    Attributes:
        column: First later column whose balance is not negative.
        receipts: Receipts that come between.
    """

    column: Column
    receipts: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Derived:
    """A number of the table and everything a person asks of it.

    Attributes:
        column: None for stock and free stock, which are of today.
        sources: Signed parts, they sum to `number`.
        left_out: Lots that are no stock today: in quarantine, rejected, expired.
        held: Orders that wait for the item in this column, by need date.
        blocked: Orders without any known start; a row that has enough for all others does not count them.
        cure: When the shortage ends; None when there is none or it never does.
    """

    kind: NumberKind
    item: plain.Item
    column: Column | None
    number: Decimal
    sources: tuple[Source, ...]
    left_out: tuple[StockPosition, ...] = ()
    held: tuple[WaitingOrder, ...] = ()
    blocked: tuple[WaitingOrder, ...] = ()
    cure: Cure | None = None


@dataclass(frozen=True, slots=True)
class GrossPart:
    """A recipe line of an order: gross = qty · qty_per_unit · (1 + loss_pct / 100)."""

    line: plain.BomLine
    gross: Decimal


@dataclass(frozen=True, slots=True)
class DerivedNeed:
    """What a waiting order needs of an item and when it is there.

    Attributes:
        qty_pcs: Pieces that are still to be made.
        parts: Recipe lines; their gross quantities sum to `part.gross`.
        supply: What the order finds on the date it is covered, as lots, receipts and orders before it.
    """

    order: OrderCover
    product: plain.Item
    item: plain.Item
    qty_pcs: int
    parts: tuple[GrossPart, ...]
    part: ComponentCover
    supply: Derivation


def derive(
    pull: PullBooks, item_id: str, kind: NumberKind, *, first: dt.date | None = None, whole: bool = False
) -> Derived:
    """A number of an item's rows.

    Args:
        first: A date in the column, for all kinds but stock and free stock; today when None.
        whole: A balance with every movement since today, instead of from the column before.

    Raises:
        KeyError: No order needs the item.
    """
    row = pull.table.row(item_id)
    if kind in {NumberKind.STOCK, NumberKind.FREE}:
        return _of_today(pull, row, kind)
    index = column_of(first or pull.today, pull.columns)
    column = pull.columns[index]
    if kind is NumberKind.BALANCE:
        found = derive_balance(pull.table, item_id, index, from_start=whole)
        number, sources = found.number, found.sources
    else:
        number, sources = _of_column(pull, row, kind, index)
    return Derived(
        kind=kind,
        item=pull.item(item_id),
        column=column,
        number=number,
        sources=sources,
        held=tuple(_held(row, column)),
        blocked=tuple(order for order in row.waiting if not order.counted),
        cure=_cure(pull, row, index),
    )


def derive_need(pull: PullBooks, order_no: str, item_id: str) -> DerivedNeed:
    """The requirement of a waiting order and the supply it finds: two queries.

    Raises:
        UnknownOrderError: The order does not wait, or does not need the item.
    """
    order = pull.coverage.orders.get(order_no)
    if order is None or item_id not in order.components:
        raise UnknownOrderError(order_no=order_no)
    row = ProductionOrder.objects.values("qty_pcs", "done_pcs", "recipe_id").get(order_no=order_no)
    qty_pcs = row["qty_pcs"] - row["done_pcs"]
    lines = RecipeLine.objects.filter(recipe_id=row["recipe_id"], component__code=item_id)
    return DerivedNeed(
        order=order,
        product=pull.products[order_no],
        item=pull.item(item_id),
        qty_pcs=qty_pcs,
        parts=tuple(
            _gross_part(line, pull.products[order_no], item_id, qty_pcs) for line in lines.order_by("line_no")
        ),
        part=order.components[item_id],
        supply=derive_supply(pull.coverage, order_no, item_id, positions=pull.books.positions),
    )


def _gross_part(line: RecipeLine, product: plain.Item, item_id: str, qty_pcs: int) -> GrossPart:
    plain_line = plain.BomLine(
        product_id=product.item_id,
        line_no=line.line_no,
        component_id=item_id,
        qty_per_unit=line.qty_per_unit,
        unit=plain.Unit(line.unit),
        loss_pct=line.loss_pct,
    )
    return GrossPart(plain_line, gross_of_line(plain_line, qty_pcs))


def _of_today(pull: PullBooks, row: PullRow, kind: NumberKind) -> Derived:
    if kind is NumberKind.FREE:
        found = derive_free(row)
        number, sources = found.number, found.sources
    else:
        number = row.stock
        sources = tuple(source for source in row.opening if source.kind is SourceKind.LOT)
    left_out = (lot for lot in pull.books.positions if lot.item_id == row.item_id)
    return Derived(
        kind=kind,
        item=pull.item(row.item_id),
        column=None,
        number=number,
        sources=sources,
        left_out=tuple(lot for lot in left_out if not lot.usable_on(pull.today)),
    )


def _of_column(
    pull: PullBooks, row: PullRow, kind: NumberKind, index: int
) -> tuple[Decimal, tuple[Source, ...]]:
    """Receipts, needs or reserved quantities of one column."""
    cell = row.cells[index]
    if kind is NumberKind.RESERVED:
        return cell.hard, tuple(_reserved(pull, row.item_id, index))
    wanted = SourceKind.RECEIPT if kind is NumberKind.RECEIPTS else SourceKind.ORDER
    sources = tuple(source for at, source in row.movements if at == index and source.kind is wanted)
    return (cell.receipts if kind is NumberKind.RECEIPTS else -cell.soft), sources


def _reserved(pull: PullBooks, item_id: str, index: int) -> Iterable[Source]:
    """What covered orders that start in the column hold of the item."""
    for demand in pull.covered:
        qty = demand.need.get(item_id, _ZERO)
        launch = demand.planned_launch or demand.need_date(pull.today)
        if qty and column_of(launch, pull.columns) == index:
            yield Source(SourceKind.ORDER, demand.order_no, launch, qty)


def _held(row: PullRow, column: Column) -> Iterable[WaitingOrder]:
    """Orders that need the item in or before the column and cannot start before it because of the item."""
    for order in row.waiting:
        needed = column.last is None or order.need_date <= column.last
        stopped = order.component is not ComponentState.IN_STOCK
        starts_later = order.possible_start is None or order.possible_start >= column.first
        if needed and stopped and starts_later:
            yield order


def _cure(pull: PullBooks, row: PullRow, index: int) -> Cure | None:
    if row.cells[index].balance >= 0:
        return None
    for later in range(index + 1, len(pull.columns)):
        if row.cells[later].balance >= 0:
            receipts = (
                source
                for at, source in row.movements
                if index < at <= later and source.kind is SourceKind.RECEIPT
            )
            return Cure(pull.columns[later], tuple(receipts))
    return None
