"""Posting of technological cards: every effect of order-workflow 8.3 together."""

from __future__ import annotations

from decimal import Decimal

import pytest

from builders.shop import (
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
from builders.small_books import held, seen
from potok.operations.people.acting import SYSTEM
from potok.operations.shopfloor.services.reversal import reverse_card
from potok.operations.warehouse.models import StockLot, StockMovement

pytestmark = pytest.mark.usefixtures("shop")


def test_a_full_card_writes_off_gives_a_lot_in_quarantine_and_ends_its_order() -> None:
    number = launched_order("PA", 10)
    answer = post(card_of(number, 10))
    look_at_deferred_rules()
    order = seen(number)
    assert (order.status, order.progress, order.done_pcs) == ("done", "posted", 10)
    assert order.release_actual_at is not None
    assert not held(number)
    lot = StockLot.objects.get(code=answer.lot)
    assert (lot.code, lot.qty, lot.qc_status, lot.item.code) == (f"{number}-01", 10, "quarantine", "PA")
    moved = StockMovement.objects.filter(document=answer.card).order_by("id")
    assert [(row.lot.item.code, row.kind, row.qty) for row in moved] == [
        ("RX", "write_off", Decimal(-20)),
        ("UB", "write_off", Decimal(-10)),
        ("PA", "output", Decimal(10)),
    ]


def test_a_reversal_restores_lots_reservations_and_order() -> None:
    number = launched_order("PA", 10)
    waiting = card_of(number, 10)
    before = stock(), figures(number), reservations(number)
    post(waiting)
    reverse_card(SYSTEM, number=waiting, reason="ошибка")
    look_at_deferred_rules()
    after = {code: pair for code, pair in stock().items() if code in before[0]}
    assert (after, figures(number), reservations(number)) == before
    assert stock()[f"{number}-01"] == (0, 0)
    assert card(waiting).state == "reversed"


def test_partial_cards_leave_the_order_open_until_the_threshold() -> None:
    number = launched_order("PA", 100)
    made(number, 40)
    assert (seen(number).status, seen(number).done_pcs) == ("in_production", 40)
    assert held(number) == {"RX": 120, "UB": 60}
    made(number, 57)
    assert seen(number).status == "in_production"
    made(number, 1)
    look_at_deferred_rules()
    assert (seen(number).status, seen(number).done_pcs) == ("done", 98)
    assert not held(number)
