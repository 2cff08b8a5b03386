"""Least stations × cycle time (SALBP-E): the cycle searches of all numbers of stations in turn."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from potok.balancing.simple.cycles import CycleSearch
from potok.balancing.simple.network import Ints, Network


class EfficiencySearch:
    """The search for the least product, one piece of work at a time."""

    def __init__(self, network: Network, fewest: int, most: int, *, seed: int = 0) -> None:
        most = max(fewest, min(most, network.size))  # no line has more stations than tasks
        self._searches = [CycleSearch(network, number, seed=seed) for number in range(fewest, most + 1)]
        self._turn = 0
        self._fewest = fewest
        self._best = self._searches[0]

    @property
    def objective(self) -> int:
        """The product reached."""
        return self._product(self._best)

    @property
    def cycle(self) -> int:
        """Cycle time of the best line."""
        return self._best.cycle

    @property
    def station_of(self) -> Ints:
        """[n] station of each place of the network in the best line, from 0."""
        return self._best.station_of

    @property
    def bound(self) -> int:
        """Product proven to be needed."""
        least = min(search.stations * search.bound for search in self._searches)
        return min(least, self.objective)

    @property
    def settled(self) -> bool:
        """Whether no number of stations may still give less."""
        return not self._open()

    def step(self, pool: ThreadPoolExecutor | None = None) -> int:
        """Do the next piece of work for a number of stations that may still be the best; its amount."""
        searches = self._open()
        self._turn += 1
        search = searches[self._turn % len(searches)]
        work = search.step(pool)
        if self._product(search) < self.objective:
            self._best = search
        return work

    def _open(self) -> list[CycleSearch]:
        least = self.objective
        return [
            search
            for search in self._searches
            if not search.settled and search.stations * search.bound < least
        ]

    def _product(self, search: CycleSearch) -> int:
        """Product of a search's line: a station without tasks is not built."""
        return max(self._fewest, search.used) * search.cycle
