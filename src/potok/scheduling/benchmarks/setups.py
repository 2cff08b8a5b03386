"""Family `setups`: unrelated parallel machines with sequence-dependent set-ups, makespan."""

from __future__ import annotations

from potok.scheduling.bench import Options, Outcome
from potok.scheduling.benchmarks.machines import run_machines
from potok.scheduling.formats.tables import read_setups as read


def run(text: str, options: Options) -> Outcome:
    """Give jobs to machines."""
    return run_machines("setups", read(text), options)
