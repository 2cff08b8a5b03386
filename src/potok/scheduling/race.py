"""A search in rounds, with CP-SAT beside it: what all benchmark engines of this room share.

The search goes in rounds of a fixed number of steps. In a round every lane moves alone; between rounds
they share what they have found. So under a work limit the answer depends on the seed alone, whatever the
cores; under a time limit there are as many lanes as cores. For a part of the run CP-SAT takes the place of
one lane.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from potok.scheduling.bench import Options, Watch
from potok.scheduling.cpsat.proof import Proof, ProofLimits
from potok.scheduling.prover import Model, Prover

Row = TypeVar("Row")

# Logical threads under a work limit, the same on every machine.
_LANES = 4
# A run without any limit ends after so many steps.
_ALL_STEPS = 100_000_000
_WAIT_S = 0.05


@dataclass(frozen=True, slots=True)
class RacePlan:
    """How a race goes.

    Attributes:
        steps: Of each lane in a round.
        proof_from: Part of the run after which CP-SAT begins.
        proof_part: Part of the run that it gets.
        work_a_step: Deterministic time of CP-SAT that is worth one step, under a work limit.
    """

    steps: int
    proof_from: float
    proof_part: float
    work_a_step: float


class Search(Protocol[Row]):
    """What a race drives. Only `walk` is called from several threads, each with another lane."""

    @property
    def makespan(self) -> int:
        """Of the best schedule so far."""

    @property
    def bound(self) -> int:
        """Lower bound of the makespan by simple means."""

    def walk(self, lane: int, steps: int, target: int) -> None:
        """Let a lane take so many steps; it may end early at the target."""

    def gather(self, lanes: Sequence[int]) -> None:
        """After a round: share what these lanes have found."""

    def model(self) -> Model[Row] | None:
        """A model of CP-SAT with the best schedule as hint; None when the problem is no match for it."""

    def take(self, rows: tuple[Row, ...]) -> None:
        """Use a schedule of CP-SAT."""


def lanes_of(options: Options) -> int:
    """How many lanes a search has."""
    return _LANES if options.work_limit is not None else max(1, options.cores)


class Race(Generic[Row]):
    """One run: rounds until the limit, the bound or a stop.

    Args:
        search: With a first schedule already.
        watch: Limits and reports.
        plan: How it goes.
    """

    def __init__(self, search: Search[Row], watch: Watch, plan: RacePlan) -> None:
        self._search = search
        self._watch = watch
        self._plan = plan
        self._lanes = lanes_of(watch.options)
        self._cores = max(1, watch.options.cores)
        self._done = 0
        self._prover: Prover[Row] | None = None
        self._was_proven = False
        self.bound = search.bound

    def run(self) -> None:
        """Improve and prove; afterwards `bound` is the best one proven."""
        self._watch.tell(self._search.makespan)
        with ThreadPoolExecutor(self._cores) as threads:
            while not self._is_over():
                self._round(threads)
                self._watch.tell(self._search.makespan)
        if self._prover is not None:
            self._take(self._prover.finish())
            self._watch.tell(self._search.makespan)

    def _is_over(self) -> bool:
        limit = self._watch.options.work_limit
        worked = limit is not None and self._done >= limit
        return worked or self._search.makespan <= self.bound or self._watch.is_over()

    def _round(self, threads: ThreadPoolExecutor) -> None:
        """One round of all lanes, or of all but the last while CP-SAT has its place."""
        if not self._was_proven and self._part() >= self._plan.proof_from:
            self._start_proof()
        lanes = range(self._lanes)
        if self._prover is not None:
            lanes = lanes[:-1]
            if not lanes or self._watch.options.work_limit is not None:
                self._wait_for_proof()
        steps, target = self._plan.steps, self.bound
        if self._cores == 1:
            for lane in lanes:
                self._search.walk(lane, steps, target)
        else:
            list(threads.map(lambda lane: self._search.walk(lane, steps, target), lanes))
        self._done += steps * self._lanes
        self._search.gather(lanes)
        if self._prover is not None:
            self._take(self._prover.answer())

    def _part(self) -> float:
        return self._watch.part(self._done, _ALL_STEPS)

    def _start_proof(self) -> None:
        """Give one lane to CP-SAT."""
        self._was_proven = True
        model = self._search.model()
        if model is None:
            return
        options = self._watch.options
        seconds, work = None, None
        if options.work_limit is not None:
            work = self._plan.work_a_step * self._plan.proof_part * options.work_limit
        elif options.time_limit is not None:
            seconds = min(
                self._plan.proof_part * options.time_limit, options.time_limit - self._watch.seconds
            )
            seconds = max(0.0, seconds)
        self._prover = Prover(model, ProofLimits(seconds, work, options.seed))

    def _wait_for_proof(self) -> None:
        """Nothing else to do, or the round at which it has to be there."""
        while self._prover is not None and not self._watch.is_over():
            self._take(self._prover.answer(_WAIT_S))

    def _take(self, proof: Proof[Row] | None) -> None:
        """Use what CP-SAT has found, if it has ended."""
        if proof is None:
            return
        self._prover = None
        self.bound = max(self.bound, proof.bound)
        if proof.rows is not None:
            self._search.take(proof.rows)
