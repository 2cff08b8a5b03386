import datetime as dt
from decimal import Decimal

import pytest

from potok.supply.amounts import need_thousandths, quantity, supply_thousandths
from potok.supply.facts import Demand, ExpectedReceipt, expected_receipt

MONDAY = dt.date(2026, 3, 2)
HOLIDAYS = frozenset({dt.date(2026, 3, 9)})


def receipt(
    expected: dt.date, *, promised: dt.date | None = None, qc_days: int = 0, arrived: bool = False
) -> ExpectedReceipt:
    return expected_receipt(
        receipt_id="ПР-1",
        item_id="R1",
        qty=Decimal(5),
        promised_date=promised or expected,
        expected_date=expected,
        qc_days=qc_days,
        today=MONDAY,
        holidays=HOLIDAYS,
        arrived=arrived,
    )


@pytest.mark.parametrize(
    ("expected", "qc_days", "usable"),
    [
        (dt.date(2026, 3, 3), 0, dt.date(2026, 3, 3)),
        (dt.date(2026, 3, 7), 0, dt.date(2026, 3, 7)),  # without inspection a Saturday stays
        (dt.date(2026, 3, 3), 2, dt.date(2026, 3, 5)),
        (dt.date(2026, 3, 6), 1, dt.date(2026, 3, 10)),  # over the weekend and the holiday
        (MONDAY, 0, MONDAY),  # expected today still counts
    ],
)
def test_a_receipt_is_usable_after_its_inspection_in_working_days(
    expected: dt.date, qc_days: int, usable: dt.date
) -> None:
    assert receipt(expected, qc_days=qc_days).usable_date == usable


def test_a_receipt_expected_yesterday_is_overdue_and_has_no_usable_date() -> None:
    late = receipt(MONDAY - dt.timedelta(days=1), qc_days=5)
    assert late.overdue
    assert late.usable_date is None


def test_a_receipt_in_inspection_is_not_overdue_and_not_usable_in_the_past() -> None:
    here = receipt(dt.date(2026, 2, 25), qc_days=1, arrived=True)
    assert not here.overdue
    assert here.usable_date == MONDAY


def test_a_slip_is_the_distance_to_the_first_promise() -> None:
    slipped = receipt(dt.date(2026, 3, 23), promised=dt.date(2026, 3, 17), qc_days=2)
    assert (slipped.slip_days, slipped.slips) == (6, 1)
    assert slipped.usable_as_promised == dt.date(2026, 3, 19)


def test_a_receipt_that_comes_earlier_has_not_slipped() -> None:
    early = receipt(dt.date(2026, 3, 10), promised=dt.date(2026, 3, 17))
    assert (early.slip_days, early.slips) == (-7, 0)


def test_material_is_needed_at_the_latest_start_but_never_before_today() -> None:
    due = dt.date(2026, 3, 20)
    late = Demand("A", 2, due, {}, latest_start=dt.date(2026, 2, 20))
    soon = Demand("B", 2, due, {}, latest_start=dt.date(2026, 3, 18))
    unknown = Demand("C", 2, due, {})
    assert [one.need_date(MONDAY) for one in (late, soon, unknown)] == [MONDAY, dt.date(2026, 3, 18), due]


def test_what_is_finer_than_a_thousandth_is_never_promised_and_always_asked_for() -> None:
    fine = Decimal("1.0001")
    assert quantity(supply_thousandths(fine)) == Decimal("1.000")
    assert quantity(need_thousandths(fine)) == Decimal("1.001")
