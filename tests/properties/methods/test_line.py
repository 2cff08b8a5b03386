"""Identities of catalogue chapters 15 and 20 on any line."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from potok.methods import calculate

numbers = st.floats(0.5, 200).map(lambda number: round(number, 3))


@st.composite
def lines(draw: st.DrawFn) -> dict[str, Any]:
    return {
        "program_pcs": draw(st.integers(50, 5000)),
        "period_shifts": draw(st.integers(1, 60)),
        "shift_h": draw(st.sampled_from([6, 8, 8.2, 12])),
        "shifts_per_day": draw(st.integers(1, 4)),
        "loss_share": draw(st.sampled_from([0, 0.02, 0.1])),
        "loss_basis": draw(st.sampled_from(["launch", "output"])),
        "break_per_shift_min": draw(st.integers(0, 60)),
        "stops_min_per_hour": draw(st.integers(0, 10)),
        "downtime_share": draw(st.sampled_from([0, 0.03, 0.1])),
        "layout": draw(st.sampled_from(["one_sided", "two_sided"])),
        "workplace_spacing_m": draw(numbers),
        "item_spacing_m": draw(st.none() | numbers),
        "transport_batch_pcs": draw(st.integers(1, 10)),
        "safety_backlog_shift_share": draw(st.sampled_from([0, 0.25, 0.5])),
        "lines_count": draw(st.integers(1, 3)),
        "operations": [
            {
                "name": f"О{place}",
                "time_s": draw(numbers),
                "service_norm": draw(st.integers(1, 3)),
                "simultaneous_pcs": draw(st.integers(1, 3)),
            }
            for place in range(draw(st.integers(1, 8)))
        ],
    }


@given(lines())
@settings(max_examples=60, deadline=None)
def test_the_parts_of_a_line_make_the_whole(line: dict[str, Any]) -> None:
    result = calculate("line.continuous", line).result
    assert sum(result["workplaces"]) == result["workplaces_total"]
    assert sum(result["workers_by_op"]) == pytest.approx(result["workers_per_line"])
    assert result["workers_per_line"] * line["lines_count"] == pytest.approx(result["workers_total"])
    backlogs = ("technological", "transport", "safety")
    assert sum(result[f"{kind}_backlog_pcs"] for kind in backlogs) == pytest.approx(
        result["total_backlog_pcs"]
    )


@given(lines())
@settings(max_examples=60, deadline=None)
def test_the_takt_spends_the_fund_on_the_launch(line: dict[str, Any]) -> None:
    result = calculate("line.continuous", line).result
    assert result["takt_min"] * result["launch_program_pcs"] == pytest.approx(result["effective_fund_min"])
    assert result["utilization_share"] * result["regime_fund_min"] == pytest.approx(
        result["effective_fund_min"]
    )
    assert 0 < result["utilization_share"] <= 1
    assert result["launch_program_pcs"] >= line["program_pcs"]


@given(lines())
@settings(max_examples=60, deadline=None)
def test_the_load_is_the_work_over_the_accepted_places(line: dict[str, Any]) -> None:
    result = calculate("line.continuous", line).result
    for operation, places, load in zip(
        line["operations"], result["workplaces"], result["load_share"], strict=True
    ):
        assert load * places * result["takt_s"] == pytest.approx(operation["time_s"])
        assert load < 1.5 + 1e-6
    mean = sum(load * places for load, places in zip(result["load_share"], result["workplaces"], strict=True))
    assert mean / result["workplaces_total"] == pytest.approx(result["average_load_share"])


@given(lines())
@settings(max_examples=30, deadline=None)
def test_the_conveyor_of_a_line_is_a_conveyor_counted_by_gaps(line: dict[str, Any]) -> None:
    result = calculate("line.continuous", line).result
    belt = calculate(
        "line.conveyor",
        {
            "layout": line["layout"],
            "count_rule": "gaps",
            "segments": [
                {"spacing_m": line["workplace_spacing_m"], "workplaces_pcs": result["workplaces_total"]}
            ],
            "object_spacing_m": line["item_spacing_m"],
            "rhythm_min_per_unit": result["takt_min"],
        },
    ).result
    assert belt["length_m"] == pytest.approx(result["conveyor_length_m"], abs=1e-9)
    assert belt["speed_m_per_min"] == pytest.approx(result["conveyor_speed_m_per_min"])


@given(st.lists(st.tuples(numbers, st.integers(1, 9)), min_size=1, max_size=6))
@settings(max_examples=40, deadline=None)
def test_the_counts_of_a_conveyor_differ_by_the_last_spacing(segments: list[tuple[float, int]]) -> None:
    belt = {
        "layout": "one_sided",
        "segments": [{"spacing_m": spacing, "workplaces_pcs": places} for spacing, places in segments],
        "rhythm_min_per_unit": 1,
    }
    places = calculate("line.conveyor", {**belt, "count_rule": "workplaces"}).result
    gaps = calculate("line.conveyor", {**belt, "count_rule": "gaps"}).result
    assert places["length_m"] - gaps["length_m"] == pytest.approx(segments[-1][0])
    assert places["mean_spacing_m"] * places["workplaces_pcs"] == pytest.approx(places["length_m"])


@given(
    st.lists(st.tuples(numbers, st.floats(0.5, 1.5)), min_size=1, max_size=8),
    st.integers(0, 7),
)
@settings(max_examples=40, deadline=None)
def test_rhythm_and_tempo_are_inverse_and_loads_follow_capacities(
    capacities: list[tuple[float, float]], chosen: int
) -> None:
    places = [
        {"name": f"М{place}", "capacity_t_per_h": capacity, "yield_share": share}
        for place, (capacity, share) in enumerate(capacities)
    ]
    leading = places[chosen % len(places)]
    given = {
        "leading_machine": leading["name"],
        "shift_h": 8,
        "breaks_min": 45,
        "shifts_per_day": 2,
        "workplaces": places,
    }
    result = calculate("line.leading_machine", given).result
    assert result["rhythm_min_per_t"] * result["tempo_kg_per_min"] == pytest.approx(1000)
    assert result["rhythm_min_per_t"] == pytest.approx(60 / leading["capacity_t_per_h"])
    for place, found in zip(places, result["workplaces"], strict=True):
        assert found["divergence"] == pytest.approx(place["yield_share"])
        assert found["machines_pcs"] * place["capacity_t_per_h"] >= leading["capacity_t_per_h"] - 1e-6
    smallest = min(place["capacity_t_per_h"] for place in places)
    assert smallest == next(
        place["capacity_t_per_h"] for place in places if place["name"] == result["limiting_machine"]
    )
