"""Master data: items, recipes, routes, machines, calendars as they are now."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ninja import Field, Query, Schema

from potok.api.fields import ClockTime, Code, Day, Given, Quantity, Search
from potok.api.section import Section
from potok.operations.catalog.situation import present_situation
from potok.operations.people.acting import Actor
from potok.plant.model import Basis, DayKind, ItemType, MachineStatus, Unit

section = Section("Справочники")


class ItemOut(Schema):
    """A product, raw material or packaging."""

    code: str = Field(validation_alias="item_id")
    name: str
    type: ItemType
    unit: Unit
    net_kg: Quantity | None
    workshop: str | None = Field(validation_alias="workshop_id")
    family: str | None
    order_multiple: int
    lead_time_days: int
    qc_days: int
    shelf_life_days: int | None
    safety_stock: Quantity | None
    price_rub: Quantity | None
    stock_controlled: bool


class ItemList(Schema):
    """Items by code; those of `inactive` are no longer made or used."""

    items: list[ItemOut]
    inactive: list[str]


class RecipeLineOut(Schema):
    """One component of a recipe, for one piece of the product."""

    line_no: int
    component: str = Field(validation_alias="component_id")
    qty_per_unit: Quantity
    unit: Unit
    loss_pct: Quantity


class RecipeOut(Schema):
    """The active recipe of a product."""

    product: str
    lines: list[RecipeLineOut]


class RecipeList(Schema):
    """Active recipes by product."""

    recipes: list[RecipeOut]


class RouteLineOut(Schema):
    """A machine permitted for an operation."""

    op_no: int
    op_name: str
    workshop: str = Field(validation_alias="workshop_id")
    machine: str = Field(validation_alias="machine_id")
    alt_rank: int
    basis: Basis
    batch_size_kg: Quantity | None
    batch_time_min: Quantity | None
    rate_kg_per_h: Quantity | None
    rate_pcs_per_h: Quantity | None
    setup_min: Quantity
    crew_people: int | None
    grade: Quantity | None


class RouteOut(Schema):
    """The route of a product: lines with one `op_no` are alternatives."""

    product: str
    lines: list[RouteLineOut]


class RouteList(Schema):
    """Routes by product."""

    routes: list[RouteOut]


class MachineOut(Schema):
    """A machine or apparatus."""

    code: str = Field(validation_alias="machine_id")
    name: str
    workshop: str = Field(validation_alias="workshop_id")
    kind: Basis
    batch_capacity_kg: Quantity | None
    crew_people: int | None
    commissioned_year: int | None
    status: MachineStatus


class MachineList(Schema):
    """Machines by code."""

    machines: list[MachineOut]


class CalendarRowOut(Schema):
    """A shift of a workshop, or the repair of one machine in that shift."""

    workshop: str = Field(validation_alias="workshop_id")
    machine: str | None = Field(validation_alias="machine_id")
    date: dt.date
    shift_no: int
    start_time: ClockTime | None
    end_time: ClockTime | None
    break_min: int
    work_min: int
    kind: DayKind
    note: str


class CalendarOut(Schema):
    """The plant's date and rows of the calendars."""

    today: dt.date
    rows: list[CalendarRowOut]


class ItemQuery(Given):
    """Which items."""

    type: ItemType | None = None
    text: Search = ""


class ProductQuery(Given):
    """Which products; none = all."""

    product: list[Code] = Field(default_factory=list, max_length=500)


class CalendarQuery(Given):
    """Which rows of the calendars."""

    first: Day | None = None
    last: Day | None = None
    workshop: Code | None = None


@section.read("/items", right="read_catalog", answer=ItemList, summary="Изделия, сырьё и тара")
def list_items(_: Actor, wanted: Query[ItemQuery]) -> dict[str, Any]:
    """Items by code."""
    master = present_situation().master
    text = wanted.text.casefold()
    found = [
        item
        for _, item in sorted(master.items.items())
        if wanted.type in {None, item.type} and text in f"{item.item_id} {item.name}".casefold()
    ]
    return {"items": found, "inactive": sorted(master.inactive)}


@section.read("/recipes", right="read_catalog", answer=RecipeList, summary="Действующие рецептуры")
def list_recipes(_: Actor, wanted: Query[ProductQuery]) -> dict[str, Any]:
    """Active recipes."""
    boms = present_situation().master.boms
    return {
        "recipes": [
            {"product": code, "lines": lines}
            for code, lines in sorted(boms.items())
            if not wanted.product or code in wanted.product
        ]
    }


@section.read("/routes", right="read_catalog", answer=RouteList, summary="Маршруты изделий")
def list_routes(_: Actor, wanted: Query[ProductQuery]) -> dict[str, Any]:
    """Routes of products."""
    routings = present_situation().master.routings
    return {
        "routes": [
            {"product": code, "lines": lines}
            for code, lines in sorted(routings.items())
            if not wanted.product or code in wanted.product
        ]
    }


@section.read("/machines", right="read_catalog", answer=MachineList, summary="Машины и аппараты")
def list_machines(_: Actor) -> dict[str, Any]:
    """All machines."""
    machines = present_situation().master.machines
    return {"machines": [machine for _, machine in sorted(machines.items())]}


@section.read("/calendar", right="read_catalog", answer=CalendarOut, summary="Календари цехов")
def show_calendar(_: Actor, wanted: Query[CalendarQuery]) -> dict[str, Any]:
    """Rows of the calendars between two dates."""
    situation = present_situation()
    rows = [
        row
        for row in situation.master.calendar
        if (wanted.first is None or row.date >= wanted.first)
        and (wanted.last is None or row.date <= wanted.last)
        and wanted.workshop in {None, row.workshop_id}
    ]
    return {"today": situation.today, "rows": rows}
