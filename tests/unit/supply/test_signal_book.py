import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from potok.supply.signal_book import KnownSignal, SignalState, SignalUpdate, reconcile
from potok.supply.signals import DesiredSignal, SignalKind

NEED = dt.date(2026, 3, 31)
DESIRED = DesiredSignal("R13", SignalKind.NOT_ORDERED, Decimal(150), NEED, None, ("ЗП-0081",), None)


def known(state: SignalState = SignalState.OPEN, **more: object) -> KnownSignal:
    signal = KnownSignal(
        "СГ-0012", "R13", SignalKind.NOT_ORDERED, state, Decimal(150), NEED, None, ("ЗП-0081",), None
    )
    return replace(signal, **more)  # type: ignore[arg-type]


def test_a_need_without_a_signal_makes_one() -> None:
    found = reconcile([], [DESIRED])
    assert (found.create, found.update, found.close) == ((DESIRED,), (), ())


def test_a_signal_that_says_what_is_needed_is_left_alone() -> None:
    found = reconcile([known()], [DESIRED])
    assert (found.create, found.update, found.close) == ((), (), ())


@pytest.mark.parametrize("state", [SignalState.OPEN, SignalState.ACKNOWLEDGED, SignalState.ORDERED])
def test_a_changed_need_updates_the_signal_and_keeps_its_state(state: SignalState) -> None:
    more = replace(DESIRED, missing_qty=Decimal(151))
    found = reconcile([known(state)], [more])
    assert found.update == (SignalUpdate("СГ-0012", more, state),)
    assert found.create == found.close == ()


def test_a_need_that_is_gone_closes_its_signal() -> None:
    found = reconcile([known(), known(kind=SignalKind.TOO_LATE)], [DESIRED])
    assert [signal.kind for signal in found.close] == [SignalKind.TOO_LATE]


def test_another_kind_for_the_same_item_is_another_signal() -> None:
    late = replace(DESIRED, kind=SignalKind.TOO_LATE)
    assert reconcile([known()], [DESIRED, late]).create == (late,)


def test_a_dismissed_signal_stays_dismissed_while_the_need_is_the_same() -> None:
    other_orders = replace(DESIRED, order_nos=("ЗП-0115",))
    found = reconcile([known(SignalState.DISMISSED)], [other_orders])
    assert (found.create, found.update, found.close) == ((), (), ())


@pytest.mark.parametrize(
    "change", [{"missing_qty": Decimal(151)}, {"need_date": NEED - dt.timedelta(days=1)}]
)
def test_a_dismissed_signal_opens_again_when_the_need_changes(change: dict[str, object]) -> None:
    more = replace(DESIRED, **change)  # type: ignore[arg-type]
    found = reconcile([known(SignalState.DISMISSED)], [more])
    assert found.update == (SignalUpdate("СГ-0012", more, SignalState.OPEN),)


def test_a_closed_signal_is_history() -> None:
    found = reconcile([known(SignalState.CLOSED)], [DESIRED])
    assert (found.create, found.close) == ((DESIRED,), ())


def test_signals_of_items_that_were_not_computed_are_left_alone() -> None:
    other = known(item_id="R15")
    assert reconcile([known(), other], [], items={"R13"}).close == (known(),)
    assert reconcile([known(), other], []).close == (known(), other)
