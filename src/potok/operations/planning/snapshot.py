"""What the engine is given: the plant of the books, the orders to plan and the work that stays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable

from django.db.models import F

from potok.operations.catalog import snapshot as catalog
from potok.operations.catalog.clock import local, planning_start, plant_settings, today
from potok.operations.orders.models import ProductionOrder
from potok.operations.planning.models import PlanVersion, ScheduleLine
from potok.plant import model as plain
from potok.scheduling.plan import PlanRow
from potok.scheduling.request import PlanRequest

#: Statuses of the orders that a plan holds.
PLANNED_STATUSES = ["in_production", "waiting_shortage"]


def published_plan() -> PlanVersion | None:
    """The plan in force."""
    return PlanVersion.objects.filter(state="published").first()


def plan_request(*, keep_orders: Collection[str] = ()) -> PlanRequest:
    """Everything the engine needs, read from the books.

    Confirmed orders are planned with their remaining quantity; launched, pinned and agreed work of
    the frozen zone stays where the published plan has it.

    Args:
        keep_orders: Orders whose published lines stay as they are too.
    """
    start = planning_start()
    orders = list(
        ProductionOrder.objects.filter(status__in=PLANNED_STATUSES, qty_pcs__gt=F("done_pcs"))
        .select_related("product", "customer")
        .order_by("priority", "due_date", "order_no")
    )
    lines = list(_published_lines())
    frozen_until = start + dt.timedelta(hours=plant_settings().frozen_zone_h)
    fixed = [line for line in lines if _stays(line, frozen_until) or line.order.order_no in keep_orders]
    launched = {order.order_no for order in orders if order.launch_actual_at is not None}
    return PlanRequest(
        plant=plain.Plant(
            today=today(),
            items=catalog.master_items(),
            boms=catalog.active_boms(),
            routings=catalog.routings(),
            machines=catalog.machines(),
            calendar=catalog.calendar(),
            orders=tuple(plain_order(order) for order in orders),
            stops=catalog.stops(),
        ),
        orders=tuple(plain_order(order) for order in orders if order.order_no not in launched),
        material={order.order_no: _material_date(order) for order in orders},
        not_before=local(start),
        preliminary=frozenset(order.order_no for order in orders if order.status == "waiting_shortage"),
        fixed_rows=tuple(rows_of(fixed)),
        previous=tuple(rows_of(lines)),
        material_item={
            order.order_no: order.cover_items[0]
            for order in orders
            if order.status == "waiting_shortage" and order.cover_items
        },
    )


def _published_lines() -> Iterable[ScheduleLine]:
    return (
        ScheduleLine.objects.filter(is_published=True, order__status__in=PLANNED_STATUSES)
        .select_related("order", "machine")
        .prefetch_related("parts")
        .order_by("machine__code", "start_at")
    )


def _stays(line: ScheduleLine, frozen_until: dt.datetime) -> bool:
    """Whether a published line may not be moved by the engine."""
    launched = line.order.launch_actual_at is not None
    frozen = line.agreement == "agreed" and line.start_at < frozen_until
    return launched or line.pinned or frozen


def plain_order(order: ProductionOrder) -> plain.Order:
    """An order with the quantity that is still to be made."""
    return plain.Order(
        order_no=order.order_no,
        created_date=order.created_date,
        customer=order.customer.name,
        manager=order.manager,
        product_id=order.product.code,
        qty_pcs=order.qty_pcs - order.done_pcs,
        due_date=order.due_date,
        priority=order.priority,
        order_type=order.order_type,
        status=plain.OrderStatus(order.status),
    )


def _material_date(order: ProductionOrder) -> dt.date | None:
    """From when the order's material is usable: today for a reserved order, else its earliest start."""
    return today() if order.status == "in_production" else order.earliest_start_date


def rows_of(lines: Iterable[ScheduleLine]) -> Iterable[PlanRow]:
    """Rows of stored lines, as the engine and the checker take them; `parts` should be prefetched."""
    for line in lines:
        parts = sorted(line.parts.all(), key=lambda part: (part.start_at, part.batch_no, part.part_no))
        for position, part in enumerate(parts):
            yield PlanRow(
                order_no=line.order.order_no,
                op_no=line.op_no,
                batch_no=part.batch_no,
                part_no=part.part_no,
                machine_id=line.machine.code,
                start_at=local(part.start_at),
                finish_at=local(part.finish_at),
                qty=part.qty_pcs,
                setup_min=line.setup_min if position == 0 else line.setup_min * 0,
            )


def stored_rows(version: PlanVersion) -> tuple[PlanRow, ...]:
    """All rows of a stored plan, by machine and start."""
    lines = version.lines.select_related("order", "machine").prefetch_related("parts")
    rows = rows_of(lines)
    return tuple(sorted(rows, key=lambda row: (row.machine_id, row.start_at, row.finish_at)))
