"""A move leaves the graph as if it had been loaded anew."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from builders.small_shops import shops
from potok.scheduling.disjunctive.arrays import empty_state, shop_arrays
from potok.scheduling.disjunctive.kernels.graph import NONE, State, load, relocate
from potok.scheduling.disjunctive.kernels.moves import best_place
from potok.scheduling.disjunctive.problem import ShopProblem
from potok.scheduling.disjunctive.starts import dispatched, rule_keys


@settings(max_examples=30, deadline=None)
@given(shops(most=9), st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), max_size=8))
def test_after_any_row_of_moves_heads_tails_and_order_are_those_of_a_fresh_graph(
    problem: ShopProblem, moves: list[tuple[int, int]]
) -> None:
    shop = shop_arrays(problem)
    state = empty_state(shop, problem.machines)
    dispatched(shop, state, next(rule_keys(shop)))
    for turn, choice in moves:
        node = turn % len(problem.operations)
        first, behind = shop.option_row[node], shop.option_row[node + 1]
        option = first + choice % (behind - first)
        if shop.option_machine[option] == state.machine[node]:
            continue
        estimate, place = best_place(shop, state, np.full(problem.machines, NONE), node, option, 1 << 60)
        if estimate >= 0:
            relocate(shop, state, node, option, place)
        fresh = empty_state(shop, problem.machines)
        load(shop, fresh, state.order, state.option)
        for name in State._fields:
            if name != "held":
                assert np.array_equal(getattr(state, name), getattr(fresh, name)), name
