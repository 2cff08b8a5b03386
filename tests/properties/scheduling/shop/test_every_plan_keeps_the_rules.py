"""Random shops with all plant rules: the checker finds nothing in any plan, and no job is left out."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from builders.full_shops import full_shops
from potok.scheduling.bench import Options, Watch
from potok.scheduling.shop.engine import plan_shop
from potok.scheduling.shop.problem import FullShop, Hold, Job, Pin, ShopPlan, WorkRow
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


@settings(max_examples=EXAMPLES, deadline=None)
@given(full_shops(), st.data())
def test_fixed_work_stays_and_the_rest_keeps_off_it(shop: FullShop, data: st.DataObject) -> None:
    before = planned(shop, 0)
    rows = data.draw(st.lists(st.sampled_from(before.rows), max_size=3, unique=True))
    later = replace(
        pinned(shop, rows, data.draw(st.sampled_from(Hold))),
        published=before.rows,
        frozen_until=data.draw(st.sampled_from([0, 700, 1500])),
        jobs=pinned(shop, rows, Hold.PINNED).jobs,
    )
    later = replace(later, jobs=tuple(replace(job, weight=7 - job.weight) for job in later.jobs))
    plan = planned(later, 20)
    assert faults(later, plan) == []
    assert plan.left_out == ()


@settings(max_examples=EXAMPLES // 3, deadline=None)
@given(full_shops())
def test_a_published_plan_can_be_kept_to_the_row(shop: FullShop) -> None:
    before = planned(shop, 0)
    again = planned(replace(shop, published=before.rows, frozen_until=shop.horizon), 5)
    assert again.rows == before.rows
