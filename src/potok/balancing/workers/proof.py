"""The model of CP-SAT run as a search that can be stopped and repeated."""

from __future__ import annotations

import math
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from ortools.sat.python import cp_model

from potok.balancing.budget import Budget
from potok.balancing.workers.cpsat import CrewModel, ModelStoppedError
from potok.balancing.workers.problem import CrewBalance, CrewGoal, CrewProblem

#: Deterministic seconds of CP-SAT that one unit of work stands for (a piece of a walk is as long).
WORK_S = 0.001
_ASK_EVERY_S = 0.05
#: What a run without limits counts as where something may take a share of it, seconds.
_ENDLESS_S = 600.0
#: Cycle times asked about for a bound, and the share of the run spent on that.
_QUESTIONS, _BOUND_SHARE = 5, 0.1


@dataclass(frozen=True, slots=True)
class Proof:
    """What the model came to.

    Attributes:
        balance: Its best line, None when it found none.
        value: Of the line.
        bound: Proven bound of the goal.
        impossible: No line exists (none at least as good as `at_most`).
    """

    balance: CrewBalance | None
    value: int | None
    bound: int
    impossible: bool


class _Told(cp_model.CpSolverSolutionCallback):
    """Hands on every better line."""

    def __init__(self, model: CrewModel, better: Callable[[CrewBalance, int], None]) -> None:
        super().__init__()
        self._model = model
        self._better = better

    def on_solution_callback(self) -> None:
        """Called by the solver."""
        self._better(self._model.balance(self.value), round(self.objective_value))


def run_solver(
    solver: cp_model.CpSolver,
    model: cp_model.CpModel,
    budget: Budget,
    *,
    cores: int,
    seed: int,
    share: float = 1.0,
    callback: cp_model.CpSolverSolutionCallback | None = None,
) -> int:
    """Solve within a share of what the budget has left; under a work limit in deterministic time.

    Returns:
        The status of CP-SAT.
    """
    solver.parameters.random_seed = seed % 2**31
    # The relaxation is weak here: without it proofs are four times as fast.
    solver.parameters.linearization_level = 0
    work = budget.work_left
    if work is None:
        solver.parameters.num_workers = cores
        seconds = budget.seconds_left
        if seconds is None and share < 1:
            seconds = _ENDLESS_S
        if seconds is not None:
            solver.parameters.max_time_in_seconds = seconds * share
    else:
        solver.parameters.num_workers = 1
        solver.parameters.max_deterministic_time = budget.grant(math.ceil(work * share)) * WORK_S
    solver.parameters.catch_sigint_signal = False
    # The solver works beside, so that this thread hears Ctrl-C and every other wish to stop.
    with ThreadPoolExecutor(1) as pool:
        solving = pool.submit(solver.solve, model, callback)
        while True:
            try:
                return int(solving.result(timeout=_ASK_EVERY_S))
            except TimeoutError:
                if budget.halted():
                    solver.stop_search()


def raised_bound(problem: CrewProblem, budget: Budget, *, seed: int, bound: int, value: int) -> int:
    """A better proven bound of the cycle time: values between are proven impossible while that is cheap.

    Args:
        problem: A valid problem that looks for the least cycle time.
        budget: Limits of the run; a tenth of what is left is used.
        seed: Of the random choices.
        bound: Proven bound to start from.
        value: Value of a line known.
    """
    low, high = bound, value
    model = cp_model.CpModel()
    cycle = model.new_int_var(low, high, "cycle")
    try:
        CrewModel(model, problem, budget.halted).keep_cycle(cycle)
    except ModelStoppedError:
        return bound
    for _ in range(_QUESTIONS):
        middle = (low + high) // 2
        if middle >= high or budget.over() or budget.work_left == 0:
            break
        asked = model.clone()
        asked.add(asked.get_int_var_from_proto_index(cycle.index) <= middle)
        status = run_solver(
            cp_model.CpSolver(), asked, budget, cores=1, seed=seed, share=_BOUND_SHARE / _QUESTIONS
        )
        if status == cp_model.INFEASIBLE:
            low = middle + 1
        else:
            high = middle
    return low


def prove(
    problem: CrewProblem,
    budget: Budget,
    *,
    cores: int,
    seed: int,
    bound: int,
    known: CrewBalance | None,
    value: int | None,
    better: Callable[[CrewBalance, int], None],
) -> Proof:
    """Minimise the goal with every rule, from a bound and a line known.

    Args:
        problem: A valid problem.
        budget: Limits of the run.
        cores: Workers of CP-SAT.
        seed: Of its random choices.
        bound: Proven bound to start from.
        known: A line to start from, None when there is none.
        value: Value of the known line: nothing above is looked for.
        better: Told every line that is found.
    """
    model = cp_model.CpModel()
    try:
        crew = CrewModel(model, problem, budget.halted)
    except ModelStoppedError:
        return Proof(None, None, bound, impossible=False)
    highest = value if value is not None else _no_more_than(problem)
    goal = model.new_int_var(min(bound, highest), highest, "goal")
    if problem.goal is CrewGoal.CYCLE:
        crew.keep_cycle(goal)
    else:
        crew.keep_cycle(problem.cycle or 0)
        model.add(cp_model.LinearExpr.sum(crew.of.works) <= goal)
    model.minimize(goal)
    if known is not None:
        crew.hint(known)
    solver = cp_model.CpSolver()
    status = run_solver(solver, model, budget, cores=cores, seed=seed, callback=_Told(crew, better))
    if status == cp_model.INFEASIBLE:
        return Proof(None, None, bound, impossible=True)
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return Proof(None, None, max(bound, _whole(solver.best_objective_bound)), impossible=False)
    found = round(solver.objective_value)
    proven = found if status == cp_model.OPTIMAL else max(bound, _whole(solver.best_objective_bound))
    return Proof(crew.balance(solver.value), found, proven, impossible=False)


def _whole(bound: float) -> int:
    """The bound of a whole number, safe against rounding."""
    return int(-(-(bound - 1e-6) // 1))


def _no_more_than(problem: CrewProblem) -> int:
    """A value that no line exceeds."""
    if problem.goal is CrewGoal.WORKERS:
        return problem.people
    slowest = sum(max((time for time in task.times if time is not None), default=0) for task in problem.tasks)
    return -(-slowest * 100 // min(worker.max_load_pct for worker in problem.workers))
