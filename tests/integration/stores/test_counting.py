from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import timezone

from builders.small_books import held, order_of, put_lot, seen, statuses
from potok.errors import InvalidDataError
from potok.operations.orders.errors import ReasonMissingError
from potok.operations.orders.models import ProductionOrder
from potok.operations.orders.services.confirmation import confirm_orders
from potok.operations.people.acting import SYSTEM, Actor
from potok.operations.stores.counting import (
    correct_lot,
    drop_count,
    enter_count,
    post_count,
    start_count,
)
from potok.operations.stores.errors import (
    CountNotFinishedError,
    LotMovedUnderCountError,
    UnknownCountLineError,
)
from potok.operations.warehouse.errors import PaperStateError
from potok.operations.warehouse.models import StockLot, StockMovement

pytestmark = pytest.mark.usefixtures("plant")
PLACE = "Склад сырья и тары"


def orders_on(lot_qty: int, *priorities: int) -> list[str]:
    """Confirmed orders that each hold 20 kg of RX, all on one lot, in the given sequence."""
    put_lot("RX", lot_qty, code="L1")
    put_lot("UB", 1000)
    numbers = []
    for priority in priorities:
        number = order_of("PA", 10, priority=priority)
        confirm_orders(SYSTEM, order_nos=[number])
        numbers.append(number)
    assert set(statuses(numbers).values()) == {"in_production"}
    return numbers


def test_a_count_below_the_reservations_breaks_the_youngest_of_the_lowest_priority_first(
    keeper: Actor,
) -> None:
    urgent, stock_old, stock_young, normal = orders_on(80, 1, 3, 3, 2)
    paper = start_count(keeper, place=PLACE, items=["RX"])
    enter_count(keeper, number=paper.number, found={"L1": Decimal(65)})
    result = post_count(keeper, number=paper.number, reason="просыпь")
    assert result.differences == {"L1": -15}
    assert result.waiting == (stock_young,)
    assert held(urgent) == held(stock_old) == held(normal) == {"RX": 20, "UB": 10}
    assert held(stock_young) == {}


def test_other_lots_serve_before_an_order_waits(keeper: Actor) -> None:
    (order,) = orders_on(20, 2)
    put_lot("RX", 20, code="L2")
    result = correct_lot(keeper, lot="L1", qty=Decimal(5), reason="порвана тара")
    assert (result.kept, result.waiting) == ((order,), ())
    assert held(order)["RX"] == 20


def test_a_launched_order_keeps_what_is_left_and_stops(keeper: Actor) -> None:
    (order,) = orders_on(20, 2)
    ProductionOrder.objects.filter(order_no=order).update(
        launch_actual_at=timezone.now(), progress="launched"
    )
    result = correct_lot(keeper, lot="L1", qty=Decimal(15), reason="просыпь")
    assert result.stopped == (order,)
    assert (seen(order).status, seen(order).progress) == ("in_production", "stopped")
    assert held(order)["RX"] == 15


def test_what_moved_while_people_counted_stays(keeper: Actor) -> None:
    put_lot("RX", 100, code="L1")
    paper = start_count(keeper, place=PLACE)
    correct_lot(keeper, lot="L1", qty=Decimal(90), reason="взята проба")
    enter_count(keeper, number=paper.number, found={"L1": Decimal(99)})
    post_count(keeper, number=paper.number, reason="недостача")
    assert StockLot.objects.get().qty == 89
    paper = start_count(keeper, place=PLACE)
    enter_count(keeper, number=paper.number, found={"L1": Decimal(1)})
    correct_lot(keeper, lot="L1", qty=Decimal(10), reason="ещё")
    with pytest.raises(LotMovedUnderCountError, match="89"):
        post_count(keeper, number=paper.number, reason="недостача")


def test_a_count_is_posted_when_every_lot_was_counted(keeper: Actor) -> None:
    put_lot("RX", 100, code="L1")
    put_lot("RX", 100, code="L2")
    paper = start_count(keeper, place=PLACE)
    enter_count(keeper, number=paper.number, found={"L1": Decimal(100)})
    with pytest.raises(CountNotFinishedError, match="L2"):
        post_count(keeper, number=paper.number)
    with pytest.raises(UnknownCountLineError, match="L3"):
        enter_count(keeper, number=paper.number, found={"L3": Decimal(100)})
    enter_count(keeper, number=paper.number, found={"L2": Decimal(99)})
    with pytest.raises(ReasonMissingError):
        post_count(keeper, number=paper.number)


def test_a_count_without_differences_moves_nothing(keeper: Actor) -> None:
    put_lot("RX", 100, code="L1")
    paper = start_count(keeper, place=PLACE)
    enter_count(keeper, number=paper.number, found={"L1": Decimal(100)})
    assert post_count(keeper, number=paper.number).differences == {}
    assert not StockMovement.objects.filter(document=paper.number).exists()
    with pytest.raises(PaperStateError):
        drop_count(keeper, number=paper.number, reason="поздно")


def test_a_correction_names_what_is_wrong_with_its_quantity(keeper: Actor) -> None:
    put_lot("RX", 100, code="L1")
    for qty in ("100", "-1", "1.0005"):
        with pytest.raises(InvalidDataError):
            correct_lot(keeper, lot="L1", qty=Decimal(qty), reason="проверка")
