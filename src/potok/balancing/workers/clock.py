"""What is left of a run: time, work, and whether somebody said stop."""

from __future__ import annotations

import time

from potok.balancing.bench import Options


class Clock:
    """Runs from its making.

    Args:
        options: Limits of the run; with a work limit the time does not count.
        reserve_s: Seconds before the limit at which searching ends.
    """

    def __init__(self, options: Options, reserve_s: float = 0.0) -> None:
        self._options = options
        self._wall = time.monotonic()
        self._cpu = time.process_time()
        self._reserve_s = reserve_s
        self._work = options.work_limit
        self.stopped = False

    @property
    def seconds(self) -> float:
        """Since the start."""
        return time.monotonic() - self._wall

    @property
    def process_seconds(self) -> float:
        """Of all cores since the start."""
        return time.process_time() - self._cpu

    @property
    def left_s(self) -> float | None:
        """Seconds that are left, None when the time does not count."""
        if self._work is not None or self._options.time_limit is None:
            return None
        return max(0.0, self._options.time_limit - self._reserve_s - self.seconds)

    @property
    def work_left(self) -> int | None:
        """Work that is left, None when the work does not count."""
        return self._work

    def over(self) -> bool:
        """Whether the time is up or somebody said stop."""
        self.stopped = self.stopped or self._options.stop()
        return self.stopped or self.left_s == 0.0

    def grant(self, work: int) -> int:
        """So much of the wanted work as the limit still allows; it counts as done."""
        if self._work is None:
            return work
        granted = min(work, self._work)
        self._work -= granted
        return granted
