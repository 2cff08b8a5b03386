"""Identities of the limits of resources (catalogue 95.5)."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from potok.methods import calculate

amounts = st.floats(0, 1000).map(lambda number: round(number, 2))


def _norm(number: float) -> float:
    return round(number, 6)


@st.composite
def shops(draw: st.DrawFn) -> dict[str, Any]:
    names = [f"И{place}" for place in range(draw(st.integers(1, 4)))]
    return {
        "reserve_pct": draw(st.floats(0, 20)),
        "products": [
            {"name": name, "plan_qty": draw(amounts), "actual_qty": draw(amounts)} for name in names
        ],
        "resources": [
            {
                "name": f"Р{place}",
                "unit": "т",
                "price_rub": draw(amounts),
                "norms": {name: draw(st.none() | st.floats(0, 3).map(_norm)) for name in names},
                "actual_use": draw(amounts),
            }
            for place in range(draw(st.integers(1, 4)))
        ],
    }


@given(shops())
@settings(max_examples=50, deadline=None)
def test_limits_and_deviations_add_up(shop: dict[str, Any]) -> None:
    result: Any = calculate("supply.resource_limits", shop).result
    rows = result["resources"]
    assert result["limit_total_rub"] == pytest.approx(sum(row["limit_rub"] for row in rows))
    assert result["deviation_total_rub"] == pytest.approx(sum(row["deviation_rub"] for row in rows), abs=1e-6)
    assert result["exceeded"] == [row["name"] for row in rows if not row["within_limit"]]
    for row, given_row in zip(rows, shop["resources"], strict=True):
        assert row["limit"] >= row["requirement"]
        assert row["flexed_limit"] + row["deviation"] == pytest.approx(given_row["actual_use"], abs=1e-9)
    for product in shop["products"]:
        product["actual_qty"] = product["plan_qty"]
    to_plan: Any = calculate("supply.resource_limits", shop).result
    for row in to_plan["resources"]:
        assert row["flexed_limit"] == pytest.approx(row["limit"])
