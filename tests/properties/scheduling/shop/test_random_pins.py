"""Random pins and published rows: a shop is refused with its faults, or its plan keeps every rule."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from builders.full_shops import full_shops
from potok.errors import InvalidDataError
from potok.scheduling.bench import Options, Watch
from potok.scheduling.shop.engine import plan_shop
from potok.scheduling.shop.problem import FullShop, Hold, Job, Operation, Pin, WorkRow
from potok.scheduling.verify.full_shop import check_full_shop

MOMENTS = st.integers(0, 3000)


@st.composite
def _pinned(draw: st.DrawFn, job: Job) -> Job:
    def pin(operation: Operation) -> Operation:
        mode = draw(st.integers(0, len(operation.modes) - 1))
        setup = draw(st.sampled_from([0, 0, 10]))
        return replace(operation, pin=Pin(draw(st.sampled_from(Hold)), mode, draw(MOMENTS), setup))

    chosen = draw(st.integers(0, len(job.operations) - 1))
    return replace(
        job,
        operations=tuple(
            pin(operation) if place == chosen else operation for place, operation in enumerate(job.operations)
        ),
    )


@st.composite
def _published(draw: st.DrawFn, shop: FullShop) -> WorkRow:
    """A row that is right but for its times, or wrong altogether."""
    job = draw(st.integers(0, len(shop.jobs) - 1))
    start = draw(MOMENTS)
    long = draw(st.integers(0, 90))
    return WorkRow(job, 0, 0, start - draw(st.sampled_from([0, 0, -5, 5])), start, start + long)


@settings(max_examples=40, deadline=None)
@given(full_shops(), st.data())
def test_what_is_not_refused_is_planned_right(shop: FullShop, data: st.DataObject) -> None:
    chosen = data.draw(st.integers(0, len(shop.jobs) - 1))
    jobs = [data.draw(_pinned(job)) if at == chosen else job for at, job in enumerate(shop.jobs)]
    rows = data.draw(st.lists(_published(shop), max_size=1))
    given_shop = replace(shop, jobs=tuple(jobs), published=tuple(rows), frozen_until=1500)
    try:
        plan = plan_shop(given_shop, Watch(Options(time_limit=None, work_limit=3)))
    except InvalidDataError:
        return
    assert [violation.message for violation in check_full_shop(given_shop, plan)] == []
