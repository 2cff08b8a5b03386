"""Why an order is late and what would help, in one sentence; each remedy on a plant where only it helps."""

from __future__ import annotations

import datetime as dt

import pytest

from builders.plants import MONDAY, batch_line, days, machine, order, plant, product, shift
from potok.plant.model import CalendarRow, DayKind, Order
from potok.scheduling.engine import first_plan
from potok.scheduling.request import PlanRequest
from potok.scheduling.why.late import OrderNotInPlanError, why_late
from potok.scheduling.why.reasons import reasons_of, why_sentence
from potok.scheduling.why.retiming import retimed, steps_of
from potok.scheduling.why.words import late_sentence

FRIDAY = dt.date(2026, 3, 6)


def request_of(
    *orders: Order, machines: int = 1, from_day: dt.date = MONDAY, material: dt.date | None = None
) -> PlanRequest:
    """A load an hour, a shift of eight hours on working days."""

    def row(date: dt.date) -> CalendarRow:
        return shift(date, kind=DayKind.DAY_OFF if date.weekday() > 4 else DayKind.WORK)

    ids = [f"M{number}" for number in range(1, machines + 1)]
    made = plant(
        today=from_day,
        items=[product("P1", net_kg="1"), product("P2", net_kg="1")],
        routing=[
            *(
                batch_line("P1", 10, machine_id, size_kg="100", minutes="60", alt_rank=rank)
                for rank, machine_id in enumerate(ids, start=1)
            ),
            batch_line("P2", 10, "M1", size_kg="100", minutes="60", setup_min="30"),
        ],
        machines=[machine(machine_id) for machine_id in ids],
        calendar=[row(date) for date in days(MONDAY, 14)],
        orders=orders,
    )
    return PlanRequest(
        plant=made,
        orders=made.orders,
        material={one.order_no: material or from_day for one in made.orders},
        not_before=dt.datetime.combine(from_day, dt.time()),
        material_item={one.order_no: "R15" for one in made.orders} if material else {},
    )


def sentence(request: PlanRequest, order_no: str) -> str:
    return late_sentence(why_late(request, first_plan(request), order_no))


def test_overtime_helps_when_the_machine_is_full_before_the_weekend() -> None:
    request = request_of(
        order("ЗП-1", "P1", 800, priority=1, due=FRIDAY),
        order("ЗП-2", "P1", 800, due=dt.date(2026, 3, 7)),
        from_day=FRIDAY,
    )
    assert sentence(request, "ЗП-2") == (
        "Опоздание 2 дн.: операция 10 заказа ЗП-2 на M1 — после ЗП-1 с 06.03 16:00 ← "
        "операция 10 заказа ЗП-1 на M1 — смена с 06.03 08:00; "
        "поможет: сверхурочная смена 07.03 на станке M1 (в срок)"
    )


def test_earlier_material_helps_and_the_latest_date_that_does_is_told() -> None:
    request = request_of(order("ЗП-1", "P1", 800, due=dt.date(2026, 3, 3)), material=dt.date(2026, 3, 5))
    assert sentence(request, "ЗП-1") == (
        "Опоздание 2 дн.: операция 10 заказа ЗП-1 на M1 — сырьё R15 с 05.03 00:00; "
        "поможет: сырьё R15 к 03.03 (в срок)"
    )


def test_nothing_alone_helps_and_that_is_said() -> None:
    request = request_of(order("ЗП-1", "P1", 2400, due=MONDAY))
    assert sentence(request, "ЗП-1").endswith("ни смена, ни другой станок, ни сырьё порознь не помогут")


def test_an_order_in_time_is_explained_without_remedies_and_a_foreign_one_refused() -> None:
    request = request_of(order("ЗП-1", "P2", 100))
    assert sentence(request, "ЗП-1") == (
        "В срок: операция 10 заказа ЗП-1 на M1 — смена с 02.03 08:00; наладок в цепочке 30 мин"
    )
    with pytest.raises(OrderNotInPlanError, match="ЗП-0"):
        why_late(request, first_plan(request), "ЗП-0")


def test_every_operation_has_its_reasons_in_words() -> None:
    request = request_of(order("ЗП-1", "P1", 100, priority=1), order("ЗП-2", "P2", 100))
    timed = retimed(request, steps_of(first_plan(request).rows))
    assert timed is not None
    reasons = reasons_of(timed, {})
    assert why_sentence(reasons["ЗП-1", 10]) == "ждёт смену: станок M1 работает с 02.03 08:00"
    assert why_sentence(reasons["ЗП-2", 10]) == "станок M1 до 02.03 09:00 занят заказом ЗП-1; наладка 30 мин"
