"""The engine of one machine: two independent searches, compared at the end of each round."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from potok.scheduling.bench import Options, Watch
from potok.scheduling.kernels.chance import chance_of
from potok.scheduling.tardiness.kernels.dynasearch import iterate, tardiness
from potok.scheduling.tardiness.problem import MachineRow, SingleMachine

#: Searches side by side, whatever the number of cores.
LANES = 2
#: Kicks of a search in a round; one kick is a unit of work.
KICKS = 20
#: Kicks without a better plan after which a search returns to its best one.
PATIENCE = 100
#: Kicks after which a run without any limit ends.
ALL_WORK = 20_000


@dataclass(frozen=True, slots=True)
class TardinessAnswer:
    """A plan and its cost; a cost of 0 is proven the least."""

    rows: tuple[MachineRow, ...]
    cost: int


def warm() -> None:
    """Load or compile the kernels, so that a run does not wait for them."""
    plan_machine(SingleMachine((2, 3), (1, 1), (1, 1)), Watch(Options(time_limit=None, work_limit=1)))


def plan_machine(problem: SingleMachine, watch: Watch) -> TardinessAnswer:
    """Order the jobs of one machine."""
    jobs = np.array([problem.times, problem.weights, problem.dues], dtype=np.int64)
    first = np.argsort(jobs[2] - jobs[0], kind="stable").astype(np.int64)
    orders = [first.copy() for _ in range(LANES)]
    chances = [chance_of(watch.options.seed, lane) for lane in range(LANES)]
    costs = [int(tardiness(jobs, first))] * LANES
    watch.tell(costs[0])
    done = 0
    with ThreadPoolExecutor(max_workers=max(1, min(LANES, watch.options.cores))) as threads:
        while min(costs) > 0 and not watch.is_over() and watch.part(done, ALL_WORK) < 1.0:
            costs = list(
                threads.map(
                    lambda order, chance: iterate(jobs, order, chance, KICKS, PATIENCE), orders, chances
                )
            )
            done += LANES * KICKS
            watch.tell(min(costs))
    best = orders[int(np.argmin(costs))]
    return TardinessAnswer(_rows(problem, best.tolist()), int(tardiness(jobs, best)))


def _rows(problem: SingleMachine, order: list[int]) -> tuple[MachineRow, ...]:
    rows = []
    end = 0
    for job in order:
        rows.append(MachineRow(job, 0, end, end + problem.times[job]))
        end += problem.times[job]
    return tuple(rows)
