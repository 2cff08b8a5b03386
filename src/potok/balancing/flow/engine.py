"""The one door: a flow's operations in, the best gathering found within the limits out.

Walks of annealing in rounds: one aims at the wishes as given, the other at wishes shaken by chance. Where the
front itself is wanted, the first leaves from a point of it to better one figure while the others stay. Zones
of what they bring are joined anew, and all of it makes the trade-off front. Where the rules permit few
groups, walks only begin: exact searches over all groups go on. Under a work limit the answer depends on the
seed alone.
"""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from potok.balancing.bench import Options, Status
from potok.balancing.budget import Budget
from potok.balancing.flow import starts
from potok.balancing.flow.answer import FlowAnswer, FlowWishes, Told
from potok.balancing.flow.arrays import arrays_of, flow_of
from potok.balancing.flow.columns import columns_of
from potok.balancing.flow.exact import ExactFlow, FlowTask
from potok.balancing.flow.figures import ROUNDING, FlowFigures, measure, scales
from potok.balancing.flow.front import FlowPoint, Front
from potok.balancing.flow.kernels.station import Floats
from potok.balancing.flow.problem import Flow, FlowOperation, FlowProblem
from potok.balancing.flow.recombine import Recombiner
from potok.balancing.flow.tradeoffs import tasks
from potok.balancing.flow.validation import require_valid
from potok.balancing.flow.verify import faults
from potok.balancing.flow.walk import HOT, WARM, Aim, State, Walked, walk
from potok.balancing.practical.cpsat import Limits

#: Walks of a round; fixed, so that the cores at hand change the time and not the answer.
WALKS = 2
#: Pieces of the first walks, how they grow, and the most.
_SHORT, _GROWTH, _LONG = 4, 1.5, 500
#: The most where the front is wanted: from many of its points rather than long from a few.
_LONG_OF_FRONT = 150
#: Rounds of walks before exact searches take over.
_WALKED_FIRST = 4
#: Pieces of a walk that stand for a deterministic second of CP-SAT; seconds of one call at most.
_PIECES_OF_WORK, _CALL_S = 400, 60.0
#: Deterministic seconds of CP-SAT for one question of a front: most are proven in two.
_MOST_OF_FRONT = 5.0
#: Exact searches in a row whose proven answers bring the front nothing before it counts as complete.
_FRUITLESS = 12
#: How far the shaken wishes lie from those given: deviation of the logarithm of a weight.
_SHAKE = 0.8
#: Shares of the weights on a walk from a point of the front: of the figure to better, of the others; how
#: many times more counts what gets worse than in the point.
_BETTERED, _KEPT, _LIMIT_PRICE = 2.0, 0.2, 20.0
#: Points of the front.
FRONT = 60


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


@dataclass(frozen=True)
class _Leg:
    """A walk to make: what for, from where, how hot it begins."""

    aim: Aim
    start: State
    heat: float


@dataclass(frozen=True)
class _Found:
    """What an exact search brought: a flow or none, whether that is proven, whether the front is another."""

    flow: Flow | None
    proven: bool
    new: bool


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
        self._zones = Recombiner(problem)
        self._best: FlowPoint | None = None
        self._cost = math.inf
        self._nearest, self._least = first, math.inf
        self._impossible = False
        if not faults(problem, first):
            self._take(FlowPoint(first, measure(problem, first)))
            self._zones.add(first)

    def answer(self) -> FlowAnswer:
        """Walk, then search exactly where the groups can be listed, until the budget is spent."""
        columns = columns_of(self._problem)
        self._walk(math.inf if columns is None else _WALKED_FIRST)
        if columns is not None and not self._budget.over():
            self._search(ExactFlow(self._problem, columns))
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

    def _walk(self, most: float) -> None:
        """So many rounds of walks."""
        rounds, pieces = 0, _SHORT
        longest = _LONG_OF_FRONT if self._wishes.front else _LONG
        while rounds < most and not self._budget.over():
            left = self._budget.work_left
            granted = pieces if left is None else min(pieces, left // WALKS)
            if granted == 0:
                return
            self._round(rounds, granted)
            self._budget.spend(granted * WALKS)
            rounds, pieces = rounds + 1, min(longest, math.ceil(pieces * _GROWTH))

    def _search(self, exact: ExactFlow) -> None:
        """Exact searches by the wishes until nothing is cheaper; then for the front, where it is wanted."""
        aim = self._aim(None)
        wished = FlowTask(aim.weight[0].tolist(), self._wishes.goals, aim.weight[1].tolist())
        cost = math.inf
        while self._cost < cost or self._best is None:
            cost = self._cost
            solved = self._solve(exact, wished)
            if solved.flow is None:
                self._impossible = solved.proven
                break
        if self._impossible or not self._wishes.front or not self._front.points:
            return
        chance = np.random.default_rng(self._options.seed)
        fruitless = 0
        for task in tasks(self._front.points, aim.weight[0].tolist(), self._wishes.goals, chance):
            if fruitless == _FRUITLESS or self._budget.over():
                return
            solved = self._solve(exact, task)
            # A question that ran out of time says nothing about what is left to find.
            fruitless = 0 if solved.new else fruitless + int(solved.proven)

    def _solve(self, exact: ExactFlow, task: FlowTask) -> _Found:
        """One exact search; what it finds is kept."""
        near = self._nearest if self._best is None else self._best.flow
        left, budget = self._budget.work_left, self._budget
        limits = Limits(
            seconds=None if budget.seconds_left is None else min(_CALL_S, budget.seconds_left),
            work=None if left is None else left / _PIECES_OF_WORK,
            cores=self._options.cores,
            seed=self._options.seed,
            stop=budget.halted,
            # One hard question must not use up the time of the others: a good flow has many of them.
            most_work=_MOST_OF_FRONT if self._wishes.front and left is None else None,
        )
        solved = exact.solve(task, limits, near)
        budget.spend(math.ceil(solved.work * _PIECES_OF_WORK))
        if solved.flow is None:
            return _Found(None, solved.proven, new=False)
        new = self._take(FlowPoint(solved.flow, measure(self._problem, solved.flow)))
        if self._zones.add(solved.flow):
            self._join()
        return _Found(solved.flow, solved.proven, new)

    def _status(self) -> Status:
        if self._budget.stopped:
            return Status.STOPPED
        if self._best is not None:
            return Status.FEASIBLE
        return Status.INFEASIBLE if self._impossible else Status.UNKNOWN

    def _flow(self, state: State) -> Flow:
        return flow_of(self._problem, self._arrays, state.place, state.rank)

    def _round(self, number: int, pieces: int) -> None:
        """One walk by the wishes, one by shaken wishes; every other round they start from the best."""
        seed = (self._options.seed * 1_000_003 + number) * WALKS
        chance = np.random.default_rng(seed)
        again = number % 2 == 1 and self._best is not None
        start = self._state if again else self._built
        heat = WARM if again else HOT
        legs = [_Leg(self._aim(None), start, heat), _Leg(self._aim(chance), start, heat)]
        if again and self._wishes.front:
            legs[0] = self._bettering(number // 2, chance)

        def one(which: int) -> Walked:
            leg = legs[which]
            return walk(self._arrays, leg.aim, leg.start, pieces, seed + which, self._budget.over, leg.heat)

        if self._options.cores > 1:
            with ThreadPoolExecutor(min(self._options.cores, WALKS)) as pool:
                found = list(pool.map(one, range(WALKS)))
        else:
            found = [one(which) for which in range(WALKS)]
        learnt = [self._learn(walked) for walked in found]
        if any(learnt):
            self._join()

    def _join(self) -> None:
        """Flows of zones joined anew."""
        for flow in self._zones.flows():
            self._take(FlowPoint(flow, measure(self._problem, flow)))

    def _aim(self, chance: np.random.Generator | None) -> Aim:
        """Prices of the figures for a walk."""
        weights = np.array(list(self._wishes.weights), dtype=np.float64)
        if chance is not None:
            weights *= np.exp(chance.normal(0.0, _SHAKE, len(weights)))
        goals, price = self._wishes.goals, self._wishes.goal_price
        unit = float(weights.mean()) * (1.0 if goals is None else 1.0 + price)
        return self._priced(weights, goals, price, unit)

    def _bettering(self, number: int, chance: np.random.Generator) -> _Leg:
        """From a point of the front towards a better figure, the next in turn, while the others stay."""
        points = self._front.points
        point = points[int(chance.integers(len(points)))]
        weights = np.array(list(self._wishes.weights), dtype=np.float64) * _KEPT
        weights[number % len(weights)] *= _BETTERED / _KEPT
        start = starts.given(self._problem, self._arrays, point.flow) or self._built
        aim = self._priced(weights, point.figures, _LIMIT_PRICE, float(weights.mean()))
        return _Leg(aim, start, WARM)

    def _priced(self, weights: Floats, goals: FlowFigures | None, goal_price: float, unit: float) -> Aim:
        """Weights as prices of the figures, and of what is above the goals."""
        prices = weights / np.array(self._scale)
        if goals is None:
            return Aim(np.stack([prices, np.zeros(len(prices))]), np.zeros(len(prices)), unit)
        return Aim(np.stack([prices, prices * goal_price]), np.array(list(goals), dtype=np.float64), unit)

    def _learn(self, walked: Walked) -> bool:
        """Keep what a walk found; whether one of its zones is new."""
        flow = self._flow(walked.state)
        if faults(self._problem, flow):
            if self._best is None and walked.cost < self._least:
                self._nearest, self._least = flow, walked.cost
            return False
        self._take(FlowPoint(flow, measure(self._problem, flow)))
        return self._zones.add(flow)

    def _take(self, point: FlowPoint) -> bool:
        """Keep a right gathering in the front, and as the best when it is; whether the front is another."""
        entered = self._front.add(point)
        cost = self._wishes.cost(point.figures, self._scale)
        better = cost < self._cost - ROUNDING
        if better:
            self._best, self._cost = point, cost
            self._state = starts.given(self._problem, self._arrays, point.flow) or self._built
        if self._told is not None and (entered if self._wishes.front else better):
            self._told(point)
        return entered
