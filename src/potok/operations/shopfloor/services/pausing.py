"""Stops of launched operations: the floor stops with a reason and goes on; machines break down."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from potok.operations.catalog.models import MachineStop
from potok.operations.catalog.situation import Situation, present_situation
from potok.operations.orders.models import ProductionOrder
from potok.operations.orders.services.events import Witness, record
from potok.operations.people.acting import Actor, command, require
from potok.operations.planning.services.stops import StopReport, report_stop
from potok.operations.shopfloor.errors import (
    MachineStandsError,
    OrderOnHoldError,
    RunStateError,
    ShopTimeError,
)
from potok.operations.shopfloor.models import OperationRun, RunStop, WorkReason
from potok.operations.shopfloor.services.launching import shop_moment
from potok.operations.shopfloor.services.locking import lock_run
from potok.operations.shopfloor.services.progress import renew_progress
from potok.operations.shopfloor.services.reasons import Reasons
from potok.operations.shopfloor.services.wording import moment
from potok.plant.model import MachineStatus


@dataclass(frozen=True, slots=True)
class Pause:
    """A stop of an operation; `repeated` = the same key or command came before."""

    stop_id: int
    run_id: int
    state: str
    started_at: dt.datetime
    finished_at: dt.datetime | None
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class NewPause:
    """Why and when the work stands.

    Attributes:
        reason: Code of a reason of kind `stop`.
        at: Aware moment, None = now.
        key: Of the device; a repeated key answers with the first stop.
    """

    reason: str
    note: str = ""
    at: dt.datetime | None = None
    key: str = ""


def stop_run(actor: Actor, *, run_id: int, pause: NewPause) -> Pause:
    """Stop an operation with a reason.

    Raises:
        UnknownRunError: There is no such operation.
        RunStateError: It does not run.
        UnknownWorkReasonError: The reason is not in the list.
        ShopTimeError: The moment is before the start or on a later day.
    """
    with command(actor, "report_work", why=pause.note):
        order, run = lock_run(run_id)
        require(actor, "report_work", workshop_id=run.workshop_id)
        known = RunStop.objects.filter(key=pause.key).first() if pause.key else None
        if known is not None:
            return _pause(known, run, repeated=True)
        _require_state(order, run, "running", "остановить")
        reason = Reasons().get("stop", pause.reason)
        at = _after(run.started_at, pause.at)
        stop = write_stop(actor, order, run, reason, at=at, note=pause.note, key=pause.key)
    return _pause(stop, run)


def resume_run(actor: Actor, *, run_id: int, at: dt.datetime | None = None) -> Pause:
    """Go on with a stopped operation; one that runs already is left as it is.

    Raises:
        UnknownRunError: There is no such operation.
        RunStateError: It is finished.
        OrderOnHoldError: Quality control has stopped the order.
        MachineStandsError: Its machine is still out of work: it is started first.
    """
    with command(actor, "report_work"):
        order, run = lock_run(run_id)
        require(actor, "report_work", workshop_id=run.workshop_id)
        last = RunStop.objects.filter(run=run).order_by("-id").first()
        if run.state == "running" and last is not None:
            return _pause(last, run, repeated=True)
        _require_state(order, run, "stopped", "продолжить")
        if order.hold_reason:
            raise OrderOnHoldError(order_no=order.order_no, why=order.hold_reason)
        stop = RunStop.objects.get(run=run, finished_at__isnull=True)
        stop.finished_at = _after(stop.started_at, at)
        _refuse_standing(run, stop.finished_at)
        stop.resumed_by_id = actor.user_id
        stop.save(update_fields=["finished_at", "resumed_by"])
        run.state = "running"
        run.save(update_fields=["state"])
        renew_progress(order)
    return _pause(stop, run)


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A machine that stands.

    Attributes:
        report: The stop of the machine and the planned work that it hits.
        stopped: Launched operations that were stopped with it, as (order, operation).
        alternatives: Other machines permitted for each of them, by code.
    """

    report: StopReport
    stopped: tuple[tuple[str, int], ...]
    alternatives: dict[str, tuple[str, ...]]


def report_breakdown(
    actor: Actor, *, machine_code: str, finish_at: dt.datetime, reason: str, at: dt.datetime | None = None
) -> Breakdown:
    """A machine breaks down: it gets a time without work and its running operations stop.

    What then becomes of a running order is the planner's and the shop head's choice: the operation goes
    on at an alternative (`launch_operation` after `finish_run`), or the order is split at the produced
    quantity (`split_launched`).

    Raises:
        As `planning.services.stops.report_stop`.
    """
    with command(actor, "report_stop", why=reason):
        situation = present_situation()
        start_at = shop_moment(at, situation)
        report = report_stop(
            actor, machine_code=machine_code, start_at=start_at, finish_at=finish_at, reason=reason
        )
        stopped, alternatives = stop_work_of(
            actor, machine_code, at=start_at, why=reason, situation=situation
        )
    return Breakdown(report, stopped, alternatives)


def stop_work_of(
    actor: Actor, machine_code: str, *, at: dt.datetime, why: str, situation: Situation
) -> tuple[tuple[tuple[str, int], ...], dict[str, tuple[str, ...]]]:
    """Stop what runs on a machine that stands; inside the caller's command.

    Returns:
        Stopped operations as (order, operation), and for each order the other machines permitted for it.
    """
    ids = OperationRun.objects.filter(machine__code=machine_code, state="running").order_by("order_id")
    stopped: list[tuple[str, int]] = []
    alternatives: dict[str, tuple[str, ...]] = {}
    breakdown = Reasons(active_only=False).get("stop", "breakdown")
    for run_id in ids.values_list("id", flat=True):
        order, run = lock_run(run_id)
        if run.state != "running":
            continue
        write_stop(actor, order, run, breakdown, at=max(at, run.started_at), note=why, key="")
        stopped.append((order.order_no, run.op_no))
        route = situation.master.routings[situation.master.item_codes[order.product_id]]
        alternatives[order.order_no] = tuple(
            line.machine_id
            for line in sorted(route, key=lambda line: line.alt_rank)
            if line.op_no == run.op_no and line.machine_id != machine_code
        )
    return tuple(stopped), alternatives


def write_stop(
    actor: Actor,
    order: ProductionOrder,
    run: OperationRun,
    reason: WorkReason,
    *,
    at: dt.datetime,
    note: str,
    key: str,
) -> RunStop:
    """Stop a locked operation and tell its order."""
    stop = RunStop.objects.create(
        run=run, reason=reason, note=note[:250], started_at=at, key=key or None, user_id=actor.user_id
    )
    run.state = "stopped"
    run.save(update_fields=["state"])
    renew_progress(order)
    witness = Witness(actor, "report_work", at)
    record(
        [
            witness.event(
                order.pk,
                "work_stopped",
                new={"op_no": run.op_no, "machine": run.machine.code, "reason": reason.name},
                reason_code=reason.code[:20],
                text=note or reason.name,
            )
        ]
    )
    return stop


def _refuse_standing(run: OperationRun, at: dt.datetime) -> None:
    """A machine that broke down is started by its head before work on it goes on."""
    stop = MachineStop.objects.filter(machine=run.machine_id, period__contains=at).first()
    if stop is not None:
        raise MachineStandsError(machine=run.machine.name, why=stop.reason)
    if run.machine.status != MachineStatus.WORKING.value:
        raise MachineStandsError(machine=run.machine.name, why=run.machine.get_status_display().lower())


def _require_state(order: ProductionOrder, run: OperationRun, state: str, verb: str) -> None:
    if run.state != state:
        raise RunStateError(
            order_no=order.order_no, op_no=run.op_no, state=run.get_state_display(), verb=verb
        )


def _after(earliest: dt.datetime, at: dt.datetime | None) -> dt.datetime:
    found = shop_moment(at, present_situation())
    if at is None:
        return max(found, earliest)
    if found < earliest:
        raise ShopTimeError(at=moment(found), why=f"не раньше {moment(earliest)}")
    return found


def _pause(stop: RunStop, run: OperationRun, *, repeated: bool = False) -> Pause:
    return Pause(stop.pk, run.pk, run.state, stop.started_at, stop.finished_at, repeated=repeated)
