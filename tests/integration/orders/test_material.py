"""Material taken, lost and re-dated: reallocation, decisions on lots, expiry, receipts, signals."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.utils import timezone

from builders.small_books import (
    MONDAY,
    day,
    expect_receipt,
    held,
    lacking,
    order_of,
    pegged,
    put_lot,
    seen,
    statuses,
)
from potok.errors import InvalidDataError
from potok.operations.catalog.models import PlantSettings
from potok.operations.orders import jobs
from potok.operations.orders.errors import (
    CoverNotLostError,
    LotDecisionForbiddenError,
    NothingToTakeError,
    ReasonMissingError,
    ReceiptArrivedError,
    UnknownReceiptNumberError,
    VersionConflictError,
    VictimsChangedError,
)
from potok.operations.orders.jobs import check_new_day
from potok.operations.orders.models import CoverMark, DailyCheck, OrderEvent, ProductionOrder
from potok.operations.orders.services.confirmation import confirm_orders
from potok.operations.orders.services.lost_cover import lose_cover, nightly_check
from potok.operations.orders.services.lots import decide_lot
from potok.operations.orders.services.reallocation import preview_reallocation, reallocate_material
from potok.operations.orders.services.receipts import preview_redating, redate_receipt
from potok.operations.people.acting import SYSTEM, Actor
from potok.operations.people.rights import NoRightError
from potok.operations.purchasing.errors import (
    SignalClosedError,
    SignalDetailsMissingError,
    SignalReceiptMismatchError,
)
from potok.operations.purchasing.models import PurchaseSignal, Receipt
from potok.operations.purchasing.services.signals import (
    acknowledge_signal,
    close_signal,
    order_signal,
    raise_signal,
)
from potok.operations.warehouse.models import StockLot

pytestmark = pytest.mark.usefixtures("plant")


@pytest.fixture(autouse=True)
def rules_are_kept(plant: None) -> object:
    """The database looks at its deferred rules at the end of every test."""
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def confirm(*numbers: str) -> None:
    confirm_orders(SYSTEM, order_nos=numbers)


def last_event(number: str) -> OrderEvent:
    return OrderEvent.objects.filter(order__order_no=number).latest("id")


# --- reallocation ---


def test_an_urgent_order_takes_what_the_named_victim_holds() -> None:
    put_lot("RX", 100)
    put_lot("UB", 10)
    victim, urgent = order_of("PA", 10, priority=3), order_of("PA", 8, priority=1)
    confirm(victim)
    confirm(urgent)
    foreseen = preview_reallocation(SYSTEM, order_no=urgent)
    assert foreseen.lack == {"UB": 8}
    assert [(one.order_no, one.takes) for one in foreseen.victims] == [(victim, {"UB": Decimal(8)})]
    done = reallocate_material(SYSTEM, order_no=urgent, victims=[victim])
    assert (done.waiting, done.kept) == ((victim,), ())
    assert statuses([urgent, victim]) == {urgent: "in_production", victim: "waiting_shortage"}
    assert (held(urgent), held(victim), lacking(victim)) == ({"RX": 16, "UB": 8}, {}, {"UB": 8})
    assert last_event(victim).reason_code == "urgent"
    assert last_event(urgent).new == {"victims": [victim]}


def test_a_victim_that_finds_other_lots_stays_in_production() -> None:
    put_lot("RX", 100)
    put_lot("UB", 10)
    victim, urgent = order_of("PA", 4, priority=3), order_of("PA", 6, priority=1)
    blocker = order_of("PA", 6, priority=3)
    confirm(victim, blocker)
    put_lot("UB", 2)
    done = reallocate_material(SYSTEM, order_no=urgent, victims=[victim, blocker])
    assert (done.kept, done.waiting) == ((victim,), (blocker,))
    assert statuses([urgent, victim]) == dict.fromkeys([urgent, victim], "in_production")


def test_least_urgent_holders_are_named_first_and_only_as_many_as_needed() -> None:
    put_lot("RX", 100)
    put_lot("UB", 12)
    normal, stock, urgent = (order_of("PA", qty, priority=p) for qty, p in ((6, 2), (6, 3), (8, 1)))
    confirm(normal, stock)
    assert [one.order_no for one in preview_reallocation(SYSTEM, order_no=urgent).victims] == [stock, normal]
    small = order_of("PA", 5, priority=1)
    assert [one.order_no for one in preview_reallocation(SYSTEM, order_no=small).victims] == [stock]


def test_victims_must_be_less_urgent_not_launched_and_enough() -> None:
    put_lot("RX", 100)
    put_lot("UB", 10)
    same, running, urgent = (order_of("PA", qty, priority=p) for qty, p in ((3, 1), (3, 3), (8, 1)))
    confirm(same, running)
    ProductionOrder.objects.filter(order_no=running).update(launch_actual_at=timezone.now())
    for victims in ([same], [running], []):
        with pytest.raises(VictimsChangedError):
            reallocate_material(SYSTEM, order_no=urgent, victims=victims)
    small = order_of("PA", 3, priority=3)
    confirm(small)
    with pytest.raises(VictimsChangedError, match="UB"):
        reallocate_material(SYSTEM, order_no=urgent, victims=[small])
    assert statuses([urgent, small]) == {urgent: "new", small: "in_production"}


def test_an_order_that_free_stock_covers_takes_nothing_from_others() -> None:
    put_lot("RX", 100)
    put_lot("UB", 10)
    with pytest.raises(NothingToTakeError):
        preview_reallocation(SYSTEM, order_no=order_of("PA", 5, priority=1))


# --- decisions on lots ---


def test_a_released_lot_makes_waiting_orders_coverable_in_rank(inspector: Actor) -> None:
    put_lot("RX", 100)
    lot = put_lot("UB", 10, status="quarantine")
    first, second = order_of("PA", 8, priority=1), order_of("PA", 8)
    confirm(first, second)
    decision = decide_lot(inspector, lot=lot.code, decision="released")
    assert decision.coverable == (first,)
    assert seen(first).cover == "in_stock"
    assert (lacking(first), lacking(second)) == ({}, {"UB": 6})
    lot.refresh_from_db()
    assert (lot.qc_status, lot.qc_date) == ("released", MONDAY)


def test_orders_of_a_rejected_lot_take_other_lots_first(inspector: Actor) -> None:
    put_lot("RX", 100)
    bad = put_lot("UB", 10, expires=day(30))
    number = order_of("PA", 10)
    confirm(number)
    good = put_lot("UB", 10, expires=day(60))
    decision = decide_lot(inspector, lot=bad.code, decision="rejected", reason="течь")
    assert (decision.kept, decision.waiting) == ((number,), ())
    good.refresh_from_db()
    assert good.reserved_qty == 10
    assert last_event(number).kind == "lots_replaced"


def test_what_other_lots_do_not_cover_goes_back_to_waiting(inspector: Actor) -> None:
    put_lot("RX", 100)
    lot = put_lot("UB", 20)
    first, second = order_of("PA", 10, priority=1), order_of("PA", 10)
    confirm(first, second)
    put_lot("UB", 12)
    decision = decide_lot(inspector, lot=lot.code, decision="blocked", reason="сомнение")
    assert (decision.kept, decision.waiting) == ((first,), (second,))
    assert (held(second), lacking(second)) == ({}, {"UB": 8})
    assert (last_event(second).kind, last_event(second).reason_code) == ("cover_lost", "qc_hold")


def test_a_rejected_lot_that_orders_need_raises_its_signal(inspector: Actor) -> None:
    put_lot("RX", 100)
    lot = put_lot("UB", 10)
    number = order_of("PA", 10)
    confirm(number)
    decide_lot(inspector, lot=lot.code, decision="rejected", reason="брак")
    kinds = set(PurchaseSignal.objects.filter(item__code="UB", state="open").values_list("kind", flat=True))
    assert kinds == {"not_ordered", "rejected_by_qc"}


def test_a_launched_order_of_a_rejected_lot_stops(inspector: Actor) -> None:
    put_lot("RX", 100)
    lot = put_lot("UB", 10)
    number = order_of("PA", 10)
    confirm(number)
    ProductionOrder.objects.filter(order_no=number).update(launch_actual_at=timezone.now())
    decision = decide_lot(inspector, lot=lot.code, decision="rejected", reason="брак")
    assert decision.stopped == (number,)
    assert (seen(number).status, seen(number).progress) == ("in_production", "stopped")


@pytest.mark.parametrize(
    ("status", "decision"),
    [
        ("rejected", "released"),
        ("released", "released"),
        ("quarantine", "quarantine"),
        ("rejected", "conditional"),
    ],
)
def test_a_decision_that_does_not_apply_is_refused(status: str, decision: str, inspector: Actor) -> None:
    lot = put_lot("UB", 10, status=status)
    with pytest.raises(LotDecisionForbiddenError):
        decide_lot(inspector, lot=lot.code, decision=decision, reason="проверка")


def test_a_rejection_needs_a_reason_and_the_right_role(inspector: Actor, planner: Actor) -> None:
    lot = put_lot("UB", 10)
    with pytest.raises(ReasonMissingError):
        decide_lot(inspector, lot=lot.code, decision="rejected")
    with pytest.raises(NoRightError):
        decide_lot(planner, lot=lot.code, decision="rejected", reason="брак")


# --- expiry and loss of cover ---


def tomorrow(days: int = 1) -> None:
    """Move the clock of the plant."""
    PlantSettings.objects.update(plant_today=MONDAY + dt.timedelta(days=days))


def test_a_lot_that_expires_under_reservation_is_replaced_at_night() -> None:
    put_lot("RX", 100)
    put_lot("UB", 10, expires=day(3))
    number = order_of("PA", 10)
    confirm(number)
    fresh = put_lot("UB", 10, expires=day(30))
    tomorrow(3)
    losses, _ = nightly_check(SYSTEM)
    assert (losses.kept, losses.waiting) == ((number,), ())
    fresh.refresh_from_db()
    assert fresh.reserved_qty == 10


def test_an_order_whose_lot_expired_without_substitute_waits() -> None:
    put_lot("RX", 100)
    put_lot("UB", 10, expires=day(3))
    number = order_of("PA", 10)
    confirm(number)
    tomorrow(3)
    losses, _ = nightly_check(SYSTEM)
    assert losses.waiting == (number,)
    assert lacking(number) == {"UB": 10}
    assert StockLot.objects.filter(reserved_qty__gt=0).count() == 0


def test_the_planner_sends_an_order_back_only_when_its_cover_is_lost(planner: Actor) -> None:
    put_lot("RX", 100)
    put_lot("UB", 10, expires=day(3))
    number = order_of("PA", 10)
    confirm(number)
    with pytest.raises(CoverNotLostError):
        lose_cover(planner, order_no=number, reason="проверка")
    tomorrow(3)
    assert lose_cover(planner, order_no=number, reason="истёк срок").waiting == (number,)


def test_a_new_day_makes_a_receipt_overdue_and_unknown() -> None:
    put_lot("RX", 100)
    expect_receipt("RY", 33, code="ПР-1", date=day(1))
    number = order_of("PB", 10)
    confirm(number)
    assert seen(number).earliest_start_date == day(3)
    tomorrow(2)
    nightly_check(SYSTEM)
    row = seen(number)
    assert (row.cover, row.earliest_start_date, pegged(number)) == ("missing", None, {})
    assert PurchaseSignal.objects.filter(item__code="RY", kind="overdue", state="open").exists()


# --- receipts ---


def waiting_for_ry() -> str:
    put_lot("RX", 100)
    expect_receipt("RY", 33, code="ПР-1", date=day(3))
    number = order_of("PB", 10)
    confirm(number)
    return number


def test_a_later_date_is_a_slip_and_moves_the_orders(buyer: Actor) -> None:
    number = waiting_for_ry()
    foreseen = preview_redating(buyer, receipt="ПР-1", expected_date=day(10))
    done = redate_receipt(buyer, receipt="ПР-1", expected_date=day(10), reason="задержка", expected_version=1)
    assert done.changes == foreseen
    assert [(each.order_no, each.before, each.after) for each in done.changes] == [(number, day(7), day(14))]
    assert seen(number).earliest_start_date == day(14)
    row = Receipt.objects.get(code="ПР-1")
    assert (row.expected_date, row.slips, row.status, row.version) == (day(10), 1, "late", 2)
    dates = row.history.order_by("pgh_id").values_list("expected_date", flat=True)
    assert list(dates) == [day(3), day(10)]
    assert last_event(number).kind == "receipt_redated"


def test_an_earlier_date_is_no_slip_and_may_end_the_delay(buyer: Actor) -> None:
    waiting_for_ry()
    redate_receipt(buyer, receipt="ПР-1", expected_date=day(10), reason="задержка")
    redate_receipt(buyer, receipt="ПР-1", expected_date=day(2), reason="ускорили")
    row = Receipt.objects.get(code="ПР-1")
    assert (row.slips, row.status, row.version) == (1, "confirmed", 3)


def test_a_date_that_costs_an_order_its_due_date_raises_the_signal(buyer: Actor) -> None:
    number = waiting_for_ry()
    done = redate_receipt(buyer, receipt="ПР-1", expected_date=day(40), reason="завод стоит")
    assert done.newly_late == (number,)
    signal = PurchaseSignal.objects.get(kind="date_slipped")
    assert (signal.item.code, signal.state, signal.order_nos) == ("RY", "open", [number])
    redate_receipt(buyer, receipt="ПР-1", expected_date=day(3), reason="нашли другой рейс")
    signal.refresh_from_db()
    assert signal.state == "closed"


def test_an_overdue_receipt_counts_again_with_a_new_date(buyer: Actor) -> None:
    number = waiting_for_ry()
    tomorrow(4)
    nightly_check(SYSTEM)
    assert seen(number).cover == "missing"
    redate_receipt(buyer, receipt="ПР-1", expected_date=day(7), reason="новый срок")
    assert (seen(number).cover, seen(number).earliest_start_date) == ("expected", day(9))


def test_bad_dates_versions_and_receipts_are_refused(buyer: Actor) -> None:
    waiting_for_ry()
    for date in (day(-1), day(3)):
        with pytest.raises(InvalidDataError):
            redate_receipt(buyer, receipt="ПР-1", expected_date=date, reason="так")
    with pytest.raises(ReasonMissingError):
        redate_receipt(buyer, receipt="ПР-1", expected_date=day(5), reason="")
    with pytest.raises(UnknownReceiptNumberError):
        redate_receipt(buyer, receipt="ПР-404", expected_date=day(5), reason="так")
    redate_receipt(buyer, receipt="ПР-1", expected_date=day(5), reason="так")
    with pytest.raises(VersionConflictError) as conflict:
        redate_receipt(buyer, receipt="ПР-1", expected_date=day(6), reason="так", expected_version=1)
    assert conflict.value.data["changed"]["expected_date"] == {"old": "2026-03-05", "new": "2026-03-07"}
    Receipt.objects.update(status="accepted")
    with pytest.raises(ReceiptArrivedError):
        redate_receipt(buyer, receipt="ПР-1", expected_date=day(9), reason="так")


def test_only_purchasing_moves_dates(planner: Actor) -> None:
    waiting_for_ry()
    with pytest.raises(NoRightError):
        redate_receipt(planner, receipt="ПР-1", expected_date=day(9), reason="так")


# --- signals ---


def open_signal() -> PurchaseSignal:
    put_lot("UB", 100)
    confirm(order_of("PA", 10))
    return PurchaseSignal.objects.get(item__code="RX", kind="not_ordered")


def test_a_signal_goes_from_open_to_ordered_and_closes_with_the_need(buyer: Actor) -> None:
    signal = open_signal()
    assert acknowledge_signal(buyer, number=signal.number, answer="ищем").state == "acknowledged"
    expect_receipt("RX", 20, code="ПР-5", date=day(3))
    assert order_signal(buyer, number=signal.number, receipt="ПР-5").state == "ordered"
    nightly_check(SYSTEM)
    signal.refresh_from_db()
    assert signal.state == "closed"
    with pytest.raises(SignalClosedError):
        acknowledge_signal(buyer, number=signal.number)


def test_an_acknowledged_signal_stays_so_while_its_figures_change(buyer: Actor) -> None:
    signal = open_signal()
    acknowledge_signal(buyer, number=signal.number)
    confirm(order_of("PA", 5))
    signal.refresh_from_db()
    assert (signal.state, signal.missing_qty) == ("acknowledged", 30)


def test_a_signal_is_answered_by_a_receipt_of_its_own_item(buyer: Actor) -> None:
    signal = open_signal()
    expect_receipt("RY", 20, code="ПР-5", date=day(3))
    with pytest.raises(SignalReceiptMismatchError):
        order_signal(buyer, number=signal.number, receipt="ПР-5")


def test_a_signal_closed_by_hand_comes_back_as_long_as_the_need_is_there(buyer: Actor) -> None:
    signal = open_signal()
    with pytest.raises(SignalDetailsMissingError):
        close_signal(buyer, number=signal.number, answer="")
    close_signal(buyer, number=signal.number, answer="ошибка")
    nightly_check(SYSTEM)
    states = PurchaseSignal.objects.filter(item__code="RX").order_by("id").values_list("state", flat=True)
    assert list(states) == ["closed", "open"]


def test_a_signal_raised_by_a_planner_stays_until_it_is_answered(planner: Actor, buyer: Actor) -> None:
    signal = raise_signal(planner, item="RY", missing_qty=Decimal(50), need_date=day(20), text="план продаж")
    nightly_check(SYSTEM)
    signal.refresh_from_db()
    assert (signal.state, signal.by_hand) == ("open", True)
    again = raise_signal(planner, item="RY", missing_qty=Decimal(70), need_date=day(20))
    assert (again.pk, again.missing_qty) == (signal.pk, 70)
    close_signal(buyer, number=signal.number, answer="заказано по договору")


def test_a_need_found_by_the_check_takes_over_a_signal_raised_by_hand(planner: Actor) -> None:
    raised = raise_signal(planner, item="RX", missing_qty=Decimal(5), need_date=day(20))
    put_lot("UB", 100)
    confirm(order_of("PA", 10))
    raised.refresh_from_db()
    assert (raised.by_hand, raised.missing_qty) == (False, 20)
    assert PurchaseSignal.objects.filter(item__code="RX").count() == 1


def test_the_check_of_a_day_is_done_once_and_makes_up_for_marks(monkeypatch: pytest.MonkeyPatch) -> None:
    put_lot("RX", 100)
    put_lot("UB", 10, expires=day(3))
    number = order_of("PA", 10)
    confirm(number)
    tomorrow(3)
    CoverMark.objects.create(item_ids=[], reach="new")
    check_new_day(0)
    assert statuses([number]) == {number: "waiting_shortage"}
    assert not CoverMark.objects.exists()
    monkeypatch.setattr(jobs, "nightly_check", None)
    check_new_day(0)
    assert list(DailyCheck.objects.values_list("date", flat=True)) == [day(3)]


def test_stock_of_another_warehouse_is_no_material() -> None:
    put_lot("RX", 100)
    put_lot("UB", 100)
    StockLot.objects.filter(item__code="UB").update(location="Склад готовой продукции")
    number = order_of("PA", 10)
    confirm(number)
    assert lacking(number) == {"UB": 10}
