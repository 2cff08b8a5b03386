"""Availability of a whole plant folder: the same rules as in the books, with no database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from potok.plant.model import (
    OPEN_RECEIPT_STATUSES,
    MachineStatus,
    Order,
    OrderStatus,
    Plant,
    ReceiptStatus,
    RoutingLine,
    Unit,
)
from potok.plant.requirement import gross_requirement
from potok.plant.shifts import ShiftCalendar
from potok.supply.cover import Coverage, cover_waiting
from potok.supply.facts import Demand, ExpectedReceipt, StockPosition, expected_receipt
from potok.supply.latest_start import LatestStart, latest_start, release_by
from potok.supply.lots import with_reservations
from potok.supply.netting import Confirmation, confirm
from potok.supply.rough_cut import Work
from potok.supply.signals import PurchaseTerms
from potok.supply.work_content import flow_minutes, operations, preferred_times

#: The location whose lots are stock of components (README of the demo plant).
RAW_AND_TARE = "Склад сырья и тары"

_CLOSED = frozenset({OrderStatus.DONE, OrderStatus.CANCELLED})
_HERE = frozenset({ReceiptStatus.ARRIVED, ReceiptStatus.IN_QC})
_ONE_PIECE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Availability:
    """The plant after mass confirmation of all its open orders.

    Attributes:
        positions: Lots of the raw and tare warehouse with the new reservations.
        receipts: Receipts that have not been accepted or cancelled.
        confirmation: Who is covered from stock, who lacks what.
        coverage: When the others can start.
        without_recipe: Orders nothing is known of, because their product has no recipe; they are in
            neither of the two.
    """

    positions: tuple[StockPosition, ...]
    receipts: tuple[ExpectedReceipt, ...]
    confirmation: Confirmation
    coverage: Coverage
    without_recipe: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shortage:
    """What one component of a short order lacks: a row of shortages.csv (conventions 3)."""

    order_no: str
    component_id: str
    shortage_qty: Decimal
    unit: Unit
    earliest_start_date: dt.date | None


def availability(plant: Plant, *, calendar: ShiftCalendar) -> Availability:
    """Confirm all open orders of the plant and find when the short ones can start.

    Raises:
        InvalidDataError: Repeated keys or impossible quantities.
        IncompleteRoutingError: A routing line without the norms of its basis.
    """
    before = stock_positions(plant)
    receipts = expected_receipts(plant)
    confirmation = confirm(demands(plant, calendar=calendar), before, today=plant.today)
    coverage = cover_waiting(
        confirmation.waiting,
        confirmation.free,
        receipts,
        today=plant.today,
        first_working_date=calendar.first_working_date,
    )
    after = with_reservations(before, confirmation.reservations)
    unknown = tuple(order.order_no for order in open_orders(plant) if order.product_id not in plant.boms)
    return Availability(tuple(after), tuple(receipts), confirmation, coverage, unknown)


def shortages(found: Availability, plant: Plant) -> Iterator[Shortage]:
    """Short components of short orders, in rank."""
    for order_no, lack in found.confirmation.short.items():
        start = found.coverage.orders[order_no].earliest_start
        for component_id, qty in lack.items():
            yield Shortage(order_no, component_id, qty, plant.items[component_id].unit, start)


def material_dates(found: Availability) -> dict[str, dt.date | None]:
    """Date by order from whose 00:00 its material is usable: today when covered, None = no known cover.

    Files without a recipe of the product name nothing that could be missing: such an order is covered. In
    the books it cannot even be confirmed.
    """
    dates: dict[str, dt.date | None] = dict.fromkeys(found.without_recipe, found.coverage.today)
    dates.update((demand.order_no, found.coverage.today) for demand in found.confirmation.covered)
    for order_no, order in found.coverage.orders.items():
        dates[order_no] = order.earliest_start or order.material_date
    return dates


def stock_positions(plant: Plant) -> list[StockPosition]:
    """Lots of the raw and tare warehouse; a plant folder holds no reservations."""
    return [
        StockPosition(
            lot_id=lot.lot_id,
            item_id=lot.item_id,
            qty=lot.qty,
            received_date=lot.received_date,
            expiry_date=lot.expiry_date,
            qc_status=lot.qc_status,
        )
        for lot in plant.lots
        if lot.location == RAW_AND_TARE
    ]


def expected_receipts(plant: Plant) -> list[ExpectedReceipt]:
    """Receipts that are to come or wait for inspection."""
    return [
        expected_receipt(
            receipt_id=receipt.receipt_id,
            item_id=receipt.item_id,
            qty=receipt.qty,
            promised_date=receipt.promised_date,
            expected_date=receipt.expected_date,
            qc_days=plant.items[receipt.item_id].qc_days,
            today=plant.today,
            holidays=plant.holidays,
            arrived=receipt.status in _HERE,
        )
        for receipt in plant.receipts
        if receipt.status in OPEN_RECEIPT_STATUSES or receipt.status in _HERE
    ]


def demands(plant: Plant, *, calendar: ShiftCalendar) -> list[Demand]:
    """Open orders whose product has a recipe as demands, with their latest start."""
    return [
        demand_of(order, plant, calendar=calendar)
        for order in open_orders(plant)
        if order.product_id in plant.boms
    ]


def open_orders(plant: Plant) -> list[Order]:
    """Orders that are neither done nor cancelled, also those created after today."""
    return [order for order in plant.orders if order.status not in _CLOSED]


def demand_of(order: Order, plant: Plant, *, calendar: ShiftCalendar) -> Demand:
    """One order of a product with a recipe as a demand."""
    product = plant.items[order.product_id]
    lines = permitted_lines(plant, order.product_id)
    first = next(iter(operations(lines).values()), None)
    workshop_id = first[0].workshop_id if first else None
    latest: LatestStart | None = None
    if workshop_id is not None:
        weight = _ONE_PIECE if product.net_kg is None else product.net_kg
        times = preferred_times(lines, qty_pcs=order.qty_pcs, net_kg=weight)
        last_date = release_by(order.due_date, release_qc_days=product.qc_days, holidays=plant.holidays)
        latest = latest_start(
            last_date, flow_min=flow_minutes(times), workshop_id=workshop_id, calendar=calendar
        )
    return Demand(
        order_no=order.order_no,
        priority=order.priority,
        due_date=order.due_date,
        need=gross_requirement(plant.boms[order.product_id], order.qty_pcs, items=plant.items),
        workshop_id=workshop_id,
        latest_start=None if latest is None else latest.date,
    )


def permitted_lines(plant: Plant, product_id: str) -> tuple[RoutingLine, ...]:
    """Routing lines of a product on working machines; all of them when no machine works."""
    lines = plant.routings.get(product_id, ())
    working = tuple(line for line in lines if plant.machines[line.machine_id].status is MachineStatus.WORKING)
    missing = {line.op_no for line in lines} - {line.op_no for line in working}
    return tuple(line for line in lines if line in working or line.op_no in missing)


def purchase_terms(plant: Plant, *, purchase_lot: Decimal = Decimal(1)) -> dict[str, PurchaseTerms]:
    """How the items are bought; the purchase lot is one setting for all (conventions 2)."""
    return {
        item.item_id: PurchaseTerms(
            item_id=item.item_id,
            qc_days=item.qc_days,
            lead_time_days=item.lead_time_days,
            price_rub=item.price_rub,
            purchase_lot=purchase_lot,
        )
        for item in plant.items.values()
    }


def works(plant: Plant) -> list[Work]:
    """Open orders as load, in the sequence of the file, dated by their due date."""
    made = []
    for order in open_orders(plant):
        weight = plant.items[order.product_id].net_kg
        made.append(
            Work(
                order_no=order.order_no,
                qty_pcs=order.qty_pcs,
                net_kg=_ONE_PIECE if weight is None else weight,
                lines=permitted_lines(plant, order.product_id),
                date=order.due_date,
            )
        )
    return made
