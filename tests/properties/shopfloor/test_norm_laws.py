"""Laws of norms: however an order is divided into cards, they take together what the order takes."""

from __future__ import annotations

from decimal import Decimal
from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from potok.operations.shopfloor.norms import norms_of
from potok.plant.model import BomLine, Unit
from potok.plant.requirement import gross_of_line

LINES = st.lists(
    st.tuples(
        st.sampled_from(["A", "B", "C"]),
        st.decimals("0.000001", "50", places=6),
        st.sampled_from(list(Unit)),
        st.decimals("0", "20", places=2),
    ),
    min_size=1,
    max_size=4,
).map(
    lambda rows: [
        BomLine("P", place, item, qty, unit, loss)
        for place, (item, qty, unit, loss) in enumerate(rows, start=1)
    ]
)


@given(lines=LINES, cards=st.lists(st.integers(0, 500), min_size=1, max_size=8))
def test_cards_of_an_order_take_together_what_the_order_takes(lines: list[BomLine], cards: list[int]) -> None:
    befores = [0, *accumulate(cards)]
    norms = [norms_of(lines, before_pcs=before, pcs=pcs) for before, pcs in zip(befores, cards, strict=False)]
    whole: dict[str, Decimal] = {}
    for line in lines:
        taken = gross_of_line(line, sum(cards))
        whole[line.component_id] = whole.get(line.component_id, Decimal(0)) + taken
    assert {item: sum(norm[item] for norm in norms) for item in whole} == whole
    assert all(qty >= 0 for norm in norms for qty in norm.values())
