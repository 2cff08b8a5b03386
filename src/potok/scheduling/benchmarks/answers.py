"""The end of the families of weighted lateness and of parallel machines: checked, then named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from potok.scheduling.bench import Outcome, Watch
from potok.scheduling.verify.report import Violation


@dataclass(frozen=True, slots=True)
class Answer:
    """What a family found.

    Attributes:
        objective: Value of the solution.
        bound: Proven bound, None without one.
        solution: Content of the SOL file.
        violations: Faults that the checker found.
        measures: Further named figures.
    """

    objective: float
    bound: float | None
    solution: Mapping[str, Any]
    violations: Sequence[Violation]
    measures: Mapping[str, float] = field(default_factory=dict)


def outcome_of(family: str, watch: Watch, seconds: tuple[float, float], answer: Answer) -> Outcome:
    """The outcome of a run that took so many wall and CPU seconds.

    Raises:
        AssertionError: The checker found a fault: the engine is wrong, not the data.
    """
    if answer.violations:
        raise AssertionError(answer.violations[0].message)
    proven = answer.bound is not None and answer.objective <= answer.bound
    return Outcome(
        family=family,
        instance=watch.options.instance or "",
        objective=answer.objective,
        bound=answer.bound,
        seconds=seconds[0],
        process_seconds=seconds[1],
        seed=watch.options.seed,
        status="optimal" if proven else "stopped" if watch.was_stopped else "feasible",
        solution=answer.solution,
        measures=answer.measures,
    )
