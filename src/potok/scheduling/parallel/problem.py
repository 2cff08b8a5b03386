"""Jobs on unrelated parallel machines."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ParallelMachines:
    """Every job runs once, on any machine, all are there from 0 on.

    Attributes:
        times: Duration by job and machine.
        setups: Set-up by machine, job before and job after; empty without set-ups, one matrix stands for
            all machines. There is none before the first job of a machine.
    """

    times: tuple[tuple[int, ...], ...]
    setups: tuple[tuple[tuple[int, ...], ...], ...] = ()

    @property
    def machines(self) -> int:
        """How many machines there are."""
        return len(self.times[0])

    def setup(self, machine: int, before: int, after: int) -> int:
        """Set-up on a machine between two jobs."""
        if not self.setups:
            return 0
        return self.setups[machine if len(self.setups) > 1 else 0][before][after]
