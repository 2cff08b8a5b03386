"""Lots of the warehouse and the decisions of quality control on them."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from ninja import Field, Query, Schema

from potok.api.fields import Code, Given, Line, PageSize, Quantity, Remark, Search
from potok.api.section import Section
from potok.operations.orders.services import lots
from potok.operations.people.acting import Actor
from potok.operations.quality.services import decisions
from potok.operations.warehouse.reads import lots as reads
from potok.plant.model import QcStatus

section = Section("Партии")


class LotOut(Schema):
    """A lot as a row."""

    code: str
    item: str
    item_name: str
    unit: str
    location: str
    qty: Quantity
    reserved_qty: Quantity
    free_qty: Quantity
    received_date: dt.date
    expiry_date: dt.date | None
    qc_status: str
    qc_date: dt.date | None


class LotPageOut(Schema):
    """Lots in the sequence of their entry."""

    rows: list[LotOut]
    next: int | None = Field(
        validation_alias="next_id", description="Метка следующей страницы для after; null — последняя."
    )


class LotQuery(Given):
    """Which lots."""

    item: Annotated[list[Code], Field(max_length=500)] = []
    status: Annotated[list[QcStatus], Field(max_length=10)] = []
    text: Search = ""
    empty: Annotated[bool, Field(description="И партии, от которых ничего не осталось.")] = False
    after: Annotated[int, Field(ge=0, le=2**63 - 1)] = 0
    limit: PageSize = 50


class DecisionRequest(Given):
    """A decision of quality control."""

    decision: Literal["released", "rejected", "blocked", "conditional"]
    reason: Remark = ""
    products: Annotated[list[Code], Field(max_length=500)] = Field(
        default=[], description="Для каких изделий годится партия с разрешением на отклонение."
    )
    inspection: Annotated[Line, Field(max_length=40)] = ""


class SignalChangesOut(Schema):
    """Signals that the decision raised, updated and closed."""

    raised: list[str]
    updated: list[str]
    closed: list[str]


class LotDecisionOut(Schema):
    """What a decision led to."""

    lot: str
    before: str
    status: str
    kept: list[str] = Field(description="Заказы, которым нашлись другие партии.")
    waiting: list[str] = Field(description="Заказы, потерявшие обеспечение.")
    stopped: list[str] = Field(description="Запущенные заказы, которые остановлены.")
    coverable: list[str] = Field(description="Ожидающие заказы, которые теперь можно подтвердить.")
    signals: SignalChangesOut
    blocked: list[str] = Field(description="Партии, сделанные из забракованной: заблокированы.")


@section.read("", right="read_stock", answer=LotPageOut, summary="Партии на складе")
def list_lots(_: Actor, wanted: Query[LotQuery]) -> reads.LotPage:
    """A page of the lots."""
    found = reads.LotFilter(
        items=tuple(wanted.item), statuses=tuple(wanted.status), text=wanted.text, empty=wanted.empty
    )
    return reads.lot_page(found, after_id=wanted.after, limit=wanted.limit)


@section.command(
    "/{path:lot}/decision", name="decide_lot", answer=LotDecisionOut, summary="Решение ОТК по партии"
)
def decide_lot(actor: Actor, lot: Code, payload: DecisionRequest) -> lots.LotDecision:
    """Release, reject, block or conditionally permit a lot."""
    return decisions.decide(
        actor,
        lot=lot,
        decision=payload.decision,
        reason=payload.reason,
        products=payload.products,
        inspection=payload.inspection,
    )
