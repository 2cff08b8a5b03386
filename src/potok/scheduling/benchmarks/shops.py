"""What the families of shops share: run the engine, have the answer checked, name it."""

from __future__ import annotations

from potok.scheduling.bench import Options, Outcome, Status, Watch
from potok.scheduling.disjunctive.engine import plan_shop
from potok.scheduling.disjunctive.problem import ShopProblem
from potok.scheduling.verify.shop import check_shop


def run_shop(family: str, problem: ShopProblem, options: Options) -> Outcome:
    """Plan a shop; the answer has passed the checker."""
    watch = Watch(options)
    answer = plan_shop(problem, watch)
    seconds, process_seconds = watch.seconds, watch.process_seconds
    violations = check_shop(problem, answer.rows, answer.makespan)
    if violations:
        raise AssertionError(violations[0].message)
    status: Status = "stopped" if watch.was_stopped else "feasible"
    return Outcome(
        family=family,
        instance=options.instance or "",
        objective=answer.makespan,
        bound=answer.bound,
        seconds=seconds,
        process_seconds=process_seconds,
        seed=options.seed,
        status="optimal" if answer.makespan == answer.bound else status,
        solution={"schedule": [row.as_dict() for row in answer.rows]},
    )
