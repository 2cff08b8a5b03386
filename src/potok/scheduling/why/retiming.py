"""A plan as the order of work on every machine, and the same order timed again under other conditions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from potok.plant.shifts import to_seconds
from potok.plant.working_time import NoWorkingTimeError
from potok.scheduling.axis import Axis
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
    """Queues with every operation as early as the rules let it be.

    Attributes:
        shop: The queues.
        entries: Entries of free operations.
        reached: Held operation and the free one that runs into it or feeds it too late.
        unset: Held operations whose set-up is not that after the free one before them.
    """

    shop: Shop
    entries: Mapping[OperationKey, Entry]
    reached: frozenset[tuple[OperationKey, OperationKey]] = frozenset()
    unset: frozenset[OperationKey] = frozenset()

    def spares_held(self, base: Timed, *, with_setups: bool) -> bool:
        """Whether held work stands as well as in another timing of the same work.

        Args:
            base: The other timing.
            with_setups: Set-ups count too; only where no work is left out is the one before held work known.
        """
        return self.reached <= base.reached and (not with_setups or self.unset <= base.unset)

    def start_s(self, key: OperationKey) -> int:
        """Start of a free operation, seconds of plant local time."""
        entry = self.entries[key]
        return self.shop.problem.axes[entry.mode.machine].begin(entry.start)

    def end_s(self, key: OperationKey) -> int:
        """End of a free operation, seconds of plant local time."""
        entry = self.entries[key]
        return self.shop.problem.axes[entry.mode.machine].end(entry.end)

    def finish_s(self, order_no: str) -> int | None:
        """Release of an order, seconds of plant local time; None when it is not there."""
        ends = [self.end_s(key) for key in self.entries if key[0] == order_no]
        held = [
            span_of_rows(fixed)[1] for fixed in self.shop.problem.fixed if fixed.rows[0].order_no == order_no
        ]
        return max([*ends, *held], default=None)


@dataclass(frozen=True, slots=True)
class ShiftMore:
    """A machine (by index) works on an axis that differs from its own from a moment on, seconds."""

    machine: int
    axis: Axis
    from_s: int


@dataclass(frozen=True, slots=True)
class OtherMachine:
    """An operation goes to another machine."""

    key: OperationKey
    machine_id: str


@dataclass(frozen=True, slots=True)
class OtherMaterial:
    """Material of an order is usable from another moment, seconds of plant local time."""

    order_no: str
    material_s: int


Change = ShiftMore | OtherMachine | OtherMaterial


def steps_of(rows: Iterable[PlanRow]) -> tuple[Step, ...]:
    """The order of work that rows show."""
    return tuple(
        sorted(
            Step(to_seconds(of_operation[0].start_at), key[1], key, of_operation[0].machine_id)
            for key, of_operation in rows_by_operation(rows).items()
        )
    )


def retimed(request: PlanRequest, steps: Sequence[Step]) -> Timed | None:
    """The order of work timed anew for a request; None when somebody finds no working time.

    Args:
        request: What binds the work now; operations that it holds stay.
        steps: The order of work, see `Retiming`.
    """
    return Retiming(request, steps).timed()


class Retiming:
    """The order of work of a request, ready to be timed.

    Args:
        request: What binds the work now; operations that it holds stay.
        steps: The order of work; operations that the request does not plan are left out, and orders that have
            an operation which stands nowhere (their route has changed).

    Attributes:
        problem: The problem of the request.
        known: Job and operation of every free operation that is timed, orders and routes in sequence.
    """

    def __init__(self, request: PlanRequest, steps: Iterable[Step]) -> None:
        self.problem = build_problem(request)
        by_key = {step.key: step for step in steps}
        self.known: dict[OperationKey, tuple[Job, Operation]] = {}
        for job in self.problem.jobs:
            free = {
                (job.order.order_no, operation.op_no): (job, operation)
                for operation in job.operations
                if operation.fixed is None
            }
            if free.keys() <= by_key.keys():
                self.known |= free
        self._turns = _in_turn(self.problem, [by_key[key] for key in self.known])
        self._ends_s: dict[OperationKey, int] = {}

    def timed(self) -> Timed | None:
        """Everything as early as can be; None when somebody finds no working time."""
        return self._timed(_Anew())

    def changed(self, base: Timed, change: Change) -> Timed | None:
        """The same under one change; work before it is taken over as it is.

        Args:
            base: What `timed` gave.
            change: What is different.
        """
        if not self._ends_s:
            self._ends_s = {key: base.end_s(key) for key in base.entries}
        return self._timed(_TakenOver(self, base, change))

    def end_s(self, key: OperationKey) -> int:
        """End of an operation in the base of `changed`, seconds."""
        return self._ends_s[key]

    def _timed(self, taken_over: _Anew) -> Timed | None:
        problem = taken_over.problem_of(self.problem)
        held = [iter(timeline.entries) for timeline in fixed_timelines(problem)]
        timelines = [Timeline() for _ in problem.axes]
        shop, entries = Shop(problem, timelines), dict[OperationKey, Entry]()
        by_index: dict[int, Entry] = {}
        reached, unset = set[tuple[OperationKey, OperationKey]](), set[OperationKey]()
        try:
            for machine, step in self._turns:
                if machine is not None:
                    entry, timeline = next(held[machine]), timelines[machine]
                    before = timeline.entries[-1] if timeline.entries else None
                    if before is not None and isinstance(before.work, Operation):
                        if timeline.ends[-1] > entry.start:
                            reached.add((step.key, self._key(before.work)))
                        if setup_after(entry, before) != entry.setup:
                            unset.add(step.key)
                    timeline.append(entry)
                    continue
                job, operation = self.known[step.key]
                known = taken_over.entry(step)
                if known is None:
                    altered, job = taken_over.altered(step, job)
                    known = _append(shop, job, operation, altered, by_index)
                else:
                    timelines[known.mode.machine].append(known)
                entries[step.key] = by_index[operation.index] = known
                if ends_too_late_for_held(shop, job, operation, known):
                    following = job.operations[operation.position + 1]
                    reached.add((self._key(following), step.key))
        except NoWorkingTimeError:
            return None
        return Timed(shop, entries, frozenset(reached), frozenset(unset))

    def _key(self, operation: Operation) -> OperationKey:
        return self.problem.jobs[operation.job].order.order_no, operation.op_no


class _Anew:
    """Every operation is timed."""

    def problem_of(self, problem: Problem) -> Problem:
        """The problem with what is different."""
        return problem

    def entry(self, step: Step) -> Entry | None:  # noqa: ARG002 - nothing is taken over
        """The entry that a step keeps, None when it has to be timed."""
        return None

    def altered(self, step: Step, job: Job) -> tuple[Step, Job]:
        """A step that is timed and its job, with what is different."""
        return step, job


class _TakenOver(_Anew):
    """What a change cannot reach is taken over.

    Another shift reaches no work that ends before it; another machine or other material none whose turn
    comes before that of the operation, or the order.
    """

    def __init__(self, retiming: Retiming, base: Timed, change: Change) -> None:
        self._retiming, self._base, self._change = retiming, base, change
        self._reached = False

    def problem_of(self, problem: Problem) -> Problem:
        """The problem with what is different."""
        if not isinstance(self._change, ShiftMore):
            return problem
        axes = list(problem.axes)
        axes[self._change.machine] = self._change.axis
        return replace(problem, axes=tuple(axes))

    def entry(self, step: Step) -> Entry | None:
        """The entry that a step keeps, None when it has to be timed."""
        match self._change:
            case ShiftMore(from_s=from_s):
                return self._base.entries[step.key] if self._retiming.end_s(step.key) <= from_s else None
            case OtherMachine(key=key):
                self._reached |= step.key == key
            case OtherMaterial(order_no=order_no):
                self._reached |= step.key[0] == order_no
        return None if self._reached else self._base.entries[step.key]

    def altered(self, step: Step, job: Job) -> tuple[Step, Job]:
        """A step that is timed and its job, with what is different."""
        match self._change:
            case OtherMachine(key=key, machine_id=machine_id) if step.key == key:
                return step._replace(machine_id=machine_id), job
            case OtherMaterial(order_no=order_no, material_s=material_s) if step.key[0] == order_no:
                return step, replace(job, material_s=max(material_s, self._retiming.problem.now_s))
        return step, job


def _in_turn(problem: Problem, steps: Iterable[Step]) -> list[tuple[int | None, Step]]:
    """Held work, with its machine, and free steps by start, no step before its predecessor.

    Args:
        problem: Its held work; that of one machine stays in its order.
        steps: Routes in sequence.
    """
    queue: list[tuple[tuple[int, int], int, int, Step]] = []
    latest: dict[str, int] = {}
    for step in steps:
        order_no = step.key[0]
        latest[order_no] = max(step.start_s, latest.get(order_no, step.start_s))
        queue.append(((latest[order_no], step.position), -1, 0, step))
    for machine, timeline in enumerate(fixed_timelines(problem)):
        for place, entry in enumerate(timeline.entries):
            if isinstance(entry.work, FixedOperation):
                row = entry.work.rows[0]
                step = Step(to_seconds(row.start_at), -1, (row.order_no, row.op_no), row.machine_id)
                queue.append(((step.start_s, -1), machine, place, step))
    queue.sort()
    return [(None if machine < 0 else machine, step) for _, machine, _, step in queue]


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
