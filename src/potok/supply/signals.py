"""Signals to direct purchasing: what the present facts call for (order-workflow 6.4).

A signal is a state, not an event: this module says which signals there should be now, `signal_book`
compares them with the open ones.
"""

from __future__ import annotations

import datetime as dt
import math
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import cached_property
from itertools import accumulate

from potok.plant.dates import subtract_working_days
from potok.plant.model import QcStatus
from potok.supply.cover import ComponentCover, ComponentState, Coverage, ItemSupply, OrderCover
from potok.supply.facts import ExpectedReceipt, StockPosition

_KOPECK = Decimal("0.01")


class SignalKind(StrEnum):
    """Why purchasing must act, the most pressing first."""

    NOT_ORDERED = "not_ordered"
    INSUFFICIENT_QTY = "insufficient_qty"
    OVERDUE = "overdue"
    DATE_SLIPPED = "date_slipped"
    TOO_LATE = "too_late"
    REJECTED_BY_QC = "rejected_by_qc"


@dataclass(frozen=True, slots=True)
class PurchaseTerms:
    """How an item is bought.

    Attributes:
        qc_days: Incoming inspection, working days.
        lead_time_days: From order to arrival, calendar days.
        price_rub: Price of one stock unit, None when unknown.
        purchase_lot: Quantities are bought in multiples of it (conventions 2: 1 by default).
    """

    item_id: str
    qc_days: int = 0
    lead_time_days: int = 0
    price_rub: Decimal | None = None
    purchase_lot: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class DesiredSignal:
    """A signal that the facts call for.

    Attributes:
        missing_qty: What must come, or come earlier, rounded up to the purchase lot.
        need_date: Earliest latest start of the orders, also when it is past; None without orders.
        order_by_date: need date − inspection − lead time: when it had to be ordered.
        order_nos: Orders that suffer, in rank.
        value_rub: Missing quantity at purchase price.
        receipt_ids: Receipts that are overdue, slipped or too late.
    """

    item_id: str
    kind: SignalKind
    missing_qty: Decimal
    need_date: dt.date | None
    order_by_date: dt.date | None
    order_nos: tuple[str, ...]
    value_rub: Decimal | None
    receipt_ids: tuple[str, ...] = ()

    def days_late(self, today: dt.date) -> int:
        """Days by which the needed date of ordering has passed, 0 when it has not."""
        if self.order_by_date is None:
            return 0
        return max(0, (today - self.order_by_date).days)


@dataclass(frozen=True, slots=True)
class _Delay:
    """An order that gets an item after its latest start."""

    order: OrderCover
    qty: Decimal
    receipt_ids: tuple[str, ...]
    in_time_as_promised: bool


def most_pressing(signals: Iterable[DesiredSignal]) -> dict[str, SignalKind]:
    """The one kind to show in the row of each item."""
    urgency = {kind: place for place, kind in enumerate(SignalKind)}
    kinds: dict[str, SignalKind] = {}
    for signal in signals:
        known = kinds.get(signal.item_id)
        if known is None or urgency[signal.kind] < urgency[known]:
            kinds[signal.item_id] = signal.kind
    return kinds


def desired_signals(
    coverage: Coverage,
    *,
    receipts: Iterable[ExpectedReceipt],
    terms: Mapping[str, PurchaseTerms],
    holidays: frozenset[dt.date],
    positions: Iterable[StockPosition] = (),
) -> tuple[DesiredSignal, ...]:
    """All signals that the facts call for, by item and kind.

    Args:
        coverage: Cover of the waiting orders.
        receipts: All open receipts, overdue ones too: whatever has a row counts as ordered.
        terms: Terms of the items; missing ones are bought at once, in whole units.
        holidays: No working days for inspection.
        positions: Lots; the rejected ones count for `rejected_by_qc`.
    """
    rows: dict[str, list[ExpectedReceipt]] = {}
    for receipt in receipts:
        rows.setdefault(receipt.item_id, []).append(receipt)
    rejected: dict[str, Decimal] = {}
    for lot in positions:
        if lot.qc_status is QcStatus.REJECTED and lot.qty > 0:
            rejected[lot.item_id] = rejected.get(lot.item_id, Decimal(0)) + lot.qty
    takers: dict[str, list[OrderCover]] = {item_id: [] for item_id in coverage.items}
    for order in coverage.orders.values():
        for item_id in order.components:
            takers[item_id].append(order)
    signals: list[DesiredSignal] = []
    for item_id in sorted({*coverage.items, *rows}):
        desk = _Desk(
            terms=terms.get(item_id, PurchaseTerms(item_id)),
            holidays=holidays,
            supply=coverage.items.get(item_id),
            takers=takers.get(item_id, []),
            rows=rows.get(item_id, []),
        )
        signals.extend(desk.signals(rejected.get(item_id, Decimal(0))))
    return tuple(signals)


class _Desk:
    """Everything about one item that purchasing needs."""

    def __init__(
        self,
        *,
        terms: PurchaseTerms,
        holidays: frozenset[dt.date],
        supply: ItemSupply | None,
        takers: Sequence[OrderCover],
        rows: Sequence[ExpectedReceipt],
    ) -> None:
        self._terms = terms
        self._holidays = holidays
        self._supply = supply
        self._takers = takers
        self._rows = rows
        self._overdue = [receipt for receipt in rows if receipt.overdue]

    def signals(self, rejected_qty: Decimal) -> Iterator[DesiredSignal]:
        """The signals of the item in the sequence of `SignalKind`."""
        missing = self._supply.missing if self._supply is not None else Decimal(0)
        uncovered = self._uncovered() if missing else []
        overdue_qty = sum((receipt.qty for receipt in self._overdue), Decimal(0))
        delays = list(self._delays())
        slipped = [delay for delay in delays if delay.in_time_as_promised]
        late = [delay for delay in delays if not delay.in_time_as_promised]
        if missing and not self._rows:
            yield self._signal(SignalKind.NOT_ORDERED, missing, uncovered)
        elif missing > overdue_qty:
            yield self._signal(SignalKind.INSUFFICIENT_QTY, missing - overdue_qty, uncovered)
        if self._overdue:
            stopped = [
                order for order in self._takers if self._part(order).state is not ComponentState.IN_STOCK
            ]
            numbers = tuple(receipt.receipt_id for receipt in self._overdue)
            yield self._signal(SignalKind.OVERDUE, overdue_qty, stopped, numbers)
        if slipped:
            yield self._delay_signal(SignalKind.DATE_SLIPPED, slipped)
        if late:
            yield self._delay_signal(SignalKind.TOO_LATE, late)
        replaced = min(rejected_qty, missing + sum((delay.qty for delay in delays), Decimal(0)))
        if replaced:
            hurt = {order.demand.order_no for order in (*uncovered, *(delay.order for delay in delays))}
            orders = [order for order in self._takers if order.demand.order_no in hurt]
            yield self._signal(SignalKind.REJECTED_BY_QC, replaced, orders)

    def _part(self, order: OrderCover) -> ComponentCover:
        return order.components[self._terms.item_id]

    def _uncovered(self) -> list[OrderCover]:
        """Blocked orders that stay without the item when all of them take it in rank."""
        if self._supply is None:
            return []
        left = self._supply.free - self._supply.claimed
        left += sum((receipt.qty for receipt in self._supply.receipts), Decimal(0))
        without = []
        for order in self._takers:
            if not order.claims:
                left -= self._part(order).gross
                if left < 0:
                    without.append(order)
        return without

    def _delays(self) -> Iterator[_Delay]:
        """Covered orders that get the item after their latest start, with the parts that come late."""
        usable = {receipt.receipt_id: receipt.usable_date for receipt in self._rows}
        for order in self._takers:
            part, latest = self._part(order), _latest(order)
            if order.claims and part.day is not None and part.pegs and part.day > latest:
                late = [peg for peg in part.pegs if (usable.get(peg.receipt_id) or latest) > latest]
                qty = sum((peg.qty for peg in late), Decimal(0))
                numbers = tuple(peg.receipt_id for peg in late)
                yield _Delay(order, qty, numbers, self._in_time_as_promised(order))

    def _in_time_as_promised(self, order: OrderCover) -> bool:
        """Whether the first promises of the suppliers would have served the order in time."""
        part, (dates, ends) = self._part(order), self._promised
        place = bisect_left(ends, part.claimed_before + part.gross)
        return place == 0 or (place <= len(dates) and dates[place - 1] <= _latest(order))

    @cached_property
    def _promised(self) -> tuple[list[dt.date], list[Decimal]]:
        """Usable dates had every promise been kept, and stock with all that would be there by then."""
        free = Decimal(0) if self._supply is None else self._supply.free
        receipts = () if self._supply is None else self._supply.receipts
        in_turn = sorted(
            (receipt.usable_as_promised, receipt.receipt_id, receipt.qty) for receipt in receipts
        )
        return [date for date, _, _ in in_turn], list(accumulate((qty for *_, qty in in_turn), initial=free))

    def _delay_signal(self, kind: SignalKind, delays: Sequence[_Delay]) -> DesiredSignal:
        qty = sum((delay.qty for delay in delays), Decimal(0))
        numbers = dict.fromkeys(receipt_id for delay in delays for receipt_id in delay.receipt_ids)
        return self._signal(kind, qty, [delay.order for delay in delays], tuple(numbers))

    def _signal(
        self,
        kind: SignalKind,
        qty: Decimal,
        orders: Sequence[OrderCover],
        receipt_ids: tuple[str, ...] = (),
    ) -> DesiredSignal:
        terms = self._terms
        bought = math.ceil(qty / terms.purchase_lot) * terms.purchase_lot
        need_date = min((_latest(order) for order in orders), default=None)
        order_by = None
        if need_date is not None:
            arrival = subtract_working_days(need_date, terms.qc_days, holidays=self._holidays)
            order_by = arrival - dt.timedelta(days=terms.lead_time_days)
        value = None
        if terms.price_rub is not None:
            value = (bought * terms.price_rub).quantize(_KOPECK, rounding=ROUND_HALF_UP)
        numbers = tuple(order.demand.order_no for order in orders)
        return DesiredSignal(terms.item_id, kind, bought, need_date, order_by, numbers, value, receipt_ids)


def _latest(order: OrderCover) -> dt.date:
    return order.demand.latest_start or order.demand.due_date
