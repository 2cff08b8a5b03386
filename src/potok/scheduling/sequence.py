"""One part of the plant under search: jobs that share machines, their sequence and their machine choices.

A variant is a sequence of jobs with machine choices; the constructive planner turns it into queues. Queues
are kept at several places of the current sequence, so that a variant is placed only from where it differs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from potok.scheduling.dispatch import Placed, Shop
from potok.scheduling.objective import Worth
from potok.scheduling.problem import Job

_KEPT_QUEUES = 64


@dataclass(slots=True)
class Variant:
    """A sequence with its machine choices and, once placed, its value.

    Attributes:
        sequence: Jobs in the order of placing.
        modes: Machine choice by operation index (of the whole problem).
        value: Guide value of the placed variant; smaller is better.
        weighted_days: Its days late, weighted: the better of two variants has fewer, whatever the guide.
        values: Guide value of the jobs before each place of the sequence.
        queues: Shops before every `stride`-th place of the sequence.
        placed: Where the jobs came to lie, by job index.
        shop: The shop with all jobs.
    """

    sequence: list[Job]
    modes: list[int]
    value: float
    weighted_days: int
    values: list[float]
    queues: list[Shop]
    placed: dict[int, Placed | None]
    shop: Shop

    @property
    def worth(self) -> tuple[int, float]:
        """What the best variant has least of."""
        return self.weighted_days, self.value


class Part:
    """Jobs and machines that bind nobody outside.

    Args:
        start: The shop with fixed work only.
        worth: Values placed jobs.
        jobs: The jobs of this part.
        machines: Its machines.
    """

    def __init__(self, start: Shop, worth: Worth, *, jobs: Sequence[Job], machines: Sequence[int]) -> None:
        self.jobs = tuple(jobs)
        self.machines = tuple(machines)
        self._start = start
        self._worth = worth
        self._stride = max(1, len(self.jobs) // _KEPT_QUEUES)

    def place(
        self,
        sequence: list[Job],
        modes: list[int],
        *,
        like: Variant | None = None,
        first: int = 0,
        worst: float = float("inf"),
        should_stop: Callable[[], bool] | None = None,
    ) -> Variant | None:
        """Place a variant.

        Args:
            sequence: All jobs of the part.
            modes: Machine choices.
            like: A placed variant that agrees with this one before the place `first`.
            first: First place of the sequence where they differ.
            worst: Give up when the value exceeds this.
            should_stop: Asked now and then; give up when it says so.

        Returns:
            None when given up.
        """
        stride = self._stride
        kept = 0 if like is None else first // stride
        place = kept * stride
        if like is None:
            shop, value = self._start.copy(self.machines), 0.0
            queues, values, placed = [], [], {}
        else:
            shop, value = like.queues[kept].copy(self.machines), like.values[place]
            queues, values, placed = like.queues[:kept], like.values[:place], dict(like.placed)
        for index in range(place, len(sequence)):
            if index % stride == 0:
                if should_stop is not None and should_stop():
                    return None
                queues.append(shop.copy(self.machines))
            job = sequence[index]
            values.append(value)
            where = placed[job.index] = shop.place(job, modes)
            value += self._worth.guide(job, where)
            if value > worst:
                return None
        value += self._worth.guide_of_setups(shop, self.machines)
        if value > worst:
            return None
        weighted_days = sum(self._worth.weighted_days(job, placed[job.index]) for job in self.jobs)
        return Variant(sequence, modes, value, weighted_days, values, queues, placed, shop)


def parts_of(start: Shop, worth: Worth) -> list[Part]:
    """Divide a problem into parts that share no machine, by their first job."""
    problem = start.problem
    leader = list(range(len(problem.axes)))

    def lead(machine: int) -> int:
        while leader[machine] != machine:
            leader[machine] = leader[leader[machine]]
            machine = leader[machine]
        return machine

    of_job = [
        [mode.machine for operation in job.operations if operation.fixed is None for mode in operation.modes]
        for job in problem.jobs
    ]
    for machines in of_job:
        for machine in machines:
            leader[lead(machine)] = lead(machines[0])
    jobs: dict[int, list[Job]] = {}
    for job, machines in zip(problem.jobs, of_job, strict=True):
        jobs.setdefault(lead(machines[0]) if machines else -1, []).append(job)
    return [
        Part(
            start,
            worth,
            jobs=of_part,
            machines=[machine for machine in range(len(leader)) if lead(machine) == group],
        )
        for group, of_part in jobs.items()
    ]
