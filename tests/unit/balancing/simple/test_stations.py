"""The search for fewest stations when its memory is too small and when other searches join."""

from dataclasses import replace

import numpy as np
import pytest

from builders.balancing import drawn_line
from potok.balancing.problem import LineProblem
from potok.balancing.simple import stations
from potok.balancing.simple.network import Network, forward_network
from potok.balancing.simple.solve import balance_of
from potok.balancing.simple.stations import StationSearch
from potok.balancing.verify import check_balance

CYCLE = 97
PROBLEM = replace(drawn_line(5, 120, longest=60, density=0.03), cycle=CYCLE)


def network(problem: LineProblem) -> Network:
    return forward_network([task.time for task in problem.tasks], problem.precedence)


def searched(pieces: int) -> StationSearch:
    search = StationSearch(network(PROBLEM), CYCLE, seed=1)
    for _ in range(pieces):
        if not search.settled:
            search.step()
    return search


def test_a_full_memory_begins_anew_and_proves_nothing_false(monkeypatch: pytest.MonkeyPatch) -> None:
    roomy = searched(60)
    monkeypatch.setattr(stations, "STEADY_MEMORY", 1)
    monkeypatch.setattr(stations, "RESTLESS_MEMORY", 1)
    monkeypatch.setattr(stations, "ALONE", 0)
    monkeypatch.setattr(stations, "RESTLESS_WORK", 50_000)
    narrow = searched(60)
    assert narrow.bound <= roomy.stations
    assert roomy.bound <= narrow.stations
    for search in (roomy, narrow):
        assert search.station_of is not None
        assert check_balance(PROBLEM, balance_of(network(PROBLEM), search.station_of, CYCLE)) == []


def test_too_few_wanted_stations_are_proven_to_be_too_few() -> None:
    problem = drawn_line(2, 20)
    search = StationSearch(network(problem), 10, wanted=-(-problem.total_time // 10) - 1)
    assert search.settled
    assert search.station_of is None


def test_more_wanted_stations_than_tasks_are_as_many_as_tasks() -> None:
    search = StationSearch(network(drawn_line(2, 5)), 10, wanted=1000)
    assert search.stations == 6


def test_both_ends_see_the_same_line() -> None:
    forward = network(PROBLEM)
    backward = forward.reversed()
    assert np.array_equal(backward.successors, forward.successors.T)
    assert np.array_equal(backward.reversed().after, forward.after)
    assert backward.backward
    assert not forward.backward


def test_pairs_that_follow_from_others_are_left_out() -> None:
    line = forward_network([3, 2, 1], ((0, 1), (1, 2), (0, 2)))
    assert line.after.tolist() == [1, 2]
    assert line.waiting.tolist() == [0, 1, 1]
