"""The constructive planner: orders in a given sequence, each into the earliest places that fit.

One pass gives a plan that keeps every rule. The search tries many sequences and machine choices on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from potok.plant.model import Basis
from potok.plant.shifts import to_seconds
from potok.plant.working_time import NoWorkingTimeError
from potok.scheduling.overlap import Bounds, Delivery, batch_delivery, bounds_of_next, rate_delivery
from potok.scheduling.problem import FixedOperation, Job, Mode, Operation, Problem
from potok.scheduling.rules import not_in_the_past
from potok.scheduling.timeline import NO_CAP, Entry, Slot, Timeline


class Placed(NamedTuple):
    """Where a job came to lie, seconds of plant local time.

    Attributes:
        in_conflict: Fixed work of the job starts before its free predecessor can have handed on enough.
        changed: Operations that left their place in the earlier plan.
    """

    launch_s: int
    finish_s: int
    in_conflict: bool
    changed: int


class Choice(NamedTuple):
    """A machine and a place in its queue for one operation.

    Attributes:
        floor: Position before which the rules forbid its start.
        start_s: The start, seconds of plant local time.
        finish_s: The finish.
    """

    mode: Mode
    slot: Slot
    floor: int
    start_s: int
    finish_s: int


class _Put(NamedTuple):
    """An operation put into a queue, and what stood behind it before."""

    timeline: Timeline
    slot: Slot
    behind: Entry | None


class Shop:
    """The queues of all machines while a plan is being made.

    Args:
        problem: What is planned.
        timelines: Queues to begin with; None = fixed work only.
    """

    __slots__ = ("problem", "timelines")

    def __init__(self, problem: Problem, timelines: list[Timeline] | None = None) -> None:
        self.problem = problem
        self.timelines = fixed_timelines(problem) if timelines is None else timelines

    def copy(self, machines: Iterable[int]) -> Shop:
        """A shop with the same queues; those of the given machines are independent of this one's."""
        timelines = self.timelines.copy()
        for machine in machines:
            timelines[machine] = timelines[machine].copy()
        return Shop(self.problem, timelines)

    def place(self, job: Job, modes: Sequence[int]) -> Placed | None:
        """Put all operations of a job into the first places that fit.

        Args:
            job: A job that is not placed yet.
            modes: Machine choice by operation index, or `ANY_MODE`.

        Returns:
            None, and nothing is changed, when some operation finds no working time.
        """
        done: list[_Put] = []
        launch = finish = changed = 0
        in_conflict = False
        stood_of = self.problem.stood
        before: Entry | None = None
        delivery: Delivery | None = None
        for operation in job.operations:
            if before is not None:
                delivery = self.delivery(job, before)
            if operation.fixed is not None:
                start_s, finish = span_of_rows(operation.fixed)
                if before is not None and delivery is not None:
                    self._keep_start(before, start_s)
                    in_conflict |= self._too_early(operation.fixed, delivery, job)
                before, delivery = None, operation.fixed.delivery
                machine = operation.fixed.machine
            else:
                wanted = modes[operation.index]
                choice = self.choose(job, operation, delivery, operation.choices(wanted))
                if choice is None:
                    self._take_back(done)
                    return None
                start_s, finish = choice.start_s, choice.finish_s
                before = self.put(job, operation, choice, before, done)
                machine = choice.mode.machine
            if operation.position == 0:
                launch = start_s
            stood = stood_of.get(operation.index)
            changed += stood is not None and stood.is_left(machine, start_s)
        return Placed(launch, finish, in_conflict, changed)

    def choose(
        self,
        job: Job,
        operation: Operation,
        delivery: Delivery | None,
        modes: Iterable[Mode],
        *,
        not_before_s: int = 0,
        body_not_before_s: int = 0,
    ) -> Choice | None:
        """The machine on which an operation is done first.

        Args:
            job: Its job.
            operation: What is to be placed.
            delivery: What its predecessor hands on.
            modes: Machines to choose from.
            not_before_s: Moment before which it does not start, set-up included; 0 = none.
            body_not_before_s: Moment before which its work after the set-up does not begin; 0 = none.

        Returns:
            None when no machine has working time for it.
        """
        best: Choice | None = None
        for mode in modes:
            axis = self.problem.axes[mode.machine]
            try:
                bounds = self.bounds(job, operation, delivery, mode)
                floor, body_floor = bounds
                if not_before_s:
                    floor = max(floor, axis.position(not_before_s))
                if body_not_before_s:
                    body_floor = max(body_floor, axis.position(body_not_before_s))
                slot = self.timelines[mode.machine].find(
                    mode, job.product, job.family, floor=floor, body_floor=body_floor
                )
                finish_s = axis.end(slot.start + slot.setup + mode.run_s)
            except NoWorkingTimeError:
                continue
            if best is None or (finish_s, slot.setup) < (best.finish_s, best.slot.setup):
                best = Choice(mode, slot, bounds.start, axis.begin(slot.start), finish_s)
        return best

    def put(
        self, job: Job, operation: Operation, choice: Choice, before: Entry | None, done: list[_Put]
    ) -> Entry:
        """Put an operation where it was chosen to go.

        Args:
            job: Its job.
            operation: What is placed.
            choice: Where.
            before: The entry of its predecessor, None when that is fixed or there is none.
            done: Gets what is needed to take the operation back.
        """
        entry = entry_at(job, operation, choice)
        if before is not None:
            floor = self.problem.axes[choice.mode.machine].position(self._keep_start(before, choice.start_s))
            entry = entry._replace(floor=max(entry.floor, floor))
        timeline = self.timelines[choice.mode.machine]
        done.append(_Put(timeline, choice.slot, timeline.insert(choice.slot, entry)))
        return entry

    def delivery(self, job: Job, entry: Entry) -> Delivery:
        """What a placed operation hands on."""
        mode, axis = entry.mode, self.problem.axes[entry.mode.machine]
        if mode.basis is Basis.RATE:
            return rate_delivery(axis, start=entry.start, body=entry.body, run_s=mode.run_s)
        return batch_delivery(
            axis,
            body=entry.body,
            batches=mode.batches,
            batch_s=mode.batch_s,
            batch_amount=mode.batch_amount,
            amount=job.amount,
        )

    def bounds(self, job: Job, operation: Operation, delivery: Delivery | None, mode: Mode) -> Bounds:
        """Earliest positions of an operation on a machine, whoever else works there."""
        axis, now_s = self.problem.axes[mode.machine], self.problem.now_s
        if delivery is None:
            ready_s = job.material_s if operation.position == 0 else now_s
            return Bounds(axis.position(not_in_the_past(ready_s, now_s)), 0)
        start, body = bounds_of_next(delivery, mode, axis, amount=job.amount)
        return Bounds(not_in_the_past(start, axis.position(now_s)), body)

    def _take_back(self, done: Iterable[_Put]) -> None:
        for timeline, slot, behind in reversed(list(done)):
            timeline.take_back(slot, behind)

    def _too_early(self, fixed: FixedOperation, delivery: Delivery, job: Job) -> bool:
        """Whether fixed work starts before the rules of overlap let it."""
        axis = self.problem.axes[fixed.machine]
        bounds = bounds_of_next(delivery, fixed.mode, axis, amount=job.amount)
        start = axis.position(to_seconds(fixed.rows[0].start_at))
        return start < bounds.start or start + fixed.setup_s < bounds.body

    def _keep_start(self, before: Entry, next_start_s: int) -> int:
        """Keep a rate operation from starting after its next one when set-ups change.

        Returns:
            A moment that the start of the next operation must not pass on its way to earlier times.
        """
        if before.mode.basis is Basis.BATCH:
            return 0
        axis = self.problem.axes[before.mode.machine]
        between_s = min(axis.begin(before.body), next_start_s)
        self.timelines[before.mode.machine].set_cap(before, axis.position(between_s + 1) - 1)
        return between_s


def entry_at(job: Job, operation: Operation, choice: Choice) -> Entry:
    """The queue entry of an operation in its chosen place."""
    slot, mode = choice.slot, choice.mode
    body = slot.start + slot.setup
    return Entry(
        start=slot.start,
        body=body,
        end=body + mode.run_s,
        floor=choice.floor,
        cap=NO_CAP,
        product=job.product,
        family=job.family,
        mode=mode,
        work=operation,
        movable=True,
    )


def span_of_rows(fixed: FixedOperation) -> tuple[int, int]:
    """Start and finish of a fixed operation, seconds of plant local time."""
    return to_seconds(fixed.rows[0].start_at), max(to_seconds(row.finish_at) for row in fixed.rows)


def fixed_timelines(problem: Problem) -> list[Timeline]:
    """Queues that hold the fixed work and nothing else."""
    timelines = [Timeline() for _ in problem.axes]
    for fixed in sorted(problem.fixed, key=span_of_rows):
        start_s, finish_s = span_of_rows(fixed)
        axis = problem.axes[fixed.machine]
        start, end = axis.position(start_s), axis.position(finish_s)
        body = min(start + fixed.setup_s, end)
        timelines[fixed.machine].append(
            Entry(
                start=start,
                body=body,
                end=end,
                floor=start,
                cap=start,
                product=fixed.product,
                family=fixed.family,
                mode=fixed.mode,
                work=fixed,
                movable=False,
            )
        )
    return timelines
