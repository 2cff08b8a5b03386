"""The plan on a board: machines × time as plain JSON data, times as plant local ISO minutes."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from potok.operations.catalog import snapshot as catalog
from potok.operations.catalog.clock import local, now, planning_start, plant_settings, today
from potok.operations.catalog.models import MachineStop, Workshop
from potok.operations.orders.models import ProductionOrder
from potok.operations.planning.models import PlanVersion, ScheduleLine, SchedulePart
from potok.operations.planning.reads.lateness import lateness, slack_days
from potok.operations.planning.services.drafts import order_spans
from potok.operations.planning.wording import cause_sentence
from potok.plant import model as plain
from potok.plant.working_time import WorkingTime

_DAY = dt.timedelta(days=1)


def board(version: PlanVersion | None) -> dict[str, Any]:
    """Everything the board draws: machines with shifts and stops, bars, the tray, figures.

    Args:
        version: The plan to show; None shows machines and the tray only.
    """
    plant = plain.Plant(
        today=today(), machines=catalog.machines(), calendar=catalog.calendar(), stops=catalog.stops()
    )
    lines = list(_lines(version)) if version else []
    start, finish = _span(plant, lines)
    releases = {order_id: span[1] for order_id, span in order_spans(lines).items()}
    return {
        "plan": _head(version),
        "today": today().isoformat(),
        "now": _iso(local(now())),
        "frozen_until": _iso(local(planning_start() + dt.timedelta(hours=plant_settings().frozen_zone_h))),
        "from": _iso(start),
        "to": _iso(finish),
        "workshops": _workshops(plant, version, start, finish),
        "lines": [_bar(line, releases[line.order_id], plant.holidays) for line in lines],
        "tray": _tray(version),
    }


def _iso(moment: dt.datetime) -> str:
    return moment.isoformat(timespec="seconds")


def _head(version: PlanVersion | None) -> dict[str, Any] | None:
    if version is None:
        return None
    return {
        "number": version.number,
        "state": version.state,
        "state_label": version.get_state_display(),
        "title": version.title,
        "based_on": version.based_on.number if version.based_on else None,
        "fingerprint": version.fingerprint,
        "summary": version.summary,
    }


def _lines(version: PlanVersion) -> Iterable[ScheduleLine]:
    return version.lines.select_related("order__product", "order__customer", "machine").order_by(
        "machine__code", "start_at"
    )


def _span(plant: plain.Plant, lines: list[ScheduleLine]) -> tuple[dt.datetime, dt.datetime]:
    """Whole days from the first bar or today to the last bar or the end of the calendar."""
    midnight = dt.time()
    dates = [row.date for row in plant.calendar] or [plant.today]
    first = min([plant.today, *(local(line.start_at).date() for line in lines)])
    last = max([max(dates), *(local(line.finish_at).date() for line in lines)])
    return dt.datetime.combine(first, midnight), dt.datetime.combine(last + _DAY, midnight)


def _workshops(
    plant: plain.Plant, version: PlanVersion | None, start: dt.datetime, finish: dt.datetime
) -> list[dict[str, Any]]:
    time = WorkingTime(plant)
    used = _used_seconds(version)
    breakdowns = {
        (stop.machine.code, local(stop.period.lower)): stop.is_breakdown
        for stop in MachineStop.objects.select_related("machine")
    }
    repairs = _repairs(plant)
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
                "windows": [[_iso(a), _iso(b)] for a, b in _joined(windows)],
                "stops": [
                    {
                        "start": _iso(stop.start_at),
                        "finish": _iso(stop.finish_at),
                        "reason": stop.reason,
                        "breakdown": breakdowns.get((stop.machine_id, stop.start_at), True),
                    }
                    for stop in plant.stops
                    if stop.machine_id == machine.machine_id
                ]
                + repairs[machine.machine_id],
            }
        )
    return [
        {"id": shop.pk, "code": shop.code, "name": shop.name, "machines": by_workshop[shop.code]}
        for shop in Workshop.objects.order_by("code")
        if by_workshop[shop.code]
    ]


def _joined(windows: list[tuple[dt.datetime, dt.datetime]]) -> list[tuple[dt.datetime, dt.datetime]]:
    """Windows that touch drawn as one."""
    joined: list[tuple[dt.datetime, dt.datetime]] = []
    for start, finish in windows:
        if joined and joined[-1][1] == start:
            joined[-1] = (joined[-1][0], finish)
        else:
            joined.append((start, finish))
    return joined


def _repairs(plant: plain.Plant) -> dict[str, list[dict[str, Any]]]:
    """Repair rows of the calendar as stops of the board."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in plant.calendar:
        if row.kind is plain.DayKind.REPAIR and row.machine_id and row.start_time and row.end_time:
            start = dt.datetime.combine(row.date, row.start_time)
            finish = dt.datetime.combine(row.date, row.end_time)
            if finish <= start:
                finish += _DAY
            found[row.machine_id].append(
                {"start": _iso(start), "finish": _iso(finish), "reason": row.note, "breakdown": False}
            )
    return found


def _used_seconds(version: PlanVersion | None) -> dict[str, float]:
    used: dict[str, float] = defaultdict(float)
    if version is not None:
        parts = SchedulePart.objects.filter(line__plan=version)
        for code, start, finish in parts.values_list("line__machine__code", "start_at", "finish_at"):
            used[code] += (finish - start).total_seconds()
    return used


def _bar(line: ScheduleLine, release_at: dt.datetime, holidays: frozenset[dt.date]) -> dict[str, Any]:
    order = line.order
    release = local(release_at).date()
    slack = slack_days(release, order.due_date, qc_days=order.product.qc_days, holidays=holidays)
    return {
        "id": line.pk,
        "order_no": order.order_no,
        "op_no": line.op_no,
        "op_name": line.op_name,
        "machine": line.machine.code,
        "product": order.product.name,
        "product_code": order.product.code,
        "family": order.product.family,
        "customer": order.customer.name,
        "start": _iso(local(line.start_at)),
        "finish": _iso(local(line.finish_at)),
        "setup_min": float(line.setup_min),
        "qty_pcs": float(line.qty_pcs),
        "batches": line.batches,
        "due": order.due_date.isoformat(),
        "priority": order.priority,
        "status": order.status,
        "slack_days": slack,
        "lateness": lateness(slack),
        "preliminary": line.preliminary,
        "pinned": line.pinned,
        "agreement": line.agreement,
        "agreement_label": line.get_agreement_display(),
        "answer_reason": line.answer_reason,
        "progress": order.progress,
        "why": cause_sentence(line.cause),
    }


def _tray(version: PlanVersion | None) -> list[dict[str, Any]]:
    """Confirmed orders that the plan does not hold, with the reason."""
    planned = set(version.lines.values_list("order_id", flat=True)) if version else set()
    reasons = {left["order_no"]: left["reason_code"] for left in version.unplanned} if version else {}
    waiting = (
        ProductionOrder.objects.filter(status__in=["in_production", "waiting_shortage"])
        .exclude(pk__in=planned)
        .select_related("product")
        .order_by("priority", "due_date", "order_no")
    )
    return [
        {
            "order_no": order.order_no,
            "product": order.product.name,
            "due": order.due_date.isoformat(),
            "earliest_start": order.earliest_start_date.isoformat() if order.earliest_start_date else None,
            "reason_code": reasons.get(order.order_no, ""),
            "preliminary": order.status == "waiting_shortage",
        }
        for order in waiting
    ]
