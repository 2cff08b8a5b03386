"""The line as the walk sees it: tasks that go together are one, numbered along their order, in arrays."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from potok.balancing.workers.problem import CrewBalance, CrewProblem, Nearness

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

CANNOT = -1


@dataclass(frozen=True, slots=True)
class Units:
    """Tasks, joined where they go together.

    Attributes:
        members: Tasks of each unit, units in topological order.
        times: (units, people) time of a unit for a worker, `CANNOT` where one of its tasks is impossible.
        before_at: (units + 1,) where the row of each unit begins in `before`.
        before: Units directly before each unit.
        after_at: The same for `after`.
        after: Units directly after each unit.
        share_pct: (people,) largest load of each worker, percent of the cycle time.
    """

    members: tuple[tuple[int, ...], ...]
    times: Ints
    before_at: Ints
    before: Ints
    after_at: Ints
    after: Ints
    share_pct: Ints

    def capacity(self, cycle: int) -> Ints:
        """(people,) largest load of each worker for a cycle time."""
        return self.share_pct * cycle // 100

    def balance(self, place: Ints, seat: Ints, low: Ints) -> CrewBalance | None:
        """The line of the arrays, None when somebody does what is impossible; the idle have no station.

        Args:
            place: (units,) seat of each unit.
            seat: (people,) worker of each seat.
            low: (people,) first seat of the station of each seat.
        """
        worker_of_unit = seat[place]
        if (self.times[np.arange(len(place)), worker_of_unit] == CANNOT).any():
            return None
        worker_of = [0] * sum(len(tasks) for tasks in self.members)
        for unit, tasks in enumerate(self.members):
            for task in tasks:
                worker_of[task] = int(worker_of_unit[unit])
        dense = {station: number for number, station in enumerate(sorted(set(low[place].tolist())))}
        station_of: list[int | None] = [None] * len(seat)
        for used in set(place.tolist()):
            station_of[int(seat[used])] = dense[int(low[used])]
        return CrewBalance(tuple(worker_of), tuple(station_of))

    def arrays(self, balance: CrewBalance) -> tuple[Ints, Ints, Ints]:
        """The line as arrays, see `balance`; the idle sit behind the others, everybody alone."""
        far = len(balance.station_of_worker)
        stations = np.array(
            [far + worker if s is None else s for worker, s in enumerate(balance.station_of_worker)],
            dtype=np.int64,
        )
        seat = np.argsort(stations, kind="stable").astype(np.int64)
        spot = np.argsort(seat).astype(np.int64)
        workers = np.array([balance.worker_of_task[tasks[0]] for tasks in self.members], dtype=np.int64)
        low = np.searchsorted(stations[seat], stations[seat]).astype(np.int64)
        return spot[workers], seat, low


def units_of(problem: CrewProblem, *, closed: bool) -> Units:
    """The units of a valid problem.

    A task between two tasks of one worker has the same worker: with one worker a station it cannot be
    elsewhere. People who share a station break that, there only the named tasks go together.

    Args:
        problem: The line.
        closed: Join what lies between for people who share a station as well: no circle is left, though
            perhaps the best line is.
    """
    groups = _groups(problem, closed=closed)
    order = _topological(groups, problem.precedence)
    unit_of = {task: number for number, group in enumerate(order) for task in group}
    between = {
        (unit_of[earlier], unit_of[later])
        for earlier, later in problem.precedence
        if unit_of[earlier] != unit_of[later]
    }
    # Circles, which only lines with shared stations have before they are closed, keep all their arcs.
    arcs = reduced(len(order), between) if closed else sorted(between)
    before_at, before = rows(len(order), ((later, earlier) for earlier, later in arcs))
    after_at, after = rows(len(order), arcs)
    times = [[_time(problem, group, worker) for worker in range(len(problem.workers))] for group in order]
    return Units(
        tuple(order),
        np.array(times, dtype=np.int64),
        before_at,
        before,
        after_at,
        after,
        np.array([worker.max_load_pct for worker in problem.workers], dtype=np.int64),
    )


def reach_of(size: int, arcs: Iterable[tuple[int, int]]) -> Bools:
    """(size, size) whether a path leads from one node to another; every node reaches itself."""
    reach = np.eye(size, dtype=np.bool_)
    for earlier, later in arcs:
        reach[earlier, later] = True
    for middle in range(size):
        reach |= np.outer(reach[:, middle], reach[middle])
    return reach


def reduced(size: int, arcs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The arcs that do not follow from others, in order; the nodes have no circle."""
    reach = reach_of(size, arcs := set(arcs))
    np.fill_diagonal(reach, val=False)
    indirect = reach.astype(np.float32) @ reach.astype(np.float32) > 0
    return sorted((one, other) for one, other in arcs if not indirect[one, other])


def _groups(problem: CrewProblem, *, closed: bool) -> list[tuple[int, ...]]:
    """Tasks that one worker does in any line; see `units_of`."""
    arcs = [(one, other) for group in problem.together for one in group for other in group]
    if closed or not any(pair.nearness is Nearness.SAME for pair in problem.mentorships):
        arcs += problem.precedence
    reach = reach_of(len(problem.tasks), arcs)
    both = reach & reach.T
    return sorted({tuple(int(task) for task in np.flatnonzero(row)) for row in both})


def _topological(
    groups: list[tuple[int, ...]], precedence: Iterable[tuple[int, int]]
) -> list[tuple[int, ...]]:
    """Groups so that none stands before one it waits for (where people share a station: as far as can be)."""
    group_of = {task: number for number, group in enumerate(groups) for task in group}
    reach = reach_of(len(groups), ((group_of[earlier], group_of[later]) for earlier, later in precedence))
    waits_for = reach.sum(axis=0)
    return [
        groups[number]
        for number in sorted(range(len(groups)), key=lambda number: (waits_for[number], number))
    ]


def rows(size: int, pairs: Iterable[tuple[int, int]]) -> tuple[Ints, Ints]:
    """Pairs as compressed rows: (size + 1,) where each row begins, and the second numbers row by row."""
    listed: list[list[int]] = [[] for _ in range(size)]
    for row, value in pairs:
        listed[row].append(value)
    starts = np.zeros(size + 1, dtype=np.int64)
    starts[1:] = np.cumsum([len(row) for row in listed])
    return starts, np.array([value for row in listed for value in row], dtype=np.int64)


def _time(problem: CrewProblem, group: tuple[int, ...], worker: int) -> int:
    times = [problem.tasks[task].times[worker] for task in group]
    return CANNOT if None in times else sum(time for time in times if time is not None)
