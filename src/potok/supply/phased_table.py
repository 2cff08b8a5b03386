"""The time-phased form of the pull table: items against days and weeks (order-workflow 6.3).

The table is pulled by orders: an item is in it because an order needs it. The balance of a row starts
with what is free after hard reservations, receipts add to it on their usable date and waiting orders take
from it on their need date; a negative balance is the cumulative shortage.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from potok.supply.amounts import need_thousandths, quantity, supply_thousandths
from potok.supply.balance import cells, day_changes, first_shortage
from potok.supply.columns import Column, column_of
from potok.supply.cover import ComponentState, Coverage, OrderCover
from potok.supply.facts import Demand, ExpectedReceipt, StockPosition
from potok.supply.lots import LotReservation
from potok.supply.pull_row import PullRow, PullTable, Source, SourceKind, WaitingOrder, WaitingState


def pull_table(
    coverage: Coverage,
    *,
    columns: Sequence[Column],
    positions: Iterable[StockPosition],
    receipts: Iterable[ExpectedReceipt],
    covered: Iterable[Demand] = (),
    reservations: Iterable[LotReservation] = (),
) -> PullTable:
    """Lay stock, receipts and needs of every needed item out over the columns.

    A blocked order (without a full cover) claims nothing, so it counts only in the rows of items of which
    there is too little for all: these are the rows that purchasing must cure.

    Args:
        coverage: Cover of the waiting orders.
        columns: See `columns.pull_columns`; `last_event` tells how far they should reach.
        positions: Lots of the raw and tare warehouse after reservation, of these items at least.
        receipts: Expected receipts of these items at least.
        covered: Orders that hold reservations; their need is what they hold.
        reservations: Hard reservations, for the derivation of free stock by orders.
    """
    builder = _Builder(coverage, columns)
    builder.add_lots(positions, reservations)
    builder.add_receipts(receipts)
    builder.add_covered(covered)
    return PullTable(coverage.today, tuple(columns), tuple(sorted(builder.rows(), key=_urgency)))


def last_event(coverage: Coverage, receipts: Iterable[ExpectedReceipt]) -> dt.date:
    """Last date on which a waiting order needs or a receipt brings anything."""
    needs = (order.demand.need_date(coverage.today) for order in coverage.orders.values())
    arrivals = (receipt.usable_date for receipt in receipts if receipt.usable_date is not None)
    return max((*needs, *arrivals), default=coverage.today)


def _urgency(row: PullRow) -> tuple[dt.date, bool, dt.date, int, str]:
    """Earliest shortage, then items that stop orders, earliest need, most stopped orders first."""
    return (
        row.first_shortage or dt.date.max,
        not row.short,
        row.first_need or dt.date.max,
        -row.stopped_orders,
        row.item_id,
    )


class _Builder:
    """Everything of the table, gathered by item."""

    def __init__(self, coverage: Coverage, columns: Sequence[Column]) -> None:
        self._coverage = coverage
        self._columns = columns
        self._free: dict[str, int] = {}
        self._openings: dict[str, list[Source]] = {}
        self._arrivals: dict[str, list[Source]] = {}
        self._hard: dict[str, list[int]] = {}
        self._waiting: dict[str, list[OrderCover]] = {}
        for order in coverage.orders.values():
            for item_id in order.components:
                self._waiting.setdefault(item_id, []).append(order)

    def add_lots(self, positions: Iterable[StockPosition], reservations: Iterable[LotReservation]) -> None:
        """Usable lots, and which orders hold what of them."""
        holders: dict[str, list[LotReservation]] = {}
        for taken in reservations:
            holders.setdefault(taken.lot_id, []).append(taken)
        for lot in positions:
            if lot.usable_on(self._coverage.today):
                self._free[lot.item_id] = self._free.get(lot.item_id, 0) + supply_thousandths(lot.free_qty)
                opening = self._openings.setdefault(lot.item_id, [])
                opening.extend(lot_sources(lot, holders.get(lot.lot_id, ())))

    def add_receipts(self, receipts: Iterable[ExpectedReceipt]) -> None:
        """Receipts on their usable date; overdue ones have none and are absent."""
        for receipt in sorted(receipts, key=lambda receipt: receipt.receipt_id):
            if receipt.usable_date is not None:
                qty = quantity(supply_thousandths(receipt.qty))
                source = Source(SourceKind.RECEIPT, receipt.receipt_id, receipt.usable_date, qty)
                self._arrivals.setdefault(receipt.item_id, []).append(source)

    def add_covered(self, covered: Iterable[Demand]) -> None:
        """Reserved requirement in the column of the launch."""
        for demand in covered:
            launch = demand.planned_launch or demand.need_date(self._coverage.today)
            column = column_of(launch, self._columns)
            for item_id, qty in demand.need.items():
                by_column = self._hard.setdefault(item_id, [0] * len(self._columns))
                by_column[column] += need_thousandths(qty)

    def rows(self) -> Iterator[PullRow]:
        """A row for every item that any order needs."""
        for item_id in dict.fromkeys([*self._waiting, *self._hard]):
            yield self._row(item_id)

    def _row(self, item_id: str) -> PullRow:
        supply = self._coverage.items.get(item_id)
        missing = supply.missing if supply is not None else Decimal(0)
        waiting = [
            _waiting_order(order, item_id, today=self._coverage.today, missing=missing)
            for order in self._waiting.get(item_id, ())
        ]
        waiting.sort(key=lambda order: (order.need_date, order.order_no))
        stopped = [order for order in waiting if order.component is not ComponentState.IN_STOCK]
        free = self._free.get(item_id, 0)
        movements = self._movements(item_id, waiting)
        changes = day_changes((date, supply_thousandths(source.qty)) for date, source in movements)
        opening = self._openings.get(item_id, [])
        return PullRow(
            item_id=item_id,
            stock=sum((source.qty for source in opening if source.kind is SourceKind.LOT), Decimal(0)),
            free=quantity(free),
            cells=cells(free, changes, self._columns, hard=self._hard.get(item_id)),
            waiting=tuple(waiting),
            stopped_orders=len(stopped),
            first_need=min((order.need_date for order in stopped or waiting), default=None),
            first_shortage=first_shortage(free, changes),
            missing=missing,
            opening=tuple(opening),
            movements=tuple((column_of(date, self._columns), source) for date, source in movements),
        )

    def _movements(self, item_id: str, waiting: Iterable[WaitingOrder]) -> list[tuple[dt.date, Source]]:
        """Receipts and counted needs by date; on one date what comes stands before what goes."""
        moved = [(source.date or self._coverage.today, source) for source in self._arrivals.get(item_id, ())]
        moved += [
            (order.need_date, Source(SourceKind.ORDER, order.order_no, order.need_date, -order.qty))
            for order in waiting
            if order.counted
        ]
        return sorted(moved, key=lambda movement: movement[0])


def lot_sources(lot: StockPosition, holders: Iterable[LotReservation] = ()) -> Iterator[Source]:
    """A lot and what orders hold of it; together they are its free quantity."""
    reserved = need_thousandths(lot.reserved)
    whole = quantity(supply_thousandths(lot.free_qty) + reserved)
    yield Source(SourceKind.LOT, lot.lot_id, lot.received_date, whole)
    for taken in holders:
        reserved -= need_thousandths(taken.qty)
        yield Source(SourceKind.RESERVATION, taken.order_no, None, -taken.qty)
    if reserved:
        yield Source(SourceKind.RESERVATION, "", None, quantity(-reserved))


def _waiting_order(order: OrderCover, item_id: str, *, today: dt.date, missing: Decimal) -> WaitingOrder:
    part = order.components[item_id]
    need_date = order.demand.need_date(today)
    if order.earliest_start is None:
        state = WaitingState.BLOCKED
    else:
        state = WaitingState.LATE if order.earliest_start > need_date else WaitingState.IN_TIME
    return WaitingOrder(
        order_no=order.demand.order_no,
        due_date=order.demand.due_date,
        qty=part.gross,
        lack=part.lack,
        need_date=need_date,
        possible_start=order.earliest_start,
        state=state,
        component=part.state,
        blockers=order.blockers,
        counted=order.claims or missing > 0,
    )
