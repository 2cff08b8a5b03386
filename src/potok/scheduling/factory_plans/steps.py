"""Lots of a data set as the steps of a factory on the working-time axis."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from potok.scheduling.factory.arrays import Factory, factory_of
from potok.scheduling.factory.steps import Step
from potok.scheduling.factory_plans.calendar import WorkingAxis
from potok.scheduling.factory_plans.model import PlanCase
from potok.scheduling.factory_plans.netting import Lot, lots_of


@dataclass(frozen=True, slots=True)
class PlanTask:
    """What the engine plans.

    Attributes:
        case: The data set.
        axis: Its calendar.
        factory: Its operations as arrays.
        names: Lot and step number of every operation.
    """

    case: PlanCase
    axis: WorkingAxis
    factory: Factory
    names: tuple[tuple[Lot, int], ...]


def task_of(case: PlanCase) -> PlanTask:
    """Lots, calendar and operations of a data set; lateness weighs 1 / priority."""
    lots = lots_of(case)
    work = sum(step.seconds(lot.qty) for lot in lots for step in case.routings[lot.item])
    arrivals = max((lot.arrival_days for lot in lots), default=0)
    axis = WorkingAxis(case.start, case.shifts, work + (arrivals + 1) * 86_400)
    machine = {code: number for number, code in enumerate(case.resources)}
    demands = {demand.code: demand for demand in case.demands}
    steps: list[Step] = []
    names: list[tuple[Lot, int]] = []
    last_of: dict[tuple[str, str], int] = {}
    for lot in lots:
        demand = demands[lot.demand]
        routing = case.routings[lot.item]
        for number, step in enumerate(routing):
            is_last = lot.is_final and number == len(routing) - 1
            time = step.seconds(lot.qty)
            steps.append(
                Step(
                    modes=tuple((machine[code], time) for code in step.alternates),
                    after=(len(steps) - 1,) if number else tuple(last_of[lot.demand, i] for i in lot.after),
                    release=axis.worked_by(case.start + dt.timedelta(days=lot.arrival_days))
                    if not number
                    else 0,
                    weight=1.0 / demand.priority if is_last else 0.0,
                    due=round((demand.due - case.start).total_seconds()) if is_last else 0,
                )
            )
            names.append((lot, step.seq))
        last_of[lot.demand, lot.item] = len(steps) - 1
    return PlanTask(case, axis, factory_of(steps, len(case.resources), axis.clock), tuple(names))
