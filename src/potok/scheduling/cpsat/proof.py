"""What a run of CP-SAT may take and what it answers."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from ortools.sat.python import cp_model

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class ProofLimits:
    """How long CP-SAT may search, with one worker.

    Attributes:
        seconds: Wall time, None without.
        work: Deterministic time of CP-SAT, None without; the answer then depends on the seed alone.
        seed: Of its random choices.
    """

    seconds: float | None
    work: float | None
    seed: int

    def apply(self, solver: cp_model.CpSolver) -> None:
        """Set them as parameters."""
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = self.seed % (1 << 31)
        if self.seconds is not None:
            solver.parameters.max_time_in_seconds = self.seconds
        if self.work is not None:
            solver.parameters.max_deterministic_time = self.work


@dataclass(frozen=True, slots=True)
class Proof(Generic[Row]):
    """What was found.

    Attributes:
        bound: Proven lower bound of the objective.
        is_optimal: Whether `rows` are proven optimal.
        rows: Best schedule found, None without.
    """

    bound: int
    is_optimal: bool
    rows: tuple[Row, ...] | None

    @classmethod
    def of(
        cls, solver: cp_model.CpSolver, status: cp_model.CpSolverStatus, rows: Callable[[], tuple[Row, ...]]
    ) -> Proof[Row]:
        """Read the answer of a solver that has run."""
        found = status in {cp_model.OPTIMAL, cp_model.FEASIBLE}
        bound = solver.best_objective_bound
        return cls(
            bound=math.ceil(bound - 1e-6) if math.isfinite(bound) else 0,
            is_optimal=status == cp_model.OPTIMAL,
            rows=rows() if found else None,
        )
