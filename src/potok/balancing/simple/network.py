"""A simple line as plain arrays, seen from one end: what the kernels read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.uint8]

#: Tasks a word of a bit set; bit 63 stays free, so that no shift meets the sign.
WORD = 63


@dataclass(frozen=True)
class Network:
    """Tasks in falling order of time, seen in the direction in which stations are filled.

    Attributes:
        order: [n] number of the task in the problem at each place here.
        times: [n] time units, falling.
        first: [n + 1] start of each task's row in `after`.
        after: [edges] direct successors, without those that follow from others.
        waiting: [n] number of direct predecessors.
        successors: [n, n] 1 where the column follows the row, directly or not.
        backward: Whether stations are filled from the end of the line.
    """

    order: Ints
    times: Ints
    first: Ints
    after: Ints
    waiting: Ints
    successors: Flags
    backward: bool

    @property
    def size(self) -> int:
        """Number of tasks."""
        return len(self.times)

    @property
    def words(self) -> int:
        """Words of a bit set of the tasks."""
        return max(1, -(-self.size // WORD))

    @cached_property
    def replaces(self) -> Flags:
        """[n, n] 1 where the row's task may stand in for the column's (Jackson's dominance).

        It is at least as long and all that follows the other follows it too; of tasks alike the first.
        """
        successors = self.successors.astype(np.float32)
        number = self.successors.sum(axis=1, dtype=np.int64)
        covers = successors @ successors.T >= number[None, :]
        place = np.arange(self.size)
        alike = (self.times[:, None] == self.times[None, :]) & (number[:, None] == number[None, :])
        ahead = self.times[:, None] >= self.times[None, :]
        replaces: Flags = (covers & ahead & ~(alike & (place[:, None] >= place[None, :]))).astype(np.uint8)
        return replaces

    def reversed(self) -> Network:
        """The same line seen from its other end."""
        return _network(self.order, self.times, self.successors.T.copy(), backward=not self.backward)


def forward_network(times: Sequence[int], precedence: Iterable[tuple[int, int]]) -> Network:
    """The line from its beginning; `precedence` are pairs of places in `times`, without a cycle."""
    given = np.asarray(times, dtype=np.int64)
    order = np.argsort(-given, kind="stable").astype(np.int64)
    place = np.empty(len(given), dtype=np.int64)
    place[order] = np.arange(len(given))
    direct: list[list[int]] = [[] for _ in given]
    waiting = [0] * len(given)
    for before, after in precedence:
        direct[place[before]].append(int(place[after]))
        waiting[place[after]] += 1
    ready = [task for task, count in enumerate(waiting) if count == 0]
    for task in ready:  # grows while it is read: an order in which predecessors come first
        for after in direct[task]:
            waiting[after] -= 1
            if waiting[after] == 0:
                ready.append(after)
    successors = np.zeros((len(given), len(given)), dtype=np.uint8)
    for task in reversed(ready):
        for after in direct[task]:
            successors[task, after] = 1
            successors[task] |= successors[after]
    return _network(order, given[order], successors, backward=False)


def _network(order: Ints, times: Ints, successors: Flags, *, backward: bool) -> Network:
    # A pair follows from others when some task lies between: a path of two steps.
    between = successors.astype(np.float32) @ successors.astype(np.float32)
    direct = (successors == 1) & (between == 0)
    rows, columns = np.nonzero(direct)
    first = np.zeros(len(times) + 1, dtype=np.int64)
    np.cumsum(np.bincount(rows, minlength=len(times)), out=first[1:])
    waiting = np.bincount(columns, minlength=len(times)).astype(np.int64)
    return Network(order, times, first, columns.astype(np.int64), waiting, successors, backward)
