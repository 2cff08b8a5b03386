"""Invariants 1, 8 and 10 of order-workflow 13 and an independent, slow second opinion.

The second opinion knows nothing of lines of quantities: it goes through the dates one by one, as the
specification words it, in decimals.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from potok.plant.model import QcStatus
from potok.supply.cover import Coverage, cover_waiting
from potok.supply.facts import Demand, ExpectedReceipt, StockPosition
from potok.supply.netting import confirm, free_stock

TODAY = dt.date(2026, 3, 2)
ITEMS = ["R1", "R2", "R3"]
QUICK = settings(max_examples=60, deadline=None)

quantities = st.integers(0, 40_000).map(lambda number: Decimal(number).scaleb(-3))
dates = st.integers(0, 20).map(lambda number: TODAY + dt.timedelta(days=number))
items = st.sampled_from(ITEMS)


@st.composite
def demands(draw: st.DrawFn, *, at_least: int = 0) -> list[Demand]:
    numbers = draw(st.lists(st.integers(1, 99), unique=True, min_size=at_least, max_size=7))
    return [
        Demand(
            order_no=f"ЗП-{number:04}",
            priority=draw(st.integers(1, 3)),
            due_date=draw(dates),
            need=draw(st.dictionaries(items, quantities, min_size=1)),
            workshop_id=draw(st.sampled_from(["1", None])),
        )
        for number in numbers
    ]


@st.composite
def positions(draw: st.DrawFn) -> list[StockPosition]:
    lots = []
    for number in range(draw(st.integers(0, 6))):
        qty = draw(quantities)
        lots.append(
            StockPosition(
                lot_id=f"L{number}",
                item_id=draw(items),
                qty=qty,
                received_date=draw(dates) - dt.timedelta(days=30),
                expiry_date=draw(st.none() | dates),
                qc_status=draw(st.sampled_from([QcStatus.RELEASED, QcStatus.RELEASED, QcStatus.REJECTED])),
                reserved=qty if draw(st.integers(0, 4)) == 0 else Decimal(0),
            )
        )
    return lots


@st.composite
def receipts(draw: st.DrawFn, *, dated: bool = False) -> list[ExpectedReceipt]:
    made = []
    for number in range(draw(st.integers(int(dated), 6))):
        usable = draw(dates if dated else st.none() | dates)
        date = usable or TODAY - dt.timedelta(days=1)
        made.append(ExpectedReceipt(f"ПР-{number}", draw(items), draw(quantities), date, date, usable, date))
    return made


free_stocks = st.dictionaries(items, quantities)


def next_even_day(_workshop_id: str, date: dt.date) -> dt.date:
    """A calendar in which the workshop works on even days of the month."""
    return date if date.day % 2 == 0 else date + dt.timedelta(days=1)


def cover(
    waiting: Sequence[Demand], free: Mapping[str, Decimal], expected: Sequence[ExpectedReceipt]
) -> Coverage:
    return cover_waiting(waiting, free, expected, today=TODAY, first_working_date=next_even_day)


def in_turn(orders: Sequence[Demand]) -> list[Demand]:
    return sorted(orders, key=lambda order: (order.priority, order.due_date, order.order_no))


def slow_confirmation(
    orders: Sequence[Demand], lots: Sequence[StockPosition]
) -> dict[str, dict[str, Decimal]]:
    """Lack by order, straight from order-workflow 6.2."""
    taken: dict[str, Decimal] = defaultdict(Decimal)
    short = {}
    for order in in_turn(orders):
        lack = {}
        for item_id, gross in order.need.items():
            good = [
                lot.qty - lot.reserved
                for lot in lots
                if lot.item_id == item_id
                and lot.qc_status is QcStatus.RELEASED
                and not (lot.expiry_date is not None and lot.expiry_date <= TODAY)
            ]
            missing = gross - (sum(good, Decimal(0)) - taken[item_id])
            if missing > 0:
                lack[item_id] = missing
        if lack:
            short[order.order_no] = lack
        else:
            for item_id, gross in order.need.items():
                taken[item_id] += gross
    return short


def slow_material_dates(
    orders: Sequence[Demand], free: Mapping[str, Decimal], expected: Sequence[ExpectedReceipt]
) -> dict[str, dt.date | None]:
    """day(o, c) by trying every date, straight from order-workflow 6.3."""
    horizon = [TODAY + dt.timedelta(days=number) for number in range(30)]
    claims: list[Demand] = []
    found: dict[str, dt.date | None] = {}
    for order in in_turn(orders):
        days: list[dt.date | None] = []
        for item_id, gross in order.need.items():
            claimed = sum((other.need.get(item_id, Decimal(0)) for other in claims), Decimal(0))
            good = [
                date
                for date in horizon
                if free.get(item_id, Decimal(0))
                + sum(
                    (
                        one.qty
                        for one in expected
                        if one.item_id == item_id and one.usable_date is not None and one.usable_date <= date
                    ),
                    Decimal(0),
                )
                - claimed
                >= gross
            ]
            days.append(min(good, default=None) if gross else TODAY)
        known = [day for day in days if day is not None]
        found[order.order_no] = max(known, default=TODAY) if len(known) == len(days) else None
        if found[order.order_no] is not None:
            claims.append(order)
    return found


@QUICK
@given(demands(), positions())
def test_confirmation_agrees_with_the_slow_second_opinion(
    orders: list[Demand], lots: list[StockPosition]
) -> None:
    assert confirm(orders, lots, today=TODAY).short == slow_confirmation(orders, lots)


@QUICK
@given(demands(), free_stocks, receipts())
def test_material_dates_agree_with_the_slow_second_opinion(
    orders: list[Demand], free: dict[str, Decimal], expected: list[ExpectedReceipt]
) -> None:
    found = cover(orders, free, expected)
    dates_found = {order_no: order.material_date for order_no, order in found.orders.items()}
    assert dates_found == slow_material_dates(orders, free, expected)
    for order in found.orders.values():
        if order.material_date is not None and order.demand.workshop_id is not None:
            assert order.earliest_start == next_even_day("1", order.material_date)


@QUICK
@given(demands(), positions())
def test_no_lot_is_reserved_beyond_its_free_part_and_no_bad_lot_at_all(
    orders: list[Demand], lots: list[StockPosition]
) -> None:
    found = confirm(orders, lots, today=TODAY)
    by_number = {lot.lot_id: lot for lot in lots}
    reserved: dict[str, Decimal] = defaultdict(Decimal)
    for taken in found.reservations:
        lot = by_number[taken.lot_id]
        assert taken.qty > 0
        assert lot.item_id == taken.item_id
        assert lot.usable_on(TODAY)
        reserved[taken.lot_id] += taken.qty
    assert all(qty <= by_number[lot_id].free_qty for lot_id, qty in reserved.items())


@QUICK
@given(demands(), positions())
def test_reservations_cover_exactly_what_the_covered_orders_need(
    orders: list[Demand], lots: list[StockPosition]
) -> None:
    found = confirm(orders, lots, today=TODAY)
    held: dict[tuple[str, str], Decimal] = {}
    for taken in found.reservations:
        key = (taken.order_no, taken.item_id)
        held[key] = held.get(key, Decimal(0)) + taken.qty
    needed = {
        (order.order_no, item_id): qty
        for order in found.covered
        for item_id, qty in order.need.items()
        if qty
    }
    assert held == needed
    before = free_stock(lots, today=TODAY)
    for item_id, left in found.free.items():
        taken_qty = sum((qty for (_, item), qty in held.items() if item == item_id), Decimal(0))
        assert left == before.get(item_id, Decimal(0)) - taken_qty >= 0


@QUICK
@given(demands(), positions(), receipts(), st.randoms(use_true_random=False))
def test_the_order_of_the_input_rows_changes_nothing(
    orders: list[Demand],
    lots: list[StockPosition],
    expected: list[ExpectedReceipt],
    mixer: Random,
) -> None:
    found = confirm(orders, lots, today=TODAY)
    covered = cover(found.waiting, found.free, expected)
    mixer.shuffle(orders)
    mixer.shuffle(lots)
    mixer.shuffle(expected)
    again = confirm(orders, lots, today=TODAY)
    assert (again.covered, again.waiting, again.short) == (found.covered, found.waiting, found.short)
    assert again.reservations == found.reservations
    mixed = [*again.waiting]
    mixer.shuffle(mixed)
    assert cover(mixed, again.free, expected).orders == covered.orders


@QUICK
@given(demands(), free_stocks, receipts())
def test_pegs_never_exceed_their_receipt_nor_claims_the_stock(
    orders: list[Demand], free: dict[str, Decimal], expected: list[ExpectedReceipt]
) -> None:
    found = cover(orders, free, expected)
    pegged: dict[str, Decimal] = {}
    for peg in found.pegs():
        pegged[peg.receipt_id] = pegged.get(peg.receipt_id, Decimal(0)) + peg.qty
    quantity_of = {one.receipt_id: one.qty for one in expected if one.usable_date is not None}
    assert all(qty <= quantity_of[receipt_id] for receipt_id, qty in pegged.items())
    for item_id in found.items:
        parts = [
            order.components[item_id].from_stock
            for order in found.orders.values()
            if order.claims and item_id in order.components
        ]
        assert sum(parts, Decimal(0)) <= free.get(item_id, Decimal(0))


@QUICK
@given(demands(), free_stocks, receipts())
def test_stock_pegs_and_the_missing_part_make_up_the_requirement(
    orders: list[Demand], free: dict[str, Decimal], expected: list[ExpectedReceipt]
) -> None:
    for order in cover(orders, free, expected).orders.values():
        for part in order.components.values():
            pegged = sum((peg.qty for peg in part.pegs), Decimal(0))
            if part.gross:
                assert part.from_stock + pegged + part.missing == part.gross
            assert (part.day is None) == (part.missing > 0)


def as_number(date: dt.date | None) -> dt.date:
    return date or dt.date.max


@QUICK
@given(demands(at_least=1), free_stocks, receipts(dated=True), st.data())
def test_a_later_receipt_never_starts_the_first_order_earlier(
    orders: list[Demand], free: dict[str, Decimal], expected: list[ExpectedReceipt], data: st.DataObject
) -> None:
    first = in_turn(orders)[0].order_no
    place = data.draw(st.integers(0, len(expected) - 1))
    moved = (expected[place].usable_date or TODAY) + dt.timedelta(days=data.draw(st.integers(1, 9)))
    later = [*expected]
    later[place] = replace(expected[place], usable_date=data.draw(st.sampled_from([moved, None])))
    before, after = cover(orders, free, expected), cover(orders, free, later)
    assert as_number(after.orders[first].earliest_start) >= as_number(before.orders[first].earliest_start)


@QUICK
@given(demands(at_least=1), free_stocks, receipts(), items, quantities)
def test_more_stock_never_starts_the_first_order_later(
    orders: list[Demand],
    free: dict[str, Decimal],
    expected: list[ExpectedReceipt],
    item_id: str,
    more: Decimal,
) -> None:
    first = in_turn(orders)[0].order_no
    richer = {**free, item_id: free.get(item_id, Decimal(0)) + more}
    before, after = cover(orders, free, expected), cover(orders, richer, expected)
    assert as_number(after.orders[first].earliest_start) <= as_number(before.orders[first].earliest_start)
