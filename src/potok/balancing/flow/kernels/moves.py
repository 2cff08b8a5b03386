"""Moves of a walk: which operations change their groups, and where a group lies in the flow.

Arrays are those of `annealing`. A chosen move is (size, out, first group, second group): `out` operations at
the head of `moved` go from the first group to the second, the rest of the `size` the other way; no
operation = no move.
"""

from __future__ import annotations

from potok.balancing.flow.kernels.station import Ints
from potok.compiled import part

#: Shares of the moves in 256: exchange of two operations, joining, parting, two operations at once, groups
#: along the flow; the rest move one operation.
EXCHANGE, JOIN, PART, PAIR, SHIFT = 80, 8, 16, 36, 40
#: Of the moves of one operation, one in so many opens a new group.
_ALONE = 16


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
def put(operation: int, group: int, place: Ints, member: Ints, count: Ints) -> None:
    """Take an operation out of its group and put it into another."""
    old = place[operation]
    last = count[old] - 1
    for column in range(last):
        if member[old, column] == operation:
            member[old, column] = member[old, last]
            break
    count[old] = last
    member[group, count[group]] = operation
    count[group] += 1
    place[operation] = group


@part
def shift(group: int, target: int, rank: Ints, line: Ints) -> None:
    """Put a group to a position; those between make room."""
    at = rank[group]
    step = 1 if target > at else -1
    while at != target:
        line[at] = line[at + step]
        rank[line[at]] = at
        at += step
    line[target] = group
    rank[group] = target


@part
def empty_group(count: Ints, start: int) -> int:
    """A group without operations, −1 when there is none."""
    for step in range(len(count)):
        group = (start + step) % len(count)
        if count[group] == 0:
            return group
    return -1


@part
def peer(operation: int, zone: Ints, peers_at: Ints, peers: Ints, state: Ints) -> int:
    """Any operation of the same zone."""
    first = peers_at[zone[operation]]
    return peers[first + draw(state) % (peers_at[zone[operation] + 1] - first)]  # type: ignore[no-any-return]


@part
def opened(
    parting: bool,  # noqa: FBT001 - kernels are called by place
    one: int,
    place: Ints,
    rank: Ints,
    line: Ints,
    member: Ints,
    count: Ints,
    moved: Ints,
    state: Ints,
) -> tuple[int, int, int, int]:
    """Choose operations that leave for a new group beside theirs: one, or about half of them."""
    here = place[one]
    there = empty_group(count, draw(state) % len(count))
    if count[here] == 1 or there < 0:
        return 0, 0, here, here
    target = rank[here] + draw(state) % 2
    if rank[there] < rank[here]:
        target -= 1
    shift(there, min(max(target, 0), len(line) - 1), rank, line)
    moved[0] = one
    size = 1
    if parting:
        for column in range(count[here]):
            if member[here, column] != one and draw(state) % 2 == 0 and size < count[here] - 1:
                moved[size] = member[here, column]
                size += 1
    return size, size, here, there


@part
def between(
    kind: int,
    one: int,
    other: int,
    place: Ints,
    member: Ints,
    count: Ints,
    moved: Ints,
    state: Ints,
) -> tuple[int, int, int, int]:
    """Choose operations that change between the groups of two operations."""
    here, there = place[one], place[other]
    size, out = 1, 1
    moved[0] = one
    if there == here:
        size, out = 0, 0
    elif kind < EXCHANGE:
        moved[1] = other
        size = 2
    elif kind < EXCHANGE + JOIN:
        size, out = count[here], count[here]
        for column in range(size):
            moved[column] = member[here, column]
    elif kind < EXCHANGE + JOIN + PART + PAIR:
        second = member[here, draw(state) % count[here]]
        if second != one:
            moved[1], moved[2] = second, other
            size, out = 2 + draw(state) % 2, 2
    return size, out, here, there


@part
def choose(
    kind: int,
    zone: Ints,
    peers_at: Ints,
    peers: Ints,
    place: Ints,
    rank: Ints,
    line: Ints,
    member: Ints,
    count: Ints,
    moved: Ints,
    state: Ints,
) -> tuple[int, int, int, int]:
    """Choose a move between two groups of a zone, one of which may be new."""
    one = draw(state) % len(place)
    parting = EXCHANGE + JOIN <= kind < EXCHANGE + JOIN + PART
    alone = kind >= EXCHANGE + JOIN + PART + PAIR and draw(state) % _ALONE == 0
    if parting or alone:
        return opened(parting, one, place, rank, line, member, count, moved, state)
    return between(kind, one, peer(one, zone, peers_at, peers, state), place, member, count, moved, state)
