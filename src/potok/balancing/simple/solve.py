"""A simple line from problem to answer: drives the search of its goal until the budget is spent."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Protocol

import numpy as np

from potok.balancing.balance import Answer, Balance
from potok.balancing.bench import Incumbent, Options, Status
from potok.balancing.budget import Budget
from potok.balancing.problem import Goal, LineProblem
from potok.balancing.simple.cycles import CycleSearch
from potok.balancing.simple.efficiency import EfficiencySearch
from potok.balancing.simple.network import Ints, Network, forward_network
from potok.balancing.simple.stations import StationSearch


class Search(Protocol):
    """What the driver asks of the search of a goal."""

    @property
    def settled(self) -> bool:
        """Whether there is nothing left to find."""

    @property
    def objective(self) -> int:
        """Objective of the best line."""

    @property
    def bound(self) -> int:
        """What is proven that no line goes below."""

    @property
    def cycle(self) -> int:
        """Cycle time of the best line."""

    @property
    def station_of(self) -> Ints | None:
        """[n] station of each place of the network in the best line, None while there is none."""

    def step(self, pool: ThreadPoolExecutor | None = None) -> int:
        """Do the next piece of work; its amount."""


def solve_simple(problem: LineProblem, options: Options) -> Answer:
    """Balance a line of nothing but times and precedence."""
    budget = Budget.of(options)
    network = forward_network([task.time for task in problem.tasks], problem.precedence)
    search = _search(problem, network, options.seed)
    told: int | None = None
    station_of = search.station_of
    with _threads(options.cores) as pool:
        while station_of is None or not (search.settled or budget.over()):
            budget.spend(search.step(pool))
            station_of = search.station_of
            if station_of is not None and search.objective != told:
                told = search.objective
                if options.on_incumbent is not None:
                    options.on_incumbent(Incumbent(told, search.bound, budget.seconds))
    status = Status.OPTIMAL if search.settled else Status.STOPPED if budget.stopped else Status.FEASIBLE
    return Answer(
        status,
        balance_of(network, station_of, search.cycle),
        search.objective,
        min(search.bound, search.objective),
        budget.seconds,
        budget.process_seconds,
    )


def balance_of(network: Network, station_of: Ints, cycle: int) -> Balance:
    """The line in the order of the problem; numbers of stations without tasks are closed up."""
    in_order = np.empty(network.size, dtype=np.int64)
    in_order[network.order] = station_of
    numbers = {int(number): place for place, number in enumerate(np.unique(in_order))}
    return Balance(cycle, tuple(numbers[int(number)] for number in in_order), (1,) * len(numbers))


def _search(problem: LineProblem, network: Network, seed: int) -> Search:
    if problem.goal is Goal.STATIONS and problem.cycle is not None:
        return StationSearch(network, problem.cycle, seed=seed)
    most = problem.stations
    if most is None:
        raise ValueError("a line without cycle time needs a number of stations")
    if problem.goal is Goal.EFFICIENCY:
        return EfficiencySearch(network, problem.fewest_stations, most, seed=seed)
    return CycleSearch(network, most, seed=seed)


@contextmanager
def _threads(cores: int) -> Iterator[ThreadPoolExecutor | None]:
    """Two threads for two directions, none on one core."""
    if cores < 2:
        yield None
        return
    with ThreadPoolExecutor(max_workers=2) as pool:
        yield pool
