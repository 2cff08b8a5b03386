"""Family `fjsp`: the flexible job shop, makespan."""

from __future__ import annotations

from potok.scheduling.bench import Options, Outcome
from potok.scheduling.benchmarks.shops import run_shop
from potok.scheduling.formats.shops import read_flexible_shop


def run(text: str, options: Options) -> Outcome:
    """Plan the shop of a `.fjs` or `.fajsp` text."""
    return run_shop("fjsp", read_flexible_shop(text), options)
