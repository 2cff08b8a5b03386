"""One operation of a factory as its engine takes it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """One operation.

    Attributes:
        modes: Allowed (machine, duration), machines 0-based, in order of preference.
        after: Operations that must have ended before.
        release: Earliest start.
        weight: Cost of a unit of calendar lateness; 0 where the end is not judged.
        due: Calendar time after which the end is late.
    """

    modes: tuple[tuple[int, int], ...]
    after: tuple[int, ...] = ()
    release: int = 0
    weight: float = 0.0
    due: int = 0
