"""Rows of different tables of a plant agree with each other: units, workshops, weights, recipes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from potok.plant.findings import Findings
from potok.plant.model import Item, ItemType
from potok.plant.tables import PlantTables


def check_units(tables: PlantTables, findings: Findings) -> None:
    """Quantities of an item are given in its stock unit."""
    items = _items(tables)
    quantities = (
        ("boms", "component_id", tables.boms),
        ("stock", "item_id", tables.stock),
        ("receipts", "item_id", tables.receipts),
    )
    for table, field, rows in quantities:
        for placed in rows:
            item = items.get(getattr(placed.record, field))
            if item is not None and placed.record.unit is not item.unit:
                expected = f"{item.unit.value}: единица позиции {item.item_id}"
                findings.add(table, placed.row, "unit", placed.record.unit, expected, "wrong_unit")


def check_weights(tables: PlantTables, findings: Findings) -> None:
    """A product has the weight of one piece: kilograms of an order are pieces times weight."""
    for placed in tables.items:
        item = placed.record
        if item.type is ItemType.FINISHED and item.net_kg is None:
            expected = "число больше 0: масса продукта в одной штуке изделия, кг"
            findings.add("items", placed.row, "net_kg", None, expected, "required")


def check_workshops(tables: PlantTables, findings: Findings) -> None:
    """Routes and calendars name the workshop their machine stands in; its machines have a calendar."""
    workshops = {one.record.machine_id: one.record.workshop_id for one in tables.machines}
    for table, rows in (("routings", tables.routings), ("calendars", tables.calendars)):
        for placed in rows:
            machine_id, given = placed.record.machine_id, placed.record.workshop_id
            if machine_id is not None and workshops.get(machine_id, given) != given:
                expected = f"{workshops[machine_id]}: цех станка {machine_id}"
                findings.add(table, placed.row, "workshop_id", given, expected, "wrong_workshop")
    if tables.unread_tables & {"machines", "calendars"}:
        return
    with_calendar = {one.record.workshop_id for one in tables.calendars}
    with_calendar |= tables.unread_codes.get("calendars", frozenset())
    expected = f"цех, у которого есть строки в таблице {tables.place('calendars')}"
    for one in tables.machines:
        workshop_id = one.record.workshop_id
        if workshop_id not in with_calendar:
            findings.add("machines", one.row, "workshop_id", workshop_id, expected, "no_calendar")


def check_recipes(tables: PlantTables, findings: Findings) -> None:
    """No product is a component of itself, directly or through others."""
    uses: dict[str, list[tuple[str, int]]] = {}
    for placed in tables.boms:
        line = placed.record
        uses.setdefault(line.product_id, []).append((line.component_id, placed.row))
    for circle, row in _circles(uses):
        expected = f"состав без круга; здесь круг {' → '.join(circle)}"
        findings.add("boms", row, "component_id", circle[-1], expected, "bom_cycle")


def _circles(uses: Mapping[str, list[tuple[str, int]]]) -> Iterator[tuple[list[str], int]]:
    """Circles of the recipes, each with the row that closes it; deep recipes need no deep stack."""
    done: set[str] = set()
    for start in uses:
        path = [start]
        ahead = [iter(uses[start])] if start not in done else []
        while ahead:
            component, row = next(ahead[-1], ("", 0))
            if not component:
                done.add(path.pop())
                ahead.pop()
            elif component in path:
                yield [*path[path.index(component) :], component], row
            elif component in uses and component not in done:
                path.append(component)
                ahead.append(iter(uses[component]))


def _items(tables: PlantTables) -> dict[str, Item]:
    return {one.record.item_id: one.record for one in tables.items}
