"""The first plan of a large problem by the compiled decoder: the very one that `Shop.place` makes."""

from __future__ import annotations

from collections.abc import Sequence

from potok.scheduling.annealing.part import PartData, PartWalk
from potok.scheduling.dispatch import Placed
from potok.scheduling.parts import Part
from potok.scheduling.problem import Job, Problem
from potok.scheduling.timeline import Timeline


class Opening:
    """All parts of a problem that can change, before any search.

    Args:
        problem: What is planned.
        parts: Its parts that can change.

    Attributes:
        data: The parts as walks see them, for a search that follows.
    """

    def __init__(self, problem: Problem, parts: Sequence[Part]) -> None:
        self.data = [PartData(problem, part) for part in parts]
        self._walks = [PartWalk(each, seed=0, lane=0) for each in self.data]

    def finishes_alone(self) -> dict[int, int]:
        """`alone.finish_in_turn` of the jobs that have working time, by job index."""
        return {index: finish_s for walk in self._walks for index, finish_s in walk.finishes_alone().items()}

    def placed(self, ranked: Sequence[Job]) -> tuple[dict[int, Timeline], dict[int, Placed | None]]:
        """Queues by machine, and where the jobs came to lie by job index, taken in this order."""
        queues: dict[int, Timeline] = {}
        places: dict[int, Placed | None] = {}
        for walk in self._walks:
            walk.begin_from(*walk.data.numbered(ranked, None))
            of_machines, of_jobs = walk.laid()
            queues |= of_machines
            places |= of_jobs
        return queues, places
