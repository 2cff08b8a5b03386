"""Random wrong plans of random shops: the checker names faults and never fails itself."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from builders.full_shops import full_shops
from potok.errors import InvalidDataError
from potok.scheduling.formats.full_plans import read_shop_plan
from potok.scheduling.shop.clock import Clock
from potok.scheduling.shop.problem import FullShop, Job, Measure
from potok.scheduling.verify.full_shop import report_of

MOMENTS = st.one_of(st.integers(0, 3000), st.integers(0, 10**13))


@st.composite
def _rows(draw: st.DrawFn, shop: FullShop, job: Job, operation: int) -> dict[str, Any]:
    mode = draw(st.sampled_from(job.operations[operation].modes))
    row = {
        "job": job.name,
        "operation": operation + 1,
        "machine": shop.machines[mode.machine].name,
        "start": draw(MOMENTS),
        "end": draw(MOMENTS),
        "loads": draw(st.lists(st.integers(1, 30), max_size=4)),
    }
    return row | draw(st.fixed_dictionaries({}, optional={"setup_start": MOMENTS}))


@st.composite
def _plans(draw: st.DrawFn, shop: FullShop) -> dict[str, Any]:
    """Every operation once, some left out and some twice."""
    operations = [(job, place) for job in shop.jobs for place in range(len(job.operations))]
    chosen = [pair for pair in operations if draw(st.integers(0, 9))]
    chosen += draw(st.lists(st.sampled_from(operations), max_size=2))
    return {
        "rows": [draw(_rows(shop, *pair)) for pair in chosen],
        "left_out": draw(st.lists(st.sampled_from([job.name for job in shop.jobs]), max_size=2)),
        "measures": draw(
            st.dictionaries(st.sampled_from([each.value for each in Measure]), st.integers(0, 99))
        ),
    }


def _named(shop: FullShop) -> FullShop:
    """The shop with names that differ, and dates."""
    machines = tuple(replace(each, name=f"М{place}") for place, each in enumerate(shop.machines))
    jobs = tuple(replace(each, name=f"З{place}") for place, each in enumerate(shop.jobs))
    return replace(shop, machines=machines, jobs=jobs, clock=Clock(60, dt.datetime(2026, 3, 2)))


@settings(max_examples=60, deadline=None)
@given(full_shops(), st.data())
def test_the_checker_never_fails_on_a_plan_that_can_be_read(shop: FullShop, data: st.DataObject) -> None:
    shop = _named(shop)
    given_plan = data.draw(_plans(shop))
    try:
        plan = read_shop_plan(given_plan, shop)
    except InvalidDataError:
        return
    rules, found = report_of(shop, plan)
    assert sum(rule.violated for rule in rules) == len(found)
