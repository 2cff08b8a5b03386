"""Confirmed orders outside the plan, given places beside it before anything new is promised.

They will be planned before an order that nobody has accepted yet; a promise that does not see their work
would be given against an emptier plant than there is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from potok.errors import InvalidDataError
from potok.plant.model import Order
from potok.plant.shifts import to_moment
from potok.scheduling.build import build_problem
from potok.scheduling.dispatch import Shop
from potok.scheduling.problem import ANY_MODE, Job, Operation, Problem
from potok.scheduling.promise.engine import PromiseDesk
from potok.scheduling.promise.work import PlannedWork, Queues
from potok.scheduling.ranks import Ranks
from potok.scheduling.request import PlanRequest

#: Orders that get places: a thousand take about half a second, once for all promises, and somebody waits.
MOST_PLACED = 1000


def lay_out_outside(
    desk: PromiseDesk,
    outside: Iterable[tuple[Order, dt.date | None]],
    *,
    not_before: dt.datetime,
    ahead_of: str = "",
) -> None:
    """Add the work of confirmed orders that the plan does not hold to a desk, placed in rank.

    No row of the plan moves. `PromiseDesk.unseen` tells how many orders got no place: those without a known
    cover, route or working time, and those behind the first `MOST_PLACED`.

    Args:
        desk: The plan laid out.
        outside: The orders with their material dates.
        not_before: Plant local moment before which nothing new starts.
        ahead_of: One of the orders; only those that rank before it are placed.
    """
    listed = list(outside)
    problem = _problem(desk, listed, not_before)
    if problem is None:
        desk.add_work((), unseen=len(listed))
        return
    ahead = _ahead(problem, ahead_of)
    work, placed = _placed(desk, problem, ahead[:MOST_PLACED])
    desk.add_work(work, unseen=len(ahead) - placed + len(listed) - len(problem.jobs))


def _problem(
    desk: PromiseDesk, outside: Sequence[tuple[Order, dt.date | None]], not_before: dt.datetime
) -> Problem | None:
    """None when some order or route cannot be planned as given: then a run of the engine refuses as well."""
    request = PlanRequest(
        plant=desk.plant,
        orders=tuple(order for order, _ in outside),
        material={order.order_no: material for order, material in outside},
        not_before=not_before,
    )
    try:
        return build_problem(request, axes=desk.axes)
    except InvalidDataError:
        return None


def _ahead(problem: Problem, ahead_of: str) -> list[Job]:
    """The jobs in rank, up to one of them."""
    ranked = sorted(problem.jobs, key=Ranks(problem, problem.jobs).ranking)
    for place, job in enumerate(ranked):
        if job.order.order_no == ahead_of:
            return ranked[:place]
    return ranked


def _placed(desk: PromiseDesk, problem: Problem, jobs: Sequence[Job]) -> tuple[list[PlannedWork], int]:
    """The work of the jobs in the first places that fit, and how many of them found any."""
    queues = Queues(desk.occupied, problem)
    queues.fill(jobs)
    shop, any_mode = Shop(problem, queues.timelines), [ANY_MODE] * problem.operation_count
    placed = sum(shop.place(job, any_mode) is not None for job in jobs)
    return list(_work(shop)), placed


def _work(shop: Shop) -> Iterator[PlannedWork]:
    """What was placed, as occupied time."""
    problem = shop.problem
    for machine, timeline in enumerate(shop.timelines):
        axis = problem.axes[machine]
        for entry in timeline.entries:
            if isinstance(entry.work, Operation):
                order = problem.jobs[entry.work.job].order
                yield PlannedWork(
                    order_no=order.order_no,
                    op_no=entry.work.op_no,
                    product_id=order.product_id,
                    machine_id=problem.machine_ids[machine],
                    start_at=to_moment(axis.begin(entry.start)),
                    finish_at=to_moment(axis.end(entry.end)),
                    setup_min=Decimal(entry.setup) / 60,
                )
