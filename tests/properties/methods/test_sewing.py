"""Identities of catalogue chapter 35 on any sewing flow."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from potok.methods import calculate

several = settings(max_examples=50, deadline=None)
times = st.integers(1, 300)
SPECIALTIES = "МСАПРУ"


@given(st.lists(st.tuples(times, times), min_size=1, max_size=8), st.integers(0, 5000))
@several
def test_growth_of_productivity_follows_from_the_saving(pairs: list[tuple[int, int]], unchanged: int) -> None:
    operations = [
        {"name": f"О{place}", "factory_time_s": before, "project_time_s": after}
        for place, (before, after) in enumerate(pairs)
    ]
    data = {"operations": operations, "unchanged_time_s": unchanged}
    result = calculate("sewing.time_saving", data).result
    saving = result["time_saving_pct"]
    assert result["productivity_growth_pct"] == pytest.approx(
        100 * saving / (100 - saving), rel=1e-9, abs=1e-9
    )
    assert result["factory_time_s"] - result["project_time_s"] == result["saved_time_s"]


@given(
    st.lists(times, min_size=1, max_size=8),
    st.integers(50, 900),
    st.lists(st.integers(1, 9), min_size=1, max_size=5),
)
@several
def test_sections_add_up_and_limits_grow_with_multiplicity(
    sections: list[int], output: int, multiplicities: list[int]
) -> None:
    data = {
        "shift_duration_s": 28_800,
        "output_per_shift_pcs": output,
        "sections": [{"name": f"С{place}", "time_s": time} for place, time in enumerate(sections)],
        "tolerance": {"low": 0.9, "high": 1.15},
        "multiplicities": multiplicities,
    }
    result = calculate("sewing.flow", data).result
    assert abs(result["takt_s"] - result["takt_exact_s"]) <= 0.5 + 1e-9
    total = sum(section["workers_calc"] for section in result["sections"])
    assert total == pytest.approx(result["workers_calc"])
    for workers, limits in zip(multiplicities, result["operation_limits"], strict=True):
        assert limits["workers_people"] == workers
        assert limits["min_s"] == pytest.approx(0.9 * workers * result["takt_s"])
        assert limits["max_s"] == pytest.approx(1.15 * workers * result["takt_s"])


@given(
    st.lists(st.tuples(st.sampled_from("абв"), st.sampled_from(SPECIALTIES), times), min_size=1, max_size=20)
)
@several
def test_nodes_and_sections_both_make_up_the_product(rows: list[tuple[str, str, int]]) -> None:
    operations = [
        {"node": node, "section": node.upper(), "specialty": specialty, "time_s": time}
        for node, specialty, time in rows
    ]
    data = {"mechanised_specialties": ["М", "С", "А", "П"], "operations": operations}
    result = calculate("sewing.sequence_summary", data).result
    for parts in (result["nodes"], result["sections"]):
        assert sum(part["time_s"] for part in parts) == result["total"]["time_s"]
        assert sum(part["share_pct"] for part in parts) == pytest.approx(100)
        mechanised = sum(part["time_s"] * part["mechanisation_share"] for part in parts)
        whole = result["total"]["mechanisation_share"] * result["total"]["time_s"]
        assert mechanised == pytest.approx(whole)
        assert all(sum(part["by_specialty_s"].values()) == part["time_s"] for part in parts)


@given(
    st.lists(st.tuples(st.integers(1, 40), st.integers(1, 4)), min_size=1, max_size=6),
    st.integers(0, 5),
    st.sampled_from([3, 6, 6.5]),
)
@several
def test_a_hall_by_the_grid_fits_and_is_less_than_a_step_too_large(
    rows: list[tuple[int, int]], aisles: int, grid: float
) -> None:
    data = {
        "place_length_m": 1.2,
        "place_width_m": 0.6,
        "start_zone_m": 3.5,
        "release_zone_m": 3.5,
        "side_gap_m": 1.5,
        "between_m": 1.5,
        "main_aisle_m": 3,
        "main_aisles": min(aisles, len(rows) - 1),
        "column_grid_m": grid,
        "workers_people": 10,
        "aggregates": [
            {"name": f"А{place}", "workplaces_pcs": places, "rows": lines, "conveyor_width_m": 0.6}
            for place, (places, lines) in enumerate(rows)
        ],
    }
    result = calculate("sewing.layout", data).result
    assert result["fits"] is True
    for side in ("length", "width"):
        spare = result[f"grid_{side}_m"] - result[f"required_{side}_m"]
        assert -1e-6 <= spare < grid
    assert result["area_m2"] == pytest.approx(result["grid_length_m"] * result["grid_width_m"])
    longest = max(math.ceil(places / lines) * 1.2 for places, lines in rows)
    assert result["required_length_m"] == pytest.approx(7 + longest)


@st.composite
def schemes(draw: st.DrawFn) -> dict[str, Any]:
    """Any flow: operations spread over groups, each group over one of two sections."""
    operations = [
        {
            "no": number, "section": "a", "specialty": draw(st.sampled_from(SPECIALTIES)),
            "grade": draw(st.integers(2, 5)), "time_s": draw(times),
        }
        for number in range(1, draw(st.integers(1, 15)) + 1)
    ]  # fmt: skip
    count = draw(st.integers(1, len(operations)))
    groups = []
    for place in range(count):
        members = operations[place::count]
        groups.append(
            {
                "no": place + 1,
                "section": draw(st.sampled_from(("заготовка", "монтаж"))),
                "specialty": members[0]["specialty"],
                "workers_people": draw(st.integers(1, 4)),
                "members": [member["no"] for member in members],
            }
        )
    return {
        "takt_s": draw(st.integers(20, 200)),
        "shift_duration_s": 28_800,
        "output_per_shift_pcs": 300,
        "rate_rub_per_s": {"2": 1.6, "3": 1.9, "4": 2.2, "5": 2.4},
        "tariff_coefficient": {"2": 1.16, "3": 1.35, "4": 1.57, "5": 1.73},
        "tolerance": {"low": 0.9, "high": 1.15},
        "mechanised_specialties": ["М", "С", "А"],
        "installed_machines_pcs": 5,
        "reserve_pct": draw(st.integers(0, 30)),
        "shop_area_m2": 100,
        "shop_workers_people": 12,
        "operations": operations,
        "groups": groups,
    }


@given(schemes())
@several
def test_summaries_of_a_scheme_agree_with_its_operations(data: dict[str, Any]) -> None:
    result = calculate("sewing.scheme", data).result
    operations = data["operations"]
    labour = sum(operation["time_s"] for operation in operations)
    workers = sum(group["workers_people"] for group in data["groups"])
    assert (result["labour_time_s"], result["workers_people"]) == (labour, workers)
    for key in ("by_grade", "by_specialty", "by_grade_specialty"):
        assert sum(row["time_s"] for row in result["labour_calc"][key]) == labour
    assert sum(section["time_s"] for section in result["sections"]) == labour
    weighted = sum(operation["grade"] * operation["time_s"] for operation in operations)
    assert result["mean_grade"] == pytest.approx(weighted / labour)
    main = sum(row["main_people"] for row in result["labour_fact"])
    assert main == workers == sum(sum(row["by_specialty"].values()) for row in result["labour_fact"])
    paid = sum(section["piece_rate_rub"] for section in result["sections"])
    assert result["piece_rate_rub"] == pytest.approx(paid)


@given(schemes())
@several
def test_measures_of_a_scheme_are_bounded_as_their_definition_says(data: dict[str, Any]) -> None:
    result = calculate("sewing.scheme", data).result
    stations = result["organizational_operations"]
    assert 0 < result["efficiency"] <= 1 + 1e-9
    assert result["coordination_coefficient"] * data["takt_s"] <= max(
        station["time_s"] / station["workers_people"] for station in stations
    ) * (1 + 1e-9)
    even = all(math.isclose(station["load_share"], 1) for station in stations)
    assert (result["smoothness_index"] < 1e-6) == even
    assert result["grade_mismatch"] >= 0
    for station in stations:
        assert station["within_limits"] == (
            station["min_s"] - 1e-6 <= station["time_s"] <= station["max_s"] + 1e-6
        )
