"""What an import would do: it is carried out, looked at and taken back."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection, transaction

from potok.exchange.plant_layout import PLANT_TABLES
from potok.operations.people.acting import Actor
from potok.operations.plant_transfer.dump import export_plant
from potok.operations.plant_transfer.load import import_plant
from potok.plant.model import Plant
from potok.plant.tables import KEY_FIELDS, PlantTables, tables_of


@dataclass(frozen=True, slots=True)
class TableChange:
    """What happens to one table of the books.

    Attributes:
        table: Name of its file without the ending.
        title: Russian name.
        rows: Rows of the file.
        new: Rows that the books get.
        changed: Rows of the books whose fields become other ones.
        removed: Rows of the books that go (routes and calendars are replaced as a whole).
    """

    table: str
    title: str
    rows: int
    new: int
    changed: int
    removed: int


def preview_import(plant: Plant, *, actor: Actor) -> tuple[TableChange, ...]:
    """Counts of new, changed and removed rows by table; the books stay as they are.

    Raises:
        NoRightError: The actor may not import.
        InvalidDataError: The files contradict the books.
    """
    with transaction.atomic():
        before = tables_of(export_plant())
        import_plant(plant, actor=actor)
        connection.check_constraints()
        after = tables_of(export_plant())
        transaction.set_rollback(True)
    given = tables_of(plant)
    return tuple(
        _change(layout.name, layout.title, given, before, after)
        for layout in PLANT_TABLES
        if getattr(given, layout.name) or not layout.optional
    )


def _change(
    table: str, title: str, given: PlantTables, before: PlantTables, after: PlantTables
) -> TableChange:
    old, new = _by_key(table, before), _by_key(table, after)
    return TableChange(
        table=table,
        title=title,
        rows=len(getattr(given, table)),
        new=len(new.keys() - old.keys()),
        changed=sum(new[key] != old[key] for key in new.keys() & old.keys()),
        removed=len(old.keys() - new.keys()),
    )


def _by_key(table: str, tables: PlantTables) -> dict[tuple[object, ...], object]:
    records = (placed.record for placed in getattr(tables, table))
    return {tuple(getattr(record, name) for name in KEY_FIELDS[table]): record for record in records}
