"""Search in windows all over a plan, two windows at a time, each on a copy of its own."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import numpy as np

from potok.scheduling.bench import Watch
from potok.scheduling.factory.arrays import Factory, Integers, Sequences, no_sequences
from potok.scheduling.factory.kernels.search import anneal
from potok.scheduling.factory.kernels.timing import Desk, desk_of, total_cost
from potok.scheduling.factory.kernels.windows import open_window, retime, transplant
from potok.scheduling.kernels.chance import Chance, chance_of

#: Operations of a window and moves tried for each of them.
WINDOW = 300
MOVES = 50
#: Windows searched at a time, whatever the number of cores.
LANES = 2
#: Streams of random numbers of this search begin here, apart from those of the rules.
_STREAM = 100


class Lane:
    """One copy of the plan with its desk and its random numbers."""

    def __init__(self, factory: Factory, chance: Chance) -> None:
        self._factory = factory
        self._chance = chance
        self.plan: Sequences = no_sequences(factory)
        self.desk: Desk = desk_of(factory)
        self.inner: Integers = self.desk.inner.copy()
        self.has_gained = False

    def search(self, plan: Sequences, begin: int, end: int, heat: float, patience: float) -> None:
        """Search one window of a plan on the copy."""
        self.plan.take(plan)
        count = open_window(self._factory, self.plan, self.desk, begin, end, math.isfinite(patience))
        self.inner[:] = self.desk.inner
        self.has_gained = False
        if count > 1:
            change = anneal(
                self._factory, self.plan, self.desk, count, self._chance, heat, patience, MOVES * count
            )
            self.has_gained = change <= 0.0


class Polish:
    """The search all over one plan, in place.

    Args:
        factory: What is planned.
        plan: With right times; never gets worse.
        seed: Of the random choices.
        heat: Rise of the cost accepted at the beginning one time in e.
        patience: Rise above the accepted one up to which a change is followed beyond its window; infinite:
            a change delays nothing outside its window.
    """

    def __init__(
        self, factory: Factory, plan: Sequences, seed: int, heat: float, patience: float = math.inf
    ) -> None:
        self._factory = factory
        self._plan = plan
        self._heat = heat
        self._patience = patience
        self._order = np.zeros(len(factory.release), dtype=np.int64)
        self._trial = no_sequences(factory)
        self._shift = np.random.default_rng([seed, _STREAM])
        self._lanes = [Lane(factory, chance_of(seed, _STREAM + lane)) for lane in range(LANES)]
        self.cost = float(total_cost(factory, plan))
        self.windows = 0

    def run(self, watch: Watch, part: Callable[[], float], tell: Callable[[float], None]) -> None:
        """Search until the watch or the part of the work says that it is over.

        Args:
            watch: Of the run.
            part: How much of this search lies behind, 0 … 1.
            tell: Told the cost after every gain.
        """
        with ThreadPoolExecutor(max_workers=max(1, min(LANES, watch.options.cores))) as threads:
            while self.cost > 0.0 and not watch.is_over() and part() < 1.0:
                for spans in self._sweep():
                    self._step(threads, spans, self._heat * (1.0 - part()))
                    tell(self.cost)
                    if self.cost <= 0.0 or watch.is_over() or part() >= 1.0:
                        break

    def _sweep(self) -> Iterator[list[tuple[int, int]]]:
        """Spans of time that cover the plan, in groups of as many as there are lanes, far from each other."""
        starts = np.sort(self._plan.start)
        first = int(self._shift.integers(min(WINDOW, len(starts))))
        cuts = [int(starts[0]), *(int(start) for start in starts[first::WINDOW]), int(starts[-1]) + 1]
        spans = [(begin, end) for begin, end in pairwise(cuts) if begin < end]
        half = (len(spans) + LANES - 1) // LANES
        for at in range(half):
            yield spans[at::half]

    def _step(self, threads: ThreadPoolExecutor, spans: list[tuple[int, int]], heat: float) -> None:
        self.windows += len(spans)
        used = self._lanes[: len(spans)]
        list(
            threads.map(lambda lane, span: lane.search(self._plan, *span, heat, self._patience), used, spans)
        )
        gained = [lane for lane in used if lane.has_gained]
        if self._keep(gained):
            return
        for lane in gained:  # together they disturb each other
            if len(gained) > 1 and self._keep([lane]):
                return

    def _keep(self, lanes: list[Lane]) -> bool:
        """Take over the windows of some lanes, earliest first in the list, unless the cost rises."""
        if not lanes:
            return False
        self._trial.take(self._plan)
        for lane in reversed(lanes):
            transplant(self._factory, self._trial, lane.inner, lane.plan, lane.desk)
        if retime(self._factory, self._trial, self._order) < len(self._order):
            return False
        cost = float(total_cost(self._factory, self._trial))
        if cost > self.cost:
            return False
        self._plan.take(self._trial)
        self.cost = cost
        return True
