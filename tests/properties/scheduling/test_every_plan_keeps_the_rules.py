"""Random plants: the independent checker finds nothing in any plan of the engine."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Collection
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from builders.random_plants import KINDS, materials, plants
from potok.plant.model import MachineStop, Plant
from potok.scheduling.engine import first_plan, plan_orders
from potok.scheduling.moving import keep_plan, move_operation
from potok.scheduling.plan import Plan, PlanRow
from potok.scheduling.request import PlanRequest
from potok.scheduling.verify import Violation, check_plan

EXAMPLES = 50


@st.composite
def requests(draw: st.DrawFn, *, kinds: tuple[str, ...] = KINDS) -> PlanRequest:
    plant = draw(plants(kinds=kinds))
    midnight = dt.datetime.combine(plant.today, dt.time())
    return PlanRequest(
        plant=plant,
        orders=plant.orders,
        material=draw(materials(plant)),
        not_before=midnight + dt.timedelta(minutes=draw(st.sampled_from([0, 0, 545, 1300]))),
    )


def violations(request: PlanRequest, plan: Plan) -> list[Violation]:
    report = check_plan(
        request.plant,
        plan.rows,
        material=request.material,
        unplanned=plan.unplanned,
        fixed=request.fixed_rows,
        now=request.not_before,
    )
    return list(report.violations)


def operations(rows: Collection[PlanRow]) -> list[tuple[str, int]]:
    return sorted({(row.order_no, row.op_no) for row in rows})


@settings(max_examples=EXAMPLES, deadline=None)
@given(requests(), st.sampled_from([0, 25]), st.integers(0, 3))
def test_a_plan_keeps_every_rule(request: PlanRequest, work_limit: int, seed: int) -> None:
    plan = plan_orders(request, work_limit=work_limit, seed=seed)
    assert violations(request, plan) == []
    left_out = {order.order_no for order in plan.unplanned}
    planned = {row.order_no for row in plan.rows}
    assert left_out.isdisjoint(planned)
    assert left_out | planned == {order.order_no for order in request.orders}


@settings(max_examples=EXAMPLES, deadline=None)
@given(requests(kinds=("kg", "pcs")), st.randoms(use_true_random=False))
def test_rate_operations_never_start_before_those_that_feed_them(
    request: PlanRequest, random: Random
) -> None:
    orders = list(request.orders)
    random.shuffle(orders)
    before = first_plan(dataclasses.replace(request, orders=tuple(orders[: len(orders) // 2])))
    for plan in (plan_orders(request, work_limit=40), keep_plan(request, before.rows)):
        assert violations(request, plan) == []


@settings(max_examples=EXAMPLES, deadline=None)
@given(requests(), st.data())
def test_fixed_work_stays_and_the_rest_keeps_off_it(request: PlanRequest, data: st.DataObject) -> None:
    before = first_plan(request)
    chosen = data.draw(st.lists(st.sampled_from([*operations(before.rows), ("нет", 0)]), max_size=3))
    fixed = tuple(
        row
        for row in before.rows
        if any(row.order_no == order_no and row.op_no <= op_no for order_no, op_no in chosen)
    )
    later = dataclasses.replace(
        request,
        fixed_rows=fixed,
        previous=before.rows,
        not_before=request.not_before + dt.timedelta(minutes=data.draw(st.integers(0, 4000))),
        orders=tuple(dataclasses.replace(order, priority=4 - order.priority) for order in request.orders),
    )
    plan = plan_orders(later, work_limit=15)
    assert set(fixed) <= set(plan.rows)
    assert violations(later, plan) == []


@settings(max_examples=EXAMPLES, deadline=None)
@given(requests(), st.data())
def test_work_moved_by_hand_starts_no_earlier_than_asked_and_the_plan_keeps_every_rule(
    request: PlanRequest, data: st.DataObject
) -> None:
    before = first_plan(request)
    if not before.rows:
        return
    order_no, op_no = data.draw(st.sampled_from(operations(before.rows)))
    machine_id = data.draw(st.sampled_from(permitted_machines(request.plant, order_no, op_no)))
    start_at = request.not_before + dt.timedelta(minutes=data.draw(st.integers(0, 12_000)))
    plan = move_operation(
        request, before, order_no=order_no, op_no=op_no, machine_id=machine_id, start_at=start_at
    )
    moved = [row for row in plan.rows if (row.order_no, row.op_no) == (order_no, op_no)]
    assert {row.machine_id for row in moved} == {machine_id}
    assert min(row.start_at for row in moved) >= start_at
    assert violations(request, plan) == []


def permitted_machines(plant: Plant, order_no: str, op_no: int) -> list[str]:
    product_id = next(order.product_id for order in plant.orders if order.order_no == order_no)
    return [
        line.machine_id
        for line in plant.routings[product_id]
        if line.op_no == op_no and plant.machines[line.machine_id].status == "working"
    ]


@settings(max_examples=EXAMPLES, deadline=None)
@given(requests())
def test_a_plan_that_nothing_disturbs_is_kept_to_the_row(request: PlanRequest) -> None:
    plan = first_plan(request)
    assert keep_plan(request, plan.rows).rows == plan.rows


@settings(max_examples=EXAMPLES, deadline=None)
@given(requests(), st.integers(0, 100), st.integers(1, 40), st.data())
def test_a_kept_plan_gives_way_to_a_stop_and_takes_new_orders_in(
    request: PlanRequest, from_hour: int, hours: int, data: st.DataObject
) -> None:
    known = tuple(order for order in request.orders if data.draw(st.booleans()))
    before = first_plan(dataclasses.replace(request, orders=known))
    start_at = request.not_before + dt.timedelta(hours=from_hour)
    stop = MachineStop("M1", start_at, start_at + dt.timedelta(hours=hours))
    plant = dataclasses.replace(request.plant, stops=(*request.plant.stops, stop))
    stopped = dataclasses.replace(request, plant=plant)
    assert violations(stopped, keep_plan(stopped, before.rows)) == []
