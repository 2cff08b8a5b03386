"""Rotation: who does what in each interval of the shift, so that nobody is strained much more than others.

Every operation has strain points. Over the intervals a person collects the points of the operations done;
the largest sum is made as small as can be while every interval keeps the cycle time and every rule; then
as few operations as can be change hands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise

from ortools.sat.python import cp_model

from potok.balancing.bench import Options, Status
from potok.balancing.budget import Budget
from potok.balancing.workers.cpsat import CrewModel, ModelStoppedError
from potok.balancing.workers.problem import CrewBalance, CrewGoal, CrewProblem
from potok.balancing.workers.proof import run_solver
from potok.balancing.workers.validation import require_valid
from potok.errors import InvalidDataError, Problem

#: Share of the limits for the least strain; the rest is for fewer changes.
_STRAIN_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class RotationProblem:
    """What is rotated.

    Attributes:
        line: The line; its goal is `CrewGoal.WORKERS`, its cycle time is kept in every interval.
        strain: Points of each task, whole numbers, 0 or more.
        intervals: Intervals of the shift, 1 or more.
        places: A line whose places stay as they are while people change between them; None when the
            operations may be shared out anew in every interval.
    """

    line: CrewProblem
    strain: tuple[int, ...]
    intervals: int
    places: CrewBalance | None = None


@dataclass(frozen=True, slots=True)
class Rotation:
    """What the rotation came to.

    Attributes:
        balances: The line of each interval, empty when there is none.
        strain: Points of each worker over all intervals.
        largest: The largest of them, None without lines.
        bound: Proven bound of the largest.
        status: How the search ended.
    """

    balances: tuple[CrewBalance, ...]
    strain: tuple[int, ...]
    largest: int | None
    bound: int
    status: Status


def strain_of(problem: RotationProblem, balances: Sequence[CrewBalance]) -> tuple[int, ...]:
    """Points of each worker over the intervals."""
    points = [0] * len(problem.line.workers)
    for balance in balances:
        for task, worker in enumerate(balance.worker_of_task):
            points[worker] += problem.strain[task]
    return tuple(points)


def rotate(
    problem: RotationProblem, options: Options | None = None, start: CrewBalance | None = None
) -> Rotation:
    """The rotation of least strain found within the limits.

    Args:
        problem: What is rotated.
        options: Limits of the run.
        start: A line to start from in every interval.

    Raises:
        InvalidDataError: Lists every fault.
    """
    options = options or Options()
    _require_valid(problem)
    budget = Budget.of(options)
    line = problem.line if problem.places is None else _with_fixed_places(problem.line, problem.places)
    total = sum(problem.strain) * problem.intervals
    bound = max(-(-total // problem.line.people), *problem.strain)
    model = cp_model.CpModel()
    crews = []
    for _ in range(problem.intervals):
        try:
            crew = CrewModel(model, line, budget.halted)
        except ModelStoppedError:
            return Rotation((), (), None, bound, Status.STOPPED if budget.stopped else Status.UNKNOWN)
        crew.keep_cycle(line.cycle or 0)
        if (start or problem.places) is not None:
            crew.hint(start or problem.places or CrewBalance((), ()))
        crews.append(crew)
    largest = model.new_int_var(bound, total, "largest")
    for worker in range(len(line.workers)):
        model.add(
            cp_model.LinearExpr.sum(
                [
                    problem.strain[task] * does
                    for crew in crews
                    for (task, own), does in crew.of.does.items()
                    if own == worker
                ]
            )
            <= largest
        )
    model.minimize(largest)
    solver = cp_model.CpSolver()
    status = run_solver(solver, model, budget, cores=options.cores, seed=options.seed, share=_STRAIN_SHARE)
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        none = Status.INFEASIBLE if status == cp_model.INFEASIBLE else Status.UNKNOWN
        return Rotation((), (), None, bound, none)
    balances = tuple(crew.balance(solver.value) for crew in crews)
    least = max(strain_of(problem, balances))
    proven = least if status == cp_model.OPTIMAL else max(bound, round(solver.best_objective_bound))
    if not budget.over():
        model.add(largest <= least)
        balances = _calmer(model, crews, balances, start or problem.places, budget, options)
    points = strain_of(problem, balances)
    if max(points) <= proven:
        return Rotation(balances, points, max(points), max(points), Status.OPTIMAL)
    ended = Status.STOPPED if budget.stopped else Status.FEASIBLE
    return Rotation(balances, points, max(points), proven, ended)


def _calmer(
    model: cp_model.CpModel,
    crews: Sequence[CrewModel],
    balances: tuple[CrewBalance, ...],
    first: CrewBalance | None,
    budget: Budget,
    options: Options,
) -> tuple[CrewBalance, ...]:
    """The rotation in which as few operations as can be change hands between intervals; or the same.

    With a `first` line the first interval counts as a change from it.
    """
    steps: list[tuple[cp_model.IntVar | int, cp_model.IntVar]] = [
        (crew.of.does[pair], does) for crew, after in pairwise(crews) for pair, does in after.of.does.items()
    ]
    if first is not None:
        steps += [
            (int(first.worker_of_task[task] == worker), does)
            for (task, worker), does in crews[0].of.does.items()
        ]
    changed: list[cp_model.IntVar] = []
    for before, does in steps:
        new = model.new_bool_var(f"new_{len(changed)}")
        model.add(new >= does - before)
        changed.append(new)
    if not changed:
        return balances
    model.clear_hints()  # type: ignore[no-untyped-call]
    for crew, balance in zip(crews, balances, strict=True):
        crew.hint(balance)
    model.minimize(cp_model.LinearExpr.sum(changed))
    solver = cp_model.CpSolver()
    status = run_solver(solver, model, budget, cores=options.cores, seed=options.seed)
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return balances
    return tuple(crew.balance(solver.value) for crew in crews)


def _with_fixed_places(line: CrewProblem, places: CrewBalance) -> CrewProblem:
    """The line in which the tasks of a place stay together, apart from others and in the same sequence."""
    groups: dict[int, list[int]] = {}
    for task, worker in enumerate(places.worker_of_task):
        groups.setdefault(worker, []).append(task)
    seats = sorted(groups, key=lambda worker: (places.station_of_worker[worker] or 0, worker))
    return replace(
        line,
        together=(*line.together, *(tuple(groups[seat]) for seat in seats if len(groups[seat]) > 1)),
        apart=(*line.apart, *((groups[one][0], groups[other][0]) for one, other in combinations(seats, 2))),
        precedence=(
            *line.precedence,
            *(
                (groups[one][0], groups[other][0])
                for one, other in pairwise(seats)
                if places.station_of_worker[one] != places.station_of_worker[other]
            ),
        ),
    )


def _require_valid(problem: RotationProblem) -> None:
    require_valid(problem.line)
    faults = []
    if problem.line.goal is not CrewGoal.WORKERS:
        faults.append(
            Problem("Ротация", None, "line.goal", problem.line.goal.value, "линия с заданным тактом")
        )
    if problem.intervals < 1:
        faults.append(
            Problem("Ротация", None, "intervals", str(problem.intervals), "не меньше одного интервала")
        )
    if len(problem.strain) != len(problem.line.tasks) or any(points < 0 for points in problem.strain):
        faults.append(
            Problem(
                "Ротация",
                None,
                "strain",
                ", ".join(map(str, problem.strain)),
                f"баллы не меньше 0 для каждой операции: {len(problem.line.tasks)}",
            )
        )
    if faults:
        raise InvalidDataError(faults)
