"""Confirmed orders outside the plan are laid out in rank before a promise is made."""

from __future__ import annotations

import datetime as dt

from builders.plants import MONDAY, batch_line, days, machine, order, plant, product, shift
from potok.plant.model import Order
from potok.scheduling.promise.engine import Promise, PromiseDesk
from potok.scheduling.promise.outside import lay_out_outside
from potok.scheduling.promise.words import promise_sentence

BEGIN = dt.datetime.combine(MONDAY, dt.time())
ASKED = order("новый", "P1", 800, due=dt.date(2026, 3, 2))


def promised(*outside: Order, ahead_of: str = "", asked: Order = ASKED) -> Promise:
    """One machine, a load of 100 kg an hour, eight hours a day, no plan; P0 has no route."""
    made = plant(
        items=[product("P1", net_kg="1"), product("P0", net_kg="1")],
        routing=[batch_line("P1", 10, "M1", size_kg="100", minutes="60")],
        machines=[machine("M1")],
        calendar=[shift(date) for date in days(MONDAY, 14)],
    )
    desk = PromiseDesk(made, (), since=BEGIN, planned={one.order_no: (one, MONDAY) for one in outside})
    with_dates = [(one, None if one.order_no == "ЗП-без" else MONDAY) for one in outside]
    lay_out_outside(desk, with_dates, not_before=BEGIN, ahead_of=ahead_of)
    return desk.promise(asked, material=MONDAY, not_before=BEGIN)


def test_a_promise_keeps_off_their_work_and_they_may_give_way() -> None:
    promise = promised(order("ЗП-1", "P1", 800), order("ЗП-2", "P1", 800))
    assert promise.release_at == dt.datetime(2026, 3, 4, 16)
    assert promise.late_days == 2
    assert "02.03, если ЗП-1 сдвинется" in promise_sentence(promise)


def test_of_an_order_outside_the_plan_only_those_before_it_in_rank_are_in_the_way() -> None:
    urgent = order("ЗП-2", "P1", 800, priority=1)
    others = [order("ЗП-1", "P1", 800, priority=2), order("ЗП-3", "P1", 800, priority=3)]
    assert promised(*others, urgent, ahead_of="ЗП-2", asked=urgent).release_at.date() == MONDAY
    second = promised(*others, urgent, ahead_of="ЗП-1", asked=others[0])
    assert second.release_at.date() == dt.date(2026, 3, 3)


def test_orders_that_cannot_be_placed_are_counted() -> None:
    promise = promised(order("ЗП-1", "P0", 100), order("ЗП-без", "P1", 100), order("ЗП-2", "P1", 800))
    assert promise.unseen == 2
    assert promise.release_at.date() == dt.date(2026, 3, 3)


def test_an_order_with_a_fault_leaves_all_of_them_out() -> None:
    promise = promised(order("ЗП-1", "P1", 0), order("ЗП-2", "P1", 800))
    assert (promise.unseen, promise.release_at.date()) == (2, MONDAY)
