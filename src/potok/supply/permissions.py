"""Lots with a permitted deviation: usable for listed products only (order-workflow 9).

They are no free stock. Orders of the listed products take of them first, in rank, first expired first,
so that free stock stays for the others.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from potok.plant.model import QcStatus
from potok.supply.facts import Demand, StockPosition
from potok.supply.lots import LotReservation, fefo


def permitted_takings(
    in_rank: Iterable[Demand],
    lots: Iterable[StockPosition],
    *,
    products: Mapping[str, str],
    permissions: Mapping[str, frozenset[str]],
    today: dt.date,
) -> Iterator[LotReservation]:
    """What every order may take of conditional lots, no more than it needs and no more than they hold.

    Args:
        in_rank: Orders in their rank.
        lots: Lots; others than conditional, valid ones are passed over.
        products: Product of each order.
        permissions: Products for which a lot may be used.
    """
    usable = [
        lot
        for lot in fefo(lots)
        if lot.qc_status is QcStatus.CONDITIONAL and (lot.expiry_date is None or lot.expiry_date > today)
    ]
    left = {lot.lot_id: lot.free_qty for lot in usable}
    for demand in in_rank:
        open_need = dict(demand.need)
        for lot in usable:
            permitted = products[demand.order_no] in permissions.get(lot.lot_id, frozenset())
            taken = min(open_need.get(lot.item_id, Decimal(0)), left[lot.lot_id]) if permitted else Decimal(0)
            if taken > 0:
                left[lot.lot_id] -= taken
                open_need[lot.item_id] -= taken
                yield LotReservation(demand.order_no, lot.item_id, lot.lot_id, taken)


def after_taking(demands: Iterable[Demand], taken: Iterable[LotReservation]) -> list[Demand]:
    """The demands with what they still need of free stock."""
    less: dict[tuple[str, str], Decimal] = {}
    for part in taken:
        key = part.order_no, part.item_id
        less[key] = less.get(key, Decimal(0)) + part.qty
    if not less:
        return list(demands)
    return [
        replace(
            demand,
            need={
                item: qty - less.get((demand.order_no, item), Decimal(0)) for item, qty in demand.need.items()
            },
        )
        for demand in demands
    ]
