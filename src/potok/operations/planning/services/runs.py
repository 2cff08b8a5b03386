"""Runs of the engine: ask for one, stop it, do the work of it as a background job."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from potok.operations.attempts import GOING, begin, current, fail_lost, told_as_failed
from potok.operations.catalog.models import PlantSettings
from potok.operations.people.acting import SYSTEM, Actor, command
from potok.operations.planning.errors import NothingToPlanError, RunGoingError
from potok.operations.planning.marks import marks_of
from potok.operations.planning.models import PlanRun
from potok.operations.planning.reads.versions import plan_by_number
from potok.operations.planning.services.drafts import save_draft
from potok.operations.planning.snapshot import lines_of_plan, plan_request, published_plan, request_beside
from potok.scheduling.engine import plan_orders
from potok.scheduling.fixed import rows_by_operation
from potok.scheduling.plan import Plan
from potok.scheduling.request import PlanPhase, PlanProgress

#: Progress is written no more often than this, seconds.
_REPORT_EVERY_S = 0.5
_PHASES = {
    PlanPhase.FIRST: "строю первый план",
    PlanPhase.IMPROVE: "улучшаю план",
    PlanPhase.DONE: "проверяю план",
}


def request_run(
    actor: Actor,
    *,
    defer: Callable[[int], int],
    time_limit_s: int = 20,
    seed: int = 0,
    title: str = "",
    keep_orders: Collection[str] = (),
    beside: int | None = None,
) -> PlanRun:
    """Queue a run; one at a time, so that two drafts do not fight for the machines.

    Args:
        defer: Puts the job of a run id into the queue, in this transaction; returns the job id.
        keep_orders: Orders that keep their published lines.
        beside: Number of the draft whose pins and places by hand hold; None, or a version that is no
            draft = the plan in force.

    Raises:
        UnknownPlanError: There is no such version.
        RunGoingError: Another run is not finished.
        NothingToPlanError: No confirmed order is open.
    """
    with command(actor, "run_plan"):
        shown = None if beside is None else plan_by_number(beside)
        PlantSettings.objects.select_for_update().get(id=1)  # one request at a time looks and adds
        fail_lost_runs()
        going = PlanRun.objects.select_for_update().filter(state__in=GOING).first()
        if going is not None:
            raise RunGoingError(run=going.pk)
        if not plan_request().orders:
            raise NothingToPlanError
        run = PlanRun.objects.create(
            time_limit_s=time_limit_s,
            seed=seed,
            title=title,
            keep_orders=sorted(keep_orders),
            beside=None if shown is None or shown.state != "draft" else shown,
            requested_by_id=actor.user_id,
            phase="в очереди",
        )
        run.job_id = defer(run.pk)
        run.save(update_fields=["job_id"])
    return run


def request_stop(actor: Actor, *, run_id: int) -> None:
    """Ask a run to stop; it keeps the best plan found so far."""
    with command(actor, "run_plan"):
        PlanRun.objects.filter(pk=run_id, state__in=GOING).update(stop_requested=True)


def fail_lost_runs() -> int:
    """Close runs whose job ended without them: its worker died too often; returns how many."""
    return fail_lost(PlanRun, again="Запустите расчёт снова.")


@dataclass(slots=True)
class _Reporter:
    """Writes progress of one attempt; a newer attempt silences it."""

    run: PlanRun
    last_report: float = 0.0
    next_picture: float = 0.0
    stopping: bool = False

    def progress(self, report: PlanProgress) -> None:
        """Note a report of the engine and look whether somebody asked to stop."""
        moment = time.monotonic()
        if moment - self.last_report < _REPORT_EVERY_S and report.phase is not PlanPhase.DONE:
            return
        self.last_report = moment
        run = current(self.run).first()
        if run is None:
            self.stopping = True
            return
        run.phase, run.share_done, run.variants = _PHASES[report.phase], report.share, report.variants
        point: dict[str, Any] = {
            "late": report.objective.late,
            "tardiness_days": report.objective.tardiness_days,
            "setup_min": round(report.objective.setup_s / 60, 1),
            "variants": report.variants,
            "share": round(report.share, 3),
        }
        if not run.incumbents or _worth(run.incumbents[-1]) != _worth(point):
            point["pictured"] = moment >= self.next_picture
            run.incumbents = [*run.incumbents, point]
            if point["pictured"]:
                run.incumbent = _picture(report.incumbent())
                # A picture of a great plan takes a while: the search keeps nine tenths of the time.
                self.next_picture = moment + 10 * (time.monotonic() - moment)
        run.save(update_fields=["phase", "share_done", "variants", "incumbents", "incumbent"])
        self.stopping = run.stop_requested

    def should_stop(self) -> bool:
        """Whether the search is to end with its best plan."""
        return self.stopping


def _picture(plan: Plan) -> list[list[Any]]:
    """Every operation as the board draws it while the search goes on, for JSON.

    Rows of order_no, op_no, machine, start, finish, setup_min, qty, batches, preliminary.
    """
    return [
        [
            order_no,
            op_no,
            rows[0].machine_id,
            rows[0].start_at.isoformat(),
            max(row.finish_at for row in rows).isoformat(),
            float(rows[0].setup_min),
            float(sum(row.qty for row in rows)),
            len({row.batch_no for row in rows if row.batch_no}),
            order_no in plan.preliminary,
        ]
        for (order_no, op_no), rows in rows_by_operation(plan.rows).items()
    ]


def _worth(point: dict[str, Any]) -> tuple[Any, ...]:
    return point["late"], point["tardiness_days"], point["setup_min"]


def perform_run(run_id: int) -> None:
    """Do a run: read the books, plan, check, save the draft. The body of the background job.

    A result counts only for the current attempt: an attempt that a newer one overtook saves nothing.
    """
    run = begin(PlanRun, run_id, moment="started_at")
    if run is not None:
        with told_as_failed(run, work="расчёта"):
            _plan_and_save(run, _Reporter(run))


def _plan_and_save(run: PlanRun, reporter: _Reporter) -> None:
    started = time.monotonic()
    shown = run.beside or published_plan()
    request = (
        plan_request(keep_orders=run.keep_orders)
        if shown is None
        else request_beside(shown, lines_of_plan(shown), keep_orders=run.keep_orders)
    )
    plan = plan_orders(
        request,
        progress=reporter.progress,
        should_stop=reporter.should_stop,
        time_limit_s=run.time_limit_s,
        seed=run.seed,
    )
    with transaction.atomic():
        mine = current(run).select_for_update().first()
        if mine is None:
            return
        seconds = time.monotonic() - started
        with command(SYSTEM, "run_plan", why=f"расчёт № {run.pk}"):
            draft = save_draft(
                _requester(mine), request, plan, title=run.title, seconds=seconds, marks=marks_of(shown)
            )
        mine.plan = draft
        mine.state = "stopped" if mine.stop_requested else "done"
        mine.share_done = 1.0
        mine.phase = "готово"
        mine.finished_at = timezone.now()
        mine.save(update_fields=["plan", "state", "share_done", "phase", "finished_at"])


def _requester(run: PlanRun) -> Actor:
    """The person in whose name the draft is made."""
    return Actor(user_id=run.requested_by_id, name="", roles=frozenset())
