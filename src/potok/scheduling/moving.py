"""A plan kept as it is but for what must move: work moved by hand, new orders beside the old ones.

Every operation keeps its machine and is not earlier than it was. Operations are taken by their old start;
each is put where it was, or into the first place behind it that keeps all rules. So the result of a move
is a plan that the checker can judge, and what had to give way is seen by comparing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterable, Mapping
from dataclasses import replace
from typing import ClassVar, NamedTuple

from potok.errors import PotokError
from potok.plant.shifts import to_seconds
from potok.scheduling.assembly import plan_of_shop
from potok.scheduling.build import build_problem
from potok.scheduling.dispatch import Shop
from potok.scheduling.fixed import rows_by_operation, setup_of_rows
from potok.scheduling.leftward import delivery_of_previous
from potok.scheduling.plan import Plan, PlanRow
from potok.scheduling.problem import ANY_MODE, Job, Operation, Problem
from potok.scheduling.ranks import Ranks
from potok.scheduling.request import PlanRequest
from potok.scheduling.timeline import Entry


class OperationNotPlannedError(PotokError):
    """There is no such operation to move."""

    code: ClassVar[str] = "operation_not_planned"
    template: ClassVar[str] = (
        "Операции {op_no} заказа {order_no} нет среди планируемых: перенести нечего. Обновите план."
    )
    http_status: ClassVar[int] = 409


class MachineNotPermittedError(PotokError):
    """The route does not permit the machine for the operation, or the machine does not work."""

    code: ClassVar[str] = "machine_not_permitted"
    template: ClassVar[str] = (
        "Станок {machine_id} не подходит для операции {op_no} заказа {order_no}. "
        "Допустимые станки: {permitted}."
    )
    http_status: ClassVar[int] = 409


def move_operation(
    request: PlanRequest,
    plan: Plan,
    *,
    order_no: str,
    op_no: int,
    machine_id: str,
    start_at: dt.datetime,
    with_causes: bool = True,
) -> Plan:
    """The plan with one operation moved by hand and everything else moved only as far as it must.

    The operation starts at the moment, or as soon after it as material, its predecessor, work that began
    before it on the machine and the calendar let it. Its own fixed rows no longer hold it.

    Args:
        request: The request of the plan.
        plan: The plan to change; rows that the request fixes stay.
        order_no: Order of the operation.
        op_no: The operation.
        machine_id: The machine it goes to, its own or another one of the route.
        start_at: Plant local time.
        with_causes: Whether the reasons of the starts are wanted.

    Raises:
        OperationNotPlannedError: No such operation of an order of the request.
        MachineNotPermittedError: The route does not permit the machine.
        InvalidDataError: The request cannot be planned as given.
    """
    fixed = (row for row in request.fixed_rows if (row.order_no, row.op_no) != (order_no, op_no))
    request = replace(request, fixed_rows=tuple(fixed))
    problem = build_problem(request)
    places = _places(problem, plan.rows)
    for job in problem.jobs:
        for operation in job.operations:
            if (job.order.order_no, operation.op_no) == (order_no, op_no):
                choice = _permitted(problem, job, operation, machine_id)
                places[operation.index] = _Place(choice, to_seconds(start_at), 0)
                return _kept(request, problem, places, with_causes=with_causes)
    raise OperationNotPlannedError(order_no=order_no, op_no=op_no)


def keep_plan(request: PlanRequest, rows: Iterable[PlanRow]) -> Plan:
    """The plan that leaves earlier rows where they are as far as the rules allow.

    Orders that the rows do not hold are planned after the others, into the gaps.

    Args:
        request: Orders, calendars and material as they are now.
        rows: An earlier plan.

    Raises:
        InvalidDataError: The request cannot be planned as given.
    """
    problem = build_problem(request)
    return _kept(request, problem, _places(problem, rows), with_causes=True)


class _Place(NamedTuple):
    """Where an operation was or is wanted, seconds of plant local time.

    Attributes:
        mode: Machine choice.
        start_s: Its start, set-up included.
        body_s: Where its work after the set-up began: kept when the set-up changes; 0 for moved work.
    """

    mode: int
    start_s: int
    body_s: int


#: Nothing is known of an earlier place.
_ANYWHERE = _Place(ANY_MODE, 0, 0)


def _places(problem: Problem, rows: Iterable[PlanRow]) -> dict[int, _Place]:
    """Places of the free operations by index."""
    of_operation = rows_by_operation(rows)
    places = {}
    for job in problem.jobs:
        for operation in job.operations:
            old = of_operation.get((job.order.order_no, operation.op_no))
            if old is not None and operation.fixed is None:
                places[operation.index] = _old_place(problem, operation, old)
    return places


def _old_place(problem: Problem, operation: Operation, rows: tuple[PlanRow, ...]) -> _Place:
    """The place of earlier rows; a machine that is not permitted any more leaves the choice open."""
    start_s = to_seconds(rows[0].start_at)
    choice = _mode_on(problem, operation, rows[0].machine_id)
    if choice == ANY_MODE:
        return _Place(ANY_MODE, start_s, start_s)
    axis = problem.axes[operation.modes[choice].machine]
    return _Place(choice, start_s, axis.begin(axis.position(start_s) + setup_of_rows(rows)))


def _mode_on(problem: Problem, operation: Operation, machine_id: str) -> int:
    """Machine choice for a machine, `ANY_MODE` when it is not permitted."""
    for choice, mode in enumerate(operation.modes):
        if problem.machine_ids[mode.machine] == machine_id:
            return choice
    return ANY_MODE


def _permitted(problem: Problem, job: Job, operation: Operation, machine_id: str) -> int:
    choice = _mode_on(problem, operation, machine_id)
    if choice == ANY_MODE:
        permitted = (problem.machine_ids[mode.machine] for mode in operation.modes)
        raise MachineNotPermittedError(
            order_no=job.order.order_no,
            op_no=operation.op_no,
            machine_id=machine_id,
            permitted=", ".join(permitted),
        )
    return choice


def _kept(request: PlanRequest, problem: Problem, places: Mapping[int, _Place], *, with_causes: bool) -> Plan:
    """The plan with operations at their places as far as the rules allow."""
    without_time: dict[int, Job] = {}
    while True:
        shop = Shop(problem)
        failed = _put_back(shop, places, without_time)
        if failed is None:
            break
        without_time[failed.index] = failed  # all of its operations go, so begin again without it
    new = [job for job in problem.jobs if not any(operation.index in places for operation in job.operations)]
    for job in sorted(new, key=Ranks(problem, new).ranking):
        if shop.place(job, [ANY_MODE] * problem.operation_count) is None:
            without_time[job.index] = job
    return plan_of_shop(request, shop, without_time=without_time.values(), with_causes=with_causes)


def _put_back(shop: Shop, places: Mapping[int, _Place], left_out: Container[int]) -> Job | None:
    """Put all operations with places into the queues; the first job that finds no working time."""
    entries: dict[int, Entry] = {}
    for job, operation in _in_turn(shop.problem, places):
        if job.index in left_out:
            continue
        place = places.get(operation.index, _ANYWHERE)
        before = _entry_before(shop, job, operation, entries)
        delivery = delivery_of_previous(shop, job, operation, entries)
        choice = shop.choose(
            job,
            operation,
            delivery,
            operation.choices(place.mode),
            not_before_s=0 if place.body_s else place.start_s,
            body_not_before_s=place.body_s,
        )
        if choice is None:
            return job
        entries[operation.index] = shop.put(job, operation, choice, before, [])
    return None


def _entry_before(shop: Shop, job: Job, operation: Operation, entries: dict[int, Entry]) -> Entry | None:
    """The predecessor as it is queued now, brought up to date in `entries`; None when it is fixed."""
    if operation.position == 0:
        return None
    previous = job.operations[operation.position - 1].index
    if previous not in entries:
        return None
    entry = entries[previous]
    entries[previous] = shop.timelines[entry.mode.machine].current(entry)
    return entries[previous]


def _in_turn(problem: Problem, places: Mapping[int, _Place]) -> list[tuple[Job, Operation]]:
    """Free operations of the jobs that have places, by place; none before its predecessor.

    Work moved to a moment goes before other work that starts at that moment.
    """
    queue = []
    for job in problem.jobs:
        if not any(operation.index in places for operation in job.operations):
            continue
        key = 0
        for operation in job.operations:
            place = places.get(operation.index, _ANYWHERE)
            key = max(key, place.start_s if place.body_s else place.start_s - 1)
            if operation.fixed is None:
                queue.append(((key, operation.position, job.index), job, operation))
    return [(job, operation) for _, job, operation in sorted(queue, key=lambda item: item[0])]
