"""Shortest cycle time for a number of stations (SALBP-2): searches for single cycle times in turn."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np

from potok.balancing.simple.bounds import cycle_bound
from potok.balancing.simple.first import first_line
from potok.balancing.simple.network import Ints, Network
from potok.balancing.simple.stations import StationSearch

#: Steps for one cycle time in the first pass, and how many times more in each further pass.
FIRST_EFFORT, EFFORT_GROWTH = 2_000_000, 4


class CycleSearch:
    """The search for the shortest cycle time of `stations` stations, one piece of work at a time.

    A pass halves the interval between what is proven and what is reached; a cycle time that resists is
    left for the next pass, which takes more patience.

    Attributes:
        stations: Stations the line may have.
        bound: Cycle time proven to be needed.
        cycle: Cycle time of the best line, which is the objective.
        used: Stations of the best line that have a task.
        station_of: [n] station of each place of the network, from 0.
    """

    def __init__(self, network: Network, stations: int, *, seed: int = 0) -> None:
        self.stations = stations
        self.bound = cycle_bound(network, stations)
        self._network = network
        self._adopt(first_line(network, stations, self.bound))
        self._seed = seed
        self._effort = FIRST_EFFORT
        self._floor = self.bound
        self._tried = 0
        self._left = 0
        self._search: StationSearch | None = None

    @property
    def objective(self) -> int:
        """The cycle time reached."""
        return self.cycle

    @property
    def settled(self) -> bool:
        """Whether the best cycle time is proven."""
        return self.bound >= self.cycle

    def step(self, pool: ThreadPoolExecutor | None = None) -> int:
        """Do the next piece of work, on two threads if a pool is given; how much it was."""
        search = self._search or self._next_cycle()
        work = search.step(pool) if not search.settled else 1
        self._left -= work
        if search.station_of is not None:
            self._adopt(search.station_of)
        elif search.settled:
            self.bound = self._floor = self._tried + 1
        elif self._left <= 0:
            self._floor = self._tried + 1
        else:
            return work
        self._search = None
        return work

    def _next_cycle(self) -> StationSearch:
        if self._floor >= self.cycle:
            self._floor = self.bound
            self._effort *= EFFORT_GROWTH
        self._tried = (self._floor + self.cycle - 1) // 2
        self._left = self._effort
        self._search = StationSearch(self._network, self._tried, seed=self._seed, wanted=self.stations)
        return self._search

    def _adopt(self, station_of: Ints) -> None:
        loads = np.bincount(station_of, weights=self._network.times)
        self.cycle = max(1, int(loads.max(initial=0)))
        self.used = len(np.unique(station_of))
        self.station_of: Ints = station_of
