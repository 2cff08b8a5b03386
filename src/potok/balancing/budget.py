"""How long a search may go on: seconds, units of work, or until somebody stops it."""

from __future__ import annotations

import time
from collections.abc import Callable

from potok.balancing.bench import Options, never


class Budget:
    """Counts down time and work; `seconds` run from its making."""

    def __init__(
        self,
        *,
        time_limit: float | None = None,
        work_limit: int | None = None,
        stop: Callable[[], bool] = never,
    ) -> None:
        self._started = time.monotonic()
        self._processor = time.process_time()
        self._time_limit = None if work_limit is not None else time_limit
        self._work_limit = work_limit
        self._stop = stop
        self.worked = 0
        self.stopped = False

    @classmethod
    def of(cls, options: Options, reserve_s: float = 0.0) -> Budget:
        """The budget that the options give; with a limit of work the time is not looked at.

        Args:
            options: Limits of the run.
            reserve_s: Seconds before the limit at which searching ends.
        """
        limit = options.time_limit
        if limit is not None:
            if options.deadline is not None:
                limit = min(limit, options.deadline - time.monotonic())
            limit = max(0.0, limit - reserve_s)
        return cls(time_limit=limit, work_limit=options.work_limit, stop=options.stop)

    def spend(self, work: int) -> None:
        """Count work done."""
        self.worked += work

    def grant(self, work: int) -> int:
        """So much of the wanted work as may still be done; it counts as done at once."""
        granted = work if self.work_left is None else min(work, self.work_left)
        self.worked += granted
        return granted

    @property
    def seconds(self) -> float:
        """Seconds since the start."""
        return time.monotonic() - self._started

    @property
    def process_seconds(self) -> float:
        """Seconds of the processor since the start."""
        return time.process_time() - self._processor

    @property
    def seconds_left(self) -> float | None:
        """Seconds that may still pass, None where they do not count."""
        return None if self._time_limit is None else max(0.0, self._time_limit - self.seconds)

    @property
    def work_left(self) -> int | None:
        """Work that may still be done, None where it does not count."""
        return None if self._work_limit is None else max(0, self._work_limit - self.worked)

    def halted(self) -> bool:
        """Whether the time is up or somebody said stop; work that was granted may be finished otherwise."""
        if self._time_limit is not None and self.seconds >= self._time_limit:
            return True
        self.stopped = self.stopped or self._stop()
        return self.stopped

    def over(self) -> bool:
        """Whether the search has to end; remembers that it was stopped from outside."""
        if self._work_limit is not None and self.worked >= self._work_limit:
            return True
        return self.halted()
