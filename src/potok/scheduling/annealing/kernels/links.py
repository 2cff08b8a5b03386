"""How early an operation may begin after the one before it, as `potok.scheduling.overlap` says."""

from __future__ import annotations

from potok.compiled import part
from potok.scheduling.annealing.kernels.axis import (
    begin,
    end,
    last_not_after,
    moment_in,
    position,
    position_in,
    window_of_position,
)
from potok.scheduling.annealing.kernels.data import (
    AT_START,
    B_BODY,
    B_LINE,
    B_START,
    H_EVEN,
    H_FIRST_PIECE,
    H_GATE,
    L_MACHINE,
    L_RUN,
    M_FIRST_WINDOW,
    P_DONE,
    P_TAKEN,
    W_CLOSE,
    W_OPEN,
    W_PASSED,
    Arrays,
    Ints,
)


@part
def start_floor(a: Arrays, hand: int, before: Ints, machine: int) -> int:
    """Position before which the next operation does not start, set-up included.

    Args:
        hand: The hand-over.
        before: The operation before, as in `Queues.before`.
        machine: Of the next operation.
    """
    gate = a.hands[hand, H_GATE]
    of_before = a.lines[before[B_LINE], L_MACHINE]
    if gate == AT_START:
        moment = begin(a, of_before, before[B_START])
    else:
        moment = end(a, of_before, before[B_BODY] + gate)
    return position(a, machine, moment)


@part
def body_floor(a: Arrays, hand: int, before: Ints, line: int) -> int:
    """Position before which the work of the next operation does not begin.

    Args:
        hand: The hand-over.
        before: The operation before, as in `Queues.before`.
        line: Line of the next operation.
    """
    body = before[B_BODY]
    if a.hands[hand, H_EVEN] == 1:
        return _after_even(a, before[B_LINE], body, line)
    of_before, machine = a.lines[before[B_LINE], L_MACHINE], a.lines[line, L_MACHINE]
    last = a.machines[of_before + 1, M_FIRST_WINDOW]
    own, own_last = a.machines[machine, M_FIRST_WINDOW], a.machines[machine + 1, M_FIRST_WINDOW]
    piece, stop = a.hands[hand, H_FIRST_PIECE], a.hands[hand + 1, H_FIRST_PIECE]
    floor = -(1 << 60)
    here = window_of_position(a, of_before, body + a.pieces[piece, P_DONE] - 1)
    there = own - 1
    while piece < stop:
        place = body + a.pieces[piece, P_DONE]
        while here + 1 < last and a.windows[here + 1, W_PASSED] < place:
            here += 1
        at = moment_in(a, here, place)
        if there < own:
            there = last_not_after(a.windows, W_OPEN, own, own_last, at)
        while there + 1 < own_last and a.windows[there + 1, W_OPEN] <= at:
            there += 1
        ready = position_in(a, there, at) if there >= own else 0
        floor = max(floor, ready - a.pieces[piece, P_TAKEN])
        piece += 1
    return int(floor)


@part
def _after_even(a: Arrays, before: int, body: int, line: int) -> int:
    """Both work evenly: wherever one of the two curves bends, no more is used than was delivered."""
    of_before, machine = a.lines[before, L_MACHINE], a.lines[line, L_MACHINE]
    total, run = a.lines[before, L_RUN], a.lines[line, L_RUN]
    index = window_of_position(a, of_before, body)
    own, own_last = a.machines[machine, M_FIRST_WINDOW], a.machines[machine + 1, M_FIRST_WINDOW]
    done, since = 0, moment_in(a, index, body)
    floor = position(a, machine, since)
    # The first window of the next machine that closes after the work has begun.
    there = max(own, last_not_after(a.windows, W_OPEN, own, own_last, since))
    while there < own_last and a.windows[there, W_CLOSE] <= since:
        there += 1
    while done < total:
        if done > 0:
            # Over closed time nothing is delivered.
            index += 1
            allowed = run * done // total
            while there < own_last and a.windows[there, W_CLOSE] <= a.windows[index, W_OPEN]:
                floor = max(floor, _passed_at_close(a, there) - allowed)
                there += 1
            since = a.windows[index, W_OPEN]
            floor = max(floor, position(a, machine, since) - allowed)
        worked = min(total - done, a.windows[index, W_CLOSE] - since)
        until = since + worked
        while there < own_last and a.windows[there, W_CLOSE] <= until:
            allowed = run * (done + a.windows[there, W_CLOSE] - since) // total
            floor = max(floor, _passed_at_close(a, there) - allowed)
            there += 1
        done += worked
        floor = max(floor, position(a, machine, until) - run * done // total)
    last_second = position(a, machine, until - 1)
    return int(max(floor, last_second + 1 - run))


@part
def _passed_at_close(a: Arrays, window: int) -> int:
    return int(a.windows[window, W_PASSED] + a.windows[window, W_CLOSE] - a.windows[window, W_OPEN])
