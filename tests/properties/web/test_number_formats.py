from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from potok.web import formats
from potok.web.components.fields import NumberField

quantities = st.decimals(min_value=-(10**12), max_value=10**12, places=3, allow_nan=False)


@settings(deadline=None, max_examples=200)
@given(quantities)
def test_a_number_written_on_a_page_is_read_back_as_itself(value: Decimal) -> None:
    assert NumberField().clean(formats.number(value)) == value


@settings(deadline=None, max_examples=100)
@given(quantities, st.integers(min_value=0, max_value=3))
def test_rounding_never_moves_a_number_further_than_half_of_its_last_digit(
    value: Decimal, decimals: int
) -> None:
    shown = NumberField().clean(formats.number(value, decimals))
    assert shown is not None
    assert abs(shown - value) <= Decimal(1).scaleb(-decimals) / 2


@settings(deadline=None, max_examples=100)
@given(quantities)
def test_a_number_never_breaks_over_two_lines(value: Decimal) -> None:
    assert not set(formats.quantity(value, "kg")) & {" ", "-"}
