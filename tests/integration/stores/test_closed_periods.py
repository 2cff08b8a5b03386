"""A closed month takes no paper of the warehouses and gives none back (order-workflow 11)."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from builders.small_books import CUSTOMER, LOCATION, MONDAY, day, expect_receipt, order_of, put_lot
from potok.operations.catalog.models import PlantSettings
from potok.operations.orders.services.confirmation import confirm_orders
from potok.operations.people.acting import SYSTEM
from potok.operations.shopfloor.errors import PeriodOccupiedError
from potok.operations.shopfloor.reads.lists import periods
from potok.operations.shopfloor.services.periods import close_period, reopen_period
from potok.operations.stores.counting import correct_lot, drop_count, enter_count, post_count, start_count
from potok.operations.stores.handover import accept_product
from potok.operations.stores.issuing import issue
from potok.operations.stores.receiving import NewLot, OpeningLot, enter_opening, receive
from potok.operations.stores.reversing import reverse_paper
from potok.operations.stores.shelf import Part
from potok.operations.stores.shipping import return_from_trade, return_to_supplier, scrap, ship
from potok.operations.warehouse.errors import PeriodClosedError
from potok.operations.warehouse.models import PostingPeriod, StockDocument, StockLot, StockMovement
from potok.operations.warehouse.papers import offer_product
from potok.operations.warehouse.places import FINISHED_GOODS, HANDED_OVER

pytestmark = pytest.mark.usefixtures("plant")
ONE = Decimal(1)


def opening(code: str, item: str = "PA", place: str = FINISHED_GOODS) -> StockDocument:
    lot = OpeningLot(Decimal(10), code=code, item=item, location=place)
    return enter_opening(SYSTEM, lots=[lot])


def offered(code: str) -> str:
    """A hand-over of a product lot that waits for the warehouse."""
    opening(code)
    StockLot.objects.filter(code=code).update(location=HANDED_OVER)
    lot = StockLot.objects.get(code=code)
    draft = offer_product(
        lot, qty=lot.qty, order_no="", card_no="ТК-1", workshop="Цех 1", date=day(0), user_id=None
    )
    return draft.number


def test_no_paper_is_posted_or_taken_back_in_a_closed_month() -> None:
    put_lot("RX", 100, code="L1")
    put_lot("UB", 50)
    put_lot("RX", 10, code="bad", status="rejected")
    order = order_of("PA", 10)
    confirm_orders(SYSTEM, order_nos=[order])
    expect_receipt("RX", 100, code="ПР-1", date=day(3))
    opening("А")
    ship(SYSTEM, customer=CUSTOMER, parts=[Part("А", Decimal(5))])
    entered = opening("Г").number
    handover = offered("Б")
    count = start_count(SYSTEM, place=LOCATION, items=["RX"]).number
    enter_count(SYSTEM, number=count, found={"L1": Decimal(99), "bad": Decimal(10)})
    PostingPeriod.objects.update_or_create(month=MONDAY.replace(day=1), defaults={"is_closed": True})
    papers, moves = StockDocument.objects.count(), StockMovement.objects.count()
    given = {
        "Приход от поставщика": lambda: receive(SYSTEM, receipt="ПР-1", lots=[NewLot(ONE)]),
        "Ввод начальных остатков": lambda: opening("В"),
        "Отпуск в цех": lambda: issue(SYSTEM, order_no=order),
        "Исправление остатка": lambda: correct_lot(SYSTEM, lot="L1", qty=Decimal(99), reason="бой"),
        "Инвентаризация": lambda: post_count(SYSTEM, number=count, reason="просыпь"),
        "Отгрузка": lambda: ship(SYSTEM, customer=CUSTOMER, parts=[Part("А", ONE)]),
        "Возврат от покупателя": lambda: return_from_trade(
            SYSTEM, customer=CUSTOMER, parts=[Part("А", ONE)], reason="течь"
        ),
        "Возврат поставщику": lambda: return_to_supplier(
            SYSTEM, supplier="ООО «Поставщик»", parts=[Part("bad", ONE)], reason="брак"
        ),
        "Списание брака": lambda: scrap(SYSTEM, parts=[Part("bad", ONE)], reason="брак"),
        "Передача готовой продукции": lambda: accept_product(SYSTEM, number=handover),
        "Сторно": lambda: reverse_paper(SYSTEM, number=entered, reason="ошибка"),
    }
    for paper, act in given.items():
        with pytest.raises(PeriodClosedError, match=rf"«март 2026» закрыт: документ .*«{paper}» от 02\.03"):
            act()
        assert (StockDocument.objects.count(), StockMovement.objects.count()) == (papers, moves), paper
    for change in ({"state": "posted", "posted_at": "2026-03-02T08:00Z"}, {"state": "reversed"}):
        number = handover if change["state"] == "posted" else entered
        with pytest.raises(IntegrityError, match="the month is closed"), transaction.atomic():
            StockDocument.objects.filter(number=number).update(**change, reversed_by_no="СТ-1")
    reopen_period(SYSTEM, month=MONDAY, reason="забыт приход")
    for act in given.values():
        with transaction.atomic():
            act()
            transaction.set_rollback(True)


def test_a_paper_of_a_closed_month_is_not_taken_back_from_the_next_one() -> None:
    entered = opening("А").number
    close_period(SYSTEM, month=MONDAY)
    PlantSettings.objects.update(plant_today=day(31))
    with pytest.raises(PeriodClosedError, match=f"документ {entered} .* не сторнировать"):
        reverse_paper(SYSTEM, number=entered, reason="ошибка")
    ship(SYSTEM, customer=CUSTOMER, parts=[Part("А", ONE)])


def test_a_month_is_closed_when_no_count_waits_in_it_and_offered_product_is_taken_in_the_next() -> None:
    handover = offered("Б")
    put_lot("RX", 100, code="L1")
    count = start_count(SYSTEM, place=LOCATION).number
    assert [row.counts_waiting for row in periods()] == [1]
    with pytest.raises(PeriodOccupiedError, match=f"не проведены {count}"):
        close_period(SYSTEM, month=MONDAY)
    drop_count(SYSTEM, number=count, reason="начат по ошибке")
    close_period(SYSTEM, month=MONDAY)
    assert [(row.name, row.is_closed, row.papers) for row in periods()] == [("март 2026", True, 1)]
    PlantSettings.objects.update(plant_today=day(31))
    accept_product(SYSTEM, number=handover)
    assert StockDocument.objects.get(number=handover).date == day(31)
