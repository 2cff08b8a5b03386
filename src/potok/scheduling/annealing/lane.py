"""One lane of the search: the parts of a problem walked in turn, each in cycles from warm to cold."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from potok.scheduling.annealing.part import Found, PartWalk

#: Rise of the guide (weighted days) accepted one time in e, at the beginning and at the end of a cycle.
#: Beside an earlier plan a warmer walk would leave it for one that is no better.
_AFRESH, _BESIDE_EARLIER = (0.5, 0.01), (0.1, 0.005)
#: Sequences of the first cycle for each job of a part; every cycle is twice as long as the one before.
_CYCLE = 50
#: Sequences tried in vain, for each job of a part, after which the part is left alone.
_PATIENCE = 1500
#: Sequences at a time under a work limit, and seconds under a time limit.
_PORTION, _PORTION_S = 50, 0.05


@dataclass(slots=True)
class _Course:
    """How far one walk has come.

    Attributes:
        jobs: Of its part.
        nominal: Sequences of its cycle.
        done: Of them tried.
        a_second: Sequences a second, 0 = not known.
    """

    walk: PartWalk
    jobs: int
    nominal: int
    done: int = 0
    a_second: float = 0.0

    @property
    def patience(self) -> int:
        """Sequences that may still be tried in vain."""
        return _PATIENCE * self.jobs - self.walk.in_vain

    @property
    def is_hopeful(self) -> bool:
        """Whether not too many sequences have been tried in vain."""
        return self.patience > 0


class Lane:
    """Walks of all parts that can change.

    Args:
        walks: One of each part, each with a first sequence.
        beside_earlier: Whether an earlier plan is known.
    """

    def __init__(self, walks: Sequence[PartWalk], *, beside_earlier: bool) -> None:
        self._warm, self._cold = _BESIDE_EARLIER if beside_earlier else _AFRESH
        self._courses = [_Course(walk, len(walk.data.jobs), _CYCLE * len(walk.data.jobs)) for walk in walks]

    @property
    def tried(self) -> int:
        """Sequences tried so far, of all parts."""
        return sum(course.walk.tried for course in self._courses)

    @property
    def is_hopeful(self) -> bool:
        """Whether anything better is to be hoped for."""
        return any(course.is_hopeful for course in self._courses)

    def work(self, sequences: int, left: int, best: Sequence[Found]) -> None:
        """Try so many sequences.

        Args:
            sequences: At most; fewer when nothing better is to be hoped for.
            left: How many the whole run has left.
            best: Of each part, of all lanes: where the next cycles begin.
        """
        until = self.tried + sequences
        while (rest := until - self.tried) > 0:
            course = self._next()
            if course is None:
                return
            share = course.jobs / self._hopeful_jobs()
            self._step(course, min(rest, _PORTION), left * share, best)

    def work_until(self, moment: float, end: float, best: Sequence[Found]) -> None:
        """Try sequences up to a moment of the monotonic clock.

        Args:
            moment: At which the lane comes back.
            end: At which the whole run ends.
            best: Of each part, of all lanes: where the next cycles begin.
        """
        while (now := time.monotonic()) < moment:
            course = self._next()
            if course is None:
                return
            portion = round(course.a_second * min(_PORTION_S, moment - now))
            steps = max(1, min(portion, course.patience))
            left = course.a_second * (end - now) * course.jobs / self._hopeful_jobs()
            self._step(course, steps, max(left, steps), best)
            course.a_second = steps / max(1e-6, time.monotonic() - now)

    def _next(self) -> _Course | None:
        """The part of which the fewest sequences have been tried for each job."""
        hopeful = [course for course in self._courses if course.is_hopeful]
        return min(hopeful, key=lambda course: course.walk.tried / course.jobs, default=None)

    def _hopeful_jobs(self) -> int:
        return sum(course.jobs for course in self._courses if course.is_hopeful)

    def _step(self, course: _Course, steps: int, left: float, best: Sequence[Found]) -> None:
        """A portion of a cycle; a cycle that would not end in this run is shortened."""
        if course.done >= course.nominal:
            course.nominal, course.done = 2 * course.nominal, 0
            found = best[self._courses.index(course)]
            course.walk.begin_from(found.sequence, found.choice)
        length = min(float(course.nominal), course.done + left)
        warm, cold = (
            self._warm * (self._cold / self._warm) ** min(1.0, done / length)
            for done in (course.done, course.done + steps)
        )
        course.walk.walk(steps, warm=warm, cold=cold)
        course.done += steps
