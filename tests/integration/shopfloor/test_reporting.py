"""Work reports of the floor, stops and breakdowns."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, transaction

from builders.shop import at, card_of, launched_order, made, ready_order, report, run_of
from builders.small_books import seen
from potok.errors import InvalidDataError
from potok.operations.catalog.models import MachineStop
from potok.operations.orders.errors import TransitionForbiddenError
from potok.operations.people.acting import SYSTEM, Actor
from potok.operations.people.rights import NoRightError
from potok.operations.shopfloor import errors
from potok.operations.shopfloor.models import RunStop, WorkReport
from potok.operations.shopfloor.reads.runs import run_detail
from potok.operations.shopfloor.services.launching import NewLaunch, launch_operation
from potok.operations.shopfloor.services.pausing import (
    NewPause,
    report_breakdown,
    resume_run,
    stop_run,
)
from potok.operations.shopfloor.services.reporting import Output, finish_run, report_output, withdraw_report

pytestmark = pytest.mark.usefixtures("shop")


def launch_at(hour: int, number: str) -> int:
    return launch_operation(SYSTEM, launch=NewLaunch(number, at=at(hour), beside=True)).run_id


def test_reports_add_up_to_the_figures_of_the_operation(head: Actor) -> None:
    run = launch_at(8, ready_order("PA", 100))
    report_output(head, run_id=run, output=Output(good_pcs=48, at=at(9), people=["Зайцева О. Н."]))
    output = Output(
        good_pcs=40, scrap_pcs=2, scrap_reason="leak", rework_pcs=4, rework_reason="label", at=at(10)
    )
    told = report_output(head, run_id=run, output=output)
    assert (told.good_pcs, told.rework_pcs, told.scrap_pcs, told.plan_pcs) == (88, 4, 2, 100)
    detail = run_detail(run)
    assert detail is not None
    assert [(entry.good_pcs, entry.scrap_reason) for entry in detail.course] == [
        (40, "Течь крышки"),
        (48, ""),
    ]
    assert {line.item: line.norm_qty for line in detail.materials} == {"RX": 188, "UB": 94, "H2O": 94}


@pytest.mark.parametrize(
    ("figures", "field"),
    [
        ({}, "good_pcs"),
        ({"good_pcs": -1}, "good_pcs"),
        ({"scrap_pcs": 1}, "scrap_reason"),
        ({"rework_pcs": 1}, "rework_reason"),
    ],
)
def test_an_empty_negative_or_unexplained_report_is_refused(figures: dict[str, Any], field: str) -> None:
    run = launch_at(8, ready_order("PA", 100))
    with pytest.raises(InvalidDataError) as refused:
        report_output(SYSTEM, run_id=run, output=Output(**figures))
    assert [problem.field for problem in refused.value.problems] == [field]
    assert not WorkReport.objects.exists()


def test_a_reason_outside_the_list_is_refused_with_the_list() -> None:
    run = launch_at(8, ready_order("PA", 100))
    with pytest.raises(errors.UnknownWorkReasonError, match="damaged, leak"):
        report_output(SYSTEM, run_id=run, output=Output(scrap_pcs=1, scrap_reason="нет такой"))


def test_a_digit_too_many_is_asked_for_twice() -> None:
    run = launch_at(8, ready_order("PA", 100))
    with pytest.raises(errors.OutputOverPlanError, match=r"480 шт\. при плане 100"):
        report_output(SYSTEM, run_id=run, output=Output(good_pcs=480))
    report_output(SYSTEM, run_id=run, output=Output(good_pcs=105))
    told = report_output(SYSTEM, run_id=run, output=Output(good_pcs=7, over_plan=True))
    assert told.good_pcs == 112


def test_a_queued_report_is_written_once_however_often_it_is_sent(head: Actor) -> None:
    run = launch_at(8, ready_order("PA", 100))
    sent = Output(good_pcs=5, key="tablet-7", at=at(9))
    first = report_output(head, run_id=run, output=sent)
    again = report_output(head, run_id=run, output=sent)
    assert (again.report_id, again.repeated, again.good_pcs) == (first.report_id, True, 5)


def test_a_report_of_the_past_reaches_a_finished_operation_and_a_later_one_does_not(head: Actor) -> None:
    run = launch_at(8, ready_order("PA", 100))
    report_output(head, run_id=run, output=Output(good_pcs=5, at=at(9), finish=True))
    report_output(head, run_id=run, output=Output(good_pcs=3, at=at(8, 30), key="offline"))
    with pytest.raises(errors.RunStateError, match="завершения"):
        report_output(head, run_id=run, output=Output(good_pcs=1, at=at(9, 1)))
    with pytest.raises(errors.ShopTimeError, match="запущена"):
        report_output(head, run_id=run, output=Output(good_pcs=1, at=at(7)))
    assert run_of(seen_number(run)).good_pcs == 8


def seen_number(run: int) -> str:
    detail = run_detail(run)
    assert detail is not None
    return detail.order_no


def test_a_wrong_report_is_taken_back_by_its_mirror_once(head: Actor) -> None:
    number = ready_order("PA", 100)
    run = launch_at(8, number)
    wrong = report(number, 50, scrap_pcs=2, scrap_reason="leak")
    told = withdraw_report(head, report_id=wrong, reason="не тот заказ")
    assert (told.good_pcs, told.scrap_pcs) == (0, 0)
    with pytest.raises(errors.ReportFixedError, match="уже отозвана"):
        withdraw_report(head, report_id=wrong, reason="ещё раз")
    with pytest.raises(errors.ReportFixedError, match="это и есть отзыв"):
        withdraw_report(head, report_id=told.report_id, reason="обратно")
    carded = report(number, 10)
    card_of(number)
    with pytest.raises(errors.ReportFixedError, match="вошла в карту ТК"):
        withdraw_report(head, report_id=carded, reason="поздно")
    with pytest.raises(errors.UnknownReportError):
        withdraw_report(head, report_id=10**9, reason="нет такой")
    assert run_of(number).pk == run


def test_reports_are_never_changed_or_deleted_even_past_the_services() -> None:
    number = launched_order("PA", 100)
    pk = report(number, 5)
    for act in (
        lambda: WorkReport.objects.filter(pk=pk).update(good_pcs=6),
        lambda: WorkReport.objects.filter(pk=pk).delete(),
    ):
        with (
            pytest.raises(DatabaseError, match=r"taken back|Cannot delete"),
            transaction.atomic(),
        ):
            act()


def test_a_stop_has_a_reason_and_ends_when_the_work_goes_on(head: Actor) -> None:
    number = ready_order("PA", 100)
    run = launch_at(8, number)
    pause = stop_run(head, run_id=run, pause=NewPause("no_packaging", "канистры вывезены", at(9), "t-1"))
    assert (pause.state, seen(number).progress) == ("stopped", "stopped")
    assert stop_run(head, run_id=run, pause=NewPause("no_packaging", key="t-1")).repeated
    with pytest.raises(errors.RunStateError, match="остановить"):
        stop_run(head, run_id=run, pause=NewPause("no_packaging"))
    with pytest.raises(errors.ShopTimeError):
        resume_run(head, run_id=run, at=at(8, 59))
    assert resume_run(head, run_id=run, at=at(9, 13)).finished_at == at(9, 13)
    assert resume_run(head, run_id=run).repeated
    assert seen(number).progress == "launched"
    assert seen(number).events.get(kind="work_stopped").text == "канистры вывезены"


def test_finishing_a_stopped_operation_ends_its_stop(head: Actor) -> None:
    number = ready_order("PA", 100)
    run = launch_at(8, number)
    stop_run(head, run_id=run, pause=NewPause("other", at=at(9)))
    assert finish_run(head, run_id=run, at=at(10)).state == "finished"
    assert finish_run(head, run_id=run).state == "finished"
    assert RunStop.objects.get(run_id=run).finished_at == at(10)
    with pytest.raises(errors.RunStateError):
        resume_run(head, run_id=run)


def test_an_order_stands_only_when_all_its_open_operations_stand() -> None:
    first = ready_order("PA", 10)
    run = launch_at(8, first)
    stop_run(SYSTEM, run_id=run, pause=NewPause("other"))
    finish_run(SYSTEM, run_id=run)
    assert seen(first).progress == "launched"


def test_a_breakdown_stops_what_runs_on_the_machine_and_names_alternatives(head: Actor) -> None:
    number = ready_order("PA", 10)
    launch_at(8, number)
    found = report_breakdown(
        head, machine_code="M1", at=at(9), finish_at=at(15), reason="порвана сетка мельницы"
    )
    assert found.stopped == ((number, 10),)
    assert found.alternatives == {number: ()}
    assert MachineStop.objects.get().reason == "порвана сетка мельницы"
    assert (run_of(number).state, seen(number).progress) == ("stopped", "stopped")
    assert RunStop.objects.get().reason.code == "breakdown"
    with pytest.raises(errors.MachineStandsError, match="порвана сетка"):
        resume_run(head, run_id=run_of(number).pk, at=at(10))


def test_the_floor_of_another_workshop_writes_nothing(stranger: Actor) -> None:
    run = launch_at(8, ready_order("PA", 10))
    for act in (
        lambda: report_output(stranger, run_id=run, output=Output(good_pcs=1)),
        lambda: stop_run(stranger, run_id=run, pause=NewPause("other")),
        lambda: resume_run(stranger, run_id=run),
        lambda: finish_run(stranger, run_id=run),
    ):
        with pytest.raises(NoRightError):
            act()
    with pytest.raises(errors.UnknownRunError):
        finish_run(SYSTEM, run_id=10**9)


def test_a_done_order_takes_no_more_reports() -> None:
    number = launched_order("PA", 10)
    made(number, 10)
    with pytest.raises(TransitionForbiddenError):
        report(number, 1)
