"""A plan for a plant of files with no books: availability by `supply`, then a request to the engine.

All open orders are planned, short ones as preliminary from their earliest start (conventions 2–3).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from potok.plant.model import Plant
from potok.plant.shifts import ShiftCalendar
from potok.scheduling.plan import ShortageRow
from potok.scheduling.request import PlanRequest
from potok.supply.lots import use_by
from potok.supply.of_plant import availability, material_dates, open_orders, shortages


@dataclass(frozen=True, slots=True)
class FilePlanInput:
    """What the engine is asked and which components are short."""

    request: PlanRequest
    shortages: tuple[ShortageRow, ...]


def file_plan_input(plant: Plant) -> FilePlanInput:
    """Compute stock cover of all open orders on the plant's date and ask for their plan."""
    found = availability(plant, calendar=ShiftCalendar(plant.calendar))
    short = tuple(
        ShortageRow(
            order_no=row.order_no,
            component_id=row.component_id,
            shortage_qty=row.shortage_qty,
            unit=row.unit,
            earliest_start_date=row.earliest_start_date,
        )
        for row in shortages(found, plant)
    )
    request = PlanRequest(
        plant=plant,
        orders=tuple(open_orders(plant)),
        material=material_dates(found),
        not_before=dt.datetime.combine(plant.today, dt.time()),
        preliminary=frozenset(row.order_no for row in short),
        use_by=use_by(found.confirmation.reservations, found.positions),
    )
    return FilePlanInput(request, short)
