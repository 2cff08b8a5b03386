"""Reversal of posted cards: everything back where it was, or refused by name (order-workflow 8.4)."""

from __future__ import annotations

import datetime as dt

import pytest

from builders.shop import (
    at,
    card,
    card_of,
    figures,
    launched_order,
    look_at_deferred_rules,
    made,
    post,
    reservations,
    stock,
)
from builders.small_books import day, held, order_of, put_lot, seen
from potok.operations.catalog.models import PlantSettings
from potok.operations.orders.services.confirmation import confirm_orders
from potok.operations.people.acting import SYSTEM, Actor
from potok.operations.people.rights import NoRightError
from potok.operations.shopfloor import errors
from potok.operations.shopfloor.models import WorkReport
from potok.operations.shopfloor.services.periods import close_period, reopen_period
from potok.operations.shopfloor.services.posting import post_card
from potok.operations.shopfloor.services.reversal import reverse_card
from potok.operations.stores.handover import accept_product
from potok.operations.warehouse.models import StockDocument, StockLot, StockMovement

pytestmark = pytest.mark.usefixtures("shop")


def reverse(number: str) -> None:
    reverse_card(SYSTEM, number=number, reason="ошибка в партии")
    look_at_deferred_rules()


def raw_stock() -> dict[str, object]:
    """Lots of materials: a reversed product lot stays, empty."""
    return {code: pair for code, pair in stock().items() if code.startswith("Л-")}


@pytest.mark.parametrize("pieces", [100, 98, 60])
def test_a_reversal_restores_lots_reservations_and_order(pieces: int) -> None:
    number = launched_order("PA", 100)
    waiting = card_of(number, pieces)
    before = raw_stock(), figures(number), reservations(number)
    post(waiting)
    assert (raw_stock(), figures(number), reservations(number)) != before
    reverse(waiting)
    assert (raw_stock(), figures(number), reservations(number)) == before
    assert stock()[f"{number}-01"] == (0, 0)
    assert (card(waiting).state, seen(number).progress) == ("reversed", "launched")
    mirrors = StockMovement.objects.filter(document=waiting, kind="reversal")
    assert [row.qty + row.reverses.qty for row in mirrors] == [0, 0, 0]
    assert seen(number).events.filter(kind="card_reversed", text="ошибка в партии").count() == 1


def test_the_output_of_a_reversed_card_waits_for_a_new_one() -> None:
    number = launched_order("PA", 10)
    first = made(number, 10)
    reverse(first)
    assert WorkReport.objects.filter(card__isnull=True).count() == 1
    second = card_of(number)
    post(second)
    assert (card(second).seq, card(second).posting_no, seen(number).done_pcs) == (2, 2, 10)
    assert stock()[f"{number}-02"] == (10, 0)


def test_cards_are_reversed_from_the_last_one_back() -> None:
    number = launched_order("PA", 100)
    before = raw_stock(), reservations(number)
    first, second = made(number, 40), made(number, 60)
    with pytest.raises(errors.ReversalForbiddenError, match=second):
        reverse(first)
    reverse(second)
    assert (seen(number).status, seen(number).done_pcs) == ("in_production", 40)
    reverse(first)
    assert (raw_stock(), reservations(number)) == before


def test_what_others_took_meanwhile_is_looked_for_in_other_lots_and_else_shown_as_a_shortage() -> None:
    number = launched_order("PA", 100)
    posted = made(number, 98)
    other = order_of("PA", 2)
    confirm_orders(SYSTEM, order_nos=[other])
    assert seen(other).status == "in_production"
    found = reverse_card(SYSTEM, number=posted, reason="пересчёт")
    look_at_deferred_rules()
    assert found.lack == {"RX": 4, "UB": 2}
    assert (seen(number).cover, seen(number).cover_items) == ("missing", ["RX", "UB"])
    assert held(number) == {"RX": 196, "UB": 98}


def test_a_lack_is_taken_from_another_lot_where_there_is_one() -> None:
    number = launched_order("PA", 100)
    posted = made(number, 98)
    confirm_orders(SYSTEM, order_nos=[order_of("PA", 2)])
    spare = put_lot("RX", 50)
    put_lot("UB", 50)
    assert reverse_card(SYSTEM, number=posted, reason="пересчёт").lack == {}
    assert held(number) == {"RX": 200, "UB": 100}
    assert reservations(number)[spare.code] == 4


def test_material_that_became_unfit_goes_back_to_its_lot_without_a_reservation() -> None:
    number = launched_order("PA", 100)
    posted = made(number, 98)
    StockLot.objects.filter(item__code="RX").update(expiry_date=day(0))
    assert reverse_card(SYSTEM, number=posted, reason="пересчёт").lack == {"RX": 200}
    assert held(number) == {"UB": 100}


def test_an_accepted_hand_over_is_taken_back_and_a_shipped_lot_is_not() -> None:
    number = launched_order("PA", 10)
    posted = made(number, 10)
    paper = StockDocument.objects.get(source=posted)
    accept_product(SYSTEM, number=paper.number)
    reverse(posted)
    paper.refresh_from_db()
    assert paper.state == "reversed"
    assert stock()[f"{number}-01"] == (0, 0)
    again = card_of(number)
    post(again)
    lot = StockLot.objects.get(code=f"{number}-02")
    StockMovement.objects.create(lot=lot, kind="shipment", qty=-1, document="ОТ-0001", at=at(12))
    with pytest.raises(errors.ReversalForbiddenError, match="ОТ-0001"):
        reverse(again)
    assert card(again).state == "posted"


def test_an_offered_hand_over_is_dropped() -> None:
    posted = made(launched_order("PA", 10), 10)
    reverse(posted)
    assert StockDocument.objects.get(source=posted).state == "dropped"


def test_only_posted_cards_are_reversed_with_a_reason_and_by_a_planner(head: Actor, planner: Actor) -> None:
    number = card_of(launched_order("PA", 10), 10)
    with pytest.raises(errors.CardStateError, match="сторнировать"):
        reverse_card(planner, number=number, reason="рано")
    post(number, actor=planner)
    with pytest.raises(NoRightError):
        reverse_card(head, number=number, reason="так")
    with pytest.raises(Exception, match="Укажите причину"):
        reverse_card(planner, number=number, reason=" ")
    reverse_card(planner, number=number, reason="так")
    with pytest.raises(errors.CardStateError):
        reverse_card(planner, number=number, reason="ещё раз")
    with pytest.raises(errors.CardStateError, match="новую карту"):
        post_card(planner, number=number)


def test_a_closed_month_keeps_its_cards_until_the_administrator_opens_it(
    economist: Actor, admin: Actor, planner: Actor
) -> None:
    number = launched_order("PA", 100)
    posted, waiting = made(number, 40), card_of(number, 60)
    with pytest.raises(errors.PeriodOccupiedError, match=waiting):
        close_period(economist, month=day(0))
    post(waiting)
    close_period(economist, month=day(0), reason="отчёт сдан")
    with pytest.raises(errors.PeriodStateError, match="март 2026"):
        close_period(economist, month=day(10))
    with pytest.raises(errors.ReversalForbiddenError, match="март 2026"):
        reverse(waiting)
    for actor in (economist, planner):
        with pytest.raises(NoRightError):
            reopen_period(actor, month=day(0), reason="так")
    reopen_period(admin, month=day(0), reason="ошибка в карте")
    with pytest.raises(errors.PeriodStateError, match="открыт"):
        reopen_period(admin, month=day(0), reason="так")
    reverse(waiting)
    assert card(posted).state == "posted"


def test_the_month_of_the_reversal_must_be_open_too(economist: Actor) -> None:
    posted = made(launched_order("PA", 10), 10)
    april = dt.date(2026, 4, 1)
    PlantSettings.objects.update(plant_today=april)
    close_period(economist, month=april)
    with pytest.raises(errors.ReversalForbiddenError, match="апрель 2026"):
        reverse(posted)
