"""Family `plan`: demands over bills of material, routings and shifts; lateness, then earliness."""

from __future__ import annotations

from dataclasses import asdict

from potok.scheduling.bench import Options, Outcome, Watch
from potok.scheduling.benchmarks.answers import Answer, outcome_of
from potok.scheduling.factory_plans.engine import plan_demands, warm
from potok.scheduling.factory_plans.model import PlannedStep
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
        measures={"unplanned": 0, **asdict(found.figures)},
    )
    return outcome_of("plan", watch, seconds, answer)


def _row(row: PlannedStep) -> dict[str, str | float]:
    return {
        "demand": row.demand,
        "operation": f"{row.item}/{row.seq}",
        "resource": row.resource,
        "start": row.start.isoformat(),
        "end": row.end.isoformat(),
        "qty": row.qty,
    }
