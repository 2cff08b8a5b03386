"""Commands of the warehouses: every one makes a paper or posts one."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated

from ninja import Field, Schema
from pydantic import AfterValidator

from potok.api.fields import (
    Code,
    Day,
    Given,
    GivenMoment,
    GivenQuantity,
    Line,
    OrderNo,
    Quantity,
    Reason,
    Remark,
    Search,
    Versioned,
)
from potok.api.section import Section
from potok.operations.people.acting import Actor
from potok.operations.stores import counting, handover, issuing, receiving, reversing, shipping
from potok.operations.stores.counting import Counted
from potok.operations.stores.handover import Acceptance
from potok.operations.stores.receiving import NewLot, OpeningLot, Received
from potok.operations.stores.shelf import Part
from potok.operations.warehouse.places import RAW_AND_TARE

section = Section("Складские документы")
_MOST_LINES = 500


def _counted(qty: Decimal) -> Decimal:
    if qty != round(qty, 3):
        raise ValueError("не больше трёх знаков после запятой")
    return qty


#: What was found; nothing is a finding, too.
CountedQuantity = Annotated[Decimal, Field(ge=0, le=1_000_000_000, max_digits=18), AfterValidator(_counted)]


class PartGiven(Given):
    """A quantity of a lot, in the stock unit."""

    lot: Code
    qty: GivenQuantity
    note: Remark = ""


Parts = Annotated[list[PartGiven], Field(min_length=1, max_length=_MOST_LINES)]


class LotGiven(Given):
    """A lot as it comes; without a number it gets one from the paper."""

    qty: GivenQuantity
    code: Annotated[Line, Field(max_length=60)] = ""
    expiry_date: Day | None = None
    expires_at: GivenMoment | None = None
    note: Remark = ""


class ReceiveRequest(Versioned):
    """Lots of a delivery."""

    lots: Annotated[list[LotGiven], Field(min_length=1, max_length=_MOST_LINES)]
    last: Annotated[bool, Field(description="Больше по этому приходу ничего не будет.")] = False
    note: Remark = ""


class ReceivedOut(Schema):
    """What a delivery led to."""

    paper: str
    lots: list[str]
    arrived: Quantity
    rest: Quantity
    difference: Quantity
    part: str


class OpeningGiven(LotGiven):
    """A lot of the opening balance."""

    item: Code
    location: Search = RAW_AND_TARE
    received_date: Day | None = None
    qc_status: Code = "released"


class OpeningRequest(Given):
    """Opening balances."""

    lots: Annotated[list[OpeningGiven], Field(min_length=1, max_length=_MOST_LINES)]
    note: Remark = ""


class IssueRequest(Given):
    """Material for an order; without parts all that is reserved."""

    order_no: OrderNo
    workshop: Annotated[Line, Field(max_length=40)] = ""
    parts: Annotated[list[PartGiven], Field(max_length=_MOST_LINES)] = []
    note: Remark = ""


class ReturnRequest(Given):
    """Lots that come back, and why."""

    parts: Parts
    reason: Reason


class ShipRequest(Given):
    """A shipment."""

    customer: Line
    parts: Parts
    order_no: Annotated[Line, Field(max_length=40)] = ""
    note: Remark = ""


class TradeReturnRequest(ReturnRequest):
    """Product from a customer."""

    customer: Line


class SupplierReturnRequest(ReturnRequest):
    """Raw material to its supplier."""

    supplier: Line


class AcceptProductRequest(Given):
    """What was found of a hand-over; lots that are not named came as they were handed over."""

    counted: Annotated[dict[Code, CountedQuantity], Field(max_length=_MOST_LINES)] = {}
    reason: Remark = ""


class PaperReasonRequest(Given):
    """Why."""

    reason: Reason


class NoteRequest(Given):
    """A remark."""

    note: Remark = ""


class ProductAcceptanceOut(Schema):
    """What was accepted."""

    paper: str
    differences: dict[str, Quantity]
    shippable: list[str]


class CountRequest(Given):
    """Which lots are counted."""

    place: Search
    items: Annotated[list[Code], Field(max_length=_MOST_LINES)] = []
    note: Remark = ""


class FoundRequest(Given):
    """What was found, by lot."""

    found: Annotated[dict[Code, CountedQuantity], Field(min_length=1, max_length=5000)]


class PostRequest(Given):
    """Why stock and books differ; needed when they do."""

    reason: Remark = ""


class CorrectRequest(Given):
    """What a lot really holds, and why."""

    qty: CountedQuantity
    reason: Reason


class CountedOut(Schema):
    """What a count or a correction led to."""

    paper: str
    differences: dict[str, Quantity]
    kept: list[str] = Field(description="Заказы, которым нашлись другие партии.")
    waiting: list[str] = Field(description="Заказы, потерявшие обеспечение.")
    stopped: list[str] = Field(description="Запущенные заказы, которые остановлены.")


class PostedPaperOut(Schema):
    """A paper that was made."""

    number: str
    kind: str
    state: str
    date: dt.date


def _parts(given: list[PartGiven]) -> list[Part]:
    return [Part(part.lot, part.qty, part.note) for part in given]


@section.command(
    "/receipts/{path:code}/receive", name="receive_stock", answer=ReceivedOut, summary="Принять приход"
)
def receive(actor: Actor, code: Code, payload: ReceiveRequest) -> Received:
    """Take in lots of a delivery; they wait for quality control."""
    lots = [NewLot(**lot.model_dump()) for lot in payload.lots]
    return receiving.receive(
        actor,
        receipt=code,
        lots=lots,
        last=payload.last,
        note=payload.note,
        expected_version=payload.version,
    )


@section.command("/opening", name="enter_opening", answer=PostedPaperOut, summary="Ввести начальные остатки")
def enter_opening(actor: Actor, payload: OpeningRequest) -> object:
    """Write the opening balance of lots."""
    lots = [OpeningLot(**lot.model_dump()) for lot in payload.lots]
    return receiving.enter_opening(actor, lots=lots, note=payload.note)


@section.command("/issues", name="issue_stock", answer=PostedPaperOut, summary="Отпустить в цех")
def issue(actor: Actor, payload: IssueRequest) -> object:
    """Issue reserved material of an order to its shop."""
    return issuing.issue(
        actor,
        order_no=payload.order_no,
        workshop=payload.workshop,
        parts=_parts(payload.parts),
        note=payload.note,
    )


@section.command("/shop-returns", name="return_stock", answer=PostedPaperOut, summary="Вернуть из цеха")
def return_from_shop(actor: Actor, payload: ReturnRequest) -> object:
    """Take unused material back from a shop."""
    return issuing.return_from_shop(actor, parts=_parts(payload.parts), reason=payload.reason)


@section.command("/shipments", name="ship_product", answer=PostedPaperOut, summary="Отгрузить")
def ship(actor: Actor, payload: ShipRequest) -> object:
    """Ship accepted and released product."""
    return shipping.ship(
        actor,
        customer=payload.customer,
        parts=_parts(payload.parts),
        order_no=payload.order_no,
        note=payload.note,
    )


@section.command(
    "/trade-returns", name="return_stock", answer=PostedPaperOut, summary="Возврат от покупателя"
)
def return_from_trade(actor: Actor, payload: TradeReturnRequest) -> object:
    """Take product back from a customer, into quarantine."""
    return shipping.return_from_trade(
        actor, customer=payload.customer, parts=_parts(payload.parts), reason=payload.reason
    )


@section.command(
    "/supplier-returns", name="return_stock", answer=PostedPaperOut, summary="Возврат поставщику"
)
def return_to_supplier(actor: Actor, payload: SupplierReturnRequest) -> object:
    """Send bad raw material back."""
    return shipping.return_to_supplier(
        actor, supplier=payload.supplier, parts=_parts(payload.parts), reason=payload.reason
    )


@section.command("/scraps", name="scrap_stock", answer=PostedPaperOut, summary="Списать брак")
def scrap(actor: Actor, payload: ReturnRequest) -> object:
    """Write off rejected or expired stock."""
    return shipping.scrap(actor, parts=_parts(payload.parts), reason=payload.reason)


@section.command(
    "/papers/{number}/accept", name="accept_product", answer=ProductAcceptanceOut, summary="Принять продукцию"
)
def accept_product(actor: Actor, number: Code, payload: AcceptProductRequest) -> Acceptance:
    """Accept a hand-over."""
    return handover.accept_product(actor, number=number, counted=payload.counted, reason=payload.reason)


@section.command(
    "/papers/{number}/decline", name="accept_product", answer=PostedPaperOut, summary="Отклонить передачу"
)
def decline_product(actor: Actor, number: Code, payload: PaperReasonRequest) -> object:
    """Decline a hand-over."""
    return handover.decline_product(actor, number=number, reason=payload.reason)


@section.command(
    "/papers/{number}/offer", name="offer_product", answer=PostedPaperOut, summary="Передать снова"
)
def offer_again(actor: Actor, number: Code, payload: NoteRequest) -> object:
    """Offer declined product again."""
    return handover.offer_again(actor, number=number, note=payload.note)


@section.command("/counts", name="count_stock", answer=PostedPaperOut, summary="Открыть инвентаризацию")
def start_count(actor: Actor, payload: CountRequest) -> object:
    """Open a count."""
    return counting.start_count(actor, place=payload.place, items=payload.items, note=payload.note)


@section.command(
    "/counts/{number}/found", name="count_stock", answer=PostedPaperOut, summary="Внести найденное"
)
def enter_count(actor: Actor, number: Code, payload: FoundRequest) -> object:
    """Write down what was found."""
    return counting.enter_count(actor, number=number, found=payload.found)


@section.command(
    "/counts/{number}/post", name="count_stock", answer=CountedOut, summary="Провести инвентаризацию"
)
def post_count(actor: Actor, number: Code, payload: PostRequest) -> Counted:
    """Make what was found the stock."""
    return counting.post_count(actor, number=number, reason=payload.reason)


@section.command(
    "/counts/{number}/drop", name="count_stock", answer=PostedPaperOut, summary="Отменить инвентаризацию"
)
def drop_count(actor: Actor, number: Code, payload: PaperReasonRequest) -> object:
    """Give up a count."""
    return counting.drop_count(actor, number=number, reason=payload.reason)


@section.command(
    "/lots/{path:lot}/correct", name="correct_stock", answer=CountedOut, summary="Исправить остаток"
)
def correct_lot(actor: Actor, lot: Code, payload: CorrectRequest) -> Counted:
    """Set a lot to what it really holds."""
    return counting.correct_lot(actor, lot=lot, qty=payload.qty, reason=payload.reason)


@section.command(
    "/papers/{number}/reverse", name="reverse_paper", answer=PostedPaperOut, summary="Сторнировать документ"
)
def reverse_paper(actor: Actor, number: Code, payload: PaperReasonRequest) -> object:
    """Take a posted paper back; whoever may post its kind may take it back."""
    return reversing.reverse_paper(actor, number=number, reason=payload.reason)
