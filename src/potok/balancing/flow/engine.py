"""The one door: a flow's operations in, the best gathering found within the limits out.

Walks of annealing in rounds: one aims at the wishes as given, the other at wishes shaken by chance, and
what they bring makes the trade-off front. Under a work limit the answer depends on the seed alone.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from decimal import Decimal

import numpy as np

from potok.balancing.bench import Options, Status
from potok.balancing.budget import Budget
from potok.balancing.flow import starts
from potok.balancing.flow.arrays import arrays_of, flow_of
from potok.balancing.flow.figures import ROUNDING, FlowFigures, FlowWeights, measure, scales
from potok.balancing.flow.front import FlowPoint, Front
from potok.balancing.flow.problem import Flow, FlowOperation, FlowProblem
from potok.balancing.flow.validation import require_valid
from potok.balancing.flow.verify import faults
from potok.balancing.flow.walk import HOT, WARM, Aim, State, Walked, walk

#: Walks of a round; fixed, so that the cores at hand change the time and not the answer.
WALKS = 2
#: Pieces of the first walks, how they grow, and the most.
_SHORT, _GROWTH, _LONG = 4, 1.5, 500
#: How far the shaken wishes lie from those given: deviation of the logarithm of a weight.
_SHAKE = 0.8
#: Points of the front.
FRONT = 40


@dataclass(frozen=True, slots=True)
class FlowWishes:
    """What is looked for.

    Attributes:
        weights: How much each figure counts.
        goals: Figures that should be reached: what is above them counts again; None = no goals.
        goal_price: How many times more.
    """

    weights: FlowWeights = field(default_factory=FlowWeights)
    goals: FlowFigures | None = None
    goal_price: float = 1.0

    def cost(self, figures: FlowFigures, scale: Sequence[float]) -> float:
        """Weighted figures and what is above the goals, each as a share of its scale."""
        goals = self.goals or [math.inf] * len(scale)
        rows = zip(self.weights, figures, goals, scale, strict=True)
        return sum(
            weight * (own + self.goal_price * max(0.0, own - goal)) / unit for weight, own, goal, unit in rows
        )


@dataclass(frozen=True, slots=True)
class FlowAnswer:
    """What the engine came to.

    Attributes:
        best: The gathering that fits the wishes best, None when none keeps every rule.
        nearest: A gathering that breaks least, given where there is no best.
        front: Gatherings of which none is better than another in every figure.
        status: How the search ended.
        seconds, process_seconds: Wall time and time of all cores.
        work: Pieces walked.
    """

    best: FlowPoint | None
    nearest: Flow | None
    front: tuple[FlowPoint, ...]
    status: Status
    seconds: float
    process_seconds: float
    work: int


#: Hears every better gathering, with its place in seconds.
Told = Callable[[FlowPoint], None]


def gather(
    problem: FlowProblem,
    options: Options | None = None,
    *,
    wishes: FlowWishes | None = None,
    known: Flow | None = None,
    told: Told | None = None,
) -> FlowAnswer:
    """Gather operations into groups.

    Args:
        problem: The flow.
        options: Limits of the search; a unit of work is a piece of a walk.
        wishes: Weights and goals, by default every figure counts alike.
        known: A gathering to start from and to compare with; the answer is never worse.
        told: Told every better gathering.

    Raises:
        InvalidDataError: The problem has faults; all of them are listed.
    """
    require_valid(problem)
    return _Run(problem, options or Options(), wishes or FlowWishes(), known, told).answer()


def warm() -> None:
    """Compile and store the kernels, so that the first user does not wait for them."""
    rows = [FlowOperation(number, "М", 3, Decimal(50)) for number in range(4)]
    problem = FlowProblem(tuple(rows), Decimal(100), 2, ((0, 1),), ((1, 2),))
    gather(problem, Options(time_limit=None, work_limit=WALKS))


class _Run:
    """One run of the engine."""

    def __init__(
        self,
        problem: FlowProblem,
        options: Options,
        wishes: FlowWishes,
        known: Flow | None,
        told: Told | None,
    ) -> None:
        self._problem, self._options, self._wishes, self._told = problem, options, wishes, told
        self._budget = Budget.of(options)
        self._arrays = arrays_of(problem)
        self._built = starts.built(problem, self._arrays)
        start = None if known is None else starts.given(problem, self._arrays, known)
        self._state = start or self._built
        first = known if start is not None and known is not None else self._flow(self._built)
        self._scale = scales(problem)
        self._front = Front(FRONT)
        self._best: FlowPoint | None = None
        self._cost = math.inf
        self._nearest, self._least = first, math.inf
        if not faults(problem, first):
            self._take(FlowPoint(first, measure(problem, first)), self._state)

    def answer(self) -> FlowAnswer:
        """Walk until the budget is spent."""
        rounds, pieces = 0, _SHORT
        while not self._budget.over():
            left = self._budget.work_left
            granted = pieces if left is None else min(pieces, left // WALKS)
            if granted == 0:
                break
            self._round(rounds, granted)
            self._budget.spend(granted * WALKS)
            rounds, pieces = rounds + 1, min(_LONG, math.ceil(pieces * _GROWTH))
        budget = self._budget
        return FlowAnswer(
            self._best,
            None if self._best is not None else self._nearest,
            tuple(sorted(self._front.points, key=lambda point: tuple(point.figures))),
            self._status(),
            budget.seconds,
            budget.process_seconds,
            budget.worked,
        )

    def _status(self) -> Status:
        if self._budget.stopped:
            return Status.STOPPED
        return Status.UNKNOWN if self._best is None else Status.FEASIBLE

    def _flow(self, state: State) -> Flow:
        return flow_of(self._problem, self._arrays, state.place, state.rank)

    def _round(self, number: int, pieces: int) -> None:
        """One walk by the wishes, one by shaken wishes; every other round they start from the best."""
        seed = (self._options.seed * 1_000_003 + number) * WALKS
        aims = [self._aim(None), self._aim(np.random.default_rng(seed))]
        again = number % 2 == 1 and self._best is not None
        start = self._state if again else self._built
        heat = WARM if again else HOT

        def one(which: int) -> Walked:
            return walk(self._arrays, aims[which], start, pieces, seed + which, self._budget.over, heat)

        if self._options.cores > 1:
            with ThreadPoolExecutor(min(self._options.cores, WALKS)) as pool:
                found = list(pool.map(one, range(WALKS)))
        else:
            found = [one(which) for which in range(WALKS)]
        for walked in found:
            self._learn(walked)

    def _aim(self, chance: np.random.Generator | None) -> Aim:
        """Prices of the figures for a walk."""
        weights = np.array(list(self._wishes.weights), dtype=np.float64)
        if chance is not None:
            weights *= np.exp(chance.normal(0.0, _SHAKE, len(weights)))
        prices = weights / np.array(self._scale)
        goals = self._wishes.goals
        above = prices * (self._wishes.goal_price if goals is not None else 0.0)
        goal = np.array(list(goals), dtype=np.float64) if goals is not None else np.zeros(len(weights))
        unit = float(weights.mean()) * (1.0 + (self._wishes.goal_price if goals is not None else 0.0))
        return Aim(np.stack([prices, above]), goal, unit)

    def _learn(self, walked: Walked) -> None:
        flow = self._flow(walked.state)
        if faults(self._problem, flow):
            if self._best is None and walked.cost < self._least:
                self._nearest, self._least = flow, walked.cost
            return
        self._take(FlowPoint(flow, measure(self._problem, flow)), walked.state)

    def _take(self, point: FlowPoint, state: State) -> None:
        """Keep a right gathering in the front, and as the best when it is."""
        self._front.add(point)
        cost = self._wishes.cost(point.figures, self._scale)
        if cost < self._cost - ROUNDING:
            self._best, self._cost, self._state = point, cost, state
            if self._told is not None:
                self._told(point)
