"""CP-SAT alone on an instance of `potok bench balance`; prints the same line.

    python -m rivals.balance FAMILY FILE [--cycle C] [--stations M] [--time-limit S] [--seed N] [--cores N]

The models are the usual ones: a Boolean for each task and station within its window (salbp1, salbp2), a
Boolean for each task and worker with the worker's place in the line (alwabp2).
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from itertools import accumulate
from pathlib import Path

from ortools.sat.python import cp_model

from potok.balancing.formats.alwabp import read_alwabp
from potok.balancing.formats.benchmark import read_benchmark
from potok.balancing.problem import Goal, LineProblem


def main() -> None:
    """Solve and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("family", choices=MODELS)
    parser.add_argument("file", type=Path)
    parser.add_argument("--cycle", type=int)
    parser.add_argument("--stations", type=int)
    parser.add_argument("--time-limit", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--cores", type=int, default=2)
    options = parser.parse_args()
    text = options.file.read_text(encoding="utf-8", errors="replace")
    started, processor = time.monotonic(), time.process_time()
    model = MODELS[options.family](text, options.cycle, options.stations)
    solver = cp_model.CpSolver()
    # Building the model of a thousand tasks takes long and counts as it would in a product.
    solver.parameters.max_time_in_seconds = max(0.1, options.time_limit - (time.monotonic() - started))
    solver.parameters.num_workers = options.cores
    solver.parameters.random_seed = options.seed
    code = solver.solve(model)
    found = code in {cp_model.OPTIMAL, cp_model.FEASIBLE}
    words = {cp_model.OPTIMAL: "optimal", cp_model.FEASIBLE: "feasible", cp_model.INFEASIBLE: "infeasible"}
    line = {
        "family": options.family,
        "instance": options.file.stem,
        "objective": round(solver.objective_value) if found else None,
        "bound": round(solver.best_objective_bound) if found else None,
        "seconds": round(time.monotonic() - started, 3),
        "process_seconds": round(time.process_time() - processor, 3),
        "seed": options.seed,
        "status": words.get(code, "unknown"),
    }
    print(json.dumps(line))


def _stations(text: str, cycle: int | None, stations: int | None) -> cp_model.CpModel:
    """Fewest stations for a cycle time."""
    problem = read_benchmark(text, goal=Goal.STATIONS, cycle=cycle, stations=stations)
    times = [task.time for task in problem.tasks]
    most = len(times)
    limit = problem.cycle or max(times)
    model = cp_model.CpModel()
    used = model.new_int_var(1, most, "stations")
    station = _assigned(model, problem, most, lambda _: limit)
    for place in station:
        model.add(place + 1 <= used)
    model.add(used >= -(-sum(times) // limit))
    model.minimize(used)
    return model


def _cycle(text: str, cycle: int | None, stations: int | None) -> cp_model.CpModel:
    """Shortest cycle time for a number of stations."""
    problem = read_benchmark(text, goal=Goal.CYCLE, cycle=cycle, stations=stations)
    times = [task.time for task in problem.tasks]
    model = cp_model.CpModel()
    longest = model.new_int_var(max(times), sum(times), "cycle")
    _assigned(model, problem, problem.stations or 1, lambda _: longest)
    model.minimize(longest)
    return model


def _assigned(
    model: cp_model.CpModel,
    problem: LineProblem,
    stations: int,
    capacity: Callable[[int], cp_model.LinearExprT],
) -> list[cp_model.IntVar]:
    """[tasks] station, tied to a Boolean for each task and station; capacities and precedence are kept."""
    tasks, places = range(len(problem.tasks)), range(stations)
    at = [[model.new_bool_var(f"{task} at {place}") for place in places] for task in tasks]
    station = [model.new_int_var(0, stations - 1, f"station of {task}") for task in tasks]
    for task in tasks:
        model.add_exactly_one(at[task])
        model.add(station[task] == sum(place * at[task][place] for place in places))
    for place in places:
        load = sum(problem.tasks[task].time * at[task][place] for task in tasks)
        model.add(load <= capacity(place))
    for early, late in problem.precedence:
        model.add(station[early] <= station[late])
        # Whoever follows is not before: prefix sums make the same rule strong in the relaxation.
        for one, other in zip(accumulate(at[early]), accumulate(at[late]), strict=True):
            model.add(one >= other)
    return station


def _workers(text: str, _cycle: int | None, _stations: int | None) -> cp_model.CpModel:
    """Shortest cycle time of a line with workers of different ability, each at one station."""
    problem = read_alwabp(text)
    tasks, workers = range(len(problem.tasks)), range(len(problem.workers))
    times = [task.times for task in problem.tasks]
    model = cp_model.CpModel()
    longest = model.new_int_var(0, sum(max(t or 0 for t in row) for row in times), "cycle")
    does = [[model.new_bool_var(f"{task} by {worker}") for worker in workers] for task in tasks]
    place = [model.new_int_var(0, len(workers) - 1, f"place of {worker}") for worker in workers]
    station = [model.new_int_var(0, len(workers) - 1, f"station of {task}") for task in tasks]
    model.add_all_different(place)
    for task in tasks:
        model.add_exactly_one(does[task])
        for worker in workers:
            if times[task][worker] is None:
                model.add(does[task][worker] == 0)
            else:
                model.add(station[task] == place[worker]).only_enforce_if(does[task][worker])
    for worker in workers:
        model.add(sum((times[task][worker] or 0) * does[task][worker] for task in tasks) <= longest)
    for early, late in problem.precedence:
        model.add(station[early] <= station[late])
    model.minimize(longest)
    return model


MODELS: dict[str, Callable[[str, int | None, int | None], cp_model.CpModel]] = {
    "salbp1": _stations,
    "salbp2": _cycle,
    "alwabp2": _workers,
}

if __name__ == "__main__":
    main()
