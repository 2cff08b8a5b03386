"""Technological cards: list, content, hand-in."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any, Literal

from ninja import Field, Query, Schema

from potok.api.fields import (
    Code,
    Day,
    Given,
    GivenMoment,
    Moment,
    OneOf,
    OrderNo,
    PageMark,
    PageSize,
    Quantity,
    Reason,
    Remark,
    Search,
    Version,
    Versioned,
    sort_of,
)
from potok.api.section import Section
from potok.api.shopfloor.runs import People
from potok.operations.people.acting import Actor
from potok.operations.shopfloor.errors import UnknownCardError
from potok.operations.shopfloor.reads import cards as card_reads
from potok.operations.shopfloor.reads.card_detail import CardDetail, card_detail
from potok.operations.shopfloor.services import drafting, filling, handing_in
from potok.operations.shopfloor.services.card_given import (
    CardFill,
    Defect,
    Explanation,
    LotUse,
    TimeReason,
    Use,
)
from potok.operations.shopfloor.states import CARD_STATES

section = Section("Технологические карты")

CardNo = Annotated[
    str, Field(min_length=1, max_length=40, pattern=r"^[^\x00-\x1f\x7f]*$", examples=["ТК 1-2026/00018"])
]
ReasonCode = Annotated[str, Field(max_length=40, pattern=r"^[^\x00-\x1f\x7f]*$")]
_PCS = Field(ge=0, le=10**12)
_QTY = Field(ge=0, le=Decimal(10) ** 12, max_digits=18, decimal_places=3)


class CardRowOut(Schema):
    """A card as a row; moments are plant local."""

    number: str
    state: str
    date: dt.date
    shift_no: int | None
    workshop: str
    order_no: str
    product: str
    product_name: str
    order_qty_pcs: int
    order_done_pcs: int
    good_pcs: int
    rework_pcs: int
    scrap_pcs: int
    samples_pcs: int
    responsible: str
    handed_in_at: Moment | None
    posted_at: Moment | None
    lot: str | None
    returned_reason: str


class CardPageOut(Schema):
    """A page of cards with totals under the filter."""

    rows: list[CardRowOut]
    next: str = Field(description="Метка следующей страницы для after; пусто — последняя.")
    by_state: dict[str, int]
    good_pcs: int
    scrap_pcs: int


class CardQuery(Given):
    """Which cards."""

    state: Annotated[
        list[Annotated[str, OneOf(state for state, _ in CARD_STATES)]], Field(max_length=10)
    ] = []
    workshop: Annotated[list[Code], Field(max_length=100)] = []
    order: Annotated[list[OrderNo], Field(max_length=500)] = []
    since: Day | None = None
    until: Day | None = None
    text: Search = ""
    sort: Annotated[str, sort_of(card_reads.SORTS)] = "-id"
    after: PageMark = ""
    limit: PageSize = 50


class CardLotOut(Schema):
    """Part of a lot that the card uses."""

    lot: str
    qty: Quantity
    lot_qty: Quantity
    qc_status: str
    expiry_date: dt.date | None


class CardMaterialOut(Schema):
    """A component: norm against actual."""

    item: str
    name: str
    unit: str
    type: str
    stock_controlled: bool
    norm_qty: Quantity
    actual_qty: Quantity
    deviation_qty: Quantity
    deviation_pct: Quantity | None
    beyond: bool
    reason: str
    reason_name: str
    note: str
    lots: list[CardLotOut]


class CardDefectOut(Schema):
    """Scrap or rework by reason."""

    kind: str
    reason: str
    reason_name: str
    qty_pcs: int
    op_no: int | None
    note: str


class CardTimeOut(Schema):
    """Minutes of an operation."""

    op_no: int
    op_name: str
    machine: str
    machine_name: str
    norm_min: Quantity
    actual_min: Quantity
    beyond: bool
    reason: str
    reason_name: str
    note: str


class CardStopOut(Schema):
    """Minutes that a machine stood."""

    op_no: int
    machine: str
    machine_name: str
    reason: str
    reason_name: str
    minutes: Quantity
    note: str


class BalanceOut(Schema):
    """Material balance, kilograms."""

    raw_kg: Quantity
    good_kg: Quantity
    rework_kg: Quantity
    scrap_kg: Quantity
    samples_kg: Quantity
    losses_kg: Quantity
    losses_pct: Quantity | None
    limit_pct: Quantity
    yield_pct: Quantity | None
    in_norm: bool


class TechCardOut(Schema):
    """A card with all its lines; moments are plant local."""

    number: str
    version: int
    state: str
    date: dt.date
    shift_no: int | None
    order_no: str
    order_status: str
    order_qty_pcs: int
    order_done_pcs: int
    launched_at: Moment | None
    product: str
    product_name: str
    net_kg: Quantity | None
    workshop: str
    workshop_name: str
    machines: list[str]
    batches: str
    responsible: str
    people: list[str]
    started_at: Moment | None
    finished_at: Moment | None
    good_pcs: int
    rework_pcs: int
    scrap_pcs: int
    samples_pcs: int
    from_rework_pcs: int
    norm_pcs: int
    rework_left: int
    materials: list[CardMaterialOut]
    defects: list[CardDefectOut]
    times: list[CardTimeOut]
    stops: list[CardStopOut]
    balance: BalanceOut | None
    deviation_tolerance_pct: Quantity
    loss_reason: str
    loss_reason_name: str
    loss_note: str
    note: str
    lot: str
    lot_status: str
    filled_by: str
    handed_in_by: str
    handed_in_at: Moment | None
    returned_reason: str
    posted_by: str
    posted_at: Moment | None
    reversed_by: str
    reversed_at: Moment | None
    reversal_reason: str
    effects: list[dict[str, str]]


class CardDraftRequest(Given):
    """A new card for what was made since the card before."""

    order_no: OrderNo
    date: Day | None = None
    shift_no: Annotated[int | None, Field(ge=1, le=9)] = None


class DefectIn(Given):
    """Pieces that are scrap or to be reworked."""

    kind: Literal["scrap", "rework"]
    reason: Code
    qty_pcs: Annotated[int, Field(ge=1, le=10**12)]
    op_no: Annotated[int | None, Field(ge=0, le=2**31 - 1)] = None
    note: Remark = ""


class LotUseIn(Given):
    """Part of a lot."""

    lot: Code
    qty: Annotated[Decimal, _QTY]


class UseIn(Given):
    """What was used of a component."""

    item: Code
    lots: Annotated[list[LotUseIn], Field(max_length=200)] = []
    qty: Annotated[Decimal | None, _QTY] = None
    reason: ReasonCode = ""
    note: Remark = ""


class TimeReasonIn(Given):
    """Why an operation took longer or shorter."""

    op_no: Annotated[int, Field(ge=0, le=2**31 - 1)]
    reason: ReasonCode
    note: Remark = ""


class ExplanationRequest(Versioned):
    """Reasons of deviations."""

    uses: Annotated[list[UseIn], Field(max_length=500)] = []
    times: Annotated[list[TimeReasonIn], Field(max_length=100)] = []
    loss_reason: ReasonCode | None = None
    loss_note: Remark | None = None


class CardFillRequest(ExplanationRequest):
    """Figures of a draft; what is missing stays as it is."""

    good_pcs: Annotated[int | None, _PCS] = None
    samples_pcs: Annotated[int | None, _PCS] = None
    from_rework_pcs: Annotated[int | None, _PCS] = None
    defects: Annotated[list[DefectIn] | None, Field(max_length=200)] = None
    repropose: bool = False
    date: Day | None = None
    shift_no: Annotated[int | None, Field(ge=1, le=9)] = None
    batches: Annotated[str | None, Field(max_length=120, pattern=r"^[^\x00-\x1f\x7f]*$")] = None
    responsible: Annotated[str | None, Field(max_length=120, pattern=r"^[^\x00-\x1f\x7f]*$")] = None
    people: People | None = None
    started_at: GivenMoment | None = None
    finished_at: GivenMoment | None = None
    note: Annotated[str | None, Field(max_length=500, pattern=r"^[^\x00-\x1f\x7f]*$")] = None


class CardReasonRequest(Versioned):
    """A command that must say why."""

    reason: Reason


class CardVersionRequest(Given):
    """A command on the card as it was seen."""

    version: Version = None


@section.read("", right="read_shop", answer=CardPageOut, summary="Список технологических карт")
def list_cards(_: Actor, wanted: Query[CardQuery]) -> dict[str, Any]:
    """A page of the cards with totals."""
    found = card_reads.CardFilter(
        states=tuple(wanted.state),
        workshops=tuple(wanted.workshop),
        orders=tuple(wanted.order),
        since=wanted.since,
        until=wanted.until,
        text=wanted.text,
    )
    page = card_reads.card_page(
        found,
        sort=wanted.sort.removeprefix("-"),
        descending=wanted.sort.startswith("-"),
        after=wanted.after,
        limit=wanted.limit,
    )
    totals = card_reads.card_totals(found)
    return {
        "rows": page.rows,
        "next": page.next_mark,
        "by_state": totals.by_state,
        "good_pcs": totals.good_pcs,
        "scrap_pcs": totals.scrap_pcs,
    }


@section.command(
    "", name="fill_card", answer=TechCardOut, status=201, summary="Завести технологическую карту"
)
def draft_card(actor: Actor, payload: CardDraftRequest) -> CardDetail:
    """Propose a card from reports and reservations."""
    card = drafting.draft_card(actor, order_no=payload.order_no, date=payload.date, shift_no=payload.shift_no)
    return shown(card.number)


@section.command("/{path:card}/fill", name="fill_card", answer=TechCardOut, summary="Заполнить карту")
def fill_card(actor: Actor, card: CardNo, payload: CardFillRequest) -> CardDetail:
    """Change a draft of the own workshop."""
    plain = payload.dict(exclude={"version", "uses", "times", "defects"})
    defects = None if payload.defects is None else [Defect(**one.dict()) for one in payload.defects]
    given = CardFill(**plain, uses=_uses(payload.uses), times=_times(payload.times), defects=defects)
    filling.fill_card(actor, number=card, given=given, expected_version=payload.version)
    return shown(card)


@section.command(
    "/{path:card}/explain", name="explain_card", answer=TechCardOut, summary="Назвать причины отклонений"
)
def explain_card(actor: Actor, card: CardNo, payload: ExplanationRequest) -> CardDetail:
    """The planner names reasons on a card that was handed in."""
    given = Explanation(
        uses=_uses(payload.uses),
        times=_times(payload.times),
        loss_reason=payload.loss_reason,
        loss_note=payload.loss_note,
    )
    filling.explain_card(actor, number=card, given=given, expected_version=payload.version)
    return shown(card)


@section.command(
    "/{path:card}/hand-in", name="hand_in_card", answer=TechCardOut, summary="Передать плановику"
)
def hand_in_card(actor: Actor, card: CardNo, payload: CardVersionRequest) -> CardDetail:
    """Hand a filled card in."""
    handing_in.hand_in_card(actor, number=card, expected_version=payload.version)
    return shown(card)


@section.command("/{path:card}/return", name="return_card", answer=TechCardOut, summary="Вернуть карту цеху")
def return_card(actor: Actor, card: CardNo, payload: CardReasonRequest) -> CardDetail:
    """Return a card to its shop."""
    handing_in.return_card(actor, number=card, reason=payload.reason, expected_version=payload.version)
    return shown(card)


@section.command("/{path:card}/void", name="fill_card", answer=TechCardOut, summary="Аннулировать черновик")
def void_card(actor: Actor, card: CardNo, payload: CardReasonRequest) -> CardDetail:
    """Put a draft aside."""
    filling.void_card(actor, number=card, reason=payload.reason)
    return shown(card)


def shown(number: str) -> CardDetail:
    """The card as the API shows it.

    Raises:
        UnknownCardError: There is none.
    """
    found = card_detail(number)
    if found is None:
        raise UnknownCardError(card=number)
    return found


def _uses(given: list[UseIn]) -> list[Use]:
    return [
        Use(
            item=use.item,
            lots=[LotUse(part.lot, part.qty) for part in use.lots],
            qty=use.qty,
            reason=use.reason,
            note=use.note,
        )
        for use in given
    ]


def _times(given: list[TimeReasonIn]) -> list[TimeReason]:
    return [TimeReason(one.op_no, one.reason, one.note) for one in given]
