"""Hand-overs between lines, listed for many lines at once."""

from __future__ import annotations

import numpy as np
import pytest

from potok.plant.model import Basis
from potok.scheduling.annealing.hands import hand_overs, line_table
from potok.scheduling.annealing.kernels.data import AT_START, Ints
from potok.scheduling.problem import Mode


def by_batches(batches: int, *, batch_s: int, amount: int) -> Mode:
    return Mode(0, Basis.BATCH, batches, batch_s, amount, batches * batch_s, 0, 0, 1)


def evenly(run_s: int) -> Mode:
    return Mode(0, Basis.RATE, 0, 0, 0, run_s, 0, 0, 1)


def handed(before: Mode, after: Mode, amount: int) -> tuple[list[list[int]], list[list[int]]]:
    """The hand-over and its portions, without the rows that end the tables."""
    hands, pieces = hand_overs(line_table([before]), line_table([after]), np.array([amount]))
    return _rows(hands), _rows(pieces)


def _rows(table: Ints) -> list[list[int]]:
    return [[int(value) for value in row] for row in table[:-1]]


def test_even_work_after_batches_uses_no_more_than_the_batches_before_hold() -> None:
    hands, pieces = handed(by_batches(3, batch_s=60, amount=10), evenly(250), 25)
    assert hands == [[60, 0, 0]]
    assert pieces == [[60, 0], [120, 100], [180, 200]]


def test_every_batch_waits_for_its_whole_amount_of_even_work() -> None:
    hands, pieces = handed(evenly(100), by_batches(2, batch_s=30, amount=15), 25)
    assert hands == [[AT_START, 0, 0]]
    assert pieces == [[60, 0], [100, 30]]


def test_of_batches_that_one_batch_fills_the_first_waits_for_all() -> None:
    _, pieces = handed(by_batches(2, batch_s=60, amount=20), by_batches(4, batch_s=30, amount=10), 40)
    assert pieces == [[60, 0], [120, 60]]


def test_even_work_after_even_work_has_no_portions() -> None:
    assert handed(evenly(100), evenly(50), 25) == ([[AT_START, 1, 0]], [])


@pytest.mark.parametrize("amount", [10**12, 10**16])
def test_amounts_and_times_whose_product_leaves_64_bits_are_exact(amount: int) -> None:
    _, pieces = handed(by_batches(2, batch_s=60, amount=amount), evenly(3 * 10**6 + 1), 2 * amount - 1)
    share = (3 * 10**6 + 1) * amount // (2 * amount - 1)
    assert pieces == [[60, 0], [120, share]]
