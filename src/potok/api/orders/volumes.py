"""Other volumes and due dates agreed with the client department (order-workflow 7.2)."""

from __future__ import annotations

import datetime as dt

from ninja import Field, Schema

from potok.api.fields import Day, Given, OrderNo, Pieces, Quantity, Reason, Remark, Versioned
from potok.api.orders.journal import section
from potok.operations.orders.reads.volumes import VolumeOptions, volume_options
from potok.operations.orders.services import proposals
from potok.operations.people.acting import Actor
from potok.supply.volumes import VolumeKind


class CandidateOut(Schema):
    """A volume that may be proposed, with its reasons."""

    kind: VolumeKind
    qty_pcs: int
    allowed: bool
    lacking: dict[str, Quantity]
    batches: int | None
    batches_exact: float | None
    last_fill: float | None
    partly_filled: int
    limited_by: list[str]


class VolumesOut(Schema):
    """Candidates, best first, with the limits they are judged by."""

    order_no: str
    lowest: int
    highest: int
    multiple: int
    batch_machine: str | None
    candidates: list[CandidateOut]


class ProposeRequest(Versioned):
    """Another volume or due date; what is missing stays as it is."""

    qty_pcs: Pieces | None = None
    due_date: Day | None = None
    reason: Reason


class VolumeAnswerRequest(Versioned):
    """The answer of the client department."""

    accept: bool
    answer: Remark = Field("", description="При отказе обязательна причина.")


class WithdrawRequest(Given):
    """A proposal taken back."""

    reason: Remark = ""


class ProposalState(Schema):
    """A proposal after a command."""

    id: int
    old_qty_pcs: int
    new_qty_pcs: int
    old_due_date: dt.date
    new_due_date: dt.date
    reason: str
    state: str
    answer: str


class VolumeAnswerOut(Schema):
    """What an answer led to."""

    order_no: str
    accepted: bool
    qty_pcs: int
    due_date: dt.date
    status: str
    coverable: list[str]


@section.read(
    "/{path:order_no}/volumes", right="read_orders", answer=VolumesOut, summary="Возможные объёмы заказа"
)
def list_volumes(_: Actor, order_no: OrderNo) -> VolumeOptions:
    """Candidates for another volume."""
    return volume_options(order_no)


@section.command(
    "/{path:order_no}/proposal",
    name="propose_volume",
    answer=ProposalState,
    status=201,
    summary="Предложить другой объём или срок",
)
def propose_volume(actor: Actor, order_no: OrderNo, payload: ProposeRequest) -> object:
    """Send a proposal to the client department."""
    return proposals.propose_volume(
        actor,
        order_no=order_no,
        reason=payload.reason,
        qty_pcs=payload.qty_pcs,
        due_date=payload.due_date,
        expected_version=payload.version,
    )


@section.command(
    "/{path:order_no}/proposal/answer",
    name="answer_proposal",
    answer=VolumeAnswerOut,
    summary="Ответить на предложение",
)
def answer_proposal(
    actor: Actor, order_no: OrderNo, payload: VolumeAnswerRequest
) -> proposals.ProposalAnswer:
    """Accept or refuse a proposal."""
    return proposals.answer_proposal(
        actor,
        order_no=order_no,
        accept=payload.accept,
        answer=payload.answer,
        expected_version=payload.version,
    )


@section.command(
    "/{path:order_no}/proposal/withdraw",
    name="withdraw_proposal",
    answer=ProposalState,
    summary="Отозвать предложение",
)
def withdraw_proposal(actor: Actor, order_no: OrderNo, payload: WithdrawRequest) -> object:
    """Take a proposal back."""
    return proposals.withdraw_proposal(actor, order_no=order_no, reason=payload.reason)
