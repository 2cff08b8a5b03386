"""Calls of CP-SAT with limits of time or work and a stop."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from ortools.sat.python import cp_model

#: Seconds between two looks at the stop signal.
LOOK = 0.1


@dataclass(frozen=True)
class Limits:
    """How long a call of CP-SAT may take.

    Attributes:
        seconds: Wall seconds, None where work counts.
        work: Deterministic seconds, None where time counts.
        cores: Threads; one where work counts.
        seed: Start of chance.
        stop: True ends the call.
        most_work: Deterministic seconds beside a limit of time, None for no other limit: a question gets as
            much on a loaded machine as on a quiet one.
    """

    seconds: float | None
    work: float | None
    cores: int
    seed: int
    stop: Callable[[], bool]
    most_work: float | None = None


@dataclass(frozen=True)
class Run:
    """A finished call: the solver with its values, whether it found any, bound, proof, work done."""

    solver: cp_model.CpSolver
    found: bool
    bound: int
    proven: bool
    work: float


class _Teller(cp_model.CpSolverSolutionCallback):
    """Passes every better solution on."""

    def __init__(self, told: Callable[[int, int], None]) -> None:
        super().__init__()
        self._told = told

    def on_solution_callback(self) -> None:
        """Called by CP-SAT."""
        self._told(round(self.objective_value), round(self.best_objective_bound))


def run_model(model: cp_model.CpModel, limits: Limits, told: Callable[[int, int], None]) -> Run:
    """Run CP-SAT within the limits; `proven` also where it is proven that there is no solution."""
    solver = cp_model.CpSolver()
    solver.parameters.random_seed = limits.seed % 2**31
    if limits.work is not None:
        solver.parameters.num_workers = 1
        solver.parameters.max_deterministic_time = limits.work
    else:
        solver.parameters.num_workers = limits.cores
        if limits.seconds is not None:
            solver.parameters.max_time_in_seconds = limits.seconds
        if limits.most_work is not None:
            solver.parameters.max_deterministic_time = limits.most_work
    done = threading.Event()
    watch = threading.Thread(target=_watch, args=(solver, limits.stop, done), daemon=True)
    watch.start()
    try:
        status = solver.solve(model, _Teller(told))
    finally:
        done.set()
        watch.join()
    found = status in {cp_model.OPTIMAL, cp_model.FEASIBLE}
    proven = status in {cp_model.OPTIMAL, cp_model.INFEASIBLE}
    bound = round(solver.best_objective_bound) if found else 0
    return Run(solver, found, bound, proven, solver.response_proto.deterministic_time)


def _watch(solver: cp_model.CpSolver, stop: Callable[[], bool], done: threading.Event) -> None:
    while not done.wait(LOOK):
        if stop():
            solver.stop_search()  # again and again: the call may not have begun yet
