"""One direction of the search: its memory, its wishes, and the line it finds."""

from __future__ import annotations

import numpy as np

from potok.balancing.kernels import memory as states
from potok.balancing.kernels.bounds import tails
from potok.balancing.kernels.construct import hoffmann
from potok.balancing.kernels.search import Desk, Wishes, search
from potok.balancing.kernels.station import Line, new_hand
from potok.balancing.simple.bounds import placed_by
from potok.balancing.simple.network import WORD, Ints, Network

#: Columns of a state and its places in the table, without the bits.
STATE_BYTES = 64
#: States are bounded before they are remembered while that costs less than remembering them.
EARLY_SIZE = 150

_MARKS_SEED = 20_12


def kernel_line(network: Network, capacity: int) -> Line:
    """What the kernels read of a network."""
    size = network.size
    place = np.arange(size)
    marks = np.random.default_rng(_MARKS_SEED).integers(1, 2**62, size=size, dtype=np.int64)
    return Line(
        network.times,
        network.first,
        network.after,
        network.waiting,
        network.replaces,
        (network.successors.sum(axis=1) == 0).astype(np.uint8),
        place // WORD,
        np.left_shift(np.int64(1), place % WORD),
        marks,
        capacity,
    )


class Direction:
    """A line seen from one end, searched for a given cycle time with some wishes.

    Args:
        network: The line seen from that end.
        capacity: The cycle time.
        memory_bytes: Memory for the states of a search.
    """

    def __init__(self, network: Network, capacity: int, memory_bytes: int) -> None:
        self._memory_bytes = memory_bytes
        self.network = network
        self.capacity = capacity
        self.line = kernel_line(network, capacity)
        self._tails = tails(network.times, network.successors, capacity)
        successors = network.successors
        self._weight = network.times + successors.astype(np.int64) @ network.times
        self._followers = successors.sum(axis=1, dtype=np.int64)
        self._memory: states.Memory | None = None
        self._must: tuple[int, Ints] = (-1, np.zeros((0, 0), dtype=np.int64))
        self._hand = new_hand(network.size)
        self._bits = np.zeros(network.words, np.int64)
        self._left = np.empty(network.size, np.int64)
        self._wishes = self.wishes(0.0, 0.0, 0.0)

    def wishes(self, weight_share: float, follower_share: float, less: float) -> Wishes:
        """What to try first.

        Args:
            weight_share: Worth of a unit of positional weight, in units of time.
            follower_share: Worth of a successor, in mean task times.
            less: What a task costs, in mean task times.
        """
        mean = float(self.network.times.mean())
        worth = (
            self.network.times
            + weight_share * self._weight
            + mean * (follower_share * self._followers - less)
        )
        preference = np.argsort(-worth, kind="stable").astype(np.int64)
        return Wishes(worth, preference, int(self.network.size <= EARLY_SIZE))

    def construct(self, shares: tuple[float, float, float], nodes: int) -> Ints:
        """[n] station of each place, from 0 in this direction, by Hoffmann's construction; see `wishes`."""
        wishes = self.wishes(*shares)
        station = np.empty(self.network.size, dtype=np.int64)
        hoffmann(self.line, self._hand, wishes.weights, wishes.preference, nodes, station)
        return station

    def restart(self, shares: tuple[float, float, float], nodes: int) -> None:
        """Forget everything and begin with the empty line; see `wishes`."""
        self._wishes = wishes = self.wishes(*shares)
        self._memory = memory = _new_memory(self.network, nodes, self._memory_bytes)
        memory.bits[0] = 0
        memory.name[0] = 0
        memory.left[0] = self.network.times.sum()
        memory.stations[0] = 0
        memory.parent[0] = memory.child[0] = memory.sibling[0] = states.NONE
        memory.key[0] = wishes.weights.sum()
        memory.dead[0] = 0
        # The name of the empty set is 0, which is also its place in the table.
        memory.table[0] = 1
        memory.roots[0] = 0
        memory.tally[states.USED] = 1

    def run(self, upper: int, work: int) -> int:
        """Search on for fewer than `upper` stations; how the call of the kernel ended."""
        memory = self._begun()
        if self._must[0] != upper:
            must = placed_by(self._tails, self.network.times, self.network.words, self.capacity, upper - 1)
            self._must = (upper, must)
        desk = Desk(self.line, memory, self._wishes, self._must[1], upper, self._hand, self._bits, self._left)
        return int(search(desk, work))

    def found(self) -> Ints:
        """[n] station of each place of the best line, from 0 in this direction."""
        memory = self._begun()
        station = np.full(self.network.size, int(memory.tally[states.FOUND_STATIONS]) - 1, dtype=np.int64)
        state = int(memory.tally[states.FOUND])
        while state != states.NONE:
            bits = memory.bits[state]
            placed = (bits[self.line.word] & self.line.bit) != 0
            # Walking back, the last writer is the station in which the task first stands placed.
            station[placed] = memory.stations[state] - 1
            state = int(memory.parent[state])
        return station

    def _begun(self) -> states.Memory:
        if self._memory is None:
            raise RuntimeError("a direction is searched before its start")
        return self._memory


def _new_memory(network: Network, nodes: int, memory_bytes: int) -> states.Memory:
    """An empty memory; a page is taken from the system only when a state is written on it."""
    words = network.words
    room = max(1000, memory_bytes // (STATE_BYTES + 8 * words))
    places = 1 << (2 * room).bit_length()
    tally = np.zeros(8, dtype=np.int64)
    tally[states.CUT] = tally[states.FOUND] = states.NONE
    tally[states.NODES] = nodes
    tally[states.ROOM] = 1
    return states.Memory(
        np.empty((room, words), np.int64),
        np.empty(room, np.int64),
        np.empty(room, np.int64),
        np.empty(room, np.int32),
        np.empty(room, np.int32),
        np.empty(room, np.float64),
        np.empty(room, np.int32),
        np.empty(room, np.int32),
        np.empty(room, np.uint8),
        np.zeros(places, np.int32),
        np.full(network.size + 1, states.NONE, np.int32),
        tally,
    )
