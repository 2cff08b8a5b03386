"""Fewest stations for a cycle time (SALBP-1): both directions in rounds that exchange what they found."""

from __future__ import annotations

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from potok.balancing.kernels.search import EXHAUSTED, FULL, IMPROVED
from potok.balancing.simple.bounds import station_bound
from potok.balancing.simple.network import Ints, Network
from potok.balancing.simple.remember import Direction

Answer = TypeVar("Answer")

#: Steps of a round: few at first, so that an easy line is done at once.
FIRST_ROUND, LONGEST_ROUND = 20_000, 160_000
#: Steps of listing for a state at first.
FIRST_NODES = 200
#: Shares of positional weight, successors and cost of a task that the construction tries in turn.
SHARES = tuple(
    (weight, followers, less)
    for weight in (0.01, 0.0, 0.005, 0.02)
    for followers in (0.01, 0.0, 0.02)
    for less in (0.0, 0.01, 0.03)
)
#: How many of them when a certain number of stations is wanted: the search finds out sooner.
FEW_SHARES = 6


def construction_nodes(size: int) -> int:
    """Steps of listing for a station of the construction: long lines have more stations to fill."""
    return max(400, 400_000 // max(size, 1))


class StationSearch:
    """The search for a line of fewest stations, one piece of work at a time.

    Attributes:
        cycle: The cycle time.
        bound: Stations proven to be needed.
        stations: Stations of the best line; one more than wanted while none is known.
        station_of: [n] station of each place of the network, from 0; None while no line is known.
    """

    def __init__(self, network: Network, capacity: int, *, seed: int = 0, wanted: int | None = None) -> None:
        self.cycle = capacity
        self.bound = station_bound(network, capacity)
        self.stations = (network.size if wanted is None else wanted) + 1
        self.station_of: Ints | None = None
        self._size = network.size
        self._directions = (Direction(network, capacity), Direction(network.reversed(), capacity))
        self._chances = [random.Random(f"{seed}/{number}") for number in range(2)]
        self._shares = list(reversed(SHARES if wanted is None else SHARES[:FEW_SHARES]))
        self._round = FIRST_ROUND
        self._begun = False

    @property
    def objective(self) -> int:
        """The number of stations reached."""
        return self.stations

    @property
    def settled(self) -> bool:
        """Whether the best line is proven, or that there is none of the wanted stations."""
        return self.bound >= self.stations

    def step(self, pool: ThreadPoolExecutor | None = None) -> int:
        """Do the next piece of work, on two threads if a pool is given; how much it was.

        What one direction finds reaches the other only between pieces: the answer is the same with a
        pool and without.
        """
        if self._shares:
            return self._construct(pool)
        if not self._begun:
            self._begun = True
            for number in range(2):
                self._restart(number, fresh=True)
        return self._search(pool)

    def _construct(self, pool: ThreadPoolExecutor | None) -> int:
        share = self._shares.pop()
        nodes = construction_nodes(self._size)

        def build(number: int) -> Ints:
            direction = self._directions[number]
            return direction.construct(direction.wishes(*share), nodes)

        built = _both(pool, build)
        for number, station in enumerate(built):
            self._offer(number, station)
        return nodes * sum(int(station.max()) + 1 for station in built)

    def _search(self, pool: ThreadPoolExecutor | None) -> int:
        upper = self.stations
        work = self._round
        ends = _both(pool, lambda number: self._directions[number].run(upper, work))
        for number, end in enumerate(ends):
            if end == EXHAUSTED:
                self.bound = max(self.bound, upper)
            elif end == IMPROVED:
                self._offer(number, self._directions[number].found())
            elif end == FULL:
                self._restart(number, fresh=False)
        if IMPROVED not in ends:
            self._round = min(2 * self._round, LONGEST_ROUND)
        return 2 * work

    def _restart(self, number: int, *, fresh: bool) -> None:
        direction = self._directions[number]
        chance = self._chances[number]
        share = SHARES[0] if fresh else tuple(chance.uniform(0.0, 0.04) for _ in range(3))
        direction.restart(direction.wishes(*share), FIRST_NODES)

    def _offer(self, number: int, station: Ints) -> None:
        stations = int(station.max()) + 1
        if stations < self.stations:
            self.stations = stations
            self.station_of = stations - 1 - station if self._directions[number].network.backward else station


def _both(pool: ThreadPoolExecutor | None, work: Callable[[int], Answer]) -> list[Answer]:
    return list(map(work, range(2)) if pool is None else pool.map(work, range(2)))
