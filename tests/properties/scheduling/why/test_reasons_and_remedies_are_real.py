"""Without all the named reasons an operation starts earlier; a remedy, carried out, helps as it says."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from builders.plants import MONDAY
from builders.random_plants import materials, plants
from potok.scheduling.engine import first_plan
from potok.scheduling.fixed import OperationKey
from potok.scheduling.plan import Plan, StartReason
from potok.scheduling.request import PlanRequest
from potok.scheduling.rows import rows_of_shop
from potok.scheduling.summary import late_orders
from potok.scheduling.verify import check_plan
from potok.scheduling.why.late import why_late
from potok.scheduling.why.reasons import Reasons, Why
from potok.scheduling.why.remedies import Remedy, RemedySearch
from potok.scheduling.why.retiming import Change, Step, part_of, retimed, steps_of
from potok.scheduling.why.words import late_sentence


@st.composite
def requests(draw: st.DrawFn) -> PlanRequest:
    """Orders with material, some of their operations held where a plan of all orders has them."""
    plant = draw(plants())
    request = PlanRequest(
        plant=plant,
        orders=plant.orders,
        material=draw(materials(plant)),
        not_before=dt.datetime.combine(plant.today, dt.time()),
    )
    rows = first_plan(request).rows
    keys = sorted({(row.order_no, row.op_no) for row in rows})
    held = draw(st.lists(st.sampled_from(keys), max_size=3)) if keys else []
    return dataclasses.replace(
        request, fixed_rows=tuple(row for row in rows if (row.order_no, row.op_no) in held)
    )


@st.composite
def late_plans(draw: st.DrawFn) -> tuple[PlanRequest, Plan]:
    """Orders for the first days, planned as if every operation had its preferred machine alone."""
    request = draw(requests())
    orders = tuple(
        dataclasses.replace(
            order,
            due_date=MONDAY + dt.timedelta(days=draw(st.integers(0, 3))),
            qty_pcs=order.qty_pcs * draw(st.sampled_from([1, 4, 9])),
        )
        for order in request.orders
    )
    plant = dataclasses.replace(request.plant, orders=orders)
    request = dataclasses.replace(request, plant=plant, orders=orders, fixed_rows=())
    preferred = {
        item_id: tuple(line for line in lines if line.alt_rank == 1)
        for item_id, lines in plant.routings.items()
    }
    narrow = dataclasses.replace(request, plant=dataclasses.replace(plant, routings=preferred))
    plan = first_plan(narrow)
    keys = sorted({(row.order_no, row.op_no) for row in plan.rows})
    held = draw(st.lists(st.sampled_from(keys), max_size=2)) if keys else []
    fixed = tuple(row for row in plan.rows if (row.order_no, row.op_no) in held)
    return dataclasses.replace(request, fixed_rows=fixed), plan


@settings(max_examples=40, deadline=None)
@given(requests())
def test_without_all_its_named_reasons_an_operation_starts_earlier(request: PlanRequest) -> None:
    steps = steps_of(first_plan(request).rows)
    timed = retimed(request, steps)
    assert timed is not None
    reasons = Reasons(timed, {})
    assert reasons.keys() == {step.key for step in steps}
    held = {(row.order_no, row.op_no): row.start_at for row in reversed(request.fixed_rows)}
    for key, why in reasons.items():
        names = {reason.reason for reason in why.reasons}
        assert why.is_held == (key in held)
        if why.is_held:
            assert names == {StartReason.PINNED}
            assert why.start_at <= held[key]
        elif StartReason.NOW in names:
            assert why.start_at == request.not_before
        elif not names & {StartReason.CALENDAR, StartReason.STOP}:
            assert start_without(request, steps, key, why) < why.start_at


def start_without(request: PlanRequest, steps: tuple[Step, ...], key: OperationKey, why: Why) -> dt.datetime:
    """Start of an operation when what binds it is gone: its material there, others and its own past away."""
    gone = {reason.behind[0] for reason in why.reasons if reason.behind is not None}
    waits = any(reason.reason is StartReason.PREDECESSOR for reason in why.reasons)
    kept = tuple(step for step in steps if step.key[0] == key[0] or step.key[0] not in gone)
    plant = request.plant
    earlier = waits or key[0] in gone
    fixed = tuple(
        row
        for row in request.fixed_rows
        if row.order_no not in gone and not (earlier and row.order_no == key[0])
    )
    if earlier:
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
    timed = retimed(dataclasses.replace(request, material=material, fixed_rows=fixed), kept)
    assert timed is not None
    return Reasons(timed, {})[key].start_at


class TriedTwice(RemedySearch):
    """Every remedy is tried a second time, with nothing taken over."""

    def _try(self, remedy: Remedy, change: Change) -> Iterator[Remedy]:
        quick = self.retiming.changed(self.base, change)
        known = {job.order.order_no for job in self.retiming.problem.jobs}
        steps = [step for step in remedy.steps if step.key[0] in known]
        slow = retimed(part_of(remedy.request, known), steps)
        assert (quick is None) == (slow is None)
        if quick is not None and slow is not None:
            assert rows_of_shop(quick.shop) == rows_of_shop(slow.shop)
            assert (quick.reached, quick.unset) == (slow.reached, slow.unset)
        yield from super()._try(remedy, change)


def test_a_remedy_carried_out_keeps_every_rule_and_leaves_the_lateness_it_says(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("potok.scheduling.why.late.RemedySearch", TriedTwice)
    found: Counter[str] = Counter()

    @settings(max_examples=80, deadline=None, derandomize=True, database=None, phases=[Phase.generate])
    @given(late_plans())
    def remedies_are_real(made: tuple[PlanRequest, Plan]) -> None:
        request, plan = made
        stands = broken_rules(request, steps_of(plan.rows))
        for late in plan.late:
            why = why_late(request, plan, late.order_no)
            assert why.late_days == late.days
            assert why.possible_late_days <= late.days
            assert late_sentence(why)
            for remedy in why.remedies:
                found[remedy.kind] += 1
                found["with held work"] += bool(request.fixed_rows)
                assert remedy.late_days < why.late_days
                assert broken_rules(remedy.request, remedy.steps) <= stands
                assert_carried_out(remedy, late.order_no)

    remedies_are_real()
    assert found.keys() >= {"overtime", "evening", "machine", "material", "with held work"}, found


def broken_rules(request: PlanRequest, steps: tuple[Step, ...]) -> set[tuple[str, str | None, int | None]]:
    """What the checker finds wrong with all orders in that order of work: rule, order and operation."""
    timed = retimed(request, steps)
    assert timed is not None
    rows = rows_of_shop(timed.shop)
    report = check_plan(
        request.plant,
        rows,
        material={row.order_no: request.material[row.order_no] for row in rows},
        now=request.not_before,
        fixed=request.fixed_rows,
    )
    return {(found.rule, found.order_no, found.op_no) for found in report.violations}


def assert_carried_out(remedy: Remedy, order_no: str) -> None:
    timed = retimed(remedy.request, remedy.steps)
    assert timed is not None
    rows = rows_of_shop(timed.shop)
    plant = remedy.request.plant
    days = {late.order_no: late.days for late in late_orders(rows, plant.orders, plant)}
    assert days.get(order_no, 0) == remedy.late_days
    assert max(row.finish_at for row in rows if row.order_no == order_no) == remedy.release_at
