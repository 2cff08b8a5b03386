"""Identities of catalogue chapter 90 on any structure."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from potok.methods import calculate

several = settings(max_examples=50, deadline=None)
weights = st.floats(0.1, 2).map(lambda number: round(number, 1))


@st.composite
def structures(draw: st.DrawFn) -> dict[str, Any]:
    codes = [f"к{place}" for place in range(draw(st.integers(1, 5)))]
    people = st.integers(0, 20)
    categories = [{"code": code, "name": code, "weight": draw(weights)} for code in codes]
    return {
        "categories": categories,
        "units": [
            {
                "name": f"Ц{place}",
                "s_prod": draw(st.floats(0.5, 6)),
                "people": {code: draw(people) for code in draw(st.sets(st.sampled_from(codes)))},
            }
            for place in range(draw(st.integers(1, 6)))
        ],
        "new_structure": {
            "name": "Новая",
            "categories": [{**category, "people": draw(people)} for category in categories],
        },
        "released": [],
    }


@given(structures())
@several
def test_units_and_categories_make_the_same_enterprise(structure: dict[str, Any]) -> None:
    result: Any = calculate("management.structure_complexity", structure).result
    existing = result["existing"]
    assert existing["s_org"] == pytest.approx(sum(row["s_org"] for row in result["units"]))
    assert existing["s_org"] == pytest.approx(sum(row["complexity"] for row in result["categories"]))
    assert existing["people"] == sum(row["people"] for row in result["categories"])
    assert existing["people"] - result["new"]["people"] == result["people_reduction"]
    assert sorted(result["ranking"]) == sorted(row["name"] for row in result["units"])
    loads = {row["name"]: row["s_spec"] for row in result["units"]}
    ranked = [loads[name] for name in result["ranking"] if loads[name] is not None]
    assert ranked == pytest.approx(sorted(ranked, reverse=True))
