"""What the engine is given: the plant of the books, the orders to plan and the work that stays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from django.db.models import F

from potok.operations.catalog import snapshot as catalog
from potok.operations.catalog.clock import local, planning_start, plant_settings, today
from potok.operations.orders.models import ProductionOrder
from potok.operations.planning.models import PlanVersion, ScheduleLine
from potok.plant import model as plain
from potok.scheduling.plan import Plan, PlanRow, StartCause, StartReason
from potok.scheduling.request import PlanRequest

#: Statuses of the orders that a plan holds.
PLANNED_STATUSES = ["in_production", "waiting_shortage"]


def published_plan() -> PlanVersion | None:
    """The plan in force."""
    return PlanVersion.objects.filter(state="published").first()


def plan_request(*, keep_orders: Collection[str] = ()) -> PlanRequest:
    """Everything the engine needs, read from the books.

    Confirmed orders are planned with their remaining quantity; launched, pinned and agreed work of
    the frozen zone stays where the published plan has it. Agreed work that its machine cannot do any more
    (a stop since then), or whose time has passed without a launch, is planned anew. Launched work keeps its
    rows with the quantity they were planned for, whatever was posted of it and wherever it stood since.

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
    stops = catalog.stops()
    fixed = [
        line
        for line in lines
        if _stays(line, start, frozen_until, stops) or line.order.order_no in keep_orders
    ]
    launched = {order.order_no for order in orders if order.launch_actual_at is not None}
    return PlanRequest(
        plant=plain.Plant(
            today=today(),
            items=catalog.master_items(),
            boms=catalog.active_boms(),
            routings=catalog.routings(),
            machines=catalog.machines(),
            calendar=catalog.calendar(),
            orders=_as_planned(orders, fixed),
            stops=_beside_launched(stops, fixed),
        ),
        orders=tuple(plain_order(order) for order in orders if order.order_no not in launched),
        material={order.order_no: material_date(order) for order in orders},
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


def _stays(
    line: ScheduleLine, start: dt.datetime, frozen_until: dt.datetime, stops: Iterable[plain.MachineStop]
) -> bool:
    """Whether a published line may not be moved by the engine."""
    launched = line.order.launch_actual_at is not None
    frozen = line.agreement == "agreed" and line.start_at < frozen_until and line.finish_at > start
    return launched or line.pinned or (frozen and not any(_hits(stop, line) for stop in stops))


def _hits(stop: plain.MachineStop, line: ScheduleLine) -> bool:
    return (
        stop.machine_id == line.machine.code
        and stop.start_at < local(line.finish_at)
        and local(line.start_at) < stop.finish_at
    )


def _as_planned(orders: Iterable[ProductionOrder], fixed: Iterable[ScheduleLine]) -> tuple[plain.Order, ...]:
    """The orders; a launched one with the quantity of its lines, of which something may be posted already."""
    planned: dict[str, int] = {}
    for line in fixed:
        if line.order.launch_actual_at is not None:
            planned[line.order.order_no] = int(line.qty_pcs)
    return tuple(
        replace(plain_order(order), qty_pcs=planned.get(order.order_no, order.qty_pcs - order.done_pcs))
        for order in orders
    )


def _beside_launched(
    stops: Iterable[plain.MachineStop], fixed: Collection[ScheduleLine]
) -> tuple[plain.MachineStop, ...]:
    """The stops without the time of launched work on their machine: how that goes on is known to its shop."""
    left = list(stops)
    for line in fixed:
        if line.order.launch_actual_at is not None:
            left = [rest for stop in left for rest in _without(stop, line)]
    return tuple(left)


def _without(stop: plain.MachineStop, line: ScheduleLine) -> Iterator[plain.MachineStop]:
    """What is left of a stop outside of a line on its machine: two parts at most."""
    if not _hits(stop, line):
        yield stop
        return
    begin, end = local(line.start_at), local(line.finish_at)
    if stop.start_at < begin:
        yield replace(stop, finish_at=begin)
    if end < stop.finish_at:
        yield replace(stop, start_at=end)


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


def material_date(order: ProductionOrder) -> dt.date | None:
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


def stored_plan(version: PlanVersion, request: PlanRequest) -> Plan:
    """A stored plan with the reasons of its starts; without orders that a request neither plans nor holds."""
    open_orders = {order.order_no for order in request.orders}
    open_orders |= {row.order_no for row in request.fixed_rows}
    causes = [
        StartCause(
            order_no=order_no,
            op_no=op_no,
            reason=StartReason(cause["reason"]),
            bound_at=dt.datetime.fromisoformat(cause["bound_at"]),
            other_order=cause.get("other_order"),
            item_id=cause.get("item_id"),
        )
        for order_no, op_no, cause in version.lines.values_list("order__order_no", "op_no", "cause")
        if cause and order_no in open_orders
    ]
    return Plan(
        today=request.plant.today,
        rows=tuple(row for row in stored_rows(version) if row.order_no in open_orders),
        preliminary=request.preliminary,
        causes=tuple(causes),
    )


def stored_rows(version: PlanVersion) -> tuple[PlanRow, ...]:
    """All rows of a stored plan, by machine and start."""
    lines = version.lines.select_related("order", "machine").prefetch_related("parts")
    rows = rows_of(lines)
    return tuple(sorted(rows, key=lambda row: (row.machine_id, row.start_at, row.finish_at)))
