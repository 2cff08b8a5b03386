"""Signals to direct purchasing: list and life cycle (order-workflow 6.4)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, TypeAlias

from ninja import Field, Query, Schema

from potok.api.fields import (
    Code,
    Day,
    Given,
    GivenQuantity,
    Moment,
    OneOf,
    PageMark,
    PageSize,
    Quantity,
    Reason,
    Remark,
    Search,
    sort_of,
)
from potok.api.section import Section
from potok.operations.orders.reads import signals
from potok.operations.people.acting import Actor
from potok.operations.purchasing.services import signals as services

section = Section("Сигналы в прямые закупки")

View: TypeAlias = Annotated[str, OneOf(signals.VIEWS)]
Kind: TypeAlias = Annotated[str, OneOf(signals.KINDS)]


class SignalOut(Schema):
    """A signal."""

    number: str
    item: str = Field(validation_alias="item_id")
    item_name: str
    unit: str
    kind: str
    state: str
    missing_qty: Quantity
    need_date: dt.date | None
    order_by_date: dt.date | None
    days_late: int
    order_nos: list[str]
    value_rub: Quantity | None
    receipt: str
    receipt_po: str
    by_hand: bool
    answer: str
    answered_by: str
    raised_at: Moment
    updated_at: Moment
    closed_at: Moment | None
    plan: str = Field(
        description="План продаж: not_planned — не было, under_planned — меньше, planned — в плане, но не "
        "заказано; пусто — плана нет или сигнал не о заказе."
    )


class SignalPage(Schema):
    """Signals in the asked sequence."""

    rows: list[SignalOut]
    next: str = Field(
        validation_alias="next_mark", description="Метка следующей страницы для after; пусто — последняя."
    )


class SignalTotalsOut(Schema):
    """All found signals."""

    found: int
    by_kind: Mapping[str, int]
    late: int


class SignalFilterQuery(Given):
    """Which signals."""

    view: View = "active"
    kind: Annotated[list[Kind], Field(max_length=10)] = []
    item: Code | None = None
    late: bool = False
    text: Search = ""
    sort: Annotated[str, sort_of(signals.SORTS)] = "order_by"

    def signal_filter(self) -> signals.SignalFilter:
        """The same as the list takes it."""
        return signals.SignalFilter(
            view=self.view,
            kinds=tuple(self.kind),
            item=self.item or "",
            late=self.late,
            text=self.text,
            sort=self.sort.removeprefix("-"),
            descending=self.sort.startswith("-"),
        )


class SignalQuery(SignalFilterQuery):
    """A page of signals."""

    after: PageMark = ""
    limit: PageSize = 50


class RaiseRequest(Given):
    """A need that a planner tells purchasing of."""

    item: Code
    missing_qty: GivenQuantity
    need_date: Day
    text: Remark = ""
    kind: Kind = "not_ordered"


class SignalAnswerRequest(Given):
    """Purchasing has seen the signal."""

    answer: Remark = ""


class OrderedRequest(SignalAnswerRequest):
    """Purchasing has ordered: the receipt that answers the signal."""

    receipt: Code


class SignalCloseRequest(Given):
    """Why the signal is closed by hand."""

    answer: Reason


class SignalState(Schema):
    """A signal after a command."""

    number: str
    kind: str
    state: str
    missing_qty: Quantity
    need_date: dt.date | None
    answer: str


@section.read("", right="read_pull_table", answer=SignalPage, summary="Сигналы")
def list_signals(_: Actor, wanted: Query[SignalQuery]) -> signals.SignalPage:
    """A page of the signals."""
    return signals.signal_page(wanted.signal_filter(), after=wanted.after, limit=wanted.limit)


@section.read("/totals", right="read_pull_table", answer=SignalTotalsOut, summary="Итоги сигналов")
def show_signal_totals(_: Actor, wanted: Query[SignalFilterQuery]) -> signals.SignalTotals:
    """Counts of all found signals."""
    return signals.signal_totals(wanted.signal_filter())


@section.command("", name="raise_signal", answer=SignalState, status=201, summary="Поднять сигнал вручную")
def raise_signal(actor: Actor, payload: RaiseRequest) -> object:
    """Tell purchasing of a need; an open signal of the item and kind is updated instead."""
    return services.raise_signal(
        actor,
        item=payload.item,
        missing_qty=payload.missing_qty,
        need_date=payload.need_date,
        text=payload.text,
        kind=payload.kind,
    )


@section.command(
    "/{path:number}/acknowledge",
    name="answer_signal",
    answer=SignalState,
    summary="Принять сигнал к сведению",
)
def acknowledge_signal(actor: Actor, number: Code, payload: SignalAnswerRequest) -> object:
    """Purchasing has seen the signal."""
    return services.acknowledge_signal(actor, number=number, answer=payload.answer)


@section.command(
    "/{path:number}/order", name="answer_signal", answer=SignalState, summary="Материал по сигналу заказан"
)
def order_signal(actor: Actor, number: Code, payload: OrderedRequest) -> object:
    """Link the receipt that answers the signal."""
    return services.order_signal(actor, number=number, receipt=payload.receipt, answer=payload.answer)


@section.command("/{path:number}/close", name="answer_signal", answer=SignalState, summary="Закрыть сигнал")
def close_signal(actor: Actor, number: Code, payload: SignalCloseRequest) -> object:
    """Close a signal by hand."""
    return services.close_signal(actor, number=number, answer=payload.answer)
