"""Notices of the shops: what waits for a planner and for the head of a workshop."""

from __future__ import annotations

import pytest

from builders.shop import card_of, launched_order
from potok.operations.orders.services.lots import decide_lot
from potok.operations.people.acting import SYSTEM, Actor
from potok.operations.shopfloor.notices import cards_to_post, returned_cards, stopped_orders
from potok.operations.shopfloor.services.handing_in import return_card
from potok.operations.warehouse.models import StockLot

pytestmark = pytest.mark.usefixtures("shop")


def test_a_card_waits_for_the_planner_and_once_returned_for_its_shop(
    planner: Actor, head: Actor, stranger: Actor
) -> None:
    number = card_of(launched_order("PA", 10), 10)
    assert [need.key for need in cards_to_post(planner, 10)] == [number]
    assert not list(returned_cards(head, 10))
    return_card(planner, number=number, reason="нет подписи")
    assert not list(cards_to_post(planner, 10))
    (need,) = returned_cards(head, 10)
    assert "нет подписи" in need.title
    assert not list(returned_cards(stranger, 10))


def test_a_stop_of_quality_control_is_told_to_the_planner_and_to_its_own_shop(
    planner: Actor, head: Actor, stranger: Actor
) -> None:
    number = launched_order("PA", 10)
    lot = StockLot.objects.get(item__code="RX")
    decide_lot(SYSTEM, lot=lot.code, decision="rejected", reason="вязкость")
    for person in (planner, head):
        (need,) = stopped_orders(person, 10)
        assert (need.key, need.tone) == (number, "bad")
        assert "вязкость" in need.title
    assert not list(stopped_orders(stranger, 10))
