import datetime as dt
from decimal import Decimal

import pytest

from potok.supply.facts import Demand, StockPosition
from potok.supply.lots import (
    LotReservation,
    NotEnoughStockError,
    expiry_warnings,
    fefo,
    reserve,
    use_by,
    with_reservations,
)

FEBRUARY = dt.date(2026, 2, 1)
MARCH = dt.date(2026, 3, 1)


def lot(
    lot_id: str, *, qty: str = "5", received: dt.date = FEBRUARY, expiry: dt.date | None = None
) -> StockPosition:
    return StockPosition(lot_id, "R1", Decimal(qty), received, expiry)


def order(order_no: str, qty: str, *, launch: dt.date | None = None) -> Demand:
    return Demand(order_no, 2, dt.date(2026, 4, 1), {"R1": Decimal(qty)}, planned_launch=launch)


def test_lots_are_taken_by_expiry_then_receipt_then_number() -> None:
    lots = [
        lot("no expiry"),
        lot("later expiry", expiry=dt.date(2026, 9, 1)),
        lot("B", expiry=dt.date(2026, 6, 1)),
        lot("A", expiry=dt.date(2026, 6, 1)),
        lot("received later", expiry=dt.date(2026, 6, 1), received=MARCH),
    ]
    assert [one.lot_id for one in fefo(lots)] == ["A", "B", "received later", "later expiry", "no expiry"]


def test_an_order_takes_the_rest_of_one_lot_and_then_the_next() -> None:
    lots = [lot("L1", expiry=dt.date(2026, 6, 1)), lot("L2")]
    taken = list(reserve([order("A", "3"), order("B", "4")], lots))
    assert taken == [
        LotReservation("A", "R1", "L1", Decimal(3)),
        LotReservation("B", "R1", "L1", Decimal(2)),
        LotReservation("B", "R1", "L2", Decimal(2)),
    ]


def test_more_than_the_lots_hold_is_refused_with_the_missing_quantity() -> None:
    with pytest.raises(NotEnoughStockError, match=r"Заказу A не хватает 1\.500") as refused:
        list(reserve([order("A", "6.5")], [lot("L1")]))
    assert refused.value.data["lack"] == Decimal("1.5")


def test_written_reservations_reduce_the_free_part_of_their_lots_only() -> None:
    after = with_reservations([lot("L1"), lot("L2")], [LotReservation("A", "R1", "L1", Decimal(2))])
    assert [one.free_qty for one in after] == [Decimal(3), Decimal(5)]


def test_a_lot_that_expires_before_the_launch_is_a_warning() -> None:
    launch = dt.date(2026, 3, 10)
    lots = [lot("L1", expiry=launch), lot("L2", expiry=launch + dt.timedelta(days=1))]
    orders = [order("A", "8", launch=launch)]
    warned = list(expiry_warnings(orders, list(reserve(orders, lots)), lots))
    assert [(warning.order_no, warning.lot_id) for warning in warned] == [("A", "L1")]


def test_without_a_planned_launch_there_is_nothing_to_warn_of() -> None:
    lots = [lot("L1", expiry=dt.date(2026, 3, 3))]
    orders = [order("A", "5")]
    assert list(expiry_warnings(orders, list(reserve(orders, lots)), lots)) == []


def test_an_order_is_to_be_used_by_the_first_expiry_among_its_lots() -> None:
    lots = [lot("L1", expiry=dt.date(2026, 6, 1)), lot("L2", expiry=dt.date(2026, 5, 1)), lot("L3")]
    taken = list(reserve([order("A", "7"), order("B", "6")], lots))
    assert use_by(taken, lots) == {"A": dt.date(2026, 5, 1), "B": dt.date(2026, 6, 1)}
