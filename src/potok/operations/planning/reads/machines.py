"""Machines of the board: shifts, repairs and breakdowns, how busy they are."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.db.models import DurationField, ExpressionWrapper, F, Sum

from potok.operations.catalog import snapshot as catalog
from potok.operations.catalog.clock import local
from potok.operations.catalog.models import Machine, MachineStop, Workshop
from potok.operations.planning.models import PlanVersion, SchedulePart
from potok.plant import model as plain
from potok.plant.working_time import WorkingTime

_DAY = dt.timedelta(days=1)


def iso(moment: dt.datetime) -> str:
    """A plant local moment as the board's script reads it."""
    return moment.isoformat(timespec="seconds")


def workshop_rows(
    plant: plain.Plant, version: PlanVersion | None, start: dt.datetime, finish: dt.datetime
) -> list[dict[str, Any]]:
    """Workshops with their machines; windows are those between `start` and `finish`, plant local."""
    time = WorkingTime(plant)
    used = _used_seconds(version)
    stops = _stops(plant)
    by_workshop: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for machine in plant.machines.values():
        windows = time.windows(machine.machine_id, start, finish)
        capacity = sum((b - a).total_seconds() for a, b in windows)
        by_workshop[machine.workshop_id].append(
            {
                "code": machine.machine_id,
                "name": machine.name,
                "status": machine.status.value,
                "load_share": round(used[machine.machine_id] / capacity, 3) if capacity else None,
                "windows": [[iso(a), iso(b)] for a, b in windows],
                "stops": stops[machine.machine_id],
            }
        )
    return [
        {"id": shop.pk, "code": shop.code, "name": shop.name, "machines": by_workshop[shop.code]}
        for shop in Workshop.objects.order_by("code")
        if by_workshop[shop.code]
    ]


def permitted_machines() -> dict[str, dict[str, list[str]]]:
    """Product → operation → codes of its machines, for moving bars by hand."""
    found: dict[str, dict[str, list[str]]] = {}
    for product, lines in catalog.routings().items():
        operations = found.setdefault(product, {})
        for line in lines:
            operations.setdefault(str(line.op_no), []).append(line.machine_id)
    return found


def _stops(plant: plain.Plant) -> dict[str, list[dict[str, Any]]]:
    """Repairs of the calendar and reported stops by machine, in the order of their start."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for stop in MachineStop.objects.select_related("machine"):
        found[stop.machine.code].append(
            _stop(local(stop.period.lower), local(stop.period.upper), stop.reason, stop.is_breakdown)
        )
    for row in plant.calendar:
        if row.kind is plain.DayKind.REPAIR and row.machine_id and row.start_time and row.end_time:
            start = dt.datetime.combine(row.date, row.start_time)
            finish = dt.datetime.combine(row.date, row.end_time)
            if finish <= start:
                finish += _DAY
            found[row.machine_id].append(_stop(start, finish, row.note, breakdown=False))
    for rows in found.values():
        rows.sort(key=lambda row: row["start"])
    return found


def _stop(start: dt.datetime, finish: dt.datetime, reason: str, breakdown: bool) -> dict[str, Any]:  # noqa: FBT001 - a column of a row
    return {"start": iso(start), "finish": iso(finish), "reason": reason, "breakdown": breakdown}


def _used_seconds(version: PlanVersion | None) -> dict[str, float]:
    """Seconds of work by machine code."""
    length = ExpressionWrapper(F("finish_at") - F("start_at"), output_field=DurationField())
    rows = (
        SchedulePart.objects.filter(line__plan=version)
        .values_list("line__machine__code")
        .annotate(used=Sum(length))
        if version is not None
        else ()
    )
    found: dict[str, float] = defaultdict(float)
    found.update({code: used.total_seconds() for code, used in rows})
    return found


def machine_choices(*, workshops: Collection[int] | None) -> list[tuple[str, str]]:
    """Code and name of machines by workshop, for choosing one; `workshops` None = of all."""
    found = Machine.objects.select_related("workshop").order_by("workshop__code", "code")
    if workshops is not None:
        found = found.filter(workshop_id__in=workshops)
    return [(machine.code, machine.name) for machine in found]
