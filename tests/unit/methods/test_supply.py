"""What the limits of resources refuse, warn of, and the forms their case does not show."""

from __future__ import annotations

from typing import Any

import pytest

from builders.sheets import recomputed
from potok.methods import calculate
from potok.notes.errors import InvalidInputError


def limits(**changes: Any) -> dict[str, Any]:
    resource = {
        "name": "Мука",
        "unit": "т",
        "price_rub": 100,
        "norms": {"Хлеб": 0.7},
        "actual_use": 77,
        **changes,
    }
    products = [
        {"name": "Хлеб", "plan_qty": 100, "actual_qty": 110},
        {"name": "Булки", "plan_qty": 50, "actual_qty": 0},
    ]
    return {"reserve_pct": 0, "products": products, "resources": [resource]}


def resource(given: dict[str, Any]) -> dict[str, Any]:
    rows: Any = calculate("supply.resource_limits", given).result["resources"]
    found: dict[str, Any] = rows[0]
    return found


def test_use_exactly_at_the_flexed_limit_keeps_it() -> None:
    row = resource(limits())
    assert row["requirement"] == pytest.approx(70)
    assert row["flexed_limit"] == pytest.approx(77)
    assert row["within_limit"] is True
    assert resource(limits(actual_use=77.001))["within_limit"] is False


def test_a_product_without_a_norm_needs_nothing() -> None:
    for norms in ({"Хлеб": 0.7}, {"Хлеб": 0.7, "Булки": None}, {"Хлеб": 0.7, "Булки": 0}):
        assert resource(limits(norms=norms))["requirement"] == pytest.approx(70)


def test_use_without_a_limit_has_no_percentage() -> None:
    note = calculate("supply.resource_limits", limits(norms={}, actual_use=3))
    rows: Any = note.result["resources"]
    assert (rows[0]["deviation"], rows[0]["deviation_pct"]) == (3, None)
    assert note.result["exceeded"] == ["Мука"]
    assert [warning.code for warning in note.warnings] == ["limit_exceeded"]


def test_the_unit_of_a_resource_may_be_empty_or_missing() -> None:
    for unit in ("", None):
        assert resource(limits(unit=unit))["limit"] == pytest.approx(70)


def test_norms_of_unknown_products_are_refused() -> None:
    with pytest.raises(InvalidInputError) as refused:
        calculate("supply.resource_limits", limits(norms={"Хлеб": -1, "Пирог": 2}))
    assert {(problem.field, problem.code) for problem in refused.value.problems} == {
        ("resources[0].norms.Хлеб", "out_of_range")
    }
    with pytest.raises(InvalidInputError) as refused:
        calculate("supply.resource_limits", limits(norms={"Пирог": 2}))
    assert {(problem.field, problem.code) for problem in refused.value.problems} == {
        ("resources[0].norms.Пирог", "unknown_reference")
    }


def test_the_cells_of_the_limits_follow_output_and_reserve() -> None:
    changed = {"products[0].actual_qty": 120.0, "reserve_pct": 5.0}
    cells = recomputed(calculate("supply.resource_limits", limits()), changed)
    given = {**limits(), "reserve_pct": 5}
    given["products"][0]["actual_qty"] = 120
    assert cells == pytest.approx(recomputed(calculate("supply.resource_limits", given)))
