"""The checker's own requirement, reservation in rank and earliest start (order-workflow 6)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from builders.plants import (
    MONDAY,
    batch_line,
    bom_line,
    component,
    days,
    machine,
    order,
    plant,
    product,
    receipt,
    released_lot,
    shift,
)
from potok.plant.model import DayKind, MachineStatus, Plant, QcStatus, ReceiptStatus, StockLot, Unit
from potok.scheduling.plan import ShortageRow
from potok.scheduling.verify import check_shortages
from potok.scheduling.verify.calendar import PlantCalendar
from potok.scheduling.verify.material import OrderMaterial, gross_requirement, material_of

WEEKDAYS = [
    shift(date, kind=DayKind.WORK if date.isoweekday() <= 5 else DayKind.DAY_OFF) for date in days(MONDAY, 14)
]


def shop(**parts: Any) -> Plant:
    """One product P of one component R (1 kg a piece, inspected for a day) on one machine."""
    defaults: dict[str, Any] = {
        "items": [product("P"), component("R", qc_days=1)],
        "bom": [bom_line("P", "R", "1")],
        "routing": [batch_line("P", 10, "M", size_kg="100", minutes="60")],
        "calendar": WEEKDAYS,
    }
    return plant(**(defaults | parts))


def material(of: Plant) -> dict[str, OrderMaterial]:
    return material_of(of, PlantCalendar(of))


def starts(of: Plant) -> dict[str, dt.date | None]:
    return {order_no: known.start_date for order_no, known in material(of).items()}


def test_kilograms_are_rounded_half_up_to_a_gram_and_pieces_up() -> None:
    of = shop(
        items=[product("P"), component("R"), component("U", unit=Unit.PCS), component("W")],
        bom=[
            bom_line("P", "R", "0.0125", loss_pct="4"),
            bom_line("P", "U", "1", unit=Unit.PCS, loss_pct="0.1"),
            bom_line("P", "W", "0.0001"),
        ],
        orders=[order("A", "P", 35)],
    )
    gross = gross_requirement(of, of.orders[0])
    assert gross == {"R": Decimal("0.455"), "U": Decimal(36), "W": Decimal("0.004")}


def test_uncontrolled_components_are_never_short() -> None:
    of = shop(items=[product("P"), component("R", stock_controlled=False)], orders=[order("A", "P", 1000)])
    assert material(of)["A"] == OrderMaterial(MONDAY)


@pytest.mark.parametrize(
    "lot",
    [
        released_lot("R", "100", status=QcStatus.QUARANTINE),
        released_lot("R", "100", status=QcStatus.REJECTED),
        released_lot("R", "100", status=QcStatus.CONDITIONAL),
        released_lot("R", "100", expiry=MONDAY),
        released_lot("R", "100", location="Склад готовой продукции"),
    ],
    ids=["quarantine", "rejected", "conditional", "expired today", "finished goods"],
)
def test_a_lot_that_may_not_be_used_covers_nothing(lot: StockLot) -> None:
    of = shop(lots=[lot], orders=[order("A", "P", 60)])
    assert material(of)["A"] == OrderMaterial(None, {"R": Decimal(60)})


def test_a_lot_that_expires_tomorrow_still_covers() -> None:
    of = shop(lots=[released_lot("R", "60", expiry=dt.date(2026, 3, 3))], orders=[order("A", "P", 60)])
    assert material(of)["A"].shortages == {}


def test_a_short_order_takes_nothing_from_the_orders_ranked_after_it() -> None:
    of = shop(
        lots=[released_lot("R", "60")],
        orders=[order("C", "P", 61, priority=1), order("B", "P", 50, priority=3), order("A", "P", 20)],
    )
    assert {order_no: dict(known.shortages) for order_no, known in material(of).items()} == {
        "C": {"R": Decimal(1)},
        "A": {},
        "B": {"R": Decimal(10)},
    }


def test_a_short_order_waits_for_the_receipts_and_their_inspection() -> None:
    of = shop(
        lots=[released_lot("R", "10")],
        receipts=[receipt("R", "30", dt.date(2026, 3, 3)), receipt("R", "30", dt.date(2026, 3, 5))],
        orders=[order("A", "P", 40), order("B", "P", 30), order("C", "P", 1)],
    )
    # C takes a kilogram of stock, so 39 kg are there on 4 March and 69 kg on 6 March
    assert starts(of) == {"A": dt.date(2026, 3, 6), "B": None, "C": MONDAY}


def test_an_order_without_cover_claims_nothing() -> None:
    of = shop(
        receipts=[receipt("R", "30", dt.date(2026, 3, 3))],
        orders=[order("A", "P", 40), order("B", "P", 30)],
    )
    assert starts(of) == {"A": None, "B": dt.date(2026, 3, 4)}


@pytest.mark.parametrize(
    ("expected", "status", "start"),
    [
        (dt.date(2026, 3, 1), ReceiptStatus.LATE, None),
        (dt.date(2026, 3, 2), ReceiptStatus.CONFIRMED, dt.date(2026, 3, 3)),
        (dt.date(2026, 3, 3), ReceiptStatus.PLANNED, dt.date(2026, 3, 4)),
        (dt.date(2026, 3, 3), ReceiptStatus.CANCELLED, None),
        (dt.date(2026, 3, 3), ReceiptStatus.ACCEPTED, None),
    ],
)
def test_only_receipts_that_are_still_to_come_and_not_overdue_cover(
    expected: dt.date, status: ReceiptStatus, start: dt.date | None
) -> None:
    of = shop(receipts=[receipt("R", "30", expected, status=status)], orders=[order("A", "P", 30)])
    assert starts(of) == {"A": start}


def test_the_start_moves_to_the_next_shift_of_the_first_workshop() -> None:
    of = shop(
        items=[product("P"), component("R")],
        receipts=[receipt("R", "30", dt.date(2026, 3, 7)), receipt("R", "30", dt.date(2026, 3, 22))],
        orders=[order("A", "P", 30), order("B", "P", 30)],
    )
    assert starts(of) == {"A": dt.date(2026, 3, 9), "B": dt.date(2026, 3, 23)}


def test_a_start_after_the_last_shift_stays_on_the_date_of_the_material() -> None:
    of = shop(
        calendar=[shift(date) for date in days(MONDAY, 3)],
        receipts=[receipt("R", "30", dt.date(2026, 3, 6))],
        orders=[order("A", "P", 30)],
    )
    known = material(of)["A"]
    assert (known.start_date, known.shift_follows) == (dt.date(2026, 3, 9), False)
    for stated, accepted in ((None, True), (dt.date(2026, 3, 9), True), (dt.date(2026, 3, 10), False)):
        row = ShortageRow("A", "R", Decimal(30), Unit.KG, stated)
        assert check_shortages(of, [row]).ok is accepted


def test_the_workshop_of_the_preferred_working_machine_moves_the_start() -> None:
    sundays = [shift(date, workshop_id="2") for date in days(MONDAY, 14) if date.isoweekday() == 7]
    of = shop(
        items=[product("P"), component("R")],
        routing=[
            batch_line("P", 10, "M", size_kg="100", minutes="60"),
            batch_line("P", 10, "N", size_kg="100", minutes="60", workshop_id="2", alt_rank=2),
        ],
        machines=[machine("M"), machine("N", workshop_id="2")],
        calendar=[*WEEKDAYS, *sundays],
        receipts=[receipt("R", "30", dt.date(2026, 3, 7))],
        orders=[order("A", "P", 30)],
    )
    broken = replace(of, machines=of.machines | {"M": machine("M", status=MachineStatus.BROKEN)})
    assert starts(of) == {"A": dt.date(2026, 3, 9)}
    assert starts(broken) == {"A": dt.date(2026, 3, 8)}
