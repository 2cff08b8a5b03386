"""From finished queues to a plan: rows, orders left out, late orders, reasons of the starts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from potok.scheduling.dispatch import Shop
from potok.scheduling.explain import NONE_KNOWN, start_causes
from potok.scheduling.overlap import Bounds
from potok.scheduling.plan import Plan, UnplannedOrder, UnplannedReason
from potok.scheduling.problem import Job
from potok.scheduling.request import PlanRequest
from potok.scheduling.rows import rows_of_shop
from potok.scheduling.summary import late_orders


def plan_of_shop(
    request: PlanRequest,
    shop: Shop,
    *,
    without_time: Iterable[Job],
    bounds_of: Mapping[int, Bounds] = NONE_KNOWN,
    with_causes: bool = True,
) -> Plan:
    """The plan that the queues hold.

    Args:
        request: What was asked for.
        shop: Finished queues.
        without_time: Jobs that found no working time.
        bounds_of: Bounds of operations that are known already, by operation index.
        with_causes: Whether the reasons of the starts are wanted: a preview does without.
    """
    rows = rows_of_shop(shop)
    orders = {order.order_no: order for order in (*request.plant.orders, *request.orders)}
    no_capacity = (UnplannedOrder(job.order.order_no, UnplannedReason.NO_CAPACITY) for job in without_time)
    unplanned = sorted((*shop.problem.unplanned, *no_capacity), key=lambda order: order.order_no)
    return Plan(
        today=request.plant.today,
        rows=rows,
        unplanned=tuple(unplanned),
        late=late_orders(rows, orders.values(), request.plant),
        preliminary=request.preliminary & {row.order_no for row in rows},
        causes=start_causes(shop, material_item=request.material_item, bounds_of=bounds_of)
        if with_causes
        else (),
    )
