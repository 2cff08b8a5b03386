"""Lines of the plan: agreement with the workshops, moves by hand, corrected dates, stops of machines."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from ninja import Field, Query, Schema

from potok.api.fields import (
    Code,
    Given,
    GivenMoment,
    LocalMoment,
    Moment,
    OrderNo,
    Quantity,
    Reason,
    Remark,
)
from potok.api.plans.versions import OrderChangeOut, PlanHead, PublicationOut
from potok.api.section import Section
from potok.operations.catalog.situation import present_situation
from potok.operations.people.acting import Actor
from potok.operations.planning.reads.agreement import agreement_lines
from potok.operations.planning.reads.board import plan_head
from potok.operations.planning.services import (
    agreement,
    corrections,
    moving,
    placing,
    publication,
    stops,
    undoing,
)

section = Section("План: строки и согласование")

_OP_NO = Field(ge=0, le=2**31 - 1)


class LineKey(Given):
    """A line: order and operation."""

    order_no: OrderNo
    op_no: int = _OP_NO


class AgreementLineOut(Schema):
    """A line of the plan in force as a shop head looks at it."""

    order_no: str
    op_no: int
    op_name: str
    product: str
    customer: str
    priority: int
    qty_pcs: Quantity
    batches: int
    workshop: str
    machine: str
    machine_name: str
    shift_date: dt.date | None
    shift_no: int | None
    start_at: LocalMoment
    finish_at: LocalMoment
    due_date: dt.date
    slack_days: int
    agreement: str
    answer_reason: str
    counter_start_at: LocalMoment | None
    answered_by: str
    answered_at: LocalMoment | None


class AgreementList(Schema):
    """Lines by workshop, machine and start."""

    lines: list[AgreementLineOut]


class LineQuery(Given):
    """Which lines of the plan in force."""

    workshop: list[Code] = Field(default_factory=list, max_length=100)
    agreement: list[Literal["none", "sent", "agreed", "refused", "countered"]] = Field(
        default_factory=list, max_length=5
    )


class SentOut(Schema):
    """How many lines were sent."""

    sent: int


class ShopAnswerRequest(Given):
    """A shop head's answer to lines of the own workshop."""

    lines: list[LineKey] = Field(min_length=1, max_length=1000)
    answer: Literal["agreed", "refused", "countered"]
    reason: Remark = ""
    counter_start_at: GivenMoment | None = None


class AnsweredOut(Schema):
    """How many lines were answered."""

    answered: int


class MoveRequest(LineKey):
    """An operation and the place it is wanted at."""

    machine: Code
    start_at: GivenMoment


class MovePreviewOut(Schema):
    """What a move would do."""

    ok: bool
    start_at: Moment
    finish_at: Moment
    delayed: bool
    violations: list[str]
    changes: list[OrderChangeOut]
    sentence: str = Field(examples=["7 из 412 операций сдвинуты; 2 заказа позже на 3 ч"])


class PlaceRequest(Given):
    """An order outside the plan and where its first operation is wanted."""

    order_no: OrderNo
    machine: Code
    start_at: GivenMoment


class PinRequest(LineKey):
    """Hold an operation in its place or let it go."""

    pinned: bool


class PinnedOut(Schema):
    """The line and whether it is held."""

    order_no: str
    op_no: int
    pinned: bool


class DatesRequest(Given):
    """Another launch of an order."""

    order_no: OrderNo
    launch_at: GivenMoment


class CorrectionRequest(DatesRequest):
    """Another launch of an order with its reason (order-workflow 7.4)."""

    reason_code: Literal["urgent", "breakdown", "late_material", "qc_hold", "absence", "other"]
    text: Remark = ""


class PlannedStopRequest(Given):
    """A breakdown or an unplanned repair."""

    machine: Code
    start_at: GivenMoment
    finish_at: GivenMoment
    reason: Reason = Field(max_length=200)
    is_breakdown: bool = True


class HitLine(Schema):
    """A line that a stop hits."""

    order_no: str
    op_no: int


class StopReportOut(Schema):
    """A recorded stop and the published work that it hits."""

    stop: int
    hit: list[HitLine]


@section.read("/plan-lines", right="read_plan", answer=AgreementList, summary="Строки действующего плана")
def list_lines(_: Actor, wanted: Query[LineQuery]) -> dict[str, Any]:
    """Lines that the workshops agree."""
    ids = present_situation().master.workshop_ids
    workshops = [ids[code] for code in wanted.workshop if code in ids] if wanted.workshop else None
    return {"lines": agreement_lines(workshops=workshops, states=wanted.agreement)}


@section.command(
    "/plan-lines/send", name="send_lines", answer=SentOut, summary="Отправить цехам на согласование"
)
def send_lines(actor: Actor) -> SentOut:
    """Send published lines that no shop head has seen."""
    return SentOut(sent=agreement.send_lines(actor))


@section.command(
    "/plan-lines/answer", name="answer_line", answer=AnsweredOut, summary="Ответ начальника цеха"
)
def answer_lines(actor: Actor, payload: ShopAnswerRequest) -> AnsweredOut:
    """Agree, refuse or name another start for lines of the own workshop."""
    keys = [agreement.LineKey(line.order_no, line.op_no) for line in payload.lines]
    answered = agreement.answer_lines(
        actor,
        keys=keys,
        answer=payload.answer,
        reason=payload.reason,
        counter_start_at=payload.counter_start_at,
    )
    return AnsweredOut(answered=answered)


@section.preview(
    "/plans/{int:number}/move/preview",
    right="move_line",
    answer=MovePreviewOut,
    summary="Что даст перенос операции",
)
def preview_move(actor: Actor, number: int, payload: MoveRequest) -> moving.MovePreview:
    """Try a move."""
    return moving.preview_move(actor, number=number, move=_move(payload))


@section.command(
    "/plans/{int:number}/move",
    name="move_line",
    answer=PlanHead,
    status=201,
    summary="Перенести операцию (новый черновик)",
)
def move_line(actor: Actor, number: int, payload: MoveRequest) -> dict[str, Any] | None:
    """Save a move as a new draft."""
    return plan_head(moving.move_line(actor, number=number, move=_move(payload)))


class UndoneOut(Schema):
    """The draft that came back; null when the undone change was the first one."""

    plan: int | None


@section.command(
    "/plans/{int:number}/undo",
    name="move_line",
    answer=UndoneOut,
    summary="Отменить последнюю правку черновика",
)
def undo_change(actor: Actor, number: int) -> UndoneOut:
    """Put the draft aside and bring back the one it was made of."""
    before = undoing.undo_change(actor, number=number)
    return UndoneOut(plan=None if before is None else before.number)


@section.preview(
    "/plans/{int:number}/place/preview",
    right="place_order",
    answer=MovePreviewOut,
    summary="Что даст постановка заказа в план",
)
def preview_placement(actor: Actor, number: int, payload: PlaceRequest) -> moving.MovePreview:
    """Try a placement."""
    return placing.preview_placement(actor, number=number, placement=_placement(payload))


@section.command(
    "/plans/{int:number}/place",
    name="place_order",
    answer=PlanHead,
    status=201,
    summary="Поставить заказ в план (новый черновик)",
)
def place_order(actor: Actor, number: int, payload: PlaceRequest) -> dict[str, Any] | None:
    """Save a placement as a new draft."""
    return plan_head(placing.place_order(actor, number=number, placement=_placement(payload)))


@section.command("/plans/{int:number}/pin", name="pin_line", answer=PinnedOut, summary="Закрепить операцию")
def pin_line(actor: Actor, number: int, payload: PinRequest) -> PinRequest:
    """Hold an operation in its place, or let it go."""
    moving.pin_line(
        actor, number=number, order_no=payload.order_no, op_no=payload.op_no, pinned=payload.pinned
    )
    return payload


@section.preview(
    "/dates/preview", right="correct_dates", answer=MovePreviewOut, summary="Что даст другой запуск"
)
def preview_dates(actor: Actor, payload: DatesRequest) -> moving.MovePreview:
    """Which orders another launch moves."""
    return corrections.preview_correction(actor, order_no=payload.order_no, launch_at=payload.launch_at)


@section.command("/dates", name="correct_dates", answer=PublicationOut, summary="Исправить сроки с причиной")
def correct_dates(actor: Actor, payload: CorrectionRequest) -> publication.Publication:
    """Move the launch of an order and put the changed plan in force."""
    return corrections.correct_dates(
        actor,
        order_no=payload.order_no,
        launch_at=payload.launch_at,
        reason_code=payload.reason_code,
        text=payload.text,
    )


@section.command("/stops", name="report_stop", answer=StopReportOut, status=201, summary="Сообщить о поломке")
def report_stop(actor: Actor, payload: PlannedStopRequest) -> dict[str, Any]:
    """Record a time in which a machine does not work."""
    report = stops.report_stop(
        actor,
        machine_code=payload.machine,
        start_at=payload.start_at,
        finish_at=payload.finish_at,
        reason=payload.reason,
        is_breakdown=payload.is_breakdown,
    )
    hit = [{"order_no": order_no, "op_no": op_no} for order_no, op_no in report.hit]
    return {"stop": report.stop_id, "hit": hit}


def _move(payload: MoveRequest) -> moving.Move:
    return moving.Move(payload.order_no, payload.op_no, payload.machine, payload.start_at)


def _placement(payload: PlaceRequest) -> placing.Placement:
    return placing.Placement(payload.order_no, payload.machine, payload.start_at)
