"""From a sequence to queues: only from the place where it differs from the current one."""

from __future__ import annotations

from potok.compiled import part
from potok.scheduling.annealing.kernels.data import (
    AT_FINISH,
    AT_LAUNCH,
    CHANGE,
    CHANGED,
    COLUMNS,
    EARLY_DAY,
    FIRST_DAY,
    IN_CONFLICT,
    J_DUE_DAY,
    J_LAST_DAY,
    J_OFFICE,
    J_USE_BY,
    J_WEIGHT,
    NEW_DAYS,
    NEW_VALUE,
    Q_BODY,
    Q_START,
    SETUP_MINUTE,
    STRIDE,
    Arrays,
    Ints,
    Queues,
    Walk,
)
from potok.scheduling.annealing.kernels.placing import NOWHERE, PLACED, TOO_SHORT, place_job

#: Guide of the search in weighted days, as `potok.scheduling.objective` has it.
LATE_AT_ALL, DAY_BEHIND, EXPIRING = 0.3, 0.1, 0.5
UNPLANNED, CONFLICT = 1_000_000, 100_000
SECONDS_A_DAY = 86_400

#: How a decoding ended besides `PLACED` and `TOO_SHORT`.
TOO_BAD = 3


@part
def decode(a: Arrays, w: Walk, first: int, worst: float) -> int:
    """Place the tried sequence, which agrees with the current one before the place `first`.

    Args:
        worst: Give up when the value exceeds this.

    Returns:
        `PLACED`, `TOO_BAD` or `TOO_SHORT`.
    """
    stride = w.counts[STRIDE]
    kept = first // stride
    lay(w.queues, w.kept[0, kept], w.kept_count[0, kept])
    value, days = w.values[0, kept * stride], w.days[0, kept * stride]
    sequence, choice = w.sequence[1], w.choice[1]
    where, per_change, per_early_day = w.where, a.weights[CHANGE], a.weights[EARLY_DAY]
    for at in range(kept * stride, len(sequence)):
        if at % stride == 0 and at // stride > kept:
            keep(w.queues, w.kept[1, at // stride], w.kept_count[1, at // stride])
        job = sequence[at]
        w.values[1, at], w.days[1, at] = value, days
        ended = place_job(a, w.queues, job, choice, where)
        if ended == TOO_SHORT:
            return TOO_SHORT
        w.launch[job], w.finish[job] = where[AT_LAUNCH], where[AT_FINISH]
        w.conflict[job], w.changed[job] = where[IN_CONFLICT], where[CHANGED]
        if ended == NOWHERE:
            w.finish[job] = -1
            days += a.jobs[job, J_WEIGHT] * UNPLANNED
            value += a.jobs[job, J_WEIGHT] * UNPLANNED
        else:
            late = days_late(a, job, where[AT_FINISH])
            days += a.jobs[job, J_WEIGHT] * (late + CONFLICT * where[IN_CONFLICT])
            early = max(0, a.jobs[job, J_LAST_DAY] - where[AT_FINISH] // SECONDS_A_DAY)
            value += per_early_day * early + per_change * where[CHANGED] + _guide(a, job, where, late)
        if value > worst:
            return TOO_BAD
    count = len(sequence)
    w.values[1, count], w.days[1, count] = value, days
    value += setup_time(w.queues) / 60 * a.weights[SETUP_MINUTE]
    w.figures[NEW_VALUE], w.counts[NEW_DAYS] = value, days
    return TOO_BAD if value > worst else PLACED


@part
def days_late(a: Arrays, job: int, finish: int) -> int:
    """Calendar days between the due date and release plus quality control."""
    release = finish // SECONDS_A_DAY
    if release <= a.jobs[job, J_LAST_DAY]:
        return 0
    return int(a.ready[a.jobs[job, J_OFFICE], release - a.moments[FIRST_DAY]] - a.jobs[job, J_DUE_DAY])


@part
def _guide(a: Arrays, job: int, where: Ints, late: int) -> float:
    """Weighted days late, smoothed so that the search sees a way down within a day."""
    value = 0.0
    if late > 0:
        behind = where[AT_FINISH] / SECONDS_A_DAY - a.jobs[job, J_LAST_DAY] - 1
        value += a.jobs[job, J_WEIGHT] * (late + LATE_AT_ALL + DAY_BEHIND * behind)
    if where[IN_CONFLICT] == 1:
        value += a.jobs[job, J_WEIGHT] * CONFLICT
    if where[AT_LAUNCH] >= a.jobs[job, J_USE_BY]:
        value += EXPIRING
    return float(value)


@part
def setup_time(q: Queues) -> int:
    """Set-up time in all queues, seconds."""
    seconds = 0
    for machine in range(len(q.filled)):
        for at in range(q.row[machine], q.row[machine] + q.filled[machine]):
            seconds += q.entries[at, Q_BODY] - q.entries[at, Q_START]
    return int(seconds)


@part
def keep(q: Queues, kept: Ints, kept_count: Ints) -> None:
    """Keep the queues, packed."""
    put = 0
    for machine in range(len(q.filled)):
        kept_count[machine] = q.filled[machine]
        for at in range(q.row[machine], q.row[machine] + q.filled[machine]):
            for column in range(COLUMNS):
                kept[put, column] = q.entries[at, column]
            put += 1


@part
def lay(q: Queues, kept: Ints, kept_count: Ints) -> None:
    """Lay kept queues on the scratch."""
    taken = 0
    for machine in range(len(q.filled)):
        q.filled[machine] = kept_count[machine]
        for at in range(q.row[machine], q.row[machine] + q.filled[machine]):
            for column in range(COLUMNS):
                q.entries[at, column] = kept[taken, column]
            taken += 1


@part
def accept(w: Walk, first: int) -> None:
    """Make the tried sequence the current one."""
    stride = w.counts[STRIDE]
    kept = first // stride
    count = w.sequence.shape[1]
    for at in range(kept * stride, count):
        w.sequence[0, at] = w.sequence[1, at]
    for at in range(kept * stride, count + 1):
        w.values[0, at], w.days[0, at] = w.values[1, at], w.days[1, at]
    for op in range(w.choice.shape[1]):
        w.choice[0, op] = w.choice[1, op]
    machines = w.kept_count.shape[2]
    for place in range(kept + 1, w.kept.shape[1]):
        rows = 0
        for machine in range(machines):
            w.kept_count[0, place, machine] = w.kept_count[1, place, machine]
            rows += w.kept_count[1, place, machine]
        for row in range(rows):
            for column in range(COLUMNS):
                w.kept[0, place, row, column] = w.kept[1, place, row, column]
