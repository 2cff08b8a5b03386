"""Family `plan`: demands over bills of material, routings and shifts; lateness, then earliness."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

from potok.scheduling.bench import Options, Outcome, Watch
from potok.scheduling.benchmarks.answers import Answer, outcome_of
from potok.scheduling.factory_plans.engine import plan_demands, warm
from potok.scheduling.factory_plans.model import PlanCase, PlannedStep
from potok.scheduling.factory_plans.netting import lots_of
from potok.scheduling.factory_plans.reading import read_plan_case
from potok.scheduling.verify.factory_plan import check_factory_plan


def run(text: str, options: Options) -> Outcome:
    """Plan the demands; the objective is the mean lateness in days over all demands."""
    case = read_plan_case(text)
    warm()
    watch = Watch(options)
    found = plan_demands(case, watch)
    seconds = watch.seconds, watch.process_seconds
    answer = Answer(
        objective=found.figures.mean_lateness,
        bound=None,
        solution={"schedule": [_row(row) for row in found.rows]},
        violations=check_factory_plan(case, found.rows),
        measures={"unplanned": _unplanned(case, found.rows), **asdict(found.figures)},
    )
    return outcome_of("plan", watch, seconds, answer)


def _unplanned(case: PlanCase, rows: Iterable[PlannedStep]) -> int:
    """Demands that stock does not cover and that no row ends."""
    items = {demand.code: demand.item for demand in case.demands}
    made = {row.demand for row in rows if row.item == items[row.demand]}
    return len({lot.demand for lot in lots_of(case) if lot.is_final} - made)


def _row(row: PlannedStep) -> dict[str, str | float]:
    return {
        "demand": row.demand,
        "operation": f"{row.item}/{row.seq}",
        "resource": row.resource,
        "start": row.start.isoformat(),
        "end": row.end.isoformat(),
        "qty": row.qty,
    }
