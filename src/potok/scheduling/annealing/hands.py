"""What every line hands on to every line of the next operation, listed for all of them at once.

A batch takes its whole amount when it begins and hands it on when it ends; a rate operation takes and
hands on evenly (conventions 2, `potok.scheduling.overlap`). Portions count in working seconds of the two
machines, so they hold wherever the operations come to lie.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt

from potok.plant.model import Basis
from potok.scheduling.annealing.kernels.data import AT_START, Ints
from potok.scheduling.problem import Mode

#: Columns of a table of lines: 1 = by batches (0 = evenly), batches, seconds and amount of one, seconds.
_BY_BATCHES, _BATCHES, _BATCH_S, _BATCH_AMOUNT, _RUN_S = range(5)
_MOST = 1 << 63


def line_table(modes: Iterable[Mode]) -> Ints:
    """(·, 5) what the hand-overs ask of lines."""
    rows = [
        (mode.basis is Basis.BATCH, mode.batches, mode.batch_s, mode.batch_amount, mode.run_s)
        for mode in modes
    ]
    return np.array(rows, dtype=np.int64).reshape(-1, 5)


def hand_overs(before: Ints, after: Ints, amount: Ints) -> tuple[Ints, Ints]:
    """Hand-overs from line to line, see the columns H_… and P_… of the kernels.

    Args:
        before: (p, 5) lines that hand on, as in `line_table`.
        after: (p, 5) the lines that take, in the same order.
        amount: (p) amount of the order.

    Returns:
        (p + 1, 3) hand-overs and (·, 2) their portions, each with one row more at its end.
    """
    by_batches, to_batches = before[:, _BY_BATCHES] == 1, after[:, _BY_BATCHES] == 1
    listed = np.where(to_batches, after[:, _BATCHES], np.where(by_batches, before[:, _BATCHES], 0))
    pair = np.repeat(np.arange(len(listed)), listed)
    number = np.arange(len(pair)) - np.repeat(np.cumsum(listed) - listed, listed)
    done, taken = _portions(before[pair], after[pair], amount[pair], number)
    is_first = np.ones(len(pair), dtype=np.bool_)  # of portions done at once the first is needed first
    is_first[1:] = (pair[1:] != pair[:-1]) | (done[1:] != done[:-1])
    count = np.bincount(pair[is_first], minlength=len(listed))
    hands = np.zeros((len(listed) + 1, 3), np.int64)
    hands[:-1, 0] = np.where(by_batches, before[:, _BATCH_S], AT_START)
    hands[:-1, 1] = ~by_batches & ~to_batches
    hands[1:, 2] = np.cumsum(count)
    pieces = np.zeros((int(count.sum()) + 1, 2), np.int64)
    pieces[:-1, 0], pieces[:-1, 1] = done[is_first], taken[is_first]
    return hands, pieces


def _portions(
    before: npt.NDArray[Any], after: npt.NDArray[Any], amount: npt.NDArray[Any], number: npt.NDArray[Any]
) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
    """Working time after which a portion 0, 1 … is done; that of the next before which it is needed."""
    if _largest(amount) * _largest(before[:, _RUN_S], after[:, _RUN_S]) >= _MOST:
        before, after, amount = (table.astype(object) for table in (before, after, amount))
    to_batches = after[:, _BY_BATCHES] == 1
    # Every batch waits for its whole amount.
    needed = np.minimum((number + 1) * after[:, _BATCH_AMOUNT], amount)
    by_batch = -(-needed // np.maximum(before[:, _BATCH_AMOUNT], 1)) * before[:, _BATCH_S]
    evenly = -(-needed * before[:, _RUN_S] // np.maximum(amount, 1))
    done = np.where(before[:, _BY_BATCHES] == 1, by_batch, evenly)
    # Before each batch is there, even work uses no more than the batches before it hold.
    there = np.minimum(number * before[:, _BATCH_AMOUNT], amount)
    allowed = after[:, _RUN_S] * there // np.maximum(amount, 1)
    return (
        np.where(to_batches, done, (number + 1) * before[:, _BATCH_S]),
        np.where(to_batches, number * after[:, _BATCH_S], allowed),
    )


def _largest(*columns: npt.NDArray[Any]) -> int:
    return max((int(column.max()) for column in columns if len(column)), default=0)
