"""Each rule of the checker of machines is proved by breaking it once in a good plan."""

from __future__ import annotations

from dataclasses import replace

import pytest

from potok.scheduling.parallel.problem import ParallelMachines
from potok.scheduling.tardiness.problem import MachineRow, SingleMachine
from potok.scheduling.verify.machines import MACHINE_RULES, check_parallel_machines, check_single_machine

PROBLEM = ParallelMachines(((3, 9), (4, 9), (9, 2)), setups=(((0, 2, 1), (5, 0, 1), (1, 1, 0)),))
GOOD = (MachineRow(0, 0, 0, 3), MachineRow(1, 0, 5, 9), MachineRow(2, 1, 0, 2))


def rules(rows: tuple[MachineRow, ...], makespan: int = 9) -> set[str]:
    return {violation.rule for violation in check_parallel_machines(PROBLEM, rows, makespan)}


def test_a_good_plan_has_no_fault_whatever_the_order_of_its_rows() -> None:
    assert rules(GOOD) == rules(GOOD[::-1]) == set()


SABOTAGE = {
    "machine_once": (GOOD[:2], 9),
    "machine_time": ((*GOOD[:2], replace(GOOD[2], end=3)), 9),
    "machine_start": ((*GOOD[:2], MachineRow(2, 1, -1, 1)), 9),
    "machine_overlap": ((GOOD[0], MachineRow(1, 0, 4, 8), GOOD[2]), 8),
    "machine_objective": (GOOD, 8),
}


@pytest.mark.parametrize("rule", SABOTAGE)
def test_a_broken_rule_is_named(rule: str) -> None:
    rows, makespan = SABOTAGE[rule]
    assert rules(rows, makespan) == {rule}


def test_every_rule_is_broken_once() -> None:
    assert {rule.code for rule in MACHINE_RULES} == set(SABOTAGE)


def test_the_objective_of_one_machine_is_its_weighted_tardiness() -> None:
    problem = SingleMachine(times=(2, 3), weights=(1, 4), dues=(2, 3))
    rows = (MachineRow(0, 0, 0, 2), MachineRow(1, 0, 2, 5))
    assert check_single_machine(problem, rows, 8) == ()
    assert {fault.rule for fault in check_single_machine(problem, rows, 7)} == {"machine_objective"}


def test_a_job_that_does_not_exist_is_told() -> None:
    assert rules((*GOOD, MachineRow(7, 1, 2, 3))) == {"machine_once"}
