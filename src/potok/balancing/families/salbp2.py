"""SALBP-2: shortest cycle time for a number of stations, on the graphs of SALBP-1."""

from __future__ import annotations

from potok.balancing.bench import Options, Outcome
from potok.balancing.families.simple import run_simple
from potok.balancing.problem import Goal


def run(text: str, options: Options) -> Outcome:
    """Balance the line of a file for the number of stations of the options."""
    return run_simple("salbp2", text, options, Goal.CYCLE)
