"""Compile the kernels of the engines once, so that later runs find them on disk."""

from __future__ import annotations

from potok.scheduling.bench import Options, Watch
from potok.scheduling.disjunctive.engine import plan_shop
from potok.scheduling.disjunctive.problem import Option, chained
from potok.scheduling.factory.engine import warm as warm_factory
from potok.scheduling.factory_plans.engine import warm as warm_demands
from potok.scheduling.parallel.engine import warm as warm_machines
from potok.scheduling.projects.engine import plan_project
from potok.scheduling.projects.problem import Activity, ProjectProblem
from potok.scheduling.tardiness.engine import warm as warm_machine
from potok.scheduling.warm_plans import warm_plans


def warm() -> None:
    """Run each engine on a problem so small that only the kernels count."""
    warm_machine()
    warm_machines()
    warm_factory()
    warm_demands()
    _warm_shops()
    warm_plans()


def _warm_shops() -> None:
    """Plan a tiny shop and a tiny project whose bounds do not end the search at once."""
    either = (Option(0, 2), Option(1, 3))
    shop = chained(3, [[either, (Option(2, 2),)], [(Option(2, 3),), either], [either, either]])
    plan_shop(shop, Watch(Options(time_limit=None, work_limit=1)))
    activities = (*(Activity(3, (2,), ()) for _ in range(3)), Activity(2, (1,), ()))
    plan_project(ProjectProblem((3,), activities), Watch(Options(time_limit=None, work_limit=1)))
