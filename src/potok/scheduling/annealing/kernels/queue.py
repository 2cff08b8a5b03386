"""The queue of one machine, as `potok.scheduling.timeline` has it: set-ups, the first gap that fits."""

from __future__ import annotations

from potok.compiled import part
from potok.scheduling.annealing.kernels.data import (
    COLUMNS,
    L_FAMILY,
    L_FULL,
    L_HALF,
    L_MACHINE,
    L_PRODUCT,
    L_RUN,
    L_STAYS,
    NO_CAP,
    Q_BODY,
    Q_CAP,
    Q_END,
    Q_FLOOR,
    Q_LINE,
    Q_START,
    Arrays,
    Ints,
    Queues,
)


@part
def setup_between(a: Arrays, before: int, line: int) -> int:
    """Set-up of a line after another one."""
    if a.lines[before, L_PRODUCT] == a.lines[line, L_PRODUCT] and a.lines[line, L_PRODUCT] >= 0:
        return 0
    if a.lines[before, L_FAMILY] == a.lines[line, L_FAMILY] and a.lines[line, L_FAMILY] >= 0:
        return int(a.lines[line, L_HALF])
    return int(a.lines[line, L_FULL])


@part
def find(a: Arrays, q: Queues, line: int, floor: int, body_floor: int, slot: Ints) -> None:
    """The first gap in which a line fits with its set-up; the one behind it keeps what binds it.

    Args:
        line: Looks for a place on its machine.
        floor: Earliest position of its start.
        body_floor: Earliest position of its work.
        slot: (3) gets the place in the queue, the start and the set-up.
    """
    machine = a.lines[line, L_MACHINE]
    entries, base = q.entries, q.row[machine]
    stop = base + q.filled[machine]
    run = a.lines[line, L_RUN]
    lowest = max(floor, body_floor)
    low, high = base, stop
    while low < high:  # the first entry that ends after the work may begin
        middle = (low + high) >> 1
        if entries[middle, Q_END] <= lowest:
            low = middle + 1
        else:
            high = middle
    at = low
    while True:
        start, setup = floor, a.lines[line, L_FULL]
        if at > base:
            setup = setup_between(a, entries[at - 1, Q_LINE], line)
            start = max(floor, entries[at - 1, Q_END])
        start = max(start, body_floor - setup)
        if at == stop or _fits(a, q, at, start + setup + run, line):
            slot[0], slot[1], slot[2] = at - base, start, setup
            return
        at += 1


@part
def _fits(a: Arrays, q: Queues, behind: int, finish: int, line: int) -> bool:
    """Whether a line that ends there may stand before a queued one."""
    entry = q.entries[behind]
    if finish > entry[Q_BODY]:
        return False
    of_behind = entry[Q_LINE]
    start = entry[Q_BODY] - setup_between(a, line, of_behind)
    if finish > start:
        return False
    if a.lines[of_behind, L_STAYS] == 1:
        return bool(start == entry[Q_START])
    return bool(entry[Q_FLOOR] <= start <= entry[Q_CAP])


@part
def insert(a: Arrays, q: Queues, line: int, place: int, start: int, setup: int, floor: int) -> int:
    """Put a line into a place found for it; gives back the start of the one behind it as it was."""
    machine = a.lines[line, L_MACHINE]
    entries, base = q.entries, q.row[machine]
    at, stop = base + place, base + q.filled[machine]
    start_behind = -1
    if at < stop:
        start_behind = entries[at, Q_START]
        behind = entries[at, Q_LINE]
        if a.lines[behind, L_STAYS] == 0:
            entries[at, Q_START] = entries[at, Q_BODY] - setup_between(a, line, behind)
    for index in range(stop, at, -1):
        for column in range(COLUMNS):
            entries[index, column] = entries[index - 1, column]
    body = start + setup
    entries[at, Q_START], entries[at, Q_BODY], entries[at, Q_END] = start, body, body + a.lines[line, L_RUN]
    entries[at, Q_FLOOR], entries[at, Q_CAP], entries[at, Q_LINE] = floor, NO_CAP, line
    q.filled[machine] += 1
    return int(start_behind)


@part
def take_back(q: Queues, machine: int, place: int, start_behind: int) -> None:
    """Undo the last `insert` on a machine."""
    entries, base = q.entries, q.row[machine]
    stop = base + q.filled[machine] - 1
    for index in range(base + place, stop):
        for column in range(COLUMNS):
            entries[index, column] = entries[index + 1, column]
    q.filled[machine] -= 1
    if base + place < stop:
        entries[base + place, Q_START] = start_behind
