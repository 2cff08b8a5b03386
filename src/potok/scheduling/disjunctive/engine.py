"""The engine of disjunctive shops: dispatching, tabu search from relinked elites, CP-SAT for the proof.

The search goes in rounds of a fixed number of steps. In a round every walker moves alone; between rounds
they share the pool. So under a work limit the answer depends on the seed alone, whatever the cores; under
a time limit there are as many walkers as cores.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from potok.scheduling.bench import Watch
from potok.scheduling.cpsat.proof import Proof, ProofLimits
from potok.scheduling.cpsat.shop import ShopModel
from potok.scheduling.disjunctive.arrays import empty_state, shop_arrays
from potok.scheduling.disjunctive.bounds import least_makespan
from potok.scheduling.disjunctive.pool import Pool
from potok.scheduling.disjunctive.problem import ShopProblem, ShopRow
from potok.scheduling.disjunctive.selection import Selection, from_rows, rows_of
from potok.scheduling.disjunctive.starts import between, dispatched, rule_keys, stretched
from potok.scheduling.disjunctive.walker import Walker
from potok.scheduling.prover import Prover

# Logical threads under a work limit, the same on every machine.
_LANES = 4
_PATIENCE = 12_500
# A run without any limit ends after so many steps.
_ALL_STEPS = 100_000_000
# Runs that begin with a dispatching rule; later ones begin between two of the pool.
_RULE_RUNS = 4
# CP-SAT gets one lane once this part of the run lies behind, for that part of it …
_PROOF_FROM, _PROOF_PART = 0.05, 0.25
# … and this deterministic time for every step it takes the place of.
_WORK_A_STEP = 2e-5
# Beyond so many options its model is no match for the search: it would only take the search's time.
_PROOF_OPTIONS = 6_000
_WAIT_S = 0.05


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
    return _Run(problem, watch).plan()


class _Run:
    """One run of the engine."""

    def __init__(self, problem: ShopProblem, watch: Watch) -> None:
        self._problem = problem
        self._watch = watch
        self._shop = shop_arrays(problem)
        self._bound = least_makespan(problem)
        self._state = empty_state(self._shop, problem.machines)
        self._pool = Pool()
        self._keys = list(rule_keys(self._shop))
        options = watch.options
        lanes = _LANES if options.work_limit is not None else max(1, options.cores)
        self._walkers = [
            Walker(self._shop, problem.machines, seed=options.seed, lane=lane, patience=_PATIENCE)
            for lane in range(lanes)
        ]
        self._cores = max(1, options.cores)
        self._steps = min(2_000, max(50, 200_000 // max(1, len(problem.operations))))
        self._done = 0
        self._runs = 0
        self._prover: Prover[ShopRow] | None = None
        self._was_proven = len(self._shop.option_time) > _PROOF_OPTIONS
        self._best: Selection

    def plan(self) -> ShopAnswer:
        """Construct, improve, prove."""
        self._best = min(
            (dispatched(self._shop, self._state, key) for key in self._keys), key=lambda each: each.makespan
        )
        self._watch.tell(self._best.makespan)
        with ThreadPoolExecutor(self._cores) as threads:
            while not self._is_over():
                self._round(threads)
        if self._prover is not None:
            self._take(self._prover.finish())
        return ShopAnswer(rows_of(self._problem, self._shop, self._best), self._best.makespan, self._bound)

    def _is_over(self) -> bool:
        limit = self._watch.options.work_limit
        worked = limit is not None and self._done >= limit
        return worked or self._best.makespan <= self._bound or self._watch.is_over()

    def _round(self, threads: ThreadPoolExecutor) -> None:
        """One round of all walkers, or of all but the last while CP-SAT has its place."""
        if not self._was_proven and self._part() >= _PROOF_FROM:
            self._start_proof()
        walkers = self._walkers
        if self._prover is not None:
            walkers = walkers[:-1]
            if not walkers or self._watch.options.work_limit is not None:
                self._wait_for_proof()
        self._walk(walkers, threads)
        self._done += self._steps * len(self._walkers)
        for walker in walkers:
            if walker.best < self._best.makespan:
                self._improve(walker.found())
            if not walker.is_running:
                self._pool.offer(walker.found())
        if self._prover is not None:
            self._take(self._prover.answer())

    def _walk(self, walkers: list[Walker], threads: ThreadPoolExecutor) -> None:
        """Every walker takes the steps of one round, beginning a new run where the last one ended."""
        for walker in walkers:
            if not walker.is_running:
                walker.begin(self._start(walker))
        target = self._bound
        if self._cores == 1:
            for walker in walkers:
                walker.walk(self._steps, target)
        else:
            list(threads.map(lambda walker: walker.walk(self._steps, target), walkers))

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

    def _improve(self, selection: Selection) -> None:
        self._best = selection
        self._watch.tell(selection.makespan)

    def _part(self) -> float:
        return self._watch.part(self._done, _ALL_STEPS)

    def _start_proof(self) -> None:
        """Give one lane to CP-SAT."""
        self._was_proven = True
        options = self._watch.options
        seconds, work = None, None
        if options.work_limit is not None:
            work = _WORK_A_STEP * _PROOF_PART * options.work_limit
        elif options.time_limit is not None:
            seconds = _PROOF_PART * options.time_limit
        model = ShopModel(self._problem, rows_of(self._problem, self._shop, self._best))
        self._prover = Prover(model, ProofLimits(seconds, work, options.seed))

    def _wait_for_proof(self) -> None:
        """Nothing else to do, or the round at which it has to be there."""
        while self._prover is not None and not self._watch.is_over():
            self._take(self._prover.answer(_WAIT_S))

    def _take(self, proof: Proof[ShopRow] | None) -> None:
        """Use what CP-SAT has found, if it has ended."""
        if proof is None:
            return
        self._prover = None
        self._bound = max(self._bound, proof.bound)
        if proof.rows is not None:
            found = from_rows(self._problem, self._shop, self._state, proof.rows)
            self._pool.offer(found)
            if found.makespan < self._best.makespan:
                self._improve(found)
