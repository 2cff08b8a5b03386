"""The plan on a board: machines × time as plain JSON data, times as plant local ISO seconds."""

from __future__ import annotations

import datetime as dt
from typing import Any

from potok.operations.catalog import snapshot as catalog
from potok.operations.catalog.clock import local, now, planning_start, plant_settings, today
from potok.operations.catalog.models import Machine
from potok.operations.orders.models import ProductionOrder
from potok.operations.planning.models import LINE_AGREEMENTS, PlanVersion
from potok.operations.planning.reads.lateness import lateness, release_by, slack_days
from potok.operations.planning.reads.lines import PlanLine, lines_of
from potok.operations.planning.reads.machines import iso, permitted_machines, workshop_rows
from potok.operations.planning.reads.tray import tray
from potok.operations.planning.services.drafts import order_spans
from potok.operations.planning.wording import cause_sentence
from potok.plant import model as plain

_DAY = dt.timedelta(days=1)


def board(version: PlanVersion | None) -> dict[str, Any]:
    """Everything the board draws: machines with shifts and stops, orders, their lines, the tray.

    What belongs to an order stands once in `orders`, by number: a plan has several lines an order.

    Args:
        version: The plan to show; None shows machines and the tray only.
    """
    plant = plain.Plant(
        today=today(), machines=catalog.machines(), calendar=catalog.calendar(), stops=catalog.stops()
    )
    lines = lines_of(version)
    start, finish = _span(plant, lines)
    return {
        "plan": plan_head(version),
        "today": today().isoformat(),
        "now": iso(local(now())),
        "frozen_until": iso(local(planning_start() + dt.timedelta(hours=plant_settings().frozen_zone_h))),
        "from": iso(start),
        "to": iso(finish),
        "agreements": dict(LINE_AGREEMENTS),
        "workshops": workshop_rows(plant, version, start, finish),
        "permitted": permitted_machines(),
        "tray": tray(version),
        **bars(lines, plant.holidays),
    }


def bars(lines: list[PlanLine], holidays: frozenset[dt.date]) -> dict[str, Any]:
    """The orders of some lines, by number, and the lines as the board draws them.

    Args:
        lines: Of one plan.
        holidays: Days on which quality control does not work.
    """
    orders = _orders(lines, holidays)
    machines = dict(Machine.objects.values_list("pk", "code"))
    return {
        "orders": dict(orders.values()),
        "lines": [_bar(line, orders[line.order_id][0], machines[line.machine_id]) for line in lines],
    }


def plan_lines(version: PlanVersion | None) -> list[dict[str, Any]]:
    """The bars as rows of a table: each line with what is known of its order, by machine and start."""
    lines = lines_of(version)
    orders = _orders(lines, catalog.holiday_dates())
    machines = {machine.pk: machine for machine in Machine.objects.select_related("workshop")}
    words = dict(LINE_AGREEMENTS)
    return [
        {
            **orders[line.order_id][1],
            **_bar(line, orders[line.order_id][0], machines[line.machine_id].code),
            "machine_name": machines[line.machine_id].name,
            "workshop": machines[line.machine_id].workshop.name,
            "start_at": local(line.start_at),
            "finish_at": local(line.finish_at),
            "agreement_label": words[line.agreement],
        }
        for line in lines
    ]


def plan_head(version: PlanVersion | None) -> dict[str, Any] | None:
    """What a page says about a version above its board."""
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
        "doubt": version.doubt if version.state == "published" else "",
    }


def _span(plant: plain.Plant, lines: list[PlanLine]) -> tuple[dt.datetime, dt.datetime]:
    """Whole days from the first bar or today to the last bar or the end of the calendar."""
    midnight = dt.time()
    dates = [row.date for row in plant.calendar] or [plant.today]
    first, last = plant.today, max(dates)
    if lines:
        first = min(first, local(min(line.start_at for line in lines)).date())
        last = max(last, local(max(line.finish_at for line in lines)).date())
    return dt.datetime.combine(first, midnight), dt.datetime.combine(last + _DAY, midnight)


def _orders(lines: list[PlanLine], holidays: frozenset[dt.date]) -> dict[int, tuple[str, dict[str, Any]]]:
    """Number of every order of the lines and what the board says of it, by key."""
    spans = order_spans(lines)
    preliminary = {line.order_id for line in lines if line.preliminary}
    orders = ProductionOrder.objects.filter(pk__in=spans).select_related("product", "customer")
    return {
        order.pk: (
            order.order_no,
            _about(order, spans[order.pk], holidays, preliminary=order.pk in preliminary),
        )
        for order in orders.order_by("order_no")
    }


def _about(
    order: ProductionOrder,
    span: tuple[dt.datetime, dt.datetime],
    holidays: frozenset[dt.date],
    *,
    preliminary: bool,
) -> dict[str, Any]:
    launch, release = local(span[0]), local(span[1])
    qc_days = order.product.qc_days
    slack = slack_days(release.date(), order.due_date, qc_days=qc_days, holidays=holidays)
    last_day = release_by(order.due_date, qc_days=qc_days, holidays=holidays) if slack < 0 else None
    return {
        "product": order.product.name,
        "product_code": order.product.code,
        "family": order.product.family,
        "customer": order.customer.name,
        "priority": order.priority,
        "status": order.status,
        "progress": order.progress,
        "preliminary": preliminary,
        "material_from": order.earliest_start_date.isoformat() if order.earliest_start_date else None,
        "due": order.due_date.isoformat(),
        "release_by": iso(dt.datetime.combine(last_day + _DAY, dt.time())) if last_day else None,
        "launch": iso(launch),
        "release": iso(release),
        "slack_days": slack,
        "lateness": lateness(slack),
    }


def _bar(line: PlanLine, order_no: str, machine: str) -> dict[str, Any]:
    return {
        "id": line.id,
        "order_no": order_no,
        "op_no": line.op_no,
        "op_name": line.op_name,
        "machine": machine,
        "start": iso(local(line.start_at)),
        "finish": iso(local(line.finish_at)),
        "setup_min": float(line.setup_min),
        "qty_pcs": float(line.qty_pcs),
        "batches": line.batches,
        "pinned": line.pinned,
        "agreement": line.agreement,
        "answer_reason": line.answer_reason,
        "counter_start": iso(local(line.counter_start_at)) if line.counter_start_at else None,
        "why": cause_sentence(line.cause, setup_min=float(line.setup_min), is_pinned=line.pinned),
    }
