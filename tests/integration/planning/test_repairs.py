"""A plan repaired after an event, promises beside it and reasons of its dates."""

from __future__ import annotations

import datetime as dt

import pytest

from potok.operations.catalog.clock import aware, local, plant_settings
from potok.operations.orders.models import ProductionOrder
from potok.operations.orders.reads.what_if import what_if_redated
from potok.operations.people.acting import SYSTEM, Actor
from potok.operations.people.rights import NoRightError
from potok.operations.people.roles import Role
from potok.operations.planning.kept_lines import kept_lines
from potok.operations.planning.models import PlanVersion, ScheduleLine, SchedulePart
from potok.operations.planning.reads import desk
from potok.operations.planning.reads.promises import (
    Asked,
    OrderNotOpenError,
    ProductNotMadeError,
    promise_asked,
    promise_of,
)
from potok.operations.planning.reads.why import why_of
from potok.operations.planning.services.moving import Move, move_line
from potok.operations.planning.services.repairs import (
    PlanNotRepairableError,
    ReceiptDelay,
    preview_repair,
    repair_version,
)
from potok.operations.planning.services.stops import report_stop
from potok.operations.planning.services.undoing import undo_change
from potok.operations.planning.snapshot import plan_request, stored_rows
from potok.operations.planning.wording import cause_sentence
from potok.operations.purchasing.models import Receipt
from potok.scheduling.promise.engine import Promise
from potok.scheduling.promise.words import promise_sentence
from potok.scheduling.repair.events import Breakdown, RefusedLine, UrgentOrder
from potok.scheduling.verify import check_plan
from potok.scheduling.why.late import OrderNotInPlanError
from potok.scheduling.why.words import late_sentence

SHOP_HEAD = Actor(user_id=None, name="Начальник", roles=frozenset({Role.SHOP_HEAD}))


def breakdown_of(line: ScheduleLine, *, hours: int = 20) -> Breakdown:
    start = local(line.start_at)
    return Breakdown(line.machine.code, start, start + dt.timedelta(hours=hours))


def free_line(plan: PlanVersion) -> ScheduleLine:
    return plan.lines.filter(preliminary=False).order_by("-start_at").first()


def test_a_breakdown_is_tried_then_written_as_a_draft_that_the_checker_accepts(
    published: PlanVersion,
) -> None:
    line = free_line(published)
    event = breakdown_of(line)
    preview = preview_repair(SYSTEM, number=published.number, event=event)
    assert preview.ok, preview.violations[:3]
    assert line.order.order_no in {change.order_no for change in preview.operations}
    assert "операций" in preview.sentence
    assert PlanVersion.objects.count() == 1
    draft = repair_version(SYSTEM, number=published.number, event=event, title="поломка")
    moved = draft.lines.get(order=line.order, op_no=line.op_no)
    assert (moved.machine_id, moved.start_at) != (line.machine_id, line.start_at)
    assert moved.cause["reason"]
    unmoved = [
        one
        for one in published.lines.all()
        if (one.order.order_no, one.op_no)
        not in {(change.order_no, change.op_no) for change in preview.operations}
    ]
    for one in unmoved:
        same = draft.lines.get(order=one.order, op_no=one.op_no)
        assert (same.machine_id, same.start_at) == (one.machine_id, one.start_at)
        if one.cause["other_order"] not in {change.order_no for change in preview.operations}:
            assert same.cause == one.cause
    request = plan_request()
    report = check_plan(request.plant, stored_rows(draft), material=request.material, now=request.not_before)
    assert report.ok, report.violations[:3]

    other = free_line(draft)
    second = repair_version(
        SYSTEM,
        number=draft.number,
        event=RefusedLine(
            other.order.order_no,
            other.op_no,
            other.machine.code,
            local(other.start_at) + dt.timedelta(days=1),
        ),
    )
    draft.refresh_from_db()
    assert (draft.state, second.state) == ("rejected", "draft")
    before = undo_change(SYSTEM, number=second.number)
    assert before is not None
    assert stored_rows(before) == stored_rows(draft)
    assert undo_change(SYSTEM, number=before.number) is None
    assert not PlanVersion.objects.filter(state="draft").exists()
    with pytest.raises(PlanNotRepairableError):
        preview_repair(SYSTEM, number=draft.number, event=None)


def test_a_reported_stop_is_mended_from_the_books_and_an_urgent_order_needs_nothing(
    published: PlanVersion,
) -> None:
    assert preview_repair(SYSTEM, number=published.number, event=None).operations == ()
    line = free_line(published)
    report_stop(
        SYSTEM,
        machine_code=line.machine.code,
        start_at=line.start_at,
        finish_at=line.start_at + dt.timedelta(hours=20),
        reason="подшипник",
    )
    preview = preview_repair(SYSTEM, number=published.number, event=None)
    assert preview.ok
    assert line.order.order_no in {change.order_no for change in preview.operations}
    urgent = preview_repair(SYSTEM, number=published.number, event=UrgentOrder(line.order.order_no))
    assert urgent.ok
    with pytest.raises(NoRightError):
        preview_repair(SHOP_HEAD, number=published.number, event=None)


def test_a_late_receipt_moves_the_orders_that_wait_for_it(published: PlanVersion) -> None:
    waiting = published.lines.filter(preliminary=True).order_by("start_at").first()
    late_date = local(waiting.start_at).date() + dt.timedelta(days=12)
    receipts = Receipt.objects.filter(
        item__code=waiting.order.cover_items[0], status__in=["planned", "confirmed", "in_transit"]
    )
    delays = [ReceiptDelay(receipt.code, late_date) for receipt in receipts.order_by("expected_date")]
    moved = [delay for delay in delays if waiting.order.order_no in orders_moved_by(delay)]
    assert moved
    preview = preview_repair(SYSTEM, number=published.number, event=moved[0])
    assert preview.ok, preview.violations[:3]
    assert waiting.order.order_no in {change.order_no for change in preview.operations}


def orders_moved_by(delay: ReceiptDelay) -> set[str]:
    answer = what_if_redated(SYSTEM, receipt=delay.receipt, expected_date=delay.expected_date)
    return {moved.change.order_no for moved in answer.moved}


def test_a_promise_stands_beside_the_plan_and_names_what_decides(published: PlanVersion) -> None:
    line = free_line(published)
    product = line.order.product.code
    due = local(line.finish_at).date() + dt.timedelta(days=30)
    small = promise_asked(SYSTEM, Asked(product, line.order.qty_pcs, due))
    assert small.launch_at >= plan_request().not_before
    assert "решает" in promise_sentence(small)
    for row in small.rows:
        busy = published.lines.filter(machine__code=row.machine_id)
        for one in busy:
            assert row.finish_at <= local(one.start_at) or local(one.finish_at) <= row.start_at
    with pytest.raises(ProductNotMadeError):
        promise_asked(SYSTEM, Asked("нет", 1, due))
    with pytest.raises(OrderNotOpenError):
        promise_of(SYSTEM, "ЗП-нет")
    assert promise_of(SYSTEM, line.order.order_no).release_at


def test_a_promise_asked_again_follows_the_books(published: PlanVersion) -> None:
    line = free_line(published)
    asked = Asked(line.order.product.code, line.order.qty_pcs, line.order.due_date)

    def told_and_anew() -> Promise:
        told = promise_asked(SYSTEM, asked)
        desk._Memory.kept = None
        assert promise_asked(SYSTEM, asked) == told
        return told

    first = told_and_anew()
    launch = first.rows[0]
    report_stop(
        SYSTEM,
        machine_code=launch.machine_id,
        start_at=aware(launch.start_at),
        finish_at=aware(launch.finish_at),
        reason="подшипник",
    )
    stopped = told_and_anew()
    assert stopped.rows != first.rows
    published.lines.filter(order=line.order).update(pinned=True)
    told_and_anew()
    ProductionOrder.objects.filter(pk=line.order.pk).update(priority=1)
    told_and_anew()


def test_every_planned_order_can_say_why_it_is_released_then(published: PlanVersion) -> None:
    for order_no in {line.order.order_no for line in published.lines.all()[:6]}:
        why = why_of(SYSTEM, order_no)
        assert why.chain
        assert late_sentence(why)
        assert (why.is_launched, why.is_kept, why.is_outdated) == (False, False, False)
    with pytest.raises(OrderNotInPlanError):
        why_of(SYSTEM, "ЗП-нет")


def test_pinned_agreed_and_launched_work_says_why_it_stays(published: PlanVersion) -> None:
    line = free_line(published)
    number = line.order.order_no
    published.lines.filter(pk=line.pk).update(pinned=True)
    assert "закреплена на" in late_sentence(why_of(SYSTEM, number))
    published.lines.filter(order=line.order).update(pinned=False, agreement="agreed")
    settings = plant_settings()
    settings.frozen_zone_h = 24 * 60
    settings.save()
    assert "согласована на" in late_sentence(why_of(SYSTEM, number))
    ProductionOrder.objects.filter(pk=line.order_id).update(launch_actual_at=line.start_at)
    why = why_of(SYSTEM, number)
    assert why.is_launched
    assert why.release_at == local(line.finish_at)
    assert f"заказ запущен и идёт по плану, выпуск {local(line.finish_at):%d.%m %H:%M}" in late_sentence(why)


def test_a_draft_made_by_hand_says_that_it_keeps_work_longer_than_its_reasons(
    published: PlanVersion,
) -> None:
    line = free_line(published)
    later = local(line.start_at) + dt.timedelta(days=3)
    move = Move(line.order.order_no, line.op_no, line.machine.code, aware(later))
    draft = move_line(SYSTEM, number=published.number, move=move)
    moved = draft.lines.get(order=line.order, op_no=line.op_no)
    assert moved.cause["reason"] == "kept"
    assert cause_sentence(moved.cause).startswith("оставлено на месте: можно с")


def test_the_lines_of_a_plan_are_kept_until_something_in_them_changes(published: PlanVersion) -> None:
    kept = kept_lines(published)
    assert kept.rows == stored_rows(published)
    assert kept_lines(published) is kept
    line = free_line(published)
    published.lines.filter(pk=line.pk).update(pinned=True)
    pinned = kept_lines(published)
    assert sum(one.pinned for one in pinned.lines) == sum(one.pinned for one in kept.lines) + 1
    SchedulePart.objects.filter(line=line).update(qty_pcs=7)
    assert {row.qty for row in kept_lines(published).rows if row not in kept.rows} == {7}
    ProductionOrder.objects.filter(pk=line.order_id).update(launch_actual_at=line.start_at)
    assert any(one.launched for one in kept_lines(published).lines if one.order_no == line.order.order_no)
