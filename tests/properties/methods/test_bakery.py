"""Balances of catalogue 95.1 on any bread shop."""

from __future__ import annotations

from itertools import count
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from potok.methods import calculate

several = settings(max_examples=50, deadline=None)
small = st.floats(0, 30).map(lambda number: round(number, 2))


@st.composite
def recipes(draw: st.DrawFn) -> dict[str, Any]:
    forms = st.sampled_from(["dry", "solution", "suspension"])
    return {
        "bowl_volume_l": draw(st.floats(50, 1000)),
        "flour_load_kg_per_100l": draw(st.floats(20, 45)),
        "flour_moisture_pct": draw(st.floats(10, 16)),
        "dough_moisture_pct": draw(st.floats(35, 50)),
        "ingredients": [
            {
                "name": f"С{place}",
                "kg_per_100kg_flour": draw(small),
                "moisture_pct": draw(st.floats(0, 100)),
                "form": draw(forms),
                "concentration_pct": draw(st.floats(5, 100)),
                "water_parts": draw(st.floats(0, 5)),
            }
            for place in range(draw(st.integers(0, 5)))
        ],
    }


@given(recipes())
@several
def test_what_is_dosed_makes_the_dough(recipe: dict[str, Any]) -> None:
    result: Any = calculate("bakery.bowl_recipe", recipe).result
    dosed = sum(row["dosed_kg"] for row in result["ingredients"])
    assert result["flour_kg"] + dosed + result["water_added_kg"] == pytest.approx(result["dough_kg"])
    dry = result["dough_kg"] * (1 - recipe["dough_moisture_pct"] / 100)
    assert dry == pytest.approx(result["dry_matter_kg"])


@given(st.floats(0.05, 3), st.floats(0, 30), st.floats(0, 10), st.floats(0, 5), st.floats(0, 2000))
@several
def test_pieces_and_the_rest_make_the_dough(
    loaf: float, baking: float, cooling: float, tolerance: float, dough: float
) -> None:
    result: Any = calculate(
        "bakery.piece_mass",
        {
            "loaf_kg": loaf,
            "baking_loss_pct": baking,
            "cooling_loss_pct": cooling,
            "divider_tolerance_pct": tolerance,
            "dough_kg": dough,
            "dough_per_100kg_flour_kg": 150,
        },
    ).result
    piece = result["dough_piece_kg"]
    assert result["dough_piece_min_kg"] <= piece <= result["dough_piece_max_kg"]
    assert loaf <= result["hot_loaf_kg"] <= piece * (1 + 1e-12)
    assert result["pieces_pcs"] * piece + result["dough_left_kg"] == pytest.approx(dough)
    assert -1e-6 <= result["dough_left_kg"] < piece
    assert result["bread_kg"] == pytest.approx(result["pieces_pcs"] * piece * result["yield_share"])


@given(st.floats(10, 60), st.floats(10, 60), st.floats(0, 1), st.integers(1, 12))
@several
def test_no_other_small_ratio_comes_nearer_to_the_target(
    first: float, second: float, share: float, largest: int
) -> None:
    first, second = round(first, 1), round(second, 1)
    if first == second:
        second += 1
    target = min(max(share * first + (1 - share) * second, min(first, second)), max(first, second))
    lots = [
        {"name": name, "indicators": {"x": value}, "stock_kg": 0}
        for name, value in (("А", first), ("Б", second))
    ]
    result: Any = calculate(
        "bakery.flour_blend",
        {
            "total_kg": 100,
            "target": {"indicator": "x", "value": target},
            "max_ratio": largest,
            "lots": lots,
        },
    ).result
    assert sum(result["exact_shares"]) == pytest.approx(1)
    assert sum(row["kg"] for row in result["lots"]) == pytest.approx(100)
    assert result["indicators"]["x"] - target == pytest.approx(result["deviation"], abs=1e-9)
    others = [(1, number) for number in range(1, largest + 1)]
    others += [(number, 1) for number in range(1, largest + 1)]
    nearest = min(abs((a * first + b * second) / (a + b) - target) for a, b in others)
    assert abs(result["deviation"]) == pytest.approx(nearest, abs=1e-7)


@st.composite
def days(draw: st.DrawFn) -> dict[str, Any]:
    names = [f"П{place}" for place in range(draw(st.integers(1, 3)))]
    numbers = count(1)
    products = [
        {
            "name": f"И{next(numbers)}",
            "plan_kg": draw(st.integers(0, 3000)),
            "ovens": [
                {"name": name, "kg_per_h": draw(st.integers(20, 200))}
                for name in draw(st.lists(st.sampled_from(names), unique=True, max_size=3))
            ],
        }
        for _ in range(draw(st.integers(0, 4)))
    ]
    return {
        "shifts": draw(st.integers(1, 3)),
        "changeover_h": draw(st.sampled_from([0, 0.5, 1, 9])),
        "ovens": [{"name": name, "hours_per_shift": 8} for name in names],
        "products": products,
    }


@given(days())
@several
def test_the_day_places_or_leaves_every_kilogram_and_no_oven_works_longer_than_it_may(
    day: dict[str, Any],
) -> None:
    result: Any = calculate("bakery.daily_plan", day).result
    left = sum(row["kg"] for row in result["unplaced"])
    assert result["planned_kg"] + left == pytest.approx(sum(item["plan_kg"] for item in day["products"]))
    assert result["planned_kg"] == pytest.approx(sum(line["kg"] for line in result["lines"]))
    for oven in result["ovens"]:
        baked = sum(line["hours"] for line in result["lines"] if line["oven"] == oven["name"])
        assert baked <= oven["busy_h"] + 1e-9
        assert oven["load_share"] <= 1 + 1e-9
    if day["changeover_h"] == 0:
        for row in result["unplaced"]:
            ovens = next(item["ovens"] for item in day["products"] if item["name"] == row["product"])
            loads = {oven["name"]: oven["load_share"] for oven in result["ovens"]}
            assert all(loads[oven["name"]] == pytest.approx(1) for oven in ovens)
