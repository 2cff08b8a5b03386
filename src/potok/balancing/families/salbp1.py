"""SALBP-1: fewest stations for a cycle time, on graphs of Scholl (with `cycle`) and files of Otto."""

from __future__ import annotations

from potok.balancing.bench import Options, Outcome
from potok.balancing.families.simple import run_simple
from potok.balancing.problem import Goal


def run(text: str, options: Options) -> Outcome:
    """Balance the line of a file for the cycle time of the options or the file."""
    return run_simple("salbp1", text, options, Goal.STATIONS)
