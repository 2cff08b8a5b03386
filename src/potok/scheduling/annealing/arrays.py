"""One part of a planning problem as arrays for the kernels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt

from potok.plant.dates import add_working_days
from potok.plant.shifts import SECONDS_A_DAY, date_of_day, day_number, to_seconds
from potok.plant.working_time import NoWorkingTimeError
from potok.scheduling.annealing.hands import (
    BY_BATCHES,
    FULL_S,
    HALF_S,
    MACHINE,
    RUN_S,
    hand_overs,
    line_table,
)
from potok.scheduling.annealing.kernels.data import (
    L_BODY,
    L_FAMILY,
    L_FLOOR,
    L_FULL,
    L_HALF,
    L_HAND,
    L_IS_EVEN,
    L_MACHINE,
    L_PRODUCT,
    L_RUN,
    L_STAYS,
    LINE_COLUMNS,
    O_FIRST_LINE,
    O_HELD,
    O_JOB,
    O_STOOD,
    OPERATION_COLUMNS,
    Arrays,
    Ints,
)
from potok.scheduling.annealing.lines import Lines
from potok.scheduling.axis import Axis
from potok.scheduling.dispatch import Shop, span_of_rows
from potok.scheduling.objective import WEIGHTS
from potok.scheduling.problem import Job, Problem

#: A moment that never comes.
_NEVER = 1 << 60
#: `O_STOOD` of an operation that the earlier plan does not know.
_UNKNOWN = -1


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
        self._modes, self._first = line_table(lines.modes), np.array(lines.first)
        self._free = lines.first[-1]  # lines from here on stay
        self._operation_of = np.repeat(
            np.arange(len(lines.operations)), np.diff(self._first)
        )  # of a free line
        self._job_of = np.repeat(np.arange(len(jobs)), [len(job.operations) for job in jobs])
        self._is_first = np.array([operation.position == 0 for operation in lines.operations])
        self._is_held = np.array([operation.fixed is not None for operation in lines.operations])

    def arrays(self) -> Arrays:
        """All of them."""
        several = np.flatnonzero(np.diff(self._first) > 1)
        offices = sorted({job.qc_days for job in self._jobs})
        first_day = min(job.last_day for job in self._jobs)
        hand_of_line, hands, pieces = self._hands()
        windows, machines = self._axes()
        return Arrays(
            windows=_table(windows),
            machines=_table(machines),
            jobs=_table(self._job_rows(offices)),
            operations=self._operation_table(),
            lines=self._line_table(hand_of_line),
            hands=hands,
            pieces=pieces,
            open_op=several,
            ready=self._ready(offices, first_day),
            moments=np.array([first_day], dtype=np.int64),
            weights=np.array(WEIGHTS[self._problem.goal]),
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

    def _operation_table(self) -> Ints:
        lines = self._lines
        table = np.zeros((len(self._first), OPERATION_COLUMNS), np.int64)
        table[:, O_FIRST_LINE] = self._first
        table[:-1, O_JOB] = self._job_of
        table[:-1, O_HELD] = -1
        table[:, O_STOOD] = _UNKNOWN
        numbers, stood_of = lines.machine, self._problem.stood
        for at, operation in enumerate(lines.operations):
            stood, fixed = stood_of.get(operation.index), operation.fixed
            if stood is not None:
                table[at, O_STOOD:] = numbers.get(stood.machine, len(numbers)), stood.from_s, stood.until_s
            if fixed is not None:
                start = self._problem.axes[fixed.machine].position(to_seconds(fixed.rows[0].start_at))
                span = span_of_rows(fixed)
                table[at, O_HELD:O_STOOD] = lines.held[id(fixed)], *span, start, fixed.setup_s
        return table

    def _line_table(self, hand_of_line: Ints) -> Ints:
        modes, free = self._modes, self._free
        table = np.zeros((len(modes), LINE_COLUMNS), np.int64)
        numbers = np.zeros(len(self._problem.axes), np.int64)
        numbers[list(self._lines.machine)] = list(self._lines.machine.values())
        table[:, L_MACHINE] = numbers[modes[:, MACHINE]]
        table[:, [L_RUN, L_FULL, L_HALF]] = modes[:, [RUN_S, FULL_S, HALF_S]]
        table[:, [L_PRODUCT, L_FAMILY]] = [(owner.product, owner.family) for owner in self._lines.owners]
        table[free:, L_STAYS] = 1
        table[:, L_IS_EVEN] = modes[:, BY_BATCHES] == 0
        table[:free, L_FLOOR] = self._floors()
        self._bind_behind_held(table)
        table[:, L_HAND] = hand_of_line
        return table

    def _hands(self) -> tuple[Ints, Ints, Ints]:
        """First hand-over to every line, −1 where the operation before is not free; hand-overs; portions."""
        held = np.flatnonzero(self._is_held).tolist()
        lines_of_held = [self._lines.held[id(self._lines.operations[at].fixed)] for at in held]
        line = np.append(np.arange(self._free), np.array(lines_of_held, np.int64))
        operation = np.append(self._operation_of, np.array(held, np.int64))
        takes = ~self._is_first[operation] & ~self._is_held[operation - 1]
        line, before = line[takes], operation[takes] - 1
        count_before = np.diff(self._first)[before]
        hands_before = np.cumsum(count_before) - count_before
        first = np.full(len(self._modes), -1, np.int64)
        first[line] = hands_before
        pair = np.repeat(np.arange(len(line)), count_before)
        giving = self._first[before[pair]] + np.arange(len(pair)) - hands_before[pair]
        amounts = np.array([job.amount for job in self._jobs])[self._job_of[before[pair]]]
        return first, *hand_overs(self._modes[giving], self._modes[line[pair]], amounts)

    def _floors(self) -> Ints:
        """Positions before which free lines do not start: their material, the moment of planning."""
        axes, now_s = self._problem.axes, self._problem.now_s
        material = np.array([max(now_s, job.material_s) for job in self._jobs])
        of = self._operation_of
        ready = np.where(self._is_first[of], material[self._job_of[of]], now_s)
        asked, which = np.unique(ready * len(axes) + self._modes[: self._free, MACHINE], return_inverse=True)
        found = [axes[at % len(axes)].position(at // len(axes)) for at in asked.tolist()]
        return np.array(found, np.int64)[which]

    def _bind_behind_held(self, table: Ints) -> None:
        """Free operations behind work that stays take what it hands on."""
        lines, taking = self._lines, ~self._is_first & ~self._is_held & np.roll(self._is_held, 1)
        for at in np.flatnonzero(taking).tolist():
            before, operation = lines.operations[at - 1].fixed, lines.operations[at]
            delivery = None if before is None else before.delivery
            job = self._problem.jobs[operation.job]
            for line in range(lines.first[at], lines.first[at + 1]):
                bounds = self._shop.bounds(job, operation, delivery, lines.modes[line])
                table[line, L_FLOOR], table[line, L_BODY] = bounds

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
