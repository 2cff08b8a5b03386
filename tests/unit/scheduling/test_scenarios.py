"""Changes of a scenario on a plant of one machine, what they do to its plan, and what is refused."""

from __future__ import annotations

import datetime as dt

import pytest

from builders.plants import MONDAY, batch_line, days, machine, order, plant, product, shift
from potok.plant.model import CalendarRow, DayKind
from potok.scheduling.engine import first_plan
from potok.scheduling.plan import Plan
from potok.scheduling.request import PlanRequest
from potok.scheduling.scenarios import (
    AddShift,
    Change,
    ChangeNotPossibleError,
    MoveMaterial,
    MoveRepair,
    TakeOrder,
    scenario_figures,
    with_changes,
)
from potok.scheduling.verify import check_plan

TUESDAY = MONDAY + dt.timedelta(days=1)


def request_of(qty: int = 1200) -> PlanRequest:
    """An order of loads of an hour; the machine is repaired on Tuesday, Wednesday is off."""

    def row(date: dt.date) -> CalendarRow:
        kind = DayKind.DAY_OFF if date == MONDAY + dt.timedelta(days=2) else DayKind.WORK
        return shift(date, kind=kind)

    made = plant(
        items=[product("P1", net_kg="1")],
        routing=[batch_line("P1", 10, "M1", size_kg="100", minutes="60", setup_min="0")],
        machines=[machine("M1")],
        calendar=[
            *(row(date) for date in days(MONDAY, 14)),
            shift(TUESDAY, kind=DayKind.REPAIR, machine_id="M1"),
        ],
        orders=[order("ЗП-1", "P1", qty, due=dt.date(2026, 3, 3))],
    )
    return PlanRequest(
        plant=made,
        orders=made.orders,
        material={"ЗП-1": MONDAY},
        not_before=dt.datetime.combine(MONDAY, dt.time()),
    )


def planned(*changes: Change) -> tuple[PlanRequest, Plan]:
    request = with_changes(request_of(), changes)
    return request, first_plan(request)


def last_finish(*changes: Change) -> dt.datetime:
    return max(row.finish_at for row in planned(*changes)[1].rows)


def test_every_change_does_to_the_plan_what_it_says() -> None:
    assert last_finish() == dt.datetime(2026, 3, 5, 12)
    assert last_finish(AddShift("M1", dt.date(2026, 3, 4), dt.time(8), 480)) == dt.datetime(2026, 3, 4, 12)
    assert last_finish(MoveRepair("M1", TUESDAY, dt.date(2026, 3, 10))) == dt.datetime(2026, 3, 3, 12)
    assert last_finish(MoveMaterial({"ЗП-1": dt.date(2026, 3, 9), "ЗП-0": None})).date() > dt.date(2026, 3, 9)
    taken = planned(TakeOrder(order("новый-1", "P1", 100), MONDAY))[1]
    assert {row.order_no for row in taken.rows} == {"ЗП-1", "новый-1"}


def test_a_shift_in_the_last_week_of_the_calendar_is_worked_once() -> None:
    base = request_of(qty=20_000)
    changed = with_changes(base, [AddShift("M1", dt.date(2026, 3, 11), dt.time(17), 420)])
    before, after = first_plan(base), first_plan(changed)
    saved = max(row.finish_at for row in before.rows) - max(row.finish_at for row in after.rows)
    assert saved == dt.timedelta(hours=7)
    assert max(row.finish_at for row in after.rows).date() > dt.date(2026, 3, 22)
    report = check_plan(changed.plant, after.rows, material=changed.material, now=changed.not_before)
    assert report.ok, report.violations


def test_figures_tell_lateness_load_and_the_overtime_that_is_used() -> None:
    changes = (AddShift("M1", dt.date(2026, 3, 4), dt.time(8), 480),)
    request, plan = planned(*changes)
    figures = scenario_figures(request, plan, changes, seconds=0.0)
    assert (figures.late, figures.overtime_h, figures.planned) == (1, 4.0, 1)
    assert figures.load["M1"] == 1.0


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (AddShift("X", MONDAY, dt.time(8), 60), "станка X нет"),
        (AddShift("M1", MONDAY, dt.time(15), 120), "уже идёт смена"),
        (AddShift("M1", dt.date(2027, 1, 1), dt.time(8), 60), "после конца календаря"),
        (AddShift("M1", MONDAY - dt.timedelta(days=1), dt.time(8), 60), "01.03 уже прошла"),
        (MoveRepair("M1", TUESDAY, MONDAY - dt.timedelta(days=1)), "01.03 уже прошла"),
        (MoveRepair("M1", MONDAY, TUESDAY), "ремонта нет"),
        (MoveRepair("M1", TUESDAY, dt.date(2027, 1, 1)), "после конца календаря"),
        (TakeOrder(order("ЗП-1", "P1", 1), MONDAY), "уже есть"),
        (TakeOrder(order("ЗП-2", "P9", 1), MONDAY), "изделия P9 нет"),
    ],
)
def test_what_does_not_fit_the_plant_is_refused_in_words(change: Change, why: str) -> None:
    with pytest.raises(ChangeNotPossibleError, match=why):
        with_changes(request_of(), [change])
