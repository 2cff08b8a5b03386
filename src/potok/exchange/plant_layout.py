"""The tables of a plant folder: their columns in the order of the files."""

from __future__ import annotations

from typing import Any

from potok.exchange.cells import Choice, Date, Flag, Moment, Number, Text, Time, Whole
from potok.exchange.columns import Column, TableFormat
from potok.plant.model import (
    Basis,
    BomLine,
    CalendarRow,
    DayKind,
    Item,
    ItemType,
    Machine,
    MachineStatus,
    MachineStop,
    Order,
    OrderStatus,
    QcStatus,
    Receipt,
    ReceiptStatus,
    RoutingLine,
    StockLot,
    Unit,
)

_CODE = Text(longest=60, code=True)
_SHORT_CODE = Text(longest=40, code=True)
_NAME = Text(longest=200)
_NUMBER, _WHOLE, _DATE, _TIME, _MOMENT = Number(), Whole(), Date(), Time(), Moment()


def _bought_with_multiple_one(item: Item) -> bool:
    """A bought item has no order multiple; the field holds 1."""
    return item.type is not ItemType.FINISHED and item.order_multiple == 1


def _made_without_lead_time(item: Item) -> bool:
    """A product is made, not bought: no purchasing lead time; the field holds 0."""
    return item.type is ItemType.FINISHED and item.lead_time_days == 0


ITEMS = TableFormat(
    "items",
    "номенклатура",
    Item,
    (
        Column("item_id", _CODE, required=True),
        Column("name", Text(longest=250), required=True),
        Column("type", Choice(ItemType), required=True),
        Column("unit", Choice(Unit), required=True),
        Column("net_kg", _NUMBER),
        Column("workshop_id", _SHORT_CODE),
        Column("family", _CODE),
        Column("order_multiple", _WHOLE, blank_when=_bought_with_multiple_one),
        Column("lead_time_days", _WHOLE, blank_when=_made_without_lead_time),
        Column("qc_days", _WHOLE),
        Column("shelf_life_days", _WHOLE),
        Column("safety_stock", _NUMBER),
        Column("price_rub", _NUMBER),
        Column("stock_controlled", Flag()),
    ),
)

BOMS = TableFormat(
    "boms",
    "рецептуры",
    BomLine,
    (
        Column("product_id", _CODE, required=True),
        Column("line_no", _WHOLE, required=True),
        Column("component_id", _CODE, required=True),
        Column("qty_per_unit", _NUMBER, required=True),
        Column("unit", Choice(Unit), required=True),
        Column("loss_pct", _NUMBER),
    ),
)

ROUTINGS = TableFormat(
    "routings",
    "маршруты",
    RoutingLine,
    (
        Column("product_id", _CODE, required=True),
        Column("op_no", _WHOLE, required=True),
        Column("op_name", Text(longest=120), required=True),
        Column("workshop_id", _SHORT_CODE, required=True),
        Column("machine_id", _CODE, required=True),
        Column("alt_rank", _WHOLE, required=True),
        Column("basis", Choice(Basis), required=True),
        Column("batch_size_kg", _NUMBER),
        Column("batch_time_min", _NUMBER),
        Column("rate_kg_per_h", _NUMBER),
        Column("rate_pcs_per_h", _NUMBER),
        Column("setup_min", _NUMBER),
        Column("crew_people", _WHOLE),
        Column("grade", _NUMBER, late=True),
    ),
)

MACHINES = TableFormat(
    "machines",
    "станки",
    Machine,
    (
        Column("machine_id", _CODE, required=True),
        Column("workshop_id", _SHORT_CODE, required=True),
        Column("name", _NAME, required=True),
        Column("kind", Choice(Basis), required=True),
        Column("batch_capacity_kg", _NUMBER),
        Column("crew_people", _WHOLE),
        Column("commissioned_year", _WHOLE),
        Column("status", Choice(MachineStatus)),
    ),
)

CALENDARS = TableFormat(
    "calendars",
    "календари",
    CalendarRow,
    (
        Column("workshop_id", _SHORT_CODE, required=True),
        Column("machine_id", _CODE),
        Column("date", _DATE, required=True),
        Column("shift_no", _WHOLE, required=True),
        Column("start_time", _TIME),
        Column("end_time", _TIME),
        Column("break_min", _WHOLE, empty=0),
        Column("work_min", _WHOLE, empty=0),
        Column("kind", Choice(DayKind), required=True),
        Column("note", _NAME),
    ),
)

STOCK = TableFormat(
    "stock",
    "остатки",
    StockLot,
    (
        Column("lot_id", _CODE, required=True),
        Column("item_id", _CODE, required=True),
        Column("location", Text(longest=120), required=True),
        Column("qty", _NUMBER, required=True),
        Column("unit", Choice(Unit), required=True),
        Column("received_date", _DATE, required=True),
        Column("expiry_date", _DATE),
        Column("qc_status", Choice(QcStatus), required=True),
        Column("qc_date", _DATE),
    ),
)

RECEIPTS = TableFormat(
    "receipts",
    "ожидаемые приходы",
    Receipt,
    (
        Column("receipt_id", _CODE, required=True),
        Column("po_no", _CODE, empty=""),
        Column("supplier", _NAME, required=True),
        Column("item_id", _CODE, required=True),
        Column("qty", _NUMBER, required=True),
        Column("unit", Choice(Unit), required=True),
        Column("order_date", _DATE),
        Column("promised_date", _DATE, required=True),
        Column("expected_date", _DATE, required=True),
        Column("status", Choice(ReceiptStatus), required=True),
        Column("comment", Text(longest=250)),
    ),
)

ORDERS = TableFormat(
    "orders",
    "заказы на производство",
    Order,
    (
        Column("order_no", _SHORT_CODE, required=True),
        Column("created_date", _DATE, required=True),
        Column("customer", _NAME, required=True),
        Column("manager", Text(longest=120), empty=""),
        Column("product_id", _CODE, required=True),
        Column("qty_pcs", _WHOLE, required=True),
        Column("due_date", _DATE, required=True),
        Column("priority", _WHOLE, required=True),
        Column("order_type", Text(longest=12, code=True)),
        Column("min_qty_pcs", _WHOLE),
        Column("max_qty_pcs", _WHOLE),
        Column("status", Choice(OrderStatus)),
        Column("comment", Text(longest=500)),
    ),
)

#: Stops by hours have no place in the eight files; the file is written only when there are some.
MACHINE_STOPS = TableFormat(
    "machine_stops",
    "простои станков",
    MachineStop,
    (
        Column("machine_id", _CODE, required=True),
        Column("start_at", _MOMENT, required=True),
        Column("finish_at", _MOMENT, required=True),
        Column("reason", _NAME),
    ),
    optional=True,
)

#: All tables; the fields of `PlantTables` bear the same names.
PLANT_TABLES: tuple[TableFormat[Any], ...] = (
    ITEMS,
    BOMS,
    ROUTINGS,
    MACHINES,
    CALENDARS,
    STOCK,
    RECEIPTS,
    ORDERS,
    MACHINE_STOPS,
)
