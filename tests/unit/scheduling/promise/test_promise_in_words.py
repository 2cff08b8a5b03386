"""A promise in words: the date, the earlier ones with their victims, and what decides."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from builders.plants import MONDAY, batch_line, days, machine, order, plant, product, shift
from potok.plant.model import Order
from potok.scheduling.engine import first_plan
from potok.scheduling.plan import StartCause, StartReason
from potok.scheduling.promise.engine import NoPromiseError, Promise, promise_order
from potok.scheduling.promise.words import deciding_words, promise_sentence
from potok.scheduling.promise.work import work_of_rows
from potok.scheduling.request import PlanRequest

NEW = order("ЗП-9", "P1", 800, priority=2, due=dt.date(2026, 3, 4))


def promised(
    *planned: Order, material: dt.date | None = MONDAY, held: str = "", asked: Order = NEW
) -> Promise:
    """One machine, a load of 100 kg an hour, eight hours a day, no set-ups."""
    made = plant(
        items=[product("P1", net_kg="1"), product("P0", net_kg="1")],
        routing=[batch_line("P1", 10, "M1", size_kg="100", minutes="60")],
        machines=[dataclasses.replace(machine("M1"), name="Миксер")],
        calendar=[shift(date) for date in days(MONDAY, 14)],
        orders=planned,
    )
    request = PlanRequest(
        plant=made,
        orders=made.orders,
        material={one.order_no: MONDAY for one in planned},
        not_before=dt.datetime(2026, 3, 2),
    )
    rows = first_plan(request).rows
    return promise_order(
        made,
        asked,
        work_of_rows(rows, planned, held=[row for row in rows if row.order_no == held]),
        material=material,
        not_before=request.not_before,
        material_item="R15",
        planned={one.order_no: (one, MONDAY) for one in planned},
    )


def test_a_free_plant_promises_the_first_day() -> None:
    promise = promised()
    assert promise.release_at == dt.datetime(2026, 3, 2, 16)
    assert promise_sentence(promise) == "02.03; решает смена: машина Миксер работает с 02.03 08:00"


def test_the_victim_and_its_delay_are_named() -> None:
    promise = promised(order("ЗП-1", "P1", 800, priority=3, due=dt.date(2026, 3, 20)))
    assert promise_sentence(promise) == (
        "03.03; 02.03, если ЗП-1 сдвинется на 24 ч; решает машина Миксер: до 02.03 16:00 занята заказом ЗП-1"
    )


def test_more_urgent_orders_and_held_work_are_nobodys_victims() -> None:
    assert promised(order("ЗП-1", "P1", 800, priority=1)).alternatives == ()
    assert promised(order("ЗП-1", "P1", 800, priority=3), held="ЗП-1").alternatives == ()


def test_material_decides_and_an_earlier_receipt_is_told() -> None:
    promise = promised(material=dt.date(2026, 3, 6))
    assert promise.deciding.reason is StartReason.MATERIAL
    assert promise_sentence(promise) == "06.03; 02.03, если сырьё будет к 02.03; решает сырьё R15 (06.03)"
    assert promise.late_days == 2


def test_what_a_promise_does_not_know_of_is_said() -> None:
    for count, words in ((1, "1 подтверждённого заказа"), (2, "2 подтверждённых заказов")):
        blind = dataclasses.replace(promised(), unseen=count)
        assert promise_sentence(blind).endswith(f"; без учёта {words} вне плана")


@pytest.mark.parametrize(
    ("material", "asked", "why"),
    [
        (None, NEW, "нет известного прихода сырья"),
        (MONDAY, dataclasses.replace(NEW, product_id="P0"), "нет маршрута"),
    ],
)
def test_what_cannot_be_promised_is_said_with_the_reason(
    material: dt.date | None, asked: Order, why: str
) -> None:
    with pytest.raises(NoPromiseError, match=why):
        promised(material=material, asked=asked)


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (StartReason.SETUP, "машина Миксер: до 02.03 08:00 занята заказом ЗП-7, затем переналадка"),
        (StartReason.STOP, "остановка: машина Миксер работает с 02.03 08:00"),
        (StartReason.KEPT, "свободное место на машине Миксер: с 02.03 08:00"),
    ],
)
def test_a_set_up_and_a_stop_that_decide_are_named(reason: StartReason, words: str) -> None:
    cause = StartCause("ЗП-9", 10, reason, dt.datetime(2026, 3, 2, 8), other_order="ЗП-7")
    assert deciding_words(cause, "Миксер") == words
