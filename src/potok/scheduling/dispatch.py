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
from potok.scheduling.timeline import NO_CAP, Entry, Slot, Timeline

#: Machine choice of an operation that goes wherever it is done first.
ANY_MODE = -1


class Placed(NamedTuple):
    """Where a job came to lie, seconds of plant local time."""

    launch_s: int
    finish_s: int


class Choice(NamedTuple):
    """A machine and a place in its queue for one operation."""

    mode: Mode
    slot: Slot
    floor: int
    finish_s: int


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
        done: list[tuple[Timeline, Slot, Entry | None]] = []
        launch = finish = 0
        before: Entry | None = None
        delivery: Delivery | None = None
        for operation in job.operations:
            if operation.fixed is not None:
                start_s, finish = span_of_rows(operation.fixed)
                before, delivery = None, operation.fixed.delivery
            else:
                if before is not None:
                    delivery = self.delivery(job, before)
                choice = self._choose(job, operation, delivery, modes[operation.index])
                if choice is None:
                    for timeline, slot, behind in reversed(done):
                        timeline.take_back(slot, behind)
                    return None
                entry = entry_at(job, operation, choice)
                timeline = self.timelines[choice.mode.machine]
                done.append((timeline, choice.slot, timeline.insert(choice.slot, entry)))
                start_s = self._begin(entry)
                if before is not None:
                    self.keep_start(before, start_s)
                before, finish = entry, choice.finish_s
            if operation.position == 0:
                launch = start_s
        return Placed(launch, finish)

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

    def keep_start(self, before: Entry, next_start_s: int) -> None:
        """Keep a rate operation from starting after its next one when its set-up gets shorter."""
        if before.mode.basis is Basis.RATE:
            machine = before.mode.machine
            cap = self.problem.axes[machine].position(next_start_s + 1) - 1
            self.timelines[machine].set_cap(before, cap)

    def bounds(self, job: Job, operation: Operation, delivery: Delivery | None, mode: Mode) -> Bounds:
        """Earliest positions of an operation on a machine, whoever else works there."""
        axis, now_s = self.problem.axes[mode.machine], self.problem.now_s
        if delivery is None:
            ready_s = max(now_s, job.material_s) if operation.position == 0 else now_s
            return Bounds(axis.position(ready_s), 0)
        start, body = bounds_of_next(delivery, mode, axis, amount=job.amount)
        return Bounds(max(start, axis.position(now_s)), body)

    def _choose(
        self, job: Job, operation: Operation, delivery: Delivery | None, wanted: int
    ) -> Choice | None:
        """The machine on which the operation is done first, or the wanted one."""
        best: Choice | None = None
        modes = operation.modes if wanted == ANY_MODE else operation.modes[wanted : wanted + 1]
        for mode in modes:
            try:
                bounds = self.bounds(job, operation, delivery, mode)
                slot = self.timelines[mode.machine].find(
                    mode, job.product, job.family, floor=bounds.start, body_floor=bounds.body
                )
                finish_s = self.problem.axes[mode.machine].end(slot.start + slot.setup + mode.run_s)
            except NoWorkingTimeError:
                continue
            if best is None or (finish_s, slot.setup) < (best.finish_s, best.slot.setup):
                best = Choice(mode, slot, bounds.start, finish_s)
        return best

    def _begin(self, entry: Entry) -> int:
        return self.problem.axes[entry.mode.machine].begin(entry.start)


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
