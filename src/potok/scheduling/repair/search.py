"""The ways to repair a plan that are tried, what each costs, and the cheapest so far."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from potok.plant.shifts import to_seconds
from potok.scheduling.build import build_problem
from potok.scheduling.fixed import OperationKey
from potok.scheduling.objective import Worth
from potok.scheduling.plan import PlanRow
from potok.scheduling.problem import Job, Problem
from potok.scheduling.repair.events import Applied
from potok.scheduling.repair.keep import Kept, keep
from potok.scheduling.repair.places import Place, choice_on, places_of
from potok.scheduling.repair.standing import Standing
from potok.scheduling.repair.ways import Ban, Treatment, Way
from potok.scheduling.repair.weights import RepairWeights

_UNPLANNED = 1e6
_CONFLICT = 1e4
_HOUR_S = 3600
#: Moments before its place in the gaps at which an urgent order tries to push others aside.
_PUSHES = 3


@dataclass(slots=True)
class Limit:
    """What is left of the limits."""

    time_limit_s: float | None
    work_limit: int | None
    started: float = field(default_factory=time.thread_time)
    _longest_s: float = 0.0
    _asked: float = 0.0

    def begin(self) -> None:
        """Passes begin now."""
        self._asked = time.thread_time()

    def is_over(self, tried: int) -> bool:
        """Whether no more passes are to be made; asked after each."""
        now = time.thread_time()
        self._longest_s, self._asked = max(self._longest_s, now - self._asked), now
        if self.work_limit is not None and tried >= self.work_limit:
            return True
        return self.time_limit_s is not None and now - self.started + self._longest_s >= self.time_limit_s


class RepairSearch:
    """Ways to repair one plan, and the cheapest so far.

    Args:
        applied: The request after the event.
        before: Rows of the plan by operation, each by start.
        weights: What counts as a small change.
    """

    def __init__(
        self, applied: Applied, before: Mapping[OperationKey, Sequence[PlanRow]], weights: RepairWeights
    ) -> None:
        self._weights = weights
        self.problem = build_problem(applied.request)
        places = places_of(self.problem, before)
        self._urgent = next((job for job in self.problem.jobs if job.order.order_no == applied.urgent), None)
        self._bans = _bans(self.problem, places, applied)
        self.standing = Standing(self.problem, places, self._bans)
        self._worth = Worth(self.problem)
        self._hit = self._hit_jobs()
        self._best: tuple[float, dict[int, Treatment], Kept] | None = None
        self._dearest: list[int] = []  # jobs that the best way moves
        self.tried = 0

    def run(self, limit: Limit) -> None:
        """Try ways until the limit; at least one."""
        limit.begin()
        for treatments in self._common_ways():
            self._offer(treatments)
            if limit.is_over(self.tried):
                return
        seen: set[tuple[int, Way]] = set()
        while (single := self._next_single(seen)) is not None:
            self._offer(single)
            if limit.is_over(self.tried):
                return

    def best(self) -> tuple[float, Kept]:
        """The cheapest pass with its cost."""
        if self._best is None:
            raise RuntimeError("no way to repair was tried")
        return self._best[0], self._best[2]

    def _hit_jobs(self) -> dict[int, int]:
        """Jobs that the event hits, with the position of their first operation that cannot stay."""
        hit: dict[int, int] = {}
        for index in sorted(self.standing.hit):
            job, operation = self.standing.job_and_operation(index)
            hit.setdefault(job.index, operation.position)
        return hit

    def _common_ways(self) -> Iterator[dict[int, Treatment]]:
        """One way for all jobs that are hit."""
        if self._urgent is not None:
            yield from self._urgent_ways(self._urgent)
            return
        if not self._hit:
            yield {}
            return
        for way in (Way.SHIFT, Way.GAP, Way.OTHER, Way.ANEW):
            yield {index: Treatment(way, position) for index, position in self._hit.items()}

    def _urgent_ways(self, job: Job) -> Iterator[dict[int, Treatment]]:
        """The urgent order as it is, into gaps, or pushing others aside from several moments on."""
        if job.operations[0].index in self.standing.places:
            yield {}
        first = next((op.position for op in job.operations if op.fixed is None), 0)
        anew = {job.index: Treatment(Way.ANEW, first)}
        yield anew
        ready_s = max(self.problem.now_s, job.material_s)
        entry = keep(self.standing, anew).entries.get(job.operations[first].index)
        if entry is None:
            return
        gap_s = self.problem.axes[entry.mode.machine].begin(entry.start)
        for step in range(_PUSHES):
            at_s = ready_s + (gap_s - ready_s) * step // _PUSHES
            yield {job.index: Treatment(Way.PUSH, first, at_s)}

    def _next_single(self, seen: set[tuple[int, Way]]) -> dict[int, Treatment] | None:
        """The best treatments so far with another way for the dearest order not tried yet."""
        if self._best is None:
            return None
        _, treatments, kept = self._best
        for index in self._dearest:
            for way in (Way.ANEW, Way.GAP, Way.OTHER, Way.SHIFT):
                current = treatments.get(index)
                if (index, way) in seen or (current is not None and current.way in (way, Way.PUSH)):
                    continue
                seen.add((index, way))
                position = self._hit.get(index, self._first_moved(kept, index))
                return {**treatments, index: Treatment(way, position)}
        return None

    def _first_moved(self, kept: Kept, index: int) -> int:
        operations = self.problem.jobs[index].operations
        return next(op.position for op in operations if op.index in kept.moved)

    def _offer(self, treatments: dict[int, Treatment]) -> None:
        self.tried += 1
        kept = keep(self.standing, treatments, self._bans)
        cost = self._cost(kept)
        if self._best is None or cost < self._best[0]:
            self._best = cost, treatments, kept
            costs = self._costs_by_job(kept)
            self._dearest = sorted(costs, key=lambda index: (-costs[index], index))

    def _cost(self, kept: Kept) -> float:
        setup_s = sum(kept.entries[index].setup for index in kept.moved) - sum(
            self.standing.places[index].setup for index in kept.moved if index in self.standing.places
        )
        return (
            sum(self._costs_by_job(kept).values())
            + self._weights.setup_hour * setup_s / _HOUR_S
            + _UNPLANNED * len(kept.without_time)
            + _CONFLICT * len(kept.conflicts)
        )

    def _costs_by_job(self, kept: Kept) -> dict[int, float]:
        """Cost of every job with moved work: days late more or less, and what moved."""
        costs: dict[int, float] = {}
        weights = self._weights
        for index in sorted(kept.moved):
            job, operation = self.standing.job_and_operation(index)
            entry, place = kept.entries[index], self.standing.places.get(index)
            start_s = self.problem.axes[entry.mode.machine].begin(entry.start)
            cost = weights.moved
            if place is not None:
                cost += weights.hour_later * abs(start_s - place.start_s) / _HOUR_S
                if place.mode < 0 or operation.modes[place.mode] is not entry.mode:
                    cost += weights.other_machine
            if operation.position + 1 == len(job.operations):
                days = self._worth.days_late(job, self.problem.axes[entry.mode.machine].end(entry.end))
                if place is not None:
                    days -= self._worth.days_late(job, place.finish_s)
                cost += weights.day_late * job.weight * days
            costs[job.index] = costs.get(job.index, 0.0) + cost
        return costs


def _bans(problem: Problem, places: Mapping[int, Place], applied: Applied) -> dict[int, Ban]:
    """The refused place, by operation index."""
    refused = applied.refused
    if refused is None:
        return {}
    return {
        operation.index: Ban(
            choice_on(problem, operation, refused.machine_id), to_seconds(refused.not_before)
        )
        for job in problem.jobs
        for operation in job.operations
        if (job.order.order_no, operation.op_no) == (refused.order_no, refused.op_no)
        and operation.index in places
    }
