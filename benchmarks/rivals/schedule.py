"""PyJobShop (CP-SAT) on an instance of `potok bench schedule`; prints the same line.

    python -m rivals.schedule FILE --family fjsp [--instance NAME] [--time-limit S] [--seed N] [--cores N]

The models are the plain ones of PyJobShop's own examples: tasks with modes, precedences, set-up times.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from pathlib import Path

from pyjobshop import Model

from potok.scheduling.formats.parallel import read_parallel
from potok.scheduling.formats.projects import read_project
from potok.scheduling.formats.shops import read_flexible_shop, read_job_shop
from potok.scheduling.formats.tables import read_factory, read_setups, read_single_machine
from potok.scheduling.parallel.problem import ParallelMachines


def main() -> None:
    """Solve and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--family", choices=MODELS, required=True)
    parser.add_argument("--instance")
    parser.add_argument("--time-limit", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--cores", type=int, default=2)
    options = parser.parse_args()
    name = options.instance or options.file.stem
    model = MODELS[options.family](options.file.read_text(encoding="utf-8"), name)
    started, processor = time.monotonic(), time.process_time()
    result = model.solve(
        time_limit=options.time_limit,
        display=False,
        num_workers=options.cores,
        random_seed=options.seed,
    )
    status = {"Optimal": "optimal", "Feasible": "feasible", "Infeasible": "infeasible"}
    found = status.get(result.status.value, "unknown")
    line = {
        "family": options.family,
        "instance": name,
        "objective": result.objective if found in {"optimal", "feasible"} else None,
        "bound": result.lower_bound if found in {"optimal", "feasible"} else None,
        "seconds": round(time.monotonic() - started, 3),
        "process_seconds": round(time.process_time() - processor, 3),
        "seed": options.seed,
        "status": found,
    }
    print(json.dumps(line))


def _shop(*, flexible: bool) -> Callable[[str, str], Model]:
    def model_of(text: str, _: str) -> Model:
        shop = read_flexible_shop(text) if flexible else read_job_shop(text)
        model = Model()
        machines = [model.add_machine() for _ in range(shop.machines)]
        tasks = [model.add_task() for _ in shop.operations]
        for task, operation in zip(tasks, shop.operations, strict=True):
            for option in operation.options:
                model.add_mode(task, machines[option.machine], option.duration)
        for early, late in shop.precedences:
            model.add_end_before_start(tasks[early], tasks[late])
        return model

    return model_of


def _project(text: str, _: str) -> Model:
    project = read_project(text)
    model = Model()
    resources = [model.add_renewable(capacity) for capacity in project.capacities]
    tasks = [model.add_task() for _ in project.activities]
    for task, activity in zip(tasks, project.activities, strict=True):
        model.add_mode(task, resources, activity.duration, list(activity.demands))
        for successor in activity.successors:
            model.add_end_before_start(task, tasks[successor])
    return model


def _single_machine(text: str, name: str) -> Model:
    given = read_single_machine(text, name)
    model = Model()
    machine = model.add_machine()
    for duration, weight, due in zip(given.times, given.weights, given.dues, strict=True):
        task = model.add_task(model.add_job(weight=weight, due_date=due))
        model.add_mode(task, machine, duration)
    model.set_objective(weight_total_tardiness=1)
    return model


def _parallel(read: Callable[[str], ParallelMachines]) -> Callable[[str, str], Model]:
    def model_of(text: str, _: str) -> Model:
        given = read(text)
        model = Model()
        tasks = [model.add_task() for _ in given.times]
        machines = [model.add_machine() for _ in given.times[0]]
        for task, durations in zip(tasks, given.times, strict=True):
            for machine, duration in zip(machines, durations, strict=True):
                model.add_mode(task, machine, duration)
        tables = given.setups if len(given.setups) != 1 else given.setups * len(machines)
        for machine, table in zip(machines, tables, strict=False):  # no table at all without set-ups
            for early, row in zip(tasks, table, strict=True):
                for late, duration in zip(tasks, row, strict=True):
                    if early is not late and duration:
                        model.add_setup_time(machine, early, late, duration)
        return model

    return model_of


def _factory(text: str, _: str) -> Model:
    given = read_factory(text)
    model = Model()
    machines = [model.add_machine() for _ in range(given.machines)]
    for order in given.orders:
        job = model.add_job(weight=order.weight, release_date=order.release, due_date=order.due)
        before = None
        for options in order.operations:
            task = model.add_task(job)
            for machine, duration in options:
                model.add_mode(task, machines[machine], duration)
            if before is not None:
                model.add_end_before_start(before, task)
            before = task
    model.set_objective(weight_total_tardiness=1)
    return model


#: The family `plan` has none: netting of stock and working calendars are not in PyJobShop.
MODELS: dict[str, Callable[[str, str], Model]] = {
    "fjsp": _shop(flexible=True),
    "jobshop": _shop(flexible=False),
    "rcpsp": _project,
    "twt": _single_machine,
    "parallel": _parallel(read_parallel),
    "setups": _parallel(read_setups),
    "factory": _factory,
}

if __name__ == "__main__":
    main()
