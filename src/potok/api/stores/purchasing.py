"""Purchase orders, terms of suppliers, action messages."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from ninja import Field, Query, Schema

from potok.api.fields import (
    Code,
    Day,
    Given,
    GivenQuantity,
    Line,
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
from potok.operations.buying import advice, lists, purchase_orders, terms
from potok.operations.buying.lists import PurchaseFilter, PurchaseRow
from potok.operations.buying.purchase_orders import LineGiven
from potok.operations.buying.terms import TermsGiven
from potok.operations.orders.reads.list_page import ListPage
from potok.operations.people.acting import Actor
from potok.supply.action_messages import Action

section = Section("Заказы поставщикам")


class PurchaseOut(Schema):
    """A purchase order as a row."""

    number: str
    supplier: str
    date: dt.date
    state: str
    lines: int
    value_rub: Quantity | None
    first_date: dt.date | None
    comment: str
    version: int


class PurchasePage(Schema):
    """Purchase orders in the asked sequence."""

    rows: list[PurchaseOut]
    next: str = Field(
        validation_alias="next_mark", description="Метка следующей страницы для after; пусто — последняя."
    )


class PurchaseLineOut(Schema):
    """A line of a purchase order, with its row of the pull table once it is placed."""

    line_no: int
    item: str
    unit: str
    qty: Quantity
    price_rub: Quantity | None
    wanted_date: dt.date | None
    promised_date: dt.date
    signal: str | None
    receipt: str | None
    receipt_status: str | None
    expected_date: dt.date | None
    slips: int | None
    late_days: int


class PurchaseCard(Schema):
    """A purchase order with its lines."""

    head: PurchaseOut
    lines: list[PurchaseLineOut]


class PurchaseQuery(Given):
    """Which purchase orders."""

    state: Annotated[list[Literal["draft", "placed", "cancelled"]], Field(max_length=3)] = []
    supplier: Annotated[list[Search], Field(max_length=100)] = []
    text: Search = ""
    sort: Annotated[str, sort_of(lists.SORTS)] = "-number"
    after: PageMark = ""
    limit: PageSize = 50


class PurchaseLineRequest(Given):
    """A line of a purchase order; the quantity is rounded up to the lot of the supplier."""

    item: Code
    qty: GivenQuantity
    wanted_date: Day | None = None
    promised_date: Day | None = None
    price_rub: GivenQuantity | None = None
    signal: Annotated[Line, Field(max_length=40)] = ""


class PurchaseRequest(Given):
    """A draft."""

    supplier: Line
    lines: Annotated[list[PurchaseLineRequest], Field(min_length=1, max_length=500)]
    comment: Remark = ""


class FromSignalsRequest(Given):
    """Signals to answer; without a supplier the preferred one of each item."""

    signals: Annotated[list[Code], Field(min_length=1, max_length=500)]
    supplier: Line = ""


class NumbersOut(Schema):
    """Numbers of what was made."""

    numbers: list[str]


class ChangeLineRequest(Given):
    """Another quantity and date of a line of a draft."""

    qty: GivenQuantity
    promised_date: Day
    version: Version = None


class CancelRequest(Versioned):
    """Why."""

    reason: Reason


class StateOut(Schema):
    """A purchase order that was changed."""

    number: str
    state: str
    version: int


class ConfirmPurchaseRequest(Given):
    """The answer of the supplier."""

    promised_date: Day
    qty: GivenQuantity | None = None
    note: Remark = ""


class ConfirmedOut(Schema):
    """A receipt that its supplier has confirmed."""

    code: str
    qty: Quantity
    promised_date: dt.date
    expected_date: dt.date
    status: str
    version: int


class TermsOut(Schema):
    """Terms of a supplier for an item; null = as the item or the settings say."""

    supplier: str
    item: str
    lead_time_days: int | None
    item_lead_time_days: int
    lot_qty: Quantity | None
    min_qty: Quantity | None
    price_rub: Quantity | None
    preferred: bool


class TermsList(Schema):
    """Terms by item."""

    terms: list[TermsOut]


class TextQuery(Given):
    """A part of names or codes."""

    text: Search = ""


class TermsRequest(Given):
    """Terms of a supplier for an item."""

    supplier: Line
    item: Code
    lead_time_days: Annotated[int | None, Field(ge=0, le=10_000)] = None
    lot_qty: GivenQuantity | None = None
    min_qty: GivenQuantity | None = None
    price_rub: GivenQuantity | None = None
    preferred: bool = False


class SavedTermsOut(Schema):
    """Terms that were written."""

    supplier: str = Field(validation_alias="supplier.name")
    item: str = Field(validation_alias="item.code")
    is_preferred: bool


class AdviceOut(Schema):
    """An action message."""

    action: str = Field(validation_alias="message.action")
    item: str = Field(validation_alias="message.item_id")
    receipt: str = Field(validation_alias="message.receipt_id")
    qty: Quantity = Field(validation_alias="message.qty")
    date: dt.date | None = Field(validation_alias="message.date")
    orders: list[str] = Field(validation_alias="message.order_nos")
    now_qty: Quantity | None
    now_date: dt.date | None
    dismissed: str | None


class AdviceList(Schema):
    """Action messages, the most pressing first."""

    messages: list[AdviceOut]


class AdviceRequest(Given):
    """Which message."""

    item: Code
    kind: Action
    receipt: Annotated[Line, Field(max_length=60)] = ""


class DismissRequest(AdviceRequest):
    """Which message is put aside, and why."""

    reason: Remark = ""


class ToldOut(Schema):
    """A message."""

    action: Action
    item_id: str
    receipt_id: str
    qty: Quantity
    date: dt.date | None


@section.read("/orders", right="read_pull_table", answer=PurchasePage, summary="Заказы поставщикам")
def list_purchases(_: Actor, wanted: Query[PurchaseQuery]) -> ListPage[PurchaseRow]:
    """A page of the purchase orders."""
    found = PurchaseFilter(
        states=tuple(wanted.state),
        suppliers=tuple(wanted.supplier),
        text=wanted.text,
        sort=wanted.sort.removeprefix("-"),
        descending=wanted.sort.startswith("-"),
    )
    return lists.purchases_page(found, after=wanted.after, limit=wanted.limit)


@section.read("/orders/{number}", right="read_pull_table", answer=PurchaseCard, summary="Заказ поставщику")
def show_purchase(_: Actor, number: Code) -> dict[str, Any]:
    """One purchase order."""
    head, lines = lists.purchase_card(number)
    return {"head": head, "lines": lines}


@section.command("/orders", name="purchase", answer=NumbersOut, summary="Составить заказ поставщику")
def draft_order(actor: Actor, payload: PurchaseRequest) -> dict[str, list[str]]:
    """A draft."""
    lines = [LineGiven(**line.model_dump()) for line in payload.lines]
    number = purchase_orders.draft_order(
        actor, supplier=payload.supplier, lines=lines, comment=payload.comment
    )
    return {"numbers": [number]}


@section.command("/orders-from-signals", name="purchase", answer=NumbersOut, summary="Заказы по сигналам")
def draft_from_signals(actor: Actor, payload: FromSignalsRequest) -> dict[str, list[str]]:
    """Drafts for signals, one a supplier."""
    numbers = purchase_orders.draft_from_signals(actor, signals=payload.signals, supplier=payload.supplier)
    return {"numbers": list(numbers)}


@section.command(
    "/orders/{number}/lines/{line_no}", name="purchase", answer=StateOut, summary="Изменить строку заказа"
)
def change_line(actor: Actor, number: Code, line_no: int, payload: ChangeLineRequest) -> object:
    """Another quantity and date of a line of a draft."""
    return purchase_orders.change_line(
        actor,
        number=number,
        line_no=line_no,
        qty=payload.qty,
        promised_date=payload.promised_date,
        expected_version=payload.version,
    )


@section.command("/orders/{number}/place", name="purchase", answer=NumbersOut, summary="Отправить поставщику")
def place_order(actor: Actor, number: Code, payload: Versioned) -> dict[str, list[str]]:
    """Lines become rows of the pull table; their numbers."""
    codes = purchase_orders.place_order(actor, number=number, expected_version=payload.version)
    return {"numbers": list(codes)}


@section.command(
    "/orders/{number}/cancel", name="purchase", answer=StateOut, summary="Отменить заказ поставщику"
)
def cancel_purchase(actor: Actor, number: Code, payload: CancelRequest) -> object:
    """What has not arrived is not expected any more."""
    return purchase_orders.cancel_purchase(
        actor, number=number, reason=payload.reason, expected_version=payload.version
    )


@section.command(
    "/receipts/{path:code}/confirm", name="purchase", answer=ConfirmedOut, summary="Ответ поставщика"
)
def confirm_receipt(actor: Actor, code: Code, payload: ConfirmPurchaseRequest) -> object:
    """The date that the supplier promises."""
    return purchase_orders.confirm_receipt(actor, receipt=code, **payload.model_dump())


@section.read("/terms", right="read_pull_table", answer=TermsList, summary="Условия поставки")
def list_terms(_: Actor, wanted: Query[TextQuery]) -> dict[str, Any]:
    """Terms of suppliers by item."""
    return {"terms": lists.terms_rows(text=wanted.text)}


@section.command("/terms", name="keep_terms", answer=SavedTermsOut, summary="Записать условия поставки")
def save_terms(actor: Actor, payload: TermsRequest) -> object:
    """Terms of a supplier for an item."""
    return terms.save_terms(actor, terms=TermsGiven(**payload.model_dump()))


@section.read("/advice", right="read_pull_table", answer=AdviceList, summary="Рекомендации закупкам")
def list_advice(_: Actor) -> dict[str, Any]:
    """Action messages of the present books."""
    return {"messages": advice.present_advice()}


@section.command("/advice/dismiss", name="dismiss_advice", answer=ToldOut, summary="Отложить рекомендацию")
def dismiss_advice(actor: Actor, payload: DismissRequest) -> object:
    """Put a message aside until its quantity or date changes."""
    return advice.dismiss_advice(
        actor, item=payload.item, kind=payload.kind.value, receipt=payload.receipt, reason=payload.reason
    )


@section.command("/advice/recall", name="dismiss_advice", answer=ToldOut, summary="Вернуть рекомендацию")
def recall_advice(actor: Actor, payload: AdviceRequest) -> object:
    """Take a message back that was put aside."""
    return advice.recall_advice(actor, item=payload.item, kind=payload.kind.value, receipt=payload.receipt)
