"""Which lots an order takes: first expired, first out (order-workflow 6.2)."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from potok.errors import PotokError
from potok.supply.amounts import need_thousandths, quantity, supply_thousandths
from potok.supply.facts import Demand, StockPosition


class NotEnoughStockError(PotokError):
    """Lots were asked for that are not free."""

    code = "not_enough_stock"
    template = (
        "Заказу {order_no} не хватает {lack} материала {item_id} на складе. Проверьте обеспечение ещё раз."
    )
    http_status = 409


@dataclass(frozen=True, slots=True)
class LotReservation:
    """A hard reservation: part of a lot set aside for an order."""

    order_no: str
    item_id: str
    lot_id: str
    qty: Decimal


@dataclass(frozen=True, slots=True)
class ExpiryWarning:
    """A reserved lot that expires not later than the planned launch (`expires_before_launch`).

    It changes neither cover nor dates (conventions 1).
    """

    order_no: str
    item_id: str
    lot_id: str
    expiry_date: dt.date
    planned_launch: dt.date


def fefo(positions: Iterable[StockPosition]) -> list[StockPosition]:
    """Lots in the sequence of taking: earliest expiry (none last), earliest receipt, lot number.

    Among lots that expire on one date those whose hour is known go first, by the hour.
    """
    return sorted(positions, key=_sequence)


def _sequence(lot: StockPosition) -> tuple[dt.date, float, dt.date, str]:
    hour = lot.expires_at.timestamp() if lot.expires_at is not None else math.inf
    return lot.expiry_date or dt.date.max, hour, lot.received_date, lot.lot_id


def reserve(demands: Iterable[Demand], usable: Iterable[StockPosition]) -> Iterator[LotReservation]:
    """Take the needs of orders, in the given sequence, from the free parts of usable lots.

    Yields:
        Reservations by order, component and lot; no lot is taken beyond its free quantity.

    Raises:
        NotEnoughStockError: The lots do not hold what an order needs.
    """
    left: dict[str, list[tuple[str, int]]] = {}
    for lot in reversed(fefo(usable)):
        left.setdefault(lot.item_id, []).append((lot.lot_id, supply_thousandths(lot.free_qty)))
    for demand in demands:
        for item_id, qty in demand.need.items():
            for lot_id, taken in _take(
                left.get(item_id, []), need_thousandths(qty), demand.order_no, item_id
            ):
                yield LotReservation(demand.order_no, item_id, lot_id, quantity(taken))


def _take(
    shelf: list[tuple[str, int]], needed: int, order_no: str, item_id: str
) -> Iterator[tuple[str, int]]:
    """Take from the end of the shelf, where the next lot lies, and leave the rest there."""
    while needed > 0:
        if not shelf:
            raise NotEnoughStockError(order_no=order_no, item_id=item_id, lack=quantity(needed))
        lot_id, free = shelf.pop()
        taken = min(free, needed)
        needed -= taken
        if free > taken:
            shelf.append((lot_id, free - taken))
        if taken:
            yield lot_id, taken


def with_reservations(
    positions: Iterable[StockPosition], reservations: Iterable[LotReservation]
) -> list[StockPosition]:
    """The lots after the reservations are written."""
    added: dict[str, Decimal] = {}
    for taken in reservations:
        added[taken.lot_id] = added.get(taken.lot_id, Decimal(0)) + taken.qty
    return [
        replace(lot, reserved=lot.reserved + added[lot.lot_id]) if lot.lot_id in added else lot
        for lot in positions
    ]


def use_by(reservations: Iterable[LotReservation], positions: Iterable[StockPosition]) -> dict[str, dt.date]:
    """First date by order on which some lot reserved for it has expired; orders without one are left out."""
    expiries = {lot.lot_id: lot.expiry_date for lot in positions if lot.expiry_date is not None}
    dates: dict[str, dt.date] = {}
    for taken in reservations:
        expiry = expiries.get(taken.lot_id)
        if expiry is not None:
            dates[taken.order_no] = min(expiry, dates.get(taken.order_no, expiry))
    return dates


def expiry_warnings(
    demands: Iterable[Demand], reservations: Sequence[LotReservation], positions: Iterable[StockPosition]
) -> Iterator[ExpiryWarning]:
    """Reservations on lots that may no longer be used on the date of the planned launch."""
    launches = {
        demand.order_no: demand.planned_launch for demand in demands if demand.planned_launch is not None
    }
    expiries = {lot.lot_id: lot.expiry_date for lot in positions if lot.expiry_date is not None}
    for taken in reservations:
        launch, expiry = launches.get(taken.order_no), expiries.get(taken.lot_id)
        if launch is not None and expiry is not None and expiry <= launch:
            yield ExpiryWarning(taken.order_no, taken.item_id, taken.lot_id, expiry, launch)
