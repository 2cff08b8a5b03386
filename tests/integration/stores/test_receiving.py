from __future__ import annotations

from decimal import Decimal

import pytest

from builders.small_books import MONDAY, day, expect_receipt, order_of, put_lot, seen
from potok.errors import InvalidDataError
from potok.operations.orders.errors import ReceiptArrivedError
from potok.operations.orders.services.confirmation import confirm_orders
from potok.operations.orders.services.lots import decide_lot
from potok.operations.people.acting import SYSTEM, Actor
from potok.operations.people.rights import NoRightError
from potok.operations.purchasing.models import Receipt
from potok.operations.stores.receiving import NewLot, OpeningLot, enter_opening, receive
from potok.operations.warehouse.errors import LotNumberTakenError
from potok.operations.warehouse.models import StockDocument, StockLot, StockMovement

pytestmark = pytest.mark.usefixtures("plant")


def test_what_arrives_lies_in_quarantine_until_it_is_released(keeper: Actor, inspector: Actor) -> None:
    expect_receipt("RX", 100, code="ПР-1", date=day(3))
    came = receive(keeper, receipt="ПР-1", lots=[NewLot(Decimal(60)), NewLot(Decimal(40), code="П-9")])
    assert (came.arrived, came.rest, came.difference) == (100, 0, 0)
    assert set(StockLot.objects.values_list("qc_status", "location")) == {
        ("quarantine", "Склад сырья и тары")
    }
    assert Receipt.objects.get().status == "in_qc"
    decide_lot(inspector, lot=came.lots[0], decision="released")
    assert Receipt.objects.get().status == "in_qc"
    decide_lot(inspector, lot="П-9", decision="released")
    assert Receipt.objects.get().status == "accepted"


def test_a_delivery_rejected_as_a_whole_brought_nothing(keeper: Actor, inspector: Actor) -> None:
    expect_receipt("RX", 100, code="ПР-1", date=day(3))
    receive(keeper, receipt="ПР-1", lots=[NewLot(Decimal(100), code="П-1")])
    decide_lot(inspector, lot="П-1", decision="rejected", reason="комки")
    assert Receipt.objects.get().status == "cancelled"


def test_the_rest_of_a_partial_delivery_keeps_its_row_and_orders_keep_their_dates(keeper: Actor) -> None:
    expect_receipt("RX", 200, code="ПР-1", date=day(3))
    put_lot("UB", 500)
    order = order_of("PA", 100)
    confirm_orders(SYSTEM, order_nos=[order])
    before = seen(order).earliest_start_date
    came = receive(keeper, receipt="ПР-1", lots=[NewLot(Decimal(50))])
    assert (came.rest, came.part) == (150, "ПР-1/1")
    rows = dict(Receipt.objects.values_list("code", "qty"))
    assert rows == {"ПР-1": 150, "ПР-1/1": 50}
    assert Receipt.objects.get(code="ПР-1").status == "confirmed"
    assert seen(order).earliest_start_date == before


@pytest.mark.parametrize(("arrived", "last", "difference"), [(120, False, 20), (70, True, -30)])
def test_more_or_less_than_ordered_is_accepted_as_it_came(
    arrived: int, *, last: bool, difference: int, keeper: Actor
) -> None:
    expect_receipt("RX", 100, code="ПР-1", date=day(3))
    came = receive(keeper, receipt="ПР-1", lots=[NewLot(Decimal(arrived))], last=last)
    assert (came.rest, came.difference) == (0, difference)
    assert Receipt.objects.get().qty == arrived


def test_every_fault_of_a_delivery_is_named_and_nothing_is_written(keeper: Actor) -> None:
    expect_receipt("RX", 100, code="ПР-1", date=day(3))
    bad = [
        NewLot(Decimal(0), code="A"),
        NewLot(Decimal("1.0001"), code="A"),
        NewLot(Decimal(1), expiry_date=MONDAY),
    ]
    with pytest.raises(InvalidDataError) as refused:
        receive(keeper, receipt="ПР-1", lots=bad)
    assert {problem.field for problem in refused.value.problems} == {"qty", "code", "expiry_date"}
    assert not StockLot.objects.exists()
    assert Receipt.objects.get().status == "confirmed"


def test_a_number_that_is_taken_is_refused(keeper: Actor) -> None:
    put_lot("UB", 1, code="П-1")
    expect_receipt("RX", 100, code="ПР-1", date=day(3))
    with pytest.raises(LotNumberTakenError, match="П-1"):
        receive(keeper, receipt="ПР-1", lots=[NewLot(Decimal(100), code="П-1")])


def test_a_receipt_arrives_once(keeper: Actor) -> None:
    expect_receipt("RX", 100, code="ПР-1", date=day(3))
    receive(keeper, receipt="ПР-1", lots=[NewLot(Decimal(100))])
    with pytest.raises(ReceiptArrivedError):
        receive(keeper, receipt="ПР-1", lots=[NewLot(Decimal(100))])


def test_only_the_warehouse_receives(inspector: Actor) -> None:
    with pytest.raises(NoRightError):
        receive(inspector, receipt="ПР-1", lots=[NewLot(Decimal(100))])


def test_opening_balances_have_their_paper() -> None:
    paper = enter_opening(
        SYSTEM,
        lots=[
            OpeningLot(Decimal(10), code="О-1", item="RX"),
            OpeningLot(Decimal(5), item="PA", location="Склад готовой продукции"),
        ],
    )
    assert StockDocument.objects.get().number == paper.number == "НО-0001"
    moves = StockMovement.objects.values_list("document", "kind", "qty")
    assert sorted(moves) == [("НО-0001", "opening", 5), ("НО-0001", "opening", 10)]


def test_opening_balances_name_every_fault(keeper: Actor) -> None:
    with pytest.raises(InvalidDataError) as refused:
        enter_opening(
            keeper,
            lots=[
                OpeningLot(Decimal(1), item="НЕТ", location="подвал", qc_status="так", received_date=day(1))
            ],
        )
    found = {problem.field for problem in refused.value.problems}
    assert found == {"item", "location", "qc_status", "received_date"}
