"""The named reason of a start is real: without it the operation starts earlier."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from builders.random_plants import materials, plants
from potok.plant.model import Plant
from potok.scheduling.build import build_problem
from potok.scheduling.dispatch import Shop
from potok.scheduling.explain import start_causes
from potok.scheduling.leftward import left_shifted
from potok.scheduling.plan import StartReason
from potok.scheduling.problem import ANY_MODE, Operation
from potok.scheduling.request import PlanRequest


@settings(max_examples=30, deadline=None)
@given(plants(), st.data())
def test_without_the_order_before_it_on_the_machine_an_operation_starts_earlier(
    made: Plant, data: st.DataObject
) -> None:
    request = PlanRequest(
        plant=made,
        orders=made.orders,
        material=data.draw(materials(made)),
        not_before=dt.datetime.combine(made.today, dt.time()),
    )
    problem = build_problem(request)
    shop = Shop(problem)
    for job in problem.jobs:
        shop.place(job, [ANY_MODE] * problem.operation_count)
    shop = left_shifted(shop)
    causes = {(cause.order_no, cause.op_no): cause for cause in start_causes(shop, material_item={})}
    for timeline in shop.timelines:
        for before, entry in pairwise(timeline.entries):
            assert isinstance(entry.work, Operation)
            assert isinstance(before.work, Operation)
            job = problem.jobs[entry.work.job]
            cause = causes[job.order.order_no, entry.work.op_no]
            if cause.reason is not StartReason.MACHINE or before.work.job == job.index:
                continue
            assert cause.other_order == problem.jobs[before.work.job].order.order_no
            assert start_without(shop, before.work.job, entry.work) < entry.start


def start_without(shop: Shop, removed: int, operation: Operation) -> int:
    """Start of an operation when all work of a job is gone and everything moves up."""
    left = Shop(shop.problem, [timeline.copy() for timeline in shop.timelines])
    for timeline in left.timelines:
        kept = [entry for entry in timeline.entries if entry.work.job != removed]
        timeline.entries, timeline.ends = kept, [entry.end for entry in kept]
    for timeline in left_shifted(left).timelines:
        for entry in timeline.entries:
            if entry.work is operation:
                return entry.start
    raise AssertionError("the operation itself must stay")
