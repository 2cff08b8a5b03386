"""One logical thread of the search: a state that walks, run after run."""

from __future__ import annotations

import numpy as np

from potok.scheduling.disjunctive.arrays import empty_memory, empty_state
from potok.scheduling.disjunctive.kernels.graph import Shop
from potok.scheduling.disjunctive.kernels.tabu import BEST, keep, search
from potok.scheduling.disjunctive.selection import Selection, selected
from potok.scheduling.kernels.chance import chance_of


class Walker:
    """Tabu search from one start after another.

    Args:
        shop: The problem.
        machines: How many there are.
        seed: Of the whole search.
        lane: Number of this thread; each has random numbers of its own.
        patience: Steps without a better schedule after which a run ends.
    """

    def __init__(self, shop: Shop, machines: int, *, seed: int, lane: int, patience: int) -> None:
        self._shop = shop
        self.state = empty_state(shop, machines)
        self._memory = empty_memory(shop)
        self._kernel_chance = chance_of(seed, lane)
        self.chance = np.random.default_rng([seed, lane])
        self._patience = patience
        operations = len(self.state.option)
        self._tenure = 10 + operations // machines // machines
        self._option_tenure = 8 + 2 * (len(shop.option_time) // max(1, operations))
        self.is_running = False

    @property
    def best(self) -> int:
        """Best makespan of the present run."""
        return int(self._memory.tally[BEST])

    def begin(self, start: Selection) -> None:
        """Start a run; the memory is emptied."""
        order = start.order
        selected(self._shop, self.state, order, start.option)
        self._memory.arc_until[:] = 0
        self._memory.option_until[:] = 0
        self._memory.tally[:] = 0
        keep(self.state, self._memory, start.makespan)
        self.is_running = True

    def walk(self, steps: int, target: int) -> None:
        """Walk at most so many steps; the run ends by itself at the target or out of patience."""
        done = search(
            self._shop,
            self.state,
            self._memory,
            self._kernel_chance,
            steps,
            self._patience,
            target,
            self._tenure,
            self._option_tenure,
        )
        self.is_running = done == steps

    def found(self) -> Selection:
        """Best schedule of the present run; the walk goes on from where it was."""
        state = empty_state(self._shop, len(self.state.first))
        return selected(self._shop, state, self._memory.order, self._memory.option)
