"""Our engine alone on what no rival solves: plans with stock and calendars, first plans, their memory.

    python benchmarks/plans.py [--shared ../shared] [--seeds 20270104 1 2]

Plans of 10,000 demands are made by the generator of the shared data, one for each seed. Every run is a
process of its own, with its peak memory; lines go into `benchmarks/results/plans.jsonl`, those of an
interrupted run stay, and the section of `docs/benchmarks.md` is written from that file.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from compare import between_marks, commit_of_code, rows_of_file

HERE = Path(__file__).resolve().parent
KEPT = HERE / "results" / "plans.jsonl"
CORES, SEED = 2, 7
#: Seconds of the runs of each size: the first plan alone, then those that have targets.
_LIMITS = {"plan-1k": (0.0, 60.0), "plan-10k": (0.0, 20.0, 120.0), "factory_o5000x4_u95_s6": (0.0,)}
_COLUMNS = ("unplanned", "late", "weighted_lateness", "mean_lateness", "mean_earliness")


@dataclass(frozen=True, slots=True)
class Task:
    """One file with the limits it is run with."""

    name: str
    family: str
    file: Path
    limits_s: tuple[float, ...]


def main() -> None:
    """Run what has no line yet, then write the section."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=Path(os.environ.get("POTOK_SHARED", "../shared")))
    parser.add_argument("--seeds", type=int, nargs="+", default=[20270104, 1, 2])
    options = parser.parse_args()
    commit = commit_of_code()
    done = {(row["name"], row["limit_s"]) for row in rows_of_file(KEPT)}
    with tempfile.TemporaryDirectory() as folder:
        for task in _tasks(options.shared.resolve() / "data", options.seeds, Path(folder)):
            for limit in task.limits_s:
                if (task.name, limit) in done:
                    continue
                row = {"commit": commit, **_measured(task, limit)}
                with KEPT.open("a", encoding="utf-8") as file:
                    file.write(json.dumps(row) + "\n")
                print(json.dumps(row))
    between_marks("plans", _table(rows_of_file(KEPT)))


def _tasks(data: Path, seeds: list[int], folder: Path) -> Iterator[Task]:
    plans = data / "factory_plans"
    yield Task("plan-1k", "plan", plans / "plan-1k.json", _LIMITS["plan-1k"])
    for seed in seeds:
        file = folder / f"plan-10k-{seed}.json"
        command = [sys.executable, str(plans / "gen_dataset.py"), "plan", "--demands", "10000"]
        with file.open("w", encoding="utf-8") as out:
            subprocess.run([*command, "--seed", str(seed)], stdout=out, check=True)
        yield Task(f"plan-10k, seed {seed}", "plan", file, _LIMITS["plan-10k"])
    name = "factory_o5000x4_u95_s6"
    file = data / "benchmarks" / "factory_twt_generated" / f"{name}.json"
    yield Task(name, "factory", file, _LIMITS[name])


def _measured(task: Task, limit_s: float) -> dict[str, Any]:
    """The engine's line, with the memory of its process, MiB, and the load before it."""
    load = round(os.getloadavg()[0], 2)
    command = [sys.executable, "-m", "potok.cli.main", "bench", "schedule", str(task.file)]
    options = ["--family", task.family, "--time-limit", f"{limit_s:g}", "--cores", str(CORES)]
    with tempfile.TemporaryFile("w+", encoding="utf-8") as answer:
        process = subprocess.Popen([*command, *options, "--seed", str(SEED), "--json"], stdout=answer)
        _, code, used = os.wait4(process.pid, 0)
        if code != 0:
            sys.exit(f"{task.name}: код {os.waitstatus_to_exitcode(code)}")
        answer.seek(0)
        line = json.loads(answer.read().splitlines()[-1])
    return {"name": task.name, "load": load, "limit_s": limit_s, "peak_mib": used.ru_maxrss // 1024, **line}


def _table(rows: list[dict[str, Any]]) -> str:
    loads = [row["load"] for row in rows]
    told = f"load average before each run {min(loads)}–{max(loads)}"
    names = ("unplanned", "late", "weighted mean lateness", "mean lateness", "mean earliness")
    columns = ["file, limit", *names, "s", "processor s", "peak MiB"]
    head = [
        f"`benchmarks/plans.py`: {told}; 0 s is the first plan alone; lateness and earliness in days.",
        "",
        f"| {' | '.join(columns)} |",
        "|---" * len(columns) + "|",
    ]
    return "\n".join([*head, *(_line(row) for row in rows)]) + "\n"


def _line(row: dict[str, Any]) -> str:
    figures = [_figure(row.get(column)) for column in _COLUMNS]
    times = [f"{row['seconds']:.2f}", f"{row['process_seconds']:.2f}", str(row["peak_mib"])]
    return "| " + " | ".join([f"{row['name']}, {row['limit_s']:g} s", *figures, *times]) + " |"


def _figure(value: float | None) -> str:
    if value is None:
        return "—"
    return f"{value:.0f}" if isinstance(value, int) else f"{value:.3f}"


if __name__ == "__main__":
    main()
