"""What a run is to reach besides few days late, and the figures that a draft tells of it."""

from __future__ import annotations

import datetime as dt

import pytest

from builders.pages import sign_in
from integration.api.conftest import Caller
from potok.operations.catalog.clock import local, today
from potok.operations.orders.models import Reservation
from potok.operations.orders.services.confirmation import confirm_orders
from potok.operations.people.acting import SYSTEM
from potok.operations.people.services import issue_token
from potok.operations.planning.models import PlanRun, PlanVersion
from potok.operations.planning.services import runs
from potok.operations.planning.snapshot import plan_request
from potok.plant.dates import add_working_days
from potok.scheduling.engine import first_plan
from potok.scheduling.plan import Plan
from potok.scheduling.request import Goal, PlanRequest

from .conftest import run_to_the_end


def places(version: PlanVersion) -> dict[tuple[int, int], tuple[object, ...]]:
    lines = version.lines.values_list("order_id", "op_no", "machine_id", "shift_date", "shift_no")
    return {line[:2]: line[2:] for line in lines}


def test_a_draft_tells_how_many_operations_leave_their_shift_or_machine(published: PlanVersion) -> None:
    confirm_orders(SYSTEM, order_nos=[f"ЗП-{number:04d}" for number in range(40, 60)])
    draft = run_to_the_end().plan
    assert draft is not None
    before, after = places(published), places(draft)
    changed = sum(after[key] != before[key] for key in before if key in after)
    assert draft.summary["changed"] == changed > 0


def test_a_draft_tells_how_many_days_orders_are_finished_before_they_are_needed(draft: PlanVersion) -> None:
    def early(release: dt.date, due: dt.date, qc_days: int) -> int:
        return sum(
            add_working_days(release + dt.timedelta(days=ahead), qc_days, holidays=request.plant.holidays)
            <= due
            for ahead in range(1, 200)
        )

    request = plan_request()
    releases: dict[str, dt.date] = {}
    for order_no, finish_at in draft.lines.values_list("order__order_no", "finish_at"):
        date = local(finish_at).date()
        releases[order_no] = max(date, releases.get(order_no, date))
    expected = sum(
        early(releases[one.order_no], one.due_date, request.plant.items[one.product_id].qc_days)
        for one in request.orders
        if one.order_no in releases
    )
    assert draft.summary["early_days"] == expected > 0


def test_a_run_hands_its_goal_to_the_engine(confirmed: None, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[PlanRequest] = []

    def engine(request: PlanRequest, **_options: object) -> Plan:
        asked.append(request)
        return first_plan(request)

    monkeypatch.setattr(runs, "plan_orders", engine)
    run_to_the_end()
    run_to_the_end(goal=Goal.STEADY)
    assert [request.goal for request in asked] == [Goal.USUAL, Goal.STEADY]


def test_the_page_and_the_interface_take_a_goal(confirmed: None) -> None:
    planner = sign_in("planner")
    assert "Меньше изменений, затем меньше наладок" in planner.html("/board/")
    planner.post("/board/runs/", time_limit_s=1, title="", goal="steady")
    run = PlanRun.objects.get()
    assert run.goal == "steady"
    PlanRun.objects.all().delete()
    caller = Caller(issue_token("planner"))
    made = caller.post("/runs", {"time_limit_s": 1, "goal": "steady"})
    assert (made.status, made.data["goal"]) == (201, "steady")
    assert caller.post("/runs", {"goal": "cheap"}).status == 422


def test_the_engine_knows_when_lots_set_aside_for_an_order_expire(confirmed: None) -> None:
    reserved = Reservation.objects.filter(kind="hard").select_related("lot", "order")
    taken = reserved.first()
    assert taken is not None
    first = today() + dt.timedelta(days=4)
    type(taken.lot).objects.filter(pk=taken.lot_id).update(expiry_date=first)
    holders = {one.order.order_no for one in reserved.filter(lot_id=taken.lot_id)}
    use_by = plan_request().use_by
    assert {order_no for order_no, date in use_by.items() if date == first} == holders
