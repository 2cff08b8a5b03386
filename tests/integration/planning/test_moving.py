"""Work moved by hand and dates corrected for a reason."""

from __future__ import annotations

import datetime as dt

import pytest

from potok.operations.catalog.clock import local
from potok.operations.orders.models import OrderEvent
from potok.operations.people.acting import SYSTEM, Actor
from potok.operations.people.rights import NoRightError
from potok.operations.people.roles import Role
from potok.operations.planning.errors import (
    NoPublishedPlanError,
    ReasonNeededError,
    UnknownReasonError,
)
from potok.operations.planning.models import PlanVersion, ScheduleLine
from potok.operations.planning.services.corrections import correct_dates, preview_correction
from potok.operations.planning.services.moving import Move, move_line, pin_line, preview_move
from potok.operations.planning.snapshot import plan_request, stored_rows
from potok.scheduling.moving import MachineNotPermittedError
from potok.scheduling.verify import check_plan

from .conftest import order, run_to_the_end

SHOP_HEAD = Actor(user_id=None, name="Начальник", roles=frozenset({Role.SHOP_HEAD}))


def first_line(plan: PlanVersion) -> ScheduleLine:
    return plan.lines.filter(machine__code="M102", preliminary=False).order_by("start_at").first()


def later(line: ScheduleLine, **span: int) -> Move:
    return Move(line.order.order_no, line.op_no, line.machine.code, line.start_at + dt.timedelta(**span))


def test_a_preview_tells_where_the_work_would_start_and_saves_nothing(published: PlanVersion) -> None:
    line = first_line(published)
    preview = preview_move(SYSTEM, number=published.number, move=later(line, days=2))
    assert preview.ok
    assert preview.start_at >= line.start_at + dt.timedelta(days=2)
    assert line.order.order_no in {change.order_no for change in preview.changes}
    assert PlanVersion.objects.count() == 1


def test_a_moved_line_becomes_a_draft_that_the_checker_accepts(published: PlanVersion) -> None:
    line = first_line(published)
    draft = move_line(SYSTEM, number=published.number, move=later(line, days=1))
    assert draft.state == "draft"
    moved = draft.lines.get(order=line.order, op_no=line.op_no)
    assert moved.start_at >= line.start_at + dt.timedelta(days=1)
    request = plan_request()
    report = check_plan(request.plant, stored_rows(draft), material=request.material, now=request.not_before)
    assert report.ok, report.violations[:3]
    published.refresh_from_db()
    assert published.state == "published"


def test_moving_on_a_draft_puts_the_draft_before_aside(published: PlanVersion) -> None:
    line = first_line(published)
    first = move_line(SYSTEM, number=published.number, move=later(line, days=1))
    second = move_line(SYSTEM, number=first.number, move=later(line, days=2))
    first.refresh_from_db()
    assert (first.state, second.state) == ("rejected", "draft")


def test_a_machine_outside_the_route_is_refused(published: PlanVersion) -> None:
    line = first_line(published)
    with pytest.raises(MachineNotPermittedError, match="M301"):
        preview_move(
            SYSTEM,
            number=published.number,
            move=Move(line.order.order_no, line.op_no, "M301", line.start_at),
        )


def test_a_pinned_line_is_not_moved_by_the_next_run(published: PlanVersion) -> None:
    line = published.lines.filter(machine__code="M202", preliminary=False).order_by("-start_at").first()
    pin_line(SYSTEM, number=published.number, order_no=line.order.order_no, op_no=line.op_no, pinned=True)
    again = run_to_the_end().plan
    assert again is not None
    same = again.lines.get(order=line.order, op_no=line.op_no)
    assert (same.machine_id, same.start_at) == (line.machine_id, line.start_at)


def test_corrected_dates_come_into_force_with_their_reason(published: PlanVersion) -> None:
    line = first_line(published)
    number = line.order.order_no
    wanted = line.start_at + dt.timedelta(days=1)
    preview = preview_correction(SYSTEM, order_no=number, launch_at=wanted)
    done = correct_dates(SYSTEM, order_no=number, launch_at=wanted, reason_code="breakdown")
    assert set(done.moved) == {change.order_no for change in preview.changes}
    found = order(number)
    assert found.launch_at == preview.start_at
    assert found.last_date_reason == "breakdown"
    event = OrderEvent.objects.filter(order=found, kind="dates", reason_code="breakdown").get()
    assert event.text == "поломка"
    assert event.old["launch_at"] != event.new["launch_at"]


def test_a_correction_needs_a_known_reason_and_words_for_other(published: PlanVersion) -> None:
    line = first_line(published)
    options = {"order_no": line.order.order_no, "launch_at": line.start_at + dt.timedelta(days=1)}
    with pytest.raises(UnknownReasonError, match="срочность"):
        correct_dates(SYSTEM, reason_code="weather", **options)
    with pytest.raises(ReasonNeededError):
        correct_dates(SYSTEM, reason_code="other", **options)
    assert PlanVersion.objects.count() == 1


def test_first_agreed_dates_stay_when_dates_are_corrected(published: PlanVersion) -> None:
    line = first_line(published)
    line.order.launch_at_first, line.order.release_at_first = line.order.launch_at, line.order.release_at
    line.order.save(update_fields=["launch_at_first", "release_at_first"])
    correct_dates(
        SYSTEM,
        order_no=line.order.order_no,
        launch_at=line.start_at + dt.timedelta(days=1),
        reason_code="urgent",
    )
    found = order(line.order.order_no)
    assert found.launch_at_first == line.start_at
    assert found.launch_at > found.launch_at_first


def test_the_client_department_is_told_when_the_release_passes_the_due_date(published: PlanVersion) -> None:
    line = first_line(published)
    due = dt.datetime.combine(line.order.due_date, dt.time(8), local(line.start_at).astimezone().tzinfo)
    correct_dates(SYSTEM, order_no=line.order.order_no, launch_at=due, reason_code="late_material")
    assert OrderEvent.objects.filter(order=line.order, kind="late").count() == 1


def test_a_shop_head_cannot_move_work(published: PlanVersion) -> None:
    line = first_line(published)
    with pytest.raises(NoRightError):
        preview_move(SHOP_HEAD, number=published.number, move=later(line, days=1))
    with pytest.raises(NoRightError):
        correct_dates(SHOP_HEAD, order_no=line.order.order_no, launch_at=line.start_at, reason_code="urgent")


def test_without_a_plan_in_force_there_are_no_dates_to_correct(confirmed: None) -> None:
    with pytest.raises(NoPublishedPlanError):
        preview_correction(SYSTEM, order_no="ЗП-0001", launch_at=dt.datetime(2026, 3, 4, tzinfo=dt.UTC))
