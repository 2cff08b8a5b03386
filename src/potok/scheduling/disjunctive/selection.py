"""Complete selections: what the search keeps, relinks and hands out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from potok.scheduling.disjunctive.kernels.graph import Ints, Shop, State, load
from potok.scheduling.disjunctive.problem import ShopProblem, ShopRow, topological_order


@dataclass(frozen=True, slots=True, eq=False)
class Selection:
    """A schedule as a selection of the disjunctive graph.

    Attributes:
        makespan: Its length.
        option: (n) options taken, indices into the options of the shop.
        head: (n) start of each operation.
        rank: (n) place in the sequence by start, a topological order.
        before: (n) operation before on the machine, −1 without.
    """

    makespan: int
    option: Ints
    head: Ints
    rank: Ints
    before: Ints

    @property
    def order(self) -> Ints:
        """(n) operations by start."""
        return np.argsort(self.rank, kind="stable")

    def distance(self, other: Selection) -> int:
        """How many operations have another option or another one before them."""
        return int(np.count_nonzero((self.option != other.option) | (self.before != other.before)))


def selected(shop: Shop, state: State, order: Ints, option: Ints) -> Selection:
    """The selection of a topological order and options; the state is loaded with it."""
    load(shop, state, order, option)
    by_start = np.lexsort((state.place, state.head))
    rank = np.empty_like(by_start)
    rank[by_start] = np.arange(len(by_start))
    makespan = int(state.end.max()) if len(by_start) else 0
    return Selection(makespan, state.option.copy(), state.head.copy(), rank, state.before.copy())


def rows_of(problem: ShopProblem, shop: Shop, selection: Selection) -> tuple[ShopRow, ...]:
    """The schedule in the order of the operations."""
    return tuple(
        ShopRow(
            job=operation.job,
            operation=operation.position,
            machine=int(shop.option_machine[option]),
            start=int(start),
            end=int(start + shop.option_time[option]),
        )
        for operation, option, start in zip(problem.operations, selection.option, selection.head, strict=True)
    )


def from_rows(problem: ShopProblem, shop: Shop, state: State, rows: Sequence[ShopRow]) -> Selection:
    """The selection of a schedule given in the order of the operations."""
    option = np.zeros(len(rows), np.int64)
    for node, (row, operation) in enumerate(zip(rows, problem.operations, strict=True)):
        taken = next(
            at
            for at, each in enumerate(operation.options)
            if each.machine == row.machine and each.duration == row.end - row.start
        )
        option[node] = shop.option_row[node] + taken
    start = np.array([row.start for row in rows], np.int64)
    end = np.array([row.end for row in rows], np.int64)
    turn = np.zeros(len(rows), np.int64)
    turn[topological_order(len(rows), problem.precedences)] = np.arange(len(rows))
    # Of operations that start together one that ends at once goes first; precedence breaks what ties remain.
    return selected(shop, state, np.lexsort((turn, end, start)), option)
