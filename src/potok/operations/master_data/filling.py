"""Columns of forms that follow from the others: units, numbers of lines, workshops."""

from __future__ import annotations

from collections.abc import Sequence

from potok.operations.catalog.models import Item, Machine


def units_and_numbers(rows: Sequence[dict[str, str]]) -> None:
    """A line of a recipe has the unit of its component and its place as its number."""
    codes = [row.get("component_id", "") for row in rows]
    units = dict(Item.objects.filter(code__in=codes).values_list("code", "unit"))
    for place, row in enumerate(rows, start=1):
        row["line_no"] = str(place)
        row["unit"] = units.get(row.get("component_id", ""), "kg")


def workshops_of_machines(rows: Sequence[dict[str, str]]) -> None:
    """A line of a route has the workshop of its machine."""
    codes = [row.get("machine_id", "") for row in rows]
    workshops = dict(Machine.objects.filter(code__in=codes).values_list("code", "workshop__code"))
    for row in rows:
        row["workshop_id"] = workshops.get(row.get("machine_id", ""), "—")
