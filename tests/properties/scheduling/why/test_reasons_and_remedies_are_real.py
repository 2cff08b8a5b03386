"""Without all the named reasons an operation starts earlier; a remedy, carried out, helps as it says."""

from __future__ import annotations

import dataclasses
import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from builders.random_plants import materials, plants
from potok.plant.model import Plant
from potok.scheduling.engine import first_plan
from potok.scheduling.fixed import OperationKey
from potok.scheduling.plan import StartReason
from potok.scheduling.request import PlanRequest
from potok.scheduling.rows import rows_of_shop
from potok.scheduling.summary import late_orders
from potok.scheduling.verify import check_plan
from potok.scheduling.why.late import Remedy, why_late
from potok.scheduling.why.reasons import Why, reasons_of
from potok.scheduling.why.retiming import Step, retimed, steps_of
from potok.scheduling.why.words import late_sentence


@st.composite
def requests(draw: st.DrawFn) -> PlanRequest:
    plant = draw(plants())
    return PlanRequest(
        plant=plant,
        orders=plant.orders,
        material=draw(materials(plant)),
        not_before=dt.datetime.combine(plant.today, dt.time()),
    )


@settings(max_examples=25, deadline=None)
@given(requests())
def test_without_all_its_named_reasons_an_operation_starts_earlier(request: PlanRequest) -> None:
    steps = steps_of(first_plan(request).rows)
    timed = retimed(request, steps)
    assert timed is not None
    for key, why in reasons_of(timed, {}).items():
        names = {reason.reason for reason in why.reasons}
        if StartReason.NOW in names:
            assert why.start_at == request.not_before
        elif StartReason.CALENDAR not in names:
            assert start_without(request, steps, key, why) < why.start_at


def start_without(request: PlanRequest, steps: tuple[Step, ...], key: OperationKey, why: Why) -> dt.datetime:
    """Start of an operation when what binds it is gone: its material there, others and its own past away."""
    gone = {reason.behind[0] for reason in why.reasons if reason.behind is not None}
    waits = any(reason.reason is StartReason.PREDECESSOR for reason in why.reasons)
    kept = tuple(step for step in steps if step.key[0] == key[0] or step.key[0] not in gone)
    plant = request.plant
    if waits or key[0] in gone:
        order = next(order for order in request.orders if order.order_no == key[0])
        route = [line for line in plant.routings[order.product_id] if line.op_no >= key[1]]
        item = dataclasses.replace(plant.items[order.product_id], item_id="ПОЗЖЕ")
        own = dataclasses.replace(order, product_id=item.item_id)
        plant = dataclasses.replace(
            plant,
            items={**plant.items, item.item_id: item},
            routings={
                **plant.routings,
                item.item_id: tuple(dataclasses.replace(line, product_id=item.item_id) for line in route),
            },
        )
        orders = tuple(own if other.order_no == key[0] else other for other in request.orders)
        request = dataclasses.replace(request, plant=plant, orders=orders)
    material = {**request.material, key[0]: plant.today}
    timed = retimed(dataclasses.replace(request, material=material), kept)
    assert timed is not None
    return reasons_of(timed, {})[key].start_at


@settings(max_examples=25, deadline=None)
@given(requests())
def test_a_remedy_carried_out_keeps_every_rule_and_leaves_the_lateness_it_says(request: PlanRequest) -> None:
    plan = first_plan(request)
    for late in plan.late:
        why = why_late(request, plan, late.order_no)
        assert why.late_days <= late.days
        assert late_sentence(why)
        for remedy in why.remedies:
            assert remedy.late_days < why.late_days
            assert_carried_out(remedy, late.order_no)


def assert_carried_out(remedy: Remedy, order_no: str) -> None:
    timed = retimed(remedy.request, remedy.steps)
    assert timed is not None
    rows = rows_of_shop(timed.shop)
    plant: Plant = dataclasses.replace(remedy.request.plant, orders=remedy.request.orders)
    report = check_plan(
        plant,
        rows,
        material={
            order.order_no: remedy.request.material[order.order_no]
            for order in plant.orders
            if any(row.order_no == order.order_no for row in rows)
        },
        now=remedy.request.not_before,
    )
    assert [found.message for found in report.violations] == []
    days = {late.order_no: late.days for late in late_orders(rows, plant.orders, plant)}
    assert days.get(order_no, 0) == remedy.late_days
