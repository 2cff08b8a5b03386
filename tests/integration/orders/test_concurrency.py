"""Several people at once: nobody gets what another one has, nobody is told an error (order-workflow 12)."""

from __future__ import annotations

import datetime as dt
import multiprocessing
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from multiprocessing.queues import Queue

import pytest
from django.db import connection, connections, transaction

from builders.racers import at_once, confirm_in_process
from builders.small_books import CUSTOMER, day, expect_receipt, found_plant, held, order_of, put_lot, seen
from potok.operations.catalog.clock import at_hour
from potok.operations.orders.models import CoverMark, ProductionOrder
from potok.operations.orders.services import cover
from potok.operations.orders.services.cancellation import cancel_order
from potok.operations.orders.services.confirmation import confirm_orders
from potok.operations.orders.services.cover import refresh_marked
from potok.operations.orders.services.creation import NewOrder, create_orders
from potok.operations.orders.services.lots import decide_lot
from potok.operations.orders.services.receipts import redate_receipt
from potok.operations.people.acting import SYSTEM
from potok.operations.warehouse.models import StockLot

PROCESSES, ORDERS, COVERED = 8, 48, 24
#: A racer that dies before it answers must fail the test, not hold it up for ever.
PATIENCE_S = 120


@pytest.fixture
def books(own_database: None) -> None:
    """The small plant in a database of this test alone: what is committed is seen by all."""
    found_plant()


def new_orders(product: str, qty: int, count: int) -> list[str]:
    given = [NewOrder(CUSTOMER, product, qty, day(28))] * count
    return [made.order_no for made in create_orders(SYSTEM, orders=given)]


def test_eight_processes_give_every_piece_once_and_nobody_an_error(
    books: None, program_environ: dict[str, str]
) -> None:
    put_lot("RX", 10_000)
    put_lot("UB", COVERED)
    numbers = new_orders("PA", 1, ORDERS)
    connections.close_all()
    context = multiprocessing.get_context("spawn")
    barrier = context.Barrier(PROCESSES)
    answers: Queue[list[tuple[str, str]]] = context.Queue()
    racers = [
        context.Process(
            target=confirm_in_process, args=(numbers[place::PROCESSES], barrier, answers, program_environ)
        )
        for place in range(PROCESSES)
    ]
    for racer in racers:
        racer.start()
    told = dict(pair for _ in racers for pair in answers.get(timeout=PATIENCE_S))
    for racer in racers:
        racer.join()
    assert Counter(told.values()) == {"in_production": COVERED, "waiting_shortage": ORDERS - COVERED}
    assert told == dict(ProductionOrder.objects.values_list("order_no", "status"))
    assert StockLot.objects.get(item__code="UB").reserved_qty == COVERED
    assert not CoverMark.objects.exists()
    assert not ProductionOrder.objects.filter(status="waiting_shortage", cover="unknown").exists()


def test_two_planners_and_stock_for_one_order_make_one_in_production(books: None) -> None:
    put_lot("RX", 100)
    put_lot("UB", 10)
    numbers = new_orders("PA", 10, 2)
    at_once(*(lambda number=number: confirm_orders(SYSTEM, order_nos=[number]) for number in numbers))
    assert Counter(seen(number).status for number in numbers) == {
        "in_production": 1,
        "waiting_shortage": 1,
    }


def test_two_planners_confirming_the_same_order_reserve_once(books: None) -> None:
    put_lot("RX", 100)
    put_lot("UB", 100)
    (number,) = new_orders("PA", 10, 1)
    answers = at_once(*[lambda: confirm_orders(SYSTEM, order_nos=[number])] * 2)
    assert sorted(type(answer).__name__ for answer in answers) == [
        "ConfirmationResult",
        "TransitionForbiddenError",
    ]
    assert held(number) == {"RX": 20, "UB": 10}


def test_commands_on_the_same_material_never_dead_lock(books: None) -> None:
    """Mass confirmations in opposite sequences, cancellations, decisions and dates, all at once."""
    put_lot("RX", 60)
    bad = put_lot("UB", 20)
    put_lot("UB", 12)
    expect_receipt("RY", 40, code="ПР-1", date=day(3))
    first, second, third = (new_orders(product, 2, 6) for product in ("PA", "PB", "PA"))
    confirm_orders(SYSTEM, order_nos=third)
    answers = at_once(
        lambda: confirm_orders(SYSTEM, order_nos=[*first, *second]),
        lambda: confirm_orders(SYSTEM, order_nos=[*reversed(second), *reversed(first)]),
        lambda: [cancel_order(SYSTEM, order_no=number, reason="нет") for number in third[:3]],
        lambda: decide_lot(SYSTEM, lot=bad.code, decision="rejected", reason="брак"),
        lambda: redate_receipt(SYSTEM, receipt="ПР-1", expected_date=day(9), reason="задержка"),
    )
    errors = [answer for answer in answers if isinstance(answer, Exception)]
    assert {type(error).__name__ for error in errors} <= {"TransitionForbiddenError"}, errors
    assert not CoverMark.objects.exists()
    assert_books_agree()


def assert_books_agree() -> None:
    for lot in StockLot.objects.all():
        reserved = sum(lot.reservations.filter(kind="hard").values_list("qty", flat=True), Decimal(0))
        assert lot.reserved_qty == reserved <= lot.qty
    waiting = ProductionOrder.objects.filter(status="waiting_shortage").order_by(
        "priority", "due_date", "order_no"
    )
    before = [(o.order_no, o.cover, o.earliest_start_date, o.cover_items) for o in waiting]
    with transaction.atomic():
        cover.refresh_all(cover.present_situation())
    after = [(o.order_no, o.cover, o.earliest_start_date, o.cover_items) for o in waiting.all()]
    assert before == after


@contextmanager
def somebody_refreshing(*, lock: str = "pg_advisory_lock") -> Iterator[None]:
    """Another session holds the turn of refreshing covers, as a command that is not committed does.

    With `pg_advisory_lock_shared` it has found that there is nothing to refresh.
    """
    holds, release = threading.Event(), threading.Event()

    def hold() -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {lock}(hashtext('orders.cover'))")
            holds.set()
            release.wait()
        connection.close()

    thread = threading.Thread(target=hold)
    thread.start()
    holds.wait()
    try:
        yield
    finally:
        release.set()
        thread.join()


def test_a_refresh_that_cannot_run_now_is_marked_and_made_up_for(books: None) -> None:
    put_lot("UB", 8)
    put_lot("RX", 100)
    waits, taker = order_of("PA", 10), order_of("PA", 3)
    confirm_orders(SYSTEM, order_nos=[waits])
    with somebody_refreshing():
        assert confirm_orders(SYSTEM, order_nos=[taker]).in_production == (taker,)
        assert seen(waits).components.get(item__code="UB").lack_qty == 2
        assert CoverMark.objects.exists()
    refresh_marked()
    assert seen(waits).components.get(item__code="UB").lack_qty == 5
    assert not CoverMark.objects.exists()


def test_commands_for_whose_items_nobody_waits_go_side_by_side(books: None) -> None:
    put_lot("UB", 100)
    put_lot("RX", 100)
    with somebody_refreshing(lock="pg_advisory_lock_shared"):
        first, waits, second = order_of("PA", 3), order_of("PA", 200), order_of("PA", 2)
        confirm_orders(SYSTEM, order_nos=[first])
        assert not CoverMark.objects.exists()
        confirm_orders(SYSTEM, order_nos=[waits])
        assert set(CoverMark.objects.values_list("reach", flat=True)) == {"dates"}
        confirm_orders(SYSTEM, order_nos=[second])
        assert set(CoverMark.objects.values_list("reach", flat=True)) == {"dates", "stock"}
    refresh_marked()
    assert seen(waits).components.get(item__code="UB").lack_qty == 105
    assert seen(waits).cover == "missing"


def test_only_previews_that_can_have_changed_are_looked_at_again(books: None) -> None:
    put_lot("UB", 20)
    put_lot("RX", 100)
    enough, short, taker = order_of("PA", 5), order_of("PA", 30), order_of("PA", 8)
    checked = {number: seen(number).cover_checked_at for number in (enough, short)}
    with at_hour(dt.time(23, 59)):
        confirm_orders(SYSTEM, order_nos=[taker])
    assert seen(enough).cover_checked_at == checked[enough]
    assert seen(short).cover_checked_at != checked[short]
    assert seen(short).components.get(item__code="UB").lack_qty == 18


def test_marks_are_worked_off_by_the_next_command(books: None) -> None:
    put_lot("UB", 8)
    put_lot("RX", 100)
    waits, taker = order_of("PA", 10), order_of("PA", 3)
    confirm_orders(SYSTEM, order_nos=[waits])
    lot = StockLot.objects.get(item__code="UB")
    CoverMark.objects.create(item_ids=[lot.item_id], reach="stock")
    confirm_orders(SYSTEM, order_nos=[taker])
    assert not CoverMark.objects.exists()
    assert seen(waits).components.get(item__code="UB").lack_qty == 5


def test_new_orders_are_previewed_again_after_the_command(books: None) -> None:
    put_lot("UB", 10)
    put_lot("RX", 100)
    previewed, taker = order_of("PA", 5), order_of("PA", 8)
    assert seen(previewed).cover == "in_stock"
    confirm_orders(SYSTEM, order_nos=[taker])
    assert seen(previewed).cover == "missing"


def test_very_many_waiting_orders_are_refreshed_after_the_commit(
    books: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cover, "_FEW_ORDERS", 1)
    put_lot("UB", 10)
    put_lot("RX", 100)
    waiting = [order_of("PA", 20), order_of("PA", 30)]
    confirm_orders(SYSTEM, order_nos=waiting)
    taker = order_of("PA", 4)
    result = confirm_orders(SYSTEM, order_nos=[taker])
    assert (result.in_production, result.moved) == ((taker,), ())
    lacks = [seen(number).components.get(item__code="UB").lack_qty for number in waiting]
    assert lacks == [14, 24]
    refresh_marked()
    assert not CoverMark.objects.exists()
