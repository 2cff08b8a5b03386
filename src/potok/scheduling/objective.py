"""What a plan is worth: days late of each job, the objective of a whole plan, the guide of the search."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from potok.plant.dates import add_working_days
from potok.plant.shifts import SECONDS_A_DAY, date_of_day, day_number
from potok.scheduling.dispatch import Placed, Shop
from potok.scheduling.problem import Job, Problem
from potok.scheduling.request import Goal, Objective

#: Guide of the search in weighted days: what makes two plans with equal days late unequal.
_LATE_AT_ALL = 0.3
_DAY_BEHIND = 0.1
_EXPIRING = 0.5
#: A job without a place, a job whose fixed work is in conflict: worse than any days late.
_UNPLANNED = 1_000_000
_CONFLICT = 100_000


class Weights(NamedTuple):
    """What else the search is guided by, in weighted days: a measure that comes first weighs most.

    Attributes:
        setup_minute: A minute of set-up.
        change: An operation that left its machine or its shift in the earlier plan.
        early_day: A day between release and the last release day on time.
    """

    setup_minute: float
    change: float
    early_day: float


WEIGHTS = {
    Goal.USUAL: Weights(setup_minute=0.004, change=0.04, early_day=0.0005),
    Goal.STEADY: Weights(setup_minute=0.001, change=0.2, early_day=0.0005),
}


class Worth:
    """Values jobs by where they are placed; keeps what the calendar of offices says.

    Args:
        problem: Whose jobs are valued.
    """

    def __init__(self, problem: Problem) -> None:
        self._weights = WEIGHTS[problem.goal]
        self._holidays = problem.holidays
        self._ready_days: dict[tuple[int, int], int] = {}

    def days_late(self, job: Job, finish_s: int) -> int:
        """Calendar days between the due date and release plus quality control (conventions 2)."""
        release_day = finish_s // SECONDS_A_DAY
        if release_day <= job.last_day:
            return 0
        key = release_day, job.qc_days
        ready_day = self._ready_days.get(key)
        if ready_day is None:
            ready = add_working_days(date_of_day(release_day), job.qc_days, holidays=self._holidays)
            ready_day = self._ready_days[key] = day_number(ready)
        return ready_day - day_number(job.order.due_date)

    def weighted_days(self, job: Job, placed: Placed | None) -> int:
        """Days late by the weight of the job; no place and a conflict count as very late."""
        if placed is None:
            return job.weight * _UNPLANNED
        conflict = _CONFLICT if placed.in_conflict else 0
        return job.weight * (self.days_late(job, placed.finish_s) + conflict)

    def guide(self, job: Job, placed: Placed | None) -> float:
        """Weighted days late, smoothed so that the search sees a way down within a day."""
        if placed is None:
            return job.weight * _UNPLANNED
        value = self._weights.early_day * days_early_of(job, placed) + self._weights.change * placed.changed
        days = self.days_late(job, placed.finish_s)
        if days:
            behind = placed.finish_s / SECONDS_A_DAY - job.last_day - 1
            value += job.weight * (days + _LATE_AT_ALL + _DAY_BEHIND * behind)
        if placed.in_conflict:
            value += job.weight * _CONFLICT
        if job.use_by_s is not None and placed.launch_s >= job.use_by_s:
            value += _EXPIRING
        return value

    def guide_of_setups(self, shop: Shop, machines: Iterable[int]) -> float:
        """Set-up time of the machines in the measure of the guide."""
        return setup_seconds_of(shop, machines) / 60 * self._weights.setup_minute

    def objective(self, shop: Shop, placed: Iterable[tuple[Job, Placed | None]]) -> Objective:
        """The objective of a plan with these jobs."""
        unplanned = conflicts = weighted = days_sum = late = expiring = changed = early = 0
        for job, place in placed:
            if place is None:
                unplanned += 1
                continue
            days = self.days_late(job, place.finish_s)
            conflicts += place.in_conflict
            weighted += job.weight * days
            days_sum += days
            late += days > 0
            expiring += job.use_by_s is not None and place.launch_s >= job.use_by_s
            changed += place.changed
            early += days_early_of(job, place)
        setup_s = setup_seconds_of(shop, range(len(shop.timelines)))
        return Objective(unplanned, conflicts, weighted, days_sum, late, expiring, setup_s, changed, early)


def days_early_of(job: Job, placed: Placed) -> int:
    """Calendar days between release and the last release day on time."""
    return max(0, job.last_day - placed.finish_s // SECONDS_A_DAY)


def setup_seconds_of(shop: Shop, machines: Iterable[int]) -> int:
    """Set-up time in the queues of the machines, seconds."""
    return sum(entry.body - entry.start for machine in machines for entry in shop.timelines[machine].entries)
