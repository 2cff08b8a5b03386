"""Lots that a command has locked, with what it takes from them and gives back to them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from potok.operations.bulk_writes import insert_rows
from potok.operations.catalog.situation import Situation
from potok.operations.orders.models import ProductionOrder, Reservation
from potok.operations.orders.services.locking import lock_free_lots, lock_lots
from potok.operations.warehouse.models import StockLot
from potok.operations.warehouse.snapshot import position
from potok.supply.facts import StockPosition
from potok.supply.lots import LotReservation, fefo
from potok.supply.of_plant import RAW_AND_TARE


@dataclass(frozen=True, slots=True)
class Hold:
    """A hard reservation of the books."""

    order_id: int
    item_id: int
    lot_id: int
    qty: Decimal


class Shelves:
    """Locked lots; their reserved quantity follows what this command writes.

    Args:
        lots: Locked until the transaction ends.
        situation: For the codes of the items.
    """

    def __init__(self, lots: Iterable[StockLot], situation: Situation) -> None:
        self._lots = {lot.code: lot for lot in lots}
        self._by_id = {lot.pk: lot for lot in self._lots.values()}
        self._codes = situation.master.item_codes
        #: What may be used at most of lots in a shop, by key: what came back, not what others left there.
        self._limits: dict[int, Decimal] = {}

    def positions(self) -> list[StockPosition]:
        """The lots as availability sees them now."""
        return [self._position(lot) for lot in self._lots.values()]

    def _position(self, lot: StockLot) -> StockPosition:
        found = position(lot, self._codes)
        if lot.pk not in self._limits:
            return found
        # What lies at the machine goes before what expires on the same day in the warehouse.
        return replace(found, qty=self._limits[lot.pk], received_date=dt.date.min)

    def in_sequence(self) -> list[int]:
        """Keys of the lots, first expired first (order-workflow 6.2)."""
        return [self._lots[lot.lot_id].pk for lot in fefo(self.positions())]

    def hold(self, order_id: int, part: LotReservation) -> Hold:
        """A chosen part of a lot as a hold of an order."""
        lot = self._lots[part.lot_id]
        return Hold(order_id, lot.item_id, lot.pk, part.qty)

    def reserve(self, taken: Iterable[LotReservation], orders: Mapping[str, ProductionOrder]) -> None:
        """Write hard reservations of the orders on these lots."""
        holds = [self.hold(orders[part.order_no].pk, part) for part in taken]
        for hold in holds:
            self._by_id[hold.lot_id].reserved_qty += hold.qty
        write_holds(holds)

    def held_by(self, order_ids: Collection[int]) -> list[Hold]:
        """What the orders hold."""
        held = Reservation.objects.filter(order_id__in=list(order_ids), kind="hard")
        columns = ("order_id", "item_id", "lot_id", "qty")
        return [Hold(*values) for values in held.order_by("lot_id", "order_id").values_list(*columns)]

    def release(self, order_ids: Collection[int]) -> list[Hold]:
        """Delete all hard reservations of the orders; returns what they held."""
        holds = self.held_by(order_ids)
        if holds:
            Reservation.objects.filter(order_id__in=list(order_ids), kind="hard").delete()
        for hold in holds:
            if hold.lot_id in self._by_id:
                self._by_id[hold.lot_id].reserved_qty -= hold.qty
        return holds

    def bring(self, released: Iterable[Hold]) -> None:
        """Let material that was issued to a shop serve the orders which have just given it back.

        The lots of a shop are no free stock (order-workflow 6.2): only what was released counts.
        """
        back: dict[int, Decimal] = {}
        for hold in released:
            if hold.lot_id not in self._by_id:
                back[hold.lot_id] = back.get(hold.lot_id, Decimal(0)) + hold.qty
        if not back:
            return
        lots = StockLot.objects.select_for_update(no_key=True).filter(
            pk__in=list(back), qc_status__in=["released", "conditional"]
        )
        for lot in lots.exclude(location=RAW_AND_TARE).order_by("pk"):
            self._lots[lot.code] = self._by_id[lot.pk] = lot
            self._limits[lot.pk] = lot.reserved_qty + back[lot.pk]


def write_holds(holds: Iterable[Hold]) -> None:
    """Write hard reservations; triggers add them to the reserved quantity of the lots."""
    rows = (
        {"order": hold.order_id, "item": hold.item_id, "lot": hold.lot_id, "kind": "hard", "qty": hold.qty}
        for hold in holds
    )
    insert_rows(Reservation, ("order", "item", "lot", "kind", "qty"), rows)


def open_shelves(item_ids: Collection[int], situation: Situation, *, free_only: bool = False) -> Shelves:
    """Lock the usable lots of the items.

    Args:
        free_only: Only lots with something free: enough for orders that hold nothing themselves.
    """
    lots = lock_free_lots(item_ids) if free_only else lock_lots(item_ids)
    return Shelves(lots, situation)
