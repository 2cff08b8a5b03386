"""One station more for every unfinished line of a beam: each free worker with several full loads.

A line is built station by station down the line. What is left of it is judged by a bound of the rest: every
task that waits costs the least of its times among the workers who are left, weighed by a price of each
worker's time (the multipliers of the relaxation in which tasks may be split, found by a few subgradient
steps for each line of its own); the room that those workers have, weighed alike, is taken off. Tasks that
others wait for count more, since only they open the rest.

The least alone promises far too much where the order of the tasks ties them together: a station takes what
lies side by side, and who works there is quick at some of it only. So a part of the mean of the times goes
in (how large a part differs from beam to beam).

A load is worth what it takes off that burden: stations are filled by worth for the time, with noise. After
Borba & Ritt (2014), whose beam is ordered by bounds as well.

Arrays (n tasks, w workers, b lines of the beam): rows of `done` and `free` are 1 where a task is done and
where a worker is left.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from potok.balancing.workers.kernels.line import Ints, draw
from potok.compiled import lean, part

Bytes = NDArray[np.uint8]
Floats = NDArray[np.float64]

#: Subgradient steps for each line, and how far a step goes.
_STEPS, _STEP = 4, 0.1
_FAR = 1e300
#: The rule of filling, of four by chance, by which long tasks come first.
_LONG_FIRST = 3


class Crew(NamedTuple):
    """The problem in the direction of the beam.

    Attributes:
        times: (n, w) time of a task for a worker, more than any capacity where it cannot be done.
        capacity: (w,) largest load of a worker.
        share: (w,) the same as part of the cycle time.
        before_at, before, after_at, after: Tasks directly before and after each task, as compressed rows.
        weight: (n,) how much a task counts, by what waits for it.
        task_key: (n,) random numbers that tell sets of tasks apart, `worker_key` (w,) those of workers.
        blend: Part of the mean of the times in what a task is judged by; the rest is the least.
    """

    times: Ints
    capacity: Ints
    share: Floats
    before_at: Ints
    before: Ints
    after_at: Ints
    after: Ints
    weight: Floats
    task_key: Ints
    worker_key: Ints
    blend: float


class Layer(NamedTuple):
    """The unfinished lines of one length.

    Attributes:
        done: (b, n) tasks that have a station.
        free: (b, w) workers that have none.
        key: (b,) tells the sets of both apart.
        price: (b, w) price of each worker's time; made better in place.
    """

    done: Bytes
    free: Bytes
    key: Ints
    price: Floats


class Offers(NamedTuple):
    """The next stations that the lines of a layer could have, row by row.

    Attributes:
        line: Which line it is for.
        worker: Who works there.
        burden: What the rest would cost after it.
        key: Of the line with it.
        taken: (rows, n) tasks of the station.
    """

    line: Ints
    worker: Ints
    burden: Floats
    key: Ints
    taken: Bytes


class Room(NamedTuple):
    """Room for work: (n,) each, but for `price` and `load` (w,)."""

    quickest: Ints
    waiting: Ints
    open: Ints
    ready: Ints
    listed: Ints
    least: Floats
    second: Floats
    total: Floats
    left: Floats
    rank: Floats
    price: Floats
    load: Floats


@part
def reprice(crew: Crew, layer: Layer, line: int, room: Room) -> None:
    """Make the prices of a line fit what it has left; they come to one on the average.

    The bound is the sum over the tasks of the least weighed time; who would get too much becomes dearer.
    """
    tasks, people = crew.times.shape
    price, load = room.price, room.load
    best = -1.0
    for worker in range(people):
        price[worker] = layer.price[line, worker]
    for _ in range(_STEPS):
        capacity, total, free = 0.0, 0.0, 0
        for worker in range(people):
            load[worker] = 0.0
            if layer.free[line, worker]:
                capacity += price[worker] * crew.share[worker]
                free += 1
        for task in range(tasks):
            if layer.done[line, task]:
                continue
            least, who = _FAR, 0
            for worker in range(people):
                if layer.free[line, worker]:
                    value = price[worker] * crew.times[task, worker]
                    if value < least:
                        least, who = value, worker
            total += least
            load[who] += crew.times[task, who]
        if total / capacity > best:
            best = total / capacity
            for worker in range(people):
                layer.price[line, worker] = price[worker] / capacity * free
        mean = 0.0
        for worker in range(people):
            mean += load[worker] / crew.share[worker] / free
        if mean == 0.0:
            return
        for worker in range(people):
            if layer.free[line, worker]:
                change = 1.0 + _STEP * (load[worker] / crew.share[worker] / mean - 1.0)
                price[worker] *= min(2.0, change)


@part
def capped(crew: Crew, layer: Layer, line: int, task: int, worker: int) -> float:
    """The weighed time of a task for a worker of a line, no more than all the time the worker has."""
    return float(layer.price[line, worker] * min(crew.times[task, worker], crew.capacity[worker]))


@part
def look(crew: Crew, layer: Layer, line: int, room: Room) -> int:
    """Count what each task of a line waits for, its least weighed times and their sum; how many are ready."""
    tasks, people = crew.times.shape
    ready = 0
    for task in range(tasks):
        if layer.done[line, task]:
            continue
        room.waiting[task] = 0
        for arc in range(crew.before_at[task], crew.before_at[task + 1]):
            if not layer.done[line, crew.before[arc]]:
                room.waiting[task] += 1
        if room.waiting[task] == 0:
            room.ready[ready] = task
            ready += 1
        least, second, total, quickest = _FAR, _FAR, 0.0, -1
        for worker in range(people):
            if layer.free[line, worker]:
                value = layer.price[line, worker] * crew.times[task, worker]
                total += capped(crew, layer, line, task, worker)
                if value < least:
                    least, second, quickest = value, least, worker
                elif value < second:
                    second = value
        room.least[task], room.second[task], room.quickest[task] = least, second, quickest
        room.total[task] = total
    return ready


@part
def burden_without(crew: Crew, layer: Layer, line: int, worker: int, room: Room) -> float:
    """What all the rest costs the others once a worker has a station; `room.left` gets each task's part."""
    tasks, people = crew.times.shape
    capacity, others = 0.0, 0
    for other in range(people):
        if other != worker and layer.free[line, other]:
            capacity += layer.price[line, other] * crew.share[other]
            others += 1
    scale = others / capacity
    burden = 0.0
    for task in range(tasks):
        if not layer.done[line, task]:
            least = room.second[task] if room.quickest[task] == worker else room.least[task]
            mean = (room.total[task] - capped(crew, layer, line, task, worker)) / others
            room.left[task] = (least + crew.blend * (mean - least)) * scale * crew.weight[task]
            burden += room.left[task]
    return burden


@part
def rank_of(worth: float, time: int, rule: int, noise: float) -> float:
    """Which of the tasks that fit comes first: by what it is worth for its time, or more for long ones."""
    rank = worth / max(1, time)
    if rule == _LONG_FIRST:
        rank *= worth
    return rank * (1.0 + noise)


@part
def fill(
    crew: Crew,
    worker: int,
    ready: int,
    rule: int,
    noise: float,
    offers: Offers,
    row: int,
    room: Room,
    state: Ints,
) -> None:
    """Fill the station of a row with a full load: always what has the highest rank and fits.

    Args:
        crew: The problem.
        worker: Who works at the station.
        ready: How many of `room.listed` wait for nothing; `room.open` counts what the others wait for.
        rule: Of four, one prefers long tasks.
        noise: Most that is added to a rank by chance, as part of it.
        offers: Gets tasks, burden and key of the row.
        row: Which one.
        room: See `Room`.
        state: Of the random numbers.
    """
    listed, rank, open_ = room.listed, room.rank, room.open
    space = crew.capacity[worker]
    for spot in range(ready):
        rank[spot] = -1.0
    while True:
        best, best_rank = -1, -1.0
        for spot in range(ready):
            task = listed[spot]
            time = crew.times[task, worker]
            if time > space:
                continue
            if rank[spot] < 0.0:
                extra = noise * (draw(state) & 1023) / 1024.0
                rank[spot] = rank_of(room.left[task], time, rule, extra)
            if rank[spot] > best_rank:
                best, best_rank = spot, rank[spot]
        if best < 0:
            return
        task = listed[best]
        ready -= 1
        listed[best], rank[best] = listed[ready], rank[ready]
        space -= crew.times[task, worker]
        offers.taken[row, task] = 1
        offers.burden[row] -= room.left[task]
        offers.key[row] ^= crew.task_key[task]
        for arc in range(crew.after_at[task], crew.after_at[task + 1]):
            later = crew.after[arc]
            open_[later] -= 1
            if open_[later] == 0:
                listed[ready], rank[ready] = later, -1.0
                ready += 1


@lean
def extend(
    crew: Crew, layer: Layer, fills: int, noise: float, offers: Offers, room: Room, state: Ints
) -> int:
    """Offer every line its next station: each worker left with so many loads. Returns the rows filled.

    Args:
        crew: The problem.
        layer: Lines in which at least two workers are left.
        fills: Loads for each worker.
        noise: Most noise in the filling.
        offers: Gets the stations.
        room: See `Room`.
        state: Of the random numbers.
    """
    row = 0
    for line in range(len(layer.key)):
        reprice(crew, layer, line, room)
        ready = look(crew, layer, line, room)
        for worker in range(crew.times.shape[1]):
            if not layer.free[line, worker]:
                continue
            burden = burden_without(crew, layer, line, worker, room)
            for _ in range(fills):
                offers.line[row], offers.worker[row], offers.burden[row] = line, worker, burden
                offers.key[row] = layer.key[line] ^ crew.worker_key[worker]
                for task in range(len(room.open)):
                    offers.taken[row, task] = 0
                    room.open[task], room.listed[task] = room.waiting[task], room.ready[task]
                chance = draw(state) >> 8
                most = noise * (1 + (chance & 7)) / 8.0
                fill(crew, worker, ready, (chance >> 3) & 3, most, offers, row, room, state)
                row += 1
    return row
