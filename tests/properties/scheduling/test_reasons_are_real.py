"""The named reason of a start is real: without it the operation starts earlier."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from builders.random_plants import materials, plants
from potok.plant.model import DayKind, Plant
from potok.plant.shifts import to_seconds
from potok.scheduling.build import build_problem
from potok.scheduling.dispatch import Shop
from potok.scheduling.explain import BEHIND, start_causes
from potok.scheduling.fixed import OperationKey
from potok.scheduling.leftward import left_shifted
from potok.scheduling.plan import StartCause, StartReason
from potok.scheduling.problem import ANY_MODE, Operation
from potok.scheduling.request import PlanRequest
from potok.scheduling.timeline import Entry


@settings(max_examples=30, deadline=None)
@given(plants(), st.data())
def test_without_the_order_before_it_on_the_machine_an_operation_starts_earlier(
    made: Plant, data: st.DataObject
) -> None:
    shop = finished_shop(made, data.draw(materials(made)))
    problem = shop.problem
    causes = causes_of(shop)
    for timeline in shop.timelines:
        for before, entry in pairwise(timeline.entries):
            assert isinstance(entry.work, Operation)
            assert isinstance(before.work, Operation)
            job = problem.jobs[entry.work.job]
            cause = causes[job.order.order_no, entry.work.op_no]
            if cause.reason not in BEHIND or before.work.job == job.index:
                continue
            assert cause.other_order == problem.jobs[before.work.job].order.order_no
            assert start_without(shop, before.work.job, entry.work) < entry.start


@settings(max_examples=30, deadline=None)
@given(plants(), st.data())
def test_without_the_named_set_up_the_work_begins_earlier(made: Plant, data: st.DataObject) -> None:
    shop = finished_shop(made, data.draw(materials(made)))
    causes = causes_of(shop)
    for entry in entries_of(shop).values():
        assert isinstance(entry.work, Operation)
        job = shop.problem.jobs[entry.work.job]
        cause = causes[job.order.order_no, entry.work.op_no]
        if cause.reason is StartReason.SETUP:
            assert body_without_setup(shop, entry) < entry.body
        elif cause.reason is StartReason.MACHINE:
            assert entry.setup == 0


def body_without_setup(shop: Shop, entry: Entry) -> int:
    """Where the work of an entry begins when its order needs no set-up and everything else stays."""
    bare = dataclasses.replace(entry.mode, full_setup_s=0, half_setup_s=0)
    left = shop.copy([entry.mode.machine])
    timeline = left.timelines[entry.mode.machine]
    timeline.entries[timeline.index_of(entry)] = entry._replace(mode=bare, start=entry.body)
    return entries_of(left_shifted(left))[index_of(entry)].body


@settings(max_examples=60, deadline=None)
@given(plants(), st.data())
def test_a_start_waits_for_a_stop_just_when_it_is_earlier_without_stops_and_repairs(
    made: Plant, data: st.DataObject
) -> None:
    material = data.draw(materials(made))
    shop = finished_shop(made, material)
    for machine, timeline in enumerate(shop.timelines):
        if not timeline.entries:
            continue
        entry, code = timeline.entries[0], shop.problem.machine_ids[machine]
        assert isinstance(entry.work, Operation)
        job = shop.problem.jobs[entry.work.job]
        cause = causes_of(shop)[job.order.order_no, entry.work.op_no]
        sound = dataclasses.replace(
            made,
            stops=tuple(stop for stop in made.stops if stop.machine_id != code),
            calendar=tuple(
                row for row in made.calendar if (row.machine_id, row.kind) != (code, DayKind.REPAIR)
            ),
        )
        opens_s = build_problem(request_of(sound, material)).axes[machine].begin(0)
        start_s = shop.problem.axes[machine].begin(entry.start)
        if cause.reason is StartReason.STOP:
            assert opens_s < start_s
        elif cause.reason is StartReason.CALENDAR:
            assert opens_s == start_s


@settings(max_examples=30, deadline=None)
@given(plants(), st.data())
def test_work_kept_later_than_its_reasons_says_from_when_it_could_start(
    made: Plant, data: st.DataObject
) -> None:
    shop = finished_shop(made, data.draw(materials(made)))
    later = Shop(shop.problem, [timeline.copy() for timeline in shop.timelines])
    for timeline in later.timelines:
        if timeline.entries:
            entry = timeline.entries[-1]
            moved = entry._replace(start=entry.start + 900, body=entry.body + 900, end=entry.end + 900)
            timeline.entries[-1], timeline.ends[-1] = moved, moved.end
    causes, before, after = causes_of(later), entries_of(shop), entries_of(later)
    for index, entry in after.items():
        assert isinstance(entry.work, Operation)
        job = shop.problem.jobs[entry.work.job]
        fed_by = None if entry.work.position == 0 else job.operations[entry.work.position - 1].index
        if entry == before[index] or (fed_by is not None and after[fed_by] != before[fed_by]):
            continue
        cause = causes[job.order.order_no, entry.work.op_no]
        could_s = shop.problem.axes[entry.mode.machine].begin(before[index].start)
        assert (cause.reason, to_seconds(cause.bound_at)) == (StartReason.KEPT, could_s)


def request_of(made: Plant, material: Mapping[str, dt.date | None]) -> PlanRequest:
    return PlanRequest(
        plant=made,
        orders=made.orders,
        material=material,
        not_before=dt.datetime.combine(made.today, dt.time()),
    )


def finished_shop(made: Plant, material: Mapping[str, dt.date | None]) -> Shop:
    """All orders in their sequence, then as early as can be."""
    problem = build_problem(request_of(made, material))
    shop = Shop(problem)
    for job in problem.jobs:
        shop.place(job, [ANY_MODE] * problem.operation_count)
    return left_shifted(shop)


def causes_of(shop: Shop) -> dict[OperationKey, StartCause]:
    return {(cause.order_no, cause.op_no): cause for cause in start_causes(shop, material_item={})}


def entries_of(shop: Shop) -> dict[int, Entry]:
    return {index_of(entry): entry for timeline in shop.timelines for entry in timeline.entries}


def index_of(entry: Entry) -> int:
    assert isinstance(entry.work, Operation)
    return entry.work.index


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
