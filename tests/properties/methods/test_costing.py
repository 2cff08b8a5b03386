"""Identities of catalogue chapters 80, 85 and 95 on any costs."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from potok.methods import calculate

amounts = st.floats(0.5, 900).map(lambda number: round(number, 3))
some = st.just(0.0) | amounts
percents = st.sampled_from([0, 1, 26.7, 67.112])
several = settings(max_examples=40, deadline=None)


def near(number: float) -> Any:
    return pytest.approx(number, rel=1e-9, abs=1e-7)


@st.composite
def variances(draw: st.DrawFn) -> dict[str, Any]:
    return {
        "output_unit": "t",
        "output_base": draw(amounts),
        "output_actual": draw(amounts),
        "workers_base_people": draw(st.integers(1, 50)),
        "workers_actual_people": draw(st.integers(1, 50)),
        "materials": [
            {
                "group": draw(st.sampled_from(["raw", "energy", "тара"])),
                "name": f"М{place}",
                "unit": "t",
                "norm_base": draw(some),
                "price_base_rub": draw(some),
                "norm_actual": draw(some),
                "price_actual_rub": draw(some),
                "returnable_waste": draw(st.booleans()),
            }
            for place in range(draw(st.integers(0, 5)))
        ],
        "wage_items": [
            {"name": f"З{place}", "base_rub": draw(amounts), "actual_rub": draw(some)}
            for place in range(draw(st.integers(1, 3)))
        ],
        "overhead_items": [
            {
                "name": f"Р{place}",
                "level": draw(st.sampled_from(["shop", "plant", "commercial"])),
                "base_rub": draw(some),
                "actual_rub": draw(some),
            }
            for place in range(draw(st.integers(0, 5)))
        ],
    }


@given(variances())
@several
def test_the_effects_add_up_to_the_change_of_the_cost(costs: dict[str, Any]) -> None:
    result = calculate("costing.variance", costs).result
    wages, overheads = result["wages"], result["overheads"]
    for row in result["materials"]:
        assert row["norm_effect_rub"] + row["price_effect_rub"] == near(row["change_rub"])
    effects = sum(group["norm_effect_rub"] + group["price_effect_rub"] for group in result["groups"].values())
    effects += wages["wage_rate_effect_rub"] + wages["productivity_effect_rub"]
    effects += overheads["volume_effect_rub"] + overheads["budget_effect_rub"]
    assert effects == near(result["change_rub"])
    assert result["change_rub"] == near(result["cost_actual_rub"] - result["cost_base_rub"])


@given(variances())
@several
def test_the_articles_and_the_levels_add_up_to_the_full_cost(costs: dict[str, Any]) -> None:
    result = calculate("costing.variance", costs).result
    articles = result["articles"]
    assert len(articles) == len(result["groups"]) + len(costs["wage_items"]) + len(costs["overhead_items"])
    for fact in ("base", "actual"):
        assert sum(row[f"{fact}_rub"] for row in articles) == near(result[f"cost_{fact}_rub"])
        levels = dict.fromkeys(("shop", "plant", "commercial"), 0.0)
        for row in costs["overhead_items"]:
            levels[row["level"]] += row[f"{fact}_rub"]
        shop, production = result[f"shop_cost_{fact}_rub"], result[f"production_cost_{fact}_rub"]
        assert production - shop == near(levels["plant"])
        assert result[f"cost_{fact}_rub"] - production == near(levels["commercial"])
    if result["cost_base_rub"] > 1:
        assert sum(row["change_pct_of_cost"] for row in articles) == pytest.approx(
            result["change_pct"], rel=1e-6, abs=1e-6
        )


@given(variances())
@several
def test_the_budget_effect_is_the_change_of_the_annual_overheads(costs: dict[str, Any]) -> None:
    overheads = calculate("costing.variance", costs).result["overheads"]
    change = overheads["annual_actual_rub"] - overheads["annual_base_rub"]
    assert overheads["budget_effect_rub"] * costs["output_actual"] == pytest.approx(
        change, rel=1e-6, abs=1e-4
    )


@st.composite
def calculations(draw: st.DrawFn) -> dict[str, Any]:
    def rows(least: int) -> list[dict[str, Any]]:
        return [
            {"name": f"Р{place}", "norm": draw(amounts), "price_rub": draw(some)}
            for place in range(draw(st.integers(least, 4)))
        ]

    return {
        "annual_output": draw(amounts),
        "materials": [row | {"returnable_waste": draw(st.booleans())} for row in rows(0)],
        "energy": rows(0),
        "wages_rub": draw(amounts),
        "social_pct": draw(percents),
        "equipment_upkeep_rub": draw(some),
        "shop_overhead_rub": draw(some),
        "plant_pct": draw(percents),
        "commercial_pct": draw(percents),
    }


@given(calculations())
@several
def test_the_articles_of_a_calculation_make_its_levels(calculation: dict[str, Any]) -> None:
    result = calculate("costing.calculation", calculation).result
    assert result["materials_gross_rub"] - result["waste_rub"] == near(result["materials_rub"])
    assert result["shop_cost_rub"] + result["plant_overhead_rub"] == near(result["production_cost_rub"])
    assert result["production_cost_rub"] + result["commercial_rub"] == near(result["full_cost_rub"])
    if abs(result["full_cost_rub"]) > 1:
        assert sum(result["structure_pct"].values()) == pytest.approx(100, abs=1e-4)


@given(
    st.lists(st.tuples(st.sampled_from(["materials", "wages", "depreciation"]), amounts), min_size=1), amounts
)
@several
def test_the_elements_and_the_articles_make_the_same_whole(
    articles: list[tuple[str, float]], price: float
) -> None:
    result = calculate(
        "costing.programme_result",
        {
            "annual_output": 1000,
            "price_rub_per_unit": price,
            "sort_coefficient_share": 0.95,
            "articles": [
                {"name": str(place), "element": element, "rub_per_unit": rub}
                for place, (element, rub) in enumerate(articles)
            ],
        },
    ).result
    cost = result["annual_cost_krub"]
    assert sum(row["annual_krub"] for row in result["articles"]) == near(cost)
    assert sum(result["elements_krub"].values()) == near(cost)
    assert sum(result["elements_pct"].values()) == near(100)
    assert sum(row["share_pct"] for row in result["articles"]) == near(100)
    assert result["cost_per_rouble_rub"] == near(100 / (100 + result["profitability_pct"]))


@given(st.lists(st.tuples(amounts, amounts), min_size=1, max_size=5), amounts, percents, percents)
@several
def test_the_price_bears_the_cost_the_profit_and_the_tax(
    materials: list[tuple[float, float]], wage: float, profit: float, vat: float
) -> None:
    result = calculate(
        "costing.unit_cost",
        {
            "materials": [
                {"name": str(place), "unit": "м", "price_rub": price, "norm": norm}
                for place, (price, norm) in enumerate(materials)
            ],
            "basic_wage_rub": wage,
            "additional_wage_pct": 10,
            "social_security_pct": 34,
            "insurance_pct": 1,
            "general_production_pct": 170,
            "general_factory_pct": 200,
            "commercial_pct": 1.5,
            "innovation_pct": 3,
            "profit_pct": profit,
            "vat_pct": vat,
            "sort_coefficient_share": 1,
        },
    ).result
    assert sum(row["cost_rub"] for row in result["materials"]) == near(result["material_cost_rub"])
    assert result["price_rub"] == near(result["full_cost_rub"] * (1 + profit / 100) * (1 + vat / 100))
    assert result["profitability_pct"] == near(profit)
    assert result["cost_per_rouble_rub"] * result["price_rub"] == near(result["full_cost_rub"])


@st.composite
def budgets(draw: st.DrawFn) -> dict[str, Any]:
    money = ("special_sales_rub", "fixed_sales_rub", "indirect_production_rub", "supply_rub")
    product = ("qty", "price_rub", "purchase_rub", "direct_rub", "sales_variable_rub")
    return {
        "company_fixed_rub": draw(amounts),
        "company_targets": {"result_rub": draw(amounts)},
        "units": [
            {
                "name": f"У{place}",
                "products": [
                    {"name": "П"} | {key: draw(some) for key in product}
                    for _ in range(draw(st.integers(0, 3)))
                ],
                "targets": {"result_rub": draw(amounts), "revenue_rub": draw(some)},
            }
            | {key: draw(some) for key in money}
            for place in range(draw(st.integers(1, 4)))
        ],
    }


@given(budgets())
@several
def test_the_units_make_the_company(budget: dict[str, Any]) -> None:
    result = calculate("costing.internal_budget", budget).result
    units, company = result["units"], result["company"]
    fixed = budget["company_fixed_rub"]
    for key in ("revenue_rub", "variable_rub", "contribution_1_rub", "contribution_2_rub"):
        assert sum(row[key] for row in units) == near(company[key])
    assert sum(row["result_rub"] for row in units) - fixed == near(company["result_rub"])
    assert sum(row["costs_rub"] for row in units) + fixed == near(company["costs_rub"])
    for row in (*units, company):
        assert row["revenue_rub"] - row["costs_rub"] == pytest.approx(row["result_rub"], rel=1e-6, abs=1e-4)
        assert row["goals_met"] == all(gap >= -1e-6 for gap in row["deviations"].values())
    assert result["replan_units"] == [row["name"] for row in units if not row["goals_met"]]
