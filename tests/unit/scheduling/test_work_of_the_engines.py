"""The regression benchmark of the engines: one small instance each, so much work, no worse than known.

Work is counted, not seconds, so a slow machine does not fail it and a worse search does. A better value is
welcome: write it down here.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest

from builders.small_factories import demand_text, random_factory
from potok.scheduling.bench import Options, Watch
from potok.scheduling.disjunctive.engine import plan_shop
from potok.scheduling.disjunctive.problem import Option, ShopProblem, chained
from potok.scheduling.factory.engine import plan_factory
from potok.scheduling.factory_plans.engine import plan_demands
from potok.scheduling.factory_plans.figures import PlanFigures
from potok.scheduling.factory_plans.model import PlanCase
from potok.scheduling.factory_plans.reading import read_plan_case
from potok.scheduling.parallel.engine import plan_machines
from potok.scheduling.parallel.problem import ParallelMachines
from potok.scheduling.projects.engine import plan_project
from potok.scheduling.projects.problem import Activity, ProjectProblem
from potok.scheduling.tardiness.engine import plan_machine
from potok.scheduling.tardiness.problem import SingleMachine


def limited(work: int) -> Watch:
    return Watch(Options(time_limit=None, work_limit=work, seed=1))


def job_shop(seed: int, *, flexible: bool) -> ShopProblem:
    chance = Random(seed)

    def options(machine: int) -> tuple[Option, ...]:
        machines = (machine, (machine + 1) % 8) if flexible else (machine,)
        return tuple(Option(number, chance.randint(1, 99)) for number in machines)

    return chained(8, [[options(machine) for machine in chance.sample(range(8), 8)] for _ in range(10)])


def project(seed: int) -> ProjectProblem:
    chance = Random(seed)
    activities = []
    for number in range(80):
        after = tuple(sorted({number + chance.randint(3, 30) for _ in range(2)} & set(range(80))))
        demands = tuple(chance.choice((0, chance.randint(1, 7))) for _ in range(4))
        activities.append(Activity(chance.randint(1, 10), demands, after))
    return ProjectProblem((11, 11, 11, 11), tuple(activities))


def single_machine(seed: int) -> SingleMachine:
    chance = Random(seed)
    times = tuple(chance.randint(1, 100) for _ in range(100))
    earliest, latest = sum(times) // 5, sum(times) * 3 // 5
    dues = tuple(chance.randint(earliest, latest) for _ in times)
    return SingleMachine(times, tuple(chance.randint(1, 10) for _ in times), dues)


def parallel_machines(seed: int) -> ParallelMachines:
    chance = Random(seed)
    times = tuple(tuple(chance.randint(20, 99) for _ in range(4)) for _ in range(30))
    setups = tuple(
        tuple(0 if one == other else chance.randint(5, 40) for other in range(30)) for one in range(30)
    )
    return ParallelMachines(times, (setups,))


ENGINES: dict[str, Callable[[Watch], tuple[float, ...]]] = {
    "job shop": lambda watch: (plan_shop(job_shop(3, flexible=False), watch).makespan,),
    "flexible shop": lambda watch: (plan_shop(job_shop(4, flexible=True), watch).makespan,),
    "project": lambda watch: (plan_project(project(5), watch).makespan,),
    "one machine": lambda watch: (plan_machine(single_machine(1), watch).cost,),
    "parallel machines": lambda watch: (plan_machines(parallel_machines(7), watch).makespan,),
    "factory": lambda watch: (plan_factory(random_factory(8, orders=60), watch).cost,),
    "factory plan": lambda watch: _lateness_and_earliness(plan_demands(demands(9), watch).figures),
}


def demands(seed: int) -> PlanCase:
    return read_plan_case(demand_text(40, seed))


def _lateness_and_earliness(figures: PlanFigures) -> tuple[float, float]:
    return round(figures.weighted_lateness, 6), round(figures.mean_earliness, 6)


#: Engine → work, and the value that it reaches with it at the worst.
KNOWN: dict[str, tuple[int, tuple[float, ...]]] = {
    "job shop": (500, (867,)),
    "flexible shop": (2_000, (412,)),
    "project": (200, (124,)),
    "one machine": (100, (164_080,)),
    "parallel machines": (300, (332,)),
    "factory": (300, (4_250,)),
    "factory plan": (150, (0.96877, 0.584583)),
}


@pytest.mark.parametrize("engine", ENGINES)
def test_so_much_work_reaches_the_known_value(engine: str) -> None:
    work, known = KNOWN[engine]
    assert ENGINES[engine](limited(work)) <= known


@pytest.mark.parametrize("engine", ENGINES)
def test_without_work_the_value_is_not_reached(engine: str) -> None:
    """Else the instance would tell nothing about the search."""
    assert ENGINES[engine](limited(0)) > KNOWN[engine][1]
