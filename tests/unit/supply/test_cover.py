import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal

import pytest

from potok.errors import InvalidDataError
from potok.supply.cover import ComponentState, Coverage, Peg, cover_waiting
from potok.supply.facts import Demand, ExpectedReceipt

TODAY = dt.date(2026, 3, 2)
DUE = dt.date(2026, 3, 20)


def day(number: int) -> dt.date:
    return dt.date(2026, 3, number)


def order(order_no: str, *, priority: int = 2, latest: dt.date | None = None, **need: str) -> Demand:
    needs = {item_id: Decimal(qty) for item_id, qty in need.items()}
    return Demand(order_no, priority, DUE, needs, workshop_id="1", latest_start=latest)


def arriving(receipt_id: str, item_id: str, qty: str, usable: dt.date | None) -> ExpectedReceipt:
    date = usable or day(1)
    return ExpectedReceipt(receipt_id, item_id, Decimal(qty), date, date, usable, date)


def cover(
    orders: Sequence[Demand], receipts: Sequence[ExpectedReceipt] = (), free: Mapping[str, str] | None = None
) -> Coverage:
    stock = {item_id: Decimal(qty) for item_id, qty in (free or {}).items()}
    return cover_waiting(
        orders, stock, receipts, today=TODAY, first_working_date=lambda _workshop, date: date
    )


def test_an_order_starts_when_its_last_component_is_usable() -> None:
    found = cover(
        [order("A", R1="5", R2="3", R3="1")],
        [arriving("П1", "R1", "5", day(10)), arriving("П2", "R2", "3", day(12))],
        {"R3": "1"},
    ).orders["A"]
    assert found.earliest_start == day(12)
    assert found.deciding_item == "R2"
    assert [part.state for part in found.components.values()] == [
        ComponentState.EXPECTED,
        ComponentState.EXPECTED,
        ComponentState.IN_STOCK,
    ]


def test_stock_is_used_before_receipts_and_receipts_by_usable_date() -> None:
    receipts = [arriving("П2", "R1", "4", day(12)), arriving("П1", "R1", "4", day(10))]
    part = cover([order("A", R1="7")], receipts, {"R1": "2"}).orders["A"].components["R1"]
    assert part.from_stock == Decimal(2)
    assert part.pegs == (Peg("A", "R1", "П1", Decimal(4)), Peg("A", "R1", "П2", Decimal(1)))
    assert part.lack == Decimal(5)


def test_orders_ranked_before_take_first() -> None:
    receipts = [arriving("П1", "R1", "5", day(10)), arriving("П2", "R1", "5", day(12))]
    found = cover([order("A", R1="5"), order("B", priority=1, R1="5")], receipts)
    assert {number: one.earliest_start for number, one in found.orders.items()} == {
        "B": day(10),
        "A": day(12),
    }
    assert found.orders["A"].components["R1"].claimed_before == Decimal(5)


def test_an_order_without_a_full_cover_claims_nothing() -> None:
    receipts = [arriving("П1", "R1", "5", day(10))]
    found = cover([order("A", priority=1, R1="5", R2="1"), order("B", R1="5")], receipts)
    blocked, other = found.orders["A"], found.orders["B"]
    assert (blocked.earliest_start, blocked.blockers) == (None, ("R2",))
    assert other.earliest_start == day(10)
    assert [peg.order_no for peg in found.pegs()] == ["B"]


def test_a_blocked_order_still_shows_what_its_other_components_wait_for() -> None:
    part = cover([order("A", R1="5", R2="1")], [arriving("П1", "R1", "5", day(10))]).orders["A"]
    assert part.components["R1"].day == day(10)
    assert part.components["R2"].missing == Decimal(1)
    assert part.components["R2"].state is ComponentState.MISSING


def test_an_overdue_receipt_covers_nothing() -> None:
    assert cover([order("A", R1="5")], [arriving("П1", "R1", "5", None)]).orders["A"].earliest_start is None


def test_a_lack_of_a_thousandth_is_a_lack() -> None:
    receipts = [arriving("П1", "R1", "4.999", day(10)), arriving("П2", "R1", "1", day(11))]
    assert cover([order("A", R1="5")], receipts).orders["A"].earliest_start == day(11)
    assert cover([order("A", R1="4.999")], receipts).orders["A"].earliest_start == day(10)


def test_the_start_is_moved_to_a_working_date_of_the_first_workshop() -> None:
    asked = []

    def next_monday(workshop_id: str, date: dt.date) -> dt.date:
        asked.append((workshop_id, date))
        return date + dt.timedelta(days=-date.weekday() % 7)

    found = cover_waiting(
        [order("A", R1="5")],
        {},
        [arriving("П1", "R1", "5", day(7))],
        today=TODAY,
        first_working_date=next_monday,
    ).orders["A"]
    assert asked == [("1", day(7))]
    assert (found.material_date, found.earliest_start) == (day(7), day(9))


def test_slack_is_the_distance_from_the_earliest_to_the_latest_start() -> None:
    receipts = [arriving("П1", "R1", "9", day(10))]
    found = cover([order("A", R1="5", latest=day(6)), order("B", R1="4", latest=day(12))], receipts)
    assert [one.slack_days for one in found.orders.values()] == [-4, 2]


def test_a_component_with_nothing_to_take_is_there_today() -> None:
    receipts = [arriving("П1", "R1", "5", day(10))]
    found = cover([order("A", priority=1, R1="5"), order("B", R1="0")], receipts)
    assert found.orders["B"].earliest_start == TODAY


def test_what_all_waiting_orders_need_beyond_stock_and_receipts_is_missing() -> None:
    receipts = [arriving("П1", "R1", "5", day(10))]
    found = cover([order("A", R1="4", R2="1"), order("B", R1="6")], receipts, {"R1": "1"})
    assert {item_id: supply.missing for item_id, supply in found.items.items()} == {
        "R1": Decimal(4),
        "R2": Decimal(1),
    }


def test_repeated_receipts_and_negative_quantities_are_refused() -> None:
    receipts = [arriving("П1", "R1", "-5", day(10)), arriving("П1", "R1", "5", day(11))]
    with pytest.raises(InvalidDataError) as refused:
        cover([order("A", R1="1")], receipts)
    assert {problem.code for problem in refused.value.problems} == {"duplicate_key", "bad_quantity"}
