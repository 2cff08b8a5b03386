from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

import pytest

from potok.supply.action_messages import Action, ActionMessage, Need, action_messages, in_sequence
from potok.supply.facts import ExpectedReceipt, expected_receipt
from potok.supply.signals import PurchaseTerms

TODAY = dt.date(2026, 3, 2)
LOT = PurchaseTerms("R", purchase_lot=Decimal(10))


def on(days: int) -> dt.date:
    return TODAY + dt.timedelta(days=days)


def coming(code: str, qty: int, days: int) -> ExpectedReceipt:
    return expected_receipt(
        receipt_id=code,
        item_id="R",
        qty=Decimal(qty),
        promised_date=on(days),
        expected_date=on(days),
        qc_days=0,
        today=TODAY,
        holidays=frozenset(),
    )


def told(
    needs: Iterable[tuple[int, int]],
    receipts: Iterable[ExpectedReceipt] = (),
    *,
    free: int = 0,
    fixed: str = "",
) -> list[tuple[Action, str, int, dt.date | None]]:
    found = action_messages(
        "R",
        free=Decimal(free),
        needs=[Need(f"З{place}", on(days), Decimal(qty)) for place, (days, qty) in enumerate(needs)],
        receipts=receipts,
        fixed=frozenset(fixed.split()),
        terms=LOT,
        holidays=frozenset(),
        today=TODAY,
    )
    return [(each.action, each.receipt_id, int(each.qty), each.date) for each in found]


def test_what_suits_needs_no_advice() -> None:
    assert told([(10, 30), (12, 20)], [coming("A", 50, 8)]) == []
    assert told([(10, 30)], free=30) == []


@pytest.mark.parametrize(
    ("needs", "receipts", "free", "expected"),
    [
        ([(10, 25)], [], 0, (Action.ORDER, "", 30, on(10))),
        ([(10, 50)], [coming("A", 30, 8)], 0, (Action.INCREASE, "A", 50, on(10))),
        ([(5, 30)], [coming("A", 30, 8)], 0, (Action.EXPEDITE, "A", 30, on(5))),
        ([(20, 30)], [coming("A", 30, 8)], 0, (Action.DEFER, "A", 30, on(20))),
        ([(10, 12)], [coming("A", 50, 8)], 0, (Action.DECREASE, "A", 20, on(10))),
        ([(10, 30)], [coming("A", 30, 8)], 30, (Action.CANCEL, "A", 0, None)),
        ([], [coming("A", 30, 8)], 0, (Action.CANCEL, "A", 0, None)),
        ([(10, 30)], [coming("A", 30, -1)], 0, (Action.EXPEDITE, "A", 30, on(10))),
    ],
)
def test_each_kind_of_advice_has_its_case(
    needs: list[tuple[int, int]],
    receipts: list[ExpectedReceipt],
    free: int,
    expected: tuple[Action, str, int, dt.date | None],
) -> None:
    assert told(needs, receipts, free=free) == [expected]


def test_nothing_is_asked_for_a_date_that_has_passed() -> None:
    assert told([(-4, 30)], [coming("A", 30, 8)]) == [(Action.EXPEDITE, "A", 30, TODAY)]
    assert told([(-4, 30)], [coming("A", 30, 0)]) == []


def test_a_receipt_a_few_days_early_is_left_alone() -> None:
    assert told([(15, 30)], [coming("A", 30, 8)]) == []


def test_what_can_not_be_changed_gets_no_advice() -> None:
    assert told([(10, 50)], [coming("A", 30, 8)], fixed="A") == [(Action.ORDER, "", 20, on(10))]
    assert told([], [coming("A", 30, 8)], fixed="A") == []


def test_the_most_pressing_comes_first() -> None:
    messages = [
        ActionMessage(Action.CANCEL, "A", "1", Decimal(0), None, ()),
        ActionMessage(Action.ORDER, "B", "", Decimal(1), on(3), ()),
        ActionMessage(Action.EXPEDITE, "A", "2", Decimal(1), on(9), ()),
        ActionMessage(Action.EXPEDITE, "C", "3", Decimal(1), on(1), ()),
    ]
    assert [message.item_id for message in in_sequence(messages)] == ["C", "A", "B", "A"]
