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

#: Shares of positional weight, of the number of successors, and cost of a task.
Shares = tuple[float, float, float]

#: Steps of a round: few at first, so that an easy line is done at once.
FIRST_ROUND, LONGEST_ROUND = 20_000, 160_000
#: Steps of listing for a state at first.
FIRST_NODES = 200
#: What the construction tries in turn.
BUILDS: tuple[Shares, ...] = (
    (0.01, 0.01, 0.0),
    (0.0, 0.0, 0.0),
    (0.0, 0.0, 0.03),
    (0.005, 0.01, 0.01),
    (0.02, 0.0, 0.0),
    (0.0, 0.02, 0.0),
)
#: The search that goes on to the proof looks at nothing but idle time.
STEADY: Shares = (0.0, 0.0, 0.0)
#: Searches beside it that start anew again and again, these first and then others drawn by chance.
RESTLESS: tuple[Shares, ...] = (
    (0.01, 0.0, 0.07),
    (0.0, 0.0, 0.05),
    (0.002, 0.002, 0.2),
    (0.001, 0.0, 0.0),
)
#: Work of the steady search before others join, of the first of them, and how it grows.
ALONE, RESTLESS_WORK, RESTLESS_GROWTH = 8_000_000, 8_000_000, 1.2
#: Memory of one direction of the steady search and of the others.
STEADY_MEMORY, RESTLESS_MEMORY = 200_000_000, 60_000_000


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
        # No line has more stations than tasks.
        self.stations = network.size + 1 if wanted is None else min(wanted, network.size) + 1
        self.station_of: Ints | None = None
        self._size = network.size
        self._builds = list(reversed(BUILDS))
        ends = (network, network.reversed())
        self._steady = Team(ends, capacity, STEADY_MEMORY)
        self._restless: Team | None = None
        self._restless_left = 0.0
        self._restless_work = float(RESTLESS_WORK)
        self._restless_starts = 0
        self._chance = random.Random(seed)
        self._alone = ALONE
        self._turn = 0
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
        if self._builds:
            return self._construct(pool)
        if not self._begun:
            self._begun = True
            self._steady.restart(STEADY)
        self._turn += 1
        if self._alone <= 0 and self._turn % 2:
            return self._search_restless(pool)
        work = self._search(self._steady, pool)
        self._alone -= work
        return work

    def _construct(self, pool: ThreadPoolExecutor | None) -> int:
        shares = self._builds.pop()
        nodes = construction_nodes(self._size)
        built = _both(pool, lambda number: self._steady.directions[number].construct(shares, nodes))
        for number, station in enumerate(built):
            self._offer(self._steady.directions[number], station)
        return nodes * sum(int(station.max()) + 1 for station in built)

    def _search_restless(self, pool: ThreadPoolExecutor | None) -> int:
        if self._restless is None:
            self._restless = Team(self._steady.networks, self.cycle, RESTLESS_MEMORY)
        if self._restless_left <= 0:
            self._restless_left = self._restless_work
            self._restless_work *= RESTLESS_GROWTH
            number = self._restless_starts
            self._restless_starts += 1
            self._restless.restart(RESTLESS[number] if number < len(RESTLESS) else self._drawn())
        work = self._search(self._restless, pool)
        self._restless_left -= work
        return work

    def _drawn(self) -> Shares:
        """Shares by chance: small ones matter as much as large ones, and none at all too."""
        weight, followers, less = (
            self._chance.choice((0.0, 10 ** self._chance.uniform(-4.0, -1.5))) for _ in range(3)
        )
        return weight, followers, 10 * less

    def _search(self, team: Team, pool: ThreadPoolExecutor | None) -> int:
        upper, work = self.stations, team.round
        ends = _both(pool, lambda number: team.directions[number].run(upper, work))
        for direction, end in zip(team.directions, ends, strict=True):
            if end == EXHAUSTED:
                self.bound = max(self.bound, upper)
            elif end == IMPROVED:
                self._offer(direction, direction.found())
            elif end == FULL:
                direction.restart(self._drawn(), FIRST_NODES)
        if IMPROVED not in ends:
            team.round = min(2 * team.round, LONGEST_ROUND)
        return 2 * work

    def _offer(self, direction: Direction, station: Ints) -> None:
        stations = int(station.max()) + 1
        if stations < self.stations:
            self.stations = stations
            self.station_of = stations - 1 - station if direction.network.backward else station


class Team:
    """The two directions of one search, and the steps of their next round."""

    def __init__(self, networks: tuple[Network, Network], capacity: int, memory_bytes: int) -> None:
        self.networks = networks
        self.directions = tuple(Direction(network, capacity, memory_bytes) for network in networks)
        self.round = FIRST_ROUND

    def restart(self, shares: Shares) -> None:
        """Begin both anew."""
        for direction in self.directions:
            direction.restart(shares, FIRST_NODES)


def _both(pool: ThreadPoolExecutor | None, work: Callable[[int], Answer]) -> list[Answer]:
    return list(map(work, range(2)) if pool is None else pool.map(work, range(2)))
