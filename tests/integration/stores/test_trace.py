from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone

from builders.small_books import CUSTOMER, LOCATION, day, expect_receipt, held, order_of, put_lot, seen
from potok.operations.catalog.models import Item
from potok.operations.catalog.situation import present_situation
from potok.operations.orders.errors import UnknownLotError
from potok.operations.orders.services.confirmation import confirm_orders
from potok.operations.orders.services.lost_cover import expire_by_hours
from potok.operations.people.acting import SYSTEM
from potok.operations.stores.reads.stock import StockFilter, StockView, stock_page, stock_totals
from potok.operations.stores.reads.trace import trace_lot
from potok.operations.stores.receiving import NewLot, receive
from potok.operations.stores.shelf import Part
from potok.operations.stores.shipping import ship
from potok.operations.warehouse.ledger import Move, mirror_moves, write_moves
from potok.operations.warehouse.models import StockLot
from potok.operations.warehouse.places import FINISHED_GOODS

pytestmark = pytest.mark.usefixtures("plant")
NOW = timezone.now()


def card(number: str, taken: dict[str, int], made: dict[str, tuple[str, int]]) -> None:
    """A posted card: lots written off, lots made (number: item and quantity)."""
    for code, (item, _) in made.items():
        StockLot.objects.create(
            code=code,
            item=Item.objects.get(code=item),
            location=FINISHED_GOODS if item.startswith("P") else LOCATION,
            received_date=day(0),
            qc_status="released",
        )
    keys = dict(StockLot.objects.values_list("code", "pk"))
    moves = [Move(keys[code], "write_off", Decimal(-qty)) for code, qty in taken.items()]
    moves += [Move(keys[code], "output", Decimal(qty)) for code, (_, qty) in made.items()]
    write_moves(moves, document=number, at=NOW, user_id=None)


def test_the_way_of_a_lot_leads_from_suppliers_to_customers() -> None:
    expect_receipt("RX", 100, code="ПР-1", date=day(0))
    receive(SYSTEM, receipt="ПР-1", lots=[NewLot(Decimal(100), code="raw")])
    put_lot("UB", 50, code="can")
    card("ТК-1", {"raw": 40}, {"half": ("RY", 40)})
    card("ТК-2", {"half": 10, "can": 5}, {"A": ("PA", 5)})
    card("ТК-3", {"half": 10, "can": 5, "raw": 1}, {"B": ("PA", 5)})
    ship(SYSTEM, customer=CUSTOMER, parts=[Part("A", Decimal(3))])
    way = trace_lot("raw")
    assert [(each.lot.code, each.level, each.papers, each.qty_taken) for each in way.forward] == [
        ("B", 1, ("ТК-3",), 11),
        ("half", 1, ("ТК-1",), 40),
        ("A", 2, ("ТК-2",), 10),
    ]
    assert [(each.partner, each.lot, each.qty) for each in way.customers] == [(CUSTOMER, "A", 3)]
    back = trace_lot("A")
    assert {each.lot.code: each.level for each in back.back} == {"half": 1, "can": 1, "raw": 2}
    assert [(each.partner, each.lot) for each in back.suppliers] == [("ООО «Поставщик»", "raw")]
    with pytest.raises(UnknownLotError):
        trace_lot("нет")


def test_what_was_taken_back_made_nothing() -> None:
    put_lot("RX", 100, code="raw")
    card("ТК-1", {"raw": 40}, {"A": ("PA", 5)})
    write_moves(mirror_moves("ТК-1"), document="СТ-1", at=NOW, user_id=None)
    assert trace_lot("raw").forward == ()
    assert StockLot.objects.get(code="raw").qty == 100
    assert mirror_moves("ТК-1") == []


def test_a_shared_ancestor_is_named_once_on_its_shortest_way() -> None:
    put_lot("RX", 100, code="raw")
    card("ТК-1", {"raw": 10}, {"h1": ("RY", 10)})
    card("ТК-2", {"raw": 10}, {"h2": ("RY", 10)})
    card("ТК-3", {"h1": 5, "h2": 5, "raw": 5}, {"A": ("PA", 5)})
    assert [(each.lot.code, each.level) for each in trace_lot("A").back] == [("raw", 1), ("h1", 1), ("h2", 1)]


def test_stock_counts_what_may_be_used_as_free() -> None:
    put_lot("RX", 100)
    put_lot("RX", 50, status="quarantine")
    put_lot("RX", 7, expires=day(0))
    put_lot("RX", 9, status="rejected")
    put_lot("UB", 10)
    order = order_of("PA", 10)
    confirm_orders(SYSTEM, order_nos=[order])
    (row,) = stock_page(StockFilter(text="RX")).rows
    assert (row.qty, row.free, row.reserved, row.quarantine, row.bad, row.lots) == (166, 80, 20, 50, 9, 4)
    assert (row.first_expiry, row.days_left) == (day(0), 0)
    assert [each.code for each in stock_page(StockFilter(view=StockView.QUARANTINE)).rows] == ["RX"]
    Item.objects.filter(code="RX").update(safety_stock=90)
    assert [each.code for each in stock_page(StockFilter(view=StockView.LOW)).rows] == ["RX"]
    assert stock_totals(StockFilter()).lots == 5
    assert "PB" in {each.code for each in stock_page(StockFilter(empty=True)).rows}


def test_a_lot_that_lives_for_hours_leaves_orders_at_its_hour() -> None:
    moment = present_situation().now
    put_lot("UB", 100)
    short = put_lot("RX", 20, code="cream")
    StockLot.objects.filter(pk=short.pk).update(expires_at=moment + dt.timedelta(hours=1), expiry_date=day(1))
    order = order_of("PA", 10)
    confirm_orders(SYSTEM, order_nos=[order])
    assert held(order)["RX"] == 20
    assert expire_by_hours(SYSTEM).waiting == ()
    StockLot.objects.filter(pk=short.pk).update(expires_at=moment - dt.timedelta(minutes=1))
    assert expire_by_hours(SYSTEM).waiting == (order,)
    assert seen(order).status == "waiting_shortage"
    assert StockLot.objects.get(code="cream").expiry_date == day(0)


def test_what_is_used_up_is_low_although_nothing_lies_there() -> None:
    Item.objects.filter(code="RY").update(safety_stock=5)
    put_lot("RX", 1)
    assert [(row.code, row.free) for row in stock_page(StockFilter(view=StockView.LOW)).rows] == [("RY", 0)]
    assert [row.code for row in stock_page(StockFilter(sort="free")).rows] == ["RX"]
    rows = stock_page(StockFilter(sort="qty", descending=True, empty=True)).rows
    assert rows[0].code == "RX"
    assert {row.qty for row in rows[1:]} == {0}
