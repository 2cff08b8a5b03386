"""Family `jobshop`: the classical job shop, makespan."""

from __future__ import annotations

from potok.scheduling.bench import Options, Outcome
from potok.scheduling.benchmarks.shops import run_shop
from potok.scheduling.formats.shops import read_job_shop


def run(text: str, options: Options) -> Outcome:
    """Plan the shop of a `.jsp` text."""
    return run_shop("jobshop", read_job_shop(text), options)
