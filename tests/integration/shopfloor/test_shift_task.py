"""The shift task and the lists of the shops."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from builders.plan_lines import publish_line
from builders.shop import at, made, ready_order, report
from builders.small_books import MONDAY, day
from potok.operations.catalog.models import PlantSettings
from potok.operations.people.acting import SYSTEM, Actor
from potok.operations.people.rights import NoRightError
from potok.operations.shopfloor.reads.lists import periods, reasons, workshops
from potok.operations.shopfloor.reads.routes import order_route
from potok.operations.shopfloor.reads.shift_task import Figures, present_shift, shift_task, workshop_shifts
from potok.operations.shopfloor.services.launching import NewLaunch, launch_operation
from potok.operations.shopfloor.services.pausing import NewPause, stop_run
from potok.operations.shopfloor.services.reasons import write_reason
from potok.operations.shopfloor.services.reporting import Output, report_output

pytestmark = pytest.mark.usefixtures("shop")


def test_a_shift_has_the_agreed_lines_that_begin_in_it() -> None:
    PlantSettings.objects.update(agreement_required=True)
    agreed, sent, tomorrow = (ready_order("PA", 100) for _ in range(3))
    publish_line(agreed, start=at(9), agreement="agreed")
    publish_line(sent, start=at(10), agreement="sent")
    publish_line(tomorrow, start=at(9, day=3), agreement="agreed")
    task = shift_task("1", MONDAY, 1)
    assert task is not None
    assert ([row.order_no for row in task.rows], task.held_back, task.agreed_only) == ([agreed], 1, True)
    row = task.rows[0]
    assert (row.qty_pcs, row.total_pcs, row.setup_min, row.state) == (100, 100, 5, "waiting")
    assert (row.start_at, row.machine, row.run_id) == (dt.datetime(2026, 3, 2, 9), "M1", None)
    assert row.pace is not None
    assert row.pace.pcs_per_h == 100
    PlantSettings.objects.update(agreement_required=False)
    everything = shift_task("1", MONDAY, 1)
    assert everything is not None
    assert [row.order_no for row in everything.rows] == [agreed, sent]


def test_the_task_shows_how_far_the_work_is_and_why_it_stands(head: Actor) -> None:
    number = ready_order("PA", 100)
    publish_line(number, start=at(9))
    run = launch_operation(head, launch=NewLaunch(number, at=at(9), people=["Козлов Д. А."])).run_id
    report_output(head, run_id=run, output=Output(good_pcs=40, scrap_pcs=1, scrap_reason="leak", at=at(10)))
    stop_run(head, run_id=run, pause=NewPause("no_packaging", at=at(10, 5)))
    task = shift_task("1", MONDAY, 1)
    assert task is not None
    (row,) = task.rows
    assert (row.state, row.done, row.in_shift) == ("stopped", Figures(40, 0, 1), Figures(40, 0, 1))
    assert (row.stop_reason, row.stopped_at) == ("Нет тары", dt.datetime(2026, 3, 2, 10, 5))
    assert (row.people, row.planned, task.stops) == (("Козлов Д. А.",), True, 1)


def test_work_outside_the_plan_stands_in_the_task_too() -> None:
    number = ready_order("PA", 100)
    launch_operation(SYSTEM, launch=NewLaunch(number, at=at(9)))
    task = shift_task("1", MONDAY, 1)
    assert task is not None
    assert [(row.order_no, row.planned, row.state) for row in task.rows] == [(number, False, "running")]
    assert shift_task("9", MONDAY, 1) is None
    assert shift_task("1", day(5), 1) is None


def test_the_present_shift_is_the_one_that_runs_or_the_next() -> None:
    shift = present_shift("1")
    assert shift is not None
    assert shift.date in {day(0), day(1)}
    assert [one.shift_no for one in workshop_shifts("1", MONDAY)] == [1]
    assert present_shift("9") is None


def test_the_route_of_an_order_tells_what_may_be_launched() -> None:
    number = ready_order("PA", 100)
    (operation,) = order_route(number)
    assert (operation.state, operation.launchable, operation.machines[0].code) == ("waiting", True, "M1")
    launch_operation(SYSTEM, launch=NewLaunch(number))
    report(number, 5)
    (operation,) = order_route(number)
    assert (operation.state, operation.launchable, operation.good_pcs) == ("running", False, 5)
    assert order_route("НЕТ") == ()


def test_reasons_are_added_renamed_and_taken_out_of_the_choice(admin: Actor, head: Actor) -> None:
    assert "breakdown" in [row.code for row in reasons(kinds=["stop"])]
    write_reason(admin, kind="stop", code="fire_drill", name="Учебная тревога")
    assert reasons(kinds=["stop"])[-1].name == "Учебная тревога"
    write_reason(admin, kind="stop", code="fire_drill", name="Тревога", is_active=False)
    assert "fire_drill" not in [row.code for row in reasons(kinds=["stop"])]
    assert reasons(kinds=["stop"], all_of_them=True)[-1].name == "Тревога"
    with pytest.raises(NoRightError):
        write_reason(head, kind="stop", code="x", name="Х")
    with pytest.raises(Exception, match="ошибок: 2"):
        write_reason(admin, kind="нет", code="", name="Х")


def test_periods_count_their_cards() -> None:
    number = ready_order("PA", 10)
    launch_operation(SYSTEM, launch=NewLaunch(number))
    made(number, 10)
    (period,) = periods()
    assert (period.name, period.is_closed, period.posted, period.waiting) == ("март 2026", False, 1, 0)
    assert [row.code for row in workshops()] == ["1", "9"]
    assert Decimal(period.month.day) == 1
