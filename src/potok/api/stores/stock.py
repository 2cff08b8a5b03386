"""Stock by item, lots with their way, papers: what is read."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from ninja import Field, Query, Schema

from potok.api.fields import Code, Day, Given, Moment, PageMark, PageSize, Quantity, Search, sort_of
from potok.api.section import Section
from potok.operations.orders.reads.list_page import ListPage
from potok.operations.people.acting import Actor
from potok.operations.stores.reads import papers, stock, trace
from potok.operations.stores.reads.papers import PaperCard, PaperFilter, PaperRow
from potok.operations.stores.reads.stock import StockFilter, StockRow, StockView
from potok.operations.stores.reads.trace import MoveRow, Trace
from potok.plant.model import ItemType

section = Section("Склады")
_NEXT = "Метка следующей страницы для after; пусто — последняя."


class StockOut(Schema):
    """An item with its stock, in its stock unit."""

    code: str
    name: str
    type: str
    unit: str
    safety_stock: Quantity | None
    qty: Quantity
    reserved: Quantity
    free: Quantity
    quarantine: Quantity
    bad: Quantity
    elsewhere: Quantity
    lots: int
    first_expiry: dt.date | None
    value_rub: Quantity | None
    low: bool


class StockPage(Schema):
    """Items in the asked sequence."""

    rows: list[StockOut]
    next: str = Field(validation_alias="next_mark", description=_NEXT)


class StockQuery(Given):
    """Which items."""

    view: StockView = StockView.ALL
    type: Annotated[list[ItemType], Field(max_length=3)] = []
    place: Search = ""
    text: Search = ""
    empty: Annotated[bool, Field(description="И позиции без остатка.")] = False
    sort: Annotated[str, sort_of(stock.SORTS)] = "code"
    after: PageMark = ""
    limit: PageSize = 50


class TracedLotOut(Schema):
    """A lot on the way, with the number of steps to it."""

    lot: str = Field(validation_alias="lot.code")
    item: str = Field(validation_alias="lot.item")
    qty: Quantity = Field(validation_alias="lot.qty")
    unit: str = Field(validation_alias="lot.unit")
    location: str = Field(validation_alias="lot.location")
    qc_status: str = Field(validation_alias="lot.qc_status")
    level: int
    papers: list[str]
    qty_taken: Quantity | None


class DeliveryOut(Schema):
    """A receipt from a supplier or a shipment to a customer."""

    paper: str
    date: dt.date
    partner: str
    lot: str
    qty: Quantity


class TraceOut(Schema):
    """The way of a lot, back to its suppliers and on to its customers."""

    lot: str = Field(validation_alias="lot.code")
    item: str = Field(validation_alias="lot.item")
    qc_status: str = Field(validation_alias="lot.qc_status")
    back: list[TracedLotOut]
    forward: list[TracedLotOut]
    suppliers: list[DeliveryOut]
    customers: list[DeliveryOut]


class MoveOut(Schema):
    """A movement of a lot."""

    at: Moment
    kind: str
    qty: Quantity
    document: str
    who: str
    reversed: bool


class MovesOut(Schema):
    """Movements of a lot, the newest first."""

    lot: str
    moves: list[MoveOut]


class StockPaperOut(Schema):
    """A paper as a row."""

    number: str
    kind: str
    date: dt.date
    state: str
    partner: str
    place_from: str
    place_to: str
    order_no: str
    source: str
    reason: str
    author: str
    lines: int
    version: int


class PaperPage(Schema):
    """Papers in the asked sequence."""

    rows: list[StockPaperOut]
    next: str = Field(validation_alias="next_mark", description=_NEXT)


class PaperLineOut(Schema):
    """A line of a paper, in the stock unit."""

    line_no: int
    lot: str
    item: str
    unit: str
    qty: Quantity | None
    book_qty: Quantity | None
    difference: Quantity | None
    note: str


class PaperCardOut(Schema):
    """A paper with its lines."""

    head: StockPaperOut
    lines: list[PaperLineOut]
    created_at: Moment
    posted_at: Moment | None
    posted_by: str
    reversed_by_no: str


class PaperQuery(Given):
    """Which papers."""

    kind: Annotated[list[Code], Field(max_length=20)] = []
    state: Annotated[list[Code], Field(max_length=10)] = []
    first: Day | None = None
    last: Day | None = None
    text: Search = ""
    sort: Annotated[str, sort_of(papers.SORTS)] = "-entered"
    after: PageMark = ""
    limit: PageSize = 50


@section.read("/items", right="read_stock", answer=StockPage, summary="Остатки по позициям")
def list_stock(_: Actor, wanted: Query[StockQuery]) -> ListPage[StockRow]:
    """A page of the stock."""
    found = StockFilter(
        view=wanted.view,
        types=tuple(wanted.type),
        place=wanted.place,
        text=wanted.text,
        empty=wanted.empty,
        sort=wanted.sort.removeprefix("-"),
        descending=wanted.sort.startswith("-"),
    )
    return stock.stock_page(found, after=wanted.after, limit=wanted.limit)


@section.read("/lots/{path:lot}/trace", right="read_stock", answer=TraceOut, summary="Путь партии")
def trace_lot(_: Actor, lot: Code) -> Trace:
    """The way of a lot both ways, through all levels."""
    return trace.trace_lot(lot)


@section.read("/lots/{path:lot}/moves", right="read_stock", answer=MovesOut, summary="Движения партии")
def list_moves(_: Actor, lot: Code) -> dict[str, str | tuple[MoveRow, ...]]:
    """The last thousand movements of a lot."""
    return {"lot": lot, "moves": trace.lot_moves(lot, limit=1000)}


@section.read("/papers", right="read_stock", answer=PaperPage, summary="Складские документы")
def list_papers(_: Actor, wanted: Query[PaperQuery]) -> ListPage[PaperRow]:
    """A page of the papers."""
    found = PaperFilter(
        kinds=tuple(wanted.kind),
        states=tuple(wanted.state),
        first=wanted.first,
        last=wanted.last,
        text=wanted.text,
        sort=wanted.sort.removeprefix("-"),
        descending=wanted.sort.startswith("-"),
    )
    return papers.papers_page(found, after=wanted.after, limit=wanted.limit)


@section.read("/papers/{number}", right="read_stock", answer=PaperCardOut, summary="Складской документ")
def show_paper(_: Actor, number: Code) -> PaperCard:
    """One paper."""
    return papers.paper_card(number)
