"""The improvement of a plan: annealing over sequences, part by part, with the best plan kept at any time."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

from potok.scheduling.dispatch import Placed, Shop
from potok.scheduling.moves import changed
from potok.scheduling.objective import Worth
from potok.scheduling.problem import ANY_MODE, Job, Problem
from potok.scheduling.request import Objective
from potok.scheduling.sequence import Part, Variant, parts_of

#: Rise of the guide (weighted days) accepted one time in e, at the beginning and at the end.
_WARM = 0.5
_COLD = 0.01
#: Variants tried in vain, for each job of a part, after which the part is left alone.
_PATIENCE = 300


class PartSearch:
    """The current and the best variant of one part.

    Args:
        part: What is searched.
        first: Its first placed variant.
    """

    def __init__(self, part: Part, first: Variant) -> None:
        self.part = part
        self.current = first
        self.best = first
        self.tried = 0
        self._tried_since_best = 0
        free = [operation for job in part.jobs for operation in job.operations if operation.fixed is None]
        self._can_change = len(free) > 1 or any(len(operation.modes) > 1 for operation in free)

    @property
    def is_hopeful(self) -> bool:
        """Whether there is another variant, and not too many have been tried in vain."""
        return self._can_change and self._tried_since_best < _PATIENCE * len(self.part.jobs)

    def offer(self, variant: Variant | None) -> None:
        """Begin anew from a variant if it is better than the best one."""
        self.tried += 1
        if variant is not None and variant.worth < self.best.worth:
            self.best = self.current = variant

    def step(self, random: Random, *, temperature: float, should_stop: Callable[[], bool]) -> None:
        """Try one neighbour and go there unless it is too much worse."""
        change = changed(self.current, random)
        worst = self.current.value - temperature * math.log(1.0 - random.random())
        variant = self.part.place(
            change.sequence,
            change.modes,
            like=self.current,
            first=change.first,
            worst=worst,
            should_stop=should_stop,
        )
        self.tried += 1
        self._tried_since_best += 1
        if variant is not None:
            self.current = variant
            if variant.worth < self.best.worth:
                self.best = variant
                self._tried_since_best = 0


class Search:
    """All parts of a problem, searched in turn.

    Args:
        problem: What is planned.
        ranked: Its jobs in the order of the first plan.
        seed: Of the random choices.
    """

    def __init__(self, problem: Problem, ranked: Sequence[Job], *, seed: int) -> None:
        self.problem = problem
        self.worth = Worth(problem)
        self._random = Random(seed)
        self._start = Shop(problem)
        self._parts: list[PartSearch] = []
        free = [ANY_MODE] * problem.operation_count
        place = {job.index: at for at, job in enumerate(ranked)}
        for part in parts_of(self._start, self.worth):
            sequence = sorted(part.jobs, key=lambda job: place[job.index])
            first = part.place(sequence, free)
            if first is not None:
                self._parts.append(PartSearch(part, first))

    @property
    def tried(self) -> int:
        """Variants tried so far."""
        return sum(part.tried for part in self._parts)

    def offer(
        self,
        key: Callable[[Job], Any],
        modes: Sequence[int] | None,
        *,
        should_stop: Callable[[], bool],
    ) -> None:
        """Try the sequence by a key in every part, with machine choices or without."""
        chosen = [ANY_MODE] * self.problem.operation_count if modes is None else list(modes)
        for search in self._parts:
            sequence = sorted(search.part.jobs, key=key)
            search.offer(
                search.part.place(sequence, chosen, worst=search.best.value, should_stop=should_stop)
            )

    def improve(
        self, *, share: Callable[[], float], should_stop: Callable[[], bool], on_step: Callable[[], None]
    ) -> None:
        """Anneal until the limit, until `should_stop` says so or until nothing better is to be hoped for."""
        while (used := share()) < 1 and not should_stop():
            hopeful = [search for search in self._parts if search.is_hopeful]
            if not hopeful:
                return
            search = min(hopeful, key=lambda part: part.tried / len(part.part.jobs))
            temperature = _WARM * (_COLD / _WARM) ** used
            search.step(self._random, temperature=temperature, should_stop=should_stop)
            on_step()

    def best_shop(self) -> Shop:
        """The queues of the best variants of all parts."""
        timelines = self._start.timelines.copy()
        for search in self._parts:
            for machine in search.part.machines:
                timelines[machine] = search.best.shop.timelines[machine]
        return Shop(self.problem, timelines)

    def unplanned(self) -> list[Job]:
        """Jobs that find no working time in the best variants."""
        return [job for job, where in self._placed() if where is None]

    def objective(self) -> Objective:
        """The worth of the best variants together."""
        return self.worth.objective(self.best_shop(), self._placed())

    def _placed(self) -> list[tuple[Job, Placed | None]]:
        """All jobs with where the best variants put them."""
        return [(job, search.best.placed[job.index]) for search in self._parts for job in search.part.jobs]
