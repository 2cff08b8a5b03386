"""A factory as plain arrays: what its kernels read, and the sequences they change.

All times are whole units of one working-time axis without gaps. The axis may stand for a calendar:
`clock_from` and `clock_gap` turn the end of an operation into calendar time where lateness is judged.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from potok.scheduling.factory.steps import Step

Integers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


class Factory(NamedTuple):
    """Arrays over operations (n), arcs, modes, judged ends and windows of the calendar.

    Attributes:
        machines: How many machines there are.
        release: (n) earliest starts.
        before_first: (n + 1) where the predecessors of an operation lie in `before`.
        before: Predecessors.
        after_first: (n + 1) the same for successors.
        after: Successors.
        mode_first: (n + 1) where the modes of an operation lie.
        mode_machine: Machine of a mode.
        mode_time: Duration of a mode.
        weight: (n) cost of a unit of lateness, 0 where the end is not judged.
        due: (n) due time.
        judged: Operations whose end is judged.
        job_first: Where the operations of a job (all that hang together by arcs) lie in `job`.
        job: Operations of each job, predecessors first.
        job_of: (n) job of an operation.
        clock_from: Working time at which a window of the calendar begins, ascending.
        clock_gap: Calendar time less working time inside the window.
    """

    machines: int
    release: Integers
    before_first: Integers
    before: Integers
    after_first: Integers
    after: Integers
    mode_first: Integers
    mode_machine: Integers
    mode_time: Integers
    weight: Floats
    due: Integers
    judged: Integers
    job_first: Integers
    job: Integers
    job_of: Integers
    clock_from: Integers
    clock_gap: Integers


class Sequences(NamedTuple):
    """A plan: chosen modes, an order on each machine and the times that follow.

    Attributes:
        mode: (n) chosen mode of each operation.
        start: (n) its start.
        end: (n) its end.
        place: (n) its place on its machine.
        order: (machines, most operations a machine may get) operations of a machine in order.
        length: (machines) how many there are.
    """

    mode: Integers
    start: Integers
    end: Integers
    place: Integers
    order: Integers
    length: Integers

    def copy(self) -> Sequences:
        """The same plan in arrays of its own."""
        return Sequences(*(part.copy() for part in self))

    def take(self, other: Sequences) -> None:
        """Become equal to another plan of the same factory."""
        for mine, its in zip(self, other, strict=True):
            mine[...] = its


def factory_of(steps: Sequence[Step], machines: int, clock: Sequence[tuple[int, int]] = ((0, 0),)) -> Factory:
    """The arrays of a list of operations.

    Args:
        steps: Operations, predecessors before successors; `after` names places in this list.
        machines: How many machines there are.
        clock: (working time, calendar time less working time) of each window of the calendar.
    """
    before = [list(step.after) for step in steps]
    after: list[list[int]] = [[] for _ in steps]
    for number, step in enumerate(steps):
        for earlier in step.after:
            after[earlier].append(number)
    before_first, before_flat = _flat(before)
    after_first, after_flat = _flat(after)
    mode_first, mode_machine = _flat([[machine for machine, _ in step.modes] for step in steps])
    _, mode_time = _flat([[time for _, time in step.modes] for step in steps])
    jobs = _jobs(before, after)
    job_first, job = _flat(jobs)
    job_of = np.zeros(len(steps), dtype=np.int64)
    job_of[job] = np.repeat(np.arange(len(jobs)), np.diff(job_first))
    weight = np.array([step.weight for step in steps], dtype=np.float64)
    return Factory(
        machines=machines,
        release=_whole([step.release for step in steps]),
        before_first=before_first,
        before=before_flat,
        after_first=after_first,
        after=after_flat,
        mode_first=mode_first,
        mode_machine=mode_machine,
        mode_time=mode_time,
        weight=weight,
        due=_whole([step.due for step in steps]),
        judged=np.flatnonzero(weight > 0).astype(np.int64),
        job_first=job_first,
        job=job,
        job_of=job_of,
        clock_from=_whole([begin for begin, _ in clock]),
        clock_gap=_whole([gap for _, gap in clock]),
    )


def no_sequences(factory: Factory) -> Sequences:
    """An empty plan with room for any."""
    n = len(factory.release)
    most = int(np.bincount(factory.mode_machine, minlength=factory.machines).max(initial=1))
    return Sequences(
        mode=factory.mode_first[:-1].copy(),
        start=np.zeros(n, dtype=np.int64),
        end=np.zeros(n, dtype=np.int64),
        place=np.zeros(n, dtype=np.int64),
        order=np.zeros((factory.machines, most), dtype=np.int64),
        length=np.zeros(factory.machines, dtype=np.int64),
    )


def _whole(values: Sequence[int]) -> Integers:
    return np.array(values, dtype=np.int64)


def _flat(lists: Sequence[Sequence[int]]) -> tuple[Integers, Integers]:
    first = np.zeros(len(lists) + 1, dtype=np.int64)
    first[1:] = np.cumsum([len(row) for row in lists])
    return first, _whole([value for row in lists for value in row])


def _jobs(before: Sequence[Sequence[int]], after: Sequence[Sequence[int]]) -> list[list[int]]:
    """Operations that hang together by arcs, predecessors first."""
    seen = [False] * len(before)
    jobs = []
    for root in range(len(before)):
        if seen[root]:
            continue
        seen[root] = True
        members = [root]
        for i in members:  # grows while it is read
            for j in (*before[i], *after[i]):
                if not seen[j]:
                    seen[j] = True
                    members.append(j)
        left = {i: len(before[i]) for i in members}
        ordered = sorted(i for i in members if left[i] == 0)
        for i in ordered:
            for j in after[i]:
                left[j] -= 1
                if left[j] == 0:
                    ordered.append(j)
        jobs.append(ordered)
    return jobs
