"""Publishing puts a draft in force and keeps agreement where nothing changed."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from potok.operations.orders.models import OrderEvent, ProductionOrder
from potok.operations.people.acting import SYSTEM, Actor
from potok.operations.people.models import RoleGrant, User
from potok.operations.people.rights import NoRightError
from potok.operations.people.roles import Role
from potok.operations.planning.diff import plan_diff
from potok.operations.planning.errors import (
    LineNotSentError,
    PlanNotDraftError,
    ReasonNeededError,
    StalePlanError,
    UnknownPlanError,
)
from potok.operations.planning.models import PlanVersion, ScheduleLine
from potok.operations.planning.reads.board import board
from potok.operations.planning.services.agreement import LineKey, answer_lines, send_lines
from potok.operations.planning.services.publication import publish_plan, reject_plan
from potok.operations.planning.services.stops import report_stop

from .conftest import order, run_to_the_end


def agree_all() -> None:
    """Every shop head agrees to every line that was sent."""
    send_lines(SYSTEM)
    keys = ScheduleLine.objects.filter(is_published=True, agreement="sent").values_list(
        "order__order_no", "op_no"
    )
    answer_lines(SYSTEM, keys=[LineKey(*key) for key in keys], answer="agreed")


def test_a_published_plan_writes_launch_and_release_into_its_orders(published: PlanVersion) -> None:
    for found in ProductionOrder.objects.filter(lines__plan=published).distinct():
        lines = published.lines.filter(order=found)
        assert found.launch_at == min(line.start_at for line in lines)
        assert found.release_at == max(line.finish_at for line in lines)
        assert found.progress == "scheduled"
        assert found.events.filter(kind="dates").count() == 1


def test_a_new_plan_supersedes_the_old_one_and_leaves_it_as_it_was(published: PlanVersion) -> None:
    before = list(published.lines.order_by("id").values_list("machine_id", "start_at", "finish_at"))
    second = run_to_the_end().plan
    assert second is not None
    publish_plan(SYSTEM, number=second.number)
    published.refresh_from_db()
    assert published.state == "superseded"
    after = list(published.lines.order_by("id").values_list("machine_id", "start_at", "finish_at"))
    assert after == before
    assert not published.lines.filter(is_published=True).exists()
    assert PlanVersion.objects.filter(state="published").get() == second


def test_a_draft_made_for_another_plan_in_force_is_refused(published: PlanVersion) -> None:
    first, second = run_to_the_end().plan, run_to_the_end().plan
    assert first is not None
    assert second is not None
    publish_plan(SYSTEM, number=second.number)
    with pytest.raises(StalePlanError, match=f"план № {second.number}"):
        publish_plan(SYSTEM, number=first.number)
    assert PlanVersion.objects.get(state="published") == second


def test_a_draft_whose_order_was_cancelled_meanwhile_is_refused(draft: PlanVersion) -> None:
    victim = draft.lines.first().order
    with transaction.atomic():
        victim.reservations.all().delete()
        ProductionOrder.objects.filter(pk=victim.pk).update(status="cancelled", cancel_reason="отказ клиента")
        OrderEvent.objects.create(
            order=victim, kind="cancelled", at=dt.datetime.now(dt.UTC), to_status="cancelled"
        )
    with pytest.raises(StalePlanError, match=victim.order_no):
        publish_plan(SYSTEM, number=draft.number)
    assert not PlanVersion.objects.filter(state="published").exists()


def test_a_rejected_draft_cannot_be_published(draft: PlanVersion) -> None:
    reject_plan(SYSTEM, number=draft.number)
    with pytest.raises(PlanNotDraftError, match="Отклонён"):
        publish_plan(SYSTEM, number=draft.number)


def test_an_unknown_plan_is_named(demo_database: None) -> None:
    with pytest.raises(UnknownPlanError, match="99"):
        publish_plan(SYSTEM, number=99)


def test_the_database_refuses_overlapping_published_lines(published: PlanVersion) -> None:
    one, other = published.lines.filter(machine__code="M102").order_by("start_at")[:2]
    with pytest.raises(IntegrityError, match="published_lines_do_not_overlap"), transaction.atomic():
        ScheduleLine.objects.filter(pk=other.pk).update(
            start_at=one.start_at,
            finish_at=one.finish_at,
            period=DateTimeTZRange(one.start_at, one.finish_at),
        )


def test_an_order_is_agreed_when_every_workshop_of_its_route_agreed(published: PlanVersion) -> None:
    send_lines(SYSTEM)
    found = ProductionOrder.objects.filter(agreement="sent", lines__plan=published).first()
    first, *others = published.lines.filter(order=found).order_by("op_no")
    answer_lines(SYSTEM, keys=[LineKey(found.order_no, first.op_no)], answer="agreed")
    assert order(found.order_no).agreement == "sent"
    answer_lines(SYSTEM, keys=[LineKey(found.order_no, line.op_no) for line in others], answer="agreed")
    agreed = order(found.order_no)
    assert (agreed.agreement, agreed.progress) == ("agreed", "agreed")
    assert (agreed.launch_at_first, agreed.release_at_first) == (agreed.launch_at, agreed.release_at)


def test_a_refusal_needs_a_reason_and_shows_in_the_order(published: PlanVersion) -> None:
    send_lines(SYSTEM)
    line = published.lines.filter(preliminary=False).select_related("order").first()
    key = LineKey(line.order.order_no, line.op_no)
    with pytest.raises(ReasonNeededError):
        answer_lines(SYSTEM, keys=[key], answer="refused", reason=" ")
    answer_lines(SYSTEM, keys=[key], answer="refused", reason="нет людей на смену")
    assert order(line.order.order_no).agreement == "refused"
    event = OrderEvent.objects.filter(order=line.order, kind="agreement").get()
    assert (event.new["agreement"], event.text) == ("refused", "нет людей на смену")


def test_preliminary_lines_are_not_sent_and_cannot_be_answered(published: PlanVersion) -> None:
    send_lines(SYSTEM)
    line = published.lines.filter(preliminary=True).select_related("order").first()
    assert line.agreement == "none"
    with pytest.raises(LineNotSentError):
        answer_lines(SYSTEM, keys=[LineKey(line.order.order_no, line.op_no)], answer="agreed")


def test_a_shop_head_answers_only_for_the_own_workshop(published: PlanVersion) -> None:
    send_lines(SYSTEM)
    mine, foreign = (
        published.lines.filter(workshop__code=code, preliminary=False).select_related("order").first()
        for code in ("1", "2")
    )
    user = User.objects.create(username="начальник")
    RoleGrant.objects.create(user=user, role="shop_head", workshop=mine.workshop)
    head = Actor(
        user_id=user.pk,
        name="Начальник",
        roles=frozenset({Role.SHOP_HEAD}),
        workshops=frozenset({mine.workshop_id}),
    )
    keys = [LineKey(line.order.order_no, line.op_no) for line in (mine, foreign)]
    with pytest.raises(NoRightError):
        answer_lines(head, keys=keys, answer="agreed")
    mine.refresh_from_db()
    assert mine.agreement == "sent"
    assert answer_lines(head, keys=keys[:1], answer="agreed") == 1


def test_an_unmoved_line_keeps_its_agreement_in_the_next_plan(published: PlanVersion) -> None:
    agree_all()
    before = {(line.order_id, line.op_no): line for line in published.lines.filter(agreement="agreed")}
    second = run_to_the_end().plan
    assert second is not None
    publish_plan(SYSTEM, number=second.number)
    kept = 0
    for line in second.lines.filter(preliminary=False):
        old = before[line.order_id, line.op_no]
        same = (line.machine_id, line.start_at, line.shift_no) == (old.machine_id, old.start_at, old.shift_no)
        if same:
            assert line.agreement == "agreed"
            kept += 1
        elif line.machine_id != old.machine_id:
            assert line.agreement == "sent"
    assert kept > 0


def test_agreed_work_of_the_frozen_zone_is_not_moved_by_a_new_run(published: PlanVersion) -> None:
    agree_all()
    frozen = published.lines.filter(
        agreement="agreed", start_at__lt=published.not_before + dt.timedelta(hours=24)
    )
    assert frozen.exists()
    second = run_to_the_end().plan
    assert second is not None
    for line in frozen:
        again = second.lines.get(order_id=line.order_id, op_no=line.op_no)
        assert (again.machine_id, again.start_at, again.finish_at) == (
            line.machine_id,
            line.start_at,
            line.finish_at,
        )


def test_after_a_breakdown_the_new_plan_keeps_off_the_stop(published: PlanVersion) -> None:
    line = published.lines.filter(machine__code="M102").order_by("start_at")[1]
    start, finish = line.start_at, line.start_at + dt.timedelta(hours=6)
    report = report_stop(
        SYSTEM, machine_code="M102", start_at=start, finish_at=finish, reason="течь сальника"
    )
    assert line.order.order_no in {order_no for order_no, _ in report.hit}
    second = run_to_the_end().plan
    assert second is not None
    parts = [
        (part.start_at, part.finish_at)
        for found in second.lines.filter(machine__code="M102").prefetch_related("parts")
        for part in found.parts.all()
    ]
    assert all(b <= start or a >= finish for a, b in parts)


def test_the_difference_lists_every_order_whose_dates_change(published: PlanVersion) -> None:
    report_stop(
        SYSTEM,
        machine_code="M102",
        start_at=published.not_before,
        finish_at=published.not_before + dt.timedelta(days=3),
        reason="поломка",
    )
    second = run_to_the_end().plan
    assert second is not None
    changes = {change.order_no: change for change in plan_diff(second, published).changes}
    for found in ProductionOrder.objects.filter(lines__plan=second).distinct():
        lines = second.lines.filter(order=found)
        span = (min(line.start_at for line in lines), max(line.finish_at for line in lines))
        assert (found.order_no in changes) == (span != (found.launch_at, found.release_at))


def test_the_board_shows_every_line_of_the_plan_and_the_orders_outside_it(published: PlanVersion) -> None:
    shown = board(published)
    assert len(shown["lines"]) == published.lines.count()
    machines = {machine["code"] for shop in shown["workshops"] for machine in shop["machines"]}
    assert {line["machine"] for line in shown["lines"]} <= machines
    outside = ProductionOrder.objects.filter(status__in=["in_production", "waiting_shortage"]).exclude(
        lines__plan=published
    )
    assert {row["order_no"] for row in shown["tray"]} == set(outside.values_list("order_no", flat=True))
    assert all(line["why"] for line in shown["lines"])
