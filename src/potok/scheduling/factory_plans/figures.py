"""What a plan is judged by: days late and early of its demands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from potok.scheduling.factory_plans.model import PlanCase, PlannedStep

_DAY = 86_400


@dataclass(frozen=True, slots=True)
class PlanFigures:
    """Figures over all demands; days are calendar days with their fractions.

    Attributes:
        late: Demands that end after their due date.
        mean_lateness: Days late, mean over all demands.
        weighted_lateness: The same weighted by 1 / priority.
        mean_earliness: Days before the due date, mean over all demands; one from stock is not early.
    """

    late: int
    mean_lateness: float
    weighted_lateness: float
    mean_earliness: float


def figures_of(case: PlanCase, rows: Sequence[PlannedStep]) -> PlanFigures:
    """The figures of a plan that covers every demand."""
    ends: dict[str, float] = {}
    items = {demand.code: demand.item for demand in case.demands}
    for row in rows:
        if row.item == items[row.demand]:
            end = (row.end - case.start).total_seconds()
            ends[row.demand] = max(end, ends.get(row.demand, end))
    late = early = weighted = weights = 0.0
    count = 0
    for demand in case.demands:
        weights += 1.0 / demand.priority
        if demand.code not in ends:
            continue
        days = (ends[demand.code] - (demand.due - case.start).total_seconds()) / _DAY
        if days > 0:
            count += 1
            late += days
            weighted += days / demand.priority
        else:
            early -= days
    total = max(1, len(case.demands))
    return PlanFigures(count, late / total, weighted / max(weights, 1e-9), early / total)
