"""Positions and moments of a machine, as `potok.scheduling.axis` has them."""

from __future__ import annotations

from potok.compiled import part
from potok.scheduling.annealing.kernels.data import M_FIRST_WINDOW, W_CLOSE, W_OPEN, W_PASSED, Arrays, Ints


@part
def last_not_after(windows: Ints, column: int, low: int, high: int, value: int) -> int:
    """The last of windows[low:high] whose begin or position is not after a value; low − 1 = none."""
    while low < high:
        middle = (low + high) >> 1
        if windows[middle, column] <= value:
            low = middle + 1
        else:
            high = middle
    return low - 1


@part
def window_of_position(a: Arrays, machine: int, place: int) -> int:
    """The window in which work from a position on begins."""
    first, last = a.machines[machine, M_FIRST_WINDOW], a.machines[machine + 1, M_FIRST_WINDOW]
    return last_not_after(a.windows, W_PASSED, first, last, place)


@part
def position_in(a: Arrays, window: int, at: int) -> int:
    """Position of a moment not before this window and before the next one."""
    return int(a.windows[window, W_PASSED] + min(a.windows[window, W_CLOSE], at) - a.windows[window, W_OPEN])


@part
def moment_in(a: Arrays, window: int, place: int) -> int:
    """Moment of a position in a window."""
    return int(a.windows[window, W_OPEN] + place - a.windows[window, W_PASSED])


@part
def position(a: Arrays, machine: int, at: int) -> int:
    """Working seconds before a moment."""
    first, last = a.machines[machine, M_FIRST_WINDOW], a.machines[machine + 1, M_FIRST_WINDOW]
    index = last_not_after(a.windows, W_OPEN, first, last, at)
    return 0 if index < first else position_in(a, index, at)


@part
def begin(a: Arrays, machine: int, place: int) -> int:
    """The moment at which work from a position before the total on begins."""
    return moment_in(a, window_of_position(a, machine, place), place)


@part
def end(a: Arrays, machine: int, place: int) -> int:
    """The moment at which work up to a position in 1 … total is done."""
    return moment_in(a, window_of_position(a, machine, place - 1), place)
