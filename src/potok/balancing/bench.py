"""What a benchmark of lines is asked and what it answers (conventions 5)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """How a search ended."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    UNKNOWN = "unknown"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Incumbent:
    """A better balance found on the way: its objective, the proven bound, seconds from the start."""

    objective: int
    bound: int | None
    seconds: float


def never() -> bool:
    """The stop signal of a search that nobody stops."""
    return False


@dataclass(frozen=True, slots=True)
class Options:
    """Limits and wishes of one run.

    Attributes:
        instance: Name of the instance, repeated in the outcome.
        time_limit: Seconds of searching, None for no limit of time.
        deadline: Moment of `time.monotonic()` at which a limit of time ends in any case: a command counts
            the seconds that it took to load itself.
        work_limit: Units of search instead of time: the same answer on any machine and any `cores`.
        seed: Start of everything random.
        cores: Threads that may work at once.
        stop: Asked now and then; True ends the search with what was found.
        on_incumbent: Told every better balance.
        cycle: Cycle time that replaces the one of the file (SALBP-1).
        stations: Number of stations (SALBP-2).
    """

    instance: str = ""
    time_limit: float | None = 10.0
    deadline: float | None = None
    work_limit: int | None = None
    seed: int = 0
    cores: int = 1
    stop: Callable[[], bool] = never
    on_incumbent: Callable[[Incumbent], None] | None = None
    cycle: int | None = None
    stations: int | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """The answer of one run; `solution` is the content of the SOL file, None when there is none."""

    family: str
    instance: str
    objective: int | None
    bound: int | None
    seconds: float
    process_seconds: float
    seed: int
    status: Status
    solution: Mapping[str, Sequence[int]] | None = None

    def as_dict(self) -> dict[str, object]:
        """The line that the command prints: everything but the solution."""
        return {
            "family": self.family,
            "instance": self.instance,
            "objective": self.objective,
            "bound": self.bound,
            "seconds": round(self.seconds, 3),
            "process_seconds": round(self.process_seconds, 3),
            "seed": self.seed,
            "status": self.status.value,
        }
