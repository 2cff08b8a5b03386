import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

import pytest

from potok.supply.columns import pull_columns
from potok.supply.cover import Coverage, cover_waiting
from potok.supply.derivation import derive_balance, derive_free, derive_supply
from potok.supply.facts import Demand, ExpectedReceipt, StockPosition
from potok.supply.flat_table import flat_table
from potok.supply.lots import LotReservation
from potok.supply.netting import free_stock
from potok.supply.phased_table import last_event, pull_table
from potok.supply.pull_row import PullTable, SourceKind, WaitingState
from potok.supply.what_if import UnknownReceiptError, redated, start_changes, what_if

TODAY = dt.date(2026, 3, 2)


def day(number: int) -> dt.date:
    return dt.date(2026, 3, number)


def order(order_no: str, latest: int, **need: str) -> Demand:
    needs = {item_id: Decimal(qty) for item_id, qty in need.items()}
    due = day(latest) + dt.timedelta(days=1)
    return Demand(order_no, 2, due, needs, workshop_id="1", latest_start=day(latest))


def arriving(receipt_id: str, item_id: str, qty: str, usable: dt.date | None) -> ExpectedReceipt:
    date = usable or day(1)
    return ExpectedReceipt(receipt_id, item_id, Decimal(qty), date, date, usable, date)


def lot(lot_id: str, item_id: str, qty: str, *, reserved: str = "0") -> StockPosition:
    return StockPosition(lot_id, item_id, Decimal(qty), day(1), reserved=Decimal(reserved))


def covered_by(
    waiting: Sequence[Demand], receipts: Sequence[ExpectedReceipt], positions: Sequence[StockPosition]
) -> Coverage:
    return cover_waiting(
        waiting,
        free_stock(positions, today=TODAY),
        receipts,
        today=TODAY,
        first_working_date=lambda _workshop, date: date,
    )


def table_of(
    waiting: Sequence[Demand],
    receipts: Sequence[ExpectedReceipt] = (),
    positions: Sequence[StockPosition] = (),
    *,
    covered: Sequence[Demand] = (),
    reservations: Sequence[LotReservation] = (),
) -> PullTable:
    coverage = covered_by(waiting, receipts, positions)
    return pull_table(
        coverage,
        columns=pull_columns(TODAY, holidays=frozenset(), weeks=2),
        positions=positions,
        receipts=receipts,
        covered=covered,
        reservations=reservations,
    )


RECEIPTS = [arriving("П1", "R1", "6", day(5)), arriving("П2", "R1", "9", day(18))]
POSITIONS = [lot("L1", "R1", "10", reserved="7")]
WAITING = [order("A", 4, R1="5"), order("B", 17, R1="8")]
RESERVED = [LotReservation("H1", "R1", "L1", Decimal(4)), LotReservation("H2", "R1", "L1", Decimal(2))]


def test_the_balance_starts_free_grows_by_receipts_and_shrinks_by_needs() -> None:
    row = table_of(WAITING, RECEIPTS, POSITIONS).row("R1")
    assert (row.stock, row.free) == (Decimal(10), Decimal(3))
    # 2, 3, 4 … 6, 9 … 13 March, weeks from 16 and 23 March
    balances = [3, 3, -2, 4, 4, 4, 4, 4, 4, 4, 5, 5]
    assert [cell.balance for cell in row.cells] == [Decimal(balance) for balance in balances]
    assert [cell.shortage for cell in row.cells][:4] == [0, 0, 2, 0]
    assert row.first_shortage == day(4)


def test_a_week_tells_its_lowest_balance_too() -> None:
    week = table_of(WAITING, RECEIPTS, POSITIONS).row("R1").cells[10]
    assert (week.soft, week.receipts, week.balance, week.lowest) == (8, 9, 5, -4)


def test_a_receipt_on_the_need_date_serves_the_need() -> None:
    table = table_of([order("A", 5, R1="6")], RECEIPTS[:1])
    row = table.row("R1")
    assert row.first_shortage is None
    assert row.cells[3].lowest == 0
    assert row.waiting[0].state is WaitingState.IN_TIME
    sources = derive_balance(table, "R1", 3).sources
    assert [one.kind for one in sources] == [SourceKind.CARRIED, SourceKind.RECEIPT, SourceKind.ORDER]


def test_a_shortage_cured_on_the_first_date_of_a_week_is_no_part_of_that_week() -> None:
    row = table_of([order("A", 4, R1="5")], [arriving("П1", "R1", "6", day(16))]).row("R1")
    assert [(cell.balance, cell.lowest) for cell in row.cells[9:11]] == [(-5, -5), (1, 1)]


def test_reserved_requirement_is_shown_by_launch_date_and_not_taken_twice() -> None:
    held = Demand("H", 2, day(20), {"R1": Decimal(7)}, latest_start=day(5))
    row = table_of([], [], POSITIONS, covered=[held]).row("R1")
    assert [cell.hard for cell in row.cells][3] == Decimal(7)
    assert row.cells[-1].balance == Decimal(3)


def test_waiting_orders_stand_by_need_date_with_what_they_may_hope_for() -> None:
    late, in_time = order("A", 4, R1="5"), order("B", 17, R1="4")
    blocked = order("C", 16, R1="1", R2="1")
    row = table_of([late, in_time, blocked], RECEIPTS, POSITIONS).row("R1")
    assert [(one.order_no, one.state, one.possible_start, one.blockers) for one in row.waiting] == [
        ("A", WaitingState.LATE, day(5), ()),
        ("C", WaitingState.BLOCKED, None, ("R2",)),
        ("B", WaitingState.IN_TIME, day(5), ()),
    ]
    assert row.stopped_orders == 3


def test_a_blocked_order_counts_only_where_there_is_too_little_for_all() -> None:
    blocked = order("C", 16, R1="1", R2="3")
    table = table_of([blocked], RECEIPTS, POSITIONS)
    assert [one.counted for one in table.row("R1").waiting] == [False]
    assert table.row("R1").cells[-1].soft == 0
    assert table.row("R2").cells[-1].balance == Decimal(-3)
    assert table.row("R2").missing == Decimal(3)


def test_the_most_pressing_items_stand_first() -> None:
    orders = [
        order("A", 10, R1="1", R3="1"),
        order("B", 10, R2="1", R3="1"),
        order("C", 5, R4="1"),
        order("D", 4, R5="1"),
    ]
    positions = [lot("L5", "R5", "1")]
    receipts = [arriving("П4", "R4", "1", day(4))]
    table = table_of(orders, receipts, positions)
    # R3 lacks for two orders on the 10th; R4 comes in time but stops an order today; R5 is in stock.
    assert [row.item_id for row in table.rows] == ["R3", "R1", "R2", "R4", "R5"]


def test_needs_before_today_stand_in_the_first_column() -> None:
    past = Demand("A", 2, day(1), {"R1": Decimal(2)}, latest_start=dt.date(2026, 2, 20))
    assert table_of([past]).row("R1").cells[0].balance == Decimal(-2)


def test_an_item_nobody_needs_has_no_row() -> None:
    with pytest.raises(KeyError):
        table_of([], RECEIPTS, POSITIONS).row("R1")


def test_free_stock_comes_from_lots_less_the_orders_that_hold_them() -> None:
    row = table_of(WAITING, RECEIPTS, POSITIONS, reservations=RESERVED).row("R1")
    free = derive_free(row)
    assert [(one.kind, one.reference, one.qty) for one in free.sources] == [
        (SourceKind.LOT, "L1", 10),
        (SourceKind.RESERVATION, "H1", -4),
        (SourceKind.RESERVATION, "H2", -2),
        (SourceKind.RESERVATION, "", -1),  # held by an order that was not given
    ]
    assert free.number == sum(one.qty for one in free.sources) == 3


def test_a_balance_comes_from_the_column_before_and_its_own_movements() -> None:
    found = derive_balance(table_of(WAITING, RECEIPTS, POSITIONS), "R1", 10)
    assert [(one.kind, one.reference, one.date, one.qty) for one in found.sources] == [
        (SourceKind.CARRIED, "", day(15), 4),
        (SourceKind.ORDER, "B", day(17), -8),
        (SourceKind.RECEIPT, "П2", day(18), 9),
    ]
    assert found.number == 5


def test_a_balance_can_be_followed_back_to_the_lots() -> None:
    table = table_of(WAITING, RECEIPTS, POSITIONS, reservations=RESERVED)
    found = derive_balance(table, "R1", 11, from_start=True)
    assert [one.reference for one in found.sources] == ["L1", "H1", "H2", "", "A", "П1", "B", "П2"]
    assert found.number == sum(one.qty for one in found.sources) == 5


def test_the_date_of_a_component_comes_from_stock_receipts_and_orders_ranked_before() -> None:
    coverage = covered_by(WAITING, RECEIPTS, POSITIONS)
    found = derive_supply(coverage, "B", "R1", positions=POSITIONS)
    assert [(one.reference, one.qty) for one in found.sources] == [
        ("L1", 10),
        ("", -7),
        ("П1", 6),
        ("П2", 9),
        ("A", -5),
    ]
    assert found.number == 13 >= coverage.orders["B"].components["R1"].gross
    assert coverage.orders["B"].components["R1"].day == day(18)


def test_the_flat_form_shows_overdue_receipts_first_and_who_lives_from_each() -> None:
    overdue = arriving("П3", "R1", "1", None)
    receipts = [*RECEIPTS, overdue]
    rows = flat_table(receipts, covered_by(WAITING, receipts, POSITIONS))
    assert [(row.receipt.receipt_id, row.order_nos) for row in rows] == [
        ("П3", ()),
        ("П1", ("A", "B")),
        ("П2", ("B",)),
    ]


def test_moving_a_receipt_lists_the_orders_that_change() -> None:
    before = covered_by(WAITING, RECEIPTS, POSITIONS)
    moved = redated(RECEIPTS, "П1", day(9), today=TODAY, holidays=frozenset())
    changes = what_if(
        before,
        free=free_stock(POSITIONS, today=TODAY),
        receipts=moved,
        first_working_date=lambda _workshop, date: date,
    )
    assert [(one.order_no, one.before, one.after) for one in changes] == [("A", day(5), day(9))]
    assert (changes[0].late_before, changes[0].late_after) == (True, True)


def test_a_receipt_moved_later_has_slipped_once_more() -> None:
    later = redated(RECEIPTS, "П1", day(9), today=TODAY, holidays=frozenset())
    again = redated(later, "П1", day(8), today=TODAY, holidays=frozenset())
    assert [receipts[0].slips for receipts in (later, again)] == [1, 1]
    assert later[1] is RECEIPTS[1]


def test_an_unknown_receipt_is_named() -> None:
    with pytest.raises(UnknownReceiptError, match="Приход П9 не найден"):
        redated(RECEIPTS, "П9", day(9), today=TODAY, holidays=frozenset())


def test_an_order_that_loses_its_last_receipt_has_no_start_and_is_late() -> None:
    before = covered_by([order("B", 20, R1="15")], RECEIPTS, [])
    after = covered_by([order("B", 20, R1="15")], RECEIPTS[:1], [])
    change = start_changes(before, after)[0]
    assert (change.before, change.after, change.late_before, change.late_after) == (
        day(18),
        None,
        False,
        True,
    )


def test_a_start_on_the_latest_start_is_in_time() -> None:
    changes = start_changes(
        covered_by([order("A", 5, R1="6")], [], []), covered_by([order("A", 5, R1="6")], RECEIPTS[:1], [])
    )
    assert [(one.after, one.late_before, one.late_after) for one in changes] == [(day(5), True, False)]


def test_the_last_event_tells_how_far_the_columns_must_reach() -> None:
    coverage = covered_by(WAITING, RECEIPTS, POSITIONS)
    assert last_event(coverage, RECEIPTS) == day(18)
    assert last_event(coverage, RECEIPTS[:1]) == day(17)
    assert last_event(covered_by([], [], []), []) == TODAY
