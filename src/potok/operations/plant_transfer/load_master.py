"""Master data of an import: workshops, items, machines, recipes, routes, calendars."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Max

from potok.operations.catalog.clock import aware
from potok.operations.catalog.models import (
    CalendarRow,
    Item,
    Machine,
    MachineStop,
    Recipe,
    RecipeLine,
    RoutingLine,
    Workshop,
)
from potok.plant.model import BomLine, Plant
from potok.plant.model import RoutingLine as PlantRoutingLine

_ITEM_FIELDS = [
    "name", "type", "unit", "net_kg", "workshop", "family", "order_multiple", "lead_time_days", "qc_days",
    "shelf_life_days", "safety_stock", "price_rub", "stock_controlled",
]  # fmt: skip
_MACHINE_FIELDS = [
    "workshop", "name", "kind", "batch_capacity_kg", "crew_people", "commissioned_year", "status",
]  # fmt: skip


def load_master(plant: Plant) -> tuple[int, int]:
    """Write master data; returns how many items and machines are new."""
    workshops = _load_workshops(plant)
    items = _load_items(plant, workshops)
    machines = _load_machines(plant, workshops)
    ids = {item.code: item.pk for item in Item.objects.only("code")}
    machine_ids = {machine.code: machine.pk for machine in Machine.objects.only("code")}
    _load_recipes(plant, ids)
    _load_routes(plant, ids, machine_ids)
    _load_calendar(plant, workshops, machine_ids)
    _load_stops(plant, machine_ids)
    return items, machines


def _load_workshops(plant: Plant) -> dict[str, int]:
    codes = {machine.workshop_id for machine in plant.machines.values()}
    codes |= {row.workshop_id for row in plant.calendar}
    codes |= {item.workshop_id for item in plant.items.values() if item.workshop_id}
    Workshop.objects.bulk_create(
        [Workshop(code=code, name=f"Цех № {code}") for code in sorted(codes)], ignore_conflicts=True
    )
    return dict(Workshop.objects.values_list("code", "id"))


def _load_items(plant: Plant, workshops: dict[str, int]) -> int:
    before = Item.objects.count()
    Item.objects.bulk_create(
        [
            Item(
                code=item.item_id,
                name=item.name,
                type=item.type.value,
                unit=item.unit.value,
                net_kg=item.net_kg,
                workshop_id=workshops[item.workshop_id] if item.workshop_id else None,
                family=item.family or "",
                order_multiple=item.order_multiple,
                lead_time_days=item.lead_time_days,
                qc_days=item.qc_days,
                shelf_life_days=item.shelf_life_days,
                safety_stock=item.safety_stock,
                price_rub=item.price_rub,
                stock_controlled=item.stock_controlled,
            )
            for item in plant.items.values()
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=_ITEM_FIELDS,
    )
    return Item.objects.count() - before


def _load_machines(plant: Plant, workshops: dict[str, int]) -> int:
    before = Machine.objects.count()
    Machine.objects.bulk_create(
        [
            Machine(
                code=machine.machine_id,
                workshop_id=workshops[machine.workshop_id],
                name=machine.name,
                kind=machine.kind.value,
                batch_capacity_kg=machine.batch_capacity_kg,
                crew_people=machine.crew_people,
                commissioned_year=machine.commissioned_year,
                status=machine.status.value,
            )
            for machine in plant.machines.values()
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=_MACHINE_FIELDS,
    )
    return Machine.objects.count() - before


def _recipe_key(lines: Iterable[RecipeLine]) -> list[tuple[object, ...]]:
    return sorted(
        (line.line_no, line.component_id, line.qty_per_unit, line.unit, line.loss_pct) for line in lines
    )


def _recipe_lines(lines: Iterable[BomLine], ids: dict[str, int]) -> list[RecipeLine]:
    return [
        RecipeLine(
            line_no=line.line_no,
            component_id=ids[line.component_id],
            qty_per_unit=line.qty_per_unit,
            unit=line.unit.value,
            loss_pct=line.loss_pct,
        )
        for line in lines
    ]


def _load_recipes(plant: Plant, ids: dict[str, int]) -> None:
    """A recipe that differs from the active one becomes the next version."""
    active = {
        recipe.product_id: recipe
        for recipe in Recipe.objects.filter(is_active=True).prefetch_related("lines")
    }
    last = dict(Recipe.objects.values_list("product_id").annotate(Max("version")).order_by())
    outdated: list[int] = []
    fresh: list[tuple[Recipe, list[RecipeLine]]] = []
    for product, bom in plant.boms.items():
        lines = _recipe_lines(bom, ids)
        current = active.get(ids[product])
        if current is not None and _recipe_key(current.lines.all()) == _recipe_key(lines):
            continue
        if current is not None:
            outdated.append(current.pk)
        version = last.get(ids[product], 0) + 1
        fresh.append((Recipe(product_id=ids[product], version=version, valid_from=plant.today), lines))
    Recipe.objects.filter(pk__in=outdated).update(is_active=False)
    Recipe.objects.bulk_create([recipe for recipe, _ in fresh])
    for recipe, lines in fresh:
        for line in lines:
            line.recipe = recipe
    RecipeLine.objects.bulk_create([line for _, lines in fresh for line in lines])


def _load_routes(plant: Plant, ids: dict[str, int], machines: dict[str, int]) -> None:
    RoutingLine.objects.filter(product__code__in=list(plant.routings)).delete()
    RoutingLine.objects.bulk_create(
        _routing_line(line, ids, machines) for lines in plant.routings.values() for line in lines
    )


def _routing_line(line: PlantRoutingLine, ids: dict[str, int], machines: dict[str, int]) -> RoutingLine:
    return RoutingLine(
        product_id=ids[line.product_id],
        op_no=line.op_no,
        op_name=line.op_name,
        machine_id=machines[line.machine_id],
        alt_rank=line.alt_rank,
        basis=line.basis.value,
        batch_size_kg=line.batch_size_kg,
        batch_time_min=line.batch_time_min,
        rate_kg_per_h=line.rate_kg_per_h,
        rate_pcs_per_h=line.rate_pcs_per_h,
        setup_min=line.setup_min,
        crew_people=line.crew_people,
        grade=line.grade,
    )


def _load_calendar(plant: Plant, workshops: dict[str, int], machines: dict[str, int]) -> None:
    """The file replaces the calendar of its workshops over its own span of dates."""
    if not plant.calendar:
        return
    dates = [row.date for row in plant.calendar]
    CalendarRow.objects.filter(
        workshop__code__in={row.workshop_id for row in plant.calendar}, date__range=(min(dates), max(dates))
    ).delete()
    CalendarRow.objects.bulk_create(
        CalendarRow(
            workshop_id=workshops[row.workshop_id],
            machine_id=machines[row.machine_id] if row.machine_id else None,
            date=row.date,
            shift_no=row.shift_no,
            start_time=row.start_time,
            end_time=row.end_time,
            break_min=row.break_min,
            work_min=row.work_min,
            kind=row.kind.value,
            note=row.note,
        )
        for row in plant.calendar
    )


def _load_stops(plant: Plant, machines: dict[str, int]) -> None:
    """Stops of the file that the books do not have yet; one that overlaps another is a fault of data."""
    known = set(MachineStop.objects.values_list("machine_id", "period"))
    fresh = [
        MachineStop(
            machine_id=machines[stop.machine_id],
            period=DateTimeTZRange(aware(stop.start_at), aware(stop.finish_at)),
            reason=stop.reason,
        )
        for stop in plant.stops
    ]
    MachineStop.objects.bulk_create(stop for stop in fresh if (stop.machine_id, stop.period) not in known)
