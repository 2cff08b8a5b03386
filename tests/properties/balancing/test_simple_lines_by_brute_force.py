"""Small simple lines drawn by chance: the engine proves what brute force says."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from builders.balancing import drawn_line, fewest_stations, shortest_cycle
from potok.balancing.bench import Options, Status
from potok.balancing.engine import balance
from potok.balancing.problem import Goal
from potok.balancing.simple.bounds import cycle_bound, station_bound
from potok.balancing.simple.network import forward_network
from potok.balancing.verify import check_answer

ENOUGH = Options(time_limit=None, work_limit=50_000_000)
SEEDS = st.integers(0, 10**6)
SIZES = st.integers(1, 9)
DENSITIES = st.sampled_from([0.0, 0.1, 0.3, 0.7])


@given(SEEDS, SIZES, DENSITIES, st.integers(10, 25))
@settings(max_examples=150, deadline=None)
def test_fewest_stations_are_proven(seed: int, size: int, density: float, cycle: int) -> None:
    problem = replace(drawn_line(seed, size, density=density), cycle=cycle)
    answer = balance(problem, ENOUGH)
    assert check_answer(problem, answer) == []
    assert answer.status is Status.OPTIMAL
    assert answer.objective == answer.bound == fewest_stations(problem, cycle)


@given(SEEDS, st.integers(1, 40), DENSITIES, st.integers(1, 12))
@settings(max_examples=60, deadline=None)
def test_a_search_that_ends_at_once_has_a_line_that_is_never_far_off(
    seed: int, size: int, density: float, stations: int
) -> None:
    problem = replace(drawn_line(seed, size, density=density), goal=Goal.CYCLE, stations=stations)
    answer = balance(problem, Options(time_limit=0.0))
    assert check_answer(problem, answer) == []
    times = [task.time for task in problem.tasks]
    assert answer.objective <= -(-sum(times) // stations) + max(times)


@given(SEEDS, SIZES, DENSITIES, st.integers(1, 5))
@settings(max_examples=60, deadline=None)
def test_shortest_cycles_are_proven(seed: int, size: int, density: float, stations: int) -> None:
    problem = replace(drawn_line(seed, size, density=density), goal=Goal.CYCLE, stations=stations)
    answer = balance(problem, ENOUGH)
    assert check_answer(problem, answer) == []
    assert answer.status is Status.OPTIMAL
    assert answer.objective == answer.bound == shortest_cycle(problem, stations)


@given(SEEDS, SIZES, DENSITIES, st.integers(1, 3), st.integers(0, 3))
@settings(max_examples=40, deadline=None)
def test_the_best_efficiency_is_proven(seed: int, size: int, density: float, fewest: int, more: int) -> None:
    most = fewest + more
    line = drawn_line(seed, size, density=density)
    problem = replace(line, goal=Goal.EFFICIENCY, stations=most, fewest_stations=fewest)
    answer = balance(problem, ENOUGH)
    assert check_answer(problem, answer) == []
    assert answer.status is Status.OPTIMAL
    assert answer.objective == min(m * shortest_cycle(problem, m) for m in range(fewest, most + 1))


@given(SEEDS, SIZES, DENSITIES, st.integers(10, 25), st.integers(1, 4))
@settings(max_examples=150, deadline=None)
def test_bounds_never_exceed_the_truth(
    seed: int, size: int, density: float, cycle: int, stations: int
) -> None:
    problem = drawn_line(seed, size, density=density)
    network = forward_network([task.time for task in problem.tasks], problem.precedence)
    truth = fewest_stations(problem, cycle)
    assert station_bound(network, cycle) <= truth
    assert station_bound(network.reversed(), cycle) <= truth
    assert cycle_bound(network, stations) <= shortest_cycle(problem, stations)
