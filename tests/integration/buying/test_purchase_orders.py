from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from builders.small_books import MONDAY, day, expect_receipt, order_of, put_lot, seen
from potok.errors import InvalidDataError
from potok.operations.buying.advice import dismiss_advice, present_advice, recall_advice
from potok.operations.buying.purchase_orders import (
    LineGiven,
    cancel_purchase,
    change_line,
    confirm_receipt,
    draft_from_signals,
    draft_order,
    place_order,
)
from potok.operations.buying.terms import TermsGiven, save_terms
from potok.operations.catalog.models import Supplier
from potok.operations.orders.services.confirmation import confirm_orders
from potok.operations.orders.services.receipts import redate_receipt
from potok.operations.people.acting import SYSTEM, Actor
from potok.operations.purchasing.errors import (
    NoSupplierError,
    PurchaseStateError,
    SignalOnDraftError,
    UnknownAdviceError,
)
from potok.operations.purchasing.models import PurchaseOrder, PurchaseSignal, Receipt
from potok.operations.purchasing.reads import receipt_history
from potok.supply.action_messages import Action

pytestmark = pytest.mark.usefixtures("plant")
SELLER = "ООО «Поставщик»"


def waiting_for_rx(qty: int = 100) -> str:
    """A waiting order that lacks two kilograms of RX a piece, and its signal."""
    put_lot("UB", 10_000)
    number = order_of("PA", qty)
    confirm_orders(SYSTEM, order_nos=[number])
    assert seen(number).status == "waiting_shortage"
    return number


def test_a_signal_becomes_a_purchase_order_and_a_row_of_the_pull_table(buyer: Actor) -> None:
    order = waiting_for_rx()
    signal = PurchaseSignal.objects.get(kind="not_ordered")
    save_terms(
        buyer,
        terms=TermsGiven(
            SELLER, "RX", lead_time_days=6, lot_qty=Decimal(150), price_rub=Decimal(90), preferred=True
        ),
    )
    (number,) = draft_from_signals(buyer, signals=[signal.number])
    line = PurchaseOrder.objects.get(number=number).lines.get()
    assert (line.qty, line.price_rub, line.promised_date) == (300, 90, MONDAY + dt.timedelta(days=6))
    assert not Receipt.objects.exists()
    (code,) = place_order(buyer, number=number)
    row = Receipt.objects.get(code=code)
    assert (row.po_no, row.qty, row.status, row.expected_date) == (number, 300, "planned", day(6))
    signal.refresh_from_db()
    assert (signal.receipt, signal.state) == (row, "closed")
    assert seen(order).earliest_start_date is not None
    with pytest.raises(PurchaseStateError):
        place_order(buyer, number=number)


def test_an_item_that_nobody_sells_names_itself(buyer: Actor) -> None:
    waiting_for_rx()
    signal = PurchaseSignal.objects.get(kind="not_ordered")
    with pytest.raises(NoSupplierError, match="RX"):
        draft_from_signals(buyer, signals=[signal.number])
    assert draft_from_signals(buyer, signals=[signal.number], supplier=SELLER)


def test_a_signal_is_not_drafted_twice(buyer: Actor) -> None:
    waiting_for_rx()
    signal = PurchaseSignal.objects.get(kind="not_ordered").number
    (first,) = draft_from_signals(buyer, signals=[signal], supplier=SELLER)
    with pytest.raises(SignalOnDraftError, match=first):
        draft_from_signals(buyer, signals=[signal], supplier=SELLER)
    cancel_purchase(buyer, number=first, reason="дорого")
    assert draft_from_signals(buyer, signals=[signal], supplier=SELLER) != (first,)


def test_the_answer_of_the_supplier_and_every_slip_stay_in_the_history(buyer: Actor) -> None:
    waiting_for_rx()
    number = draft_order(buyer, supplier=SELLER, lines=[LineGiven("RX", Decimal(200))])
    (code,) = place_order(buyer, number=number)
    confirm_receipt(buyer, receipt=code, promised_date=day(12), note="письмо 14")
    redate_receipt(buyer, receipt=code, expected_date=day(15), reason="очередь на заводе")
    row = Receipt.objects.get()
    assert (row.promised_date, row.expected_date, row.slips, row.status) == (day(12), day(15), 1, "late")
    dates = [change.new for change in receipt_history(code) if change.field == "expected_date"]
    assert dates == [day(15), day(12)]


def test_a_cancelled_purchase_is_expected_no_more_and_its_signal_is_open_again(buyer: Actor) -> None:
    order = waiting_for_rx()
    signal = PurchaseSignal.objects.get(kind="not_ordered")
    (number,) = draft_from_signals(buyer, signals=[signal.number], supplier=SELLER)
    place_order(buyer, number=number)
    cancel_purchase(buyer, number=number, reason="поставщик отказался")
    assert Receipt.objects.get().status == "cancelled"
    assert seen(order).earliest_start_date is None
    assert PurchaseSignal.objects.exclude(state="closed").get().kind == "not_ordered"


def test_lines_of_a_draft_may_change_and_name_their_faults(buyer: Actor) -> None:
    number = draft_order(buyer, supplier=SELLER, lines=[LineGiven("RX", Decimal(200))])
    change_line(buyer, number=number, line_no=1, qty=Decimal(250), promised_date=day(5))
    assert PurchaseOrder.objects.get().lines.get().qty == 250
    with pytest.raises(InvalidDataError):
        change_line(buyer, number=number, line_no=1, qty=Decimal(0), promised_date=day(-5))
    with pytest.raises(InvalidDataError) as refused:
        draft_order(
            buyer,
            supplier=SELLER,
            lines=[
                LineGiven("PA", Decimal(1)),
                LineGiven("RX", Decimal(-1), promised_date=day(-1), signal="нет"),
            ],
        )
    found = [(problem.row, problem.field) for problem in refused.value.problems]
    assert found == [(1, "item"), (2, "qty"), (2, "promised_date"), (2, "signal")]


def test_what_is_counted_in_pieces_is_bought_whole(buyer: Actor) -> None:
    with pytest.raises(InvalidDataError) as refused:
        draft_order(buyer, supplier=SELLER, lines=[LineGiven("UB", Decimal("10.5"))])
    number = draft_order(buyer, supplier=SELLER, lines=[LineGiven("UB", Decimal(10))])
    (code,) = place_order(buyer, number=number)
    with pytest.raises(InvalidDataError) as refused_too:
        confirm_receipt(buyer, receipt=code, promised_date=day(12), qty=Decimal("9.5"))
    faults = [*refused.value.problems, *refused_too.value.problems]
    assert [fault.expected for fault in faults] == ["целое число штук больше 0"] * 2
    assert Receipt.objects.get().qty == 10


def test_one_supplier_of_an_item_is_the_preferred_one(buyer: Actor) -> None:
    Supplier.objects.create(name="Второй")
    save_terms(buyer, terms=TermsGiven(SELLER, "RX", preferred=True))
    save_terms(buyer, terms=TermsGiven("Второй", "RX", preferred=True))
    preferred = [terms.supplier.name for terms in Supplier.objects.get(name="Второй").terms.all()]
    assert preferred == ["Второй"]
    assert not Supplier.objects.get(name=SELLER).terms.get().is_preferred


def test_dismissed_advice_stays_dismissed_until_the_need_changes(buyer: Actor) -> None:
    expect_receipt("RX", 500, code="ПР-1", date=day(3))
    waiting_for_rx(100)
    (told,) = [each for each in present_advice() if each.message.action is Action.DECREASE]
    assert (told.message.qty, told.dismissed) == (200, None)
    dismiss_advice(buyer, item="RX", kind="decrease", receipt="ПР-1", reason="берём впрок")
    (told,) = [each for each in present_advice() if each.message.action is Action.DECREASE]
    assert told.dismissed == "берём впрок"
    waiting_for_rx(50)
    (told,) = [each for each in present_advice() if each.message.action is Action.DECREASE]
    assert (told.message.qty, told.dismissed) == (300, None)
    with pytest.raises(UnknownAdviceError):
        dismiss_advice(buyer, item="RX", kind="cancel", receipt="ПР-1")


def test_dismissed_advice_may_be_recalled(buyer: Actor) -> None:
    expect_receipt("RX", 500, code="ПР-1", date=day(3))
    waiting_for_rx(100)
    dismiss_advice(buyer, item="RX", kind="decrease", receipt="ПР-1", reason="берём впрок")
    recall_advice(buyer, item="RX", kind="decrease", receipt="ПР-1")
    assert [each.dismissed for each in present_advice() if each.message.item_id == "RX"].count(None) >= 1
