"""Plans and runs by number, for lists and heads of pages."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from potok.operations.planning.errors import UnknownPlanError, UnknownRunError
from potok.operations.planning.models import PlanRun, PlanVersion, Scenario


def plan_by_number(number: int) -> PlanVersion:
    """A plan version.

    Raises:
        UnknownPlanError: No plan has that number.
    """
    found = PlanVersion.objects.filter(number=number).select_related("based_on", "created_by").first()
    if found is None:
        raise UnknownPlanError(number=number)
    return found


def current_plan() -> PlanVersion | None:
    """The plan in force."""
    return PlanVersion.objects.filter(state="published").select_related("based_on").first()


def latest_draft() -> PlanVersion | None:
    """The newest draft that is based on the plan in force."""
    current = current_plan()
    return PlanVersion.objects.filter(state="draft", based_on=current).order_by("-number").first()


def is_undoable(version: PlanVersion) -> bool:
    """Whether a draft was made by a change by hand that can be taken back: of a draft, or the first one."""
    if version.state != "draft":
        return False
    is_computed = version.runs.exists() or Scenario.objects.filter(taken_as=version).exists()
    return version.replaces_id is not None or not is_computed


def version_rows(limit: int = 50) -> list[dict[str, Any]]:
    """The newest versions, newest first."""
    return [
        {
            "number": version.number,
            "state": version.state,
            "state_label": version.get_state_display(),
            "title": version.title,
            "created_at": version.created_at,
            "created_by": version.created_by.short_name if version.created_by else "Поток",
            "published_at": version.published_at,
            "fingerprint": version.fingerprint,
            "summary": version.summary,
        }
        for version in PlanVersion.objects.select_related("created_by").order_by("-number")[:limit]
    ]


def run_by_id(run_id: int) -> dict[str, Any]:
    """Progress of a run as plain data.

    Raises:
        UnknownRunError: There is no such run.
    """
    run = PlanRun.objects.filter(pk=run_id).select_related("plan").first()
    if run is None:
        raise UnknownRunError(run=run_id)
    return run_dict(run)


def going_run() -> dict[str, Any] | None:
    """The run that is queued or running now."""
    going = PlanRun.objects.filter(state__in=["queued", "running"])
    run = going.select_related("plan").defer("incumbent").first()
    return run_dict(run) if run else None


def run_of_plan(version: PlanVersion) -> dict[str, Any] | None:
    """The run that made a version; None for versions made by hand."""
    run = version.runs.select_related("plan").order_by("-pk").first()
    return run_dict(run) if run else None


def run_dict(run: PlanRun) -> dict[str, Any]:
    """A run as plain data for JSON."""
    return {
        "id": run.pk,
        "state": run.state,
        "state_label": run.get_state_display(),
        "title": run.title,
        "phase": run.phase,
        "share_done": run.share_done,
        "variants": run.variants,
        "time_limit_s": run.time_limit_s,
        "incumbents": run.incumbents,
        "pictures": sum(point.get("pictured", False) for point in run.incumbents),
        "stop_requested": run.stop_requested,
        "error": run.error,
        "plan": run.plan.number if run.plan else None,
        "started_at": run.started_at.isoformat() if run.started_at else None,
        "finished_at": run.finished_at.isoformat() if run.finished_at else None,
        "elapsed_s": _elapsed_s(run),
        "requested_by": run.requested_by_id,
    }


def _elapsed_s(run: PlanRun) -> int:
    """Whole seconds since the run began, up to its end."""
    if run.started_at is None:
        return 0
    return int(((run.finished_at or timezone.now()) - run.started_at).total_seconds())
