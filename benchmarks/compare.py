"""Our engines and other solvers on the same published instances, one after the other on this machine.

    python benchmarks/compare.py schedule|balance [--all] [--shared ../shared]
    python benchmarks/compare.py draw [--shared ../shared]

Runs the instances of `benchmarks/sample.txt` (with `--all` every one of the folders), first `potok bench`,
then PyJobShop or CP-SAT, each with the same limit and two threads. Every line of both goes at once into
`benchmarks/results/compare-….jsonl`, so that a broken run goes on where it stopped; delete the file to
begin anew. At the end the section of `docs/benchmarks.md` is written from that file alone. `draw` makes the
sample anew, stratified over the sets of each family, always the same.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

from instances import Instance, best_known, every, sampled

HERE = Path(__file__).resolve().parent
SAMPLE, PAGE = HERE / "sample.txt", HERE.parent / "docs" / "benchmarks.md"
SEED, CORES, PATIENCE_S = 7, 2, 60
OURS, FAILED = "potok", "failed"
#: Rows by instance and engine.
Pairs: TypeAlias = dict[str, dict[str, dict[str, Any]]]
RIVAL = {"schedule": "PyJobShop", "balance": "CP-SAT"}


def main() -> None:
    """Draw, or run and write the section."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=("schedule", "balance", "draw"))
    parser.add_argument("--all", action="store_true", help="every instance, not only the sample")
    parser.add_argument("--shared", type=Path, default=Path(os.environ.get("POTOK_SHARED", "../shared")))
    options = parser.parse_args()
    data = options.shared / "data"
    if options.what == "draw":
        drawn = sampled(list(every(data)), random.Random(SEED))
        SAMPLE.write_text("".join(f"{one.text()}\n" for one in drawn), encoding="utf-8")
        return
    if not data.is_dir():
        sys.exit(f"Нет папки {data}: укажите --shared или POTOK_SHARED.")
    kept = HERE / "results" / f"compare-{options.what}.jsonl"
    wanted = [one for one in _wanted(data, everything=options.all) if one.kind == options.what]
    _run(wanted, data, kept)
    _write_section(options.what, kept, data)


def _wanted(data: Path, *, everything: bool) -> Iterator[Instance]:
    if everything:
        yield from every(data)
    else:
        for line in SAMPLE.read_text(encoding="utf-8").splitlines():
            yield Instance.from_text(line)


def _run(wanted: list[Instance], data: Path, kept: Path) -> None:
    """Both solvers on each instance that has no line yet."""
    kept.parent.mkdir(exist_ok=True)
    done = {(row["engine"], row["key"]) for row in rows_of_file(kept) if row["status"] != FAILED}
    commit = commit_of_code()
    for number, one in enumerate(wanted, start=1):
        for engine in (OURS, RIVAL[one.kind]):
            if (engine, one.text()) in done:
                continue
            row = {**_measured(engine, one, data), "commit": commit}
            with kept.open("a", encoding="utf-8") as file:
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
            print(f"{number}/{len(wanted)} {engine} {one.text()}: {row['objective']} {row['status']}")


def _measured(engine: str, one: Instance, data: Path) -> dict[str, Any]:
    given = one.arguments(data, cores=CORES, seed=SEED)
    if engine == OURS:
        command = [sys.executable, "-m", "potok.cli.main", "bench", one.kind, *given, "--json"]
    else:
        command = [sys.executable, "-m", f"rivals.{one.kind}", *given]
    load = round(os.getloadavg()[0], 2)
    try:
        answer = subprocess.run(
            command, cwd=HERE, capture_output=True, text=True, timeout=one.limit_s + PATIENCE_S, check=True
        )
        line = json.loads(answer.stdout.splitlines()[-1])
    except subprocess.TimeoutExpired:
        line = {"objective": None, "bound": None, "status": "killed", "seconds": one.limit_s + PATIENCE_S}
    except subprocess.CalledProcessError as error:
        line = {"objective": None, "bound": None, "status": FAILED, "error": error.stderr[-300:]}
    return {"engine": engine, "key": one.text(), "load": load, "limit_s": one.limit_s, **line}


def commit_of_code() -> str:
    """What of our code runs, with a mark when it is changed."""
    command = ["git", "describe", "--always", "--dirty", "--exclude=*"]
    return subprocess.run(command, cwd=HERE, capture_output=True, text=True, check=True).stdout.strip()


def rows_of_file(kept: Path) -> list[dict[str, Any]]:
    """The lines that runs have left; none without the file."""
    if not kept.exists():
        return []
    return [json.loads(line) for line in kept.read_text(encoding="utf-8").splitlines()]


def _write_section(kind: str, kept: Path, data: Path) -> None:
    """The table between the two marks of the page."""
    rows = rows_of_file(kept)
    loads = [row["load"] for row in rows]
    head = (
        f"`make benchmark-{kind}`: {platform.machine()}, {os.cpu_count()} cores, Python "
        f"{platform.python_version()}, load average before each run {min(loads)}–{max(loads)} (median "
        f"{statistics.median(loads)}). Gaps are to the best known value, or to the better of the two "
        f"where there is none; a mean covers the instances with such a value and an answer of the engine."
    )
    between_marks(f"compare-{kind}", f"{head}\n\n{_table(kind, rows, best_known(data))}")


def between_marks(name: str, text: str) -> None:
    """Put a text between the two marks of the page of figures."""
    first, last = f"<!-- {name} -->", f"<!-- /{name} -->"
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(first)
    _, _, after = rest.partition(last)
    PAGE.write_text(f"{before}{first}\n{text}\n{last}{after}", encoding="utf-8")


def _table(kind: str, rows: list[dict[str, Any]], best: dict[str, float]) -> str:
    rival = RIVAL[kind]
    head = (
        f"| family, limit | instances | mean gap Potok | mean gap {rival} | best reached Potok / {rival} "
        f"| proven Potok / {rival} | nothing found Potok / {rival} | worst of Potok against {rival} "
        f"| broke down Potok / {rival} |"
    )
    lines = [head, "|---|---|---|---|---|---|---|---|---|"]
    groups: dict[tuple[str, str], Pairs] = {}
    for key, pair in _pairs(rows).items():
        one = Instance.from_text(key)
        groups.setdefault((one.family, one.part), {})[key] = pair
    lines += [_line(family, part, pairs, rival, best) for (family, part), pairs in sorted(groups.items())]
    return "\n".join(lines) + "\n"


def _pairs(rows: list[dict[str, Any]]) -> Pairs:
    """The last row of each instance and engine: a run that had failed may have been repeated."""
    found: Pairs = {}
    for row in rows:
        found.setdefault(row["key"], {})[row["engine"]] = row
    return found


def _line(family: str, part: str, pairs: Pairs, rival: str, best: dict[str, float]) -> str:
    engines = (OURS, rival)
    gaps: dict[str, list[float]] = {engine: [] for engine in engines}
    reached, proven, nothing, failed = (dict.fromkeys(engines, 0) for _ in range(4))
    worst: list[float] = []
    for key, pair in pairs.items():
        values = {engine: row["objective"] for engine, row in pair.items()}
        found = {engine: value for engine, value in values.items() if value is not None}
        known = best.get(key, min(found.values()) if found else None)
        for engine, row in pair.items():
            proven[engine] += row["status"] == "optimal"
            failed[engine] += row["status"] == FAILED
            nothing[engine] += row["objective"] is None and row["status"] != FAILED
            reached[engine] += known is not None and engine in found and found[engine] <= known
        if known:
            for engine, value in found.items():
                gaps[engine].append(value / known - 1)
        if len(found) == len(engines) and found[rival]:
            worst.append(found[OURS] / found[rival] - 1)
    limits = sorted({row["limit_s"] for pair in pairs.values() for row in pair.values()})
    limit = "/".join(f"{each:g}" for each in limits)
    mean = {
        engine: f"{statistics.mean(each):+.2%} of {len(each)}" if each else "—"
        for engine, each in gaps.items()
    }
    name = f"{family.removesuffix('10')}, {part}" if part else family
    return (
        f"| {name}, {limit} s | {len(pairs)} | {mean[OURS]} | {mean[rival]} "
        f"| {reached[OURS]} / {reached[rival]} | {proven[OURS]} / {proven[rival]} "
        f"| {nothing[OURS]} / {nothing[rival]} | {f'{max(worst):+.1%}' if worst else '—'} "
        f"| {failed[OURS]} / {failed[rival]} |"
    )


if __name__ == "__main__":
    main()
