"""What the families of parallel machines share."""

from __future__ import annotations

from potok.scheduling.bench import Options, Outcome, Watch
from potok.scheduling.benchmarks.answers import Answer, outcome_of
from potok.scheduling.parallel.engine import plan_machines, warm
from potok.scheduling.parallel.problem import ParallelMachines
from potok.scheduling.verify.machines import check_parallel_machines


def run_machines(family: str, problem: ParallelMachines, options: Options) -> Outcome:
    """Plan parallel machines."""
    warm()
    watch = Watch(options)
    found = plan_machines(problem, watch)
    seconds = watch.seconds, watch.process_seconds
    answer = Answer(
        objective=found.makespan,
        bound=found.bound,
        solution={"schedule": [row.as_dict() for row in found.rows]},
        violations=check_parallel_machines(problem, found.rows, found.makespan),
    )
    return outcome_of(family, watch, seconds, answer)
