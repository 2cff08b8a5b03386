"""Beams: what they build is a line, and on small lines the best one."""

from dataclasses import replace

import numpy as np
import pytest

from builders.crews import brute_force, crew, drawn_crew
from potok.balancing.bench import never
from potok.balancing.workers.beam import Builder, Built
from potok.balancing.workers.problem import CrewBalance, CrewProblem, Worker, cycle_of
from potok.balancing.workers.units import Units, units_of
from potok.balancing.workers.verify import faults

WIDE = 60


def line_of(units: Units, built: Built | None) -> CrewBalance | None:
    assert built is not None
    return units.balance(built.place, built.seat, np.arange(len(built.seat)))


@pytest.mark.parametrize("upwards", [False, True])
@pytest.mark.parametrize("seed", range(4))
def test_a_beam_that_says_it_keeps_the_cycle_built_a_line_that_does(*, seed: int, upwards: bool) -> None:
    problem = drawn_crew(seed, 14, 4)
    units = units_of(problem, closed=True)
    builder, kept = Builder(units), 0
    for cycle in range(20, 110, 15):
        built = builder.build(cycle, 8, seed, never, upwards=upwards)
        line = line_of(units, built)
        if built is not None and built.too_much == 0:
            assert line is not None
            assert cycle_of(problem, line) <= cycle
            assert faults(problem, line, cycle_of(problem, line)) == []
            kept += 1
    assert kept > 0


@pytest.mark.parametrize("upwards", [False, True])
@pytest.mark.parametrize("seed", range(3))
def test_a_wide_beam_finds_the_best_of_small_lines_and_nothing_below(*, seed: int, upwards: bool) -> None:
    problem = drawn_crew(seed, 6, 3)
    units, best = units_of(problem, closed=True), brute_force(problem)
    assert best is not None
    found = Builder(units).build(best, WIDE, seed, never, upwards=upwards)
    below = Builder(units).build(best - 1, WIDE, seed, never, upwards=upwards)
    assert found is not None
    assert found.too_much == 0
    assert below is not None
    assert below.too_much > 0


def test_one_seed_is_one_line_and_another_seed_another() -> None:
    units = units_of(drawn_crew(3, 30, 6), closed=True)
    builds = [Builder(units).build(20, 8, seed, never, upwards=False) for seed in (1, 1, 2)]
    places = [built.place.tolist() for built in builds if built is not None]
    assert places[0] == places[1] != places[2]


def test_the_largest_load_of_a_person_holds() -> None:
    problem = drawn_crew(5, 14, 4)
    problem = replace(problem, workers=(Worker("Иванова", 50), *problem.workers[1:]))
    units = units_of(problem, closed=True)
    builder = Builder(units)
    for cycle in range(20, 60, 8):
        built = builder.build(cycle, 8, 1, never, upwards=False)
        line = line_of(units, built)
        if built is not None and built.too_much == 0 and line is not None:
            assert faults(problem, line, cycle_of(problem, line)) == []
            assert cycle_of(problem, line) <= cycle


def test_what_no_station_could_take_is_said() -> None:
    units = units_of(one_long_task(), closed=True)
    built = Builder(units).build(5, 8, 1, never, upwards=False)
    assert built is not None
    assert built.too_much > 0


def test_a_single_worker_takes_all() -> None:
    units = units_of(crew([[2], [3]], [(0, 1)]), closed=True)
    built = Builder(units).build(5, 8, 1, never, upwards=False)
    assert built is not None
    assert (built.place.tolist(), built.too_much) == ([0, 0], 0)


def test_a_stopped_beam_builds_nothing() -> None:
    units = units_of(drawn_crew(3, 30, 6), closed=True)
    assert Builder(units).build(20, 8, 1, lambda: True, upwards=False) is None


def one_long_task() -> CrewProblem:
    return crew([[9, 8], [1, 1]], [(0, 1)])
