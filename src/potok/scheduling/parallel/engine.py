"""The engine of parallel machines: a list plan, then annealing in two lanes that share the best plan.

Without set-ups the linear relaxation tells first which machine suits which job, and under a time limit the
solver HiGHS takes the place of the second lane: on what the relaxation leaves open it is the stronger one.
"""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from potok.scheduling.bench import Options, Watch
from potok.scheduling.kernels.chance import Chance, chance_of
from potok.scheduling.parallel.kernels.anneal import Integers, Loads, Machines, anneal, build, insert
from potok.scheduling.parallel.linear import Assigning
from potok.scheduling.parallel.problem import ParallelMachines
from potok.scheduling.parallel.relaxation import Relaxation, relaxation
from potok.scheduling.tardiness.problem import MachineRow

#: Searches side by side, whatever the number of cores.
LANES = 2
#: Moves between two looks at the clock; a thousand moves are a unit of work.
MOVES = 10_000
#: Thousands of moves after which a run without any limit ends.
ALL_WORK = 40_000
#: Share of the run that the relaxation may take, and after which the solver begins beside the annealing.
_RELAXING, _ANNEALING = 0.3, 0.05
#: How often the end of the solver is looked for where nothing else runs, seconds.
_LOOK_S = 0.02
#: Longest cooling, in parts of `MOVES`; the first one is short and each is twice the one before.
LONGEST = 400
#: Rise accepted one time in e, in costs of a machine at its goal, at the beginning and end of a cooling.
HOT, COLD = 0.3, 0.01


@dataclass(frozen=True, slots=True)
class ParallelAnswer:
    """A plan, its makespan and a lower bound."""

    rows: tuple[MachineRow, ...]
    makespan: int
    bound: int


class Lane:
    """One search with plans and random numbers of its own."""

    def __init__(self, problem: Machines, first: Loads, chance: Chance) -> None:
        self._problem = problem
        self._chance = chance
        self._current = _copy(first)
        self.best = _copy(first)
        self.makespan = int(first.load.max())

    def begin(self, start: Loads) -> None:
        """Begin a cooling from a plan."""
        self._current = _copy(start)
        self.best = _copy(start)
        self.makespan = int(start.load.max())

    def search(self, hot: float, cold: float) -> None:
        """One part of a cooling."""
        self.makespan = int(anneal(self._problem, self._current, self.best, self._chance, hot, cold, MOVES))


def warm() -> None:
    """Load or compile the kernels, so that a run does not wait for them."""
    setups = (((0, 1, 1), (1, 0, 1), (1, 1, 0)),)
    plan_machines(
        ParallelMachines(((3, 3), (3, 3), (3, 3)), setups), Watch(Options(time_limit=None, work_limit=1))
    )


def plan_machines(problem: ParallelMachines, watch: Watch) -> ParallelAnswer:
    """Give jobs to machines and order them."""
    run = _Run(problem, watch)
    run.improve()
    return ParallelAnswer(_rows(problem, run.best), run.makespan, run.bound)


class _Run:
    """One run: the best plan and the best bound so far."""

    def __init__(self, problem: ParallelMachines, watch: Watch) -> None:
        self._watch = watch
        self._arrays = _arrays(problem)
        self._relaxed: Relaxation | None = None
        self._assigning: Assigning | None = None
        self._done = 0
        self.bound = lower_bound(problem)
        self.best = _listed(self._arrays)
        self.makespan = int(self.best.load.max())
        watch.tell(self.makespan)

    def improve(self) -> None:
        """Search until the limits, or until nothing better can be."""
        watch = self._watch
        if watch.options.work_limit == 0 or self._is_over():
            return
        if not self._arrays.has_setups:
            self._relax()
        lanes = [Lane(self._arrays, self.best, chance_of(watch.options.seed, lane)) for lane in range(LANES)]
        try:
            with ThreadPoolExecutor(max_workers=max(1, min(LANES, watch.options.cores))) as threads:
                self._cool(lanes, threads)
        finally:
            self._end_assigning()

    def _cool(self, lanes: list[Lane], threads: ThreadPoolExecutor) -> None:
        """One cooling after the other, each longer, the solver beside them when it is its turn."""
        parts = 1
        while not self._is_over():
            for lane in lanes:
                lane.begin(self.best)
            for part in range(parts):
                if self._is_over():
                    break
                self._assign()
                if self._assigning and self._watch.options.cores == 1:  # it has the only core
                    time.sleep(_LOOK_S)
                    continue
                busy = lanes[: 1 if self._assigning else LANES]
                hot, cold = (HOT * (COLD / HOT) ** (k / parts) for k in (part, part + 1))
                list(threads.map(lambda lane, hot=hot, cold=cold: lane.search(hot, cold), busy))
                self._done += len(busy) * MOVES // 1000
                for lane in busy:
                    if lane.makespan < self.makespan:
                        self._take(_copy(lane.best))
            parts = min(LONGEST, 2 * parts)

    def _is_over(self) -> bool:
        if self.makespan <= self.bound or self._watch.is_over():
            return True
        return self._watch.part(self._done, ALL_WORK) >= 1.0

    def _take(self, plan: Loads) -> None:
        self.best, self.makespan = plan, int(plan.load.max())
        self._watch.tell(self.makespan)

    def _relax(self) -> None:
        """Learn the bound and the prices of the machines; begin where jobs are divided least."""
        left = self._left_s()
        relaxed = relaxation(self._arrays.times, None if left is None else _RELAXING * left)
        if relaxed is None:
            return
        self._relaxed = relaxed
        self.bound = max(self.bound, relaxed.bound)
        near = np.argsort(relaxed.dear, axis=1, kind="stable").astype(np.int64)
        self._arrays = self._arrays._replace(near=near)
        rounded = _assigned(self._arrays, relaxed.machine)
        if rounded.load.max() < self.makespan:
            self._take(rounded)

    def _assign(self) -> None:
        """Let the solver work on what can still be better, once, under a time limit: its pace is its own."""
        left = self._left_s()
        if self._assigning is not None:
            if self._assigning.has_ended():
                self._end_assigning()
            return
        if self._relaxed is None or left is None or self._watch.part(self._done, ALL_WORK) < _ANNEALING:
            return
        choices = self._relaxed.useful(self.makespan)
        self._relaxed = None
        self._assigning = Assigning(
            self._arrays.times, choices, bound=self.bound, makespan=self.makespan, time_limit_s=left
        )

    def _end_assigning(self) -> None:
        if self._assigning is None:
            return
        self._assigning.stop()
        machine, bound = self._assigning.answer()
        self._assigning = None
        if machine is not None:
            plan = _assigned(self._arrays, machine)
            if plan.load.max() < self.makespan:
                self._take(plan)
        self.bound = max(self.bound, min(bound, self.makespan))

    def _left_s(self) -> float | None:
        """Seconds that are left, None without a limit of time."""
        options = self._watch.options
        if options.time_limit is None or options.work_limit is not None:
            return None
        return max(0.0, options.time_limit - self._watch.seconds)


def lower_bound(problem: ParallelMachines) -> int:
    """The longest of the shortest durations, and the shortest durations spread evenly."""
    shortest = [min(row) for row in problem.times]
    return max(*shortest, -(-sum(shortest) // problem.machines))


def _copy(plan: Loads) -> Loads:
    return Loads(*(part.copy() for part in plan))


def _arrays(problem: ParallelMachines) -> Machines:
    times = np.array(problem.times, dtype=np.int64)
    setups = np.array(problem.setups or [[[0]]], dtype=np.int64)
    near = np.argsort(times, axis=1, kind="stable").astype(np.int64)
    return Machines(times, setups, near, bool(problem.setups))


def _empty(arrays: Machines) -> Loads:
    jobs, machines = arrays.times.shape
    return Loads(
        order=np.zeros((machines, jobs), dtype=np.int64),
        length=np.zeros(machines, dtype=np.int64),
        machine=np.zeros(jobs, dtype=np.int64),
        place=np.zeros(jobs, dtype=np.int64),
        load=np.zeros(machines, dtype=np.int64),
    )


def _listed(arrays: Machines) -> Loads:
    """The list plan: jobs with the longest shortest duration first."""
    plan = _empty(arrays)
    order: Integers = np.argsort(-arrays.times.min(axis=1), kind="stable").astype(np.int64)
    build(arrays, plan, order)
    return plan


def _assigned(arrays: Machines, machine: Integers) -> Loads:
    """Jobs on given machines, in the order of their numbers."""
    plan = _empty(arrays)
    for job, on in enumerate(machine.tolist()):
        insert(arrays, plan, job, on, int(plan.length[on]))
    return plan


def _rows(problem: ParallelMachines, plan: Loads) -> tuple[MachineRow, ...]:
    rows = []
    for machine in range(problem.machines):
        before, end = -1, 0
        for job in plan.order[machine, : plan.length[machine]].tolist():
            start = end + (problem.setup(machine, before, job) if before >= 0 else 0)
            end = start + problem.times[job][machine]
            rows.append(MachineRow(job, machine, start, end))
            before = job
    return tuple(rows)
