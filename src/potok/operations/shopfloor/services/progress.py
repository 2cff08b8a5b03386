"""Progress of launched orders (order-workflow 5): what their runs and cards say."""

from __future__ import annotations

from potok.operations.kept_cursor import kept_cursor
from potok.operations.orders.models import ProductionOrder
from potok.operations.row_writes import save_fields

_STATES = """
    SELECT ARRAY(
        SELECT DISTINCT state FROM shopfloor_operationrun WHERE order_id = %s AND state <> 'finished'
    ), EXISTS (SELECT 1 FROM shopfloor_techcard WHERE order_id = %s AND state = 'handed_in')
"""


def progress_of(order: ProductionOrder) -> str:
    """Progress of a launched order that is still in production (one short query).

    Stopped by quality control or when every open operation stands; with a card handed in its output is
    reported; else it runs.
    """
    if order.hold_reason:
        return "stopped"
    with kept_cursor() as cursor:
        cursor.execute(_STATES, [order.pk, order.pk])
        open_states, handed_in = cursor.fetchone()
    if open_states == ["stopped"]:
        return "stopped"
    return "output_reported" if handed_in else "launched"


def renew_progress(order: ProductionOrder) -> None:
    """Write the progress where it changed; an order that is not launched or not open keeps its own."""
    if order.status != "in_production" or order.launch_actual_at is None:
        return
    progress = progress_of(order)
    if progress != order.progress:
        order.progress = progress
        save_fields(order, "progress")
