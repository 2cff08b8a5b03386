"""Scenarios (a) to (f) of order-workflow 14 through the services, on the demo plant."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from potok.operations.orders.models import OrderComponent, OrderEvent, ProductionOrder
from potok.operations.orders.services.confirmation import confirm_orders
from potok.operations.orders.services.lots import decide_lot
from potok.operations.orders.services.outcomes import ConfirmationResult
from potok.operations.orders.services.receipts import preview_redating, redate_receipt
from potok.operations.orders.services.trial import preview_confirmation
from potok.operations.people.acting import SYSTEM
from potok.operations.plant_transfer import export_plant
from potok.operations.purchasing.models import PurchaseSignal, Receipt
from potok.operations.warehouse.models import StockLot
from potok.plant.shifts import ShiftCalendar
from potok.supply.of_plant import works
from potok.supply.rough_cut import available_minutes, machine_load

EXPECTED: dict[str, Any] = json.loads(
    (Path(__file__).parents[3] / "data" / "plant" / "expected.json").read_text(encoding="utf-8")
)


@pytest.fixture
def confirmed(demo_database: None) -> ConfirmationResult:
    return confirm_orders(SYSTEM, order_nos=all_numbers())


def all_numbers() -> list[str]:
    return list(ProductionOrder.objects.values_list("order_no", flat=True))


def stored_lacks() -> dict[str, dict[str, float]]:
    lacks: dict[str, dict[str, float]] = {}
    rows = OrderComponent.objects.filter(lack_qty__gt=0)
    for order_no, item, qty in rows.values_list("order__order_no", "item__code", "lack_qty"):
        lacks.setdefault(order_no, {})[item] = float(qty)
    return lacks


def test_a_mass_confirmation_finds_the_expected_shortages(confirmed: ConfirmationResult) -> None:
    answered = {
        one.order_no: {lack.item: float(lack.lack) for lack in one.lacks}
        for one in confirmed.outcomes
        if one.lacks
    }
    assert answered == EXPECTED["shortage_orders"]
    assert stored_lacks() == EXPECTED["shortage_orders"]
    assert len(confirmed.waiting) == EXPECTED["shortage_orders_count"]
    assert len(confirmed.in_production) == 150 - EXPECTED["shortage_orders_count"]


def test_b_earliest_starts_of_short_orders_are_the_expected_ones(confirmed: ConfirmationResult) -> None:
    stored = ProductionOrder.objects.filter(status="waiting_shortage")
    found = {
        order_no: start.isoformat() if start else None
        for order_no, start in stored.values_list("order_no", "earliest_start_date")
    }
    assert found == EXPECTED["earliest_start"]
    assert {one.order_no: one.earliest_start_date for one in confirmed.outcomes if one.lacks} == {
        order_no: dt.date.fromisoformat(start) if start else None
        for order_no, start in EXPECTED["earliest_start"].items()
    }


def test_c_an_order_that_needs_what_nobody_ordered_raises_the_signal(confirmed: ConfirmationResult) -> None:
    signals = PurchaseSignal.objects.filter(kind="not_ordered", state="open")
    signalled = set(signals.values_list("item__code", flat=True))
    assert signalled >= set(EXPECTED["short_items_without_receipt"])
    assert "ЗП-0081" in signals.get(item__code="R13").order_nos


def test_d_a_receipt_that_slips_moves_the_order_that_waits_for_it(confirmed: ConfirmationResult) -> None:
    moved_to = dt.date(2026, 3, 30)
    foreseen = preview_redating(SYSTEM, receipt="ПР-013", expected_date=moved_to)
    done = redate_receipt(SYSTEM, receipt="ПР-013", expected_date=moved_to, reason="поставщик задержал")
    assert foreseen == done.changes
    change = next(each for each in done.changes if each.order_no == "ЗП-0140")
    assert (change.before, change.after) == (dt.date(2026, 3, 25), dt.date(2026, 4, 1))
    assert ProductionOrder.objects.get(order_no="ЗП-0140").earliest_start_date == dt.date(2026, 4, 1)
    event = OrderEvent.objects.filter(order__order_no="ЗП-0140").latest("id")
    assert (event.kind, event.reason_code, event.new["receipt"]) == (
        "receipt_redated",
        "late_material",
        "ПР-013",
    )
    receipt = Receipt.objects.get(code="ПР-013")
    assert (receipt.slips, receipt.status, receipt.version) == (2, "late", 2)


def quarantined_r19() -> str:
    return StockLot.objects.get(item__code="R19", qc_status="quarantine", qty=Decimal("9471.4")).code


def test_e_a_lot_released_before_confirmation_leaves_forty_nine_short_orders(demo_database: None) -> None:
    decide_lot(SYSTEM, lot=quarantined_r19(), decision="released")
    confirm_orders(SYSTEM, order_nos=all_numbers())
    assert_released_r19()


def test_e_a_lot_released_after_confirmation_makes_one_order_coverable(
    confirmed: ConfirmationResult,
) -> None:
    decision = decide_lot(SYSTEM, lot=quarantined_r19(), decision="released")
    assert decision.coverable == ("ЗП-0041",)
    confirm_orders(SYSTEM, order_nos=decision.coverable)
    assert_released_r19()


def assert_released_r19() -> None:
    lacks = stored_lacks()
    assert len(lacks) == 49
    assert [order_no for order_no, items in lacks.items() if "R19" in items] == []
    assert "ЗП-0041" not in lacks
    assert set(lacks["ЗП-0113"]) == {"U05"}
    assert set(lacks["ЗП-0075"]) == {"U05"}
    assert "R25" in lacks["ЗП-0035"]
    assert "R25" in lacks["ЗП-0102"]


def test_a_preview_says_what_the_confirmation_then_does(demo_database: None) -> None:
    numbers = all_numbers()
    foreseen = preview_confirmation(SYSTEM, order_nos=numbers).result
    assert not ProductionOrder.objects.exclude(status="new").exists()
    assert foreseen.outcomes == confirm_orders(SYSTEM, order_nos=reversed(numbers)).outcomes


def test_f_the_books_load_the_machines_as_expected(demo_database: None) -> None:
    plant = export_plant()
    calendar = ShiftCalendar(plant.calendar)
    first, last = plant.today, dt.date.fromisoformat(EXPECTED["horizon_end"])
    available = {
        machine.machine_id: available_minutes(machine, calendar=calendar, first=first, last=last)
        for machine in plant.machines.values()
    }
    loads = machine_load(works(plant), available)
    assert {machine: round(float(share), 4) for machine, share in loads.items()} == EXPECTED[
        "machine_load_share"
    ]
