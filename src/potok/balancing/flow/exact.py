"""A flow gathered by CP-SAT of all the groups that its rules permit: proven answers where these are few.

Chosen are groups that hold every operation once, and a number for each operation that orders the groups.
Figures are whole numbers here, the index of smoothness by its square: its price is that of the tangent at a
known flow, which the root never passes, so a search that begins at what it found last ends where no flow is
cheaper by that tangent. The caller measures anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import floor
from typing import Any, TypeAlias, cast

from ortools.sat.python import cp_model

from potok.balancing.flow.columns import reach_of
from potok.balancing.flow.figures import FlowFigures, measure
from potok.balancing.flow.problem import Flow, FlowGroup, FlowProblem
from potok.balancing.practical.cpsat import Limits, run_model

#: What a model may say of its variables.
Expression: TypeAlias = cp_model.LinearExpr | int

#: Whole units of the model in one of a figure: squares and mismatch are counted in hundredths.
_UNITS = (100, 100, 1, 1, 1, 1)
#: How fine a price is.
_FINE = 1_000_000_000
#: Place of the returns among the figures: they lie between groups, not in them.
_RETURNS = 4


@dataclass(frozen=True)
class FlowTask:
    """What an exact search is for.

    Attributes:
        price: (6,) of a unit of each figure.
        goals: Figures beyond which `above` is paid as well, None = no goals.
        above: (6,) price of a unit beyond the goal.
        limits: Figures that must not be passed, None of it = any.
    """

    price: Sequence[float]
    goals: FlowFigures | None = None
    above: Sequence[float] = ()
    limits: Sequence[float | None] = (None,) * 6


@dataclass(frozen=True)
class Solved:
    """A finished search: the best flow found, whether that (or that there is none) is proven, the work."""

    flow: Flow | None
    proven: bool
    work: float


class ExactFlow:
    """Searches over the same groups.

    Args:
        problem: A valid problem.
        columns: All its permitted groups.
    """

    def __init__(self, problem: FlowProblem, columns: Sequence[FlowGroup]) -> None:
        self._problem, self._columns = problem, columns
        self._parts = [measure(problem, Flow((column,))) for column in columns]
        self._holding: list[set[int]] = [set() for _ in problem.operations]
        for number, column in enumerate(columns):
            for member in column.members:
                self._holding[member].add(number)
        after = reach_of(len(problem.operations), problem.precedence)
        #: Pairs of the technology that the hard order leaves open: only they can be returns.
        self._open = [pair for pair in problem.technology if not after[pair[0]] >> pair[1] & 1]

    def solve(self, task: FlowTask, limits: Limits, near: Flow) -> Solved:
        """The cheapest flow within the limits of the task.

        Args:
            task: What for.
            limits: Of the search.
            near: A flow that holds every operation: where the tangent lies and the search begins.
        """
        if any(not holding for holding in self._holding):
            return Solved(None, proven=True, work=0.0)
        model = cp_model.CpModel()
        chosen = [model.new_bool_var("") for _ in self._columns]
        for holding in self._holding:
            model.add_exactly_one(chosen[number] for number in sorted(holding))
        workers = sum(one * column.workers for one, column in zip(chosen, self._columns, strict=True))
        model.add(workers == self._problem.workers)
        at, returned = self._order(model, chosen)
        figures = self._figures(chosen, returned)
        for figure, most in zip(figures, _whole(task.limits), strict=True):
            if most is not None:
                model.add(figure <= most)
        model.minimize(_cost(model, figures, task, measure(self._problem, near).smoothness))
        self._hint(model, chosen, at, near)
        run = run_model(model, limits, lambda _objective, _bound: None)
        if not run.found:
            return Solved(None, run.proven, run.work)
        groups = [
            column for one, column in zip(chosen, self._columns, strict=True) if run.solver.boolean_value(one)
        ]
        groups.sort(key=lambda group: (run.solver.value(at[group.members[0]]), group.members))
        return Solved(Flow(tuple(groups)), run.proven, run.work)

    def _order(
        self, model: cp_model.CpModel, chosen: Sequence[cp_model.IntVar]
    ) -> tuple[list[cp_model.IntVar], list[cp_model.IntVar]]:
        """Numbers of the operations, equal within a group, and whether each open pair is a return."""
        last = self._problem.workers
        at = [model.new_int_var(0, last, "") for _ in self._problem.operations]
        for one, column in zip(chosen, self._columns, strict=True):
            for left, right in zip(column.members, column.members[1:], strict=False):
                model.add(at[left] == at[right]).only_enforce_if(one)
        for early, late in self._problem.precedence:
            model.add(at[early] + 1 <= at[late] + self._together(chosen, early, late))
        returned = []
        for early, late in self._open:
            back = model.new_bool_var("")
            forward = at[early] + 1 <= at[late] + self._together(chosen, early, late)
            model.add(forward).only_enforce_if(back.negated())
            returned.append(back)
        return at, returned

    def _together(self, chosen: Sequence[cp_model.IntVar], one: int, other: int) -> Expression:
        """1 where two operations lie in one group."""
        return _sum(chosen[number] for number in sorted(self._holding[one] & self._holding[other]))

    def _figures(
        self, chosen: Sequence[cp_model.IntVar], returned: Sequence[cp_model.IntVar]
    ) -> list[Expression]:
        """The figures in whole units, the first squared."""
        rows = [(part.smoothness**2, *list(part)[1:]) for part in self._parts]
        sums = [
            _sum(one * round(row[place] * unit) for one, row in zip(chosen, rows, strict=True))
            for place, unit in enumerate(_UNITS)
        ]
        sums[_RETURNS] = _sum(returned)
        return sums

    def _hint(
        self,
        model: cp_model.CpModel,
        chosen: Sequence[cp_model.IntVar],
        at: Sequence[cp_model.IntVar],
        flow: Flow,
    ) -> None:
        groups = set(flow.groups)
        for one, column in zip(chosen, self._columns, strict=True):
            model.add_hint(one, column in groups)
        for member, place in flow.group_of().items():
            model.add_hint(at[member], place)


def _whole(figures: Iterable[float | None]) -> list[int | None]:
    """Figures in whole units of the model, the first squared."""
    values = [None if each is None else each for each in figures]
    if values[0] is not None:
        values[0] **= 2
    return [
        None if value is None else floor(value * unit + 0.5)
        for value, unit in zip(values, _UNITS, strict=True)
    ]


def _cost(
    model: cp_model.CpModel, figures: Sequence[Expression], task: FlowTask, smoothness: float
) -> Expression:
    """Prices of the figures, and of what is beyond the goals, in whole numbers."""
    slopes = [1 / (2 * max(smoothness, 1.0)), 1.0, 1.0, 1.0, 1.0, 1.0]
    fine = [slope * _FINE / unit for slope, unit in zip(slopes, _UNITS, strict=True)]
    cost = _sum(
        figure * round(price * each) for figure, price, each in zip(figures, task.price, fine, strict=True)
    )
    if task.goals is None:
        return cost
    for figure, goal, price, each in zip(figures, _whole(task.goals), task.above, fine, strict=True):
        over = model.new_int_var(0, _FINE, "")
        model.add(over >= figure - (goal or 0))
        cost = cost + over * round(price * each)
    return cost


def _sum(terms: Iterable[Any]) -> Expression:
    """A sum of terms with the type that it has; none are nothing."""
    return cast("Expression", sum(terms))
