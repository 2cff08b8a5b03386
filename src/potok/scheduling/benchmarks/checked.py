"""The end of every family of this room: the answer has passed the checker, then it is named."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from potok.scheduling.bench import Outcome, Status, Watch
from potok.scheduling.verify.report import Violation


def checked(
    family: str,
    watch: Watch,
    *,
    makespan: int,
    bound: int,
    rows: Sequence[dict[str, Any]],
    violations: Sequence[Violation],
) -> Outcome:
    """The outcome of a makespan family.

    Raises:
        AssertionError: The checker found a fault: the engine is wrong, not the data.
    """
    if violations:
        raise AssertionError(violations[0].message)
    status: Status = "stopped" if watch.was_stopped else "feasible"
    return Outcome(
        family=family,
        instance=watch.options.instance or "",
        objective=makespan,
        bound=bound,
        seconds=watch.seconds,
        process_seconds=watch.process_seconds,
        seed=watch.options.seed,
        status="optimal" if makespan == bound else status,
        solution={"schedule": list(rows)},
    )
