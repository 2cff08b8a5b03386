"""What the engine is asked for a plant of files."""

from __future__ import annotations

import datetime as dt

from builders.plants import (
    MONDAY,
    bom_line,
    component,
    days,
    machine,
    order,
    plant,
    product,
    rate_line,
    released_lot,
    shift,
)
from potok.exchange.file_plan import file_plan_input
from potok.plant.model import Plant
from potok.scheduling.engine import plan_orders


def perishable_plant() -> Plant:
    """Two orders a day long; the lot that the second one is covered from expires on Tuesday."""
    return plant(
        items=[product("A", net_kg="1"), product("B", net_kg="1"), component("R1"), component("R2")],
        bom=[bom_line("A", "R1", "1"), bom_line("B", "R2", "1")],
        routing=[rate_line(name, 10, "M1", pcs_per_h="60") for name in ("A", "B")],
        machines=[machine("M1")],
        calendar=[shift(date) for date in days(MONDAY, 14)],
        lots=[released_lot("R1", "900"), released_lot("R2", "900", expiry=MONDAY + dt.timedelta(days=1))],
        orders=[order("З-1", "A", 480, due=dt.date(2026, 3, 10)), order("З-2", "B", 480)],
    )


def test_an_order_is_to_be_launched_before_its_lot_expires() -> None:
    request = file_plan_input(perishable_plant()).request
    assert request.use_by == {"З-2": dt.date(2026, 3, 3)}
    launches = {row.order_no: row.start_at.date() for row in plan_orders(request, work_limit=200).rows}
    assert launches == {"З-1": dt.date(2026, 3, 3), "З-2": MONDAY}
