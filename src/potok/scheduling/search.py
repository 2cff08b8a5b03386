"""The search for a better plan: a first plan, sequences worth a try, then annealing in lanes."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from potok.scheduling.dispatch import Placed, Shop
from potok.scheduling.objective import Worth
from potok.scheduling.parts import parts_of
from potok.scheduling.problem import ANY_MODE, Job, Problem
from potok.scheduling.request import Objective

if TYPE_CHECKING:
    from potok.scheduling.annealing.lane import Lane
    from potok.scheduling.annealing.opening import Opening
    from potok.scheduling.annealing.part import Found, PartWalk

#: A round of all lanes: sequences under a work limit, seconds under a time limit.
_ROUND, _ROUND_S = 100, 0.1
_WAIT_S = 0.02


@dataclass(frozen=True, slots=True)
class Limits:
    """When a search ends.

    Attributes:
        end: Moment of the monotonic clock, None = only the work is limited.
        work: Sequences to try, None = only the time is limited.
        cores: Lanes side by side under a time limit; under a work limit there is one, whatever the cores.
        should_stop: Asked between the rounds.
    """

    end: float | None
    work: int | None
    cores: int
    should_stop: Callable[[], bool]

    def is_over(self, tried: int) -> bool:
        """Whether the search has to end."""
        if self.work is not None and tried >= self.work:
            return True
        return self.should_stop() or (self.end is not None and time.monotonic() >= self.end)


class Search:
    """All parts of a problem.

    Args:
        problem: What is planned.
        ranked: Its jobs in the order of the first plan.
        seed: Of the random choices.
        opening: Its compiled beginning, None = the first plan is made without.
    """

    def __init__(
        self, problem: Problem, ranked: Sequence[Job], *, seed: int, opening: Opening | None = None
    ) -> None:
        self.problem = problem
        self.worth = Worth(problem)
        self._seed = seed
        self._ranked = ranked
        self._start = Shop(problem)
        self._parts = [part for part in parts_of(problem) if part.can_change]
        self._shop = self._start.copy(range(len(problem.axes)))
        self._data = [] if opening is None else opening.data
        self._placed: dict[int, Placed | None] = {}
        if opening is not None:
            queues, self._placed = opening.placed(ranked)
            for machine, queue in queues.items():
                self._shop.timelines[machine] = queue
        free = [ANY_MODE] * problem.operation_count
        for job in ranked:
            if job.index not in self._placed:
                self._placed[job.index] = self._shop.place(job, free)
        self._lanes: list[Lane] = []
        self._walks: list[list[PartWalk]] = []
        self._offered = 0
        self._laid: list[tuple[int, float]] = []

    @property
    def tried(self) -> int:
        """Sequences tried so far."""
        return self._offered + sum(lane.tried for lane in self._lanes)

    def improve(
        self,
        keys: Iterable[tuple[Callable[[Job], Any], Sequence[int] | None]],
        limits: Limits,
        *,
        on_step: Callable[[], None],
    ) -> None:
        """Try sequences by keys, with choices of machines or without, then anneal until the limits.

        It ends earlier when nothing better is to be hoped for.
        """
        if not self._parts or limits.is_over(self.tried):
            return
        if not self._open(1 if limits.work is not None else max(1, limits.cores), limits):
            return
        for key, modes in keys:
            if limits.is_over(self.tried):
                return
            self._offer(sorted(self._ranked, key=key), modes)
        self._share()
        with ThreadPoolExecutor(len(self._lanes)) as threads:
            while not limits.is_over(self.tried):
                lanes = [lane for lane in self._lanes if lane.is_hopeful]
                if not lanes:
                    return
                list(threads.map(self._round(limits), lanes))
                on_step()

    def shop(self) -> Shop:
        """The queues of the best sequences of all parts."""
        self._lay()
        return self._shop

    def unplanned(self) -> list[Job]:
        """Jobs that find no working time in them."""
        self._lay()
        return [job for job in self.problem.jobs if self._placed[job.index] is None]

    def objective(self) -> Objective:
        """The worth of the best sequences together."""
        self._lay()
        return self.worth.objective(self._shop, [(job, self._placed[job.index]) for job in self.problem.jobs])

    def _open(self, lanes: int, limits: Limits) -> bool:
        """Begin the walks from the first plan; False = the limits came first."""
        # Whoever asks for the first plan alone does not wait for compiled code.
        from potok.scheduling.annealing.lane import Lane  # noqa: PLC0415
        from potok.scheduling.annealing.part import PartData, PartWalk  # noqa: PLC0415

        data = self._data or [PartData(self.problem, part) for part in self._parts]
        walks = [[PartWalk(each, seed=self._seed, lane=number) for each in data] for number in range(lanes)]
        if not _loaded(walks[0][0], limits):
            return False
        self._walks, self._lanes = (
            walks,
            [Lane(of_lane, beside_earlier=bool(self.problem.stood)) for of_lane in walks],
        )
        self._offer(self._ranked, None)
        self._offered = 0
        return True

    def _offer(self, ranked: Iterable[Job], modes: Sequence[int] | None) -> None:
        """Try a sequence in the first lane."""
        jobs = list(ranked)
        for walk in self._walks[0]:
            walk.begin_from(*walk.data.numbered(jobs, modes))
        self._offered += 1

    def _share(self) -> None:
        """Let every lane begin from the best."""
        for walks in self._walks:
            for walk, found in zip(walks, self._best(), strict=True):
                walk.begin_from(found.sequence, found.choice)

    def _round(self, limits: Limits) -> Callable[[Lane], None]:
        """A round of one lane."""
        best = self._best()
        if limits.work is not None:
            left = limits.work - self.tried
            return lambda lane: lane.work(min(_ROUND, left), left, best)
        end = math.inf if limits.end is None else limits.end
        moment = min(end, time.monotonic() + _ROUND_S)
        return lambda lane: lane.work_until(moment, end, best)

    def _best(self) -> list[Found]:
        """The best sequence of each part, of all lanes."""
        return [min(walk.best for walk in walks) for walks in zip(*self._walks, strict=True)]

    def _lay(self) -> None:
        """Bring queues and places up to date with the best sequences."""
        if not self._walks:
            return
        best = [(found.weighted_days, found.value) for found in self._best()]
        if best == self._laid:
            return
        self._laid = best
        for walks in zip(*self._walks, strict=True):
            queues, placed = min(walks, key=lambda walk: walk.best).laid()
            for machine, queue in queues.items():
                self._shop.timelines[machine] = queue
            self._placed |= placed


def _loaded(walk: PartWalk, limits: Limits) -> bool:
    """Load the compiled code beside; where it has to be compiled first, that may outlast the run."""
    thread = threading.Thread(target=walk.load, name="kernels", daemon=True)
    thread.start()
    while thread.is_alive():
        if limits.is_over(0):
            return False
        thread.join(_WAIT_S)
    return True
