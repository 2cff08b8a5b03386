"""Posting and reversal of technological cards; the end of launched orders."""

from __future__ import annotations

from typing import Annotated, Any

from ninja import Field, Schema

from potok.api.fields import Given, OrderNo, Quantity, Reason, Remark, Versioned
from potok.api.section import Section
from potok.api.shopfloor.cards import CardNo, CardReasonRequest, section
from potok.operations.people.acting import Actor
from potok.operations.shopfloor.services import closing, dividing, holds, reversal
from potok.operations.shopfloor.services.posting import Posting, Preview, post_card, preview_posting
from potok.operations.shopfloor.services.posting_rules import Wishes

ending = Section("Цеха: завершение заказов")


class WishesRequest(Versioned):
    """What the planner decides with the posting."""

    over_reason: Annotated[Remark, Field(description="Согласие на выпуск больше допуска, с причиной.")] = ""
    short_reason: Annotated[Remark, Field(description="Закрыть заказ с недовыпуском, с причиной.")] = ""


class PostingCheckOut(Schema):
    """A guard of the posting."""

    code: str
    state: str = Field(description="ok, warning или failed.")
    text: str


class EffectOut(Schema):
    """One thing that the posting does."""

    kind: str
    title: str
    text: str


class PreviewOut(Schema):
    """Guards and effects of a posting."""

    card: str
    ready: bool
    completes: bool
    checks: list[PostingCheckOut]
    effects: list[EffectOut]


class PostingOut(Schema):
    """A posted card and its order."""

    card: str
    order_no: str
    status: str
    done_pcs: int
    remaining_pcs: int
    shortfall_pcs: int
    lot: str
    effects: list[EffectOut]
    freed_for: list[str]
    repeated: bool


class ReversalOut(Schema):
    """A reversed card and its order."""

    card: str
    order_no: str
    status: str
    done_pcs: int
    lack: dict[str, Quantity] = Field(description="Материал → чего не вернуть в резерв.")


class CloseShortRequest(Versioned):
    """Why an order ends short."""

    order_no: OrderNo
    reason: Reason
    with_remainder: Annotated[bool, Field(description="Сразу завести заказ на недовыпуск.")] = False


class CloseOut(Schema):
    """An order closed short."""

    order_no: str
    done_pcs: int
    shortfall_pcs: int
    remainder: str
    freed_for: list[str]


class OrderRequest(Versioned):
    """An order."""

    order_no: OrderNo


class RemainderOut(Schema):
    """The order for the shortfall."""

    order_no: str


class SplitLaunchedRequest(Versioned):
    """Where a launched order is divided; empty = at what is produced."""

    order_no: OrderNo
    reason: Reason
    kept_pcs: Annotated[int | None, Field(ge=1, le=10**12)] = None


class SplitOut(Schema):
    """A divided order."""

    order_no: str
    kept_pcs: int
    child: str
    child_pcs: int
    child_status: str


class ResumeRequest(Given):
    """An order that quality control stopped."""

    order_no: OrderNo
    note: Remark = ""


class ResumedOut(Schema):
    """What was reserved in place of the lost lots."""

    order_no: str
    replaced: dict[str, Quantity]


@section.preview(
    "/{path:card}/preview", right="read_shop", answer=PreviewOut, summary="Что произойдёт при проведении"
)
def preview(actor: Actor, card: CardNo, payload: WishesRequest) -> Preview:
    """Guards and effects of posting a card."""
    return preview_posting(actor, number=card, wishes=_wishes(payload))


@section.command("/{path:card}/post", name="post_tech_card", answer=PostingOut, summary="Провести карту")
def post(actor: Actor, card: CardNo, payload: WishesRequest) -> Posting:
    """Post a card; a posted one answers as the first time."""
    return post_card(actor, number=card, wishes=_wishes(payload), expected_version=payload.version)


@section.command(
    "/{path:card}/reverse", name="reverse_tech_card", answer=ReversalOut, summary="Сторнировать карту"
)
def reverse(actor: Actor, card: CardNo, payload: CardReasonRequest) -> reversal.Reversal:
    """Take back the last posted card of an order."""
    return reversal.reverse_card(actor, number=card, reason=payload.reason, expected_version=payload.version)


@ending.command("/close", name="close_short", answer=CloseOut, summary="Закрыть с недовыпуском")
def close_short(actor: Actor, payload: CloseShortRequest) -> closing.ShortClose:
    """End a launched order with what was posted."""
    return closing.close_short(
        actor,
        order_no=payload.order_no,
        reason=payload.reason,
        with_remainder=payload.with_remainder,
        expected_version=payload.version,
    )


@ending.command(
    "/remainder", name="close_short", answer=RemainderOut, status=201, summary="Заказать недовыпуск"
)
def order_shortfall(actor: Actor, payload: OrderRequest) -> dict[str, Any]:
    """Make a new order for what a closed order lacks."""
    number = closing.order_shortfall(actor, order_no=payload.order_no, expected_version=payload.version)
    return {"order_no": number}


@ending.command("/split", name="split_launched", answer=SplitOut, summary="Разделить по выпуску")
def split_launched(actor: Actor, payload: SplitLaunchedRequest) -> dividing.LaunchedSplit:
    """Leave a launched order the produced quantity; the rest becomes an order."""
    return dividing.split_launched(
        actor,
        order_no=payload.order_no,
        reason=payload.reason,
        kept_pcs=payload.kept_pcs,
        expected_version=payload.version,
    )


@ending.command("/resume", name="resume_order", answer=ResumedOut, summary="Снять остановку ОТК")
def resume_order(actor: Actor, payload: ResumeRequest) -> dict[str, Any]:
    """Lift the stop of quality control after lots were replaced."""
    replaced = holds.resume_order(actor, order_no=payload.order_no, note=payload.note)
    return {"order_no": payload.order_no, "replaced": replaced}


def _wishes(payload: WishesRequest) -> Wishes:
    return Wishes(over_reason=payload.over_reason, short_reason=payload.short_reason)
