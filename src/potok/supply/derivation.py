"""«Откуда число»: what the numbers of availability are made of, as sources that add up to them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from potok.supply.amounts import quantity, supply_thousandths
from potok.supply.cover import Coverage
from potok.supply.facts import StockPosition
from potok.supply.phased_table import lot_sources
from potok.supply.pull_row import PullRow, PullTable, Source, SourceKind


@dataclass(frozen=True, slots=True)
class Derivation:
    """A number of the table with its sources; the sources sum exactly to it."""

    item_id: str
    number: Decimal
    sources: tuple[Source, ...]


def derive_free(row: PullRow) -> Derivation:
    """Free stock: usable lots less what orders hold of them."""
    return Derivation(row.item_id, row.free, row.opening)


def derive_balance(table: PullTable, item_id: str, column: int, *, from_start: bool = False) -> Derivation:
    """The balance at the end of a column.

    Args:
        table: The time-phased table.
        item_id: Row.
        column: Index of the column.
        from_start: True lists lots, reservations and every movement up to the column; False begins with
            the balance at the end of the column before.

    Raises:
        KeyError: No order needs the item.
        IndexError: The table has no such column.
    """
    row = table.row(item_id)
    number = row.cells[column].balance
    if from_start:
        moved = (source for at, source in row.movements if at <= column)
        return Derivation(item_id, number, (*row.opening, *moved))
    before = row.cells[column - 1].balance if column > 0 else row.free
    last_date = table.columns[column].first - dt.timedelta(days=1) if column > 0 else table.today
    carried = Source(SourceKind.CARRIED, "", last_date, before)
    return Derivation(item_id, number, (carried, *(source for at, source in row.movements if at == column)))


def derive_supply(
    coverage: Coverage, order_no: str, item_id: str, *, positions: Iterable[StockPosition]
) -> Derivation:
    """supply(c, d) of a component on the date it is covered: lots + receipts − orders ranked before.

    For a component that is never covered all known receipts are counted. The number is what the order
    finds: its gross requirement or more when it is covered, less when it is not.

    Raises:
        KeyError: The order does not wait or does not need the item.
    """
    part = coverage.orders[order_no].components[item_id]
    sources = [*_free_lots(item_id, positions, coverage.today)]
    for receipt in coverage.items[item_id].receipts:
        usable = receipt.usable_date
        if usable is not None and (part.day is None or usable <= part.day):
            qty = quantity(supply_thousandths(receipt.qty))
            sources.append(Source(SourceKind.RECEIPT, receipt.receipt_id, usable, qty))
    for other in coverage.orders.values():
        if other.demand.order_no == order_no:
            break
        if other.claims and item_id in other.components:
            date = other.demand.need_date(coverage.today)
            claim = -other.components[item_id].gross
            sources.append(Source(SourceKind.ORDER, other.demand.order_no, date, claim))
    number = sum((source.qty for source in sources), Decimal(0))
    return Derivation(item_id, number, tuple(sources))


def _free_lots(item_id: str, positions: Iterable[StockPosition], today: dt.date) -> Iterator[Source]:
    for lot in positions:
        if lot.item_id == item_id and lot.usable_on(today):
            yield from lot_sources(lot)
