"""Machines of a workshop: its head stops and starts them, the page tells why they stand."""

from __future__ import annotations

import datetime as dt

import pytest

from builders.shop import at, launched_order, run_of
from potok.operations.catalog.clock import at_hour
from potok.operations.catalog.models import Machine
from potok.operations.orders.errors import ReasonMissingError
from potok.operations.people.acting import SYSTEM, Actor
from potok.operations.people.rights import NoRightError
from potok.operations.planning.errors import StopTimesError, UnknownMachineError
from potok.operations.shopfloor.errors import MachineStateError
from potok.operations.shopfloor.reads.machines import MachineNow, machine_history, machines_now
from potok.operations.shopfloor.services.machines import start_machine, stop_machine
from potok.operations.shopfloor.services.pausing import resume_run

pytestmark = pytest.mark.usefixtures("shop")


def seen() -> MachineNow:
    return next(row for row in machines_now("1") if row.code == "M1")


def test_a_machine_stands_until_its_head_starts_it_before_its_time(head: Actor) -> None:
    with at_hour(dt.time(9)):
        order = launched_order()
        assert (seen().status, [work.order_no for work in seen().works]) == ("working", [order])
        told = stop_machine(head, machine="M1", kind="breakdown", reason="насос", until=at(15))
        assert (told.stopped, run_of(order).state) == (((order, 10),), "stopped")
        assert (seen().status, seen().until, seen().reason) == (
            "broken",
            dt.datetime(2026, 3, 2, 15),
            "насос",
        )
        with pytest.raises(MachineStateError, match="неисправна"):
            stop_machine(head, machine="M1", kind="repair", reason="ещё раз")
    with at_hour(dt.time(11, 30)):
        assert start_machine(head, machine="M1", reason="насос заменён").waiting == ((order, 10),)
        assert (seen().status, seen().pauses) == ("working", ())
        resume_run(SYSTEM, run_id=run_of(order).pk)
        with pytest.raises(MachineStateError, match="она работает"):
            start_machine(head, machine="M1", reason="ещё раз")
    started, stopped = machine_history("M1")
    assert (stopped.kind, stopped.text, stopped.why) == (
        "stopped",
        "Поломка с 02.03 09:00 до 02.03 15:00",
        "насос",
    )
    assert (started.text, started.why, started.who) == (
        "Простой окончен 02.03 11:30", "насос заменён", "И. head",
    )  # fmt: skip


def test_a_machine_without_a_known_end_is_out_of_the_plan_until_it_is_started(head: Actor) -> None:
    stop_machine(head, machine="M1", kind="repair", reason="ждём подшипник")
    assert Machine.objects.get(code="M1").status == "repair"
    now = seen()
    assert (now.status, now.until, now.reason) == ("repair", None, "ждём подшипник")
    assert now.since is not None
    start_machine(head, machine="M1", reason="подшипник заменён")
    assert Machine.objects.get(code="M1").status == "working"
    assert [(event.kind, event.why) for event in machine_history("M1")] == [
        ("started", "подшипник заменён"),
        ("stopped", "ждём подшипник"),
    ]


def test_what_is_wrong_with_a_stop_is_told_and_nothing_is_written(head: Actor, stranger: Actor) -> None:
    with at_hour(dt.time(9)):
        for who, given, error in (
            (stranger, {"reason": "насос"}, NoRightError),
            (head, {"reason": " "}, ReasonMissingError),
            (head, {"reason": "насос", "until": at(8)}, StopTimesError),
            (head, {"reason": "насос", "machine": "M404"}, UnknownMachineError),
        ):
            with pytest.raises(error):
                stop_machine(who, **{"machine": "M1", "kind": "breakdown", **given})  # type: ignore[arg-type]
        with pytest.raises(NoRightError):
            start_machine(stranger, machine="M1", reason="пуск")
    assert seen().status == "working"
    assert machine_history("M1") == ()
