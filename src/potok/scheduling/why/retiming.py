"""A plan as the order of work on every machine, and the same order timed again under other conditions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from potok.plant.shifts import to_seconds
from potok.plant.working_time import NoWorkingTimeError
from potok.scheduling.build import build_problem
from potok.scheduling.dispatch import Shop, fixed_timelines, span_of_rows
from potok.scheduling.fixed import OperationKey, rows_by_operation
from potok.scheduling.held import ends_too_late_for_held
from potok.scheduling.leftward import delivery_of_previous
from potok.scheduling.plan import PlanRow
from potok.scheduling.problem import FixedOperation, Job, Operation, Problem
from potok.scheduling.repair.places import choice_on
from potok.scheduling.request import PlanRequest
from potok.scheduling.timeline import NO_CAP, Entry, Timeline, setup_after


class Step(NamedTuple):
    """An operation on its machine; steps are timed by their old start."""

    start_s: int
    position: int
    key: OperationKey
    machine_id: str


@dataclass(frozen=True, slots=True)
class Timed:
    """Queues with every operation as early as the rules let it be, and their entries by operation."""

    shop: Shop
    entries: Mapping[OperationKey, Entry]

    def finish_s(self, order_no: str) -> int | None:
        """Release of an order, seconds of plant local time; None when it is not there."""
        ends = [
            self.shop.problem.axes[entry.mode.machine].end(entry.end)
            for key, entry in self.entries.items()
            if key[0] == order_no
        ]
        held = [
            span_of_rows(fixed)[1] for fixed in self.shop.problem.fixed if fixed.rows[0].order_no == order_no
        ]
        return max([*ends, *held], default=None)


def steps_of(rows: Iterable[PlanRow]) -> tuple[Step, ...]:
    """The order of work that rows show."""
    return tuple(
        sorted(
            Step(to_seconds(of_operation[0].start_at), key[1], key, of_operation[0].machine_id)
            for key, of_operation in rows_by_operation(rows).items()
        )
    )


def retimed(request: PlanRequest, steps: Sequence[Step], *, strict: bool = False) -> Timed | None:
    """The order of work timed anew for a request; None when somebody finds no working time.

    Args:
        request: What binds the work now; operations that it holds stay.
        steps: The order of work; operations that the request does not plan are left out.
        strict: None as well when free work would run into held work or feed it too late.
    """
    problem = build_problem(request)
    known = {
        (job.order.order_no, operation.op_no): (job, operation)
        for job in problem.jobs
        for operation in job.operations
        if operation.fixed is None
    }
    timelines = [Timeline() for _ in problem.axes]
    shop, entries = Shop(problem, timelines), dict[OperationKey, Entry]()
    by_index: dict[int, Entry] = {}
    try:
        for machine, entry, step in _in_turn(problem, [step for step in steps if step.key in known]):
            if entry is not None:
                if strict and not _fits_before(timelines[machine], entry):
                    return None
                timelines[machine].append(entry)
                continue
            job, operation = known[step.key]
            made = entries[step.key] = by_index[operation.index] = _append(
                shop, job, operation, step, by_index
            )
            if strict and ends_too_late_for_held(shop, job, operation, made):
                return None
    except NoWorkingTimeError:
        return None
    return Timed(shop, entries)


def _in_turn(problem: Problem, steps: Iterable[Step]) -> list[tuple[int, Entry | None, Step]]:
    """Held entries and free steps by start."""
    queue: list[tuple[tuple[int, int], int, Entry | None, Step]] = [
        ((step.start_s, step.position), -1, None, step) for step in steps
    ]
    for machine, timeline in enumerate(fixed_timelines(problem)):
        for entry in timeline.entries:
            if isinstance(entry.work, FixedOperation):
                row = entry.work.rows[0]
                step = Step(to_seconds(row.start_at), -1, (row.order_no, row.op_no), row.machine_id)
                queue.append(((step.start_s, -1), machine, entry, step))
    return [(machine, entry, step) for _, machine, entry, step in sorted(queue, key=lambda item: item[0])]


def _fits_before(timeline: Timeline, held: Entry) -> bool:
    """Whether held work can stand behind a queue with the set-up it has."""
    if not timeline.entries:
        return True
    return timeline.ends[-1] <= held.start and setup_after(held, timeline.entries[-1]) == held.setup


def _append(shop: Shop, job: Job, operation: Operation, step: Step, entries: Mapping[int, Entry]) -> Entry:
    """Put an operation behind its machine's queue, as early as can be."""
    choice = choice_on(shop.problem, operation, step.machine_id)
    mode = operation.modes[max(0, choice)]
    timeline = shop.timelines[mode.machine]
    before = timeline.entries[-1] if timeline.entries else None
    delivery = delivery_of_previous(shop, job, operation, entries)
    bounds = shop.bounds(job, operation, delivery, mode)
    entry = Entry(
        start=0,
        body=0,
        end=0,
        floor=bounds.start,
        cap=NO_CAP,
        product=job.product,
        family=job.family,
        mode=mode,
        work=operation,
        movable=True,
    )
    setup = mode.full_setup_s if before is None else setup_after(entry, before)
    start = max(bounds.start, bounds.body - setup, timeline.ends[-1] if before is not None else 0)
    body = start + setup
    entry = entry._replace(start=start, body=body, end=body + mode.run_s)
    shop.problem.axes[mode.machine].end(entry.end)
    timeline.append(entry)
    return entry


def part_of(request: PlanRequest, orders: Collection[str]) -> PlanRequest:
    """The request with these orders alone; held work stays whole."""
    return replace(request, orders=tuple(order for order in request.orders if order.order_no in orders))
