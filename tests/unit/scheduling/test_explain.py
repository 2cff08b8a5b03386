"""Why an operation starts when it starts."""

from __future__ import annotations

import dataclasses
import datetime as dt

from builders.plants import MONDAY, batch_line, days, machine, order, plant, product, shift
from potok.plant.model import CalendarRow, DayKind, MachineStop
from potok.scheduling.engine import first_plan
from potok.scheduling.plan import StartCause, StartReason
from potok.scheduling.request import PlanRequest

EIGHT = dt.datetime(2026, 3, 2, 8)


def test_material_is_named_with_its_component() -> None:
    made = plant(
        items=[product("P1", net_kg="1")],
        routing=[batch_line("P1", 10, "M1", size_kg="100", minutes="60")],
        machines=[machine("M1")],
        calendar=[shift(MONDAY), shift(dt.date(2026, 3, 3))],
        orders=[order("ЗП-1", "P1", 100)],
    )
    request = PlanRequest(
        plant=made,
        orders=made.orders,
        material={"ЗП-1": dt.date(2026, 3, 3)},
        not_before=dt.datetime(2026, 3, 2),
        material_item={"ЗП-1": "R15"},
    )
    (cause,) = first_plan(request).causes
    assert (cause.reason, cause.item_id) == (StartReason.MATERIAL, "R15")
    assert cause.bound_at == dt.datetime(2026, 3, 3)


def causes_of(
    *, stops: tuple[MachineStop, ...] = (), rows: tuple[CalendarRow, ...] = ()
) -> dict[str, StartCause]:
    """Two products of different families one after another on one machine, eight hours a day."""
    made = plant(
        items=[product("P1", net_kg="1"), product("P2", net_kg="1")],
        routing=[
            batch_line(item_id, 10, "M1", size_kg="100", minutes="60", setup_min="25")
            for item_id in ("P1", "P2")
        ],
        machines=[machine("M1")],
        calendar=[*(shift(date) for date in days(MONDAY, 14)), *rows],
        orders=[order("ЗП-1", "P1", 100, priority=1), order("ЗП-2", "P2", 100)],
    )
    request = PlanRequest(
        plant=dataclasses.replace(made, stops=stops),
        orders=made.orders,
        material={one.order_no: MONDAY for one in made.orders},
        not_before=dt.datetime(2026, 3, 2),
    )
    return {cause.order_no: cause for cause in first_plan(request).causes}


def test_the_shift_decides_the_first_work_and_the_set_up_what_follows_another_product() -> None:
    causes = causes_of()
    assert causes["ЗП-1"] == StartCause("ЗП-1", 10, StartReason.CALENDAR, EIGHT)
    free = EIGHT + dt.timedelta(minutes=85)
    assert causes["ЗП-2"] == StartCause("ЗП-2", 10, StartReason.SETUP, free, other_order="ЗП-1")


def test_a_reported_stop_and_a_repair_are_told_from_the_shift() -> None:
    ten = EIGHT + dt.timedelta(hours=2)
    stopped = causes_of(stops=(MachineStop("M1", dt.datetime(2026, 3, 2, 7), ten),))["ЗП-1"]
    assert (stopped.reason, stopped.bound_at) == (StartReason.STOP, ten)
    repaired = causes_of(rows=(shift(MONDAY, kind=DayKind.REPAIR, machine_id="M1"),))["ЗП-1"]
    assert (repaired.reason, repaired.bound_at) == (StartReason.STOP, dt.datetime(2026, 3, 3, 8))
    at_night = MachineStop("M1", dt.datetime(2026, 3, 2, 1), dt.datetime(2026, 3, 2, 8))
    assert causes_of(stops=(at_night,))["ЗП-1"].reason is StartReason.CALENDAR
