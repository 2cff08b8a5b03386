"""The card of an order and its history."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from builders.small_books import CUSTOMER, MONDAY, day, expect_receipt, order_of, put_lot, seen
from potok.operations.catalog.clock import local
from potok.operations.orders.errors import UnknownOrderError
from potok.operations.orders.reads.card import OrderCard, order_card
from potok.operations.orders.reads.history import HistoryEntry, history
from potok.operations.orders.reads.volumes import volume_options
from potok.operations.orders.services.cancellation import cancel_order
from potok.operations.orders.services.confirmation import confirm_orders
from potok.operations.orders.services.priority import set_priority
from potok.operations.orders.services.proposals import propose_volume
from potok.operations.orders.services.receipts import redate_receipt
from potok.operations.orders.services.splitting import split_order
from potok.operations.people.acting import SYSTEM, Actor

pytestmark = pytest.mark.usefixtures("plant")


def way(card: OrderCard) -> list[tuple[str, str]]:
    return [(step.status, step.state) for step in card.path]


def told(number: str) -> tuple[HistoryEntry, ...]:
    return history(seen(number).pk, number)


def test_a_waiting_order_shows_what_covers_each_component() -> None:
    put_lot("RX", 6)
    expect_receipt("RY", 40, code="ПР-1", date=day(3))
    number = order_of("PB", 10)
    confirm_orders(SYSTEM, order_nos=[number])
    card = order_card(number)
    rx, ry = card.components
    assert (rx.item, rx.gross, rx.free, rx.lack, rx.cover, rx.cover_date) == ("RX", 10, 6, 4, "missing", None)
    assert (ry.item, ry.gross, ry.lack, ry.cover, ry.cover_date) == ("RY", 33, 33, "expected", day(7))
    assert (ry.receipt, ry.receipt_qty, ry.pegs) == ("ПР-1", 40, ())
    assert card.obstacles == (rx,)
    assert card.cover_counts == {"in_stock": 0, "expected": 1, "missing": 1, "unknown": 0}
    assert rx.signals == tuple(signal.number for signal in card.signals if signal.item == "RX")
    # 6 minutes of work: latest start on the due date, 10 days of delivery before it
    assert rx.order_by == seen(number).latest_start_date - dt.timedelta(days=10)


def test_an_order_in_production_shows_the_lots_it_holds() -> None:
    first, second = put_lot("RX", 15, expires=day(30)), put_lot("RX", 15)
    put_lot("UB", 100)
    number = order_of("PA", 10)
    confirm_orders(SYSTEM, order_nos=[number])
    rx, ub = order_card(number).components
    assert [(part.lot, part.qty) for part in rx.held] == [(first.code, 15), (second.code, 5)]
    assert (ub.free, ub.free_now, ub.lack) == (100, 90, 0)


def test_the_way_of_an_order_tells_who_brought_it_where(planner: Actor) -> None:
    number = order_of("PA", 10)
    assert way(order_card(number)) == [
        ("new", "current"),
        ("waiting_shortage", "future"),
        ("in_production", "future"),
        ("done", "future"),
    ]
    put_lot("RX", 100)
    put_lot("UB", 100)
    confirm_orders(planner, order_nos=[number])
    card = order_card(number)
    assert way(card) == [("new", "past"), ("in_production", "current"), ("done", "future")]
    assert [step.who for step in card.path] == ["Поток", "И. planner", ""]
    cancel_order(planner, order_no=number, reason="нет")
    assert way(order_card(number)) == [("new", "past"), ("in_production", "past"), ("cancelled", "current")]


def test_an_unplanned_order_shows_the_norms_of_its_route() -> None:
    number = order_of("PA", 100)
    (norm,) = order_card(number).norms
    assert (norm.op_no, norm.machine, norm.batches, norm.run_min) == (10, "M1", 0, 60)
    assert norm.latest_start_at == seen(number).latest_start_at


def test_relatives_and_proposals_are_named(planner: Actor) -> None:
    number = order_of("PA", 10, limits=(5, 20))
    first, _ = split_order(SYSTEM, order_no=number, parts=[7, 3]).heirs
    assert order_card(number).relatives.children == (f"{number}/1", f"{number}/2")
    assert order_card(first).relatives.parent == number
    other = order_of("PA", 10, limits=(5, 20))
    propose_volume(planner, order_no=other, qty_pcs=5, reason="загрузка")
    proposal = order_card(other).open_proposal
    assert proposal is not None
    assert (proposal.new_qty_pcs, proposal.proposed_by, proposal.reason) == (5, "И. planner", "загрузка")


def test_an_unknown_order_is_named() -> None:
    for read in (order_card, volume_options):
        with pytest.raises(UnknownOrderError):
            read("ЗП-404")


def test_a_card_needs_few_queries() -> None:
    put_lot("RX", 6)
    number = order_of("PB", 10)
    confirm_orders(SYSTEM, order_nos=[number])
    with CaptureQueriesContext(connection) as captured:
        order_card(number)
    assert len(captured) <= 12


def test_an_event_carries_the_fields_its_command_changed(planner: Actor) -> None:
    number = order_of("PA", 10)
    set_priority(planner, order_nos=[number], priority=1, reason="тендер")
    entry = told(number)[0]
    assert (entry.kind, entry.who, entry.role, entry.text) == ("priority", "И. planner", "Плановик", "тендер")
    assert [(change.label, change.old, change.new) for change in entry.changes] == [
        ("Приоритет", "обычный", "срочный")
    ]


def test_the_history_is_told_newest_first_with_statuses_and_groups(planner: Actor, buyer: Actor) -> None:
    put_lot("RX", 100)
    expect_receipt("RY", 40, code="ПР-1", date=day(3))
    number = order_of("PB", 10, limits=(5, 20))
    confirm_orders(planner, order_nos=[number])
    redate_receipt(buyer, receipt="ПР-1", expected_date=day(10), reason="задержка")
    propose_volume(planner, order_no=number, qty_pcs=5, reason="загрузка")
    entries = [entry for entry in told(number) if entry.kind != "signal"]
    assert [entry.kind for entry in entries] == ["proposed", "receipt_redated", "confirmed", "created"]
    proposed, redated, confirmed, _ = entries
    assert proposed.groups == {"volumes", "dates"}
    assert [(change.label, change.old, change.new) for change in redated.changes] == [
        ("Ранний запуск", day(7), day(14))
    ]
    assert (confirmed.before, confirmed.after) == ("new", "waiting_shortage")
    assert confirmed.details == {"lack": {"RY": "33.000"}}


def test_a_neighbours_order_that_moved_this_one_is_named_as_the_cause(planner: Actor) -> None:
    put_lot("RX", 100)
    expect_receipt("RY", 40, code="ПР-1", date=day(3))
    expect_receipt("RY", 40, code="ПР-2", date=day(10))
    number = order_of("PB", 10)
    confirm_orders(SYSTEM, order_nos=[number])
    confirm_orders(planner, order_nos=[order_of("PB", 10, priority=1)])
    entry = next(entry for entry in told(number) if entry.kind == "fields")
    assert entry.who == "И. planner"
    assert [(change.old, change.new) for change in entry.changes] == [(day(7), day(14))]
    assert local(entry.at).date() == MONDAY, "the plant's clock, as in the entries of events"


def test_a_signal_that_names_the_order_stands_in_its_history() -> None:
    put_lot("UB", 100)
    number = order_of("PA", 10)
    confirm_orders(SYSTEM, order_nos=[number])
    entry = next(entry for entry in told(number) if entry.kind == "signal")
    assert (entry.details["item"], entry.details["missing_qty"]) == ("RX", "20.000")


def test_volume_options_count_what_the_order_holds_itself() -> None:
    put_lot("RX", 30)
    put_lot("UB", 100)
    number = order_of("PA", 10, limits=(5, 20), customer=CUSTOMER)
    confirm_orders(SYSTEM, order_nos=[number])
    options = volume_options(number)
    assert (options.lowest, options.highest, options.multiple) == (5, 20, 1)
    from_stock = next(one for one in options.candidates if one.kind == "from_stock")
    assert (from_stock.qty_pcs, from_stock.limited_by) == (15, ("RX",))
    assert all(not one.lacking for one in options.candidates if one.qty_pcs <= 15)
    assert Decimal(20) in {one.qty_pcs for one in options.candidates}
