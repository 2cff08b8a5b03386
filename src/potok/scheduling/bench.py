"""What a benchmark run is given and what it answers, the same for every family of schedules."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Status = Literal["optimal", "feasible", "infeasible", "unknown", "stopped"]


@dataclass(frozen=True, slots=True)
class Incumbent:
    """A better solution that was found on the way.

    Attributes:
        objective: Its value.
        seconds: Since the parsed problem reached the engine.
    """

    objective: float
    seconds: float


def _never() -> bool:
    return False


def _unheard(incumbent: Incumbent) -> None:  # the signature of a listener
    del incumbent


@dataclass(frozen=True, slots=True)
class Options:
    """How long and how a family's engine runs.

    Attributes:
        time_limit: Seconds of wall time; None when only the work is limited.
        seed: Of the random choices.
        cores: Threads that may run at once; never changes the answer under `work_limit`.
        work_limit: Units of work of the engine instead of time, for runs that can be repeated.
        instance: Which instance of a file with several.
        stop: Asked often; True ends the run with what was found.
        on_incumbent: Told each better solution.
    """

    time_limit: float | None = 60.0
    seed: int = 0
    cores: int = 1
    work_limit: int | None = None
    instance: str | None = None
    stop: Callable[[], bool] = _never
    on_incumbent: Callable[[Incumbent], None] = _unheard


@dataclass(frozen=True, slots=True)
class Outcome:
    """The answer of one run.

    Attributes:
        family: Name of the family.
        instance: Name of the instance, empty when neither file nor option names it.
        objective: Value of the solution, None without one.
        bound: Proven bound, None when nothing is proven.
        seconds: Wall time since the parsed problem reached the engine.
        process_seconds: CPU time of the process in the same span.
        seed: As given.
        status: optimal | feasible | infeasible | unknown | stopped.
        solution: What a SOL file holds, plain data for JSON.
        measures: Further named figures of the family.
    """

    family: str
    instance: str
    objective: float | None
    bound: float | None
    seconds: float
    process_seconds: float
    seed: int
    status: Status
    solution: Mapping[str, Any]
    measures: Mapping[str, float] = field(default_factory=dict)


class Watch:
    """Wall and CPU time of a run, and whether it has to end.

    Args:
        options: Of the run; its clock starts now.
    """

    def __init__(self, options: Options) -> None:
        self.options = options
        self._wall = time.monotonic()
        self._cpu = time.process_time()
        self._told: float | None = None
        self.was_stopped = False

    @property
    def seconds(self) -> float:
        """Wall time since the start."""
        return time.monotonic() - self._wall

    @property
    def process_seconds(self) -> float:
        """CPU time of the process since the start."""
        return time.process_time() - self._cpu

    def is_over(self) -> bool:
        """Whether the person said stop or the time is up (a work limit is counted by the engine)."""
        self.was_stopped = self.was_stopped or self.options.stop()
        limit = self.options.time_limit
        timed = self.options.work_limit is None and limit is not None
        return self.was_stopped or (timed and limit is not None and self.seconds >= limit)

    def part(self, done: int, at_most: int) -> float:
        """How much of the run lies behind, 0 … 1: of its work under a work limit, else of its time.

        Args:
            done: Units of work done.
            at_most: Units of work after which a run without any limit ends.
        """
        if self.options.work_limit is not None:
            return min(1.0, done / max(1, self.options.work_limit))
        if self.options.time_limit is not None:
            return min(1.0, self.seconds / max(1e-9, self.options.time_limit))
        return min(1.0, done / at_most)

    def tell(self, objective: float) -> None:
        """Report a solution if it is the best told so far."""
        if self._told is None or objective < self._told:
            self._told = objective
            self.options.on_incumbent(Incumbent(objective=objective, seconds=self.seconds))
