"""Work reports of the floor: good pieces, rework and scrap with their reasons."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from potok.errors import InvalidDataError, Problem
from potok.operations.catalog.situation import Situation, present_situation, situation_at_begin
from potok.operations.orders.models import ProductionOrder
from potok.operations.orders.services.admission import forbid_status
from potok.operations.orders.services.cancellation import required
from potok.operations.people.acting import Actor, command, require
from potok.operations.row_writes import insert_row, save_fields
from potok.operations.shopfloor.errors import (
    OutputOverPlanError,
    ReportFixedError,
    RunStateError,
    ShopTimeError,
    UnknownReportError,
)
from potok.operations.shopfloor.models import OperationRun, RunStop, WorkReport
from potok.operations.shopfloor.services.launching import shop_moment
from potok.operations.shopfloor.services.locking import lock_run
from potok.operations.shopfloor.services.progress import renew_progress
from potok.operations.shopfloor.services.reasons import Reasons
from potok.operations.shopfloor.services.wording import moment

_MOST_PCS = 10**9


@dataclass(frozen=True, slots=True)
class Output:
    """What was made since the report before.

    Attributes:
        rework_reason, scrap_reason: Codes; needed when there are such pieces.
        at: Moment of the work, aware; None = now. A device without network sends it later.
        over_plan: Consent to more good pieces than the plan and the tolerance.
        key: Of the device; a repeated key answers with the first report and changes nothing.
        finish: The operation is ready with this report.
    """

    good_pcs: int = 0
    rework_pcs: int = 0
    scrap_pcs: int = 0
    rework_reason: str = ""
    scrap_reason: str = ""
    people: Sequence[str] = ()
    note: str = ""
    at: dt.datetime | None = None
    over_plan: bool = False
    key: str = ""
    finish: bool = False


@dataclass(frozen=True, slots=True)
class Reported:
    """A written report with the figures of its operation; `repeated` = the key was sent before."""

    report_id: int
    run_id: int
    state: str
    good_pcs: int
    rework_pcs: int
    scrap_pcs: int
    plan_pcs: int
    repeated: bool = False


def report_output(actor: Actor, *, run_id: int, output: Output) -> Reported:
    """Write what was made in an operation.

    A report may arrive after its operation was finished, when it tells of a moment before that.

    Raises:
        UnknownRunError: There is no such operation.
        InvalidDataError: No pieces, negative ones, or a reason is missing.
        TransitionForbiddenError: The order is not in production any more.
        RunStateError: The operation was finished before that moment.
        OutputOverPlanError: More than plan and tolerance, without consent.
        ShopTimeError: The moment is before the start or on a later day.
    """
    with command(actor, "report_work", why=output.note):
        order, run = lock_run(run_id)
        require(actor, "report_work", workshop_id=run.workshop_id)
        before = _reported_before(output.key)
        if before is not None:
            return before
        _refuse_bad_figures(output)
        situation = situation_at_begin()
        forbid_status(order, allowed=("in_production",), verb="записать выработку")
        at = _moment_of(run, output.at, situation)
        _refuse_over_plan(order, run, output, situation)
        reasons = Reasons() if output.scrap_pcs or output.rework_pcs else None
        report = WorkReport(
            run=run,
            at=at,
            good_pcs=output.good_pcs,
            rework_pcs=output.rework_pcs,
            scrap_pcs=output.scrap_pcs,
            rework_reason_id=reasons.key("rework", output.rework_reason if output.rework_pcs else "")
            if reasons
            else None,
            scrap_reason_id=reasons.key("scrap", output.scrap_reason if output.scrap_pcs else "")
            if reasons
            else None,
            people=list(output.people),
            note=output.note[:250],
            key=output.key or None,
            user_id=actor.user_id,
        )
        insert_row(report)
        run.good_pcs += output.good_pcs
        run.rework_pcs += output.rework_pcs
        run.scrap_pcs += output.scrap_pcs
        if output.finish and run.state != "finished":
            finish(actor, run, at)
            renew_progress(order)
    return _reported(report, run)


def withdraw_report(actor: Actor, *, report_id: int, reason: str) -> Reported:
    """Take back a wrong report by its mirror; a report that is on a card stays.

    Raises:
        UnknownReportError: There is no such report.
        ReportFixedError: It was taken back before, or a card has taken it over.
        ReasonMissingError: No reason is given.
    """
    why = required(reason, "почему запись отзывается")
    with command(actor, "report_work", why=why):
        run_id = WorkReport.objects.filter(pk=report_id).values_list("run_id", flat=True).first()
        if run_id is None:
            raise UnknownReportError(report=report_id)
        order, run = lock_run(run_id)
        require(actor, "report_work", workshop_id=run.workshop_id)
        forbid_status(order, allowed=("in_production",), verb="отозвать запись")
        report = WorkReport.objects.select_related("card").get(pk=report_id)
        fixed = ""
        if report.kind == "withdrawal":
            fixed = "это и есть отзыв"
        elif WorkReport.objects.filter(withdraws=report).exists():
            fixed = "она уже отозвана"
        elif report.card is not None:
            fixed = f"она вошла в карту {report.card.number}, исправьте её"
        if fixed:
            raise ReportFixedError(report=report_id, why=fixed)
        mirror = WorkReport.objects.create(
            run=run,
            kind="withdrawal",
            at=report.at,
            good_pcs=-report.good_pcs,
            rework_pcs=-report.rework_pcs,
            scrap_pcs=-report.scrap_pcs,
            rework_reason_id=report.rework_reason_id,
            scrap_reason_id=report.scrap_reason_id,
            note=why,
            withdraws=report,
            user_id=actor.user_id,
        )
        run.refresh_from_db()
    return _reported(mirror, run)


def finish_run(actor: Actor, *, run_id: int, at: dt.datetime | None = None) -> Reported:
    """End an operation; a stop that is still open ends with it. Ending it again changes nothing.

    Raises:
        UnknownRunError: There is no such operation.
        ShopTimeError: The moment is before the start or on a later day.
    """
    with command(actor, "report_work"):
        order, run = lock_run(run_id)
        require(actor, "report_work", workshop_id=run.workshop_id)
        if run.state != "finished":
            finish(actor, run, _moment_of(run, at, present_situation()))
            renew_progress(order)
    return Reported(
        0, run.pk, run.state, run.good_pcs, run.rework_pcs, run.scrap_pcs, run.plan_pcs, repeated=False
    )


def finish(actor: Actor, run: OperationRun, at: dt.datetime) -> None:
    """Write the end of a locked operation and of its open stop."""
    if run.state == "stopped":
        stop = RunStop.objects.filter(run=run, finished_at__isnull=True).first()
        if stop is not None:
            stop.finished_at = max(at, stop.started_at)
            stop.resumed_by_id = actor.user_id
            stop.save(update_fields=["finished_at", "resumed_by"])
            at = stop.finished_at
    run.state, run.finished_at = "finished", max(at, run.started_at)
    save_fields(run, "state", "finished_at")


def _moment_of(run: OperationRun, at: dt.datetime | None, situation: Situation) -> dt.datetime:
    """When the work was done: not before its start, and in a finished operation not after its end."""
    done_at = shop_moment(at, situation)
    if at is None:
        done_at = max(done_at, run.started_at)
    if done_at < run.started_at:
        raise ShopTimeError(at=moment(done_at), why=f"операция запущена {moment(run.started_at)}")
    if run.finished_at is not None and done_at > run.finished_at:
        raise RunStateError(
            order_no=run.order.order_no,
            op_no=run.op_no,
            state=run.get_state_display(),
            verb="записать выработку после её завершения",
        )
    return done_at


def _refuse_bad_figures(output: Output) -> None:
    figures = {"good_pcs": output.good_pcs, "rework_pcs": output.rework_pcs, "scrap_pcs": output.scrap_pcs}
    faults = [
        Problem("Выработка", None, name, str(pcs), "целое число штук не меньше 0", "bad_quantity")
        for name, pcs in figures.items()
        if not 0 <= pcs <= _MOST_PCS
    ]
    if not faults and not any(figures.values()):
        faults.append(Problem("Выработка", None, "good_pcs", "0", "хотя бы одна штука", "bad_quantity"))
    if output.scrap_pcs > 0 and not output.scrap_reason:
        faults.append(Problem("Выработка", None, "scrap_reason", None, "причина брака", "reason_missing"))
    if output.rework_pcs > 0 and not output.rework_reason:
        faults.append(
            Problem("Выработка", None, "rework_reason", None, "причина доработки", "reason_missing")
        )
    if faults:
        raise InvalidDataError(faults)


def _refuse_over_plan(
    order: ProductionOrder, run: OperationRun, output: Output, situation: Situation
) -> None:
    most = run.plan_pcs * (100 + situation.settings.over_tolerance_pct) / 100
    good = run.good_pcs + output.good_pcs
    if output.good_pcs and good > most and not output.over_plan:
        raise OutputOverPlanError(order_no=order.order_no, op_no=run.op_no, good=good, plan=run.plan_pcs)


def _reported_before(key: str) -> Reported | None:
    if not key:
        return None
    report = WorkReport.objects.filter(key=key).select_related("run").first()
    return None if report is None else _reported(report, report.run, repeated=True)


def _reported(report: WorkReport, run: OperationRun, *, repeated: bool = False) -> Reported:
    return Reported(
        report.pk,
        run.pk,
        run.state,
        run.good_pcs,
        run.rework_pcs,
        run.scrap_pcs,
        run.plan_pcs,
        repeated=repeated,
    )
