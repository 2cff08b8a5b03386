"""The checker's own requirement, shortages and earliest start dates (order-workflow 6, conventions 1)."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

from potok.plant.model import (
    OPEN_RECEIPT_STATUSES,
    BomLine,
    MachineStatus,
    Order,
    OrderStatus,
    Plant,
    QcStatus,
    RoutingLine,
    Unit,
)
from potok.scheduling.verify.calendar import PlantCalendar

#: Lots lying here are products for customers: they never cover a requirement.
FINISHED_GOODS_WAREHOUSE = "Склад готовой продукции"

_CLOSED = frozenset({OrderStatus.DONE, OrderStatus.CANCELLED})
_GRAM = Decimal("0.001")
_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class OrderMaterial:
    """How one order is covered.

    Attributes:
        shortages: Missing quantity by component at the order's turn, stock units; empty = covered.
        start_date: Date from which the order may start; None when there is no known cover.
        shift_follows: Whether the first workshop works on or after that date at all.
    """

    start_date: dt.date | None
    shortages: Mapping[str, Decimal] = field(default_factory=dict)
    shift_follows: bool = True


def open_orders(plant: Plant) -> tuple[Order, ...]:
    """Orders that are neither done nor cancelled, in rank: priority, due date, number."""
    listed = (order for order in plant.orders if order.status not in _CLOSED)
    return tuple(sorted(listed, key=lambda order: (order.priority, order.due_date, order.order_no)))


def material_of(plant: Plant, calendar: PlantCalendar) -> dict[str, OrderMaterial]:
    """Cover of every open order by its number.

    First all orders are confirmed in rank, all or nothing, from the free lots of today; then the
    short ones are pegged in rank to what is left and to the expected receipts.
    """
    gross = {order.order_no: gross_requirement(plant, order) for order in open_orders(plant)}
    free = _free_stock(plant)
    result: dict[str, OrderMaterial] = {}
    for order in open_orders(plant):
        need = gross[order.order_no]
        lacking = {item: qty - free[item] for item, qty in need.items() if qty > free[item]}
        if lacking:
            result[order.order_no] = OrderMaterial(None, lacking)
        else:
            result[order.order_no] = OrderMaterial(plant.today)
            _take(free, need)
    arrivals = _arrivals(plant, calendar)
    for order in open_orders(plant):
        known, need = result[order.order_no], gross[order.order_no]
        date = _covered_on(need, free, arrivals, plant.today) if known.shortages else None
        if date is not None:
            _take(free, need)
            shift = _first_shift(plant, calendar, order, date)
            result[order.order_no] = OrderMaterial(shift or date, known.shortages, shift is not None)
    return result


def gross_requirement(plant: Plant, order: Order) -> dict[str, Decimal]:
    """Gross requirement of an order by stock-controlled component, exact.

    Kilograms are rounded half up to 0.001, pieces up, once per order and component.
    """
    exact: dict[str, Decimal] = defaultdict(Decimal)
    units: dict[str, Unit] = {}
    for line in plant.boms.get(order.product_id, ()):
        component = plant.items.get(line.component_id)
        if component is None or component.stock_controlled:
            exact[line.component_id] += _exact_need(order, line)
            units[line.component_id] = line.unit
    return {item: _rounded(qty, units[item]) for item, qty in exact.items()}


def _exact_need(order: Order, line: BomLine) -> Decimal:
    return order.qty_pcs * line.qty_per_unit * (100 + line.loss_pct) / 100


def _rounded(qty: Decimal, unit: Unit) -> Decimal:
    if unit is Unit.PCS:
        return qty.to_integral_value(rounding=ROUND_CEILING)
    return qty.quantize(_GRAM, rounding=ROUND_HALF_UP)


def _free_stock(plant: Plant) -> defaultdict[str, Decimal]:
    """Released, not expired quantities by item, outside the finished goods warehouse."""
    free: defaultdict[str, Decimal] = defaultdict(Decimal)
    for lot in plant.lots:
        valid = lot.expiry_date is None or lot.expiry_date > plant.today
        if lot.qc_status is QcStatus.RELEASED and valid and lot.location != FINISHED_GOODS_WAREHOUSE:
            free[lot.item_id] += lot.qty
    return free


def _arrivals(plant: Plant, calendar: PlantCalendar) -> dict[str, list[tuple[dt.date, Decimal]]]:
    """Expected receipts by item as (usable date, quantity) in time order; overdue ones are absent."""
    arrivals: dict[str, list[tuple[dt.date, Decimal]]] = defaultdict(list)
    for receipt in plant.receipts:
        if receipt.status in OPEN_RECEIPT_STATUSES and receipt.expected_date >= plant.today:
            item = plant.items.get(receipt.item_id)
            usable = calendar.after_working_days(receipt.expected_date, item.qc_days if item else 0)
            arrivals[receipt.item_id].append((usable, receipt.qty))
    for listed in arrivals.values():
        listed.sort()
    return arrivals


def _covered_on(
    need: Mapping[str, Decimal],
    left: Mapping[str, Decimal],
    arrivals: Mapping[str, Iterable[tuple[dt.date, Decimal]]],
    today: dt.date,
) -> dt.date | None:
    """The first date on which every component is covered, None when some never is."""
    latest = today
    for item, qty in need.items():
        supply = left.get(item, _NOTHING)
        date = today
        coming = iter(arrivals.get(item, ()))
        while supply < qty:
            arrival = next(coming, None)
            if arrival is None:
                return None
            date, supply = arrival[0], supply + arrival[1]
        latest = max(latest, date)
    return latest


def _take(left: defaultdict[str, Decimal], need: Mapping[str, Decimal]) -> None:
    """Claims a requirement; what is left may go below zero where a receipt will fill it."""
    for item, qty in need.items():
        left[item] -= qty


def _first_shift(plant: Plant, calendar: PlantCalendar, order: Order, date: dt.date) -> dt.date | None:
    """The date moved to the first working shift of the workshop of the first operation.

    Where alternatives of the first operation lie in several workshops the preferred machine that
    works decides; an order without a route moves nowhere. None when the workshop never works again.
    """
    route = plant.routings.get(order.product_id, ())
    if not route:
        return date
    preferred = min(route, key=lambda line: (line.op_no, not _works(plant, line), line.alt_rank))
    return calendar.first_shift_date(preferred.workshop_id, date)


def _works(plant: Plant, line: RoutingLine) -> bool:
    """Whether the machine of a routing line is permitted: its status is `working`."""
    machine = plant.machines.get(line.machine_id)
    return machine is not None and machine.status is MachineStatus.WORKING
