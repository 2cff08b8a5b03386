"""A disjunctive shop as a model of CP-SAT: proofs, bounds and now and then a better schedule."""

from __future__ import annotations

from collections.abc import Sequence

from ortools.sat.python import cp_model

from potok.scheduling.cpsat.proof import Proof, ProofLimits
from potok.scheduling.disjunctive.problem import ShopProblem, ShopRow


class ShopModel:
    """The model, built once; `prove` runs it and may be stopped from another thread.

    Args:
        problem: The shop.
        hint: A schedule in the order of the operations; its makespan is the horizon.
    """

    def __init__(self, problem: ShopProblem, hint: Sequence[ShopRow]) -> None:
        self._problem = problem
        self._solver = cp_model.CpSolver()
        self._model = cp_model.CpModel()
        self._horizon = max((row.end for row in hint), default=0)
        self._starts: list[cp_model.IntVar] = []
        self._ends: list[cp_model.IntVar] = []
        self._taken: list[list[tuple[cp_model.IntVar | None, int, int]]] = []
        self._on_machine: list[list[cp_model.IntervalVar]] = [[] for _ in range(problem.machines)]
        for node, row in enumerate(hint):
            self._add_operation(node, row)
        for before, after in problem.precedences:
            self._model.add(self._starts[after] >= self._ends[before])
        for intervals in self._on_machine:
            self._model.add_no_overlap(intervals)
        makespan = self._model.new_int_var(0, self._horizon, "makespan")
        self._model.add_max_equality(makespan, self._ends)
        self._model.minimize(makespan)

    def _add_operation(self, node: int, row: ShopRow) -> None:
        """Start, end and one interval for each option; exactly one option is taken."""
        options = self._problem.operations[node].options
        start = self._model.new_int_var(0, self._horizon, f"start{node}")
        end = self._model.new_int_var(0, self._horizon, f"end{node}")
        self._model.add_hint(start, row.start)
        self._model.add_hint(end, row.end)
        self._starts.append(start)
        self._ends.append(end)
        if len(options) == 1:
            only = options[0]
            interval = self._model.new_interval_var(start, only.duration, end, f"work{node}")
            self._on_machine[only.machine].append(interval)
            self._taken.append([(None, only.machine, only.duration)])
            return
        choices: list[tuple[cp_model.IntVar | None, int, int]] = []
        literals: list[cp_model.IntVar] = []
        for at, option in enumerate(options):
            literal = self._model.new_bool_var(f"take{node}_{at}")
            taken = option.machine == row.machine and option.duration == row.end - row.start
            self._model.add_hint(literal, int(taken))
            self._on_machine[option.machine].append(
                self._model.new_optional_interval_var(
                    start, option.duration, end, literal, f"work{node}_{at}"
                )
            )
            literals.append(literal)
            choices.append((literal, option.machine, option.duration))
        self._model.add_exactly_one(literals)
        self._taken.append(choices)

    def prove(self, limits: ProofLimits) -> Proof[ShopRow]:
        """Search within the limits."""
        limits.apply(self._solver)
        status = self._solver.solve(self._model)
        return Proof.of(self._solver, status, self._rows)

    def stop(self) -> None:
        """End the search soon; the proof so far is returned."""
        self._solver.stop_search()

    def _rows(self) -> tuple[ShopRow, ...]:
        """The schedule found, in the order of the operations."""
        rows = []
        for operation, start, choices in zip(
            self._problem.operations, self._starts, self._taken, strict=True
        ):
            machine, duration = next(
                (machine, duration)
                for literal, machine, duration in choices
                if literal is None or self._solver.boolean_value(literal)
            )
            begin = self._solver.value(start)
            rows.append(ShopRow(operation.job, operation.position, machine, begin, begin + duration))
        return tuple(rows)
