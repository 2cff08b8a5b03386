"""The engine of disjunctive shops: dispatching, tabu search from relinked elites, CP-SAT for the proof."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from potok.scheduling.bench import Options, Watch
from potok.scheduling.cpsat.shop import ShopModel
from potok.scheduling.disjunctive.arrays import empty_state, shop_arrays
from potok.scheduling.disjunctive.bounds import least_makespan
from potok.scheduling.disjunctive.pool import Pool
from potok.scheduling.disjunctive.problem import ShopProblem, ShopRow
from potok.scheduling.disjunctive.selection import Selection, from_rows, rows_of
from potok.scheduling.disjunctive.starts import between, dispatched, rule_keys, stretched
from potok.scheduling.disjunctive.walker import Walker
from potok.scheduling.race import Race, RacePlan, lanes_of

_PATIENCE = 12_500
# Runs that begin with a dispatching rule; later ones begin between two of the pool.
_RULE_RUNS = 4
# Beyond so many options the model of CP-SAT is no match: it would only take the search's time.
_PROOF_OPTIONS = 6_000


@dataclass(frozen=True, slots=True)
class ShopAnswer:
    """What the engine found.

    Attributes:
        rows: The schedule in the order of the operations.
        makespan: Its length.
        bound: Proven lower bound.
    """

    rows: tuple[ShopRow, ...]
    makespan: int
    bound: int


def plan_shop(problem: ShopProblem, watch: Watch) -> ShopAnswer:
    """Find a short schedule within the limits of the watch; the first one comes in milliseconds."""
    search = _ShopSearch(problem, watch.options)
    steps = min(2_000, max(50, 200_000 // max(1, len(problem.operations))))
    race = Race(search, watch, RacePlan(steps, proof_from=0.05, proof_part=0.25, work_a_step=2e-5))
    race.run()
    return ShopAnswer(search.rows(), search.makespan, race.bound)


class _ShopSearch:
    """Walkers and what they share."""

    def __init__(self, problem: ShopProblem, options: Options) -> None:
        self._problem = problem
        self._shop = shop_arrays(problem)
        self._state = empty_state(self._shop, problem.machines)
        self._pool = Pool()
        self._runs = 0
        self._keys = list(rule_keys(self._shop))
        self._walkers = [
            Walker(self._shop, problem.machines, seed=options.seed, lane=lane, patience=_PATIENCE)
            for lane in range(lanes_of(options))
        ]
        self._best = min(
            (dispatched(self._shop, self._state, key) for key in self._keys), key=lambda each: each.makespan
        )
        self.bound = least_makespan(problem)
        for walker in self._walkers:
            walker.begin(self._start(walker))

    @property
    def makespan(self) -> int:
        """Of the best schedule so far."""
        return self._best.makespan

    def rows(self) -> tuple[ShopRow, ...]:
        """The best schedule."""
        return rows_of(self._problem, self._shop, self._best)

    def walk(self, lane: int, steps: int, target: int) -> None:
        """Let a walker take so many steps."""
        self._walkers[lane].walk(steps, target)

    def gather(self, lanes: Sequence[int]) -> None:
        """Keep what is best; walkers whose run has ended begin another."""
        for lane in lanes:
            walker = self._walkers[lane]
            if walker.best < self._best.makespan:
                self._best = walker.found()
            if not walker.is_running:
                self._pool.offer(walker.found())
                walker.begin(self._start(walker))

    def model(self) -> ShopModel | None:
        """The model of CP-SAT, for shops that are not too large for it."""
        if len(self._shop.option_time) > _PROOF_OPTIONS:
            return None
        return ShopModel(self._problem, self.rows())

    def take(self, rows: tuple[ShopRow, ...]) -> None:
        """A schedule of CP-SAT."""
        found = from_rows(self._problem, self._shop, self._state, rows)
        self._pool.offer(found)
        if found.makespan < self._best.makespan:
            self._best = found

    def _start(self, walker: Walker) -> Selection:
        """Where a walker begins its next run."""
        self._runs += 1
        chance = walker.chance
        if self._runs == 1:
            return self._best
        if self._runs <= _RULE_RUNS or self._pool.size < 2:
            key = self._keys[int(chance.integers(len(self._keys)))]
            return dispatched(self._shop, self._state, stretched(key, chance))
        return between(self._shop, self._state, *self._pool.pair(chance), chance)
