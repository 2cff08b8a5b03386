"""The time-phased pull table and «откуда число» behind each of its numbers (order-workflow 6.3)."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from ninja import Field, Query, Schema

from potok.api.fields import Code, Day, Given, OrderNo, Quantity, Search
from potok.api.section import Section
from potok.errors import PotokError
from potok.operations.orders.reads import derivations
from potok.operations.orders.reads.derivations import NumberKind
from potok.operations.orders.reads.pull_books import PullBooks, load_pull_books
from potok.operations.orders.reads.pull_table import PullFilter, Scope, pull_view
from potok.operations.people.acting import Actor
from potok.plant.model import ItemType, QcStatus, Unit
from potok.supply.columns import ColumnKind
from potok.supply.cover import ComponentState
from potok.supply.pull_row import SourceKind, WaitingState

section = Section("Вытягивающая таблица")


class ItemNotInTableError(PotokError):
    """No open order needs the item."""

    code = "item_not_in_pull_table"
    template = (
        "Материала {item} нет в вытягивающей таблице: он не нужен ни одному открытому заказу. Проверьте код."
    )
    http_status = 404


class ColumnOut(Schema):
    """A span of dates; `last` is null for all later dates."""

    kind: ColumnKind
    first: dt.date
    last: dt.date | None


class ItemBrief(Schema):
    """What names an item."""

    code: str = Field(validation_alias="item_id")
    name: str
    type: ItemType
    unit: Unit


class CellOut(Schema):
    """One item in one column."""

    hard: Quantity
    soft: Quantity
    receipts: Quantity
    balance: Quantity
    shortage: Quantity


class WaitingOut(Schema):
    """A waiting order in the row of one of its items."""

    order_no: str
    due_date: dt.date
    qty: Quantity
    lack: Quantity
    need_date: dt.date
    possible_start: dt.date | None
    state: WaitingState
    component: ComponentState
    blockers: list[str]
    counted: bool


class FiguresOfItem(Schema):
    """Figures of an item whose stock is counted; one cell a column."""

    stock: Quantity
    free: Quantity
    missing: Quantity
    stopped_orders: int
    first_need: dt.date | None
    first_shortage: dt.date | None
    cells: list[CellOut]
    waiting: list[WaitingOut]


class PullRowOut(Schema):
    """A row of the table."""

    item: ItemBrief
    lacking: bool
    ahead: bool
    signal: str
    figures: FiguresOfItem | None = Field(validation_alias="row")


class PlantFigures(Schema):
    """Totals of the whole plant."""

    lacking: int
    ahead: int
    waiting: int
    unstartable: list[str]
    signals: dict[str, int]


class PullTableOut(Schema):
    """The filtered table."""

    today: dt.date
    columns: list[ColumnOut]
    rows: list[PullRowOut]
    counts: dict[Scope, int]
    figures: PlantFigures


class SourceOut(Schema):
    """A signed part of a number."""

    kind: SourceKind
    reference: str
    date: dt.date | None
    qty: Quantity


class LeftOutLot(Schema):
    """A lot that is no stock today."""

    lot: str = Field(validation_alias="lot_id")
    qty: Quantity
    qc_status: QcStatus
    expiry_date: dt.date | None


class CureOut(Schema):
    """When a shortage ends and which receipts end it."""

    column: ColumnOut
    receipts: list[SourceOut]


class DerivationOut(Schema):
    """A number of the table: its sources sum exactly to it."""

    kind: NumberKind
    item: ItemBrief
    column: ColumnOut | None
    number: Quantity
    sources: list[SourceOut]
    left_out: list[LeftOutLot]
    held: list[WaitingOut]
    blocked: list[WaitingOut]
    cure: CureOut | None


class GrossPartOut(Schema):
    """A recipe line: gross = pieces · qty_per_unit · (1 + loss_pct / 100)."""

    line_no: int = Field(validation_alias="line.line_no")
    qty_per_unit: Quantity = Field(validation_alias="line.qty_per_unit")
    loss_pct: Quantity = Field(validation_alias="line.loss_pct")
    gross: Quantity


class SupplyOut(Schema):
    """What an order finds of an item on the date it is covered."""

    number: Quantity
    sources: list[SourceOut]


class CoverOut(Schema):
    """How a component of a waiting order is covered."""

    gross: Quantity
    free: Quantity
    lack: Quantity
    claimed_before: Quantity
    from_stock: Quantity
    missing: Quantity
    day: dt.date | None
    state: ComponentState


class NeedOut(Schema):
    """What a waiting order needs of an item and when it is there."""

    product: ItemBrief
    item: ItemBrief
    qty_pcs: int
    parts: list[GrossPartOut]
    cover: CoverOut = Field(validation_alias="part")
    supply: SupplyOut


class PullQuery(Given):
    """Which rows of the table."""

    scope: Scope = Scope.SHORTAGE
    workshop: Annotated[list[Code], Field(max_length=100)] = []
    type: Annotated[list[ItemType], Field(max_length=3)] = []
    text: Search = ""
    item: Code | None = None


class NumberQuery(Given):
    """Which number of an item's rows."""

    kind: NumberKind
    date: Annotated[Day | None, Field(description="Дата внутри столбца; без неё — сегодня.")] = None
    whole: Annotated[bool, Field(description="Остаток со всеми движениями от сегодня.")] = False


@section.read("", right="read_pull_table", answer=PullTableOut, summary="Вытягивающая таблица по дням")
def show_pull_table(_: Actor, wanted: Query[PullQuery]) -> dict[str, Any]:
    """Items against days and weeks, the most pressing first."""
    view = pull_view(
        load_pull_books(),
        PullFilter(
            scope=wanted.scope,
            workshops=frozenset(wanted.workshop),
            types=frozenset(wanted.type),
            text=wanted.text,
            item_id=wanted.item or "",
        ),
    )
    return {
        "today": view.pull.today,
        "columns": view.pull.columns,
        "rows": view.rows,
        "counts": view.counts,
        "figures": view.figures,
    }


@section.read(
    "/{path:item}/orders/{path:order_no}",
    right="read_pull_table",
    answer=NeedOut,
    summary="Потребность заказа в материале",
)
def derive_need(_: Actor, item: Code, order_no: OrderNo) -> derivations.DerivedNeed:
    """The requirement of a waiting order and the supply it finds."""
    return derivations.derive_need(load_pull_books(), order_no, item)


@section.read("/{path:item}/number", right="read_pull_table", answer=DerivationOut, summary="Откуда число")
def derive_number(_: Actor, item: Code, wanted: Query[NumberQuery]) -> derivations.Derived:
    """A number of an item's rows as signed sources."""
    pull = load_pull_books()
    _refuse_foreign(pull, item)
    return derivations.derive(pull, item, wanted.kind, first=wanted.date, whole=wanted.whole)


def _refuse_foreign(pull: PullBooks, item: str) -> None:
    if all(row.item_id != item for row in pull.table.rows):
        raise ItemNotInTableError(item=item)
