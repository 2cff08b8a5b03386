"""One part of a planning problem as arrays for the kernels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt

from potok.plant.dates import add_working_days
from potok.plant.model import Basis
from potok.plant.shifts import SECONDS_A_DAY, date_of_day, day_number, to_seconds
from potok.plant.working_time import NoWorkingTimeError
from potok.scheduling.annealing.hands import hand_overs, line_table
from potok.scheduling.annealing.kernels.data import Arrays, Ints
from potok.scheduling.annealing.lines import Lines
from potok.scheduling.axis import Axis
from potok.scheduling.dispatch import Shop, span_of_rows
from potok.scheduling.problem import FixedOperation, Job, Problem

#: A moment that never comes.
_NEVER = 1 << 60


def arrays_of(problem: Problem, jobs: Sequence[Job], lines: Lines, *, until_s: int) -> Arrays:
    """The arrays of a part.

    Args:
        problem: The whole problem.
        jobs: Jobs of the part.
        lines: Its lines.
        until_s: Working time is listed up to this moment, at least.
    """
    return _Builder(problem, jobs, lines, until_s).arrays()


class _Builder:
    """Lists the numbers of one part."""

    def __init__(self, problem: Problem, jobs: Sequence[Job], lines: Lines, until_s: int) -> None:
        self._problem, self._jobs, self._lines, self._until_s = problem, jobs, lines, until_s
        self._shop = Shop(problem, [])

    def arrays(self) -> Arrays:
        """All of them."""
        first = self._lines.first
        several = [at for at in range(len(first) - 1) if first[at + 1] - first[at] > 1]
        offices = sorted({job.qc_days for job in self._jobs})
        first_day = min(job.last_day for job in self._jobs)
        hand_of_line, hands, pieces = self._hands()
        windows, machines = self._axes()
        return Arrays(
            windows=_table(windows),
            machines=_table(machines),
            jobs=_table(self._job_rows(offices)),
            operations=_table(self._operation_rows()),
            lines=_table(self._line_row(line, hand) for line, hand in enumerate(hand_of_line.tolist())),
            hands=hands,
            pieces=pieces,
            open_op=np.array(several, dtype=np.int64),
            ready=self._ready(offices, first_day),
            moments=np.array([self._problem.now_s, first_day], dtype=np.int64),
        )

    def _axes(self) -> tuple[list[tuple[int, int, int]], list[tuple[int, int, int]]]:
        """Windows, and machines with one row more."""
        windows: list[tuple[int, int, int]] = []
        machines: list[tuple[int, int, int]] = []
        for machine in self._lines.machine:
            axis = self._problem.axes[machine]
            first, passed = len(windows), 0
            for start, finish in axis.windows(0, self._until_s):
                windows.append((start, finish, passed))
                passed += finish - start
            machines.append((first, passed, int(_is_whole(axis, passed))))
        return windows, [*machines, (len(windows), 0, 0)]

    def _job_rows(self, offices: Sequence[int]) -> Iterator[tuple[int, ...]]:
        first = 0
        for job in self._jobs:
            use_by = _NEVER if job.use_by_s is None else job.use_by_s
            due, office = day_number(job.order.due_date), offices.index(job.qc_days)
            yield first, job.product, job.family, job.weight, job.last_day, due, use_by, office
            first += len(job.operations)
        yield first, 0, 0, 0, 0, 0, 0, 0

    def _operation_rows(self) -> Iterator[tuple[int, ...]]:
        lines = self._lines
        job_of = [number for number, job in enumerate(self._jobs) for _ in job.operations]
        for job, first, operation in zip(job_of, lines.first, lines.operations, strict=False):
            fixed = operation.fixed
            if fixed is None:
                yield first, job, -1, 0, 0, 0, 0
                continue
            start = self._problem.axes[fixed.machine].position(to_seconds(fixed.rows[0].start_at))
            yield first, job, lines.held[id(fixed)], *span_of_rows(fixed), start, fixed.setup_s
        yield lines.first[-1], 0, 0, 0, 0, 0, 0

    def _line_row(self, line: int, hand: int) -> tuple[int, ...]:
        lines = self._lines
        mode, owner = lines.modes[line], lines.owners[line]
        stays, even = isinstance(owner, FixedOperation), mode.basis is Basis.RATE
        machine = lines.machine[mode.machine]
        setups = mode.full_setup_s, mode.half_setup_s
        like = owner.product, owner.family
        return machine, mode.run_s, *setups, *like, int(stays), int(even), *self._bounds(line), hand

    def _hands(self) -> tuple[Ints, Ints, Ints]:
        """First hand-over to every line, −1 where the operation before is not free; hand-overs; portions."""
        lines = self._lines
        taking: list[tuple[int, int, int, int]] = []  # a line, first and count of those before, the amount
        for at, operation in enumerate(lines.operations):
            if operation.position == 0 or lines.operations[at - 1].fixed is not None:
                continue
            amount, before = self._problem.jobs[operation.job].amount, lines.first[at - 1]
            count = lines.first[at] - before
            taking += [(line, before, count, amount) for line in self._lines_of(at)]
        line, before_line, count_before, amounts = np.array(taking, np.int64).reshape(-1, 4).T
        hands_before = np.cumsum(count_before) - count_before
        first = np.full(len(lines.modes), -1, np.int64)
        first[line] = hands_before
        pair = np.repeat(np.arange(len(line)), count_before)
        giving = before_line[pair] + np.arange(len(pair)) - hands_before[pair]
        table = line_table(lines.modes)
        return first, *hand_overs(table[giving], table[line[pair]], amounts[pair])

    def _lines_of(self, at: int) -> Sequence[int]:
        """Lines of an operation, the one it stays on when it does."""
        fixed = self._lines.operations[at].fixed
        if fixed is None:
            return range(self._lines.first[at], self._lines.first[at + 1])
        return [self._lines.held[id(fixed)]]

    def _bounds(self, line: int) -> tuple[int, int]:
        """Positions before which neither the operation nor its work begins, whatever is placed."""
        work = self._lines.works[line]
        if isinstance(work, FixedOperation):
            return 0, 0
        job = self._problem.jobs[work.job]
        before = job.operations[work.position - 1].fixed if work.position else None
        delivery = None if before is None else before.delivery
        return self._shop.bounds(job, work, delivery, self._lines.modes[line])

    def _ready(self, offices: Sequence[int], first_day: int) -> npt.NDArray[np.int64]:
        """Day in the warehouse by days of quality control and day of release."""
        days = range(first_day, self._until_s // SECONDS_A_DAY + 2)
        holidays = self._problem.holidays
        rows = [
            [day_number(add_working_days(date_of_day(day), wait, holidays=holidays)) for day in days]
            for wait in offices
        ]
        return np.array(rows, dtype=np.int64)


def _is_whole(axis: Axis, passed: int) -> bool:
    """Whether a machine has no working time after so many seconds of it."""
    try:
        axis.begin(passed)
    except NoWorkingTimeError:
        return True
    return False


def _table(rows: Iterable[tuple[int, ...]]) -> Ints:
    return np.array(list(rows), dtype=np.int64)
