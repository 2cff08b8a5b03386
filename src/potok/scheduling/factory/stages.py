"""Where a run stands: its time, or its units of work in stages that no limit changes.

What a search does depends on how much of its run lies behind, as heat that falls does. A run that is limited
by time is one stage. Under a work limit a run goes through stages, each `_GROWTH` times as long as the one
before, and goes on from the best plan: a greater limit only goes further on the same way, so more work never
gives a worse plan.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from potok.scheduling.bench import Watch

#: Units of work of the first stage, and how many times as long the next one is.
_FIRST = 150
_GROWTH = 4
#: Work after which a run without any limit ends.
_ALL_WORK = 2_400


class Run:
    """Time and work of one run.

    Args:
        watch: Of the run.

    Attributes:
        done: Units of work done.
    """

    def __init__(self, watch: Watch) -> None:
        self.watch = watch
        self.done = 0
        self._begin, self._size = 0, 0
        limit = watch.options.work_limit
        is_counted = limit is not None or watch.options.time_limit is None
        self._limit = (_ALL_WORK if limit is None else limit) if is_counted else None

    @property
    def cores(self) -> int:
        """Threads that may run at once."""
        return self.watch.options.cores

    def count(self, units: int) -> None:
        """Count work."""
        self.done += units

    def is_spent(self) -> bool:
        """Whether the work is used up: what goes on elsewhere must stop without a trace."""
        return self._limit is not None and self.done >= self._limit

    def is_over(self) -> bool:
        """Whether the work is used up, the time is, or the person said stop."""
        return self.is_spent() or self.watch.is_over()

    def part(self) -> float:
        """How much of the stage lies behind, 0 … 1."""
        if self._limit is None:
            return self.watch.part(0, 1)
        return min(1.0, (self.done - self._begin) / self._size)

    def has_next(self) -> bool:
        """Begin the next stage, if there is one."""
        if self.is_over() or (self._limit is None and self._size > 0):
            return False
        self._begin, self._size = self.done, max(_FIRST, self._size * _GROWTH)
        return True


@dataclass(frozen=True, slots=True)
class Stretch:
    """A share of a stage, given to one search.

    Attributes:
        run: Of the run.
        begin: Part of the stage at which it begins.
        end: Part at which it ends.
    """

    run: Run
    begin: float
    end: float

    def part(self) -> float:
        """How much of the stretch lies behind; 1 or more at its end."""
        return (self.run.part() - self.begin) / (self.end - self.begin)

    def counted(self, units: Callable[[], int]) -> Callable[[], float]:
        """The part for a search that counts its own units of work: 1 once the run is over."""
        before = self.run.done

        def part() -> float:
            self.run.done = before + units()
            return 1.0 if self.run.is_over() else self.part()

        return part
