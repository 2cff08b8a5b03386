"""What the kernels work on: one part of a problem, and a walk over its sequences, as arrays.

Time is as in `potok.scheduling.problem`: moments in seconds of plant local time, positions in working
seconds of a machine's axis. A *line* is one permitted machine of one operation, or work that stays; jobs,
operations, lines and machines are numbered from 0 within the part.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

#: `gate` of a hand-over: the next operation starts not before this one.
AT_START = -1
#: Choice of a line of an operation that goes wherever it is done first.
ANY = -1
#: Cap of an entry on which nothing counts.
NO_CAP = 1 << 62

#: Columns of `Arrays.windows`: begin and end, moments; working seconds of the machine before it.
W_OPEN, W_CLOSE, W_PASSED = 0, 1, 2
#: Columns of `Arrays.machines`: its first window, working seconds in all windows listed, 1 = there is no
#: working time after them.
M_FIRST_WINDOW, M_TOTAL, M_IS_WHOLE = 0, 1, 2
#: Columns of `Arrays.jobs`: its first operation, product, family (−1 = like no other), weight of a day
#: late, last release day on time, due day, moment from which some material has expired, row of `ready`.
J_FIRST_OPERATION, J_PRODUCT, J_FAMILY, J_WEIGHT, J_LAST_DAY, J_DUE_DAY, J_USE_BY, J_OFFICE = range(8)
#: Columns of `Arrays.operations`: its first line when it is free, its job, the line on which it stays
#: (−1 = it is free) with start and finish as moments, position of the start, set-up in seconds; its
#: machine in the earlier plan (−1 = that plan does not know it), begin and end of its shift there.
O_FIRST_LINE, O_JOB, O_HELD, O_START, O_FINISH, O_POSITION, O_SETUP, O_STOOD, O_FROM, O_UNTIL = range(10)
OPERATION_COLUMNS = 10
#: Columns of `Arrays.lines`: machine, working seconds after the set-up, set-up in full and after the same
#: family, product and family (−1 = like no other), 1 = it does not move, 1 = worked evenly (0 = by
#: batches), positions before which it does not start and its work does not begin, first hand-over to it:
#: one by each line of the free operation before it (−1 = none).
L_MACHINE, L_RUN, L_FULL, L_HALF, L_PRODUCT, L_FAMILY, L_STAYS, L_IS_EVEN, L_FLOOR, L_BODY, L_HAND = range(11)
LINE_COLUMNS = 11
#: Columns of `Arrays.hands`: working seconds after which the next operation may start, or `AT_START`;
#: 1 = handed on and taken evenly; its first portion when it is not.
H_GATE, H_EVEN, H_FIRST_PIECE = 0, 1, 2
#: Columns of `Arrays.pieces`: working seconds after which the portion is done; working seconds of the next
#: operation before which it is needed.
P_DONE, P_TAKEN = 0, 1
#: Columns of a queue: positions of start, work and end, bounds of the start, line.
Q_START, Q_BODY, Q_END, Q_FLOOR, Q_CAP, Q_LINE = range(6)
COLUMNS = 6
#: Places in `Queues.before`.
B_LINE, B_PLACE, B_START, B_BODY = range(4)
#: Places in `Arrays.moments`: release day of the first column of `ready`.
FIRST_DAY = 0
#: Places in `Arrays.weights`, as `potok.scheduling.objective.Weights` has them.
SETUP_MINUTE, CHANGE, EARLY_DAY = range(3)
#: Places in `Walk.where`: launch and finish of a job, 1 = work that stays begins too early, operations that
#: left their place in the earlier plan.
AT_LAUNCH, AT_FINISH, IN_CONFLICT, CHANGED = range(4)


class Arrays(NamedTuple):
    """A part; its rows by the columns above. One row more ends the list of machines, jobs and so on.

    Attributes:
        open_op: Operations with more than one line.
        ready: (·, days) day in the warehouse by day of release.
        weights: What the walk is guided by besides the days late.
    """

    windows: Ints
    machines: Ints
    jobs: Ints
    operations: Ints
    lines: Ints
    hands: Ints
    pieces: Ints
    open_op: Ints
    ready: Ints
    moments: Ints
    weights: Floats


class Queues(NamedTuple):
    """Queues of all machines.

    Attributes:
        row: (m + 1) where a machine's entries begin in `entries`.
        filled: (m) entries of a machine.
        entries: (·, 6) by position; columns are start, body, end, floor, cap, line.
        before: (4) scratch: line, place, start, work of the free operation before; line −1 = none.
        slot: (3) scratch: place in a queue, start, set-up.
        found: (6) scratch: line, place, start, set-up, floor, finish of an operation.
        undo: (operations of a job, 3) scratch: machine, place, start of the one behind.
    """

    row: Ints
    filled: Ints
    entries: Ints
    before: Ints
    slot: Ints
    found: Ints
    undo: Ints


class Walk(NamedTuple):
    """Where a walk is; of pairs the first is the current sequence, the second the one that is tried.

    Attributes:
        queues: Scratch of the decoder.
        sequence: (2, n) jobs in the order of placing.
        choice: (2, o) chosen line of an operation within its lines, or `ANY`.
        values: (2, n + 1) guide value of the jobs before each place.
        days: (2, n + 1) their weighted days late.
        kept: (2, c, ·, 6) entries of all machines before every `stride`-th place, packed.
        kept_count: (2, c, m) how many of each machine.
        best_sequence: (n).
        best_choice: (o).
        launch: (n) start of a job, by the last decoding to its end.
        finish: (n) its finish; −1 = it has no place.
        conflict: (n) 1 = work that stays begins before the rest of its job lets it.
        changed: (n) its operations that left their place in the earlier plan.
        where: (4) scratch of the decoder.
        counts: Whole numbers, see `STRIDE` and below.
        figures: Values of the current and of the best sequence.
        chance: Random numbers.
    """

    queues: Queues
    sequence: Ints
    choice: Ints
    values: Floats
    days: Ints
    kept: Ints
    kept_count: Ints
    best_sequence: Ints
    best_choice: Ints
    launch: Ints
    finish: Ints
    conflict: Ints
    changed: Ints
    where: Ints
    counts: Ints
    figures: Floats
    chance: Ints


#: Places in `Walk.counts`: distance of kept queues, sequences tried, those since the last better one,
#: weighted days of the best, of the current and of the tried sequence.
STRIDE, TRIED, IN_VAIN, BEST_DAYS, DAYS, NEW_DAYS = 0, 1, 2, 3, 4, 5
COUNTS = 6
#: Places in `Walk.figures`: value of the current, of the best and of the tried sequence.
VALUE, BEST_VALUE, NEW_VALUE = 0, 1, 2
FIGURES = 3
