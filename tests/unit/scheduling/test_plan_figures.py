"""Late orders, figures of the summary and loads of machines, read off rows."""

from __future__ import annotations

from decimal import Decimal

from builders.plans import at
from builders.plants import MONDAY, batch_line, days, machine, order, plant, product, shift
from potok.plant.model import Plant
from potok.scheduling.plan import LateOrder, Plan, PlanRow, UnplannedOrder, UnplannedReason
from potok.scheduling.summary import late_orders, machine_loads, summarise


def row(order_no: str, start: str, finish: str, *, setup: str = "0", machine_id: str = "M1") -> PlanRow:
    return PlanRow(order_no, 10, 1, 1, machine_id, at(start), at(finish), Decimal(1), Decimal(setup))


def small_plant() -> Plant:
    return plant(
        items=[product("P1", qc_days=1)],
        routing=[batch_line("P1", 10, "M1", size_kg="100", minutes="60")],
        machines=[machine("M1"), machine("M2", workshop_id="2")],
        calendar=[shift(date) for date in days(MONDAY, 7) if date.weekday() < 5],
        orders=[order("ЗП-1", "P1", 1, due=MONDAY), order("ЗП-2", "P1", 1)],
    )


ROWS = (
    row("ЗП-1", "2026-03-02 08:00", "2026-03-02 12:00", setup="12.5"),
    row("ЗП-1", "2026-03-03 08:00", "2026-03-03 10:00"),
    row("ЗП-2", "2026-03-03 10:00", "2026-03-03 12:00", setup="25"),
)


def test_the_last_finish_of_an_order_decides_and_control_comes_after_it() -> None:
    made = small_plant()
    assert late_orders(ROWS, made.orders, made) == (LateOrder("ЗП-1", 2),)


def test_the_summary_counts_what_the_plan_holds() -> None:
    left = UnplannedOrder("ЗП-9", UnplannedReason.NO_ROUTE)
    plan = Plan(MONDAY, ROWS, unplanned=(left,), late=(LateOrder("ЗП-1", 2),))
    summary = summarise(plan, seconds=1.5)
    assert (summary.orders, summary.planned, summary.tardiness_days) == (3, 2, 2)
    assert summary.setup_min == Decimal("37.5")
    assert summary.last_finish == at("2026-03-03 12:00")


def test_an_empty_plan_has_no_last_finish() -> None:
    summary = summarise(Plan(MONDAY, ()), seconds=0)
    assert (summary.orders, summary.last_finish, summary.setup_min) == (0, None, 0)


def test_loads_count_only_what_lies_between_the_two_moments() -> None:
    first, second = machine_loads(
        ROWS, small_plant(), start=at("2026-03-02 10:00"), finish=at("2026-03-03 16:00")
    )
    assert (first.machine_id, first.busy_min, first.usable_min) == ("M1", 360, 360 + 480)
    assert first.share == Decimal(360) / 840
    assert (second.busy_min, second.share) == (0, None)
