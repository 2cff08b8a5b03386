"""Progress of launched orders (order-workflow 5): what their runs and cards say."""

from __future__ import annotations

from potok.operations.orders.models import ProductionOrder
from potok.operations.shopfloor.models import OperationRun, TechCard


def progress_of(order: ProductionOrder) -> str:
    """Progress of a launched order that is still in production (two short queries).

    Stopped by quality control or when every open operation stands; with a card handed in its output is
    reported; else it runs.
    """
    if order.hold_reason:
        return "stopped"
    states = set(
        OperationRun.objects.filter(order=order).exclude(state="finished").values_list("state", flat=True)
    )
    if states == {"stopped"}:
        return "stopped"
    if TechCard.objects.filter(order=order, state="handed_in").exists():
        return "output_reported"
    return "launched"


def renew_progress(order: ProductionOrder) -> None:
    """Write the progress where it changed; an order that is not launched or not open keeps its own."""
    if order.status != "in_production" or order.launch_actual_at is None:
        return
    progress = progress_of(order)
    if progress != order.progress:
        order.progress = progress
        order.save(update_fields=["progress"])
