"""Master data of the books as plain `plant` data."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from django.db.models import Prefetch

from potok.operations.catalog.clock import local
from potok.operations.catalog.models import (
    CalendarRow,
    Item,
    Machine,
    MachineStop,
    Recipe,
    RecipeLine,
    RoutingLine,
)
from potok.plant import model as plain


def master_items() -> dict[str, plain.Item]:
    """All items by code."""
    return {
        item.code: plain.Item(
            item_id=item.code,
            name=item.name,
            type=plain.ItemType(item.type),
            unit=plain.Unit(item.unit),
            net_kg=item.net_kg,
            workshop_id=item.workshop.code if item.workshop else None,
            family=item.family or None,
            order_multiple=item.order_multiple,
            lead_time_days=item.lead_time_days,
            qc_days=item.qc_days,
            shelf_life_days=item.shelf_life_days,
            safety_stock=item.safety_stock,
            price_rub=item.price_rub,
            stock_controlled=item.stock_controlled,
        )
        for item in Item.objects.select_related("workshop").order_by("id")
    }


def active_boms() -> dict[str, tuple[plain.BomLine, ...]]:
    """Active recipes by product."""
    lines = Prefetch("lines", RecipeLine.objects.select_related("component").order_by("line_no"))
    recipes = Recipe.objects.filter(is_active=True).select_related("product").prefetch_related(lines)
    return {
        recipe.product.code: tuple(
            plain.BomLine(
                product_id=recipe.product.code,
                line_no=line.line_no,
                component_id=line.component.code,
                qty_per_unit=line.qty_per_unit,
                unit=plain.Unit(line.unit),
                loss_pct=line.loss_pct,
            )
            for line in recipe.lines.all()
        )
        for recipe in recipes.order_by("product_id")
    }


def routings() -> dict[str, tuple[plain.RoutingLine, ...]]:
    """Routes by product."""
    found: dict[str, list[plain.RoutingLine]] = defaultdict(list)
    for line in RoutingLine.objects.select_related("product", "machine__workshop").order_by(
        "product_id", "op_no", "alt_rank", "id"
    ):
        found[line.product.code].append(
            plain.RoutingLine(
                product_id=line.product.code,
                op_no=line.op_no,
                op_name=line.op_name,
                workshop_id=line.machine.workshop.code,
                machine_id=line.machine.code,
                alt_rank=line.alt_rank,
                basis=plain.Basis(line.basis),
                batch_size_kg=line.batch_size_kg,
                batch_time_min=line.batch_time_min,
                rate_kg_per_h=line.rate_kg_per_h,
                rate_pcs_per_h=line.rate_pcs_per_h,
                setup_min=line.setup_min,
                crew_people=line.crew_people,
                grade=line.grade,
            )
        )
    return {product: tuple(lines) for product, lines in found.items()}


def machines() -> dict[str, plain.Machine]:
    """Machines by code."""
    return {
        machine.code: plain.Machine(
            machine_id=machine.code,
            workshop_id=machine.workshop.code,
            name=machine.name,
            kind=plain.Basis(machine.kind),
            batch_capacity_kg=machine.batch_capacity_kg,
            crew_people=machine.crew_people,
            commissioned_year=machine.commissioned_year,
            status=plain.MachineStatus(machine.status),
        )
        for machine in Machine.objects.select_related("workshop").order_by("id")
    }


def calendar() -> tuple[plain.CalendarRow, ...]:
    """All calendar rows in the order of the file."""
    rows = CalendarRow.objects.select_related("workshop", "machine").order_by("id")
    return tuple(
        plain.CalendarRow(
            workshop_id=row.workshop.code,
            machine_id=row.machine.code if row.machine else None,
            date=row.date,
            shift_no=row.shift_no,
            start_time=row.start_time,
            end_time=row.end_time,
            break_min=row.break_min,
            work_min=row.work_min,
            kind=plain.DayKind(row.kind),
            note=row.note,
        )
        for row in rows
    )


def stops() -> tuple[plain.MachineStop, ...]:
    """Breakdowns and repairs by hours."""
    found = MachineStop.objects.select_related("machine").order_by("machine_id", "period")
    return tuple(
        plain.MachineStop(stop.machine.code, local(stop.period.lower), local(stop.period.upper), stop.reason)
        for stop in found
    )


def holiday_dates() -> frozenset[dt.date]:
    """Dates that have a `holiday` row: no working days for control and purchasing."""
    return frozenset(CalendarRow.objects.filter(kind="holiday").values_list("date", flat=True).distinct())
