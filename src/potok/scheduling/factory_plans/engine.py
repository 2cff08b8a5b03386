"""The engine of factory plans: orders on time first, then nothing earlier than it must be.

Forwards the factory is dispatched by weighted urgency and its sequences are searched for less lateness.
Then the plan is pulled right, looked at backwards in time and searched again: there earliness is what
costs, while ends that are on time stay on time and late ones get no later.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

import numpy as np

from potok.scheduling.bench import Options, Watch
from potok.scheduling.factory.arrays import Factory, Floats, Sequences
from potok.scheduling.factory.kernels.dispatch import dues_on_axis
from potok.scheduling.factory.kernels.mirror import mirror_factory, mirror_plan
from potok.scheduling.factory.kernels.rightward import pull_right
from potok.scheduling.factory.kernels.windows import retime
from potok.scheduling.factory.polish import Polish
from potok.scheduling.factory.rules import BETAS, KAPPAS, PRICES, Rules
from potok.scheduling.factory_plans.figures import PlanFigures, figures_of
from potok.scheduling.factory_plans.model import Demand, PlanCase, PlannedStep, RoutingStep, Shift
from potok.scheduling.factory_plans.steps import PlanTask, task_of

#: Share of the run for lateness; the rest is for earliness.
_LATENESS = 0.4
#: Windows after which a run without any limit ends.
ALL_WORK = 2_000
#: Rows, check and file take so many times as long as telling the figures once: time kept for them.
_ROWS = 3.0
#: Rise accepted at the beginning of both searches, in mean operation times.
_HEAT = 0.3


@dataclass(frozen=True, slots=True)
class PlanAnswer:
    """A plan with its figures."""

    rows: tuple[PlannedStep, ...]
    figures: PlanFigures


def warm() -> None:
    """Load or compile the kernels, so that a run does not wait for them."""
    start = dt.datetime(2027, 1, 4)
    step = RoutingStep(10, 0.0, 60.0, ("A", "B"))
    case = PlanCase(
        start=start,
        shifts=(Shift(0, 0, 36_000),),
        lead_days={},
        components={"P": ()},
        routings={"P": (step, replace(step, seq=20))},
        resources=("A", "B"),
        stock={},
        demands=tuple(Demand(str(k), "P", 1.0, 1, start + dt.timedelta(hours=3)) for k in range(3)),
    )
    work = 2 * len(PRICES) * len(KAPPAS) * len(BETAS)
    plan_demands(case, Watch(Options(time_limit=None, work_limit=work)))


def plan_demands(case: PlanCase, watch: Watch) -> PlanAnswer:
    """Plan every demand; under a work limit one trial of a rule or one window is a unit of work."""
    task = task_of(case)
    if not task.names:
        return PlanAnswer((), figures_of(case, ()))
    factory = task.factory
    rules = Rules(factory, watch.options.seed)
    due = dues_on_axis(factory)
    order = np.zeros(len(factory.release), dtype=np.int64)
    plan = rules.plan
    before = watch.seconds
    _tell(task, plan, watch)
    reserve = _ROWS * (watch.seconds - before)
    if watch.options.work_limit != 0:
        rules.sweep(watch.is_over)
        done = _search_lateness(factory, rules, watch)
    retime(factory, plan, order)
    targets = np.maximum(due, plan.end)
    pull_right(factory, plan, order, due)
    _tell(task, plan, watch)
    if watch.options.work_limit != 0:
        _search_earliness(task, plan, targets, (done, reserve), watch)
    rows = rows_of(task, plan)
    return PlanAnswer(rows, figures_of(case, rows))


def _search_lateness(factory: Factory, rules: Rules, watch: Watch) -> int:
    """Search forwards; returns the work done."""
    heat = _HEAT * float(factory.mode_time.mean() * factory.weight[factory.judged].mean())
    polish = Polish(factory, rules.plan, watch.options.seed, heat)

    def part() -> float:
        return watch.part(rules.tried + polish.windows, ALL_WORK) / _LATENESS

    polish.run(watch, part, _silent)
    return rules.tried + polish.windows


def _search_earliness(
    task: PlanTask, plan: Sequences, targets: Floats, spent: tuple[int, float], watch: Watch
) -> None:
    """Search backwards in time, in place.

    Args:
        task: What is planned.
        plan: Pulled right.
        targets: Where the judged ends should lie.
        spent: Work done before and seconds to keep for writing the rows down.
        watch: Of the run.
    """
    factory = task.factory
    horizon = int(plan.end.max())
    mirror = mirror_factory(factory, plan, targets, horizon)
    mirror_plan(factory, plan, horizon)
    kept = plan.copy()
    polish = Polish(mirror, plan, watch.options.seed + 1, _HEAT * float(factory.mode_time.mean()))
    done, reserve = spent
    first = watch.part(done, ALL_WORK)
    limit = watch.options.time_limit if watch.options.work_limit is None else None
    last = 1.0 if limit is None else 1.0 - reserve / max(reserve, limit, 1e-9)

    def part() -> float:
        return (watch.part(done + polish.windows, ALL_WORK) - first) / max(1e-9, last - first)

    polish.run(watch, part, _silent)
    mirror_plan(factory, plan, horizon)
    if (plan.start < factory.release).any():  # the weight of a release forbids it; the plan before is right
        plan.take(kept)
        mirror_plan(factory, plan, horizon)


def _silent(cost: float) -> None:
    """Costs of a search are no lateness in days; the plan tells its figures itself."""
    del cost


def _tell(task: PlanTask, plan: Sequences, watch: Watch) -> None:
    watch.tell(figures_of(task.case, rows_of(task, plan)).mean_lateness)


def rows_of(task: PlanTask, plan: Sequences) -> tuple[PlannedStep, ...]:
    """The rows of a plan in calendar time."""
    machine = task.factory.mode_machine[plan.mode]
    return tuple(
        PlannedStep(
            demand=lot.demand,
            item=lot.item,
            seq=seq,
            resource=task.case.resources[machine[i]],
            start=task.axis.moment_of_start(int(plan.start[i])),
            end=task.axis.moment_of_end(int(plan.end[i])),
            qty=lot.qty,
        )
        for i, (lot, seq) in enumerate(task.names)
    )
