"""When waiting orders can start: expected receipts shared out in rank (order-workflow 6.3).

Stock and receipts of an item lie one after the other on a line of quantities, stock first, then receipts
by usable date. The orders take their pieces of this line in rank; the piece an order takes says from
which receipts it lives (pegs) and the end of the piece says when the order is served.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import accumulate

from potok.supply.amounts import need_thousandths, quantity, supply_thousandths
from potok.supply.facts import Demand, ExpectedReceipt, FirstWorkingDate, refuse_bad_facts
from potok.supply.ranking import ranked


class ComponentState(StrEnum):
    """Where the material of one component of an order comes from."""

    IN_STOCK = "in_stock"
    EXPECTED = "expected"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Peg:
    """A soft reservation: part of an expected receipt that waits for an order."""

    order_no: str
    item_id: str
    receipt_id: str
    qty: Decimal


@dataclass(frozen=True, slots=True)
class ComponentCover:
    """One component of a waiting order.

    Attributes:
        gross: Requirement of the order.
        free: Free stock of the item now, before any claim of waiting orders.
        lack: max(0, gross − free), what the order card shows as lacking.
        claimed_before: What orders ranked before claim of stock and receipts.
        from_stock: Part that free stock covers after those claims.
        pegs: Parts that receipts cover, by usable date.
        missing: Part that nothing known covers.
        day: First date on which the whole requirement is there, None when it never is.
    """

    item_id: str
    gross: Decimal
    free: Decimal
    lack: Decimal
    claimed_before: Decimal
    from_stock: Decimal
    pegs: tuple[Peg, ...]
    missing: Decimal
    day: dt.date | None

    @property
    def state(self) -> ComponentState:
        """In stock, expected or missing, after the claims of the orders ranked before.

        A component may be expected although nothing lacks today: then the free stock is claimed.
        """
        if self.missing:
            return ComponentState.MISSING
        return ComponentState.EXPECTED if self.pegs else ComponentState.IN_STOCK


@dataclass(frozen=True, slots=True)
class OrderCover:
    """The cover of a waiting order.

    Attributes:
        material_date: Date on which the last component is there, None when some never is.
        earliest_start: `material_date` moved to the first working date of the workshop.
        components: By item, in the sequence of the recipe.
    """

    demand: Demand
    material_date: dt.date | None
    earliest_start: dt.date | None
    components: Mapping[str, ComponentCover]

    @property
    def claims(self) -> bool:
        """Whether the order claims its pieces: only with a full cover (order-workflow 6.3)."""
        return self.material_date is not None

    @property
    def blockers(self) -> tuple[str, ...]:
        """Items that keep the order from ever starting."""
        if self.claims:
            return ()
        return tuple(item_id for item_id, part in self.components.items() if part.missing)

    @property
    def deciding_item(self) -> str | None:
        """The item that comes last, None when nothing is waited for or the order is blocked."""
        if self.material_date is None:
            return None
        awaited = (part for part in self.components.values() if part.pegs)
        return next((part.item_id for part in awaited if part.day == self.material_date), None)

    @property
    def slack_days(self) -> int | None:
        """Latest start − earliest start, calendar days; negative is a delay (order-workflow 6.3)."""
        if self.earliest_start is None or self.demand.latest_start is None:
            return None
        return (self.demand.latest_start - self.earliest_start).days


@dataclass(frozen=True, slots=True)
class ItemSupply:
    """All of an item that waiting orders share.

    Attributes:
        free: Free stock today.
        receipts: Receipts with a usable date, by that date.
        claimed: Σ claims of orders with a full cover.
        missing: What all waiting orders need beyond stock and receipts; purchasing must add it.
    """

    item_id: str
    free: Decimal
    receipts: tuple[ExpectedReceipt, ...]
    claimed: Decimal
    missing: Decimal


@dataclass(frozen=True, slots=True)
class Coverage:
    """Cover of all waiting orders: `orders` in rank by number, `items` that any of them needs."""

    today: dt.date
    orders: Mapping[str, OrderCover]
    items: Mapping[str, ItemSupply]

    def pegs(self) -> Iterator[Peg]:
        """Soft reservations: pieces of receipts claimed by orders with a full cover."""
        for order in self.orders.values():
            if order.claims:
                for part in order.components.values():
                    yield from part.pegs


class _Line:
    """The line of quantities of one item, in thousandths."""

    __slots__ = ("claimed", "dates", "ends", "free", "item_id", "needed", "receipts")

    def __init__(self, item_id: str, free: int, receipts: list[ExpectedReceipt], *, today: dt.date) -> None:
        dated = [(receipt.usable_date, receipt.receipt_id, receipt) for receipt in receipts]
        in_turn = sorted((date, key, receipt) for date, key, receipt in dated if date is not None)
        self.item_id = item_id
        self.free = max(0, free)
        self.receipts = [receipt for _, _, receipt in in_turn]
        self.dates = [max(today, date) for date, _, _ in in_turn]
        self.ends = list(
            accumulate((supply_thousandths(receipt.qty) for receipt in self.receipts), initial=self.free)
        )
        self.claimed = 0
        self.needed = 0

    def cover(self, order_no: str, gross: int, *, today: dt.date) -> ComponentCover:
        """The piece of the line that begins where the claims of the orders before end."""
        begin, end = self.claimed, self.claimed + gross
        place = bisect_left(self.ends, end) if gross else 0
        missing = max(0, end - self.ends[-1]) if gross else 0
        there = self.dates[place - 1] if place and not missing else today
        return ComponentCover(
            item_id=self.item_id,
            gross=quantity(gross),
            free=quantity(self.free),
            lack=quantity(max(0, gross - self.free)),
            claimed_before=quantity(begin),
            from_stock=quantity(max(0, min(end, self.free) - begin)),
            pegs=tuple(self._pegs(order_no, begin, end)) if place else (),
            missing=quantity(missing),
            day=None if missing else there,
        )

    def _pegs(self, order_no: str, begin: int, end: int) -> Iterator[Peg]:
        for place in range(max(0, bisect_left(self.ends, begin) - 1), len(self.receipts)):
            if self.ends[place] >= end:
                return
            piece = min(end, self.ends[place + 1]) - max(begin, self.ends[place])
            if piece > 0:
                yield Peg(order_no, self.item_id, self.receipts[place].receipt_id, quantity(piece))


def cover_waiting(
    waiting: Iterable[Demand],
    free: Mapping[str, Decimal],
    receipts: Iterable[ExpectedReceipt],
    *,
    today: dt.date,
    first_working_date: FirstWorkingDate,
) -> Coverage:
    """Earliest start, pegs and missing components of waiting orders.

    supply(c, d) = free(c) + Σ receipts with usable_date ≤ d − Σ claims of orders ranked before;
    day(o, c) = the smallest d with supply(c, d) ≥ gross(c); earliest start = max over c, moved to the
    first working date of the workshop of the first operation. An order without a full cover claims
    nothing. Source: order-workflow 6.3, conventions 1.

    Args:
        waiting: Orders that hold no reservation, in any sequence.
        free: Free stock by item after hard reservations (`netting.free_stock`).
        receipts: Expected receipts; overdue ones are absent from cover.
        today: Plant date.
        first_working_date: Calendar of workshops.

    Raises:
        InvalidDataError: Repeated order or receipt, negative quantity.
    """
    in_rank, expected = ranked(waiting), list(receipts)
    refuse_bad_facts(demands=in_rank, receipts=expected)
    lines = _lines(in_rank, free, expected, today=today)
    orders = {}
    for demand in in_rank:
        order = _cover_one(demand, lines, today=today, first_working_date=first_working_date)
        orders[demand.order_no] = order
    return Coverage(today, orders, {item_id: _supply_of(line) for item_id, line in lines.items()})


def _lines(
    demands: Iterable[Demand],
    free: Mapping[str, Decimal],
    receipts: Iterable[ExpectedReceipt],
    *,
    today: dt.date,
) -> dict[str, _Line]:
    """A line for every item that some order needs."""
    by_item: dict[str, list[ExpectedReceipt]] = {}
    for receipt in receipts:
        by_item.setdefault(receipt.item_id, []).append(receipt)
    needed = dict.fromkeys(item_id for demand in demands for item_id in demand.need)
    return {
        item_id: _Line(
            item_id,
            supply_thousandths(free.get(item_id, Decimal(0))),
            by_item.get(item_id, []),
            today=today,
        )
        for item_id in needed
    }


def _cover_one(
    demand: Demand, lines: Mapping[str, _Line], *, today: dt.date, first_working_date: FirstWorkingDate
) -> OrderCover:
    """Cover one order and, when the cover is full, claim its pieces."""
    needs = [(lines[item_id], need_thousandths(qty)) for item_id, qty in demand.need.items()]
    parts = [line.cover(demand.order_no, gross, today=today) for line, gross in needs]
    days = [part.day for part in parts if part.day is not None]
    material_date = max(days, default=today) if len(days) == len(parts) else None
    for line, gross in needs:
        line.needed += gross
        if material_date is not None:
            line.claimed += gross
    start = material_date
    if material_date is not None and demand.workshop_id is not None:
        start = first_working_date(demand.workshop_id, material_date)
    return OrderCover(demand, material_date, start, {part.item_id: part for part in parts})


def _supply_of(line: _Line) -> ItemSupply:
    return ItemSupply(
        item_id=line.item_id,
        free=quantity(line.free),
        receipts=tuple(line.receipts),
        claimed=quantity(line.claimed),
        missing=quantity(max(0, line.needed - line.ends[-1])),
    )
