"""Why an operation starts when it starts, in words."""

from __future__ import annotations

import datetime as dt

import pytest

from builders.plants import MONDAY, batch_line, machine, order, plant, product, shift
from potok.scheduling.engine import first_plan
from potok.scheduling.explain import cause_sentence
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


@pytest.mark.parametrize(
    ("cause", "start_at", "sentence"),
    [
        (
            StartCause("ЗП-1", 10, StartReason.MATERIAL, dt.datetime(2026, 3, 2), item_id="R15"),
            EIGHT,
            (
                "Ждёт сырьё R15: его можно брать с 02.03.2026 00:00, "
                "ближайшее рабочее время станка — 02.03.2026 08:00"
            ),
        ),
        (
            StartCause("ЗП-1", 10, StartReason.MACHINE, EIGHT, other_order="ЗП-7"),
            EIGHT,
            "Станок M1 до 02.03.2026 08:00 занят заказом ЗП-7",
        ),
        (
            StartCause("ЗП-1", 10, StartReason.PREDECESSOR, EIGHT),
            EIGHT,
            "Ждёт предыдущую операцию заказа: без простоя можно начать с 02.03.2026 08:00",
        ),
        (
            StartCause("ЗП-1", 10, StartReason.CALENDAR, EIGHT),
            EIGHT,
            "Ждёт смену: станок M1 работает с 02.03.2026 08:00",
        ),
        (
            StartCause("ЗП-1", 10, StartReason.PINNED, EIGHT),
            EIGHT,
            "Закреплено за станком M1 на 02.03.2026 08:00",
        ),
        (
            StartCause("ЗП-1", 10, StartReason.NOW, EIGHT),
            EIGHT,
            "Начинается сразу, с момента планирования 02.03.2026 08:00",
        ),
    ],
)
def test_every_reason_is_one_russian_sentence(
    cause: StartCause, start_at: dt.datetime, sentence: str
) -> None:
    assert cause_sentence(cause, machine_id="M1", start_at=start_at) == sentence
