"""Confirmed orders that a plan does not hold: what they wait for and where their first operation may go."""

from __future__ import annotations

from collections.abc import Container, Mapping
from decimal import Decimal
from typing import Any

from potok.operations.catalog import snapshot as catalog
from potok.operations.catalog.models import Machine
from potok.operations.orders.models import ProductionOrder
from potok.operations.planning.models import PlanVersion
from potok.operations.planning.snapshot import PLANNED_STATUSES
from potok.operations.planning.wording import UNPLANNED_REASONS
from potok.plant.model import MachineStatus, RoutingLine
from potok.supply.work_content import operation_time


def tray(version: PlanVersion | None) -> list[dict[str, Any]]:
    """Confirmed orders outside the plan, urgent first, with the reason.

    `op_no` and `work_min` (machine → minutes of work without set-up) are those of the first operation;
    both are empty for an order that cannot be placed by hand.
    """
    planned = set(version.lines.values_list("order_id", flat=True)) if version else set()
    reasons = {left["order_no"]: left["reason_code"] for left in version.unplanned} if version else {}
    waiting = list(
        ProductionOrder.objects.filter(status__in=PLANNED_STATUSES)
        .exclude(pk__in=planned)
        .select_related("product")
        .order_by("priority", "due_date", "order_no")
    )
    routes = catalog.routings() if waiting else {}
    working = set(Machine.objects.filter(status=MachineStatus.WORKING.value).values_list("code", flat=True))
    return [
        _left(order, reasons.get(order.order_no, ""), _first_operation(order, routes, working))
        for order in waiting
    ]


def _left(order: ProductionOrder, reason: str, lines: list[RoutingLine]) -> dict[str, Any]:
    return {
        "order_no": order.order_no,
        "product": order.product.name,
        "product_code": order.product.code,
        "due": order.due_date.isoformat(),
        "earliest_start": order.earliest_start_date.isoformat() if order.earliest_start_date else None,
        "reason_code": reason,
        "reason": UNPLANNED_REASONS.get(reason, "подтверждён после этого расчёта"),
        "preliminary": order.status == "waiting_shortage",
        "op_no": lines[0].op_no if lines else None,
        "work_min": {line.machine_id: _minutes(line, order) for line in lines},
    }


def _first_operation(
    order: ProductionOrder, routes: Mapping[str, tuple[RoutingLine, ...]], working: Container[str]
) -> list[RoutingLine]:
    """Lines of the first operation on working machines; none for an order without known cover."""
    if order.status == "waiting_shortage" and order.earliest_start_date is None:
        return []
    lines = routes.get(order.product.code, ())
    return [line for line in lines if line.op_no == lines[0].op_no and line.machine_id in working]


def _minutes(line: RoutingLine, order: ProductionOrder) -> float:
    remaining = order.qty_pcs - order.done_pcs
    time = operation_time(line, qty_pcs=remaining, net_kg=order.product.net_kg or Decimal(0))
    return float(time.run_min)
