"""Moves of people: two trade places, alone, with their tasks or in pairs; stations change places.

Arrays as in `line`.
"""

from __future__ import annotations

from potok.balancing.workers.kernels.line import (
    Ints,
    Rules,
    Seating,
    accepts,
    among,
    carry,
    clashes_of_two,
    draw,
    earliest,
    latest,
    leads,
    overload,
    price_of_people,
    tied,
)
from potok.compiled import part


@part
def exchange(row: Ints, one: int, other: int) -> None:
    """Two numbers of a row change places."""
    row[one], row[other] = row[other], row[one]


@part
def turn(row: Ints, first: int, last: int) -> None:
    """The numbers `first` … `last` of a row, in reverse."""
    while first < last:
        exchange(row, first, last)
        first += 1
        last -= 1


@part
def rotate(row: Ints, first: int, middle: int, last: int) -> None:
    """The stretches `first` … `middle` and the rest up to `last` change places as they are."""
    turn(row, first, middle)
    turn(row, middle + 1, last)
    turn(row, first, last)


@part
def turn_loads(load: Ints, first: int, last: int) -> None:
    """The loads of the seats `first` … `last`, in reverse."""
    while first < last:
        for worker in range(load.shape[1]):
            load[first, worker], load[last, worker] = load[last, worker], load[first, worker]
        first += 1
        last -= 1


@part
def trade_people(
    capacity: Ints,
    accept: Ints,
    after_at: Ints,
    after: Ints,
    place: Ints,
    seat: Ints,
    load: Ints,
    state: Ints,
    rules: Rules,
    seating: Seating,
) -> None:
    """Two people trade places, the tasks stay; one of them may come from the bench."""
    stations, people = len(load), len(seat)
    one = draw(state) % stations
    other = draw(state) % people
    if one == other:
        return
    if rules.price > 0 and seating.low[one] != seating.low[other]:
        first = _first_of_pair(one, seat, rules, seating, state)
        if first >= 0:
            trade_pairs(
                first, other, capacity, accept, after_at, after, place, seat, load, state, rules, seating
            )
            return
        if seating.low[other] != seating.high[other]:
            return
    here, there = seat[one], seat[other]
    change = overload(load[one, there], capacity[there]) - overload(load[one, here], capacity[here])
    if other < stations:
        change += overload(load[other, here], capacity[here]) - overload(load[other, there], capacity[there])
    price = state[3]
    if rules.price > 0:
        exchange(seat, one, other)
        price = price_of_people(rules, seating, seat, stations)
        change += price - state[3]
        exchange(seat, one, other)
    if accepts(change, accept, state):
        seat[one], seat[other] = there, here
        state[1] += change
        state[3] = price


@part
def _first_of_pair(one: int, seat: Ints, rules: Rules, seating: Seating, state: Ints) -> int:
    """The first of the two seats of a pair who trade places together, −1 for a person who goes alone.

    People who share a station always go together, neighbours every other time.
    """
    if seating.low[one] != seating.high[one]:
        return int(seating.low[one])
    if draw(state) & 1024:
        return -1
    for first in (one - 1, one):
        alone = (
            first >= 0
            and first + 1 < len(seat)
            and seating.low[first] == seating.high[first]
            and seating.low[first + 1] == seating.high[first + 1]
        )
        if alone and tied(rules, seat, first, first + 1):
            return first
    return -1


@part
def trade_pairs(
    one: int,
    other: int,
    capacity: Ints,
    accept: Ints,
    after_at: Ints,
    after: Ints,
    place: Ints,
    seat: Ints,
    load: Ints,
    state: Ints,
    rules: Rules,
    seating: Seating,
) -> None:
    """The people of two neighbouring seats trade places with those of two others; the tasks stay.

    What two people share goes with them: the seats they leave are stations of their own again.
    """
    stations, low, high = len(load), seating.low, seating.high
    other = low[other]
    if other + 1 >= len(seat) or abs(one - other) < 2:
        return
    if one + 1 == stations or other + 1 == stations:
        return  # half in the line and half on the bench
    shared, theirs = high[one] - low[one], high[other] - low[other]
    if theirs != high[other + 1] - low[other + 1]:
        return
    if shared != theirs:
        # Seats of two stations keep the order that seats of one need not.
        left = one if shared > 0 else other
        if left < stations and leads(left + 1, left + 1, left, left, place, after_at, after):
            return
    change = 0
    for step in range(2):
        change += _change_at(one + step, other + step, capacity, seat, load)
        change += _change_at(other + step, one + step, capacity, seat, load)
    _trade_two(one, other, shared, theirs, seat, seating)
    price = price_of_people(rules, seating, seat, stations)
    change += price - state[3]
    if accepts(change, accept, state):
        state[1] += change
        state[3] = price
    else:
        _trade_two(one, other, theirs, shared, seat, seating)


@part
def _change_at(here: int, there: int, capacity: Ints, seat: Ints, load: Ints) -> int:
    """More or less overload at a seat when the worker of another one comes; none on the bench."""
    if here >= len(load):
        return 0
    go, come = seat[here], seat[there]
    return overload(load[here, come], capacity[come]) - overload(load[here, go], capacity[go])


@part
def _trade_two(one: int, other: int, shared: int, theirs: int, seat: Ints, seating: Seating) -> None:
    """Exchange the people of two seats each; `shared` and `theirs` are 1 for those of one station so far."""
    for step in range(2):
        exchange(seat, one + step, other + step)
    _join(one, theirs, seating)
    _join(other, shared, seating)


@part
def _join(first: int, shared: int, seating: Seating) -> None:
    """Make a seat and the next one station where they are shared (1), two where not (0)."""
    seating.low[first] = first
    seating.high[first] = first + shared
    seating.low[first + 1] = first + 1 - shared
    seating.high[first + 1] = first + 1


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
    rules: Rules,
    seating: Seating,
) -> None:
    """Two people trade places and take along every task that the order lets travel."""
    stations = len(load)
    one = draw(state) % stations
    other = draw(state) % stations
    if one == other:
        return
    if one > other:
        one, other = other, one
    apart = 0
    if rules.price > 0:
        if seating.low[one] != seating.high[one] or seating.low[other] != seating.high[other]:
            return
        apart = clashes_of_two(rules, one, other, place)
    here, there = seat[one], seat[other]
    old = overload(load[one, here], capacity[here]) + overload(load[other, there], capacity[there])
    count = travel(one, other, before_at, before, after_at, after, place, moved)
    near, far = load[one, there], load[other, here]
    came = 0
    for number in range(count):
        task = moved[number]
        sign = 1 if place[task] == one else -1
        came += sign
        near += sign * times[task, there]
        far -= sign * times[task, here]
    change = overload(near, capacity[there]) + overload(far, capacity[here]) - old
    price = state[3]
    if rules.price > 0:
        change += (clashes_of_two(rules, one, other, place) - apart) // 2 * rules.price
        seating.count[one] += came
        seating.count[other] -= came
        exchange(seat, one, other)
        price = price_of_people(rules, seating, seat, stations)
        change += price - state[3]
        exchange(seat, one, other)
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
        state[3] = price
    elif rules.price > 0:
        seating.count[one] -= came
        seating.count[other] += came


@part
def swap_neighbours(
    accept: Ints,
    after_at: Ints,
    after: Ints,
    place: Ints,
    seat: Ints,
    load: Ints,
    state: Ints,
    rules: Rules,
    seating: Seating,
) -> None:
    """Two neighbouring stations change places as a whole if no task of one waits for the other.

    Nothing is gained or lost, but tasks elsewhere win room: without this move the walk hardly gets on.
    People who belong together may stay together on the way.
    """
    stations = len(load)
    if stations == 1:
        return
    first = draw(state) % (stations - 1)
    middle, last = first, first + 1
    if rules.price > 0:
        first, middle, last = _stretches(first, stations, seat, state, rules, seating)
        if last < 0:
            return
    if leads(first, middle, middle + 1, last, place, after_at, after):
        return
    if rules.price > 0:
        _rotate_people(first, middle, last, seat, seating)
        price = price_of_people(rules, seating, seat, stations)
        change = price - state[3]
        if not accepts(change, accept, state):
            _rotate_people(first, first + last - middle - 1, last, seat, seating)
            return
        state[1] += change
        state[3] = price
    else:
        exchange(seat, first, last)
    forward, back = last - middle, middle - first + 1
    for task in range(len(place)):
        if first <= place[task] <= middle:
            place[task] += forward
        elif middle < place[task] <= last:
            place[task] -= back
    turn_loads(load, first, middle)
    turn_loads(load, middle + 1, last)
    turn_loads(load, first, last)


@part
def _stretches(
    first: int, stations: int, seat: Ints, state: Ints, rules: Rules, seating: Seating
) -> tuple[int, int, int]:
    """The seats of two neighbouring stations, with the stations of a mentor or learner beside by chance.

    Returns:
        The first seat, the last of the first stretch, the last of the second; −1 where there is none.
    """
    middle = int(seating.high[first])
    first = int(seating.low[first])
    if middle + 1 >= stations:
        return first, middle, -1
    last = int(seating.high[middle + 1])
    chance = draw(state)
    if chance & 1024 and first > 0 and _belong(first - 1, first, seat, rules, seating):
        first = int(seating.low[first - 1])
    if chance & 2048 and last + 1 < stations and _belong(last, last + 1, seat, rules, seating):
        last = int(seating.high[last + 1])
    return first, middle, last


@part
def _belong(one: int, other: int, seat: Ints, rules: Rules, seating: Seating) -> bool:
    """Whether a person of one station is the mentor of a person of the next one."""
    for left in range(seating.low[one], seating.high[one] + 1):
        for right in range(seating.low[other], seating.high[other] + 1):
            if tied(rules, seat, left, right):
                return True
    return False


@part
def _rotate_people(first: int, middle: int, last: int, seat: Ints, seating: Seating) -> None:
    """Two neighbouring stretches of seats change places, people, stations and numbers of tasks."""
    forward, back = last - middle, middle - first + 1
    for place in range(first, last + 1):
        shift = forward if place <= middle else -back
        seating.low[place] += shift
        seating.high[place] += shift
    rotate(seat, first, middle, last)
    rotate(seating.low, first, middle, last)
    rotate(seating.high, first, middle, last)
    rotate(seating.count, first, middle, last)
