import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

import pytest

from potok.plant.model import QcStatus
from potok.supply.cover import cover_waiting
from potok.supply.facts import Demand, ExpectedReceipt, StockPosition
from potok.supply.signals import DesiredSignal, PurchaseTerms, SignalKind, desired_signals, most_pressing

TODAY = dt.date(2026, 3, 2)


def day(number: int) -> dt.date:
    return dt.date(2026, 3, number)


def order(order_no: str, latest: int, **need: str) -> Demand:
    needs = {item_id: Decimal(qty) for item_id, qty in need.items()}
    due = day(latest) + dt.timedelta(days=1)
    return Demand(order_no, 2, due, needs, workshop_id="1", latest_start=day(latest))


def arriving(
    receipt_id: str, item_id: str, qty: str, usable: dt.date | None, *, promised: dt.date | None = None
) -> ExpectedReceipt:
    date = usable or day(1)
    return ExpectedReceipt(
        receipt_id, item_id, Decimal(qty), promised or date, date, usable, promised or date
    )


def rejected(lot_id: str, item_id: str, qty: str) -> StockPosition:
    return StockPosition(lot_id, item_id, Decimal(qty), day(1), qc_status=QcStatus.REJECTED)


def signals(
    waiting: Sequence[Demand],
    receipts: Sequence[ExpectedReceipt] = (),
    *,
    terms: PurchaseTerms | None = None,
    positions: Sequence[StockPosition] = (),
) -> list[DesiredSignal]:
    coverage = cover_waiting(
        waiting, {}, receipts, today=TODAY, first_working_date=lambda _workshop, date: date
    )
    return list(
        desired_signals(
            coverage,
            receipts=receipts,
            terms={terms.item_id: terms} if terms else {},
            holidays=frozenset(),
            positions=positions,
        )
    )


def kinds(found: Sequence[DesiredSignal]) -> list[tuple[str, SignalKind, Decimal, tuple[str, ...]]]:
    return [(one.item_id, one.kind, one.missing_qty, one.order_nos) for one in found]


def test_what_nobody_has_ordered_is_signalled_for_all_orders_together() -> None:
    found = signals([order("A", 20, R1="5"), order("B", 18, R1="2.5")])
    assert kinds(found) == [("R1", SignalKind.NOT_ORDERED, Decimal(8), ("B", "A"))]
    assert found[0].need_date == day(18)


def test_the_missing_quantity_is_rounded_up_to_the_purchase_lot_and_valued() -> None:
    terms = PurchaseTerms("R1", price_rub=Decimal("12.345"), purchase_lot=Decimal(25))
    signal = signals([order("A", 20, R1="26")], terms=terms)[0]
    assert (signal.missing_qty, signal.value_rub) == (Decimal(50), Decimal("617.25"))


def test_the_needed_date_of_ordering_counts_inspection_and_lead_time_back() -> None:
    # Need on Tuesday the 31st, two working days of inspection, 35 calendar days of delivery.
    terms = PurchaseTerms("R13", qc_days=2, lead_time_days=35)
    signal = signals([order("ЗП-0081", 31, R13="149.273")], terms=terms)[0]
    assert signal.order_by_date == dt.date(2026, 2, 20)
    assert signal.days_late(TODAY) == 10
    assert signal.days_late(dt.date(2026, 2, 20)) == 0


def test_receipts_that_cover_a_part_are_insufficient() -> None:
    found = signals([order("A", 20, R1="5"), order("B", 21, R1="4")], [arriving("П1", "R1", "6", day(10))])
    assert kinds(found) == [("R1", SignalKind.INSUFFICIENT_QTY, Decimal(3), ("B",))]


def test_an_overdue_receipt_counts_as_ordered_and_is_chased() -> None:
    found = signals([order("A", 20, R1="5")], [arriving("П1", "R1", "6", None)])
    assert kinds(found) == [("R1", SignalKind.OVERDUE, Decimal(6), ("A",))]
    assert found[0].receipt_ids == ("П1",)


def test_what_even_the_overdue_receipt_would_not_cover_is_insufficient() -> None:
    found = signals([order("A", 20, R1="8")], [arriving("П1", "R1", "6", None)])
    assert kinds(found) == [
        ("R1", SignalKind.INSUFFICIENT_QTY, Decimal(2), ("A",)),
        ("R1", SignalKind.OVERDUE, Decimal(6), ("A",)),
    ]


def test_an_overdue_receipt_names_the_orders_that_would_not_wait_without_it() -> None:
    overdue, coming = arriving("П1", "R1", "6", None), arriving("П2", "R1", "9", day(10))
    found = signals([order("A", 20, R1="5"), order("B", 21, R1="0")], [overdue, coming])
    assert kinds(found) == [("R1", SignalKind.OVERDUE, Decimal(6), ("A",))]


def test_an_overdue_receipt_is_chased_even_when_no_order_waits_for_it() -> None:
    found = signals([], [arriving("П1", "R1", "6", None)])
    assert kinds(found) == [("R1", SignalKind.OVERDUE, Decimal(6), ())]
    assert (found[0].need_date, found[0].order_by_date, found[0].days_late(TODAY)) == (None, None, 0)


def test_a_receipt_after_the_latest_start_is_too_late() -> None:
    found = signals(
        [order("A", 5, R1="5"), order("B", 12, R1="1")],
        [arriving("П1", "R1", "3", day(4)), arriving("П2", "R1", "9", day(10))],
    )
    assert kinds(found) == [("R1", SignalKind.TOO_LATE, Decimal(2), ("A",))]
    assert found[0].receipt_ids == ("П2",)


def test_a_receipt_that_would_have_served_as_promised_has_slipped() -> None:
    receipts = [arriving("П1", "R1", "5", day(10), promised=day(6))]
    assert kinds(signals([order("A", 6, R1="5")], receipts)) == [
        ("R1", SignalKind.DATE_SLIPPED, Decimal(5), ("A",))
    ]


def test_a_slip_that_no_order_suffers_from_is_no_signal() -> None:
    receipts = [arriving("П1", "R1", "5", day(10), promised=day(6))]
    assert signals([order("A", 10, R1="5")], receipts) == []


def test_an_order_that_was_late_by_the_promise_already_is_too_late() -> None:
    receipts = [arriving("П1", "R1", "5", day(10), promised=day(6))]
    assert kinds(signals([order("A", 5, R1="5")], receipts)) == [
        ("R1", SignalKind.TOO_LATE, Decimal(5), ("A",))
    ]


def test_a_rejected_lot_is_to_be_replaced_as_far_as_orders_suffer() -> None:
    found = signals([order("A", 20, R1="5")], positions=[rejected("L1", "R1", "9")])
    assert kinds(found) == [
        ("R1", SignalKind.NOT_ORDERED, Decimal(5), ("A",)),
        ("R1", SignalKind.REJECTED_BY_QC, Decimal(5), ("A",)),
    ]


def test_a_rejected_lot_that_nobody_misses_is_no_signal() -> None:
    receipts = [arriving("П1", "R1", "5", day(10))]
    assert signals([order("A", 20, R1="5")], receipts, positions=[rejected("L1", "R1", "9")]) == []


def test_an_order_blocked_by_another_item_is_counted_when_there_is_too_little_for_all() -> None:
    # A is blocked by R2 and claims nothing; with R2 bought, A and B together would need 8 of R1.
    found = signals(
        [order("A", 10, R1="5", R2="1"), order("B", 11, R1="3")], [arriving("П1", "R1", "6", day(4))]
    )
    assert kinds(found) == [
        ("R1", SignalKind.INSUFFICIENT_QTY, Decimal(2), ("A",)),
        ("R2", SignalKind.NOT_ORDERED, Decimal(1), ("A",)),
    ]


@pytest.mark.parametrize(
    ("present", "shown"),
    [
        ([SignalKind.TOO_LATE, SignalKind.DATE_SLIPPED], SignalKind.DATE_SLIPPED),
        ([SignalKind.OVERDUE, SignalKind.INSUFFICIENT_QTY], SignalKind.INSUFFICIENT_QTY),
        ([SignalKind.REJECTED_BY_QC], SignalKind.REJECTED_BY_QC),
    ],
)
def test_the_most_pressing_kind_is_the_one_to_show(present: list[SignalKind], shown: SignalKind) -> None:
    several = [DesiredSignal("R1", kind, Decimal(1), None, None, (), None) for kind in present]
    assert most_pressing(several) == {"R1": shown}
