"""The checker of plans on one machine and on parallel machines, rule by rule."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from potok.scheduling.parallel.problem import ParallelMachines
from potok.scheduling.tardiness.problem import MachineRow, SingleMachine
from potok.scheduling.verify.report import Violation
from potok.scheduling.verify.rule import Fault, Rule, apply_rules, rule


@dataclass(frozen=True, slots=True)
class MachineCase:
    """A plan in front of what it has to keep.

    Attributes:
        durations: Duration by job and machine.
        setup: Set-up on a machine between two jobs.
        rows: The plan, in any order.
        claimed: The objective that was claimed.
        objective: The objective of the rows.
    """

    durations: Sequence[Sequence[int]]
    setup: Callable[[int, int, int], int]
    rows: tuple[MachineRow, ...]
    claimed: int
    objective: int


def check_single_machine(
    problem: SingleMachine, rows: Sequence[MachineRow], cost: int
) -> tuple[Violation, ...]:
    """All faults of an order of which this total weighted tardiness is claimed."""
    known = [row for row in rows if 0 <= row.job < len(problem.times)]
    late = sum(problem.weights[row.job] * max(0, row.end - problem.dues[row.job]) for row in known)
    durations = [(time,) for time in problem.times]
    case = MachineCase(durations, lambda *_: 0, tuple(rows), cost, late)
    return apply_rules(case, MACHINE_RULES)[1]


def check_parallel_machines(
    problem: ParallelMachines, rows: Sequence[MachineRow], makespan: int
) -> tuple[Violation, ...]:
    """All faults of a plan of which this makespan is claimed."""
    last = max((row.end for row in rows), default=0)
    case = MachineCase(problem.times, problem.setup, tuple(rows), makespan, last)
    return apply_rules(case, MACHINE_RULES)[1]


def _whole(case: MachineCase) -> tuple[MachineCase]:
    return (case,)


def _rows(case: MachineCase) -> tuple[MachineRow, ...]:
    return case.rows


@rule("machine_once", "Каждая работа стоит в плане один раз", _whole)
def each_job_once(case: MachineCase, _: MachineCase) -> Iterator[Fault]:
    """Every job has one row and there is no other row."""
    counts = Counter(row.job for row in case.rows)
    for job in sorted(set(range(len(case.durations))) | set(counts)):
        expected = 1 if 0 <= job < len(case.durations) else 0
        if counts[job] != expected:
            yield Fault(f"работа {job}: строк {counts[job]}, должно быть {expected}")


@rule("machine_time", "Станок есть, длительность верна", _rows)
def the_duration_is_given(case: MachineCase, row: MachineRow) -> Iterator[Fault]:
    """End − start is the duration of the job on a machine that exists."""
    if not 0 <= row.job < len(case.durations):
        return
    times = case.durations[row.job]
    if not 0 <= row.machine < len(times) or row.end - row.start != times[row.machine]:
        yield Fault(f"работа {row.job}: станок {row.machine}, длительность {row.end - row.start}")


@rule("machine_start", "Ничто не начинается раньше нуля", _rows)
def no_start_before_zero(_: MachineCase, row: MachineRow) -> Iterator[Fault]:
    """A start is not negative."""
    if row.start < 0:
        yield Fault(f"работа {row.job}: начало {row.start}")


@rule("machine_overlap", "Работы одного станка не накладываются, наладка между ними помещается", _whole)
def work_and_setups_do_not_overlap(case: MachineCase, _: MachineCase) -> Iterator[Fault]:
    """The next job of a machine starts not before the end of the one before plus the set-up."""
    by_machine: defaultdict[int, list[MachineRow]] = defaultdict(list)
    for row in case.rows:
        by_machine[row.machine].append(row)
    for machine, rows in sorted(by_machine.items()):
        for first, second in pairwise(sorted(rows, key=lambda row: (row.start, row.end))):
            known = all(0 <= row.job < len(case.durations) for row in (first, second))
            free = first.end + (case.setup(machine, first.job, second.job) if known else 0)
            if second.start < free:
                yield Fault(
                    f"станок {machine}: работа {second.job} начата в {second.start}, он занят до {free}"
                )


@rule("machine_objective", "Цель названа верно", _whole)
def the_objective_is_right(case: MachineCase, _: MachineCase) -> Iterator[Fault]:
    """The claimed objective is that of the rows."""
    if case.claimed != case.objective:
        yield Fault(f"названо {case.claimed}, на деле {case.objective}")


MACHINE_RULES: tuple[Rule[MachineCase, MachineCase] | Rule[MachineCase, MachineRow], ...] = (
    each_job_once,
    the_duration_is_given,
    no_start_before_zero,
    work_and_setups_do_not_overlap,
    the_objective_is_right,
)
