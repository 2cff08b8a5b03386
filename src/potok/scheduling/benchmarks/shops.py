"""What the families of shops share: run the engine and have the answer checked."""

from __future__ import annotations

from potok.scheduling.bench import Options, Outcome, Watch
from potok.scheduling.benchmarks.checked import checked
from potok.scheduling.disjunctive.engine import plan_shop
from potok.scheduling.disjunctive.problem import ShopProblem
from potok.scheduling.verify.shop import check_shop


def run_shop(family: str, problem: ShopProblem, options: Options) -> Outcome:
    """Plan a shop."""
    watch = Watch(options)
    answer = plan_shop(problem, watch)
    return checked(
        family,
        watch,
        makespan=answer.makespan,
        bound=answer.bound,
        rows=[row.as_dict() for row in answer.rows],
        violations=check_shop(problem, answer.rows, answer.makespan),
    )
