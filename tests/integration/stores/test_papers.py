from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import timezone

from builders.small_books import CUSTOMER, LOCATION, day, expect_receipt, held, order_of, put_lot, seen
from potok.errors import InvalidDataError
from potok.operations.catalog.models import Workshop
from potok.operations.orders.errors import UnknownOrderError
from potok.operations.orders.models import ProductionOrder, Reservation
from potok.operations.orders.services.confirmation import confirm_orders
from potok.operations.orders.services.lots import decide_lot
from potok.operations.people.acting import SYSTEM, Actor
from potok.operations.people.models import User
from potok.operations.people.rights import NoRightError
from potok.operations.people.roles import Role
from potok.operations.purchasing.models import Receipt
from potok.operations.stores.counting import correct_lot, start_count
from potok.operations.stores.errors import NotEnoughToShipError
from potok.operations.stores.handover import accept_product, decline_product, offer_again
from potok.operations.stores.issuing import issue, return_from_shop
from potok.operations.stores.receiving import NewLot, OpeningLot, enter_opening, receive
from potok.operations.stores.reversing import reverse_paper
from potok.operations.stores.shelf import Part
from potok.operations.stores.shipping import (
    proposed_shipment,
    return_from_trade,
    return_to_supplier,
    scrap,
    ship,
)
from potok.operations.warehouse.errors import (
    LotNotEnoughError,
    LotNotUsableError,
    MovedOnError,
    PaperStateError,
)
from potok.operations.warehouse.models import StockDocument, StockLot, StockMovement
from potok.operations.warehouse.papers import offer_product
from potok.operations.warehouse.places import FINISHED_GOODS, HANDED_OVER

pytestmark = pytest.mark.usefixtures("plant")


def product_lot(code: str, qty: int, *, place: str = FINISHED_GOODS, status: str = "released") -> StockLot:
    """A product lot of PA."""
    lot = OpeningLot(Decimal(qty), code=code, item="PA", location=FINISHED_GOODS, qc_status=status)
    enter_opening(SYSTEM, lots=[lot])
    StockLot.objects.filter(code=code).update(location=place)
    return StockLot.objects.get(code=code)


def stock(code: str) -> Decimal:
    return StockLot.objects.get(code=code).qty


def confirmed(qty: int = 10) -> str:
    order = order_of("PA", qty)
    confirm_orders(SYSTEM, order_nos=[order])
    assert seen(order).status == "in_production"
    return order


def test_material_issued_to_a_shop_stays_reserved_and_lies_there(keeper: Actor) -> None:
    put_lot("RX", 100, code="L1")
    put_lot("UB", 50, code="L2")
    order = confirmed(10)
    paper = issue(keeper, order_no=order)
    assert (paper.place_to, paper.order_no) == ("Цех 1", order)
    assert {code: stock(code) for code in ("L1", "L1/Ц1", "L2", "L2/Ц1")} == {
        "L1": 80, "L1/Ц1": 20, "L2": 40, "L2/Ц1": 10,
    }  # fmt: skip
    assert held(order) == {"RX": 20, "UB": 10}
    assert StockLot.objects.get(code="L1/Ц1").reserved_qty == 20


def test_issues_in_parts_add_up_in_the_shop(keeper: Actor) -> None:
    put_lot("RX", 100, code="L1")
    put_lot("UB", 50)
    order = confirmed(10)
    issue(keeper, order_no=order, parts=[Part("L1", Decimal(5))])
    issue(keeper, order_no=order, parts=[Part("L1", Decimal(7))])
    assert (stock("L1"), stock("L1/Ц1")) == (88, 12)
    with pytest.raises(LotNotEnoughError, match="в резерве заказа"):
        issue(keeper, order_no=order, parts=[Part("L1", Decimal(9))])


def test_what_follows_a_rejected_part_lies_in_the_shop_as_a_lot_of_its_own(keeper: Actor) -> None:
    put_lot("RX", 100, code="L1")
    put_lot("UB", 50)
    order = confirmed(10)
    issue(keeper, order_no=order, parts=[Part("L1", Decimal(15))])
    decide_lot(SYSTEM, lot="L1/Ц1", decision="rejected", reason="сырость")
    assert held(order)["RX"] == 20
    issue(keeper, order_no=order, parts=[Part("L1", Decimal(20))])
    assert (stock("L1"), stock("L1/Ц1"), stock("L1/Ц1-2")) == (65, 15, 20)
    assert StockLot.objects.get(code="L1/Ц1-2").reserved_qty == 20


def test_unused_material_comes_back_into_its_lot_and_is_free(keeper: Actor) -> None:
    put_lot("RX", 100, code="L1")
    put_lot("UB", 50)
    order = confirmed(10)
    issue(keeper, order_no=order)
    with pytest.raises(LotNotEnoughError):
        return_from_shop(keeper, parts=[Part("L1/Ц1", Decimal(3))], reason="излишек")
    ProductionOrder.objects.filter(order_no=order).update(launch_actual_at=timezone.now())
    return_from_shop(keeper, parts=[Part("L1/Ц1", Decimal(3))], reason="излишек")
    assert (stock("L1"), stock("L1/Ц1")) == (83, 17)
    assert Reservation.objects.get(lot__code="L1/Ц1").qty == 17
    assert StockLot.objects.get(code="L1").reserved_qty == 0


def test_product_may_be_shipped_when_it_is_accepted_and_released(
    storekeeper: Actor, inspector: Actor
) -> None:
    lot = product_lot("ЗП-1", 100, place=HANDED_OVER, status="quarantine")
    paper = offer_product(
        lot, qty=Decimal(100), order_no="", card_no="ТК-1", workshop="Цех 1", date=day(0), user_id=None
    )
    parts = [Part("ЗП-1", Decimal(40))]
    with pytest.raises(LotNotUsableError, match="Передача из цеха"):
        ship(storekeeper, customer=CUSTOMER, parts=parts)
    accepted = accept_product(storekeeper, number=paper.number)
    assert accepted.shippable == ()
    with pytest.raises(LotNotUsableError, match="Карантин"):
        ship(storekeeper, customer=CUSTOMER, parts=parts)
    decide_lot(inspector, lot="ЗП-1", decision="released")
    ship(storekeeper, customer=CUSTOMER, parts=parts)
    assert stock("ЗП-1") == 60
    with pytest.raises(PaperStateError):
        accept_product(storekeeper, number=paper.number)


def test_a_difference_at_acceptance_is_booked_with_its_reason(storekeeper: Actor) -> None:
    lot = product_lot("ЗП-1", 100, place=HANDED_OVER)
    paper = offer_product(
        lot, qty=Decimal(100), order_no="", card_no="ТК-1", workshop="Цех 1", date=day(0), user_id=None
    )
    accept_product(storekeeper, number=paper.number, counted={"ЗП-1": Decimal(98)}, reason="бой 2 шт.")
    assert stock("ЗП-1") == 98
    kinds = StockMovement.objects.filter(document=paper.number).values_list("kind", "qty")
    assert sorted(kinds) == [("correction", -2), ("transfer", -100), ("transfer", 100)]


def test_declined_product_stays_in_the_shop_and_may_be_offered_again(storekeeper: Actor) -> None:
    lot = product_lot("ЗП-1", 100, place=HANDED_OVER)
    paper = offer_product(
        lot, qty=Decimal(100), order_no="", card_no="ТК-1", workshop="Цех 1", date=day(0), user_id=None
    )
    decline_product(storekeeper, number=paper.number, reason="нет этикеток")
    assert StockDocument.objects.get(number=paper.number).reason == "нет этикеток"
    offer_again(SYSTEM, number=paper.number)
    accept_product(storekeeper, number=paper.number)
    assert StockLot.objects.get(code="ЗП-1").location == FINISHED_GOODS


def test_shipments_take_what_expires_first(storekeeper: Actor) -> None:
    product_lot("А", 10)
    product_lot("Б", 10)
    StockLot.objects.filter(code="А").update(expiry_date=day(90))
    StockLot.objects.filter(code="Б").update(expiry_date=day(30))
    assert proposed_shipment("PA", Decimal(15)) == [Part("Б", Decimal(10)), Part("А", Decimal(5))]
    with pytest.raises(NotEnoughToShipError, match="20"):
        proposed_shipment("PA", Decimal(21))


def test_what_trade_returns_waits_for_quality_control_in_a_lot_of_its_own(storekeeper: Actor) -> None:
    product_lot("А", 10)
    ship(storekeeper, customer=CUSTOMER, parts=[Part("А", Decimal(6))])
    return_from_trade(storekeeper, customer=CUSTOMER, parts=[Part("А", Decimal(2))], reason="течь")
    back = StockLot.objects.get(code="А/В1")
    assert (back.qty, back.qc_status, back.origin_id) == (2, "quarantine", StockLot.objects.get(code="А").pk)
    with pytest.raises(LotNotUsableError, match="не возвращено 4"):
        return_from_trade(storekeeper, customer=CUSTOMER, parts=[Part("А", Decimal(5))], reason="течь")


def test_only_bad_stock_goes_back_to_the_supplier_or_to_scrap(keeper: Actor) -> None:
    put_lot("RX", 100, code="good")
    put_lot("RX", 100, code="bad", status="rejected")
    for code, allowed in (("good", False), ("bad", True)):
        for act in (
            lambda lot: return_to_supplier(
                keeper, supplier="ООО «Поставщик»", parts=[Part(lot, Decimal(1))], reason="брак"
            ),
            lambda lot: scrap(keeper, parts=[Part(lot, Decimal(1))], reason="брак"),
        ):
            if allowed:
                act(code)
            else:
                with pytest.raises(LotNotUsableError, match="годна"):
                    act(code)
    assert (stock("good"), stock("bad")) == (100, 98)


def test_a_keeper_acts_on_the_stock_of_the_own_warehouse(keeper: Actor, storekeeper: Actor) -> None:
    put_lot("RX", 100, code="raw", status="rejected")
    product_lot("А", 10)
    part = [Part("raw", Decimal(1))]
    for act in (
        lambda: correct_lot(storekeeper, lot="raw", qty=Decimal(5), reason="пересчёт"),
        lambda: correct_lot(keeper, lot="А", qty=Decimal(5), reason="пересчёт"),
        lambda: start_count(storekeeper, place=LOCATION),
        lambda: scrap(storekeeper, parts=part, reason="брак"),
        lambda: return_to_supplier(storekeeper, supplier="ООО «Поставщик»", parts=part, reason="брак"),
        lambda: return_from_trade(keeper, customer=CUSTOMER, parts=[Part("А", Decimal(1))], reason="течь"),
    ):
        with pytest.raises(NoRightError, match="Склад"):
            act()
    assert (stock("raw"), stock("А")) == (100, 10)
    correct_lot(keeper, lot="raw", qty=Decimal(5), reason="пересчёт")


def test_pieces_are_whole_and_a_shipment_serves_an_order_that_exists(storekeeper: Actor) -> None:
    product_lot("А", 10)
    with pytest.raises(InvalidDataError) as caught:
        ship(storekeeper, customer=CUSTOMER, parts=[Part("А", Decimal("0.5"))])
    assert "целое число штук" in caught.value.problems[0].expected
    with pytest.raises(UnknownOrderError, match="ЗП-9999"):
        ship(storekeeper, customer=CUSTOMER, parts=[Part("А", Decimal(1))], order_no="ЗП-9999")


def test_a_reversed_paper_leaves_every_lot_as_it_was(storekeeper: Actor) -> None:
    product_lot("А", 10)
    paper = ship(storekeeper, customer=CUSTOMER, parts=[Part("А", Decimal(6))])
    mirror = reverse_paper(storekeeper, number=paper.number, reason="не тот клиент")
    assert stock("А") == 10
    taken = StockMovement.objects.get(document=paper.number)
    assert StockMovement.objects.get(document=mirror.number).reverses_id == taken.pk
    with pytest.raises(PaperStateError):
        reverse_paper(storekeeper, number=paper.number, reason="ещё раз")


def test_a_reversed_receipt_is_expected_again(keeper: Actor) -> None:
    expect_receipt("RX", 100, code="ПР-1", date=day(3))
    came = receive(keeper, receipt="ПР-1", lots=[NewLot(Decimal(100), code="П-1")])
    reverse_paper(keeper, number=came.paper, reason="не тот склад")
    assert Receipt.objects.get().status == "confirmed"
    assert stock("П-1") == 0
    wrong = receive(keeper, receipt="ПР-1", lots=[NewLot(Decimal(90), code="П-2")], last=True)
    reverse_paper(keeper, number=wrong.paper, reason="не тот вес")
    row = Receipt.objects.get()
    assert (row.qty, row.expected_date, row.status) == (100, day(3), "confirmed")
    part = receive(keeper, receipt="ПР-1", lots=[NewLot(Decimal(40), code="П-3")])
    reverse_paper(keeper, number=part.paper, reason="не та машина")
    rows = Receipt.objects.order_by("code").values_list("code", "qty", "status")
    assert list(rows) == [("ПР-1", 100, "confirmed"), (part.part, 40, "cancelled")]


def test_what_was_used_is_not_taken_back(keeper: Actor, inspector: Actor) -> None:
    expect_receipt("RX", 100, code="ПР-1", date=day(3))
    came = receive(keeper, receipt="ПР-1", lots=[NewLot(Decimal(100), code="П-1")])
    decide_lot(inspector, lot="П-1", decision="released")
    with pytest.raises(MovedOnError, match="решение ОТК"):
        reverse_paper(keeper, number=came.paper, reason="ошибка")


def test_a_reversed_acceptance_is_offered_anew(storekeeper: Actor) -> None:
    lot = product_lot("ЗП-1", 100, place=HANDED_OVER)
    paper = offer_product(
        lot, qty=Decimal(100), order_no="", card_no="ТК-1", workshop="Цех 1", date=day(0), user_id=None
    )
    accept_product(storekeeper, number=paper.number)
    reverse_paper(storekeeper, number=paper.number, reason="не та партия")
    assert StockLot.objects.get(code="ЗП-1").location == HANDED_OVER
    again = StockDocument.objects.get(kind="handover", state="draft")
    assert again.source == "ТК-1"
    accept_product(storekeeper, number=again.number)
    assert stock("ЗП-1") == 100


def test_a_shop_head_offers_product_of_the_own_workshop_only(storekeeper: Actor) -> None:
    lot = product_lot("ЗП-1", 100, place=HANDED_OVER)
    paper = offer_product(
        lot, qty=Decimal(100), order_no="", card_no="ТК-1", workshop="Цех 1", date=day(0), user_id=None
    )
    decline_product(storekeeper, number=paper.number, reason="нет этикеток")
    own = Workshop.objects.get(code="1")
    user = User.objects.create(username="head")
    stranger = Actor(user.pk, "Чужой", frozenset({Role.SHOP_HEAD}), frozenset({own.pk + 1}))
    with pytest.raises(NoRightError):
        offer_again(stranger, number=paper.number)
    offer_again(Actor(user.pk, "Свой", frozenset({Role.SHOP_HEAD}), frozenset({own.pk})), number=paper.number)
