"""Promises see the confirmed orders that no plan holds."""

from __future__ import annotations

import datetime as dt

import pytest

from potok.operations.catalog.clock import local
from potok.operations.orders.services.confirmation import confirm_orders
from potok.operations.people.acting import SYSTEM
from potok.operations.planning.models import PlanVersion
from potok.operations.planning.reads import desk
from potok.operations.planning.reads.promises import Asked, promise_asked, promise_of
from potok.operations.planning.snapshot import plan_request
from potok.scheduling.promise import outside
from potok.scheduling.promise.engine import Promise
from potok.scheduling.promise.words import promise_sentence

from .conftest import order

#: Confirmed after the plan; fully covered.
LATECOMER = "ЗП-0040"


def asked_like(order_no: str) -> Promise:
    """What is promised for an order like another one."""
    like = order(order_no)
    return promise_asked(SYSTEM, Asked(like.product.code, like.qty_pcs, dt.date(2026, 4, 30)))


def test_without_a_plan_the_confirmed_orders_are_laid_out_first(
    confirmed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = asked_like("ЗП-0001")
    no_cover = sum(date is None for date in plan_request().material.values())
    assert told.unseen == no_cover
    monkeypatch.setattr(outside, "MOST_PLACED", 0)
    monkeypatch.setattr(desk._Memory, "kept", None)
    empty = asked_like("ЗП-0001")
    assert empty.release_at < told.release_at


def test_the_work_of_an_order_confirmed_after_the_plan_is_kept_off(published: PlanVersion) -> None:
    like = order(LATECOMER)
    before = asked_like(LATECOMER)
    confirm_orders(SYSTEM, order_nos=[LATECOMER])
    own = promise_of(SYSTEM, LATECOMER)
    after = asked_like(LATECOMER)
    assert own.release_at <= after.release_at
    assert before.release_at < after.release_at
    for mine in after.rows:
        for other in own.rows:
            if other.machine_id == mine.machine_id:
                assert mine.finish_at <= other.start_at or other.finish_at <= mine.start_at
    assert "без учёта" not in promise_sentence(after)
    assert like.order_no not in {row.order_no for row in after.rows}


def test_orders_beyond_those_that_are_laid_out_are_told(
    confirmed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outside, "MOST_PLACED", 3)
    monkeypatch.setattr(desk._Memory, "kept", None)
    told = asked_like("ЗП-0001")
    left = len(plan_request().orders) - 3
    assert told.unseen == left
    assert promise_sentence(told).endswith(f"без учёта {left} подтверждённых заказов вне плана")


def test_places_outside_the_plan_are_made_anew_as_time_goes_on(
    confirmed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk._Memory, "kept", None)
    start = desk.planning_start()
    kept = []
    for minutes in (0, 5, 20):
        moment = start + dt.timedelta(minutes=minutes)
        monkeypatch.setattr(desk, "planning_start", lambda moment=moment: moment)
        with desk.promise_desk() as (laid, not_before):
            kept.append(laid)
            assert not_before == local(moment)
    assert kept[0] is kept[1]
    assert kept[2] is not kept[1]
