"""What one group costs: its figures, how far it breaks rules, and how many workers it gets.

Arrays of a flow (n operations, s places for groups):
    time, grade, machine, specialty, manual: (n,) of the operations; time in hundredths of a second,
        machine −1 where there is none, manual 1 for handwork.
    member: (s, n) operations of each group in its first `count` columns; count: (s,).
    figure: (s, 7) of each group, columns named below.
    limit: (m, 3) multiplicity, least and most time of a group with so many workers.
    rule: (3,) crews permitted (0/1, −1 = any mix of specialties), most grades apart, most kinds of
        machines; −1 = no rule.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from potok.compiled import part

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

#: Columns of `figure`: squared deviation, mismatch, kinds of machines, whether several, whether several
#: specialties, breach of rules, workers.
SQUARES, MISMATCH, MACHINES, MIXED_MACHINES, MIXED_SPECIALTIES, BREACH, WORKERS = range(7)
#: A broken limit costs this at least, and more the further it is missed.
_BROKEN = 0.5


@part
def seen_before(values: Ints, members: Ints, place: int) -> bool:
    """Whether a member before this place has the same value."""
    for earlier in range(place):  # noqa: SIM110 - numba compiles no generator
        if values[members[earlier]] == values[members[place]]:
            return True
    return False


@part
def weigh(
    time: Ints,
    grade: Ints,
    machine: Ints,
    specialty: Ints,
    manual: Ints,
    members: Ints,
    count: int,
    takt: int,
    limit: Ints,
    rule: Ints,
    out: Floats,
) -> None:
    """Fill the figures of a group of the first `count` members; an empty one costs nothing."""
    for column in range(7):
        out[column] = 0.0
    if count == 0:
        return
    whole, weighted = 0, 0
    machines, specialties, mechanised = 0, 0, 0
    lowest, highest = 1 << 40, -1
    for place in range(count):
        operation = members[place]
        whole += time[operation]
        weighted += time[operation] * grade[operation]
        if machine[operation] >= 0 and not seen_before(machine, members, place):
            machines += 1
        if not seen_before(specialty, members, place):
            specialties += 1
            mechanised += 1 - manual[operation]
        if manual[operation] == 0:
            lowest = min(lowest, grade[operation])
            highest = max(highest, grade[operation])
    mean = weighted / whole if whole > 0 else 0.0
    mismatch = 0.0
    for place in range(count):
        mismatch += abs(grade[members[place]] - mean) * time[members[place]]
    breach, squares, workers = staffed(whole, takt, limit)
    if rule[0] >= 0:
        allowed = workers if rule[0] == 1 else 1
        breach += max(0, mechanised - allowed)
    if rule[1] >= 0:
        breach += max(0, highest - lowest - rule[1])
    if rule[2] >= 0:
        breach += max(0, machines - rule[2])
    out[SQUARES] = squares / 10_000
    out[MISMATCH] = mismatch / 100
    out[MACHINES] = machines
    out[MIXED_MACHINES] = 1.0 if machines > 1 else 0.0
    out[MIXED_SPECIALTIES] = 1.0 if specialties > 1 else 0.0
    out[BREACH] = breach
    out[WORKERS] = workers


@part
def staffed(whole: int, takt: int, limit: Ints) -> tuple[float, float, int]:
    """Breach of the limits of time, squared deviation and workers of the best multiplicity."""
    best_breach, best_squares, best = 1e18, 1e18, 1
    for row in range(len(limit)):
        workers = limit[row, 0]
        missed = max(limit[row, 1] - whole, whole - limit[row, 2], 0)
        breach = _BROKEN + missed / takt if missed > 0 else 0.0
        over = workers * takt - whole
        squares = over * over / workers
        if breach < best_breach or (breach == best_breach and squares < best_squares):
            best_breach, best_squares, best = breach, squares, workers
    return best_breach, best_squares, best
