"""A benchmark file of a simple line, whichever of the two it is, and its solution file."""

from __future__ import annotations

from collections.abc import Sequence

from potok.balancing.balance import Balance
from potok.balancing.formats.otto import read_otto
from potok.balancing.formats.scholl import read_scholl
from potok.balancing.problem import Goal, LineProblem


def read_benchmark(
    text: str, *, goal: Goal, cycle: int | None = None, stations: int | None = None
) -> LineProblem:
    """The line of a file: Otto's begin with a section, Scholl's with a number.

    Raises:
        InvalidDataError: When the text is neither.
    """
    read = read_otto if text.lstrip().startswith("<") else read_scholl
    return read(text, goal=goal, cycle=cycle, stations=stations)


def solution_of(balance: Balance) -> dict[str, Sequence[int]]:
    """Content of the solution file (conventions 5): stations are counted from 1."""
    return {"station_of_task": [station + 1 for station in balance.station_of]}
