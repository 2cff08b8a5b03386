"""Identities of catalogue chapters 65, 85 and 95.6 on any plan."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from potok.methods import calculate

amounts = st.floats(0.5, 900).map(lambda number: round(number, 3))
some = st.just(0.0) | amounts
shares = st.sampled_from([0, 0.02, 0.133, 0.3])
several = settings(max_examples=40, deadline=None)


@st.composite
def resources(draw: st.DrawFn) -> list[dict[str, Any]]:
    return [
        {
            "group": draw(st.sampled_from(["raw", "fuel", "прочее"])),
            "name": f"Р{place}",
            "unit": "kg",
            "price_rub": draw(some),
            "norm_before": draw(some),
            "norm_after": draw(some),
        }
        for place in range(draw(st.integers(0, 4)))
    ]


@st.composite
def plans(draw: st.DrawFn) -> dict[str, Any]:
    return {
        "base": {
            "annual_output": draw(st.floats(1000, 9000)),
            "output_unit": "t",
            "unit_cost_rub": draw(amounts),
            "price_rub": draw(amounts),
            "workers_people": draw(st.integers(60, 200)),
            "fixed_costs_per_unit": [{"name": "Ц", "rub": draw(some)}, {"name": "З", "rub": draw(some)}],
        },
        "en_share": draw(shares),
        "measures": [
            {
                "id": f"m{place}",
                "title": f"М{place}",
                "start_month": draw(st.integers(1, 12)),
                "output_change": draw(st.floats(-150, 400)),
                "capex_rub": draw(some),
                "depreciation_share": draw(shares),
                "repair_share": draw(shares),
                "released_people": draw(st.integers(0, 9)),
                "annual_wage_rub": draw(some),
                "social_share": draw(shares),
                "safety_share": draw(shares),
                "resources": draw(resources()),
            }
            for place in range(draw(st.integers(1, 5)))
        ],
    }


@given(plans())
@several
def test_the_measures_add_up_to_the_plan(plan: dict[str, Any]) -> None:
    result = calculate("economics.measure_effect", plan).result
    rows, total = result["measures"], result["total"]
    for key in ("annual_saving_rub", "plan_saving_rub", "economic_effect_rub"):
        assert sum(row[key] for row in rows) == pytest.approx(total[key], rel=1e-8, abs=1e-6)
    change = sum(row["unit_cost_change_rub"] for row in rows)
    assert total["unit_cost_after_all_rub"] == pytest.approx(
        plan["base"]["unit_cost_rub"] + change, rel=1e-8, abs=1e-6
    )
    assert total["unit_cost_reduction_full_year_rub"] == pytest.approx(-change, rel=1e-8, abs=1e-6)
    fixed = sum(item["rub"] for item in plan["base"]["fixed_costs_per_unit"])
    whole = fixed * (plan["base"]["annual_output"] / result["output_after"] - 1)
    assert sum(row["fixed_cost_change_rub"] for row in rows) == pytest.approx(whole, rel=1e-8, abs=1e-6)


@given(plans())
@several
def test_the_causes_add_up_to_the_change_of_a_measure(plan: dict[str, Any]) -> None:
    result = calculate("economics.measure_effect", plan).result
    causes = (
        "fixed_cost_change_rub",
        "resource_cost_change_rub",
        "labour_cost_change_rub",
        "capital_charge_change_rub",
    )
    for row in result["measures"]:
        assert sum(row[key] for key in causes) == pytest.approx(
            row["unit_cost_change_rub"], rel=1e-8, abs=1e-9
        )
        assert sum(group["unit_saving_rub"] for group in row["resource_groups"]) == pytest.approx(
            -row["resource_cost_change_rub"], rel=1e-8, abs=1e-9
        )
        assert row["plan_saving_rub"] * 12 == pytest.approx(
            row["annual_saving_rub"] * row["months_active"], rel=1e-8, abs=1e-6
        )
        if row["payback_years"] is None:
            assert row["annual_saving_rub"] <= 0


@given(plans())
@several
def test_profit_grows_by_saving_and_by_output(plan: dict[str, Any]) -> None:
    total = calculate("economics.measure_effect", plan).result["total"]
    margin = plan["base"]["price_rub"] - plan["base"]["unit_cost_rub"]
    assert total["profit_change_rub"] == pytest.approx(
        total["plan_saving_rub"] + total["plan_output_increase"] * margin, rel=1e-8, abs=1e-4
    )
    growth = 100 * (100 + total["plan_output_increase_pct"]) / (100 + total["workers_change_pct"]) - 100
    assert total["productivity_growth_plan_pct"] == pytest.approx(growth, rel=1e-8, abs=1e-6)


@given(plans())
@several
def test_resources_alone_save_the_same_in_both_methods(plan: dict[str, Any]) -> None:
    row = plan["measures"][0]
    result = calculate("economics.measure_effect", plan).result
    listed = [{key: value for key, value in item.items() if key != "group"} for item in row["resources"]]
    alone = calculate(
        "economics.resource_saving",
        {
            "output_after": result["output_after"],
            "months_active": result["measures"][0]["months_active"],
            "released_people": 0,
            "annual_hours": 0,
            "resources": listed,
        },
    ).result
    groups = result["measures"][0]["resource_groups"]
    for key in ("annual_saving_rub", "plan_saving_rub"):
        assert alone[key] == pytest.approx(sum(group[key] for group in groups), rel=1e-8, abs=1e-6)


@st.composite
def cycles(draw: st.DrawFn) -> dict[str, Any]:
    first = draw(st.integers(1, 5))
    length = draw(st.integers(1, 7))
    return {
        "discount_share": draw(st.sampled_from([0, 0.05, 0.1, 0.15])),
        "base_year": first + draw(st.integers(0, 3)),
        "years": [
            {
                "year": first + place,
                "rd_rub": draw(some),
                "capital_rub": draw(some),
                "salvage_rub": draw(some),
                "output_t": draw(some),
                "unit_cost_rub_per_t": draw(some),
                "depreciation_in_cost_share": draw(shares),
                "consumer_opex_rub_per_t": draw(some),
                "consumer_depreciation_rub_per_t": draw(some),
                "consumer_capital_rub_per_t": draw(some),
                "consumption_norm_t_per_t": draw(amounts),
                "final_price_rub_per_t": draw(some),
            }
            for place in range(length)
        ],
        "stable": {
            "output_t": draw(amounts),
            "consumption_norm_t_per_t": draw(amounts),
            "final_price_rub_per_t": draw(amounts),
            "opex_rub_per_t": draw(some),
            "horizons_years": [1, 2, 5],
        },
    }


@given(cycles())
@several
def test_the_years_add_up_to_the_life_cycle(cycle: dict[str, Any]) -> None:
    result = calculate("economics.lifecycle_effect", cycle).result
    years = result["years"]
    near = {"rel": 1e-9, "abs": 1e-4}
    assert sum(row["discounted_effect_rub"] for row in years) == pytest.approx(result["effect_rub"], **near)
    assert years[-1]["cumulative_effect_rub"] == pytest.approx(result["effect_rub"], **near)
    parts = result["discounted_production_cost_rub"] + result["discounted_use_cost_rub"]
    assert parts == pytest.approx(result["discounted_cost_rub"], **near)
    for row in years:
        assert row["alpha"] == pytest.approx(
            (1 + cycle["discount_share"]) ** (cycle["base_year"] - row["year"])
        )


@given(cycles())
@several
def test_the_stable_effect_is_an_annuity_less_the_capital(cycle: dict[str, Any]) -> None:
    result = calculate("economics.lifecycle_effect", cycle).result
    stable, discount = result["stable"], cycle["discount_share"]
    assert stable["capital_rub"] == result["discounted_capital_rub"]
    for row in stable["horizons"]:
        annuity = sum((1 + discount) ** -year for year in range(1, int(row["years"]) + 1))
        gain = stable["annual_result_rub"] - stable["annual_opex_rub"]
        assert row["effect_rub"] == pytest.approx(
            gain * annuity - stable["capital_rub"], rel=1e-8, abs=1e-4 + 1e-9 * abs(gain * annuity)
        )


@given(
    st.integers(0, 250), st.integers(0, 30), st.integers(1, 900), st.integers(1, 3), st.integers(1, 4), shares
)
@several
def test_a_plan_of_output_counts_every_shift(
    full: int, short: int, per_shift: int, shifts: int, flows: int, second: float
) -> None:
    plan = {
        "full_days": full,
        "short_days": short,
        "vacation_days": 0,
        "full_day_h": 8,
        "short_day_h": 7,
        "output_per_shift_pcs": per_shift,
        "shifts": shifts,
        "flows": flows,
        "first_grade_pct": 100 * (1 - second),
        "second_grade_pct": 100 * second,
        "second_grade_discount_share": 0.05,
        "price_rub": 1000,
    }
    result = calculate("economics.output_plan", plan).result
    assert result["work_time_fund_h"] == 8 * full + 7 * short
    assert abs(result["short_shift_output_pcs"] - per_shift * 7 / 8) <= 0.5
    assert result["annual_output_pcs"] == shifts * flows * (
        per_shift * full + short * result["short_shift_output_pcs"]
    )
    assert result["commodity_output_krub"] == pytest.approx(result["annual_output_pcs"] * (1 - 0.05 * second))


@given(st.lists(st.tuples(amounts, some), min_size=1, max_size=6))
@several
def test_base_and_deviation_make_the_project(pairs: list[tuple[float, float]]) -> None:
    rows = [
        {"key": str(place), "name": "П", "unit": "шт.", "factory": factory, "project": project}
        for place, (factory, project) in enumerate(pairs)
    ]
    for row, (factory, project) in zip(
        calculate("economics.indicators", {"rows": rows}).result["rows"], pairs, strict=True
    ):
        assert factory + row["absolute"] == pytest.approx(project, rel=1e-8, abs=1e-9)
        assert factory * row["relative"] == pytest.approx(project, rel=1e-8, abs=1e-9)
        assert row["growth_pct"] == pytest.approx((row["relative"] - 1) * 100)
