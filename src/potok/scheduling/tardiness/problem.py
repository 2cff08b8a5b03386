"""Jobs on one machine with weights and due dates."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SingleMachine:
    """All jobs are there from 0 on; tables by job.

    Attributes:
        times: Processing times.
        weights: Cost of a unit of tardiness.
        dues: Due dates.
        name: Of the instance.
    """

    times: tuple[int, ...]
    weights: tuple[int, ...]
    dues: tuple[int, ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class MachineRow:
    """One job of a plan on machines; all numbers 0-based."""

    job: int
    machine: int
    start: int
    end: int

    def as_dict(self) -> dict[str, int]:
        """The row as plain data for JSON."""
        return {
            "job": self.job,
            "operation": 0,
            "machine": self.machine,
            "start": self.start,
            "end": self.end,
        }
