"""The flat form of the pull table: expected receipts, their history, other dates tried and written."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from ninja import Field, Query, Schema

from potok.api.fields import (
    Code,
    Day,
    Given,
    Moment,
    PageMark,
    PageSize,
    PlainValue,
    Quantity,
    Reason,
    Search,
    Versioned,
    sort_of,
)
from potok.api.section import Section
from potok.api.supply.lots import SignalChangesOut
from potok.operations.orders.reads import receipts
from potok.operations.orders.reads.receipts import ReceiptView
from potok.operations.orders.reads.what_if import WhatIf, what_if_redated
from potok.operations.orders.services import receipts as services
from potok.operations.people.acting import Actor
from potok.operations.purchasing.reads import receipt_history
from potok.plant.model import ReceiptStatus

section = Section("Приходы")


class ReceiptPegOut(Schema):
    """A waiting order that lives from a receipt."""

    order_no: str
    qty: Quantity


class ReceiptOut(Schema):
    """A receipt as a row."""

    code: str
    version: int
    item: str = Field(validation_alias="item_id")
    item_name: str
    unit: str
    supplier: str
    po_no: str
    qty: Quantity
    promised_date: dt.date
    expected_date: dt.date
    slip_days: int
    slips: int
    status: str
    usable_date: dt.date | None
    overdue: bool
    movable: bool
    pegs: list[ReceiptPegOut]


class ReceiptPage(Schema):
    """Receipts in the asked sequence."""

    rows: list[ReceiptOut]
    next: str = Field(
        validation_alias="next_mark", description="Метка следующей страницы для after; пусто — последняя."
    )


class ReceiptChangeOut(Schema):
    """An entry of the history of a receipt."""

    field: str
    label: str
    old: PlainValue
    new: PlainValue
    at: Moment
    who: str
    why: str


class ReceiptHistory(Schema):
    """Every change of a receipt, the newest first."""

    code: str
    changes: list[ReceiptChangeOut]


class StartChangeOut(Schema):
    """An order whose earliest start would change."""

    order_no: str = Field(validation_alias="change.order_no")
    before: dt.date | None = Field(validation_alias="change.before")
    after: dt.date | None = Field(validation_alias="change.after")
    product: str
    customer: str
    due_date: dt.date
    needed: dt.date | None
    becomes_late: bool
    becomes_timely: bool
    issued: bool


class WhatIfOut(Schema):
    """Which orders another date of a receipt would move."""

    receipt: ReceiptOut
    expected_date: dt.date
    usable_date: dt.date | None
    moved: list[StartChangeOut]
    late_change: int
    issued: int


class ReceiptQuery(Given):
    """Which receipts."""

    view: ReceiptView = ReceiptView.AWAITED
    status: Annotated[list[ReceiptStatus], Field(max_length=10)] = []
    supplier: Annotated[list[Search], Field(max_length=500)] = []
    item: Annotated[list[Code], Field(max_length=500)] = []
    first: Day | None = None
    last: Day | None = None
    text: Search = ""
    sort: Annotated[str, sort_of(receipts.SORTS)] = "expected"
    after: PageMark = ""
    limit: PageSize = 50

    def receipt_filter(self) -> receipts.ReceiptFilter:
        """The same as the list takes it."""
        return receipts.ReceiptFilter(
            view=self.view,
            statuses=tuple(self.status),
            suppliers=tuple(self.supplier),
            items=tuple(self.item),
            first=self.first,
            last=self.last,
            text=self.text,
            sort=self.sort.removeprefix("-"),
            descending=self.sort.startswith("-"),
        )


class DateRequest(Given):
    """Another expected date."""

    expected_date: Day


class RedateRequest(Versioned):
    """Another expected date with its reason."""

    expected_date: Day
    reason: Reason


class MovedStartOut(Schema):
    """A waiting order whose earliest start changed; null = no start is known."""

    order_no: str
    before: dt.date | None
    after: dt.date | None
    late_before: bool
    late_after: bool


class RedatedOut(Schema):
    """A receipt with its new date and what followed."""

    receipt: str
    item: str
    before: dt.date
    after: dt.date
    slips: int
    version: int
    changes: list[MovedStartOut]
    newly_late: list[str]
    signals: SignalChangesOut


@section.read("", right="read_pull_table", answer=ReceiptPage, summary="Приходы")
def list_receipts(_: Actor, wanted: Query[ReceiptQuery]) -> receipts.ReceiptPage:
    """A page of the receipts."""
    return receipts.receipt_page(wanted.receipt_filter(), after=wanted.after, limit=wanted.limit)


@section.read(
    "/{path:code}/history", right="read_pull_table", answer=ReceiptHistory, summary="История прихода"
)
def show_receipt_history(_: Actor, code: Code) -> dict[str, Any]:
    """Every change of a receipt."""
    return {"code": code, "changes": receipt_history(code)}


@section.preview(
    "/{path:code}/redate/preview",
    right="read_pull_table",
    answer=WhatIfOut,
    summary="Что изменит другой срок прихода",
)
def preview_redate(actor: Actor, code: Code, payload: DateRequest) -> WhatIf:
    """Which orders another date would move."""
    return what_if_redated(actor, receipt=code, expected_date=payload.expected_date)


@section.command(
    "/{path:code}/redate", name="redate_receipt", answer=RedatedOut, summary="Перенести срок прихода"
)
def redate_receipt(actor: Actor, code: Code, payload: RedateRequest) -> services.RedatedReceipt:
    """Move the expected date of a receipt."""
    return services.redate_receipt(
        actor,
        receipt=code,
        expected_date=payload.expected_date,
        reason=payload.reason,
        expected_version=payload.version,
    )
