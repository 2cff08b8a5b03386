"""Several people at the same lots: nothing is taken twice, nobody is told an error of the database."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection

from builders.small_books import CUSTOMER, day, expect_receipt, found_plant, order_of, put_lot, seen
from potok.errors import PotokError
from potok.operations.orders.services.confirmation import confirm_orders
from potok.operations.people.acting import SYSTEM
from potok.operations.quality.services.decisions import decide
from potok.operations.stores.counting import correct_lot
from potok.operations.stores.issuing import issue
from potok.operations.stores.receiving import NewLot, OpeningLot, enter_opening, receive
from potok.operations.stores.shelf import Part
from potok.operations.stores.shipping import ship
from potok.operations.warehouse.models import StockDocument, StockLot
from potok.operations.warehouse.places import FINISHED_GOODS


@pytest.fixture
def books(own_database: None) -> None:
    found_plant()


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Run functions at the same moment, each with an own connection; returns answers or errors."""
    gate = threading.Barrier(len(acts))
    answers: list[Any] = [None] * len(acts)

    def run(place: int, act: Callable[[], Any]) -> None:
        gate.wait()
        try:
            answers[place] = act()
        except Exception as error:  # noqa: BLE001 - the answer is looked at by the test
            answers[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_a_lot_is_shipped_once_however_many_ship_it(books: None) -> None:
    enter_opening(SYSTEM, lots=[OpeningLot(Decimal(10), code="А", item="PA", location=FINISHED_GOODS)])
    answers = at_once(*[lambda: ship(SYSTEM, customer=CUSTOMER, parts=[Part("А", Decimal(4))])] * 6)
    assert Counter(type(answer).__name__ for answer in answers) == {
        "StockDocument": 2,
        "LotNotEnoughError": 4,
    }
    assert StockLot.objects.get().qty == 2
    numbers = StockDocument.objects.filter(kind="shipment").values_list("number", flat=True)
    assert sorted(numbers) == ["ОТ-0001", "ОТ-0002"]


def test_a_receipt_is_taken_in_once(books: None) -> None:
    expect_receipt("RX", 100, code="ПР-1", date=day(3))
    answers = at_once(*[lambda: receive(SYSTEM, receipt="ПР-1", lots=[NewLot(Decimal(100))])] * 3)
    names = Counter(type(answer).__name__ for answer in answers)
    assert names == {"Received": 1, "ReceiptArrivedError": 2}


def test_counting_deciding_issuing_and_confirming_at_once_never_dead_lock(books: None) -> None:
    put_lot("RX", 60, code="L1")
    put_lot("RX", 60, code="L2")
    put_lot("UB", 40, code="U1")
    first, second, third = (order_of("PA", 8) for _ in range(3))
    confirm_orders(SYSTEM, order_nos=[first, second])
    answers = at_once(
        lambda: correct_lot(SYSTEM, lot="L1", qty=Decimal(10), reason="недостача"),
        lambda: decide(SYSTEM, lot="L2", decision="blocked", reason="сомнение"),
        lambda: issue(SYSTEM, order_no=first),
        lambda: confirm_orders(SYSTEM, order_nos=[third]),
        lambda: correct_lot(SYSTEM, lot="U1", qty=Decimal(20), reason="бой"),
    )
    errors = [answer for answer in answers if isinstance(answer, Exception)]
    assert all(isinstance(error, PotokError) for error in errors), errors
    for lot in StockLot.objects.all():
        held = sum(lot.reservations.filter(kind="hard").values_list("qty", flat=True), Decimal(0))
        assert lot.reserved_qty == held <= lot.qty
    assert seen(first).status in {"in_production", "waiting_shortage"}
