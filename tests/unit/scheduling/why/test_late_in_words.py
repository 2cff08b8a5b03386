"""Why an order is late and what would help, in one sentence; each remedy on a plant where only it helps."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from builders.plants import MONDAY, batch_line, days, machine, order, plant, product, shift
from potok.plant.model import CalendarRow, DayKind, MachineStop, Order
from potok.scheduling.engine import first_plan
from potok.scheduling.moving import move_operation
from potok.scheduling.plan import Plan, StartReason
from potok.scheduling.request import PlanRequest
from potok.scheduling.why.late import LateWhy, OrderCannotBeTimedError, OrderNotInPlanError, why_late
from potok.scheduling.why.reasons import Reasons
from potok.scheduling.why.retiming import retimed, steps_of
from potok.scheduling.why.words import late_sentence, why_sentence

FRIDAY = dt.date(2026, 3, 6)
TUESDAY = dt.date(2026, 3, 3)


def request_of(
    *orders: Order,
    machines: int = 1,
    from_day: dt.date = MONDAY,
    material: dt.date | None = None,
    evenings: bool = True,
) -> PlanRequest:
    """A load an hour, a shift of eight hours on working days; without evenings one of twenty."""
    start, length = ("08:00", 480) if evenings else ("02:00", 1200)

    def row(date: dt.date) -> CalendarRow:
        return shift(date, start, length, kind=DayKind.DAY_OFF if date.weekday() > 4 else DayKind.WORK)

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


def why_of(request: PlanRequest, order_no: str) -> LateWhy:
    return why_late(request, first_plan(request), order_no)


def sentence(request: PlanRequest, order_no: str) -> str:
    return late_sentence(why_of(request, order_no))


def test_a_shift_on_a_day_off_helps_when_the_machine_is_full_before_the_weekend() -> None:
    request = request_of(
        order("ЗП-1", "P1", 800, priority=1, due=FRIDAY),
        order("ЗП-2", "P1", 800, due=dt.date(2026, 3, 7)),
        from_day=FRIDAY,
    )
    assert sentence(request, "ЗП-2") == (
        "Опоздание 2 дн.: операция 10 заказа ЗП-2 (M1) — после ЗП-1 с 06.03 16:00 ← "
        "операция 10 заказа ЗП-1 (M1) — смена с 06.03 08:00; "
        "поможет: ещё одна смена 06.03 с 17:00 до 01:00 на машине M1 (в срок); "
        "смена в нерабочий день 07.03 с 08:00 до 16:00 на машине M1 (в срок)"
    )


def test_a_shift_after_the_last_one_of_a_working_day_helps() -> None:
    assert sentence(request_of(order("ЗП-1", "P1", 2400, due=MONDAY)), "ЗП-1") == (
        "Опоздание 2 дн.: операция 10 заказа ЗП-1 (M1) — смена с 02.03 08:00; "
        "поможет: ещё одна смена 02.03 с 17:00 до 01:00 на машине M1 (опоздание 1 дн.)"
    )


def test_another_machine_helps_when_the_own_one_is_busy() -> None:
    request = request_of(
        order("ЗП-1", "P1", 2000, priority=1, due=MONDAY), order("ЗП-2", "P1", 400, due=MONDAY), machines=2
    )
    only_first = tuple(line for line in request.plant.routings["P1"] if line.machine_id == "M1")
    narrow = dataclasses.replace(request.plant, routings={**request.plant.routings, "P1": only_first})
    plan = first_plan(dataclasses.replace(request, plant=narrow))
    assert "поможет: операция 10 заказа ЗП-2 на машине M2 (в срок)" in late_sentence(
        why_late(request, plan, "ЗП-2")
    )


def test_earlier_material_helps_and_the_latest_date_that_does_is_told() -> None:
    request = request_of(order("ЗП-1", "P1", 800, due=TUESDAY), material=dt.date(2026, 3, 5))
    assert sentence(request, "ЗП-1") == (
        "Опоздание 2 дн.: операция 10 заказа ЗП-1 (M1) — сырьё R15 с 05.03 00:00; "
        "поможет: сырьё R15 к 03.03 (в срок)"
    )


def test_earlier_material_of_the_order_in_front_says_whose_it_is() -> None:
    request = request_of(
        order("ЗП-1", "P1", 400, priority=1, due=TUESDAY), order("ЗП-2", "P1", 400, due=TUESDAY)
    )
    request = dataclasses.replace(
        request,
        material={"ЗП-1": dt.date(2026, 3, 5), "ЗП-2": MONDAY},
        material_item={"ЗП-1": "R15"},
    )
    made = first_plan(dataclasses.replace(request, material={"ЗП-1": MONDAY, "ЗП-2": MONDAY}))
    told = late_sentence(why_late(request, made, "ЗП-2"))
    assert "сырьё R15 заказа ЗП-1 к 03.03 (в срок)" in told


def test_when_nothing_alone_helps_it_is_said_what_was_tried() -> None:
    request = request_of(order("ЗП-1", "P1", 2000, due=dt.date(2026, 2, 27)), evenings=False)
    assert why_of(request, "ЗП-1").late_days == 3
    assert sentence(request, "ЗП-1").endswith(
        "; проверить нечего: нет ни другой машины, ни времени для ещё одной смены"
    )
    short = request_of(order("ЗП-1", "P1", 300, due=dt.date(2026, 2, 27)))
    assert sentence(short, "ЗП-1").endswith(
        "; из проверенного (смена после рабочего дня — 1) порознь ничего не помогает"
    )


def test_no_shift_is_added_to_a_day_of_repair() -> None:
    request = request_of(order("ЗП-1", "P1", 2400, due=MONDAY))
    repair = shift(MONDAY, kind=DayKind.REPAIR, machine_id="M1")
    repaired = dataclasses.replace(
        request,
        plant=dataclasses.replace(request.plant, calendar=(*request.plant.calendar, repair)),
    )
    why = why_of(repaired, "ЗП-1")
    assert {remedy.window[0].date() for remedy in why.remedies if remedy.window} == {TUESDAY}


def test_no_shift_is_added_that_would_have_begun_already() -> None:
    request = request_of(order("ЗП-1", "P1", 2400, due=MONDAY))
    plan = first_plan(request)
    later = dataclasses.replace(request, not_before=dt.datetime(2026, 3, 2, 18))
    windows = [remedy.window for remedy in why_late(later, plan, "ЗП-1").remedies if remedy.window]
    assert [window[0].date() for window in windows] == [TUESDAY]


def test_an_order_in_time_is_explained_without_remedies_and_a_foreign_one_refused() -> None:
    request = request_of(order("ЗП-1", "P2", 100))
    assert sentence(request, "ЗП-1") == (
        "В срок: операция 10 заказа ЗП-1 (M1) — смена с 02.03 08:00; переналадки в цепочке 30 мин"
    )
    with pytest.raises(OrderNotInPlanError, match="ЗП-0"):
        why_late(request, first_plan(request), "ЗП-0")


def test_every_operation_has_its_reasons_in_words() -> None:
    request = request_of(order("ЗП-1", "P1", 100, priority=1), order("ЗП-2", "P2", 100))
    timed = retimed(request, steps_of(first_plan(request).rows))
    assert timed is not None
    reasons = Reasons(timed, {})
    assert why_sentence(reasons["ЗП-1", 10]) == "ждёт смену: машина работает с 02.03 08:00"
    assert why_sentence(reasons["ЗП-2", 10]) == (
        "машина до 02.03 09:00 занята заказом ЗП-1, затем переналадка 30 мин"
    )


def held(request: PlanRequest, plan: Plan, *orders: str) -> PlanRequest:
    return dataclasses.replace(request, fixed_rows=tuple(row for row in plan.rows if row.order_no in orders))


def test_held_work_is_the_end_of_the_chain_and_says_why_it_stays() -> None:
    request = request_of(
        order("ЗП-1", "P1", 400, priority=1, due=MONDAY), order("ЗП-2", "P1", 100, due=dt.date(2026, 2, 27))
    )
    plan = first_plan(request)
    request = held(request, plan, "ЗП-1")
    words = {
        StartReason.PINNED: "закреплена на 02.03 08:00",
        StartReason.AGREED: "согласована с цехом на 02.03 08:00 и стоит в замороженной зоне",
    }
    for hold, told in words.items():
        why = why_late(request, plan, "ЗП-2", holds={("ЗП-1", 10): hold})
        assert [link.order_no for link in why.chain] == ["ЗП-2", "ЗП-1"]
        assert why_sentence(why.chain[1]) == told
    assert why_late(request, plan, "ЗП-2").chain[1].is_held


def test_an_order_all_held_tells_that_nobody_moves_it() -> None:
    request = request_of(order("ЗП-1", "P1", 400, due=dt.date(2026, 2, 27)))
    plan = first_plan(request)
    assert late_sentence(why_late(held(request, plan, "ЗП-1"), plan, "ЗП-1")) == (
        "Опоздание 3 дн.: операция 10 заказа ЗП-1 (M1) — закреплена на 02.03 08:00; "
        "начатую, согласованную и закреплённую работу никто не двигает, поэтому ничего не проверялось"
    )


def test_a_launched_order_goes_as_planned_and_is_told_so() -> None:
    request = request_of(order("ЗП-1", "P1", 400, due=dt.date(2026, 2, 27)))
    plan = first_plan(request)
    launched = dataclasses.replace(held(request, plan, "ЗП-1"), orders=())
    why = why_late(launched, plan, "ЗП-1")
    assert why.is_launched
    assert late_sentence(why).startswith(
        "Опоздание 3 дн.: заказ запущен и идёт по плану, выпуск 02.03 12:00; "
        "операция 10 заказа ЗП-1 (M1) — по плану с 02.03 08:00; "
    )
    assert why_sentence(why.chain[0]) == "заказ запущен: операция стоит по плану с 02.03 08:00"


def test_a_plan_that_holds_an_order_longer_than_its_reasons_says_so() -> None:
    request = request_of(order("ЗП-1", "P1", 400, due=MONDAY))
    plan = move_operation(
        request,
        first_plan(request),
        order_no="ЗП-1",
        op_no=10,
        machine_id="M1",
        start_at=dt.datetime(2026, 3, 4, 8),
    )
    why = why_late(request, plan, "ЗП-1")
    assert (why.late_days, why.possible_late_days) == (2, 0)
    assert late_sentence(why) == (
        "Опоздание 2 дн.: план держит заказ дольше, чем требуют причины: выпуск 04.03 12:00, "
        "а можно 02.03 12:00 (в срок); операция 10 заказа ЗП-1 (M1) — смена с 02.03 08:00; "
        "поможет: пересчёт плана: начать раньше ничто не мешает (в срок)"
    )
    assert why_sentence(why.chain[0]).endswith("план держит её до 04.03 08:00, а можно с 02.03 08:00")


def test_a_plan_that_today_does_not_allow_says_from_when_it_does() -> None:
    request = request_of(order("ЗП-1", "P1", 400, due=MONDAY))
    plan = first_plan(request)
    stop = MachineStop("M1", dt.datetime(2026, 3, 2, 8), dt.datetime(2026, 3, 2, 16))
    stopped = dataclasses.replace(request, plant=dataclasses.replace(request.plant, stops=(stop,)))
    assert late_sentence(why_late(stopped, plan, "ЗП-1")).startswith(
        "По плану в срок: выпуск 02.03 12:00, но по сегодняшним данным не раньше 03.03 12:00 "
        "(опоздание 1 дн.); операция 10 заказа ЗП-1 (M1) — машина стоит до 03.03 08:00"
    )


def test_an_order_that_today_has_no_time_or_no_material_is_not_said_to_be_outside_the_plan() -> None:
    request = request_of(order("ЗП-1", "P1", 400))
    plan = first_plan(request)
    closed = dataclasses.replace(
        request,
        plant=dataclasses.replace(request.plant, calendar=request.plant.calendar[:1]),
        not_before=dt.datetime(2026, 3, 2, 14),
    )
    with pytest.raises(OrderCannotBeTimedError, match="нет рабочего времени"):
        why_late(closed, plan, "ЗП-1")
    without = dataclasses.replace(request, material={"ЗП-1": None})
    with pytest.raises(OrderCannotBeTimedError, match="прихода сырья"):
        why_late(without, plan, "ЗП-1")


def test_an_order_whose_route_grew_or_whose_operations_lie_the_wrong_way_round_does_not_break() -> None:
    request = request_of(order("ЗП-1", "P1", 400), order("ЗП-2", "P1", 400))
    plan = first_plan(request)
    grown = (
        *request.plant.routings["P1"],
        batch_line("P1", 20, "M1", size_kg="100", minutes="60"),
    )
    longer = dataclasses.replace(
        request,
        plant=dataclasses.replace(request.plant, routings={**request.plant.routings, "P1": grown}),
    )
    with pytest.raises(OrderCannotBeTimedError, match="операции маршрута"):
        why_late(longer, plan, "ЗП-2")
    made = first_plan(longer)
    swapped = dataclasses.replace(
        made,
        rows=tuple(
            dataclasses.replace(row, op_no=30 - row.op_no) if row.order_no == "ЗП-1" else row
            for row in made.rows
        ),
    )
    assert why_late(longer, swapped, "ЗП-1").chain


def test_machines_are_told_by_name_with_the_code_where_names_repeat() -> None:
    request = request_of(order("ЗП-1", "P2", 100), machines=3)
    named = {
        code: dataclasses.replace(one, name="Миксер" if code != "M3" else "Мельница")
        for code, one in request.plant.machines.items()
    }
    request = dataclasses.replace(request, plant=dataclasses.replace(request.plant, machines=named))
    why = why_of(request, "ЗП-1")
    assert why.machines == {"M1": "Миксер (M1)", "M2": "Миксер (M2)", "M3": "Мельница"}
    assert "(Миксер (M1)) — смена" in late_sentence(why)
