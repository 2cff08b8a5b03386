"""Scenarios: asked for, computed as a job, compared, one taken over as a draft.

A scenario changes nothing in the books. Its plan is made by the engine of the plans for a request with the
changes, looked at by the checker, and kept with the scenario.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from potok.errors import PotokError
from potok.operations.attempts import GOING, begin, current, fail_lost, told_as_failed
from potok.operations.people.acting import Actor, command
from potok.operations.planning.marks import marks_of
from potok.operations.planning.models import PlanVersion, Scenario
from potok.operations.planning.scenario_data import (
    change_dict,
    change_of,
    figures_dict,
    row_list,
    rows_of_list,
)
from potok.operations.planning.services.drafts import check_or_refuse, save_draft
from potok.operations.planning.snapshot import plan_request, published_plan
from potok.scheduling.engine import plan_orders
from potok.scheduling.moving import keep_plan
from potok.scheduling.request import PlanProgress
from potok.scheduling.scenarios import Change, scenario_figures, with_changes

_REPORT_EVERY_S = 1.0


class UnknownScenarioError(PotokError):
    """There is no such scenario."""

    code: ClassVar[str] = "unknown_scenario"
    template: ClassVar[str] = "Сценария № {scenario} нет."
    http_status: ClassVar[int] = 404


class ScenarioNotReadyError(PotokError):
    """Its plan is not there yet."""

    code: ClassVar[str] = "scenario_not_ready"
    template: ClassVar[str] = "Сценарий № {scenario} в состоянии «{state}»: плана ещё нет."
    http_status: ClassVar[int] = 409


class ScenarioTakenError(PotokError):
    """Its plan lies as a draft."""

    code: ClassVar[str] = "scenario_taken"
    template: ClassVar[str] = "Сценарий взят черновиком {number}: сначала примите или отклоните черновик."
    http_status: ClassVar[int] = 409


class ScenarioNamelessError(PotokError):
    """A scenario needs a name."""

    code: ClassVar[str] = "scenario_nameless"
    template: ClassVar[str] = "Назовите сценарий: по названию его сравнивают."
    http_status: ClassVar[int] = 422


def request_scenario(
    actor: Actor,
    *,
    title: str,
    changes: Sequence[Change],
    defer: Callable[[int], int],
    time_limit_s: int = 20,
    seed: int = 0,
) -> Scenario:
    """Queue a scenario; many may wait at a time, workers on all hosts take them.

    Args:
        changes: None = the plan as the engine would make it now, to compare with.
        defer: Puts the job of a scenario id into the queue, in this transaction; returns the job id.

    Raises:
        ScenarioNamelessError: No title.
        ChangeNotPossibleError: A change does not fit the plant.
    """
    if not title.strip():
        raise ScenarioNamelessError
    with command(actor, "keep_scenarios", why=title):
        with_changes(plan_request(), changes)  # refuses what is not possible before anything waits
        scenario = Scenario.objects.create(
            title=title.strip(),
            changes=[change_dict(change) for change in changes],
            time_limit_s=time_limit_s,
            seed=seed,
            based_on=published_plan(),
            created_by_id=actor.user_id,
        )
        scenario.job_id = defer(scenario.pk)
        scenario.save(update_fields=["job_id"])
    return scenario


def stop_scenario(actor: Actor, *, scenario_id: int) -> None:
    """Ask a scenario to end with the best plan found so far."""
    with command(actor, "keep_scenarios"):
        Scenario.objects.filter(pk=scenario_id, state__in=GOING).update(stop_requested=True)


def delete_scenario(actor: Actor, *, scenario_id: int) -> None:
    """Throw a scenario away; plans made of it stay.

    Raises:
        UnknownScenarioError: There is none.
        ScenarioTakenError: Its draft is not decided on: it tells that the draft was computed.
    """
    with command(actor, "keep_scenarios"):
        taken = Scenario.objects.filter(pk=scenario_id, taken_as__state="draft")
        for number in taken.values_list("taken_as__number", flat=True):
            raise ScenarioTakenError(number=number)
        if not Scenario.objects.filter(pk=scenario_id).delete()[0]:
            raise UnknownScenarioError(scenario=scenario_id)


def take_scenario(actor: Actor, *, scenario_id: int) -> PlanVersion:
    """The plan of a scenario as a draft for the books as they are now.

    Work keeps machine and time as far as the rules of today let it; what the scenario assumes and the books
    do not have (a shift, an order) has to be entered by those whose work it is.

    Raises:
        UnknownScenarioError, ScenarioNotReadyError: There is none, or its plan is not there yet.
        PlanBreaksRulesError: The checker refuses the draft.
    """
    with command(actor, "keep_scenarios"):
        started = time.monotonic()
        scenario = Scenario.objects.select_for_update().filter(pk=scenario_id).first()
        if scenario is None:
            raise UnknownScenarioError(scenario=scenario_id)
        if scenario.state not in {"done", "stopped"}:
            raise ScenarioNotReadyError(scenario=scenario_id, state=scenario.get_state_display())
        request = plan_request()
        plan = keep_plan(request, rows_of_list(scenario.rows))
        draft = save_draft(
            actor,
            request,
            plan,
            title=f"сценарий «{scenario.title}»"[:200],
            seconds=time.monotonic() - started,
            marks=marks_of(published_plan()),
        )
        scenario.taken_as = draft
        scenario.save(update_fields=["taken_as"])
    return draft


def fail_lost_scenarios() -> int:
    """Close scenarios whose job ended without them: their worker died too often; returns how many."""
    return fail_lost(Scenario, again="Создайте сценарий снова.")


def perform_scenario(scenario_id: int) -> None:
    """Compute a scenario: the body of its job. A result counts only for the current attempt."""
    scenario = begin(Scenario, scenario_id)
    if scenario is not None:
        with told_as_failed(scenario, work="расчёта"):
            _plan_and_keep(scenario, current(scenario))


def _plan_and_keep(scenario: Scenario, mine: QuerySet[Scenario]) -> None:
    started = time.monotonic()
    changes = [change_of(data) for data in scenario.changes]
    request = with_changes(plan_request(), changes)
    told = {"at": 0.0, "stop": False}

    def progress(report: PlanProgress) -> None:
        moment = time.monotonic()
        if moment - told["at"] >= _REPORT_EVERY_S:
            told["at"] = moment
            alive = mine.update(share_done=report.share)
            told["stop"] = not alive or mine.filter(stop_requested=True).exists()

    plan = plan_orders(
        request,
        progress=progress,
        should_stop=lambda: bool(told["stop"]),
        time_limit_s=scenario.time_limit_s,
        seed=scenario.seed,
    )
    check_or_refuse(request, plan)
    figures = scenario_figures(request, plan, changes, seconds=time.monotonic() - started)
    data: dict[str, Any] = figures_dict(figures)
    with transaction.atomic():
        kept = mine.select_for_update().first()
        if kept is None:
            return
        kept.state = "stopped" if kept.stop_requested else "done"
        kept.figures, kept.rows, kept.share_done = data, row_list(plan.rows), 1.0
        kept.finished_at = timezone.now()
        kept.save(update_fields=["state", "figures", "rows", "share_done", "finished_at"])
