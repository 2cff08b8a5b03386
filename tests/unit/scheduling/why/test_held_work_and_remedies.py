"""Held work refuses what a remedy breaks, and nothing else; a remedy is told as the whole plan bears it."""

from __future__ import annotations

import dataclasses
import datetime as dt

from builders.plants import MONDAY, batch_line, days, machine, order, plant, product, shift
from potok.plant.model import MachineStop, Order, RoutingLine
from potok.scheduling.engine import first_plan
from potok.scheduling.plan import Plan
from potok.scheduling.request import PlanRequest
from potok.scheduling.why.late import LateWhy, why_late
from potok.scheduling.why.words import late_sentence

NEXT_MONDAY = dt.date(2026, 3, 9)


def request_of(*orders: Order) -> PlanRequest:
    """P1 on M1 or M2, P2 with a set-up on M1, P3 on M2: a load an hour, shifts of eight hours."""

    def line(item_id: str, machine_id: str, rank: int = 1, setup_min: str = "0") -> RoutingLine:
        return batch_line(
            item_id, 10, machine_id, size_kg="100", minutes="60", alt_rank=rank, setup_min=setup_min
        )

    made = plant(
        today=MONDAY,
        items=[product(item_id, net_kg="1") for item_id in ("P1", "P2", "P3")],
        routing=[line("P1", "M1"), line("P1", "M2", 2), line("P2", "M1", 1, "30"), line("P3", "M2")],
        machines=[machine("M1"), machine("M2")],
        calendar=[shift(date, "08:00", 480) for date in days(MONDAY, 14)],
        orders=orders,
    )
    return PlanRequest(
        plant=made,
        orders=made.orders,
        material={one.order_no: MONDAY for one in made.orders},
        not_before=dt.datetime.combine(MONDAY, dt.time()),
    )


def planned(request: PlanRequest) -> Plan:
    """The plan when every order stays on its first machine."""
    first = {
        item_id: tuple(line for line in lines if line.alt_rank == 1)
        for item_id, lines in request.plant.routings.items()
    }
    return first_plan(dataclasses.replace(request, plant=dataclasses.replace(request.plant, routings=first)))


def held(request: PlanRequest, plan: Plan, *orders: str) -> PlanRequest:
    return dataclasses.replace(request, fixed_rows=tuple(row for row in plan.rows if row.order_no in orders))


def helps(why: LateWhy) -> set[tuple[str, int]]:
    return {(remedy.kind, remedy.late_days) for remedy in why.remedies}


def queue_of_four() -> tuple[PlanRequest, Plan]:
    """P1, P1, P2, P2 on one machine, a day each; the second order is two days late."""
    request = request_of(
        order("ЗП-1", "P1", 1200, priority=1, due=MONDAY),
        order("ЗП-2", "P1", 200, priority=1, due=MONDAY),
        order("ЗП-3", "P2", 400, due=NEXT_MONDAY),
        order("ЗП-4", "P2", 400, due=NEXT_MONDAY),
    )
    return request, planned(request)


def test_work_pinned_far_behind_an_order_takes_no_remedy_away() -> None:
    request, plan = queue_of_four()
    free = why_late(request, plan, "ЗП-2")
    assert helps(free)
    for pinned in ("ЗП-3", "ЗП-4"):
        assert helps(why_late(held(request, plan, pinned), plan, "ЗП-2")) == helps(free)


def test_a_mismatch_of_held_work_that_stands_in_the_plan_already_takes_no_remedy_away() -> None:
    request, plan = queue_of_four()
    without_setup = tuple(
        dataclasses.replace(row, setup_min=row.setup_min * 0) if row.order_no == "ЗП-3" else row
        for row in plan.rows
    )
    plan = dataclasses.replace(plan, rows=without_setup)
    assert helps(why_late(held(request, plan, "ЗП-3"), plan, "ЗП-2")) == helps(
        why_late(request, plan, "ЗП-2")
    )


def later(plan: Plan, by_days: int, *orders: str) -> Plan:
    """The plan with all work of some orders days later."""
    by = dt.timedelta(days=by_days)
    return dataclasses.replace(
        plan,
        rows=tuple(
            dataclasses.replace(row, start_at=row.start_at + by, finish_at=row.finish_at + by)
            if row.order_no in orders
            else row
            for row in plan.rows
        ),
    )


def test_planning_anew_helps_although_work_is_pinned_behind() -> None:
    request, plan = queue_of_four()
    plan = later(plan, 2, "ЗП-2", "ЗП-3", "ЗП-4")
    for pinned in ((), ("ЗП-3",), ("ЗП-4",)):
        why = why_late(held(request, plan, *pinned), plan, "ЗП-2")
        assert (why.late_days, why.possible_late_days) == (3, 1)
        assert ("replan", 1) in helps(why), pinned


def test_another_machine_does_not_help_when_orders_that_the_chain_does_not_know_are_busy_there() -> None:
    wanted = (
        order("ЗП-1", "P2", 1200, priority=1, due=MONDAY),
        order("ЗП-2", "P1", 600, priority=2, due=MONDAY),
    )
    request = request_of(*wanted)
    assert ("machine", 0) in helps(why_late(request, planned(request), "ЗП-2"))
    request = request_of(*wanted, order("ЗП-3", "P3", 4000, priority=1, due=NEXT_MONDAY))
    why = why_late(request, planned(request), "ЗП-2")
    assert why.tried["machine"]
    assert "machine" not in {kind for kind, _ in helps(why)}


def test_another_machine_does_not_help_when_free_work_there_would_be_pushed_into_held_work() -> None:
    front = order("ЗП-1", "P2", 800, priority=1, due=MONDAY)
    request = request_of(
        front,
        order("ЗП-2", "P1", 2000, priority=1, due=MONDAY),
        order("ЗП-3", "P3", 800, priority=2, due=NEXT_MONDAY),
        order("ЗП-4", "P3", 800, priority=3, due=NEXT_MONDAY),
    )
    wednesday = MONDAY + dt.timedelta(days=2)
    material = {**request.material, "ЗП-3": wednesday, "ЗП-4": wednesday}
    in_front = held(request, planned(request_of(front)), "ЗП-1")
    request = dataclasses.replace(in_front, material=material)
    plan = planned(request)
    assert ("machine", 2) in helps(why_late(request, plan, "ЗП-2"))
    also_held = held(request, plan, "ЗП-1", "ЗП-4")
    assert "machine" not in {kind for kind, _ in helps(why_late(also_held, plan, "ЗП-2"))}


def test_a_plan_in_which_held_work_forbids_planning_anew_does_not_say_that_nothing_could_be_tried() -> None:
    request = request_of(
        order("ЗП-1", "P2", 300, priority=1, due=MONDAY),
        order("ЗП-2", "P2", 100, priority=2, due=MONDAY),
        order("ЗП-3", "P2", 100, priority=3, due=MONDAY),
    )
    plan = planned(request)
    request = held(request, plan, "ЗП-2")
    plan = later(plan, 2, "ЗП-3")
    stop = MachineStop("M1", dt.datetime(2026, 3, 2, 8), dt.datetime(2026, 3, 2, 9))
    stopped = dataclasses.replace(request, plant=dataclasses.replace(request.plant, stops=(stop,)))
    why = why_late(stopped, plan, "ЗП-3")
    assert (why.late_days, why.possible_late_days, why.remedies) == (2, 0, ())
    assert late_sentence(why).endswith(
        "другое не проверялось: по причинам заказ успел бы в срок, но тот же порядок работ упирается "
        "в начатую, согласованную или закреплённую работу"
    )
