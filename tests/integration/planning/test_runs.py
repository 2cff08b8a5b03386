"""A run of the engine becomes a checked draft, and only its current attempt counts."""

from __future__ import annotations

import pytest
from django.db import connection

from potok.operations.orders.models import ProductionOrder
from potok.operations.orders.services.confirmation import confirm_orders
from potok.operations.people.acting import SYSTEM, Actor
from potok.operations.people.rights import NoRightError
from potok.operations.people.roles import Role
from potok.operations.planning.errors import NothingToPlanError, PlanBreaksRulesError, RunGoingError
from potok.operations.planning.jobs import defer_run
from potok.operations.planning.marks import Marks
from potok.operations.planning.models import PlanRun, PlanVersion
from potok.operations.planning.services import runs
from potok.operations.planning.services.drafts import save_draft
from potok.operations.planning.snapshot import plan_request, stored_rows
from potok.scheduling.engine import first_plan
from potok.scheduling.plan import Plan
from potok.scheduling.verify import check_plan

from .conftest import FIRST_ORDERS, run_to_the_end


def test_a_run_saves_a_draft_that_the_checker_accepts_as_it_is_stored(confirmed: None) -> None:
    run = run_to_the_end()
    assert (run.state, run.share_done) == ("done", 1.0)
    assert run.plan is not None
    request = plan_request()
    report = check_plan(
        request.plant, stored_rows(run.plan), material=request.material, now=request.not_before
    )
    assert report.ok, report.violations[:3]
    assert report.fingerprint == run.plan.fingerprint


def test_every_confirmed_order_is_planned_or_named_with_its_reason(confirmed: None) -> None:
    plan = run_to_the_end().plan
    assert plan is not None
    planned = set(plan.lines.values_list("order__order_no", flat=True))
    left_out = {left["order_no"] for left in plan.unplanned}
    open_orders = ProductionOrder.objects.exclude(status="new").values_list("order_no", flat=True)
    assert planned | left_out == set(open_orders)
    assert not planned & left_out


def test_waiting_orders_get_preliminary_lines_after_their_material_comes(demo_database: None) -> None:
    confirm_orders(SYSTEM, order_nos=[*FIRST_ORDERS, "ЗП-0140"])
    plan = run_to_the_end().plan
    assert plan is not None
    for line in plan.lines.select_related("order"):
        assert line.preliminary == (line.order.status == "waiting_shortage")
        if line.preliminary:
            assert line.start_at.date() >= line.order.earliest_start_date


def test_a_run_without_confirmed_orders_is_refused(demo_database: None) -> None:
    with pytest.raises(NothingToPlanError):
        runs.request_run(SYSTEM, defer=lambda run_id: run_id)
    assert not PlanRun.objects.exists()


def test_a_second_run_waits_for_the_first(confirmed: None) -> None:
    first = runs.request_run(SYSTEM, defer=lambda run_id: run_id)
    with pytest.raises(RunGoingError, match=f"№ {first.pk}"):
        runs.request_run(SYSTEM, defer=lambda run_id: run_id)


def test_only_planners_run_the_engine(confirmed: None) -> None:
    buyer = Actor(user_id=None, name="Закупщик", roles=frozenset({Role.PURCHASING}))
    with pytest.raises(NoRightError):
        runs.request_run(buyer, defer=lambda run_id: run_id)


def test_a_stopped_run_keeps_its_best_plan(confirmed: None) -> None:
    run = runs.request_run(SYSTEM, defer=lambda run_id: run_id, time_limit_s=600)
    runs.request_stop(SYSTEM, run_id=run.pk)
    runs.perform_run(run.pk)
    run.refresh_from_db()
    assert run.state == "stopped"
    assert run.plan is not None
    assert run.plan.lines.exists()


def test_an_attempt_that_a_newer_one_overtook_saves_nothing(
    confirmed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = runs.request_run(SYSTEM, defer=lambda run_id: run_id, time_limit_s=0)

    def overtaken(*args: object, **options: object) -> Plan:
        PlanRun.objects.filter(pk=run.pk).update(attempt=7)
        return first_plan(plan_request())

    monkeypatch.setattr(runs, "plan_orders", overtaken)
    runs.perform_run(run.pk)
    run.refresh_from_db()
    assert (run.attempt, run.plan) == (7, None)
    assert not PlanVersion.objects.exists()


def test_a_plan_that_breaks_a_rule_is_not_saved(confirmed: None) -> None:
    request = plan_request()
    plan = first_plan(request)
    broken = Plan(today=plan.today, rows=plan.rows[1:], unplanned=plan.unplanned)
    with pytest.raises(PlanBreaksRulesError) as refused:
        save_draft(SYSTEM, request, broken, title="", seconds=0, marks=Marks())
    assert refused.value.data["count"] >= 1
    assert not PlanVersion.objects.exists()


def test_a_failed_run_tells_why(confirmed: None, monkeypatch: pytest.MonkeyPatch) -> None:
    run = runs.request_run(SYSTEM, defer=lambda run_id: run_id, time_limit_s=0)
    good = first_plan(plan_request())
    broken = Plan(today=good.today, rows=good.rows[1:], unplanned=good.unplanned)
    monkeypatch.setattr(runs, "plan_orders", lambda *_args, **_options: broken)
    runs.perform_run(run.pk)
    run.refresh_from_db()
    assert run.state == "failed"
    assert run.error["code"] == "plan_breaks_rules"


def test_a_run_whose_worker_died_for_good_does_not_block_the_next_one(confirmed: None) -> None:
    lost = runs.request_run(SYSTEM, defer=defer_run)
    runs.PlanRun.objects.filter(pk=lost.pk).update(state="running")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed' WHERE id = %s", [lost.job_id])
    following = runs.request_run(SYSTEM, defer=defer_run)
    lost.refresh_from_db()
    assert (lost.state, lost.error["code"], following.state) == ("failed", "worker_lost", "queued")
