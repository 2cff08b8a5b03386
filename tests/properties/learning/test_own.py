from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from potok.learning.answers import check, own_answers
from potok.learning.own.making import LARGEST_SEED, make, themes


@pytest.mark.parametrize("name", themes())
@settings(max_examples=25, deadline=None)
@given(seed=st.integers(1, LARGEST_SEED))
def test_a_variant_from_any_seed_computes_and_its_own_answers_are_right(name: str, seed: int) -> None:
    answers = own_answers(make(name, seed))
    assert answers
    assert all(math.isfinite(answer.number) for answer in answers)
    assert all(row.right for row in check(answers, [answer.number for answer in answers]))
