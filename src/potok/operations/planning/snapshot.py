"""What the engine is given: the plant of the books, the orders to plan and the work that stays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import replace
from operator import attrgetter
from typing import NamedTuple

from django.db.models import F, QuerySet

from potok.operations.catalog import snapshot as catalog
from potok.operations.catalog.clock import local, planning_start, plant_settings, today
from potok.operations.catalog.situation import present_situation
from potok.operations.orders.models import ProductionOrder
from potok.operations.planning.held import HeldWork
from potok.operations.planning.models import PlanVersion, ScheduleLine
from potok.operations.planning.stored_lines import StoredLine, rows_of, stored_lines
from potok.plant import model as plain
from potok.scheduling.plan import Plan, PlanRow, StartCause, StartReason
from potok.scheduling.request import PlanRequest

#: Statuses of the orders that a plan holds.
PLANNED_STATUSES = ["in_production", "waiting_shortage"]
_BY_MACHINE = attrgetter("machine_id", "start_at", "finish_at")


def published_plan() -> PlanVersion | None:
    """The plan in force."""
    return PlanVersion.objects.filter(state="published").first()


class OpenOrder(NamedTuple):
    """An order to plan.

    Attributes:
        order: With the quantity that is still to be made.
        material: From when its material is usable: today for a reserved order, else its earliest start.
        launched: Whether work on it has begun.
        cover_items: Components that decide its cover, the deciding one first.
    """

    order: plain.Order
    material: dt.date | None
    launched: bool
    cover_items: list[str]

    @property
    def is_waiting(self) -> bool:
        """Whether it is planned on expected receipts."""
        return self.order.status is plain.OrderStatus.WAITING_SHORTAGE


def open_orders() -> list[OpenOrder]:
    """The orders to plan, urgent ones first."""
    rows = (
        ProductionOrder.objects.filter(status__in=PLANNED_STATUSES, qty_pcs__gt=F("done_pcs"))
        .order_by("priority", "due_date", "order_no")
        .values_list(
            "order_no",
            "created_date",
            "customer__name",
            "manager",
            "product__code",
            "qty_pcs",
            "due_date",
            "priority",
            "order_type",
            "status",
            "done_pcs",
            "earliest_start_date",
            "launch_actual_at",
            "cover_items",
            named=True,
        )
    )
    reserved_from, found = today(), []
    for row in rows:
        order = plain.Order(
            order_no=row.order_no,
            created_date=row.created_date,
            customer=row.customer__name,
            manager=row.manager,
            product_id=row.product__code,
            qty_pcs=row.qty_pcs - row.done_pcs,
            due_date=row.due_date,
            priority=row.priority,
            order_type=row.order_type,
            status=plain.OrderStatus(row.status),
        )
        material = reserved_from if row.status == "in_production" else row.earliest_start_date
        found.append(OpenOrder(order, material, row.launch_actual_at is not None, row.cover_items))
    return found


def plan_request(
    *,
    keep_orders: Collection[str] = (),
    published: Iterable[StoredLine] | None = None,
    shown: Iterable[StoredLine] | None = None,
    not_before: dt.datetime | None = None,
) -> PlanRequest:
    """Everything the engine needs, read from the books.

    Confirmed orders are planned with their remaining quantity; launched, pinned and given out work of
    the frozen zone stays (`held`). Given out work that its machine cannot do any more (a stop since then),
    or whose time has passed without a launch, is planned anew. Launched work keeps its rows with the
    quantity they were planned for, whatever was posted of it and wherever it stood since.

    Args:
        keep_orders: Orders whose published lines stay as they are too.
        published: All lines of the plan in force, when they are read already.
        shown: All lines of the draft beside which is planned; None = beside the plan in force.
        not_before: The moment of planning, plant local time; None = now.
    """
    master = present_situation().master
    now_at = local(planning_start()) if not_before is None else not_before
    orders = open_orders()
    lines = stored_lines(_published_lines()) if published is None else _of_open_orders(published)
    holding = HeldWork(
        now_at=now_at,
        frozen_until=now_at + dt.timedelta(hours=plant_settings().frozen_zone_h),
        stops=tuple(catalog.stops()),
        keep_orders=keep_orders,
    )
    fixed = holding.lines(lines, None if shown is None else _of_open_orders(shown))
    return PlanRequest(
        plant=plain.Plant(
            today=today(),
            items=master.items,
            boms=master.boms,
            routings=master.routings,
            machines=master.machines,
            calendar=master.calendar,
            orders=_as_planned(orders, fixed),
            stops=holding.stops_beside(fixed),
        ),
        orders=tuple(one.order for one in orders if not one.launched),
        material={one.order.order_no: one.material for one in orders},
        not_before=now_at,
        preliminary=frozenset(one.order.order_no for one in orders if one.is_waiting),
        fixed_rows=tuple(rows_of(fixed)),
        held_in_stop=holding.in_stops(fixed),
        previous=tuple(rows_of(lines)),
        material_item={
            one.order.order_no: one.cover_items[0] for one in orders if one.is_waiting and one.cover_items
        },
    )


def request_beside(
    version: PlanVersion,
    lines: Iterable[StoredLine],
    *,
    keep_orders: Collection[str] = (),
    not_before: dt.datetime | None = None,
) -> PlanRequest:
    """The request beside a version: what people hold on that version stays.

    Args:
        version: A stored plan.
        lines: All its lines; of the plan in force what is read of it serves twice.
        keep_orders: As `plan_request` has them.
        not_before: As `plan_request` has it.
    """
    if version.state == "published":
        return plan_request(keep_orders=keep_orders, published=lines, not_before=not_before)
    return plan_request(keep_orders=keep_orders, shown=lines, not_before=not_before)


def _published_lines() -> QuerySet[ScheduleLine]:
    return ScheduleLine.objects.filter(is_published=True, order__status__in=PLANNED_STATUSES).order_by(
        "machine__code", "start_at"
    )


def _of_open_orders(lines: Iterable[StoredLine]) -> list[StoredLine]:
    """What `_published_lines` asks the books for, of lines of one version that are read already."""
    return [line for line in lines if line.order_status in PLANNED_STATUSES]


def _as_planned(orders: Iterable[OpenOrder], fixed: Iterable[StoredLine]) -> tuple[plain.Order, ...]:
    """The orders; a launched one with the quantity of its lines, of which something may be posted already."""
    planned: dict[str, int] = {}
    for line in fixed:
        if line.launched:
            planned[line.order_no] = int(line.qty_pcs)
    return tuple(
        replace(one.order, qty_pcs=planned.get(one.order.order_no, one.order.qty_pcs)) for one in orders
    )


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


def stored_plan(
    version: PlanVersion,
    request: PlanRequest,
    rows: tuple[PlanRow, ...] | None = None,
    *,
    with_causes: bool = True,
) -> Plan:
    """A stored plan with the reasons of its starts; without orders that a request neither plans nor holds.

    Args:
        version: The stored plan.
        request: Whose orders matter.
        rows: Its `stored_rows` when they are read already.
        with_causes: Whether anybody asks for the reasons.
    """
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
        for order_no, op_no, cause in (_causes(version) if with_causes else ())
        if cause and order_no in open_orders
    ]
    return Plan(
        today=request.plant.today,
        rows=tuple(
            row for row in (stored_rows(version) if rows is None else rows) if row.order_no in open_orders
        ),
        preliminary=request.preliminary,
        causes=tuple(causes),
    )


def _causes(version: PlanVersion) -> QuerySet[ScheduleLine, tuple[str, int, dict[str, str]]]:
    return version.lines.values_list("order__order_no", "op_no", "cause")


def plan_with_request(version: PlanVersion) -> tuple[PlanRequest, Plan]:
    """A stored plan beside the request of today."""
    lines = lines_of_plan(version)
    request = request_beside(version, lines)
    return request, stored_plan(version, request, sorted_rows(lines))


def stored_rows(version: PlanVersion) -> tuple[PlanRow, ...]:
    """All rows of a stored plan, by machine and start."""
    return sorted_rows(lines_of_plan(version))


def lines_of_plan(version: PlanVersion) -> list[StoredLine]:
    """All lines of a stored plan, by machine and start."""
    return stored_lines(version.lines.order_by("machine__code", "start_at"))


def sorted_rows(lines: Iterable[StoredLine]) -> tuple[PlanRow, ...]:
    """The rows of lines, by machine and start."""
    return tuple(sorted(rows_of(lines), key=_BY_MACHINE))
