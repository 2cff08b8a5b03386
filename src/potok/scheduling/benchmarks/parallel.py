"""Family `parallel`: unrelated parallel machines, makespan."""

from __future__ import annotations

from potok.scheduling.bench import Options, Outcome
from potok.scheduling.benchmarks.machines import run_machines
from potok.scheduling.formats.parallel import read_parallel as read


def run(text: str, options: Options) -> Outcome:
    """Give jobs to machines."""
    return run_machines("parallel", read(text), options)
