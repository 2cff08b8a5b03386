"""Annealing over whole lines: tasks move between stations, people between places.

The arrays of a line and what its cost is: `line`; moves of people: `people`.
"""

from __future__ import annotations

from potok.balancing.workers.kernels.line import (
    Ints,
    Rules,
    Seating,
    accepts,
    carry,
    clashes,
    draw,
    earliest,
    follows,
    latest,
    overload,
    price_of_people,
)
from potok.balancing.workers.kernels.people import swap_neighbours, trade_people, trade_with_tasks
from potok.compiled import compiled, part

#: Shares of the moves in 1024: people alone, people with what may travel with them, neighbouring
#: stations as a whole; the rest are tasks, half of them alone and half in exchange.
_PEOPLE, _PEOPLE_AND_TASKS, _NEIGHBOURS = 51, 102, 205


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
    rules: Rules,
    seating: Seating,
) -> None:
    """One task goes to another station, or two tasks of different stations change places."""
    task = draw(state) % len(place)
    here = place[task]
    first = earliest(task, place, before_at, before)
    last = latest(task, len(load) - 1, place, after_at, after)
    if rules.price > 0:
        first, last = seating.low[first], seating.high[last]
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
        first = earliest(partner, place, before_at, before)
        last = latest(partner, len(load) - 1, place, after_at, after)
        if rules.price > 0:
            first, last = seating.low[first], seating.high[last]
        if (
            first > here
            or last < here
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
    price = state[3]
    if rules.price > 0:
        change += rules.price * (
            clashes(rules, task, there, partner, place) - clashes(rules, task, here, partner, place)
        )
        if partner >= 0:
            change += rules.price * (
                clashes(rules, partner, here, task, place) - clashes(rules, partner, there, task, place)
            )
        else:
            price = _price_after(here, there, seat, len(load), state, rules, seating)
            change += price - state[3]
    if accepts(change, accept, state):
        carry(task, there, times, place, load)
        if partner >= 0:
            carry(partner, here, times, place, load)
        elif rules.price > 0:
            seating.count[here] -= 1
            seating.count[there] += 1
        state[1] += change
        state[3] = price


@part
def _price_after(
    here: int, there: int, seat: Ints, stations: int, state: Ints, rules: Rules, seating: Seating
) -> int:
    """Price of the people once a task has gone to another seat: a new one if somebody starts or ends work."""
    count = seating.count
    if count[here] > 1 and count[there] > 0:
        return int(state[3])
    count[here] -= 1
    count[there] += 1
    price = price_of_people(rules, seating, seat, stations)
    count[here] += 1
    count[there] -= 1
    return price


@compiled
def begin(
    capacity: Ints, place: Ints, seat: Ints, load: Ints, state: Ints, rules: Rules, seating: Seating
) -> None:
    """Count what the line costs and who has work; fills `state` but for the random numbers."""
    cost = 0
    for station in range(len(load)):
        cost += overload(load[station, seat[station]], capacity[seat[station]])
    state[3] = 0
    if rules.price > 0:
        seating.count[:] = 0
        twice = 0
        for task in range(len(place)):
            seating.count[place[task]] += 1
            twice += clashes(rules, task, place[task], -1, place)
        state[3] = price_of_people(rules, seating, seat, len(load))
        cost += twice // 2 * rules.price + state[3]
    state[1] = state[2] = cost


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
    rules: Rules,
    seating: Seating,
    steps: int,
) -> int:
    """Walk so many steps at one temperature; stops at cost zero, returns the steps made.

    Args:
        times: (n, w) time of a task for a worker, more than any capacity where it cannot be done.
        before_at, before, after_at, after: Tasks directly before and after each task, as compressed rows.
        capacity: (w,) largest load of a worker.
        accept: accept[d] of 2³² is the chance to take a line that costs d more.
        place, seat, load, state, seating: The line, changed in place.
        best_place, best_seat: Get the line of lowest cost whenever there is a better one.
        moved: (n,) room for work.
        rules: What the line keeps beside the cycle time.
        steps: Moves to try.
    """
    for step in range(steps):
        kind = draw(state) & 1023
        if kind < _PEOPLE:
            trade_people(capacity, accept, after_at, after, place, seat, load, state, rules, seating)
        elif kind < _PEOPLE_AND_TASKS:
            trade_with_tasks(
                times, before_at, before, after_at, after, capacity, accept, place, seat, load, moved, state,
                rules, seating,
            )  # fmt: skip
        elif kind < _NEIGHBOURS:
            swap_neighbours(accept, after_at, after, place, seat, load, state, rules, seating)
        else:
            move_task(
                times, before_at, before, after_at, after, capacity, accept, place, seat, load, state,
                rules, seating,
            )  # fmt: skip
        if state[1] < state[2]:
            state[2] = state[1]
            best_place[:] = place
            best_seat[:] = seat
            if rules.price > 0:
                seating.best_low[:] = seating.low
            if state[1] == 0:
                return step + 1
    return steps
