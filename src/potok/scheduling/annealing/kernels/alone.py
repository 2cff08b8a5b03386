"""Jobs alone in the plant, as `potok.scheduling.alone.finish_in_turn` has it: no set-ups, no other work."""

from __future__ import annotations

from potok.compiled import compiled, part
from potok.scheduling.annealing.kernels.axis import end
from potok.scheduling.annealing.kernels.data import (
    B_BODY,
    B_LINE,
    B_START,
    J_FIRST_OPERATION,
    L_BODY,
    L_FLOOR,
    L_HAND,
    L_MACHINE,
    L_RUN,
    M_IS_WHOLE,
    M_TOTAL,
    O_FINISH,
    O_FIRST_LINE,
    O_HELD,
    Arrays,
    Ints,
)
from potok.scheduling.annealing.kernels.links import body_floor, start_floor
from potok.scheduling.annealing.kernels.placing import NOWHERE, PLACED, TOO_SHORT


@compiled
def finish_alone(a: Arrays, before: Ints, finish: Ints) -> int:
    """The finish of every job when each operation goes where it is done first.

    Args:
        before: (4) scratch, as `Queues.before`.
        finish: (n) gets the moments; −1 = there is no working time for the job.

    Returns:
        `PLACED`, or `TOO_SHORT` when the windows listed did not suffice.
    """
    for job in range(len(finish)):
        finish[job] = -1
        before[B_LINE] = -1
        for op in range(a.jobs[job, J_FIRST_OPERATION], a.jobs[job + 1, J_FIRST_OPERATION]):
            ended = _done_first(a, before, finish, job, op)
            if ended == TOO_SHORT:
                return TOO_SHORT
            if ended == NOWHERE:
                finish[job] = -1
                break
    return PLACED


@part
def _done_first(a: Arrays, before: Ints, finish: Ints, job: int, op: int) -> int:
    """Put an operation behind the one before it, on the line on which it is done first."""
    if a.operations[op, O_HELD] >= 0:
        finish[job] = a.operations[op, O_FINISH]
        before[B_LINE] = -1
        return PLACED
    first = a.operations[op, O_FIRST_LINE]
    best, best_start, best_finish = -1, 0, 0
    for line in range(first, a.operations[op + 1, O_FIRST_LINE]):
        machine = a.lines[line, L_MACHINE]
        start = max(a.lines[line, L_FLOOR], a.lines[line, L_BODY])
        if before[B_LINE] >= 0:
            hand = a.lines[line, L_HAND] + before[B_LINE] - a.operations[op - 1, O_FIRST_LINE]
            start = max(start, start_floor(a, hand, before, machine), body_floor(a, hand, before, line))
        stop = start + a.lines[line, L_RUN]
        if stop > a.machines[machine, M_TOTAL]:
            if a.machines[machine, M_IS_WHOLE] == 0:
                return TOO_SHORT
            continue
        done = end(a, machine, stop)
        if best < 0 or done < best_finish:
            best, best_start, best_finish = line, start, done
    if best < 0:
        return NOWHERE
    finish[job] = best_finish
    before[B_LINE], before[B_START], before[B_BODY] = best, best_start, best_start
    return PLACED
