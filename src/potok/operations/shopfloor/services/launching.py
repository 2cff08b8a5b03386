"""Launch: the shop head starts an operation on a machine (order-workflow 5)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from potok.operations.catalog.clock import local
from potok.operations.catalog.models import Machine, MachineStop
from potok.operations.catalog.situation import Situation, present_situation, situation_at_begin
from potok.operations.orders.models import ProductionOrder, Reservation
from potok.operations.orders.services.admission import forbid_status
from potok.operations.orders.services.cancellation import required
from potok.operations.orders.services.events import Witness, record
from potok.operations.orders.services.locking import check_version, lock_order
from potok.operations.orders.services.settlement import Reason, refresh_after_settling, settle
from potok.operations.people.acting import Actor, command, require
from potok.operations.planning.models import ScheduleLine
from potok.operations.planning.services.publication import refresh_agreement
from potok.operations.prepared import Parameter, Prepared
from potok.operations.row_writes import insert_row, save_fields
from potok.operations.shopfloor.errors import (
    LaunchNotRevocableError,
    LotsExpiredError,
    MachineBusyError,
    MachineNotPermittedError,
    MachineStandsError,
    NoOperationLeftError,
    OperationOpenError,
    OperationTooEarlyError,
    OperationUnknownError,
    OrderNotAgreedError,
    OrderNotLaunchedError,
    OrderOnHoldError,
    ShopTimeError,
)
from potok.operations.shopfloor.models import OperationRun, RunStop, TechCard, WorkReport
from potok.operations.shopfloor.services.wording import moment
from potok.plant.model import MachineStatus, RoutingLine

_RUNS = Prepared(
    lambda order: OperationRun.objects.filter(order_id=order).select_related("machine").order_by("id"),
    "order",
)
_PUBLISHED_LINE = Prepared(
    lambda order, op_no: (
        ScheduleLine.objects.filter(is_published=True, order_id=order, op_no=op_no)
        .select_related("machine")
        .order_by("id")
    ),
    "order",
    "op_no",
)
_BAD_LOTS = Prepared(
    lambda order, today: Reservation.objects.filter(
        Q(lot__expiry_date__lte=today) | ~Q(lot__qc_status__in=["released", "conditional"]),
        order_id=order,
        kind="hard",
    ).values_list("lot__code", flat=True),
    "order",
    "today",
)


def _machine_with_troubles(code: Parameter, order: Parameter, at: Parameter) -> QuerySet[Any]:
    stands = MachineStop.objects.filter(machine=OuterRef("pk"), period__contains=at)
    busy = OperationRun.objects.filter(machine=OuterRef("pk"), state="running").exclude(order_id=order)
    return Machine.objects.annotate(
        stop_reason=Subquery(stands.values("reason")[:1]),
        stands=Exists(stands),
        other=Subquery(busy.values("order__order_no")[:1]),
    ).filter(code=code)


_MACHINE = Prepared(_machine_with_troubles, "code", "order", "at")
_STANDING = {"repair": "в ремонте", "broken": "неисправна"}


@dataclass(frozen=True, slots=True)
class NewLaunch:
    """What the shop head says at the start.

    Attributes:
        op_no: Operation of the route; None = the first one that was not launched.
        machine: Code; empty = that of the plan, else the first permitted one.
        at: Actual start, aware; None = now. A later day than today is refused.
        people: Names of those who work.
        beside: Consent to work beside another order on the same machine.
        key: Of the device that sends it; a repeated key answers with the first run.
    """

    order_no: str
    op_no: int | None = None
    machine: str = ""
    at: dt.datetime | None = None
    people: Sequence[str] = ()
    note: str = ""
    beside: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class Launch:
    """A launched operation.

    Attributes:
        plan_pcs: Pieces that are left to make in it.
        first: It is the first one of its order.
        repeated: It was launched by the same key before.
    """

    run_id: int
    order_no: str
    op_no: int
    machine: str
    started_at: dt.datetime
    plan_pcs: int
    first: bool
    repeated: bool = False


def launch_operation(actor: Actor, *, launch: NewLaunch, expected_version: int | None = None) -> Launch:
    """Start an operation; the first one of an order locks its volume, recipe and reservations.

    Raises:
        TransitionForbiddenError: The order is not in production.
        OrderNotAgreedError: Its line of the plan is not agreed (setting `agreement_required`).
        OrderOnHoldError: Quality control has stopped the order.
        OperationUnknownError, NoOperationLeftError, OperationOpenError, OperationTooEarlyError: Of the route.
        MachineNotPermittedError, MachineStandsError, MachineBusyError: Of the machine.
        LotsExpiredError: A reserved lot may no longer be used.
        ShopTimeError: The start lies on a later day.
        NoRightError: The machine belongs to another workshop.
    """
    with command(actor, "launch_operation", why=launch.note):
        situation = situation_at_begin()
        order = lock_order(launch.order_no)
        before = _launched_before(launch.key)
        if before is not None:
            return before
        check_version(order, expected_version)
        forbid_status(order, allowed=("in_production",), verb="запустить")
        if order.hold_reason:
            raise OrderOnHoldError(order_no=order.order_no, why=order.hold_reason)
        runs = list(_RUNS(order=order.pk))
        route = situation.master.routings.get(situation.master.item_codes[order.product_id], ())
        op_no = _operation(order, launch.op_no, route, runs)
        line = _agreed_line(order, op_no, situation)
        at = shop_moment(launch.at, situation)
        permitted = sorted((one for one in route if one.op_no == op_no), key=lambda one: one.alt_rank)
        first = order.launch_actual_at is None
        if first:
            _refuse_bad_lots(order, situation)
        machine = _machine(order, op_no, launch, line, permitted, at)
        require(actor, "launch_operation", workshop_id=machine.workshop_id)
        run = _start(actor, order, launch, runs, permitted, machine, at)
        run.gives_output = op_no == max(one.op_no for one in route)
        insert_row(run)
        _note_launch(actor, order, run, situation, machine, first=first)
    return Launch(run.pk, order.order_no, op_no, machine.code, at, run.plan_pcs, first)


def revoke_launch(actor: Actor, *, order_no: str, reason: str) -> tuple[str, ...]:
    """Take back a launch that made nothing: the shop head confirms that the work stands (T8).

    The order may then be planned anew or cancelled. What it lacks by now is looked for in other lots;
    without them it waits (T5).

    Returns:
        Numbers of orders that lost their cover.

    Raises:
        OrderNotLaunchedError: It was not launched.
        LaunchNotRevocableError: Something was made or a card exists.
        ReasonMissingError: No reason is given.
    """
    why = required(reason, "почему запуск отменяется")
    with command(actor, "revoke_launch", why=why):
        situation = present_situation()
        order = lock_order(order_no)
        forbid_status(order, allowed=("in_production",), verb="отменить запуск")
        if order.launch_actual_at is None:
            raise OrderNotLaunchedError(order_no=order_no, verb="отменить запуск")
        runs = list(OperationRun.objects.filter(order=order).order_by("id"))
        for run in runs:
            require(actor, "revoke_launch", workshop_id=run.workshop_id)
        _refuse_made(order)
        RunStop.objects.filter(run__in=runs).delete()
        OperationRun.objects.filter(order=order).delete()
        witness = Witness(actor, "revoke_launch", situation.now)
        old = order.launch_actual_at
        order.launch_actual_at, order.hold_reason = None, ""
        order.progress = "not_scheduled"
        order.save(update_fields=["launch_actual_at", "hold_reason", "progress"])
        record(
            [witness.event(order.pk, "launch_revoked", old={"launch_actual_at": old.isoformat()}, text=why)]
        )
        settled = settle(witness, [order], situation, reason=Reason(text=why))
        refresh_agreement({order.pk})
        refresh_after_settling(situation, settled)
    return settled.lost


def shop_moment(at: dt.datetime | None, situation: Situation) -> dt.datetime:
    """When something happened in the shop: now, or the given moment of a day up to today.

    Raises:
        ShopTimeError: The moment lies on a later day.
    """
    if at is None:
        return situation.now
    if local(at).date() > situation.today:
        raise ShopTimeError(at=moment(at), why=f"сегодня {situation.today:%d.%m.%Y}")
    return at


def _launched_before(key: str) -> Launch | None:
    if not key:
        return None
    run = OperationRun.objects.filter(key=key).select_related("order", "machine").first()
    if run is None:
        return None
    return Launch(
        run_id=run.pk,
        order_no=run.order.order_no,
        op_no=run.op_no,
        machine=run.machine.code,
        started_at=run.started_at,
        plan_pcs=run.plan_pcs,
        first=False,
        repeated=True,
    )


def _operation(
    order: ProductionOrder, wanted: int | None, route: Sequence[RoutingLine], runs: Collection[OperationRun]
) -> int:
    """The operation to start, after the guards of the route."""
    known = sorted({line.op_no for line in route})
    begun = {run.op_no for run in runs}
    op_no = wanted
    if op_no is None:
        op_no = next((number for number in known if number not in begun), None)
        if op_no is None:
            raise NoOperationLeftError(order_no=order.order_no)
    if op_no not in known:
        names = ", ".join(str(number) for number in known) or "маршрута нет"
        raise OperationUnknownError(order_no=order.order_no, op_no=op_no, known=names)
    going = next((run for run in runs if run.op_no == op_no and run.state != "finished"), None)
    if going is not None:
        raise OperationOpenError(order_no=order.order_no, op_no=op_no, machine=going.machine.code)
    earlier = [number for number in known if number < op_no]
    if earlier and earlier[-1] not in begun:
        raise OperationTooEarlyError(order_no=order.order_no, op_no=op_no, before=earlier[-1])
    return op_no


def _agreed_line(order: ProductionOrder, op_no: int, situation: Situation) -> ScheduleLine | None:
    """The published line of the operation; without one where agreement is not required."""
    line = _PUBLISHED_LINE.first(order=order.pk, op_no=op_no)
    if not situation.settings.agreement_required:
        return line
    why = ""
    if line is None or line.preliminary:
        why = "в действующем плане её нет"
    elif line.agreement != "agreed":
        why = f"цех её не согласовал ({line.get_agreement_display()})"
    if why:
        raise OrderNotAgreedError(order_no=order.order_no, op_no=op_no, why=why)
    return line


def _machine(
    order: ProductionOrder,
    op_no: int,
    launch: NewLaunch,
    line: ScheduleLine | None,
    permitted: Sequence[RoutingLine],
    at: dt.datetime,
) -> Machine:
    """The machine to work on, after its guards (one query)."""
    codes = [one.machine_id for one in permitted]
    code = launch.machine or (line.machine.code if line else codes[0])
    if code not in codes:
        raise MachineNotPermittedError(
            machine=code, op_no=op_no, order_no=order.order_no, permitted=", ".join(codes)
        )
    found = _MACHINE.one(code=code, order=order.pk, at=at)
    machine: Machine = found
    if machine.status != MachineStatus.WORKING.value:
        raise MachineStandsError(machine=machine.name, why=_STANDING[machine.status])
    if found.stands:
        raise MachineStandsError(machine=machine.name, why=found.stop_reason)
    if found.other and not launch.beside:
        raise MachineBusyError(machine=machine.name, other=found.other)
    return machine


def _refuse_bad_lots(order: ProductionOrder, situation: Situation) -> None:
    lots = _BAD_LOTS(order=order.pk, today=situation.today)
    listed = ", ".join(str(code) for code in lots)
    if listed:
        raise LotsExpiredError(order_no=order.order_no, lots=listed)


def _start(
    actor: Actor,
    order: ProductionOrder,
    launch: NewLaunch,
    runs: Collection[OperationRun],
    permitted: Sequence[RoutingLine],
    machine: Machine,
    at: dt.datetime,
) -> OperationRun:
    op_no = permitted[0].op_no
    made = sum(run.good_pcs for run in runs if run.op_no == op_no)
    return OperationRun(
        order=order,
        op_no=op_no,
        op_name=permitted[0].op_name,
        machine=machine,
        workshop_id=machine.workshop_id,
        plan_pcs=max(0, order.qty_pcs - order.done_opening_pcs - made),
        started_at=at,
        people=list(launch.people),
        note=launch.note[:250],
        key=launch.key or None,
        launched_by_id=actor.user_id,
    )


def _note_launch(
    actor: Actor,
    order: ProductionOrder,
    run: OperationRun,
    situation: Situation,
    machine: Machine,
    *,
    first: bool,
) -> None:
    old = order.progress
    order.progress = "launched"
    if first:
        order.launch_actual_at = run.started_at
        save_fields(order, "progress", "launch_actual_at")
    elif old != order.progress:
        save_fields(order, "progress")
    witness = Witness(actor, "launch_operation", situation.now)
    new = {
        "progress": order.progress,
        "op_no": run.op_no,
        "machine": machine.code,
        "started_at": run.started_at.isoformat(),
    }
    kind = "launched" if first else "operation_launched"
    record([witness.event(order.pk, kind, old={"progress": old}, new=new, text=run.note)])


def _refuse_made(order: ProductionOrder) -> None:
    """Refuse to take back the launch of an order of which something was made."""
    why = ""
    if TechCard.objects.filter(order=order).exclude(state="void").exists():
        why = "есть технологическая карта"
    elif OperationRun.objects.filter(order=order).filter(
        Q(good_pcs__gt=0) | Q(rework_pcs__gt=0) | Q(scrap_pcs__gt=0)
    ):
        why = "цех уже записал выработку"
    elif WorkReport.objects.filter(run__order=order).exists():
        why = "в цехе есть записи о выработке, хотя и отозванные"
    if why:
        raise LaunchNotRevocableError(order_no=order.order_no, why=why)
