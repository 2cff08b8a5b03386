"""The engine of parallel machines: a list plan, then annealing in two lanes that share the best plan."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from potok.scheduling.bench import Options, Watch
from potok.scheduling.kernels.chance import Chance, chance_of
from potok.scheduling.parallel.kernels.anneal import Integers, Loads, Machines, anneal, build
from potok.scheduling.parallel.problem import ParallelMachines
from potok.scheduling.tardiness.problem import MachineRow

#: Searches side by side, whatever the number of cores.
LANES = 2
#: Moves between two looks at the clock; a thousand moves are a unit of work.
MOVES = 10_000
#: Thousands of moves after which a run without any limit ends.
ALL_WORK = 40_000
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
    arrays = _arrays(problem)
    bound = lower_bound(problem)
    best = _listed(arrays)
    makespan = int(best.load.max())
    watch.tell(makespan)
    lanes = [Lane(arrays, best, chance_of(watch.options.seed, lane)) for lane in range(LANES)]
    done, parts = 0, 1
    with ThreadPoolExecutor(max_workers=max(1, min(LANES, watch.options.cores))) as threads:

        def is_over() -> bool:
            return makespan <= bound or watch.is_over() or watch.part(done, ALL_WORK) >= 1.0

        while not is_over():
            for lane in lanes:
                lane.begin(best)
            for part in range(parts):
                if is_over():
                    break
                hot, cold = (HOT * (COLD / HOT) ** (k / parts) for k in (part, part + 1))
                list(
                    threads.map(
                        lambda lane, hot, cold: lane.search(hot, cold), lanes, [hot] * LANES, [cold] * LANES
                    )
                )
                done += LANES * MOVES // 1000
                for lane in lanes:
                    if lane.makespan < makespan:
                        best, makespan = _copy(lane.best), lane.makespan
                watch.tell(makespan)
            parts = min(LONGEST, 2 * parts)
    return ParallelAnswer(_rows(problem, best), makespan, bound)


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


def _listed(arrays: Machines) -> Loads:
    """The list plan: jobs with the longest shortest duration first."""
    jobs, machines = arrays.times.shape
    plan = Loads(
        order=np.zeros((machines, jobs), dtype=np.int64),
        length=np.zeros(machines, dtype=np.int64),
        machine=np.zeros(jobs, dtype=np.int64),
        place=np.zeros(jobs, dtype=np.int64),
        load=np.zeros(machines, dtype=np.int64),
    )
    order: Integers = np.argsort(-arrays.times.min(axis=1), kind="stable").astype(np.int64)
    build(arrays, plan, order)
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
