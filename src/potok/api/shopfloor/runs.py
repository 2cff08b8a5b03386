"""Launched operations: launch, work reports, stops; the floor's device repeats with its own key."""

from __future__ import annotations

from typing import Annotated, Any, TypeAlias

from ninja import Field, Schema

from potok.api.fields import Code, Given, GivenMoment, Line, Moment, OrderNo, Quantity, Reason, Remark
from potok.api.fields import Version as OrderVersion
from potok.api.section import Section
from potok.operations.people.acting import Actor
from potok.operations.shopfloor.errors import UnknownRunError
from potok.operations.shopfloor.reads.routes import order_route
from potok.operations.shopfloor.reads.runs import run_detail
from potok.operations.shopfloor.services import launching, pausing, reporting

section = Section("Цеха: запуск и выработка")

_COUNT = Field(default=0, ge=0, le=10**9)
_OP_NO = Field(ge=0, le=2**31 - 1)
#: Key of the device that sends an entry: a repeated entry is written once.
DeviceKey: TypeAlias = Annotated[
    str, Field(max_length=100, pattern=r"^[\x21-\x7e]*$", description="Ключ записи устройства.")
]
Person: TypeAlias = Annotated[str, Field(min_length=1, max_length=120, pattern=r"^[^\x00-\x1f\x7f]*$")]
People: TypeAlias = Annotated[list[Person], Field(max_length=50)]


class PaceOut(Schema):
    """How fast a machine works."""

    batch_kg: Quantity | None
    batch_min: Quantity | None
    kg_per_h: Quantity | None
    pcs_per_h: Quantity | None
    setup_min: Quantity
    people: int | None


class PermittedMachineOut(Schema):
    """A machine of an operation."""

    code: str
    name: str
    workshop: str
    status: str
    pace: PaceOut


class RouteOperationOut(Schema):
    """An operation of an order and how far it is."""

    op_no: int
    op_name: str
    state: str
    run_ids: list[int]
    good_pcs: int
    rework_pcs: int
    scrap_pcs: int
    machines: list[PermittedMachineOut]
    planned_machine: str
    planned_at: Moment | None
    agreement: str
    launchable: bool


class RunRouteOut(Schema):
    """Operations of an order in their sequence."""

    operations: list[RouteOperationOut]


class LaunchRequest(Given):
    """The start of an operation."""

    order_no: OrderNo
    op_no: Annotated[int | None, _OP_NO] = None
    machine: Annotated[str, Field(max_length=60, pattern=r"^[^\x00-\x1f\x7f]*$")] = ""
    at: GivenMoment | None = None
    people: People = []
    note: Remark = ""
    beside: Annotated[bool, Field(description="Согласие работать рядом с другим заказом.")] = False
    key: DeviceKey = ""
    version: OrderVersion = None


class LaunchOut(Schema):
    """A launched operation."""

    run: int = Field(validation_alias="run_id")
    order_no: str
    op_no: int
    machine: str
    started_at: Moment
    plan_pcs: int
    first: bool
    repeated: bool


class RevokeRequest(Given):
    """Why a launch is taken back."""

    order_no: OrderNo
    reason: Reason


class RevokedOut(Schema):
    """Orders that lost their cover."""

    order_no: str
    waiting: list[str]


class OutputRequest(Given):
    """What was made since the report before."""

    good_pcs: Annotated[int, _COUNT] = 0
    rework_pcs: Annotated[int, _COUNT] = 0
    scrap_pcs: Annotated[int, _COUNT] = 0
    rework_reason: Annotated[str, Field(max_length=40, pattern=r"^[^\x00-\x1f\x7f]*$")] = ""
    scrap_reason: Annotated[str, Field(max_length=40, pattern=r"^[^\x00-\x1f\x7f]*$")] = ""
    people: People = []
    note: Remark = ""
    at: GivenMoment | None = None
    over_plan: Annotated[bool, Field(description="Согласие на выпуск сверх плана и допуска.")] = False
    key: DeviceKey = ""
    finish: bool = False


class ReportedOut(Schema):
    """A written report with the figures of its operation."""

    report: int = Field(validation_alias="report_id")
    run: int = Field(validation_alias="run_id")
    state: str
    good_pcs: int
    rework_pcs: int
    scrap_pcs: int
    plan_pcs: int
    repeated: bool


class RunReasonRequest(Given):
    """A command that must say why."""

    reason: Reason


class PauseRequest(Given):
    """Why the work stands."""

    reason: Code
    note: Remark = ""
    at: GivenMoment | None = None
    key: DeviceKey = ""


class RunPauseOut(Schema):
    """A stop of an operation."""

    stop: int = Field(validation_alias="stop_id")
    run: int = Field(validation_alias="run_id")
    state: str
    started_at: Moment
    finished_at: Moment | None
    repeated: bool


class MomentRequest(Given):
    """When it happened; empty = now."""

    at: GivenMoment | None = None


class BreakdownRequest(Given):
    """A machine that breaks down."""

    machine: Code
    finish_at: GivenMoment
    reason: Line = Field(min_length=1)
    at: GivenMoment | None = None


class BreakdownOut(Schema):
    """What a breakdown hit and where its operations may go on."""

    stop: int
    hit: list[dict[str, str | int]]
    stopped: list[dict[str, str | int]]
    alternatives: dict[str, list[str]]


class CourseEntryOut(Schema):
    """A report or a stop of an operation."""

    kind: str
    id: int
    at: Moment
    good_pcs: int
    rework_pcs: int
    scrap_pcs: int
    rework_reason: str
    scrap_reason: str
    stop_reason: str
    finished_at: Moment | None
    minutes: Quantity | None
    people: list[str]
    note: str
    who: str
    card: str
    withdrawn: bool
    withdrawable: bool
    open: bool


class RunMaterialOut(Schema):
    """A component of the product: norm for what was made, lots reserved for the order."""

    item: str
    name: str
    unit: str
    norm_qty: Quantity
    lots: list[tuple[str, Quantity]]


class OperationRunOut(Schema):
    """A launched operation with its course, newest first."""

    id: int
    order_no: str
    order_status: str
    hold_reason: str
    product: str
    product_name: str
    op_no: int
    op_name: str
    machine: str
    machine_name: str
    workshop: str
    state: str
    gives_output: bool
    plan_pcs: int
    good_pcs: int
    rework_pcs: int
    scrap_pcs: int
    started_at: Moment
    finished_at: Moment | None
    people: list[str]
    note: str
    pace: PaceOut | None
    course: list[CourseEntryOut]
    materials: list[RunMaterialOut]


@section.read("/route", right="read_shop", answer=RunRouteOut, summary="Операции заказа и разрешённые машины")
def read_route(_: Actor, order_no: OrderNo) -> dict[str, Any]:
    """Operations of an order; an unknown one has none."""
    return {"operations": order_route(order_no)}


@section.command(
    "/launch", name="launch_operation", answer=LaunchOut, status=201, summary="Запустить операцию"
)
def launch_operation(actor: Actor, payload: LaunchRequest) -> launching.Launch:
    """Start an operation on a machine of the own workshop."""
    launch = launching.NewLaunch(
        order_no=payload.order_no,
        op_no=payload.op_no,
        machine=payload.machine,
        at=payload.at,
        people=payload.people,
        note=payload.note,
        beside=payload.beside,
        key=payload.key,
    )
    return launching.launch_operation(actor, launch=launch, expected_version=payload.version)


@section.command("/revoke", name="revoke_launch", answer=RevokedOut, summary="Отменить запуск без выпуска")
def revoke_launch(actor: Actor, payload: RevokeRequest) -> dict[str, Any]:
    """Take back a launch that made nothing."""
    waiting = launching.revoke_launch(actor, order_no=payload.order_no, reason=payload.reason)
    return {"order_no": payload.order_no, "waiting": waiting}


@section.command(
    "/breakdown", name="report_stop", answer=BreakdownOut, status=201, summary="Поломка: остановить машину"
)
def report_breakdown(actor: Actor, payload: BreakdownRequest) -> dict[str, Any]:
    """A machine breaks down; its running operations stop."""
    found = pausing.report_breakdown(
        actor,
        machine_code=payload.machine,
        finish_at=payload.finish_at,
        reason=payload.reason,
        at=payload.at,
    )
    return {
        "stop": found.report.stop_id,
        "hit": operations(found.report.hit),
        "stopped": operations(found.stopped),
        "alternatives": found.alternatives,
    }


def operations(pairs: tuple[tuple[str, int], ...]) -> list[dict[str, str | int]]:
    """Operations as the API names them."""
    return [{"order_no": order_no, "op_no": op_no} for order_no, op_no in pairs]


@section.read("/{int:run}", right="read_shop", answer=OperationRunOut, summary="Операция: ход работы")
def read_run(_: Actor, run: int) -> object:
    """A launched operation."""
    found = run_detail(run)
    if found is None:
        raise UnknownRunError(run=run)
    return found


@section.command(
    "/{int:run}/output", name="report_work", answer=ReportedOut, status=201, summary="Записать выработку"
)
def report_output(actor: Actor, run: int, payload: OutputRequest) -> reporting.Reported:
    """Good pieces, rework and scrap."""
    return reporting.report_output(actor, run_id=run, output=reporting.Output(**payload.dict()))


@section.command(
    "/reports/{int:report}/withdraw",
    name="report_work",
    answer=ReportedOut,
    status=201,
    summary="Отозвать запись о выработке",
)
def withdraw_report(actor: Actor, report: int, payload: RunReasonRequest) -> reporting.Reported:
    """Take back a wrong report."""
    return reporting.withdraw_report(actor, report_id=report, reason=payload.reason)


@section.command("/{int:run}/stop", name="report_work", answer=RunPauseOut, status=201, summary="Простой")
def stop_run(actor: Actor, run: int, payload: PauseRequest) -> pausing.Pause:
    """Stop an operation with a reason."""
    return pausing.stop_run(actor, run_id=run, pause=pausing.NewPause(**payload.dict()))


@section.command("/{int:run}/resume", name="report_work", answer=RunPauseOut, summary="Продолжить")
def resume_run(actor: Actor, run: int, payload: MomentRequest) -> pausing.Pause:
    """Go on with a stopped operation."""
    return pausing.resume_run(actor, run_id=run, at=payload.at)


@section.command("/{int:run}/finish", name="report_work", answer=ReportedOut, summary="Завершить операцию")
def finish_run(actor: Actor, run: int, payload: MomentRequest) -> reporting.Reported:
    """End an operation."""
    return reporting.finish_run(actor, run_id=run, at=payload.at)
