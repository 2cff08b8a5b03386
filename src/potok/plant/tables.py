"""A plant as the tables of its files: records with the rows they stand in, so that faults can be named.

`Plant` is what the rooms compute with; `PlantTables` is the step before it: nothing is checked yet, keys
may be doubled and references may lead nowhere. `validation.validate_tables` finds that.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Generic, TypeVar

from potok.plant.model import (
    BomLine,
    CalendarRow,
    Item,
    Machine,
    MachineStop,
    Order,
    Plant,
    Receipt,
    RoutingLine,
    StockLot,
)

RecordT = TypeVar("RecordT")

#: The columns that name a row of each table; the names of the tables are those of the files.
KEY_FIELDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "items": ("item_id",),
        "boms": ("product_id", "line_no"),
        "routings": ("product_id", "op_no", "machine_id"),
        "machines": ("machine_id",),
        "calendars": ("workshop_id", "machine_id", "date", "shift_no"),
        "stock": ("lot_id",),
        "receipts": ("receipt_id",),
        "orders": ("order_no",),
        "machine_stops": ("machine_id", "start_at"),
    }
)

#: Row of the first record of a file: the header is row 1.
FIRST_ROW = 2


@dataclass(frozen=True, slots=True)
class Placed(Generic[RecordT]):
    """A record and the row it stands in, counted as the user counts (header = row 1)."""

    row: int
    record: RecordT


@dataclass(frozen=True, slots=True)
class PlantTables:
    """The tables of a plant, unchecked.

    Attributes:
        places: How a table is called to the user (file, sheet); a table without an entry is called
            `<name>.csv`.
        unread_codes: By table, key codes of rows that could not be read: references to them are not
            faults of their own. The workshops of unread machines stand under "workshops".
        unread_tables: Tables that could not be read at all: nothing is said about references to them.
    """

    items: tuple[Placed[Item], ...] = ()
    boms: tuple[Placed[BomLine], ...] = ()
    routings: tuple[Placed[RoutingLine], ...] = ()
    machines: tuple[Placed[Machine], ...] = ()
    calendars: tuple[Placed[CalendarRow], ...] = ()
    stock: tuple[Placed[StockLot], ...] = ()
    receipts: tuple[Placed[Receipt], ...] = ()
    orders: tuple[Placed[Order], ...] = ()
    machine_stops: tuple[Placed[MachineStop], ...] = ()
    places: Mapping[str, str] = field(default_factory=dict)
    unread_codes: Mapping[str, frozenset[str]] = field(default_factory=dict)
    unread_tables: frozenset[str] = frozenset()

    def place(self, table: str) -> str:
        """The name of a table as the user knows it."""
        return self.places.get(table, f"{table}.csv")


def tables_of(plant: Plant) -> PlantTables:
    """The tables in which `write_plant` would write the plant, rows numbered accordingly."""
    return PlantTables(
        items=_placed(plant.items.values()),
        boms=_placed(line for lines in plant.boms.values() for line in lines),
        routings=_placed(line for lines in plant.routings.values() for line in lines),
        machines=_placed(plant.machines.values()),
        calendars=_placed(plant.calendar),
        stock=_placed(plant.lots),
        receipts=_placed(plant.receipts),
        orders=_placed(plant.orders),
        machine_stops=_placed(plant.stops),
    )


def plant_of(tables: PlantTables, *, today: dt.date) -> Plant:
    """The plant the tables hold.

    Recipe lines are sorted by `line_no`, routing lines by (`op_no`, `alt_rank`); all else keeps its order.
    The tables must be valid: see `validation.validate_tables`.
    """
    return Plant(
        today=today,
        items={one.record.item_id: one.record for one in tables.items},
        boms=_by_product(tables.boms, lambda line: line.product_id, lambda line: (line.line_no,)),
        routings=_by_product(
            tables.routings, lambda line: line.product_id, lambda line: (line.op_no, line.alt_rank)
        ),
        machines={one.record.machine_id: one.record for one in tables.machines},
        calendar=_records(tables.calendars),
        lots=_records(tables.stock),
        receipts=_records(tables.receipts),
        orders=_records(tables.orders),
        stops=_records(tables.machine_stops),
    )


def _placed(records: Iterable[RecordT]) -> tuple[Placed[RecordT], ...]:
    return tuple(Placed(row, record) for row, record in enumerate(records, start=FIRST_ROW))


def _records(placed: Iterable[Placed[RecordT]]) -> tuple[RecordT, ...]:
    return tuple(one.record for one in placed)


def _by_product(
    placed: Iterable[Placed[RecordT]],
    product_of: Callable[[RecordT], str],
    order_of: Callable[[RecordT], tuple[int, ...]],
) -> dict[str, tuple[RecordT, ...]]:
    groups: dict[str, list[RecordT]] = {}
    for one in placed:
        groups.setdefault(product_of(one.record), []).append(one.record)
    return {product: tuple(sorted(lines, key=order_of)) for product, lines in groups.items()}
