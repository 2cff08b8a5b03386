"""Rules of the import for changes made by hand: one place, `plant.validation`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace

from potok.errors import Problem
from potok.operations.catalog import snapshot
from potok.operations.master_data.resource import Check, Record
from potok.plant.model import Plant
from potok.plant.tables import Placed, PlantTables, tables_of
from potok.plant.validation import validate_tables

#: A fault without the row it stands in: rows move when others come and go.
_Fault = tuple[str, str, str | None, str, str]


def plant_check(table: str, *, expand: Callable[[Record], Record] = lambda record: record) -> Check:
    """The check of a table of the plant: faults that the change brings, anywhere in the master data.

    Args:
        table: Name of the field of `PlantTables`.
        expand: Makes the plain record of a row.
    """

    def check(rows: Sequence[Placed[Record]]) -> list[Problem]:
        before = tables_of(_master_plant())
        given = tuple(Placed(one.row, expand(one.record)) for one in rows)
        after = replace(before, **{table: given}, places=_PLACES)  # type: ignore[arg-type]  # one of its tables
        known = {_without_row(fault) for fault in validate_tables(replace(before, places=_PLACES))}
        return [fault for fault in validate_tables(after) if _without_row(fault) not in known]

    return check


def _master_plant() -> Plant:
    """Master data of the books; stock and orders have no part in these rules."""
    return Plant(
        today=dt.date.min,
        items=snapshot.master_items(),
        boms=snapshot.active_boms(),
        routings=snapshot.routings(),
        machines=snapshot.machines(),
        calendar=snapshot.calendar(),
        stops=snapshot.stops(),
    )


_PLACES = {
    name: title
    for name, title in (
        ("items", "Номенклатура"),
        ("boms", "Рецептуры"),
        ("routings", "Маршруты"),
        ("machines", "Станки"),
        ("calendars", "Календари"),
        ("machine_stops", "Простои станков"),
    )
    if name in PlantTables.__dataclass_fields__
}


def _without_row(fault: Problem) -> _Fault:
    return fault.where, fault.field, fault.value, fault.expected, fault.code
