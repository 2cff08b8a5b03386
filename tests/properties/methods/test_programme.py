"""Identities of catalogue chapter 60 and 95.6 on any programme."""

from __future__ import annotations

from itertools import pairwise
from math import prod
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from potok.methods import calculate
from potok.notes.note import FormulaStep

several = settings(max_examples=50, deadline=None)
positive = st.floats(0.01, 1e4).map(lambda number: round(number, 2))
amounts = st.just(0.0) | positive


@st.composite
def analyses(draw: st.DrawFn) -> dict[str, Any]:
    return {
        "result_name": "Выпуск",
        "result_unit": "т",
        "multiplier": draw(st.sampled_from([1, 0.001])),
        "factors": [
            {"code": str(place), "name": str(place), "base": draw(positive), "actual": draw(amounts)}
            for place in range(draw(st.integers(1, 6)))
        ],
    }


@given(analyses())
@several
def test_effects_add_up_and_indexes_multiply(analysis: dict[str, Any]) -> None:
    result: Any = calculate("programme.factor_analysis", analysis).result
    size = max(abs(part) for part in result["chain"])
    assert result["delta_sum"] == pytest.approx(result["delta"], abs=1e-9 * size)
    assert result["index_product"] == pytest.approx(result["index"])
    assert result["chain"][0] == pytest.approx(result["result_base"])
    assert result["chain"][-1] == pytest.approx(result["result_actual"])
    for row, (earlier, later) in zip(result["factors"], pairwise(result["chain"]), strict=True):
        assert row["delta"] == pytest.approx(later - earlier, abs=1e-9 * size)
    assert sum(row["delta_pct"] for row in result["factors"]) == pytest.approx(result["delta_pct"], abs=1e-6)


@given(analyses(), st.randoms())
@several
def test_the_order_moves_effects_but_no_index(analysis: dict[str, Any], random: Any) -> None:
    first: Any = calculate("programme.factor_analysis", analysis).result
    random.shuffle(analysis["factors"])
    second: Any = calculate("programme.factor_analysis", analysis).result
    indexes = [{row["code"]: row["index"] for row in result["factors"]} for result in (first, second)]
    assert indexes[0] == pytest.approx(indexes[1])
    size = max(*first["chain"], *second["chain"])
    assert first["delta_sum"] == pytest.approx(second["delta_sum"], abs=1e-9 * size)


@given(st.lists(st.tuples(amounts, amounts, positive), min_size=1, max_size=6), st.booleans())
@several
def test_no_credit_is_beyond_plan_or_fact(rows: list[tuple[float, float, float]], priced: bool) -> None:  # noqa: FBT001
    products = [
        {"name": str(place), "plan_qty": plan, "actual_qty": actual}
        | ({"price_rub_per_unit": price} if priced else {})
        for place, (plan, actual, price) in enumerate(rows)
    ]
    result: Any = calculate("programme.plan_fulfilment", {"qty_unit": "т", "products": products}).result
    assert result["credited_value"] <= min(result["plan_value"], result["actual_value"]) * (1 + 1e-12)
    assert result["credited_value"] + result["shortfall_value"] == pytest.approx(result["plan_value"])
    assert result["assortment_met"] == (not result["unmet_products"])
    if result["plan_value"]:
        assert result["assortment_pct"] <= min(100, result["fulfilment_pct"]) * (1 + 1e-12)
        if result["assortment_met"]:
            assert result["assortment_pct"] == pytest.approx(100)


@given(st.lists(st.tuples(amounts, amounts), min_size=1, max_size=12))
@several
def test_rhythm_is_never_above_one(rows: list[tuple[float, float]]) -> None:
    periods = [
        {"label": str(place), "plan_qty": plan, "actual_qty": actual}
        for place, (plan, actual) in enumerate(rows)
    ]
    result: Any = calculate("programme.rhythm", {"qty_unit": "т", "periods": periods}).result
    assert result["credited_qty"] + result["lost_output_qty"] == pytest.approx(result["plan_qty"])
    if result["plan_qty"]:
        assert 0 <= result["rhythm_share"] <= 1 + 1e-12
        assert result["rhythm_pct"] + result["lost_output_pct"] == pytest.approx(100)


@given(
    st.floats(0, 1e6),
    st.lists(st.tuples(amounts, st.floats(0, 12)), max_size=4),
    st.lists(st.tuples(amounts, st.floats(0, 12)), max_size=4),
)
@several
def test_the_average_lies_between_nothing_added_and_everything_added(
    start: float, come: list[tuple[float, float]], gone: list[tuple[float, float]]
) -> None:
    def rows(parts: list[tuple[float, float]]) -> list[dict[str, Any]]:
        return [{"name": "Р", "capacity": part, "months": months} for part, months in parts]

    result: Any = calculate(
        "programme.capacity",
        {"output_unit": "т", "capacity_start": start, "commissioned": rows(come), "retired": rows(gone)},
    ).result
    added, removed = sum(part for part, _ in come), sum(part for part, _ in gone)
    assert 0 <= result["commissioned_avg"] <= added + 1e-6
    assert -1e-6 <= result["retired_avg"] <= removed + 1e-6
    assert result["capacity_end"] == pytest.approx(start + added - removed, abs=1e-6)
    average = start + result["commissioned_avg"] - result["retired_avg"]
    assert result["capacity_avg_annual"] == pytest.approx(average, abs=1e-6)


grades = st.lists(st.integers(0, 100), min_size=3, max_size=3)


@given(st.lists(st.tuples(st.integers(1, 500), grades, grades), min_size=1, max_size=4))
@several
def test_coefficients_lie_between_the_worst_and_the_best_grade(
    rows: list[tuple[int, list[int], list[int]]],
) -> None:
    shares = (1, 0.9, 0.6)
    result: Any = calculate(
        "programme.quality_plan",
        {
            "grades": [{"name": str(share), "price_share": share} for share in shares],
            "products": [
                {"name": str(place), "price_rub": price, "plan_qty": plan, "actual_qty": actual}
                for place, (price, plan, actual) in enumerate(rows)
            ],
        },
    ).result
    for row in (*result["products"], result):
        for key in ("plan_coefficient", "actual_coefficient"):
            assert row[key] is None or 0.6 - 1e-12 <= row[key] <= 1 + 1e-12
    if all(sum(plan) and sum(actual) for _, plan, actual in rows):
        worth = sum(
            price * (row["actual_coefficient"] - row["plan_coefficient"]) * sum(actual)
            for (price, _, actual), row in zip(rows, result["products"], strict=True)
        )
        assert result["effect_rub"] == pytest.approx(worth, abs=1e-6)


@st.composite
def shops(draw: st.DrawFn) -> dict[str, Any]:
    names = [f"Т{place}" for place in range(draw(st.integers(1, 3)))]
    hours = st.none() | st.floats(0.1, 5).map(lambda number: round(number, 1))
    return {
        "equipment": [
            {"name": name, "count_pcs": draw(st.integers(1, 4)), "fund_h": draw(st.integers(10, 1000))}
            for name in names
        ],
        "products": [
            {
                "name": str(place),
                "plan_qty": draw(st.integers(1, 500)),
                "time_h": {name: draw(hours) for name in names},
            }
            for place in range(draw(st.integers(1, 4)))
        ],
    }


@given(shops())
@several
def test_the_share_is_bounded_by_any_prices_of_hours(shop: dict[str, Any]) -> None:
    """Weak duality: with every price of an hour the plan costs at least k of all hours."""
    result: Any = calculate("programme.interchangeable", shop).result
    funds = {row["name"]: row["count_pcs"] * row["fund_h"] for row in shop["equipment"]}
    assert result["fund_total_h"] == sum(funds.values())
    for prices in (dict.fromkeys(funds, 1), {name: 1 / fund for name, fund in funds.items()}):
        cheapest = [
            min((prices[name] * time for name, time in product["time_h"].items() if time), default=None)
            for product in shop["products"]
        ]
        if None in cheapest:
            assert result["fulfilment_share"] == 0
            continue
        plans = [product["plan_qty"] for product in shop["products"]]
        cost = sum(prod(pair) for pair in zip(plans, cheapest, strict=True))
        worth = sum(prices[name] * fund for name, fund in funds.items())
        assert result["fulfilment_share"] <= worth / cost * (1 + 1e-7)


@given(shops())
@several
def test_the_allocation_keeps_the_funds_and_fills_one(shop: dict[str, Any]) -> None:
    note = calculate("programme.interchangeable", shop)
    loads = [
        line.result.number
        for step in note.steps
        if isinstance(step, FormulaStep) and step.formula.id == "programme.allocated_load"
        for line in step.lines
    ]
    assert all(load <= 1 + 1e-7 for load in loads)
    if note.result["fulfilment_share"]:
        assert max(loads) == pytest.approx(1)


@given(st.lists(st.tuples(positive, positive, st.floats(0.1, 1)), min_size=1, max_size=5))
@several
def test_whole_cycles_never_give_more_and_the_limiting_stage_has_no_reserve(
    rows: list[tuple[float, float, float]],
) -> None:
    groups = [
        {
            "name": str(place),
            "count_pcs": 2,
            "effective_h": min(fund, 8784),
            "cycle_h": cycle,
            "raw_per_cycle": 3,
            "yield_share": share,
        }
        for place, (fund, cycle, share) in enumerate(rows)
    ]
    result: Any = calculate("programme.batch_capacity", {"groups": groups}).result
    for row, reserve in zip(result["groups"], result["reserve_share"], strict=True):
        assert row["capacity_whole_cycles"] <= row["capacity"] * (1 + 1e-9) + 1e-6
        assert row["cycles_raw"] - row["cycles_whole"] < 1
        assert 0 <= reserve < 1
        assert row["capacity"] * (1 - reserve) == pytest.approx(result["capacity"])
    assert result["reserve_share"][int(result["limiting"])] == pytest.approx(0, abs=1e-8)


@given(st.lists(amounts, min_size=12, max_size=12))
@several
def test_the_outputs_differ_by_the_changes_of_stocks(parts: list[float]) -> None:
    keys = (
        "finished_goods_rub",
        "semi_products_sold_rub",
        "services_rub",
        "capital_repairs_rub",
        "wip_start_rub",
        "wip_end_rub",
        "own_tools_start_rub",
        "own_tools_end_rub",
        "unsold_start_rub",
        "unsold_end_rub",
        "material_costs_rub",
        "depreciation_rub",
    )
    output = dict(zip(keys, parts, strict=True))
    result: Any = calculate("programme.output_values", output).result
    commodity = pytest.approx(result["commodity_output_rub"], abs=1e-6)
    tools = output["own_tools_end_rub"] - output["own_tools_start_rub"]
    assert result["sold_output_rub"] + result["unsold_change_rub"] == commodity
    assert result["gross_output_rub"] - result["wip_change_rub"] - tools == commodity
    costs = output["material_costs_rub"] + output["depreciation_rub"]
    assert result["net_output_rub"] + costs == pytest.approx(result["gross_output_rub"], abs=1e-6)
