"""Pieces of a small plant, each with defaults that a test overrides by name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

from potok.plant.model import (
    Basis,
    BomLine,
    CalendarRow,
    DayKind,
    Item,
    ItemType,
    Machine,
    MachineStatus,
    Order,
    Plant,
    QcStatus,
    Receipt,
    ReceiptStatus,
    RoutingLine,
    StockLot,
    Unit,
)

#: A Monday.
MONDAY = dt.date(2026, 3, 2)


def product(item_id: str, *, net_kg: str = "5", family: str | None = None, qc_days: int = 0) -> Item:
    return Item(
        item_id=item_id,
        name=item_id,
        type=ItemType.FINISHED,
        unit=Unit.PCS,
        net_kg=Decimal(net_kg),
        family=family,
        qc_days=qc_days,
    )


def component(item_id: str, *, unit: Unit = Unit.KG, qc_days: int = 0, stock_controlled: bool = True) -> Item:
    kind = ItemType.RAW if unit is Unit.KG else ItemType.PACKAGING
    return Item(
        item_id=item_id,
        name=item_id,
        type=kind,
        unit=unit,
        qc_days=qc_days,
        stock_controlled=stock_controlled,
    )


def bom_line(
    product_id: str, component_id: str, qty: str, *, unit: Unit = Unit.KG, loss_pct: str = "0"
) -> BomLine:
    return BomLine(product_id, 1, component_id, Decimal(qty), unit, Decimal(loss_pct))


def batch_line(
    product_id: str,
    op_no: int,
    machine_id: str,
    *,
    size_kg: str,
    minutes: str,
    setup_min: str = "0",
    workshop_id: str = "1",
    alt_rank: int = 1,
) -> RoutingLine:
    return RoutingLine(
        product_id=product_id,
        op_no=op_no,
        op_name="Смешение",
        workshop_id=workshop_id,
        machine_id=machine_id,
        alt_rank=alt_rank,
        basis=Basis.BATCH,
        batch_size_kg=Decimal(size_kg),
        batch_time_min=Decimal(minutes),
        setup_min=Decimal(setup_min),
    )


def rate_line(
    product_id: str,
    op_no: int,
    machine_id: str,
    *,
    pcs_per_h: str | None = None,
    kg_per_h: str | None = None,
    setup_min: str = "0",
    workshop_id: str = "1",
    alt_rank: int = 1,
) -> RoutingLine:
    return RoutingLine(
        product_id=product_id,
        op_no=op_no,
        op_name="Фасовка",
        workshop_id=workshop_id,
        machine_id=machine_id,
        alt_rank=alt_rank,
        basis=Basis.RATE,
        rate_pcs_per_h=None if pcs_per_h is None else Decimal(pcs_per_h),
        rate_kg_per_h=None if kg_per_h is None else Decimal(kg_per_h),
        setup_min=Decimal(setup_min),
    )


def machine(
    machine_id: str,
    *,
    kind: Basis = Basis.BATCH,
    workshop_id: str = "1",
    status: MachineStatus = MachineStatus.WORKING,
) -> Machine:
    return Machine(machine_id, workshop_id, machine_id, kind, status=status)


def shift(
    date: dt.date,
    start: str = "08:00",
    work_min: int = 480,
    *,
    shift_no: int = 1,
    kind: DayKind = DayKind.WORK,
    workshop_id: str = "1",
    machine_id: str | None = None,
) -> CalendarRow:
    """A calendar row; its end is an hour after the last usable minute (the break)."""
    start_time = dt.time.fromisoformat(start)
    end = dt.datetime.combine(date, start_time) + dt.timedelta(minutes=work_min + 60)
    return CalendarRow(
        workshop_id=workshop_id,
        machine_id=machine_id,
        date=date,
        shift_no=shift_no,
        start_time=start_time,
        end_time=end.time(),
        break_min=60,
        work_min=work_min if kind is DayKind.WORK else 0,
        kind=kind,
    )


def days(first: dt.date, count: int) -> list[dt.date]:
    return [first + dt.timedelta(days=distance) for distance in range(count)]


def released_lot(
    item_id: str,
    qty: str,
    *,
    unit: Unit = Unit.KG,
    expiry: dt.date | None = None,
    status: QcStatus = QcStatus.RELEASED,
    location: str = "Склад сырья и тары",
) -> StockLot:
    return StockLot(
        lot_id=f"L-{item_id}-{qty}",
        item_id=item_id,
        location=location,
        qty=Decimal(qty),
        unit=unit,
        received_date=dt.date(2026, 1, 15),
        expiry_date=expiry,
        qc_status=status,
    )


def receipt(
    item_id: str,
    qty: str,
    expected: dt.date,
    *,
    unit: Unit = Unit.KG,
    status: ReceiptStatus = ReceiptStatus.CONFIRMED,
) -> Receipt:
    return Receipt(
        receipt_id=f"ПР-{item_id}-{expected}",
        po_no="ЗПС-1",
        supplier="ООО «Поставщик»",
        item_id=item_id,
        qty=Decimal(qty),
        unit=unit,
        order_date=None,
        promised_date=expected,
        expected_date=expected,
        status=status,
    )


def order(
    order_no: str, product_id: str, qty_pcs: int, *, due: dt.date = dt.date(2026, 3, 13), priority: int = 2
) -> Order:
    return Order(
        order_no=order_no,
        created_date=dt.date(2026, 2, 20),
        customer="ООО «Покупатель»",
        manager="Орлова",
        product_id=product_id,
        qty_pcs=qty_pcs,
        due_date=due,
        priority=priority,
    )


def plant(
    *,
    today: dt.date = MONDAY,
    items: Iterable[Item] = (),
    bom: Iterable[BomLine] = (),
    routing: Iterable[RoutingLine] = (),
    machines: Iterable[Machine] = (),
    calendar: Iterable[CalendarRow] = (),
    lots: Iterable[StockLot] = (),
    receipts: Iterable[Receipt] = (),
    orders: Iterable[Order] = (),
) -> Plant:
    """A plant of these pieces; recipes and routes are gathered by product."""
    boms: dict[str, tuple[BomLine, ...]] = {}
    for line in bom:
        boms[line.product_id] = (*boms.get(line.product_id, ()), line)
    routings: dict[str, tuple[RoutingLine, ...]] = {}
    for step in routing:
        routings[step.product_id] = (*routings.get(step.product_id, ()), step)
    return Plant(
        today=today,
        items={item.item_id: item for item in items},
        boms=boms,
        routings=routings,
        machines={each.machine_id: each for each in machines},
        calendar=tuple(calendar),
        lots=tuple(lots),
        receipts=tuple(receipts),
        orders=tuple(orders),
    )
