from __future__ import annotations

import datetime as dt
from decimal import Decimal

from potok.plant.model import QcStatus
from potok.supply.facts import Demand, StockPosition
from potok.supply.lots import fefo
from potok.supply.permissions import after_taking, permitted_takings

TODAY = dt.date(2026, 3, 2)


def lot(code: str, qty: int, **more: object) -> StockPosition:
    given: dict[str, object] = {"qc_status": QcStatus.CONDITIONAL, **more}
    return StockPosition(code, "R", Decimal(qty), TODAY, **given)  # type: ignore[arg-type]


def demand(number: str, qty: int) -> Demand:
    return Demand(number, 2, TODAY, {"R": Decimal(qty)})


def taken(*lots: StockPosition) -> dict[tuple[str, str], int]:
    found = permitted_takings(
        [demand("1", 10), demand("2", 10), demand("3", 10)],
        lots,
        products={"1": "P", "2": "Q", "3": "P"},
        permissions={"A": frozenset({"P"}), "B": frozenset({"P", "Q"})},
        today=TODAY,
    )
    return {(part.order_no, part.lot_id): int(part.qty) for part in found}


def test_only_listed_products_take_and_no_more_than_there_is() -> None:
    assert taken(lot("A", 15)) == {("1", "A"): 10, ("3", "A"): 5}
    assert taken(lot("A", 5), lot("B", 12)) == {("1", "A"): 5, ("1", "B"): 5, ("2", "B"): 7}


def test_expired_reserved_and_released_lots_give_nothing() -> None:
    assert taken(lot("A", 15, expiry_date=TODAY)) == {}
    assert taken(lot("A", 15, reserved=Decimal(15))) == {}
    assert taken(lot("A", 15, qc_status=QcStatus.RELEASED)) == {}


def test_what_was_taken_is_needed_no_more() -> None:
    parts = list(
        permitted_takings(
            [demand("1", 10)],
            [lot("A", 4)],
            products={"1": "P"},
            permissions={"A": frozenset("P")},
            today=TODAY,
        )
    )
    assert [each.need for each in after_taking([demand("1", 10), demand("2", 3)], parts)] == [
        {"R": Decimal(6)},
        {"R": Decimal(3)},
    ]


def test_of_lots_that_expire_on_one_date_the_earlier_hour_goes_first() -> None:
    end = dt.date(2026, 3, 4)
    noon = dt.datetime(2026, 3, 3, 12, tzinfo=dt.UTC)
    lots = [
        lot("late", 1, expiry_date=end, expires_at=noon + dt.timedelta(hours=3)),
        lot("day", 1, expiry_date=end),
        lot("noon", 1, expiry_date=end, expires_at=noon),
    ]
    assert [each.lot_id for each in fefo(lots)] == ["noon", "late", "day"]
