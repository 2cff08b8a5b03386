"""A shop problem and selections as the arrays of the kernels."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from potok.scheduling.disjunctive.kernels.graph import Ints, Shop, State
from potok.scheduling.disjunctive.kernels.tabu import Memory
from potok.scheduling.disjunctive.problem import ShopProblem

_ARCS = 1 << 15


def shop_arrays(problem: ShopProblem) -> Shop:
    """The problem as arrays (see `Shop`)."""
    count = len(problem.operations)
    before: list[list[int]] = [[] for _ in range(count)]
    after: list[list[int]] = [[] for _ in range(count)]
    for first, second in dict.fromkeys(problem.precedences):
        before[second].append(first)
        after[first].append(second)
    pred_row, pred = _rows(before)
    succ_row, succ = _rows(after)
    option_row, machine = _rows([[option.machine for option in each.options] for each in problem.operations])
    _, time = _rows([[option.duration for option in each.options] for each in problem.operations])
    return Shop(pred_row, pred, succ_row, succ, option_row, machine, time)


def empty_state(shop: Shop, machines: int) -> State:
    """A state to be loaded."""
    count = len(shop.option_row) - 1
    fields = {name: np.zeros(count, np.int64) for name in State._fields}
    fields["first"] = np.zeros(machines, np.int64)
    return State(**fields)


def empty_memory(shop: Shop, machines: int) -> Memory:
    """A memory of nothing."""
    count = len(shop.option_row) - 1
    fields = {name: np.zeros(count, np.int64) for name in Memory._fields}
    fields["arc_until"] = np.zeros(_ARCS, np.int64)
    fields["option_until"] = np.zeros(len(shop.option_time), np.int64)
    fields["tally"] = np.zeros(3, np.int64)
    fields["cursor"] = np.zeros(machines, np.int64)
    fields["pick"] = np.zeros(6, np.int64)
    return Memory(**fields)


def _rows(lists: Sequence[Sequence[int]]) -> tuple[Ints, Ints]:
    """Compressed rows: where each list begins, and all of them joined."""
    row = np.zeros(len(lists) + 1, np.int64)
    np.cumsum([len(each) for each in lists], out=row[1:])
    return row, np.array([item for each in lists for item in each], np.int64)
