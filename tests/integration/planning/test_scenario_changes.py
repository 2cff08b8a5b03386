"""Changes of one scenario see each other: the receipts move first, then the orders take one after another.

PA takes 2 kg of RX and a jar UB a piece; the plant works from Monday to Friday, RX needs no inspection.
"""

from __future__ import annotations

import datetime as dt

import pytest

from builders.small_books import day, expect_receipt, found_plant, order_of, put_lot
from potok.operations.orders.errors import ReceiptArrivedError, UnknownReceiptNumberError
from potok.operations.orders.services.confirmation import confirm_orders
from potok.operations.people.acting import SYSTEM
from potok.operations.planning.reads.promises import Asked, ProductNotMadeError
from potok.operations.planning.scenario_data import change_dict, change_of, change_words
from potok.operations.planning.services.scenario_changes import (
    BooksChange,
    OrderOfBooks,
    ReceiptMoved,
    changes_of_books,
)
from potok.scheduling.scenarios import AddShift, ChangeNotPossibleError, MoveMaterial, TakeOrder

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _plant() -> None:
    found_plant()
    put_lot("UB", 1000)


def asked(qty: int = 50) -> Asked:
    return Asked("PA", qty, day(28))


def dates_of(*changes: BooksChange) -> dict[str, dt.date]:
    """Material date of every taken order."""
    found = changes_of_books(SYSTEM, changes)
    return {one.order.order_no: one.material for one in found if isinstance(one, TakeOrder)}


def material_of(*changes: BooksChange) -> MoveMaterial | None:
    found = [one for one in changes_of_books(SYSTEM, changes) if isinstance(one, MoveMaterial)]
    return found[0] if found else None


def test_a_taken_order_uses_the_receipt_that_the_same_scenario_moves() -> None:
    expect_receipt("RX", 100, code="П-1", date=day(8))
    assert dates_of(asked()) == {"новый-1": day(8)}
    earlier = ReceiptMoved("П-1", day(2))
    assert dates_of(asked(), earlier) == {"новый-1": day(2)}
    assert dates_of(earlier, asked()) == {"новый-1": day(2)}


def test_two_orders_do_not_take_the_same_stock() -> None:
    put_lot("RX", 100)
    expect_receipt("RX", 100, code="П-1", date=day(3))
    expect_receipt("RX", 100, code="П-2", date=day(8))
    assert dates_of(asked(), asked(), asked()) == {
        "новый-1": day(0),
        "новый-2": day(3),
        "новый-3": day(8),
    }
    with pytest.raises(ChangeNotPossibleError, match="нет известного прихода сырья"):
        dates_of(asked(), asked(), asked(), asked())


def test_stock_that_a_taken_order_takes_moves_the_orders_that_count_on_it() -> None:
    put_lot("RX", 60)
    expect_receipt("RX", 60, code="П-1", date=day(1))
    expect_receipt("RX", 60, code="П-2", date=day(7))
    waiting = order_of("PA", 50)  # 100 kg: all the stock and a part of the first receipt
    confirm_orders(SYSTEM, order_nos=[waiting])
    moved = material_of(asked(20))
    assert moved == MoveMaterial({waiting: day(7)})
    assert change_words(change_dict(moved)) == "сырьё в другой срок; ждущих заказов сдвинется: 1"


def test_two_receipts_are_moved_together() -> None:
    expect_receipt("RX", 60, code="П-1", date=day(8))
    expect_receipt("RX", 60, code="П-2", date=day(9))
    waiting = order_of("PA", 50)
    confirm_orders(SYSTEM, order_nos=[waiting])
    first, second = ReceiptMoved("П-1", day(1)), ReceiptMoved("П-2", day(2))
    for changes in ((first, second), (second, first)):
        moved = material_of(*changes)
        assert moved is not None
        assert moved.dates == {waiting: day(2)}
    assert "приход П-1 — 03.03, приход П-2 — 04.03" in change_words(change_dict(material_of(first, second)))
    assert change_of(change_dict(moved)) == moved


def test_a_new_order_of_the_books_is_taken_as_it_stands_there() -> None:
    put_lot("RX", 30)
    expect_receipt("RX", 100, code="П-1", date=day(4))
    number = order_of("PA", 50, priority=1)
    (found,) = changes_of_books(SYSTEM, [OrderOfBooks(number)])
    assert isinstance(found, TakeOrder)
    assert (found.order.order_no, found.order.priority, found.material) == (number, 1, day(4))
    assert change_words(change_dict(found)).startswith(f"взять {number}: 50 шт. PA к ")
    confirm_orders(SYSTEM, order_nos=[number])
    with pytest.raises(ChangeNotPossibleError, match="есть в каждом сценарии"):
        changes_of_books(SYSTEM, [OrderOfBooks(number)])


def test_changes_that_touch_nothing_in_the_books_pass_as_they_are() -> None:
    shift = AddShift("M1", day(6), dt.time(8), 480)
    assert changes_of_books(SYSTEM, [shift]) == [shift]


def test_receipts_that_cannot_move_are_refused() -> None:
    expect_receipt("RX", 60, code="П-1", date=day(8))
    arrived = expect_receipt("RX", 60, code="П-2", date=day(8))
    arrived.status = "arrived"
    arrived.save()
    twice = [ReceiptMoved("П-1", day(1)), ReceiptMoved("П-1", day(2)), asked()]
    for changes, refusal, why in (
        ([ReceiptMoved("П-1", day(1))], ChangeNotPossibleError, "ни один заказ"),
        ([ReceiptMoved("П-1", day(-1)), asked()], ChangeNotPossibleError, "уже прошла"),
        (twice, ChangeNotPossibleError, "назван дважды"),
        ([ReceiptMoved("П-9", day(1))], UnknownReceiptNumberError, "П-9"),
        ([ReceiptMoved("П-2", day(1))], ReceiptArrivedError, "П-2"),
        ([Asked("нет", 1, day(9))], ProductNotMadeError, "нет"),
    ):
        with pytest.raises(refusal, match=why):
            changes_of_books(SYSTEM, changes)
