"""The factory as plain, frozen data, named as the files of a plant folder name it.

Quantities of stock are exact decimals in the unit of the item; kilograms of a piece and rates are
decimals too. Times of the calendar are plant local time without a zone. No rule lives here: see
`validation` for what makes a plant valid and `working_time` for calendar arithmetic.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cached_property


class ItemType(StrEnum):
    """What an item is to the plant."""

    FINISHED = "finished"
    RAW = "raw"
    PACKAGING = "packaging"


class Unit(StrEnum):
    """Stock units."""

    PCS = "pcs"
    KG = "kg"


class Basis(StrEnum):
    """How the time of an operation grows with the order."""

    BATCH = "batch"
    RATE = "rate"


class MachineStatus(StrEnum):
    """Whether a machine may be planned."""

    WORKING = "working"
    REPAIR = "repair"
    BROKEN = "broken"


class DayKind(StrEnum):
    """Kinds of calendar rows."""

    WORK = "work"
    DAY_OFF = "day_off"
    HOLIDAY = "holiday"
    REPAIR = "repair"


class QcStatus(StrEnum):
    """Quality status of a lot."""

    RELEASED = "released"
    QUARANTINE = "quarantine"
    REJECTED = "rejected"
    CONDITIONAL = "conditional"
    BLOCKED = "blocked"


class ReceiptStatus(StrEnum):
    """States of an expected receipt (order-workflow 6.3)."""

    PLANNED = "planned"
    CONFIRMED = "confirmed"
    IN_TRANSIT = "in_transit"
    LATE = "late"
    ARRIVED = "arrived"
    IN_QC = "in_qc"
    ACCEPTED = "accepted"
    CANCELLED = "cancelled"


#: Receipts that are still to arrive: they count as ordered.
OPEN_RECEIPT_STATUSES = frozenset(
    {ReceiptStatus.PLANNED, ReceiptStatus.CONFIRMED, ReceiptStatus.IN_TRANSIT, ReceiptStatus.LATE}
)


class OrderStatus(StrEnum):
    """States of a production order (order-workflow 4)."""

    NEW = "new"
    WAITING_SHORTAGE = "waiting_shortage"
    IN_PRODUCTION = "in_production"
    DONE = "done"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Item:
    """A product, raw material or packaging.

    Attributes:
        net_kg: Kilograms of product in one stock unit; None where weight has no meaning.
        order_multiple: Order quantities of a product are multiples of this number of pieces.
        lead_time_days: Purchasing lead time, calendar days.
        qc_days: Inspection before the item may be used or shipped, working days.
        shelf_life_days: None = unlimited.
        price_rub: Purchase price of one stock unit, roubles.
        stock_controlled: False for piped water and the like: never short, never reserved.
    """

    item_id: str
    name: str
    type: ItemType
    unit: Unit
    net_kg: Decimal | None = None
    workshop_id: str | None = None
    family: str | None = None
    order_multiple: int = 1
    lead_time_days: int = 0
    qc_days: int = 0
    shelf_life_days: int | None = None
    safety_stock: Decimal | None = None
    price_rub: Decimal | None = None
    stock_controlled: bool = True


@dataclass(frozen=True, slots=True)
class BomLine:
    """One component of a recipe; `qty_per_unit` is net, for one piece of the product."""

    product_id: str
    line_no: int
    component_id: str
    qty_per_unit: Decimal
    unit: Unit
    loss_pct: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class RoutingLine:
    """A machine permitted for an operation of a product; rows with one `op_no` are alternatives.

    Attributes:
        alt_rank: 1 = preferred.
        batch_size_kg: Load of one batch, kg (basis `batch`).
        batch_time_min: Time of one batch whatever its filling, minutes (basis `batch`).
        rate_kg_per_h: Speed, kg/h (basis `rate`, this or the next).
        rate_pcs_per_h: Speed, pieces/h (basis `rate`).
        setup_min: Full preparatory-final time of an order's operation, minutes.
        crew_people: Workers at the machine.
        grade: Mean grade of their work (разряд), None where it is not known.
    """

    product_id: str
    op_no: int
    op_name: str
    workshop_id: str
    machine_id: str
    alt_rank: int
    basis: Basis
    batch_size_kg: Decimal | None = None
    batch_time_min: Decimal | None = None
    rate_kg_per_h: Decimal | None = None
    rate_pcs_per_h: Decimal | None = None
    setup_min: Decimal = Decimal(0)
    crew_people: int | None = None
    grade: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Machine:
    """A machine or apparatus of a workshop."""

    machine_id: str
    workshop_id: str
    name: str
    kind: Basis
    batch_capacity_kg: Decimal | None = None
    crew_people: int | None = None
    commissioned_year: int | None = None
    status: MachineStatus = MachineStatus.WORKING


@dataclass(frozen=True, slots=True)
class CalendarRow:
    """A shift of a workshop on a date, or the repair of one machine in that shift.

    Attributes:
        machine_id: None = the whole workshop; a machine row replaces that shift for the machine.
        start_time: Local start; a shift belongs to the date it starts on.
        end_time: Local end; earlier than or equal to `start_time` = next day.
        break_min: Regulated breaks, minutes.
        work_min: Usable minutes, counted from `start_time`; 0 when not working.
        once: Whether the row holds on its date alone and is left out of the weekly repeat: a shift that is
            only tried in a what-if. Rows of files and books never are.
    """

    workshop_id: str
    machine_id: str | None
    date: dt.date
    shift_no: int
    start_time: dt.time | None
    end_time: dt.time | None
    break_min: int
    work_min: int
    kind: DayKind
    note: str = ""
    once: bool = False


@dataclass(frozen=True, slots=True)
class StockLot:
    """A traceable quantity of an item in a warehouse."""

    lot_id: str
    item_id: str
    location: str
    qty: Decimal
    unit: Unit
    received_date: dt.date
    expiry_date: dt.date | None
    qc_status: QcStatus
    qc_date: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """A row of the pull table: a quantity on its way from a supplier."""

    receipt_id: str
    po_no: str
    supplier: str
    item_id: str
    qty: Decimal
    unit: Unit
    order_date: dt.date | None
    promised_date: dt.date
    expected_date: dt.date
    status: ReceiptStatus
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """A production order as the client department gives it."""

    order_no: str
    created_date: dt.date
    customer: str
    manager: str
    product_id: str
    qty_pcs: int
    due_date: dt.date
    priority: int
    order_type: str = "customer"
    min_qty_pcs: int | None = None
    max_qty_pcs: int | None = None
    status: OrderStatus = OrderStatus.NEW
    comment: str = ""


@dataclass(frozen=True, slots=True)
class MachineStop:
    """A time in which a machine does not work although its shift does: breakdown or repair by hours."""

    machine_id: str
    start_at: dt.datetime
    finish_at: dt.datetime
    reason: str = ""


@dataclass(frozen=True)
class Plant:
    """A whole factory at one moment: what the eight files of a plant folder hold.

    Attributes:
        today: The plant's own date; every rule that says today, now, past or expired uses it.
    """

    today: dt.date
    items: Mapping[str, Item] = field(default_factory=dict)
    boms: Mapping[str, tuple[BomLine, ...]] = field(default_factory=dict)
    routings: Mapping[str, tuple[RoutingLine, ...]] = field(default_factory=dict)
    machines: Mapping[str, Machine] = field(default_factory=dict)
    calendar: tuple[CalendarRow, ...] = ()
    lots: tuple[StockLot, ...] = ()
    receipts: tuple[Receipt, ...] = ()
    orders: tuple[Order, ...] = ()
    stops: tuple[MachineStop, ...] = ()

    @cached_property
    def holidays(self) -> frozenset[dt.date]:
        """Dates that have a `holiday` row: no working days for quality control and purchasing."""
        return frozenset(row.date for row in self.calendar if row.kind is DayKind.HOLIDAY)
