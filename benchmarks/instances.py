"""The published instances that `compare.py` runs: where they lie, how long they get, their best values."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

#: The family `plan` is missing: PyJobShop, which runs beside ours, nets no stock; see `plans.py`.
#: Family → folder below `data` and seconds; what of a family is drawn: set → how many.
_SCHEDULES = {
    "fjsp": ("benchmarks/fjsp", 60.0, {"": 10}),
    "fjsp10": ("benchmarks/fjsp", 10.0, {}),
    "jobshop": ("benchmarks/jobshop", 60.0, {"ta": 3, "dmu": 2, "": 3}),
    "rcpsp": ("benchmarks/rcpsp", 60.0, {"j60": 3, "j120": 3}),
    "twt": ("benchmarks/single_machine_twt", 5.0, {"wt40": 2, "wt100": 3}),
    "parallel": ("benchmarks/parallel_machines", 10.0, {"": 3}),
    "setups": ("benchmarks/pm_setups_generated", 60.0, {"": 2}),
    "factory": ("benchmarks/factory_twt_generated", 60.0, {"": 4}),
}
_BALANCES = {
    "salbp1": ("benchmarks/salbp1_scholl", 10.0, {"": 12}),
    "otto": (
        "benchmarks/salbp1_otto",
        10.0,
        {"instance_n=20_": 3, "instance_n=50_": 4, "instance_n=100_": 5},
    ),
    "otto1000": ("benchmarks/salbp1_otto", 60.0, {"instance_n=1000_": 4}),
    "salbp2": ("benchmarks/salbp1_scholl", 10.0, {"": 6}),
    "alwabp2": ("benchmarks/alwabp2", 60.0, {"heskia": 1, "roszieg": 1, "tonge": 4, "wee-mag": 4}),
}

#: What a family is told apart by in the report: (how names begin, the set); others are "other".
_SETS: dict[str, tuple[tuple[tuple[str, ...], str], ...]] = {
    "fjsp": ((("behnke",), "Behnke"),),
    "fjsp10": ((("behnke",), "Behnke"),),
    "jobshop": (
        (("ta",), "Taillard"),
        (("dmu",), "Demirkol"),
        (("ft", "la", "orb", "abz"), "small classics"),
    ),
    "rcpsp": ((("j60",), "j60"), (("j120",), "j120")),
    "twt": ((("wt40",), "n = 40"), (("wt100",), "n = 100")),
    "factory": ((("factory_o2000x4",), "2,000 × 4"), (("factory_o5000x4",), "5,000 × 4")),
    "alwabp2": (
        (("heskia", "roszieg"), "Heskia, Roszieg"),
        (("tonge",), "Tonge"),
        (("wee-mag",), "Wee-Mag"),
    ),
}
#: Run whatever is drawn: the issue asks for it by name.
_ALWAYS = ("factory benchmarks/factory_twt_generated/factory_o5000x4_u95_s6.json",)


@dataclass(frozen=True, slots=True)
class Instance:
    """One instance as a line of the sample: family, file below `data`, what tells it within the file.

    Attributes:
        within: Name in a file of many (twt), cycle time (salbp1) or number of stations (salbp2).
    """

    family: str
    file: str
    within: str = ""

    @classmethod
    def from_text(cls, line: str) -> Instance:
        """Of a line of the sample."""
        family, file, *within = line.split()
        return cls(family, file, *within)

    def text(self) -> str:
        """The line."""
        return " ".join(filter(None, (self.family, self.file, self.within)))

    @property
    def kind(self) -> str:
        """The command: schedule or balance."""
        return "schedule" if self.family in _SCHEDULES else "balance"

    @property
    def part(self) -> str:
        """The set within the family that has a target of its own; "" where the family is one."""
        name = self.within or Path(self.file).name
        parts = _SETS.get(self.family, ())
        return next((part for begins, part in parts if name.startswith(begins)), "other" if parts else "")

    @property
    def limit_s(self) -> float:
        """Seconds of the search."""
        return (_SCHEDULES | _BALANCES)[self.family][1]

    def arguments(self, data: Path, *, cores: int, seed: int) -> list[str]:
        """Arguments of `potok bench …` and of the other solver."""
        file = str((data / self.file).resolve())
        common = ["--time-limit", f"{self.limit_s:g}", "--cores", str(cores), "--seed", str(seed)]
        if self.kind == "schedule":
            name = ["--instance", self.within] if self.within else []
            return [file, "--family", self.family.removesuffix("10"), *name, *common]
        family = "salbp1" if self.family.startswith("otto") else self.family
        option = {"salbp1": "--cycle", "salbp2": "--stations"}.get(self.family, "")
        return [family, file, *([option, self.within] if self.within else []), *common]


def every(data: Path) -> Iterator[Instance]:
    """All instances of all families."""
    for family, (folder, _, sets) in (_SCHEDULES | _BALANCES).items():
        find = _FINDERS.get(family, _files)
        for one in find(family, data, folder):
            if not sets or any(
                Path(one.file).name.startswith(name) or one.within.startswith(name) for name in sets
            ):
                yield one


def sampled(instances: list[Instance], chance: random.Random) -> list[Instance]:
    """Some of each set, the same for the same random numbers; flexible shops also with a short limit."""
    drawn: list[Instance] = []
    for family, (_, _, sets) in (_SCHEDULES | _BALANCES).items():
        for name, count in sets.items():
            others = [other for other in sets if other and not name]
            fitting = [
                one
                for one in instances
                if one.family == family and _named(one, name) and not any(_named(one, o) for o in others)
            ]
            drawn += sorted(chance.sample(fitting, min(count, len(fitting))), key=Instance.text)
    quick = [Instance("fjsp10", one.file) for one in drawn if one.family == "fjsp"]
    return [*drawn, *quick, *(Instance.from_text(line) for line in _ALWAYS)]


def best_known(data: Path) -> dict[str, float]:
    """Best value by the text of the instance; families without published values are missing."""
    found: dict[str, float] = {}
    for family, (folder, column) in _BEST.items():
        table = _table(data / folder / "best_known.csv")
        by_name = {row.get("instance", row.get("id", "")): row[column] for row in table if row[column]}
        for one in (_FINDERS.get(family, _files))(family, data, folder):
            name = _name_in_table(one, table)
            if name in by_name:
                found[one.text()] = float(by_name[name])
    return found


_BEST = {
    "fjsp": ("benchmarks/fjsp", "best_makespan"),
    "fjsp10": ("benchmarks/fjsp", "best_makespan"),
    "jobshop": ("benchmarks/jobshop", "best_makespan"),
    "rcpsp": ("benchmarks/rcpsp", "best_makespan"),
    "twt": ("benchmarks/single_machine_twt", "best_total_weighted_tardiness"),
    "parallel": ("benchmarks/parallel_machines", "best_makespan"),
    "factory": ("benchmarks/factory_twt_generated", "atc_sweep_upper_bound"),
    "salbp1": ("benchmarks/salbp1_scholl", "best_stations"),
    "otto": ("benchmarks/salbp1_otto", "best_stations"),
    "otto1000": ("benchmarks/salbp1_otto", "best_stations"),
    "alwabp2": ("benchmarks/alwabp2", "best_cycle_time"),
}


def _named(one: Instance, name: str) -> bool:
    return Path(one.file).name.startswith(name) or (bool(one.within) and one.within.startswith(name))


def _files(family: str, data: Path, folder: str) -> Iterator[Instance]:
    for file in sorted((data / folder).iterdir()):
        if file.name not in {"README.md", "best_known.csv"}:
            yield Instance(family, str(file.relative_to(data)))


def _single_machine(family: str, data: Path, folder: str) -> Iterator[Instance]:
    for row in _table(data / folder / "best_known.csv"):
        yield Instance(family, f"{folder}/instances.jsonl", row["instance"])


def _scholl(family: str, data: Path, folder: str) -> Iterator[Instance]:
    for row in _table(data / folder / "best_known.csv"):
        yield Instance(family, f"{folder}/{row['graph_file']}", row["cycle_time"])


def _scholl_stations(family: str, data: Path, folder: str) -> Iterator[Instance]:
    """Every graph with the numbers of stations that its cycle times lead to."""
    found = {
        Instance(family, f"{folder}/{row['graph_file']}", row["best_stations"])
        for row in _table(data / folder / "best_known.csv")
    }
    yield from sorted(found, key=Instance.text)


_FINDERS: dict[str, Callable[[str, Path, str], Iterator[Instance]]] = {
    "twt": _single_machine,
    "salbp1": _scholl,
    "salbp2": _scholl_stations,
}


def _name_in_table(one: Instance, table: list[dict[str, str]]) -> str:
    if one.family == "salbp1":
        graph = Path(one.file).name
        for row in table:
            if row["graph_file"] == graph and row["cycle_time"] == one.within:
                return row["instance"]
    return one.within or Path(one.file).stem


def _table(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
