"""The parts of a walk: random numbers, what the order of the tasks allows, what broken rules cost.

A line of the walk always keeps the order of the tasks; what it may break is the cycle time and the rules
about pairs of tasks, mentors and quotas. Overloads and broken rules together are its cost. A cost of zero
is a line for the cycle aimed at. Integers only, so the walk is the same compiled or not.

Arrays of a line (n tasks in topological order, s seats, w people, w ≥ s):
    place: (n,) seat of each task.
    seat: (w,) worker of each seat; the rest of them sit on the bench behind seat s − 1.
    load: (s, w) time that the tasks of a seat would take each worker.
    state: (4,) state of the random numbers, cost of the line, lowest cost so far, price of the people who
        are too far from their mentors or missing in a group (part of the cost).

A seat is a station, but for two people who share one: they have two neighbouring seats, between which the
order of the tasks does not count. Lines without rules never look at what follows them.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from potok.compiled import part

Ints = NDArray[np.int64]


class Rules(NamedTuple):
    """What a line keeps beside the cycle time.

    Attributes:
        price: Cost of a rule broken once; 0 says that there is none.
        apart_at: (n + 1,) where the row of each task begins in `apart`.
        apart: Tasks that never have the worker of each task.
        learner: (pairs,) workers who work only near a mentor.
        mentor: (pairs,) their mentors.
        same: (pairs,) 1 where both share a station, 0 where they are neighbours.
        quota_at: (quotas + 1,) where the row of each group begins in `member`.
        member: Workers of each group.
        at_least: (quotas,) how many of each group work.
    """

    price: int
    apart_at: Ints
    apart: Ints
    learner: Ints
    mentor: Ints
    same: Ints
    quota_at: Ints
    member: Ints
    at_least: Ints


class Seating(NamedTuple):
    """Where seats share a station, and who has work; changed by the walk.

    Attributes:
        low: (w,) first seat of the station of each seat.
        high: (w,) last seat of the station of each seat.
        count: (w,) tasks of each seat.
        spot: (w,) room for the seat of each worker.
        best_low: (w,) `low` of the line of lowest cost.
    """

    low: Ints
    high: Ints
    count: Ints
    spot: Ints
    best_low: Ints


@part
def draw(state: Ints) -> int:
    """The next random number, 1 … 2³² − 1 (xorshift of 32 bits)."""
    x = state[0]
    x ^= (x << 13) & 0xFFFFFFFF
    x ^= x >> 17
    x ^= (x << 5) & 0xFFFFFFFF
    state[0] = x
    return x  # type: ignore[no-any-return]


@part
def accepts(change: int, accept: Ints, state: Ints) -> bool:
    """Whether a change of the cost is taken: always down, up by the table of the temperature."""
    if change <= 0:
        return True
    return change < len(accept) and draw(state) < accept[change]


@part
def overload(load: int, capacity: int) -> int:
    """What is too much for a worker."""
    return load - capacity if load > capacity else 0


@part
def earliest(task: int, place: Ints, before_at: Ints, before: Ints) -> int:
    """Last seat of what stands before the task; it may be there or later."""
    first = 0
    for arc in range(before_at[task], before_at[task + 1]):
        first = max(first, place[before[arc]])
    return first


@part
def latest(task: int, last: int, place: Ints, after_at: Ints, after: Ints) -> int:
    """First seat of what stands after the task; it may be there or earlier."""
    for arc in range(after_at[task], after_at[task + 1]):
        last = min(last, place[after[arc]])
    return last


@part
def among(task: int, listed: Ints, count: int) -> bool:
    """Whether a task is one of the first so many listed."""
    for number in range(count):  # noqa: SIM110 - numba compiles no generator
        if listed[number] == task:
            return True
    return False


@part
def follows(task: int, other: int, after_at: Ints, after: Ints) -> bool:
    """Whether the other task directly waits for the task."""
    return among(other, after[after_at[task] : after_at[task + 1]], after_at[task + 1] - after_at[task])


@part
def leads(low: int, high: int, first: int, last: int, place: Ints, after_at: Ints, after: Ints) -> bool:
    """Whether a task of the seats `low` … `high` stands directly before one of the seats `first` … `last`."""
    for task in range(len(place)):
        if low <= place[task] <= high:
            for arc in range(after_at[task], after_at[task + 1]):
                if first <= place[after[arc]] <= last:
                    return True
    return False


@part
def carry(task: int, station: int, times: Ints, place: Ints, load: Ints) -> None:
    """Put a task to another seat."""
    old = place[task]
    for worker in range(times.shape[1]):
        load[old, worker] -= times[task, worker]
        load[station, worker] += times[task, worker]
    place[task] = station


@part
def clashes(rules: Rules, task: int, station: int, left_out: int, place: Ints) -> int:
    """Tasks of a seat that never have the worker of the task; `left_out` does not count."""
    found = 0
    for number in range(rules.apart_at[task], rules.apart_at[task + 1]):
        other = rules.apart[number]
        if other != left_out and place[other] == station:
            found += 1
    return found


@part
def clashes_of_two(rules: Rules, one: int, other: int, place: Ints) -> int:
    """Pairs of tasks at one of two seats that never have one worker; every pair counts twice."""
    found = 0
    for task in range(len(place)):
        if place[task] == one or place[task] == other:
            found += clashes(rules, task, place[task], -1, place)
    return found


@part
def tied(rules: Rules, seat: Ints, one: int, other: int) -> bool:
    """Whether one of the people of two seats is the mentor of the other."""
    for pair in range(len(rules.learner)):
        learner, mentor = rules.learner[pair], rules.mentor[pair]
        if (seat[one] == learner and seat[other] == mentor) or (
            seat[one] == mentor and seat[other] == learner
        ):
            return True
    return False


@part
def price_of_people(rules: Rules, seating: Seating, seat: Ints, stations: int) -> int:
    """Cost of people too far from their mentors, by the distance, and of people missing in a group."""
    spot, count = seating.spot, seating.count
    for place in range(len(seat)):
        spot[seat[place]] = place
    broken = 0
    for pair in range(len(rules.learner)):
        here, there = spot[rules.learner[pair]], spot[rules.mentor[pair]]
        if here >= stations or count[here] == 0:
            continue
        if there >= stations or count[there] == 0:
            broken += 2
        elif seating.low[here] != seating.low[there]:
            near, far = min(here, there), max(here, there)
            broken += seating.low[far] - seating.high[near] - 1 + rules.same[pair]
    for quota in range(len(rules.at_least)):
        missing = rules.at_least[quota]
        for number in range(rules.quota_at[quota], rules.quota_at[quota + 1]):
            place = spot[rules.member[number]]
            if place < stations and count[place] > 0:
                missing -= 1
        broken += max(0, missing)
    return broken * rules.price
