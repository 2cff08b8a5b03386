"""Progress of launched orders (order-workflow 5): what their runs and cards say."""

from __future__ import annotations

from potok.operations.orders.models import ProductionOrder
from potok.operations.prepared import Prepared
from potok.operations.row_writes import save_fields
from potok.operations.shopfloor.models import OperationRun, TechCard

_OPEN_STATES = Prepared(
    lambda order: (
        OperationRun.objects.filter(order_id=order).exclude(state="finished").values_list("state", flat=True)
    ),
    "order",
)
_HANDED_IN = Prepared(
    lambda order: TechCard.objects.filter(order_id=order, state="handed_in").values_list("id", flat=True)[:1],
    "order",
)


def progress_of(order: ProductionOrder) -> str:
    """Progress of a launched order that is still in production (two short queries).

    Stopped by quality control or when every open operation stands; with a card handed in its output is
    reported; else it runs.
    """
    if order.hold_reason:
        return "stopped"
    states = set(_OPEN_STATES(order=order.pk))
    if states == {"stopped"}:
        return "stopped"
    if _HANDED_IN.first(order=order.pk):
        return "output_reported"
    return "launched"


def renew_progress(order: ProductionOrder) -> None:
    """Write the progress where it changed; an order that is not launched or not open keeps its own."""
    if order.status != "in_production" or order.launch_actual_at is None:
        return
    progress = progress_of(order)
    if progress != order.progress:
        order.progress = progress
        save_fields(order, "progress")
