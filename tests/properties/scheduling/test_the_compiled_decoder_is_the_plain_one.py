"""Random plants: a sequence gives the same queues whether it is placed by the kernels or by plain Python."""

from __future__ import annotations

import dataclasses
import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from builders.random_plants import materials, plants
from potok.scheduling.alone import finish_in_turn
from potok.scheduling.annealing.kernels.data import ANY
from potok.scheduling.annealing.opening import Opening
from potok.scheduling.annealing.part import Found, PartData, PartWalk
from potok.scheduling.build import build_problem
from potok.scheduling.changes import beside_earlier_plan
from potok.scheduling.dispatch import Placed, Shop
from potok.scheduling.engine import first_plan
from potok.scheduling.objective import Worth
from potok.scheduling.parts import Part, parts_of
from potok.scheduling.problem import Problem
from potok.scheduling.ranks import Ranks
from potok.scheduling.request import Goal, PlanRequest
from potok.scheduling.search import Search
from potok.scheduling.timeline import Entry, Timeline


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Problems with work that stays, of known orders and of an unknown one, and with an earlier plan."""
    plant = draw(plants())
    begin = dt.datetime.combine(plant.today, dt.time()) + dt.timedelta(
        minutes=draw(st.sampled_from([0, 545]))
    )
    request = PlanRequest(plant, plant.orders, draw(materials(plant)), begin)
    rows = first_plan(request).rows
    chosen = draw(st.lists(st.sampled_from(rows), max_size=3)) if rows else []
    keys = {(row.order_no, row.op_no) for row in chosen}
    fixed = [row for row in rows if (row.order_no, row.op_no) in keys]
    if fixed and draw(st.booleans()):
        unknown = fixed[0].order_no
        fixed = [
            dataclasses.replace(row, order_no="НЕТ") if row.order_no == unknown else row for row in fixed
        ]
    later = begin + dt.timedelta(minutes=draw(st.integers(0, 3000)))
    use_by = {order.order_no: plant.today + dt.timedelta(days=3) for order in plant.orders[:2]}
    goal = draw(st.sampled_from(Goal))
    problem = build_problem(
        dataclasses.replace(request, fixed_rows=tuple(fixed), not_before=later, use_by=use_by, goal=goal)
    )
    earlier = draw(st.sampled_from([(), rows, rows[::2]]))
    return beside_earlier_plan(problem, plant, earlier)


def plain(problem: Problem, part: Part, found: Found) -> tuple[dict[int, Timeline], dict[int, Placed | None]]:
    """Queues and places by the plain planner."""
    operations = [operation for job in part.jobs for operation in job.operations]
    modes = [ANY] * problem.operation_count
    for operation, choice in zip(operations, found.choice, strict=True):
        modes[operation.index] = choice
    shop = Shop(problem)
    placed = {part.jobs[number].index: shop.place(part.jobs[number], modes) for number in found.sequence}
    return {machine: shop.timelines[machine] for machine in part.machines}, placed


def first_queues(problem: Problem, opening: Opening | None) -> list[list[Entry]]:
    """Queues of the first plan."""
    alone = None if opening is None else opening.finishes_alone()
    ranked = sorted(problem.jobs, key=Ranks(problem, problem.jobs, alone=alone).ranking)
    shop = Search(problem, ranked, seed=0, opening=opening).shop()
    return [timeline.entries for timeline in shop.timelines]


@settings(max_examples=20, deadline=None)
@given(problems())
def test_a_compiled_beginning_gives_the_first_plan_of_the_plain_one(problem: Problem) -> None:
    opening = Opening(problem, [part for part in parts_of(problem) if part.can_change])
    assert first_queues(problem, opening) == first_queues(problem, None)


@settings(max_examples=40, deadline=None)
@given(problems(), st.sampled_from([0, 40]), st.integers(0, 3), st.sampled_from([1, 120]))
def test_both_decoders_lay_the_same_queues_and_value_them_alike(
    problem: Problem, steps: int, seed: int, days: int
) -> None:
    worth = Worth(problem)
    for part in parts_of(problem):
        if not part.can_change:
            continue
        walk = PartWalk(PartData(problem, part), seed=seed, lane=0, days=days)
        alone = {job.index: finish_in_turn(Shop(problem, []), job) for job in part.jobs}
        known = walk.finishes_alone()
        assert known == {index: alone[index] for index in known}
        walk.begin_from(*walk.data.numbered(part.jobs, None))
        if steps:
            walk.walk(steps, warm=5.0, cold=0.5)
        queues, placed = walk.laid()
        same_queues, same_placed = plain(problem, part, walk.best)
        assert placed == same_placed
        assert {machine: queue.entries for machine, queue in queues.items()} == {
            machine: queue.entries for machine, queue in same_queues.items()
        }
        days_late = sum(worth.weighted_days(job, placed[job.index]) for job in part.jobs)
        assert walk.best.weighted_days == days_late
        shop = Shop(problem, [same_queues.get(machine, Timeline()) for machine in range(len(problem.axes))])
        guide = sum(
            worth.guide(part.jobs[number], placed[part.jobs[number].index]) for number in walk.best.sequence
        )
        assert abs(walk.best.value - guide - worth.guide_of_setups(shop, part.machines)) < 1e-6 * max(
            1.0, guide
        )
