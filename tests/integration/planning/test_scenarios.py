"""Scenarios over the books: asked for, computed, compared, taken over."""

from __future__ import annotations

import datetime as dt

import pytest

from builders.pages import sign_in
from potok.operations.people.acting import SYSTEM
from potok.operations.planning.models import PlanVersion, Scenario
from potok.operations.planning.reads.promises import Asked
from potok.operations.planning.reads.scenarios import figures_in_force, scenario_rows
from potok.operations.planning.services import scenario_changes, scenarios
from potok.operations.planning.services.scenarios import (
    ScenarioNamelessError,
    ScenarioNotReadyError,
    ScenarioTakenError,
    delete_scenario,
    perform_scenario,
    request_scenario,
    stop_scenario,
    take_scenario,
)
from potok.operations.planning.snapshot import stored_rows
from potok.scheduling.engine import first_plan
from potok.scheduling.plan import Plan
from potok.scheduling.request import PlanRequest
from potok.scheduling.scenarios import AddShift, Change, ChangeNotPossibleError


def asked(title: str, *changes: Change) -> Scenario:
    return request_scenario(
        SYSTEM, title=title, changes=changes, defer=lambda scenario: scenario, time_limit_s=1
    )


def test_scenarios_are_computed_compared_and_one_is_taken_over(published: PlanVersion) -> None:
    line = published.lines.order_by("start_at").first()
    product = line.order.product.code
    order = Asked(product, line.order.qty_pcs, dt.date(2026, 4, 30), priority=1)
    plain = asked("Как сейчас")
    with_order = asked("С новым заказом", *scenario_changes.changes_of_books(SYSTEM, [order]))
    sunday = asked("Смена в воскресенье", AddShift(line.machine.code, dt.date(2026, 3, 8), dt.time(8), 480))
    with pytest.raises(ScenarioNotReadyError):
        take_scenario(SYSTEM, scenario_id=plain.pk)
    stop_scenario(SYSTEM, scenario_id=sunday.pk)
    for scenario in (plain, with_order, sunday):
        perform_scenario(scenario.pk)
    rows = {row["title"]: row for row in scenario_rows()}
    assert {row["state"] for row in rows.values()} <= {"done", "stopped"}
    in_force = figures_in_force()
    assert in_force is not None
    assert rows["Как сейчас"]["figures"]["orders"] == in_force["orders"]
    assert rows["С новым заказом"]["figures"]["orders"] == in_force["orders"] + 1
    assert rows["Смена в воскресенье"]["changes"][0]["words"].startswith("ещё смена на")

    draft = take_scenario(SYSTEM, scenario_id=with_order.pk)
    assert draft.state == "draft"
    assert "новый-1" not in {row.order_no for row in stored_rows(draft)}
    done = Scenario.objects.get(pk=plain.pk)
    perform_scenario(plain.pk)
    assert Scenario.objects.get(pk=plain.pk).attempt == done.attempt

    planner, client = sign_in("planner"), sign_in("client")
    page = planner.html("/board/scenarios/")
    for word in ("Действующий план", "Смена в воскресенье", "Взять черновиком", "Новый сценарий"):
        assert word in page
    assert "Взять черновиком" not in client.html("/board/scenarios/")
    delete_scenario(SYSTEM, scenario_id=sunday.pk)
    assert Scenario.objects.count() == 2
    with pytest.raises(ScenarioTakenError, match=f"черновиком {draft.number}"):
        delete_scenario(SYSTEM, scenario_id=with_order.pk)


def test_a_scenario_without_a_name_or_with_an_impossible_change_is_refused(published: PlanVersion) -> None:
    with pytest.raises(ScenarioNamelessError):
        asked(" ")
    machine = published.lines.first().machine.code
    with pytest.raises(ChangeNotPossibleError):
        asked("Не бывает", AddShift(machine, dt.date(2031, 1, 1), dt.time(8), 60))
    assert not Scenario.objects.exists()


def test_an_attempt_that_a_newer_one_overtook_saves_nothing(
    confirmed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    scenario = asked("Обогнан")

    def overtaken(request: PlanRequest, **_options: object) -> Plan:
        Scenario.objects.filter(pk=scenario.pk).update(attempt=7)
        return first_plan(request)

    monkeypatch.setattr(scenarios, "plan_orders", overtaken)
    perform_scenario(scenario.pk)
    scenario.refresh_from_db()
    assert (scenario.attempt, scenario.state, scenario.share_done) == (7, "running", 0)
    assert (scenario.rows, scenario.figures) == ([], {})


def test_an_attempt_that_a_newer_one_overtook_does_not_fail_it(
    confirmed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    scenario = asked("Обогнан")

    def broken(*_args: object, **_options: object) -> Plan:
        Scenario.objects.filter(pk=scenario.pk).update(attempt=7)
        raise ScenarioNamelessError

    monkeypatch.setattr(scenarios, "plan_orders", broken)
    perform_scenario(scenario.pk)
    scenario.refresh_from_db()
    assert (scenario.state, scenario.error) == ("running", {})
