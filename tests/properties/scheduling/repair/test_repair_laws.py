"""Random plants and events: a repaired plan keeps every rule and changes only what it may."""

from __future__ import annotations

import dataclasses
import datetime as dt
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from builders.random_plants import materials, plants
from potok.scheduling.engine import first_plan
from potok.scheduling.fixed import rows_by_operation
from potok.scheduling.plan import Plan
from potok.scheduling.repair.engine import Repair, repair_plan
from potok.scheduling.repair.events import (
    Breakdown,
    Event,
    LateMaterial,
    RefusedLine,
    UrgentOrder,
)
from potok.scheduling.request import PlanRequest
from potok.scheduling.verify import check_plan
from potok.scheduling.verify.repair import check_repair


@st.composite
def plans_with_events(draw: st.DrawFn) -> tuple[PlanRequest, Plan, Event]:
    """A plan, some of its work held, and something that happens to it."""
    plant = draw(plants())
    request = PlanRequest(
        plant=plant,
        orders=plant.orders,
        material=draw(materials(plant)),
        not_before=dt.datetime.combine(plant.today, dt.time()),
    )
    known = tuple(order for order in request.orders if draw(st.integers(0, 4)))
    plan = first_plan(dataclasses.replace(request, orders=known))
    keys = sorted({(row.order_no, row.op_no) for row in plan.rows})
    chosen = draw(st.lists(st.sampled_from(keys), max_size=2)) if keys else []
    held = tuple(
        row
        for row in plan.rows
        if any(row.order_no == order_no and row.op_no <= op_no for order_no, op_no in chosen)
    )
    held_request = dataclasses.replace(request, fixed_rows=held)
    return held_request, plan, draw(events(held_request, plan))


@st.composite
def events(draw: st.DrawFn, request: PlanRequest, plan: Plan) -> Event:
    at = request.not_before + dt.timedelta(hours=draw(st.integers(0, 120)))
    kinds = ["breakdown", "material", "urgent", *(["refused"] if plan.rows else [])]
    kind = draw(st.sampled_from(kinds))
    if kind == "breakdown":
        machine_id = draw(st.sampled_from(sorted(request.plant.machines)))
        return Breakdown(machine_id, at, at + dt.timedelta(hours=draw(st.integers(1, 60))))
    order = draw(st.sampled_from(request.orders))
    if kind == "material":
        return LateMaterial({order.order_no: at.date()}, "R15")
    if kind == "urgent":
        return UrgentOrder(order.order_no, draw(st.sampled_from([None, at.date()])))
    row = draw(st.sampled_from(plan.rows))
    return RefusedLine(row.order_no, row.op_no, row.machine_id, row.start_at + dt.timedelta(hours=9))


@settings(max_examples=20, deadline=None)
@given(plans_with_events(), st.sampled_from([1, 4, 9]))
def test_a_repair_keeps_every_rule_and_moves_nothing_it_may_not(
    made: tuple[PlanRequest, Plan, Event], work_limit: int
) -> None:
    request, plan, event = made
    repair = repair_plan(request, plan, event, work_limit=work_limit)
    assert rule_breaches(repair) == []
    assert named_changes(repair, plan) == []
    if isinstance(event, RefusedLine) and not any(
        (row.order_no, row.op_no) == (event.order_no, event.op_no) for row in request.fixed_rows
    ):
        for row in repair.plan.rows:
            if (row.order_no, row.op_no, row.machine_id) == (event.order_no, event.op_no, event.machine_id):
                assert row.start_at >= event.not_before
    assert repair_plan(request, plan, event, work_limit=work_limit).plan == repair.plan


@settings(max_examples=20, deadline=None)
@given(plans_with_events())
def test_an_order_named_as_the_reason_of_a_start_stands_before_it_on_the_machine(
    made: tuple[PlanRequest, Plan, Event],
) -> None:
    request, plan, event = made
    repair = repair_plan(request, plan, event, work_limit=4)
    queues: dict[str, list[tuple[dt.datetime, str, int]]] = {}
    for (order_no, op_no), rows in rows_by_operation(repair.plan.rows).items():
        queues.setdefault(rows[0].machine_id, []).append((rows[0].start_at, order_no, op_no))
    before = {
        (order_no, op_no): other
        for queue in queues.values()
        for (_, other, _), (_, order_no, op_no) in pairwise(sorted(queue))
    }
    for cause in repair.plan.causes:
        if cause.other_order is not None:
            assert before[cause.order_no, cause.op_no] == cause.other_order


@settings(max_examples=12, deadline=None)
@given(plans_with_events())
def test_more_work_never_makes_a_dearer_repair_and_nothing_happens_without_cause(
    made: tuple[PlanRequest, Plan, Event],
) -> None:
    request, plan, event = made
    costs = [repair_plan(request, plan, event, work_limit=limit).cost for limit in (1, 3, 8)]
    assert costs == sorted(costs, reverse=True)
    long_ago = request.not_before - dt.timedelta(days=30)
    known = {row.order_no for row in plan.rows}
    quiet = dataclasses.replace(
        request, orders=tuple(order for order in request.orders if order.order_no in known)
    )
    nothing = Breakdown(min(request.plant.machines), long_ago, long_ago + dt.timedelta(hours=1), "ничего")
    same = repair_plan(quiet, plan, nothing, work_limit=3)
    assert (same.changes, set(same.plan.rows)) == ((), set(plan.rows))


def rule_breaches(repair: Repair) -> list[str]:
    """What the checker says; work that people must decide about is theirs to solve."""
    request = repair.request
    report = check_plan(
        request.plant,
        repair.plan.rows,
        material=request.material,
        unplanned=repair.plan.unplanned,
        fixed=request.fixed_rows,
        now=request.not_before,
    )
    of_people = {order_no for order_no, _ in (*repair.conflicts, *repair.held_in_stop)}
    return [found.message for found in report.violations if found.order_no not in of_people]


def named_changes(repair: Repair, plan: Plan) -> list[str]:
    planned = {order.order_no for order in repair.request.orders}
    return [
        found.message
        for found in check_repair(
            [row for row in plan.rows if row.order_no in planned],
            repair.plan.rows,
            held=repair.request.fixed_rows,
            touched=repair.touched,
            named=[(change.order_no, change.op_no) for change in repair.changes],
        )
    ]
