import datetime as dt
from decimal import Decimal

import pytest

from potok.errors import InvalidDataError
from potok.plant.model import QcStatus
from potok.supply.facts import Demand, StockPosition
from potok.supply.netting import confirm, free_stock, net
from potok.supply.ranking import ranked

TODAY = dt.date(2026, 3, 2)
DUE = dt.date(2026, 3, 20)


def order(order_no: str, *, priority: int = 2, due: dt.date = DUE, **need: str) -> Demand:
    return Demand(order_no, priority, due, {item_id: Decimal(qty) for item_id, qty in need.items()})


def lot(lot_id: str, item_id: str, qty: str, **more: object) -> StockPosition:
    return StockPosition(lot_id, item_id, Decimal(qty), dt.date(2026, 2, 1), **more)  # type: ignore[arg-type]


def test_an_order_with_everything_in_stock_is_covered_and_gets_lots() -> None:
    found = confirm([order("A", R1="4", U1="2")], [lot("L1", "R1", "10"), lot("L2", "U1", "2")], today=TODAY)
    assert [demand.order_no for demand in found.covered] == ["A"]
    assert [(taken.lot_id, taken.qty) for taken in found.reservations] == [
        ("L1", Decimal(4)),
        ("L2", Decimal(2)),
    ]
    assert found.free == {"R1": Decimal(6), "U1": Decimal(0)}


def test_a_short_order_takes_nothing_and_leaves_its_stock_to_lower_ranks() -> None:
    stock = [lot("L1", "R1", "10"), lot("L2", "U1", "1")]
    found = confirm([order("A", priority=1, R1="8", U1="2"), order("B", R1="9")], stock, today=TODAY)
    assert [demand.order_no for demand in found.covered] == ["B"]
    assert [demand.order_no for demand in found.waiting] == ["A"]
    assert found.short == {"A": {"U1": Decimal(1)}}


def test_lack_is_gross_less_what_is_free_in_the_turn_of_the_order() -> None:
    stock = [lot("L1", "R1", "10")]
    found = confirm([order("A", R1="7.5"), order("B", R1="2.501")], stock, today=TODAY)
    assert found.short == {"B": {"R1": Decimal("0.001")}}


def test_an_item_without_any_lot_is_lacking_in_full() -> None:
    assert confirm([order("A", R1="3")], [], today=TODAY).short == {"A": {"R1": Decimal(3)}}


def test_urgency_comes_before_the_due_date_and_that_before_the_number() -> None:
    early, late = dt.date(2026, 3, 5), dt.date(2026, 3, 9)
    orders = [
        order("3", priority=2, due=late),
        order("2", priority=2, due=early),
        order("1", priority=2, due=early),
        order("4", priority=1, due=late),
    ]
    assert [demand.order_no for demand in ranked(orders)] == ["4", "1", "2", "3"]


@pytest.mark.parametrize(
    "status", [QcStatus.QUARANTINE, QcStatus.REJECTED, QcStatus.CONDITIONAL, QcStatus.BLOCKED]
)
def test_only_released_lots_are_stock(status: QcStatus) -> None:
    assert free_stock([lot("L1", "R1", "5", qc_status=status)], today=TODAY) == {}


@pytest.mark.parametrize(
    ("expiry", "free"),
    [
        (TODAY - dt.timedelta(days=1), {}),
        (TODAY, {}),  # the expiry date itself is already too late
        (TODAY + dt.timedelta(days=1), {"R1": Decimal(5)}),
        (None, {"R1": Decimal(5)}),
    ],
)
def test_a_lot_is_stock_while_its_expiry_lies_after_today(
    expiry: dt.date | None, free: dict[str, Decimal]
) -> None:
    assert free_stock([lot("L1", "R1", "5", expiry_date=expiry)], today=TODAY) == free


def test_reserved_quantity_is_not_free() -> None:
    stock = [lot("L1", "R1", "5", reserved=Decimal(3))]
    assert confirm([order("A", R1="3")], stock, today=TODAY).short == {"A": {"R1": Decimal(1)}}


def test_impossible_facts_are_all_named_at_once() -> None:
    stock = [lot("L1", "R1", "5", reserved=Decimal(6)), lot("L1", "R1", "5")]
    with pytest.raises(InvalidDataError) as refused:
        confirm([order("A", R1="-1"), order("A", R1="1")], stock, today=TODAY)
    assert [(problem.where, problem.code) for problem in refused.value.problems] == [
        ("Заказ A", "duplicate_key"),
        ("Партия L1", "duplicate_key"),
        ("Заказ A", "bad_quantity"),
        ("Партия L1", "bad_quantity"),
    ]


def test_the_core_reduces_free_stock_in_place_by_what_covered_orders_take() -> None:
    free = [10, 5]
    assert net(free, [[(0, 6), (1, 5)], [(0, 5)], [(0, 4)]]) == {1: [(0, 1)]}
    assert free == [0, 0]
