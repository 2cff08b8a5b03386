"""The engine of large factories: the rule at once, aims, the rule fitted, single decisions, sequences."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import count

from potok.scheduling.bench import Options, Watch
from potok.scheduling.factory.arrays import Factory, Sequences, factory_of
from potok.scheduling.factory.polish import Polish
from potok.scheduling.factory.problem import FactoryProblem, FactoryRow, Order
from potok.scheduling.factory.rolling import Rolling
from potok.scheduling.factory.rules import BETAS, KAPPAS, PRICES, Rules
from potok.scheduling.factory.stages import Run, Stretch
from potok.scheduling.factory.steps import Step

#: Ends of the parts of a run: fitting the rule, single decisions; the rest is for the sequences.
_FITTED, _DECIDED = 0.05, 0.65
#: Passes of single decisions, each with other random numbers; the best plan counts.
_PASSES = 5
#: Operations of all passes together: a pass over a larger factory needs the time of several.
_PASSED = 20_000
#: Rise of the cost accepted at the beginning, in mean operation times of a mean order.
_HEAT = 0.2
#: Rise above that up to which a change of the sequences is followed through the plan, in the same.
_PATIENCE = 2.0


@dataclass(frozen=True, slots=True)
class FactoryAnswer:
    """A plan and its cost."""

    rows: tuple[FactoryRow, ...]
    cost: int


def warm() -> None:
    """Load or compile the kernels, so that a run does not wait for them."""
    order = Order(operations=(((0, 2), (1, 3)), ((0, 1),)), release=0, due=1, weight=1)
    work = 6 * (len(PRICES) + 1) * len(KAPPAS) * len(BETAS)  # the rule, rollouts and windows have their turn
    plan_factory(FactoryProblem(2, (order,) * 3), Watch(Options(time_limit=None, work_limit=work)))


def plan_factory(problem: FactoryProblem, watch: Watch) -> FactoryAnswer:
    """Plan a factory; under a work limit a trial of a rule, a round of rollouts or a window is a unit."""
    factory = factory_of(steps_of(problem), problem.machines)
    rules = Rules(factory, watch.options.seed)
    watch.tell(rules.cost)
    run = Run(watch)
    if not run.is_over():
        rules.sweep(watch.is_over)
        rules.aim(watch.is_over)
        run.count(rules.tried)
        watch.tell(rules.cost)
    cost = _improve(factory, rules, run)
    return FactoryAnswer(_rows(problem, factory, rules.plan), round(cost))


def _improve(factory: Factory, rules: Rules, run: Run) -> float:
    """Fit the rule, roll it out, then search its plan, stage by stage; returns the cost of `rules.plan`."""
    tell = run.watch.tell
    seeds = count(run.watch.options.seed)
    cost = rules.cost
    while cost > 0.0 and run.has_next():
        rules.fit(Stretch(run, 0.0, _FITTED), tell)
        passes = max(1, min(_PASSES, _PASSED // len(factory.release)))
        for number in range(passes):
            if run.is_over():
                break
            ends = (_FITTED + (_DECIDED - _FITTED) * at / passes for at in (number, number + 1))
            rolling = Rolling(factory, rules.aims, rules.worth(), rules.plan, next(seeds))
            rolling.run(Stretch(run, *ends), tell)
        unit = float(factory.mode_time.mean() * factory.weight[factory.judged].mean())
        polish = Polish(factory, rules.plan, next(seeds), _HEAT * unit, _PATIENCE * unit)
        windows = partial(getattr, polish, "windows")
        polish.run(run.watch, Stretch(run, _DECIDED, 1.0).counted(windows), tell)
        cost = rules.cost = polish.cost
    return cost


def steps_of(problem: FactoryProblem) -> list[Step]:
    """Operations of all orders one after another; the last one of an order is judged."""
    steps: list[Step] = []
    for order in problem.orders:
        for position, modes in enumerate(order.operations):
            is_last = position == len(order.operations) - 1
            steps.append(
                Step(
                    modes=modes,
                    after=(len(steps) - 1,) if position else (),
                    release=0 if position else order.release,
                    weight=float(order.weight) if is_last else 0.0,
                    due=order.due if is_last else 0,
                )
            )
    return steps


def _rows(problem: FactoryProblem, factory: Factory, plan: Sequences) -> tuple[FactoryRow, ...]:
    names = (
        (job, position)
        for job, order in enumerate(problem.orders)
        for position in range(len(order.operations))
    )
    machine = factory.mode_machine[plan.mode]
    return tuple(
        FactoryRow(
            job=job,
            operation=position,
            machine=int(machine[i]),
            start=int(plan.start[i]),
            end=int(plan.end[i]),
        )
        for i, (job, position) in enumerate(names)
    )
