"""Small lines for the simulation."""

from collections.abc import Sequence
from typing import Any

from potok.simulation.line import Link, Place, SimulatedLine, Station, Step


def serial(
    times: Sequence[float], places: Sequence[int] = (), *, shift_s: float = 28_800, **changes: Any
) -> SimulatedLine:
    """Stations 1, 2, … one after another; `changes` go to the line, those of `link` to every link."""
    link = changes.pop("link", {})
    batch = changes.pop("batch", 1)
    counts = list(places) or [1] * len(times)
    numbers = range(1, len(times) + 1)
    return SimulatedLine(
        title="Линия",
        stations=tuple(
            Station(no, f"Место {no}", (Place(),) * count, "M")
            for no, count in zip(numbers, counts, strict=True)
        ),
        steps=tuple(Step(no, no, time, batch) for no, time in zip(numbers, times, strict=True)),
        links=tuple(Link(no, no + 1, **link) for no in numbers[:-1]),
        shift_s=shift_s,
        **changes,
    )
