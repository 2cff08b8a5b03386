"""Alternatives of a promise: who is tried, and what the work that does not move needs."""

from __future__ import annotations

import datetime as dt

import pytest

from builders.plans import batch_rows
from builders.plants import MONDAY, batch_line, days, machine, order, plant, product, shift
from potok.plant.model import Order
from potok.scheduling.plan import PlanRow
from potok.scheduling.promise import alternatives
from potok.scheduling.promise.engine import Promise, PromiseDesk
from potok.scheduling.promise.words import promise_sentence
from potok.scheduling.promise.work import work_of_rows

BEGIN = dt.datetime.combine(MONDAY, dt.time())
SHIFTS = [
    (dt.datetime.combine(date, dt.time(8)), dt.datetime.combine(date, dt.time(16)))
    for date in days(MONDAY, 14)
]


def rows_of(
    order_no: str, op_no: int, machine_id: str, day: int, hours: int, setup_min: str
) -> list[PlanRow]:
    start = dt.datetime.combine(MONDAY + dt.timedelta(days=day), dt.time(8))
    return batch_rows(
        order_no, op_no, machine_id, start, SHIFTS, minutes="60", qtys=["100"] * hours, setup_min=setup_min
    )


def promised(rows: list[PlanRow], planned: list[Order], asked: Order) -> Promise:
    """Loads of 100 kg an hour, a set-up of an hour on M2; P1 goes over M1 and M2, P2 over M2, P3 over M1."""
    made = plant(
        items=[
            product("P1", net_kg="1", family="краски"),
            product("P2", net_kg="1", family="краски"),
            product("P3", net_kg="1"),
        ],
        routing=[
            batch_line("P1", 10, "M1", size_kg="100", minutes="60", setup_min="0"),
            batch_line("P1", 20, "M2", size_kg="100", minutes="60", setup_min="60"),
            batch_line("P2", 10, "M2", size_kg="100", minutes="60", setup_min="60"),
            batch_line("P3", 10, "M1", size_kg="100", minutes="60", setup_min="0"),
        ],
        machines=[machine("M1"), machine("M2")],
        calendar=[shift(date) for date in days(MONDAY, 14)],
        orders=planned,
    )
    dates = {one.order_no: (one, MONDAY) for one in planned}
    desk = PromiseDesk(made, work_of_rows(rows, planned), since=BEGIN, planned=dates)
    return desk.promise(asked, material=MONDAY, not_before=BEGIN)


@pytest.mark.parametrize(("setup_behind", "told"), [("30", ()), ("60", ("ЗП-1",))])
def test_a_victim_is_not_told_when_work_that_stays_would_lack_its_setup(
    setup_behind: str, told: tuple[str, ...]
) -> None:
    """ЗП-2 stands behind ЗП-1 on M2 with half a set-up; without ЗП-1 before it, it would need a whole one."""
    planned = [order("ЗП-1", "P1", 700, priority=3), order("ЗП-2", "P2", 700, priority=3)]
    rows = [
        *rows_of("ЗП-1", 10, "M1", 0, 7, "0"),
        *rows_of("ЗП-1", 20, "M2", 1, 7, "60"),
        *rows_of("ЗП-2", 10, "M2", 2, 7, setup_behind),
    ]
    promise = promised(rows, planned, order("новый", "P3", 800))
    assert promise.release_at.date() == dt.date(2026, 3, 3)
    assert tuple(one.victim for one in promise.alternatives) == told


def test_the_orders_that_were_not_tried_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    planned = [order(f"ЗП-{number}", "P3", 800, priority=3) for number in range(1, 5)]
    rows = [
        row for number, one in enumerate(planned) for row in rows_of(one.order_no, 10, "M1", number, 8, "0")
    ]
    asked = order("новый", "P3", 800)
    whole = promised(rows, planned, asked)
    assert (whole.in_the_way, whole.tried) == (4, 4)
    assert whole.alternatives[0].release_at.date() == MONDAY
    assert "проверено" not in promise_sentence(whole)
    monkeypatch.setattr(alternatives, "VICTIMS_TRIED", 2)
    part = promised(rows, planned, asked)
    assert (part.in_the_way, part.tried) == (4, 2)
    assert "; из 4 мешающих заказов проверено 2; решает" in promise_sentence(part)
