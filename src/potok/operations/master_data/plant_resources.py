"""Master data that the files of a plant bring too: the same columns, the same rules."""

from __future__ import annotations

from dataclasses import dataclass

from potok.exchange import plant_layout as files
from potok.exchange.cells import Flag
from potok.exchange.columns import Column, TableFormat
from potok.operations.catalog import models as tables
from potok.operations.master_data.consequences import covers_follow, plan_follows
from potok.operations.master_data.filling import units_and_numbers, workshops_of_machines
from potok.operations.master_data.plant_check import plant_check
from potok.operations.master_data.recipes import RecipeBooks
from potok.operations.master_data.resource import Resource
from potok.operations.master_data.tables import Derived, Related, TableBooks
from potok.operations.master_data.words import (
    CALENDAR_WORDS,
    ITEM_WORDS,
    MACHINE_WORDS,
    RECIPE_WORDS,
    ROUTE_WORDS,
)
from potok.plant.model import Item

PRODUCTION = "Изделия и технология"
TIME = "Цеха и время"


@dataclass(frozen=True, slots=True)
class ItemRow(Item):
    """An item with what the files do not say: whether it is still made or used."""

    is_active: bool = True


_ITEMS = TableFormat(
    "items", "номенклатура", ItemRow, (*files.ITEMS.columns, Column("is_active", Flag())), optional=True
)

ITEMS = Resource(
    key="items",
    title="Номенклатура",
    one="позиция",
    about="Изделия, сырьё и тара: единицы, масса, сроки поставки и контроля, кратность",
    icon="package",
    group=PRODUCTION,
    command="edit_items",
    layout=_ITEMS,
    words=ITEM_WORDS,
    keys=("item_id",),
    books=TableBooks(
        tables.Item,
        _ITEMS,
        fields={"item_id": "code", "workshop_id": Related("workshop", tables.Workshop)},
        keys=("item_id",),
        words=ITEM_WORDS,
        order=("code",),
    ),
    check=plant_check("items"),
    after=covers_follow,
)

RECIPES = Resource(
    key="recipes",
    title="Рецептуры",
    one="рецептура",
    about="Состав изделий по версиям: норма на штуку, потери, с какой даты действует",
    icon="flask-conical",
    group=PRODUCTION,
    command="edit_recipes",
    layout=files.BOMS,
    words=RECIPE_WORDS,
    keys=("product_id", "line_no"),
    card=("product_id",),
    books=RecipeBooks(),
    check=plant_check("boms"),
    fill=units_and_numbers,
    after=covers_follow,
)

ROUTES = Resource(
    key="routes",
    title="Маршруты",
    one="маршрут",
    about="Операции изделия и станки для них: загрузки, темп, наладка",
    icon="route",
    group=PRODUCTION,
    command="edit_routes",
    layout=files.ROUTINGS,
    words=ROUTE_WORDS,
    keys=("product_id", "op_no", "machine_id"),
    card=("product_id",),
    books=TableBooks(
        tables.RoutingLine,
        files.ROUTINGS,
        fields={
            "product_id": Related("product", tables.Item),
            "machine_id": Related("machine", tables.Machine),
            "workshop_id": Derived("machine__workshop__code"),
        },
        keys=("product_id", "op_no", "machine_id"),
        card=("product_id",),
        words=ROUTE_WORDS,
        order=("product__code", "op_no", "alt_rank", "id"),
    ),
    check=plant_check("routings"),
    derived=("workshop_id",),
    fill=workshops_of_machines,
    after=plan_follows("маршруты"),
)

MACHINES = Resource(
    key="machines",
    title="Станки",
    one="станок",
    about="Станки и аппараты цехов, их вместимость и состояние",
    icon="factory",
    group=TIME,
    command="edit_machines",
    layout=files.MACHINES,
    words=MACHINE_WORDS,
    keys=("machine_id",),
    books=TableBooks(
        tables.Machine,
        files.MACHINES,
        fields={"machine_id": "code", "workshop_id": Related("workshop", tables.Workshop)},
        keys=("machine_id",),
        words=MACHINE_WORDS,
        order=("workshop__code", "code"),
    ),
    check=plant_check("machines"),
    after=plan_follows("станки"),
)

CALENDARS = Resource(
    key="calendars",
    title="Календари и смены",
    one="день",
    about="Смены цехов по датам, выходные, праздники, ремонты; создание по графику",
    icon="calendar-days",
    group=TIME,
    command="edit_calendars",
    layout=files.CALENDARS,
    words=CALENDAR_WORDS,
    keys=("workshop_id", "machine_id", "date", "shift_no"),
    card=("workshop_id", "date"),
    books=TableBooks(
        tables.CalendarRow,
        files.CALENDARS,
        fields={
            "workshop_id": Related("workshop", tables.Workshop),
            "machine_id": Related("machine", tables.Machine),
        },
        keys=("workshop_id", "machine_id", "date", "shift_no"),
        card=("workshop_id", "date"),
        words=CALENDAR_WORDS,
        order=("date", "workshop__code", "shift_no", "id"),
    ),
    check=plant_check("calendars"),
    after=plan_follows("календарь"),
)
