"""A job into the first places that fit, as `potok.scheduling.dispatch.Shop.place` does it."""

from __future__ import annotations

from potok.compiled import part
from potok.scheduling.annealing.kernels.axis import begin, end, position
from potok.scheduling.annealing.kernels.data import (
    ANY,
    AT_FINISH,
    AT_LAUNCH,
    B_BODY,
    B_LINE,
    B_PLACE,
    B_START,
    CHANGED,
    IN_CONFLICT,
    J_FIRST_OPERATION,
    L_BODY,
    L_FLOOR,
    L_HAND,
    L_IS_EVEN,
    L_MACHINE,
    L_RUN,
    M_IS_WHOLE,
    M_TOTAL,
    O_FINISH,
    O_FIRST_LINE,
    O_FROM,
    O_HELD,
    O_POSITION,
    O_SETUP,
    O_START,
    O_STOOD,
    O_UNTIL,
    Q_CAP,
    Arrays,
    Ints,
    Queues,
)
from potok.scheduling.annealing.kernels.links import body_floor, start_floor
from potok.scheduling.annealing.kernels.queue import find, insert, take_back

#: How placing a job ended; `TOO_SHORT` = the windows listed are used up although there are more.
PLACED, NOWHERE, TOO_SHORT = 0, 1, 2


@part
def place_job(a: Arrays, q: Queues, job: int, choice: Ints, where: Ints) -> int:
    """Put all free operations of a job into the queues; nothing is changed when one finds no time.

    Args:
        choice: (o) chosen lines, or `ANY`.
        where: (4) gets launch, finish, whether work that stays begins too early, operations changed.

    Returns:
        `PLACED`, `NOWHERE` or `TOO_SHORT`.
    """
    first, last = a.jobs[job, J_FIRST_OPERATION], a.jobs[job + 1, J_FIRST_OPERATION]
    undo, found, before = q.undo, q.found, q.before
    put = 0
    before[B_LINE] = -1
    where[AT_LAUNCH], where[AT_FINISH], where[IN_CONFLICT], where[CHANGED] = 0, 0, 0, 0
    for op in range(first, last):
        if a.operations[op, O_HELD] >= 0:
            launch = a.operations[op, O_START]
            machine = a.lines[a.operations[op, O_HELD], L_MACHINE]
            where[AT_FINISH] = a.operations[op, O_FINISH]
            if before[B_LINE] >= 0:
                _keep_start(a, q, launch)
                where[IN_CONFLICT] |= _is_too_early(a, q, op)
            before[B_LINE] = -1
        else:
            ended = _choose(a, q, op, choice[op])
            if ended != PLACED:
                while put > 0:
                    put -= 1
                    take_back(q, undo[put, 0], undo[put, 1], undo[put, 2])
                return ended
            line, place, start, setup, floor = found[0], found[1], found[2], found[3], found[4]
            machine = a.lines[line, L_MACHINE]
            launch = begin(a, machine, start)
            where[AT_FINISH] = found[5]
            if before[B_LINE] >= 0:
                floor = max(floor, position(a, machine, _keep_start(a, q, launch)))
            undo[put, 0], undo[put, 1] = machine, place
            undo[put, 2] = insert(a, q, line, place, start, setup, floor)
            put += 1
            before[B_LINE], before[B_PLACE] = line, place
            before[B_START], before[B_BODY] = start, start + setup
        if op == first:
            where[AT_LAUNCH] = launch
        if a.operations[op, O_STOOD] >= 0:
            where[CHANGED] += _is_changed(a, op, machine, launch)
    return PLACED


@part
def _is_changed(a: Arrays, op: int, machine: int, launch: int) -> int:
    """1 when an operation of the earlier plan has left its machine or its shift."""
    of_operation = a.operations[op]
    in_shift = of_operation[O_FROM] <= launch < of_operation[O_UNTIL]
    return 0 if in_shift and of_operation[O_STOOD] == machine else 1


@part
def _choose(a: Arrays, q: Queues, op: int, choice: int) -> int:
    """The line on which an operation is done first: line, place, start, set-up, floor, finish."""
    slot, found, before = q.slot, q.found, q.before
    found[0] = -1
    first = a.operations[op, O_FIRST_LINE]
    for line in range(first, a.operations[op + 1, O_FIRST_LINE]):
        if choice not in (ANY, line - first):
            continue
        machine = a.lines[line, L_MACHINE]
        floor, lowest = a.lines[line, L_FLOOR], a.lines[line, L_BODY]
        if before[B_LINE] >= 0:
            hand = a.lines[line, L_HAND] + before[B_LINE] - a.operations[op - 1, O_FIRST_LINE]
            floor = max(floor, start_floor(a, hand, before, machine))
            lowest = max(lowest, body_floor(a, hand, before, line))
        find(a, q, line, floor, lowest, slot)
        stop = slot[1] + slot[2] + a.lines[line, L_RUN]
        if stop > a.machines[machine, M_TOTAL]:
            if a.machines[machine, M_IS_WHOLE] == 0:
                return TOO_SHORT
            continue
        finish = end(a, machine, stop)
        if found[0] < 0 or finish < found[5] or (finish == found[5] and slot[2] < found[3]):
            found[0], found[1], found[2], found[3] = line, slot[0], slot[1], slot[2]
            found[4], found[5] = floor, finish
    return NOWHERE if found[0] < 0 else PLACED


@part
def _keep_start(a: Arrays, q: Queues, next_start: int) -> int:
    """Keep evenly worked work from starting after its next operation when set-ups change.

    Returns:
        A moment that the start of the next operation must not pass on its way to earlier times.
    """
    line = q.before[B_LINE]
    if a.lines[line, L_IS_EVEN] == 0:
        return 0
    machine = a.lines[line, L_MACHINE]
    between = min(begin(a, machine, q.before[B_BODY]), next_start)
    q.entries[q.row[machine] + q.before[B_PLACE], Q_CAP] = position(a, machine, between + 1) - 1
    return int(between)


@part
def _is_too_early(a: Arrays, q: Queues, op: int) -> int:
    """1 when work that stays begins before the free operation before it can have handed on enough."""
    line = a.operations[op, O_HELD]
    hand = a.lines[line, L_HAND] + q.before[B_LINE] - a.operations[op - 1, O_FIRST_LINE]
    starts = a.operations[op, O_POSITION]
    if starts < start_floor(a, hand, q.before, a.lines[line, L_MACHINE]):
        return 1
    begins = starts + a.operations[op, O_SETUP]
    return 1 if begins < body_floor(a, hand, q.before, line) else 0
