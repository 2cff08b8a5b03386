"""Random shops with all plant rules: the checker finds nothing in any plan, and no job is left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from builders.full_shops import crowded_shops, full_shops
from potok.scheduling.bench import Options, Watch
from potok.scheduling.shop.engine import plan_shop
from potok.scheduling.shop.problem import (
    FullShop,
    Hold,
    Job,
    Machine,
    Measure,
    Mode,
    Operation,
    Pin,
    ShopPlan,
    WorkRow,
)
from potok.scheduling.verify.full_case import FullCase, right_loads, true_measures
from potok.scheduling.verify.full_shop import check_full_shop

EXAMPLES = 12


def planned(shop: FullShop, work_limit: int, seed: int = 0) -> ShopPlan:
    return plan_shop(shop, Watch(Options(time_limit=None, work_limit=work_limit, seed=seed)))


def faults(shop: FullShop, plan: ShopPlan) -> list[str]:
    return [violation.message for violation in check_full_shop(shop, plan)]


@settings(max_examples=EXAMPLES, deadline=None)
@given(full_shops(), st.sampled_from([0, 20]), st.integers(0, 3))
def test_a_plan_keeps_every_rule_and_leaves_no_job_out(shop: FullShop, work_limit: int, seed: int) -> None:
    plan = planned(shop, work_limit, seed)
    assert faults(shop, plan) == []
    assert plan.left_out == ()
    assert plan.bound <= sum(
        shop.jobs[row.job].weight * max(0, row.end - shop.jobs[row.job].due)
        for row in plan.rows
        if row.operation == len(shop.jobs[row.job].operations) - 1
    )


def pinned(shop: FullShop, rows: list[WorkRow], hold: Hold) -> FullShop:
    """The shop with rows of a plan of it pinned where they are."""

    def job_with_pins(number: int, job: Job) -> Job:
        operations = list(job.operations)
        for row in rows:
            if row.job == number:
                machine = shop.machines[shop.machine(row)]
                setup = sum(max(0, min(b, row.start) - max(a, row.setup_start)) for a, b in machine.windows)
                pin = Pin(hold, row.mode, row.start, setup)
                operations[row.operation] = replace(operations[row.operation], pin=pin)
        return replace(job, operations=tuple(operations))

    return replace(shop, jobs=tuple(job_with_pins(*pair) for pair in enumerate(shop.jobs)))


def _with_all_before(shop: FullShop, plan: ShopPlan, rows: list[WorkRow]) -> list[WorkRow]:
    """The rows with everything in front of them on their machines and in their jobs."""
    found = list(rows)
    for last in found:  # grows on the way
        found += [
            row
            for row in plan.rows
            if row not in found
            and (
                (shop.machine(row) == shop.machine(last) and row.start < last.start)
                or (row.job == last.job and row.operation < last.operation)
            )
        ]
    return found


@settings(max_examples=EXAMPLES, deadline=None)
@given(full_shops(), st.data())
def test_fixed_work_stays_and_the_rest_keeps_off_it(shop: FullShop, data: st.DataObject) -> None:
    before = planned(shop, 0)
    rows = data.draw(st.lists(st.sampled_from(before.rows), max_size=3, unique=True))
    # Free work in front of pinned work may ask it for another set-up: then some job may find no place.
    is_closed = data.draw(st.booleans())
    if is_closed:
        rows = _with_all_before(shop, before, rows)
    later = replace(
        pinned(shop, rows, data.draw(st.sampled_from(Hold))),
        published=before.rows,
        frozen_until=data.draw(st.sampled_from([0, 700, 1500])),
    )
    later = replace(later, jobs=tuple(replace(job, weight=7 - job.weight) for job in later.jobs))
    plan = planned(later, 20)
    assert faults(later, plan) == []
    assert places_of_left_out(later, plan) == []
    if is_closed:
        assert plan.left_out == ()


@settings(max_examples=EXAMPLES // 3, deadline=None)
@given(full_shops())
def test_a_published_plan_can_be_kept_to_the_row(shop: FullShop) -> None:
    before = planned(shop, 0)
    again = planned(replace(shop, published=before.rows, frozen_until=shop.horizon), 5)
    assert again.rows == before.rows


def places_of_left_out(shop: FullShop, plan: ShopPlan) -> list[WorkRow]:
    """Jobs of one operation that were left out although the checker lets them stand in the plan.

    Looked for right behind every other work, at every opening, at the release and now.
    """
    return [
        row
        for number in plan.left_out
        if len(shop.jobs[number].operations) == 1
        for row in _rows_of_single(shop, plan, number)
        if not faults(shop, _with_row(shop, plan, row))
    ]


def _rows_of_single(shop: FullShop, plan: ShopPlan, number: int) -> Iterator[WorkRow]:
    job = shop.jobs[number]
    for place, mode in enumerate(job.operations[0].modes):
        machine = shop.machines[mode.machine]
        on_machine = sorted(
            (row for row in plan.rows if shop.machine(row) == mode.machine), key=lambda row: row.end
        )
        loads = () if mode.loads is None else tuple(right_loads(job.amount, mode.loads))
        moments = [minute for a, b in machine.windows for minute in range(a, b)]
        at = {minute: position for position, minute in enumerate(moments)}
        wanted = [shop.now, job.release, *(row.end for row in plan.rows), *(a for a, _ in machine.windows)]
        for begin in sorted(set(wanted)):
            first = next((position for minute, position in at.items() if minute >= begin), len(moments))
            before = [row for row in on_machine if row.end <= begin]
            last = -1 if not before else shop.operation(before[-1]).family
            setup = machine.setups[last][job.operations[0].family] if machine.setups else 0
            end = first + setup + mode.duration * (len(loads) if mode.loads else 1)
            if end <= len(moments):
                yield WorkRow(
                    number, 0, place, moments[first], moments[first + setup], moments[end - 1] + 1, loads
                )


def _with_row(shop: FullShop, plan: ShopPlan, row: WorkRow) -> ShopPlan:
    rows = tuple(sorted((*plan.rows, row), key=lambda each: (each.job, each.operation)))
    left_out = tuple(number for number in plan.left_out if number != row.job)
    more = replace(plan, rows=rows, left_out=left_out)
    return replace(more, measures=true_measures(FullCase(shop, more)))


@settings(max_examples=4 * EXAMPLES, deadline=None)
@given(crowded_shops(), st.sampled_from([0, 10]))
def test_a_job_left_out_has_no_place(shop: FullShop, work_limit: int) -> None:
    plan = planned(shop, work_limit)
    assert faults(shop, plan) == []
    assert places_of_left_out(shop, plan) == []


def test_an_engine_that_leaves_every_job_out_is_found() -> None:
    machine = Machine("М", ((0, 100),))
    shop = FullShop(100, (machine,), (Job("З", (Operation((Mode(0, 10),)),), ()),))
    idle = ShopPlan((), (0,), dict.fromkeys(Measure, 0), 0, 1)
    assert faults(shop, idle) == []
    assert places_of_left_out(shop, idle)[0].end == 10
