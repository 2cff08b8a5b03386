"""Annealing over whole lines: tasks move between stations, people between places.

A line of the walk always keeps the order of the tasks; what it may break is the cycle time, and the sum
of the overloads is its cost. A cost of zero is a line for the cycle aimed at. Integers only, so the walk
is the same compiled or not.

Arrays of a line (n tasks in topological order, s stations, w people, w ≥ s):
    place: (n,) station of each task.
    seat: (w,) worker of each station; the rest of them sit on the bench behind station s − 1.
    load: (s, w) time that the tasks of a station would take each worker.
    state: (3,) state of the random numbers, cost of the line, lowest cost so far.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from potok.compiled import compiled, part

Ints = NDArray[np.int64]

#: Shares of the moves in 1024: people alone, people with what may travel with them, neighbouring
#: stations as a whole; the rest are tasks, half of them alone and half in exchange.
_PEOPLE, _PEOPLE_AND_TASKS, _NEIGHBOURS = 51, 102, 205


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
    """First station that the order allows the task."""
    first = 0
    for arc in range(before_at[task], before_at[task + 1]):
        first = max(first, place[before[arc]])
    return first


@part
def latest(task: int, last: int, place: Ints, after_at: Ints, after: Ints) -> int:
    """Last station that the order allows the task."""
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
def carry(task: int, station: int, times: Ints, place: Ints, load: Ints) -> None:
    """Put a task to another station."""
    old = place[task]
    for worker in range(times.shape[1]):
        load[old, worker] -= times[task, worker]
        load[station, worker] += times[task, worker]
    place[task] = station


@part
def trade_people(times: Ints, capacity: Ints, accept: Ints, seat: Ints, load: Ints, state: Ints) -> None:
    """Two people trade places, the tasks stay; one of them may come from the bench."""
    stations, people = len(load), times.shape[1]
    one = draw(state) % stations
    other = draw(state) % people
    if one == other:
        return
    here, there = seat[one], seat[other]
    change = overload(load[one, there], capacity[there]) - overload(load[one, here], capacity[here])
    if other < stations:
        change += overload(load[other, here], capacity[here]) - overload(load[other, there], capacity[there])
    if accepts(change, accept, state):
        seat[one], seat[other] = there, here
        state[1] += change


@part
def travel(
    one: int,
    other: int,
    before_at: Ints,
    before: Ints,
    after_at: Ints,
    after: Ints,
    place: Ints,
    moved: Ints,
) -> int:
    """Exchange the tasks of two stations as far as the order lets them travel; returns how many moved."""
    count = 0
    # Last tasks first: one that stays holds back those before it.
    for task in range(len(place) - 1, -1, -1):
        if place[task] == one and latest(task, other, place, after_at, after) >= other:
            moved[count] = task
            count += 1
            place[task] = other
    down = count
    for task in range(len(place)):
        travels = place[task] == other and earliest(task, place, before_at, before) <= one
        if travels and not among(task, moved, down):
            moved[count] = task
            count += 1
            place[task] = one
    return count


@part
def trade_with_tasks(
    times: Ints,
    before_at: Ints,
    before: Ints,
    after_at: Ints,
    after: Ints,
    capacity: Ints,
    accept: Ints,
    place: Ints,
    seat: Ints,
    load: Ints,
    moved: Ints,
    state: Ints,
) -> None:
    """Two people trade places and take along every task that the order lets travel."""
    stations = len(load)
    one = draw(state) % stations
    other = draw(state) % stations
    if one == other:
        return
    if one > other:
        one, other = other, one
    here, there = seat[one], seat[other]
    old = overload(load[one, here], capacity[here]) + overload(load[other, there], capacity[there])
    count = travel(one, other, before_at, before, after_at, after, place, moved)
    near, far = load[one, there], load[other, here]
    for number in range(count):
        task = moved[number]
        sign = 1 if place[task] == one else -1
        near += sign * times[task, there]
        far -= sign * times[task, here]
    change = overload(near, capacity[there]) + overload(far, capacity[here]) - old
    taken = accepts(change, accept, state)
    for number in range(count):
        task = moved[number]
        new = place[task]
        place[task] = one + other - new
        if taken:
            carry(task, new, times, place, load)
    if taken:
        seat[one], seat[other] = there, here
        state[1] += change


@part
def swap_neighbours(after_at: Ints, after: Ints, place: Ints, seat: Ints, load: Ints, state: Ints) -> None:
    """Two neighbouring stations change places as a whole if no task of one waits for the other.

    Nothing is gained or lost, but tasks elsewhere win room: without this move the walk hardly gets on.
    """
    stations = len(load)
    if stations == 1:
        return
    one = draw(state) % (stations - 1)
    for task in range(len(place)):
        if place[task] == one:
            for arc in range(after_at[task], after_at[task + 1]):
                if place[after[arc]] == one + 1:
                    return
    for task in range(len(place)):
        if place[task] == one:
            place[task] = one + 1
        elif place[task] == one + 1:
            place[task] = one
    for worker in range(load.shape[1]):
        load[one, worker], load[one + 1, worker] = load[one + 1, worker], load[one, worker]
    seat[one], seat[one + 1] = seat[one + 1], seat[one]


@part
def move_task(
    times: Ints,
    before_at: Ints,
    before: Ints,
    after_at: Ints,
    after: Ints,
    capacity: Ints,
    accept: Ints,
    place: Ints,
    seat: Ints,
    load: Ints,
    state: Ints,
) -> None:
    """One task goes to another station, or two tasks of different stations change places."""
    task = draw(state) % len(place)
    here = place[task]
    first = earliest(task, place, before_at, before)
    last = latest(task, len(load) - 1, place, after_at, after)
    if first == last:
        return
    partner = -1
    if draw(state) & 1024:
        there = first + draw(state) % (last - first)
        if there >= here:
            there += 1
    else:
        partner = draw(state) % len(place)
        there = place[partner]
        if there == here or there < first or there > last:
            return
        if (
            earliest(partner, place, before_at, before) > here
            or latest(partner, len(load) - 1, place, after_at, after) < here
            or follows(task, partner, after_at, after)
            or follows(partner, task, after_at, after)
        ):
            return
    mine, theirs = seat[here], seat[there]
    near = load[here, mine] - times[task, mine]
    far = load[there, theirs] + times[task, theirs]
    if partner >= 0:
        near += times[partner, mine]
        far -= times[partner, theirs]
    change = (
        overload(near, capacity[mine])
        + overload(far, capacity[theirs])
        - overload(load[here, mine], capacity[mine])
        - overload(load[there, theirs], capacity[theirs])
    )
    if accepts(change, accept, state):
        carry(task, there, times, place, load)
        if partner >= 0:
            carry(partner, here, times, place, load)
        state[1] += change


@compiled
def anneal(
    times: Ints,
    before_at: Ints,
    before: Ints,
    after_at: Ints,
    after: Ints,
    capacity: Ints,
    accept: Ints,
    place: Ints,
    seat: Ints,
    load: Ints,
    best_place: Ints,
    best_seat: Ints,
    moved: Ints,
    state: Ints,
    steps: int,
) -> int:
    """Walk so many steps at one temperature; stops at cost zero, returns the steps made.

    Args:
        times: (n, w) time of a task for a worker, more than any capacity where it cannot be done.
        before_at, before, after_at, after: Tasks directly before and after each task, as compressed rows.
        capacity: (w,) largest load of a worker.
        accept: accept[d] of 2³² is the chance to take a line that costs d more.
        place, seat, load, state: The line, changed in place.
        best_place, best_seat: Get the line of lowest cost whenever there is a better one.
        moved: (n,) room for work.
        steps: Moves to try.
    """
    for step in range(steps):
        kind = draw(state) & 1023
        if kind < _PEOPLE:
            trade_people(times, capacity, accept, seat, load, state)
        elif kind < _PEOPLE_AND_TASKS:
            trade_with_tasks(
                times, before_at, before, after_at, after, capacity, accept, place, seat, load, moved, state
            )
        elif kind < _NEIGHBOURS:
            swap_neighbours(after_at, after, place, seat, load, state)
        else:
            move_task(times, before_at, before, after_at, after, capacity, accept, place, seat, load, state)
        if state[1] < state[2]:
            state[2] = state[1]
            best_place[:] = place
            best_seat[:] = seat
            if state[1] == 0:
                return step + 1
    return steps
