"""What every line hands on to every line of the next operation, listed for all of them at once.

A batch takes its whole amount when it begins and hands it on when it ends; a rate operation takes and
hands on evenly (conventions 2, `potok.scheduling.overlap`). Portions count in working seconds of the two
machines, so they hold wherever the operations come to lie.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import Any

import numpy as np
import numpy.typing as npt

from potok.plant.model import Basis
from potok.scheduling.annealing.kernels.data import AT_START, Ints
from potok.scheduling.problem import Mode

#: Columns of a table of lines: 1 = by batches (0 = evenly), batches, seconds and amount of one, seconds;
#: set-up in full and after the same family, machine of the problem.
BY_BATCHES, BATCHES, BATCH_S, BATCH_AMOUNT, RUN_S, FULL_S, HALF_S, MACHINE = range(8)
_FIGURES = attrgetter(
    "batches", "batch_s", "batch_amount", "run_s", "full_setup_s", "half_setup_s", "machine"
)
_MOST = 1 << 63


def line_table(modes: Sequence[Mode]) -> Ints:
    """(·, 8) the numbers of lines."""
    table = np.empty((len(modes), 8), np.int64)
    table[:, BY_BATCHES] = [mode.basis is Basis.BATCH for mode in modes]
    table[:, BATCHES:] = np.array(list(map(_FIGURES, modes)), dtype=np.int64).reshape(-1, 7)
    return table


def hand_overs(before: Ints, after: Ints, amount: Ints) -> tuple[Ints, Ints]:
    """Hand-overs from line to line, see the columns H_… and P_… of the kernels.

    Args:
        before: (p, 8) lines that hand on, as in `line_table`.
        after: (p, 8) the lines that take, in the same order.
        amount: (p) amount of the order.

    Returns:
        (p + 1, 3) hand-overs and (·, 2) their portions, each with one row more at its end.
    """
    by_batches, to_batches = before[:, BY_BATCHES] == 1, after[:, BY_BATCHES] == 1
    listed = np.where(to_batches, after[:, BATCHES], np.where(by_batches, before[:, BATCHES], 0))
    pair = np.repeat(np.arange(len(listed)), listed)
    number = np.arange(len(pair)) - np.repeat(np.cumsum(listed) - listed, listed)
    done, taken = _portions(before[pair], after[pair], amount[pair], number)
    is_first = np.ones(len(pair), dtype=np.bool_)  # of portions done at once the first is needed first
    is_first[1:] = (pair[1:] != pair[:-1]) | (done[1:] != done[:-1])
    count = np.bincount(pair[is_first], minlength=len(listed))
    hands = np.zeros((len(listed) + 1, 3), np.int64)
    hands[:-1, 0] = np.where(by_batches, before[:, BATCH_S], AT_START)
    hands[:-1, 1] = ~by_batches & ~to_batches
    hands[1:, 2] = np.cumsum(count)
    pieces = np.zeros((int(count.sum()) + 1, 2), np.int64)
    pieces[:-1, 0], pieces[:-1, 1] = done[is_first], taken[is_first]
    return hands, pieces


def _portions(
    before: npt.NDArray[Any], after: npt.NDArray[Any], amount: npt.NDArray[Any], number: npt.NDArray[Any]
) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
    """Working time after which a portion 0, 1 … is done; that of the next before which it is needed."""
    if _largest(amount) * _largest(before[:, RUN_S], after[:, RUN_S]) >= _MOST:
        before, after, amount = (table.astype(object) for table in (before, after, amount))
    to_batches = after[:, BY_BATCHES] == 1
    # Every batch waits for its whole amount.
    needed = np.minimum((number + 1) * after[:, BATCH_AMOUNT], amount)
    by_batch = -(-needed // np.maximum(before[:, BATCH_AMOUNT], 1)) * before[:, BATCH_S]
    evenly = -(-needed * before[:, RUN_S] // np.maximum(amount, 1))
    done = np.where(before[:, BY_BATCHES] == 1, by_batch, evenly)
    # Before each batch is there, even work uses no more than the batches before it hold.
    there = np.minimum(number * before[:, BATCH_AMOUNT], amount)
    allowed = after[:, RUN_S] * there // np.maximum(amount, 1)
    return (
        np.where(to_batches, done, (number + 1) * before[:, BATCH_S]),
        np.where(to_batches, number * after[:, BATCH_S], allowed),
    )


def _largest(*columns: npt.NDArray[Any]) -> int:
    return max((int(column.max()) for column in columns if len(column)), default=0)
