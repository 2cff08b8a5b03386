"""Identities of catalogue chapter 17."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from potok.methods import calculate

tonnes = st.just(0.0) | st.floats(0.5, 500).map(lambda number: round(number, 2))
several = settings(max_examples=50, deadline=None)


@st.composite
def outputs(draw: st.DrawFn) -> dict[str, Any]:
    parts = draw(st.integers(1, 6))
    series = st.lists(tonnes, min_size=parts, max_size=parts)
    return {
        "periods": [str(part) for part in range(parts)],
        "products": [
            {"name": f"И{place}", "plan_t": draw(series), "actual_t": draw(series)}
            for place in range(draw(st.integers(1, 4)))
        ],
    }


@given(outputs())
@several
def test_credited_and_missed_output_make_the_plan(output: dict[str, Any]) -> None:
    result = calculate("organisation.rhythm", output).result
    for product in result["products"]:
        assert product["credited_t"] + product["missed_output_t"] == pytest.approx(product["plan_total_t"])
        assert product["credited_t"] <= product["actual_total_t"] + 1e-9
        rhythm = product["rhythm_coefficient_share"]
        if rhythm is not None:
            assert 0 <= rhythm <= 1 + 1e-12
            assert product["missed_output_pct"] == pytest.approx(100 * (1 - rhythm), abs=1e-9)
        assert product["arrhythmia_number"] == pytest.approx(
            product["negative_arrhythmia"] + product["positive_arrhythmia"]
        )
    assert result["total_missed_output_t"] == pytest.approx(
        sum(product["missed_output_t"] for product in result["products"])
    )


@given(outputs())
@several
def test_the_total_rhythm_lies_between_those_of_the_products(output: dict[str, Any]) -> None:
    result = calculate("organisation.rhythm", output).result
    rhythms = [product["rhythm_coefficient_share"] for product in result["products"]]
    known = [rhythm for rhythm in rhythms if rhythm is not None]
    if known:
        assert min(known) - 1e-9 <= result["total_rhythm_coefficient_share"] <= max(known) + 1e-9
    else:
        assert result["total_rhythm_coefficient_share"] is None


@given(outputs())
@several
def test_output_to_plan_has_full_rhythm_and_no_arrhythmia(output: dict[str, Any]) -> None:
    for product in output["products"]:
        product["actual_t"] = product["plan_t"]
    for product in calculate("organisation.rhythm", output).result["products"]:
        assert product["rhythm_coefficient_share"] in (None, pytest.approx(1))
        assert product["arrhythmia_number"] == 0


@given(st.floats(0.1, 5), st.lists(st.floats(0.1, 9), min_size=1, max_size=8))
@several
def test_the_mean_load_is_never_below_the_inverse_of_the_mean_capacity(
    task: float, capacities: list[float]
) -> None:
    machines = [{"name": f"М{place}", "capacity_t_per_h": item} for place, item in enumerate(capacities)]
    result = calculate("organisation.proportionality", {"task_t_per_h": task, "equipment": machines}).result
    assert result["proportionality_share"] * result["capacity_ratio_share"] >= 1 - 1e-9
    assert 0 < result["min_to_max_share"] <= 1
    assert bool(result["bottlenecks"]) == (max(result["loads_share"]) > 1 + 1e-9)


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 30)), min_size=1, max_size=9))
@several
def test_the_overlap_equals_a_count_minute_by_minute(bars: list[tuple[int, int]]) -> None:
    bars = [*bars, (0, 1)]
    operations = [
        {"name": f"О{place}", "start_min": start, "finish_min": start + length}
        for place, (start, length) in enumerate(bars)
    ]
    result = calculate("organisation.parallelism", {"operations": operations}).result
    running = [sum(start <= minute < start + length for start, length in bars) for minute in range(91)]
    assert result["simultaneous_min"] == sum(count > 1 for count in running)
    assert result["mean_concurrency"] * result["cycle_min"] == pytest.approx(sum(running))
    assert 0 <= result["parallelism_share"] <= 1
