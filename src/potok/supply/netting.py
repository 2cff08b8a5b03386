"""Confirmation: orders take free stock in their turn, each one everything it needs or nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, MutableSequence, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from potok.supply.amounts import need_thousandths, quantity, supply_thousandths
from potok.supply.facts import Demand, StockPosition, refuse_bad_facts
from potok.supply.lots import ExpiryWarning, LotReservation, expiry_warnings, reserve
from potok.supply.ranking import ranked

#: Needs of one order: (index of the item, thousandths of its unit), each item once.
IntegerNeeds: TypeAlias = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Confirmation:
    """The answer of a single or mass confirmation.

    Attributes:
        covered: Orders that get everything from stock, in rank.
        waiting: The other orders, in rank.
        short: Lack of the waiting orders by item, in rank: gross less what was free in their turn.
        reservations: Lots for the covered orders.
        free: What stays free of every item that is needed or has usable stock.
        warnings: Reserved lots that expire before the planned launch.
    """

    covered: tuple[Demand, ...]
    waiting: tuple[Demand, ...]
    short: Mapping[str, Mapping[str, Decimal]]
    reservations: tuple[LotReservation, ...]
    free: Mapping[str, Decimal]
    warnings: tuple[ExpiryWarning, ...]


def net(free: MutableSequence[int], needs: Iterable[IntegerNeeds]) -> dict[int, list[tuple[int, int]]]:
    """Serve orders from free stock in the given sequence; a short order takes nothing.

    lack(c) = max(0, gross(c) − free(c)) (order-workflow 6.2). The loop is plain Python on integers: an
    order depends on all before it, so there is nothing to do for whole arrays at once.

    Args:
        free: Thousandths by index of the item; reduced in place by what covered orders take.
        needs: Needs of the orders in rank.

    Returns:
        Lacking (item, thousandths) by position of the order, short orders only, in rank.
    """
    short: dict[int, list[tuple[int, int]]] = {}
    for position, lines in enumerate(needs):
        lack = [(item, qty - free[item]) for item, qty in lines if qty > free[item]]
        if lack:
            short[position] = lack
        else:
            for item, qty in lines:
                free[item] -= qty
    return short


def free_stock(positions: Iterable[StockPosition], *, today: dt.date) -> dict[str, Decimal]:
    """Free quantity by item: lots usable today less their hard reservations (order-workflow 6.2)."""
    free: dict[str, Decimal] = {}
    for lot in positions:
        if lot.usable_on(today):
            free[lot.item_id] = free.get(lot.item_id, Decimal(0)) + lot.free_qty
    return free


def confirm(demands: Iterable[Demand], positions: Iterable[StockPosition], *, today: dt.date) -> Confirmation:
    """Check orders against free stock in rank and choose lots for those that are covered.

    Mass confirmation is this for many orders, single confirmation for one; the result does not depend
    on the sequence of the input (invariant 10).

    Raises:
        InvalidDataError: Repeated order or lot, negative need, reservation above its lot.
    """
    in_rank, lots = ranked(demands), list(positions)
    refuse_bad_facts(demands=in_rank, positions=lots)
    usable = [lot for lot in lots if lot.usable_on(today)]
    index = {item_id: place for place, item_id in enumerate(dict.fromkeys(lot.item_id for lot in usable))}
    free = [0] * len(index)
    for lot in usable:
        free[index[lot.item_id]] += supply_thousandths(lot.free_qty)
    lacking = net(free, (_integer_needs(demand, index, free) for demand in in_rank))
    items = list(index)
    covered = tuple(demand for position, demand in enumerate(in_rank) if position not in lacking)
    reservations = tuple(reserve(covered, usable))
    return Confirmation(
        covered=covered,
        waiting=tuple(in_rank[position] for position in lacking),
        short={
            in_rank[position].order_no: {items[item]: quantity(lack) for item, lack in lines}
            for position, lines in lacking.items()
        },
        reservations=reservations,
        free={item_id: quantity(left) for item_id, left in zip(items, free, strict=True)},
        warnings=tuple(expiry_warnings(covered, reservations, usable)),
    )


def _integer_needs(demand: Demand, index: dict[str, int], free: list[int]) -> list[tuple[int, int]]:
    """Needs of one order; an item that nobody has seen yet gets a place with nothing on it."""
    needs = []
    for item_id, qty in demand.need.items():
        place = index.get(item_id)
        if place is None:
            place = index[item_id] = len(free)
            free.append(0)
        needs.append((place, need_thousandths(qty)))
    return needs
