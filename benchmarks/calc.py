"""How long calculations take: library calls, the command, the import, a PDF, a batch.

    .venv/bin/python benchmarks/calc.py

Prints one JSON object a measurement and keeps them in benchmarks/results/calc.jsonl. Limits (issue 4):
library call of any public case 20 ms, process 0.8 s, import 0.3 s, PDF page 1 s, batch of 10,000
inputs of cycle.duration with six operations 10 s. Beside the wall time stands the processor time, which
says what to expect of a quiet machine when this one is busy.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
CASES = ROOT / "data" / "cases"
RESULTS = ROOT / "benchmarks" / "results" / "calc.jsonl"
CASE = CASES / "cycle.duration" / "ex2-cartridge-batch-100.json"
_REPEATS = 5
_BATCH_ROWS, _OPERATIONS = 10_000, 6


class Spent(NamedTuple):
    """Time of one act, s: by the clock on the wall and of the processor, its own processes included."""

    wall: float
    processor: float


def best(act: Callable[[], object], repeats: int = _REPEATS) -> Spent:
    """Least times of some repeats: what the machine can do, whatever else it does."""
    times = []
    for _ in range(repeats):
        begun, used = time.perf_counter(), _processor()
        act()
        times.append(Spent(time.perf_counter() - begun, _processor() - used))
    return Spent(min(spent.wall for spent in times), min(spent.processor for spent in times))


def _processor() -> float:
    own = os.times()
    return own.user + own.system + own.children_user + own.children_system


def _found(what: str, spent: Spent, limit: float, **more: object) -> dict[str, object]:
    seconds = {"seconds": round(spent.wall, 4), "processor_seconds": round(spent.processor, 4)}
    return {"what": what, **seconds, "limit": limit, **more}


def library_calls() -> dict[str, object]:
    """The slowest public case, with its note."""
    from potok.methods import method, method_ids
    from potok.methods.case import case_input

    slowest, name = Spent(0.0, 0.0), ""
    for path in sorted(CASES.glob("*/*.json")):
        method_id = path.parent.name
        if method_id not in method_ids():
            continue
        given = case_input(json.loads(path.read_text(encoding="utf-8")), method_id=method_id).given
        chosen = method(method_id)
        spent = best(lambda chosen=chosen, given=given: chosen.run(given))
        if spent.wall > slowest.wall:
            slowest, name = spent, f"{method_id}/{path.stem}"
    return _found("library call, slowest public case", slowest, 0.02, case=name)


def process() -> dict[str, object]:
    """`potok calc` from start to end."""
    command = [str(Path(sys.executable).parent / "potok"), "calc", "cycle.duration", "--input", str(CASE)]
    spent = best(lambda: subprocess.run(command, check=True, capture_output=True))
    return _found("potok calc, whole process", spent, 0.8)


def package_import() -> dict[str, object]:
    """Import of the methods in a fresh interpreter, its own start subtracted."""
    empty = best(lambda: subprocess.run([sys.executable, "-c", "pass"], check=True))
    full = best(lambda: subprocess.run([sys.executable, "-c", "import potok.methods"], check=True))
    spent = Spent(full.wall - empty.wall, full.processor - empty.processor)
    return _found("import potok.methods", spent, 0.3)


def pdf() -> dict[str, object]:
    """A whole note as PDF."""
    from potok.documents.note.pdf import note_pdf
    from potok.methods import method

    chosen = method("cycle.duration")
    note = chosen.run(json.loads(CASE.read_text(encoding="utf-8"))["given"])
    spent = best(lambda: note_pdf(note, inputs=chosen.inputs))
    return _found("PDF of a note of nine pages", spent, 1.0)


def batch() -> dict[str, object]:
    """`potok calc --batch` over a CSV of 10,000 inputs."""
    heads = ["batch_size_pcs", "transfer_batch_pcs"]
    for place in range(_OPERATIONS):
        heads += [f"operations[{place}].{key}" for key in ("name", "time_min", "workplaces")]
    with tempfile.TemporaryDirectory() as folder:
        table, answer = Path(folder) / "inputs.csv", Path(folder) / "answers.csv"
        lines = [",".join(heads)]
        for row in range(_BATCH_ROWS):
            cells = [str(10 + row % 500), "5"]
            for place in range(_OPERATIONS):
                cells += [f"Операция {place}", str(1 + (row + place) % 13), str(1 + (row + place) % 2)]
            lines.append(",".join(cells))
        table.write_text("\n".join(lines) + "\n", encoding="utf-8")
        command = [
            str(Path(sys.executable).parent / "potok"),
            "calc",
            "cycle.duration",
            "--batch",
            str(table),
        ]
        command += ["--output", str(answer)]
        spent = best(lambda: subprocess.run(command, check=True, capture_output=True), repeats=1)
        written = len(answer.read_text(encoding="utf-8").splitlines()) - 1
    return _found("batch of 10,000 inputs, six operations", spent, 10.0, rows=written)


def main() -> None:
    """Measure everything."""
    load = Path("/proc/loadavg").read_text(encoding="ascii").split()[0]
    with RESULTS.open("a", encoding="utf-8") as kept:
        for measure in (library_calls, process, package_import, pdf, batch):
            found = measure()
            line = json.dumps({**found, "load": float(load)}, ensure_ascii=False)
            print(line, flush=True)
            kept.write(line + "\n")


if __name__ == "__main__":
    main()
