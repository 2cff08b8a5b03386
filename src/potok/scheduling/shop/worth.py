"""What a plan is worth: its measures, the exact comparison, the value that guides the search."""

from __future__ import annotations

from collections.abc import Collection

from potok.scheduling.shop.desk import Desk
from potok.scheduling.shop.problem import FullShop, Measure
from potok.scheduling.shop.rules import changes, earliness, idle_time, setup_sum, tardiness
from potok.scheduling.shop.tables import Tables

#: A job left out weighs more in the value than anything else.
_LEFT_OUT = 1e6
#: In a lexicographic goal each measure guides the search this much less than the one before it.
_STEP = 0.02


class Worth:
    """Values plans of one shop.

    Args:
        tables: Of the shop.
    """

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._goal = tables.shop.goal
        self._last = [of_job[-1].number for of_job in tables.steps]
        self._published = _published_places(tables)
        self._takers = {number: _takers(tables.shop, number) for number in self._goal.bottlenecks}
        self._scales: tuple[float, ...] = ()

    def measures(self, desk: Desk, left_out: Collection[int]) -> dict[Measure, int]:
        """All measures of a finished plan; jobs left out count in none that looks at jobs."""
        wanted = dict.fromkeys(Measure, 0)
        for job, of_job in enumerate(self._tables.shop.jobs):
            if job not in left_out:
                finish = desk.places[self._last[job]].finish
                wanted[Measure.TARDINESS] += tardiness(finish, of_job.due, of_job.weight)
                wanted[Measure.EARLINESS] += earliness(finish, of_job.due, of_job.weight)
        for number, queue in enumerate(desk.queues):
            entries = queue.entries
            if entries:
                wanted[Measure.SETUP] += setup_sum(entry.body - entry.start for entry in entries)
                busy = sum(entry.end - entry.start for entry in entries)
                wanted[Measure.IDLE] += self._idle(number, entries[0].start, entries[-1].end, busy, left_out)
        wanted[Measure.CHANGE] = changes(
            (desk.places[number][:3], place)
            for number, place in self._published.items()
            if self._tables.by_number[number].job not in left_out
        )
        return wanted

    def _idle(self, machine: int, first: int, last: int, busy: int, left_out: Collection[int]) -> int:
        """Idle time of a machine that has work; where bottlenecks are named, only theirs counts."""
        if not self._takers:
            return idle_time(first, last, busy)
        if machine not in self._takers:
            return 0
        is_wanted = not self._takers[machine].isdisjoint(left_out)
        return idle_time(0, self._tables.axes[machine].total if is_wanted else last, busy)

    def key(self, desk: Desk, left_out: Collection[int]) -> tuple[float, ...]:
        """What is compared exactly: jobs left out, then the measures of the goal or their sum."""
        measures = self.measures(desk, left_out)
        listed = tuple(float(measures[name]) for name in self._goal.measures)
        weights = self._goal.weights
        if weights is None:
            return (float(len(left_out)), *listed)
        total = sum(
            weights.get(name, 0.0) * value for name, value in zip(self._goal.measures, listed, strict=True)
        )
        return float(len(left_out)), total

    def value(self, key: tuple[float, ...]) -> float:
        """A smooth value for the search: measures by their first size, each less than the one before it."""
        if not self._scales:
            self._scales = tuple(_STEP**place / max(1.0, size) for place, size in enumerate(key[1:]))
        guided = zip(self._scales, key[1:], strict=True)
        return _LEFT_OUT * key[0] + sum(scale * size for scale, size in guided)


def _takers(shop: FullShop, machine: int) -> frozenset[int]:
    """Jobs some operation of which may go to a machine."""
    return frozenset(
        number
        for number, job in enumerate(shop.jobs)
        if any(mode.machine == machine for operation in job.operations for mode in operation.modes)
    )


def _published_places(tables: Tables) -> dict[int, tuple[int, int, int]]:
    """Number of an operation → (machine, mode, body) of the published plan, work that stays left out."""
    shop = tables.shop
    places = {}
    for row in shop.published:
        step = tables.steps[row.job][row.operation]
        if step.number not in tables.fixed:
            machine = shop.machine(row)
            places[step.number] = machine, row.mode, tables.axes[machine].position(row.start)
    return places


def bound_of(shop: FullShop, tables: Tables) -> int:
    """No plan of all jobs has less weighted tardiness: every job alone, calendars left aside."""
    total = 0
    for job, steps in zip(shop.jobs, tables.steps, strict=True):
        start = end = max(job.release, tables.fence if steps[0].number not in tables.fixed else 0)
        for step in steps:
            run = min((run for run in step.runs if run is not None), default=0)
            if step.link is not None and not step.link.transfer:
                start = end + step.link.least
            if step.number in tables.fixed:
                machine, entry = tables.fixed[step.number]
                start = tables.axes[machine].begin(entry.body)
                end = max(end, tables.axes[machine].end(entry.end))
            else:
                end = max(end, start + run)
        total += tardiness(end, job.due, job.weight)
    return total
