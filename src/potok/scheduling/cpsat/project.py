"""A project with limited resources as a model of CP-SAT."""

from __future__ import annotations

from collections.abc import Sequence

from ortools.sat.python import cp_model

from potok.scheduling.cpsat.proof import Proof, ProofLimits
from potok.scheduling.projects.problem import ProjectProblem


class ProjectModel:
    """The model, built once; `prove` runs it and may be stopped from another thread.

    Args:
        problem: The project.
        hint: Starts of a schedule; its makespan is the horizon.
    """

    def __init__(self, problem: ProjectProblem, hint: Sequence[int]) -> None:
        self._solver = cp_model.CpSolver()
        self._model = cp_model.CpModel()
        times = [each.duration for each in problem.activities]
        horizon = max(start + time for start, time in zip(hint, times, strict=True))
        self._starts = [self._model.new_int_var(0, horizon, f"start{at}") for at in range(len(times))]
        for variable, start in zip(self._starts, hint, strict=True):
            self._model.add_hint(variable, start)
        for before, after in problem.arcs():
            self._model.add(self._starts[after] >= self._starts[before] + times[before])
        intervals = [
            self._model.new_fixed_size_interval_var(start, time, f"work{at}")
            for at, (start, time) in enumerate(zip(self._starts, times, strict=True))
        ]
        for resource, capacity in enumerate(problem.capacities):
            users = [at for at, each in enumerate(problem.activities) if each.demands[resource] > 0]
            demands = [problem.activities[at].demands[resource] for at in users]
            self._model.add_cumulative([intervals[at] for at in users], demands, capacity)
        makespan = self._model.new_int_var(0, horizon, "makespan")
        self._model.add_max_equality(
            makespan, [start + time for start, time in zip(self._starts, times, strict=True)]
        )
        self._model.minimize(makespan)

    def prove(self, limits: ProofLimits) -> Proof[int]:
        """Search within the limits; rows are the starts."""
        limits.apply(self._solver)
        status = self._solver.solve(self._model)
        return Proof.of(
            self._solver, status, lambda: tuple(self._solver.value(start) for start in self._starts)
        )

    def stop(self) -> None:
        """End the search soon; the proof so far is returned."""
        self._solver.stop_search()
