"""Orders in which jobs can be taken: the ranking of the rules and others worth a try."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from potok.plant.shifts import SECONDS_A_DAY, to_seconds
from potok.scheduling.alone import finish_in_turn
from potok.scheduling.dispatch import Shop
from potok.scheduling.plan import PlanRow
from potok.scheduling.problem import ANY_MODE, Job, Problem
from potok.scheduling.rules import ranking


class Ranks:
    """Sort keys of jobs.

    Args:
        problem: Gives the machines.
        jobs: The jobs to rank.
        alone: Finishes of jobs alone (`finish_in_turn`) that are known already, by job index.
    """

    def __init__(
        self, problem: Problem, jobs: Iterable[Job], *, alone: Mapping[int, int] | None = None
    ) -> None:
        shop = Shop(problem, [])
        self._alone = dict(alone or {})
        for job in jobs:
            if job.index not in self._alone:
                self._alone[job.index] = finish_in_turn(shop, job)

    def finish_alone(self, job: Job) -> int:
        """The finish of the job alone in the plant, seconds."""
        return self._alone[job.index]

    def ranking(self, job: Job) -> tuple[bool, tuple[int, int, dt.date, str]]:
        """The ranking of order-workflow 7.3; before it orders that fixed work of their own waits for."""
        order = job.order
        slack_days = job.last_day - self._alone[job.index] // SECONDS_A_DAY
        return not _feeds_fixed_work(job), ranking(order.priority, slack_days, order.due_date, order.order_no)

    def last_day(self, job: Job) -> tuple[bool, int, int, str]:
        """By the last release day on time."""
        return not _feeds_fixed_work(job), job.last_day, job.order.priority, job.order.order_no

    def slack(self, job: Job) -> tuple[bool, int, int, str]:
        """By the time left between its finish alone and the last release day, whatever the priority."""
        slack = job.last_day * SECONDS_A_DAY - self._alone[job.index]
        return not _feeds_fixed_work(job), slack, job.order.priority, job.order.order_no

    def finish(self, job: Job) -> tuple[bool, int, int, str]:
        """By the finish alone: whose material comes first goes first."""
        return not _feeds_fixed_work(job), self._alone[job.index], job.last_day, job.order.order_no


class Before:
    """The sequence and the machines of an earlier plan.

    Args:
        problem: Whose jobs are sorted.
        rows: Rows of the earlier plan.
    """

    def __init__(self, problem: Problem, rows: Iterable[PlanRow]) -> None:
        machines: dict[tuple[str, int], str] = {}
        self._launch: dict[str, int] = {}
        self._release: dict[str, int] = {}
        for row in rows:
            machines[row.order_no, row.op_no] = row.machine_id
            start_s, finish_s = to_seconds(row.start_at), to_seconds(row.finish_at)
            self._launch[row.order_no] = min(start_s, self._launch.get(row.order_no, start_s))
            self._release[row.order_no] = max(finish_s, self._release.get(row.order_no, finish_s))
        self._last = max(self._release.values(), default=0) + 1
        self.modes = [ANY_MODE] * problem.operation_count
        for job in problem.jobs:
            for operation in job.operations:
                machine_id = machines.get((job.order.order_no, operation.op_no))
                for choice, mode in enumerate(operation.modes):
                    if problem.machine_ids[mode.machine] == machine_id:
                        self.modes[operation.index] = choice

    def launch(self, job: Job) -> tuple[bool, int, int, str]:
        """By the launch in the earlier plan; orders it did not know come last, by their due day."""
        launch = self._launch.get(job.order.order_no, self._last)
        return not _feeds_fixed_work(job), launch, job.last_day, job.order.order_no

    def release(self, job: Job) -> tuple[bool, int, int, str]:
        """By the release in the earlier plan: with its machines the sequence that comes nearest to it."""
        release = self._release.get(job.order.order_no, self._last)
        return not _feeds_fixed_work(job), release, job.last_day, job.order.order_no


def _feeds_fixed_work(job: Job) -> bool:
    """Whether a free operation comes before a fixed one of the same job."""
    fixed = [operation.fixed is not None for operation in job.operations]
    return any(fixed[place] and not all(fixed[:place]) for place in range(len(fixed)))
