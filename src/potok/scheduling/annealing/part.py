"""A walk over the sequences of one part: its arrays, its state, and what it has found."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from potok.compiled import was_compiled
from potok.plant.shifts import SECONDS_A_DAY
from potok.scheduling.annealing.arrays import arrays_of
from potok.scheduling.annealing.kernels.alone import finish_alone
from potok.scheduling.annealing.kernels.data import (
    ANY,
    BEST_DAYS,
    BEST_VALUE,
    COLUMNS,
    COUNTS,
    FIGURES,
    IN_VAIN,
    L_MACHINE,
    STRIDE,
    TRIED,
    Arrays,
    Queues,
    Walk,
)
from potok.scheduling.annealing.kernels.placing import PLACED
from potok.scheduling.annealing.kernels.walk import lay, walk
from potok.scheduling.annealing.lines import Lines
from potok.scheduling.dispatch import Placed, span_of_rows
from potok.scheduling.kernels.chance import chance_of
from potok.scheduling.parts import Part
from potok.scheduling.problem import Job, Problem
from potok.scheduling.timeline import Timeline

_KEPT_QUEUES = 32
_DAYS_AHEAD = 120


class Found(NamedTuple):
    """A sequence with its machine choices and what it is worth, the smaller the better.

    Attributes:
        weighted_days: Weighted days late.
        value: Guide value.
        sequence: Jobs of the part, numbered within it.
        choice: Chosen machines by operation of the part.
    """

    weighted_days: int
    value: float
    sequence: tuple[int, ...]
    choice: tuple[int, ...]


def is_loaded() -> bool:
    """Whether this process has the compiled code of a first plan: nobody waits for it any more."""
    return all(getattr(kernel, "signatures", ()) for kernel in (finish_alone, lay))


def is_on_disk() -> bool:
    """Whether the kernels were compiled on this machine before: they are loaded within a second."""
    return all(was_compiled(kernel) for kernel in (finish_alone, lay, walk))


class PartData:
    """A part of a problem as the walks of all lanes see it.

    Args:
        problem: The whole problem.
        part: Its jobs and machines.
    """

    def __init__(self, problem: Problem, part: Part) -> None:
        self.jobs, self.machines = part.jobs, part.machines
        self.lines = Lines(problem, part)
        self._problem = problem
        known = [problem.now_s, *(job.material_s for job in part.jobs)]
        known += [span_of_rows(fixed)[1] for fixed in problem.fixed]
        self._begin_s = max(known)
        self._arrays: dict[int, Arrays] = {}

    def arrays(self, days: int) -> Arrays:
        """The arrays with working time listed for so many days."""
        made = self._arrays.get(days)
        if made is None:
            until_s = self._begin_s + days * SECONDS_A_DAY
            made = arrays_of(self._problem, self.jobs, self.lines, until_s=until_s)
            self._arrays[days] = made
        return made

    def numbered(self, jobs: Sequence[Job], modes: Sequence[int] | None) -> tuple[list[int], list[int]]:
        """Sequence and choices in numbers of the part.

        Args:
            jobs: All jobs of the problem in some order.
            modes: Machine choices by operation index, None = all open.
        """
        number = {job.index: at for at, job in enumerate(self.jobs)}
        sequence = [number[job.index] for job in jobs if job.index in number]
        operations = self.lines.operations
        if modes is None:
            return sequence, [ANY] * len(operations)
        return sequence, [modes[operation.index] for operation in operations]


class PartWalk:
    """One lane's walk in one part.

    Args:
        data: The part.
        seed: Of the random choices.
        lane: Number of the lane.
        days: Working time is listed so far beyond what is known to matter; doubled when it is too short.
    """

    def __init__(self, data: PartData, *, seed: int, lane: int, days: int = _DAYS_AHEAD) -> None:
        self.data = data
        self._days = days
        self._chance = chance_of(seed, lane)
        self._arrays = data.arrays(self._days)
        self._walk = self._new_walk()

    @property
    def tried(self) -> int:
        """Sequences tried so far."""
        return int(self._walk.counts[TRIED])

    @property
    def in_vain(self) -> int:
        """Sequences tried since the best one was found."""
        return int(self._walk.counts[IN_VAIN])

    @property
    def best(self) -> Found:
        """The best sequence so far."""
        w = self._walk
        return Found(
            weighted_days=int(w.counts[BEST_DAYS]),
            value=float(w.figures[BEST_VALUE]),
            sequence=tuple(w.best_sequence.tolist()),
            choice=tuple(w.best_choice.tolist()),
        )

    def load(self) -> None:
        """Have the kernels compiled, or loaded from disk; nothing is tried."""
        finish_alone(self._arrays, self._walk.queues.before, self._walk.finish)
        lay(self._arrays, self._walk, 0, 0)
        walk(self._arrays, self._walk, 0, 1.0, 1.0)

    def finishes_alone(self) -> dict[int, int]:
        """Finish of each job alone in the plant by job index, of those that have working time (seconds)."""
        w = self._walk
        while finish_alone(self._arrays, w.queues.before, w.finish) != PLACED:
            self._look_further(*(list(row) for row in (w.sequence[1], w.choice[1])))
            w = self._walk
        finishes = zip(self.data.jobs, w.finish.tolist(), strict=True)
        return {job.index: finish_s for job, finish_s in finishes if finish_s >= 0}

    def begin_from(self, sequence: Sequence[int], choice: Sequence[int]) -> None:
        """Go to a sequence, whatever it is worth."""
        self._walk.sequence[1] = sequence
        self._walk.choice[1] = choice
        while lay(self._arrays, self._walk, 0, 1) != PLACED:
            self._look_further(sequence, choice)

    def walk(self, steps: int, *, warm: float, cold: float) -> None:
        """Try so many neighbours; the temperature falls from warm to cold."""
        until = self.tried + steps
        while self.tried < until:
            if walk(self._arrays, self._walk, until - self.tried, warm, cold) != PLACED:
                current = self._walk.sequence[0].tolist(), self._walk.choice[0].tolist()
                self._look_further(*current)
                self.begin_from(*current)

    def laid(self) -> tuple[dict[int, Timeline], dict[int, Placed | None]]:
        """Queues by machine, and where the jobs lie by job index, of the best sequence."""
        w, best = self._walk, self.best
        w.sequence[1], w.choice[1] = best.sequence, best.choice
        lay(self._arrays, w, 0, 0)
        queues = {machine: self._queue(number) for number, machine in enumerate(self.data.machines)}
        finishes = w.finish.tolist()
        placed = {
            job.index: None
            if finishes[number] < 0
            else Placed(
                int(w.launch[number]), finishes[number], bool(w.conflict[number]), int(w.changed[number])
            )
            for number, job in enumerate(self.data.jobs)
        }
        return queues, placed

    def _queue(self, number: int) -> Timeline:
        """The queue of a machine as the decoder left it."""
        q, lines, timeline = self._walk.queues, self.data.lines, Timeline()
        first = int(q.row[number])
        for start, body, end, floor, cap, line in q.entries[first : first + int(q.filled[number])].tolist():
            timeline.entries.append(lines.entry(line, start, body, end, floor, cap))
            timeline.ends.append(end)
        return timeline

    def _look_further(self, sequence: Sequence[int], choice: Sequence[int]) -> None:
        """List twice as much working time; what was found stays found."""
        self._days *= 2
        self._arrays = self.data.arrays(self._days)
        old, self._walk = self._walk, self._new_walk()
        for name in ("counts", "figures", "best_sequence", "best_choice"):
            getattr(self._walk, name)[:] = getattr(old, name)
        self._walk.sequence[1], self._walk.choice[1] = sequence, choice

    def _new_walk(self) -> Walk:
        """A walk that is nowhere yet."""
        lines = self.data.lines
        jobs, operations, machines = len(self.data.jobs), len(lines.operations), len(lines.machine)
        rooms = np.bincount(self._arrays.lines[:, L_MACHINE], minlength=machines)
        row = np.concatenate(([0], np.cumsum(rooms)))
        longest = max(len(job.operations) for job in self.data.jobs)
        queues = Queues(
            row=row,
            filled=np.zeros(machines, np.int64),
            entries=np.zeros((int(row[-1]), COLUMNS), np.int64),
            before=np.zeros(4, np.int64),
            slot=np.zeros(3, np.int64),
            found=np.zeros(6, np.int64),
            undo=np.zeros((longest, 3), np.int64),
        )
        lines.lay_held(queues)
        stride = max(1, jobs // _KEPT_QUEUES)
        kept = np.zeros((2, -(-jobs // stride), operations + len(lines.held), COLUMNS), np.int64)
        kept_count = np.zeros((2, kept.shape[1], machines), np.int64)
        packed = np.concatenate(
            [queues.entries[first : first + count] for first, count in zip(row, queues.filled, strict=False)]
        )
        kept[0, 0, : len(packed)], kept_count[0, 0] = packed, queues.filled
        counts, figures = np.zeros(COUNTS, np.int64), np.full(FIGURES, math.inf)
        counts[STRIDE], counts[BEST_DAYS] = stride, np.iinfo(np.int64).max
        return Walk(
            queues=queues,
            sequence=np.tile(np.arange(jobs), (2, 1)),
            choice=np.full((2, operations), ANY, np.int64),
            values=np.zeros((2, jobs + 1)),
            days=np.zeros((2, jobs + 1), np.int64),
            kept=kept,
            kept_count=kept_count,
            best_sequence=np.zeros(jobs, np.int64),
            best_choice=np.full(operations, ANY, np.int64),
            launch=np.zeros(jobs, np.int64),
            finish=np.zeros(jobs, np.int64),
            conflict=np.zeros(jobs, np.int64),
            changed=np.zeros(jobs, np.int64),
            where=np.zeros(4, np.int64),
            counts=counts,
            figures=figures,
            chance=self._chance,
        )
