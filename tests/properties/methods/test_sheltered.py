"""Identities of catalogue chapter 25 on any line."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from potok.methods import calculate

times = st.floats(0.2, 30).map(lambda number: round(number, 2))
several = settings(max_examples=50, deadline=None)


@given(st.lists(times, min_size=1, max_size=8), times)
@several
def test_no_other_multiplicity_is_nearer_to_the_takt(durations: list[float], takt: float) -> None:
    operations = [{"name": f"О{place}", "time_min": time} for place, time in enumerate(durations)]
    given = {"takt_min": takt, "tolerance_pct": 6, "operations": operations}
    result = calculate("sheltered.synchronisation", given).result
    for time, found in zip(durations, result["operations"], strict=True):
        best = min(abs(time / (k * takt) - 1) for k in range(1, math.ceil(time / takt) + 2))
        assert abs(found["deviation_pct"]) == pytest.approx(100 * best, abs=1e-6)
        assert found["duplicate_stations_pcs"] == found["multiplicity"] - 1
    synchronous = sum(found["synchronous"] for found in result["operations"])
    assert result["synchronous_share"] == pytest.approx(synchronous / len(durations))


@given(st.lists(st.tuples(times, times, st.integers(1, 5)), min_size=1, max_size=6), times)
@several
def test_condition_two_never_asks_more_than_condition_one(
    rows: list[tuple[float, float, int]], takt: float
) -> None:
    operations = [
        {"name": f"О{place}", "time_min": time, "walk_min": walk, "machines_pcs": machines}
        for place, (time, walk, machines) in enumerate(rows)
    ]
    result = calculate("sheltered.multi_machine", {"takt_min": takt, "operations": operations}).result
    assert result["simultaneous_time_min"] <= result["combined_time_min"] + 1e-9
    assert result["condition_2"] or not result["condition_1"]
    for number, key in ((1, "combined_time_min"), (2, "simultaneous_time_min")):
        assert result[f"reserve_{number}_min"] + result[key] == pytest.approx(takt)
        assert result[f"occupancy_{number}_share"] * takt == pytest.approx(result[key])


@given(st.lists(st.integers(1, 12), min_size=1, max_size=4), st.sampled_from([0.1, 0.25, 0.5, 1]))
@several
def test_every_cycle_divides_the_common_interval(multiples: list[int], step: float) -> None:
    given = {
        "mode": "least_common_multiple",
        "shift_min": 30000,
        "breaks_min": 0,
        "deviation_min": 0,
        "cycle_times_min": [multiple * step for multiple in multiples],
        "resolution_min": step,
        "piece_times_min": [multiple * step for multiple in multiples],
    }
    result = calculate("sheltered.shift_interval", given).result
    for multiple in multiples:
        quotient = result["interval_min"] / (multiple * step)
        assert quotient == pytest.approx(round(quotient))
    assert 0 <= result["unused_min"] + 1e-6 < result["interval_min"] + 1e-5
    assert result["shift_output_whole_pcs"] <= result["shift_output_pcs"] + 1e-6


@given(st.integers(1, 9), times)
@several
def test_equal_intervals_fill_the_shift(count: int, piece: float) -> None:
    given = {
        "mode": "shift_multiple",
        "shift_min": 480,
        "breaks_min": 50,
        "deviation_min": 10,
        "intervals_per_shift": count,
        "piece_times_min": [piece],
    }
    result = calculate("sheltered.shift_interval", given).result
    assert result["unused_min"] == pytest.approx(0, abs=1e-9)
    assert result["shift_output_pcs"] * piece == pytest.approx(420)


@given(st.lists(st.tuples(times, st.integers(1, 4)), min_size=2, max_size=6))
@several
def test_backlogs_conserve_what_the_operations_make(rows: list[tuple[float, int]]) -> None:
    operations = [
        {"name": f"О{place}", "time_min": time, "machines_pcs": machines}
        for place, (time, machines) in enumerate(rows)
    ]
    given: dict[str, Any] = {"interval_min": 120, "zero_tolerance_pcs": 0.5, "operations": operations}
    result = calculate("sheltered.backlog", given).result
    made = result["output_pcs"]
    assert sum(result["backlogs_pcs"]) == pytest.approx(made[0] - made[-1], abs=1e-6)
    for (one, other), backlog, duplicates in zip(
        pairwise(rows), result["backlogs_pcs"], result["duplicate_stations_pcs"], strict=True
    ):
        if backlog < -0.5:
            assert (one[1] + duplicates) / one[0] >= other[1] / other[0] - 1e-9
        else:
            assert duplicates == 0


@st.composite
def movements(draw: st.DrawFn) -> dict[str, Any]:
    count = draw(st.integers(2, 4))
    return {
        "operations": [{"name": f"О{place}", "time_min": draw(times)} for place in range(count)],
        "phases": [
            {
                "duration_min": draw(times),
                "workplaces_pcs": draw(st.lists(st.integers(0, 3), min_size=count, max_size=count)),
            }
            for _ in range(draw(st.integers(1, 6)))
        ],
    }


@given(movements())
@several
def test_levels_start_enough_and_end_with_the_net_change(movement: dict[str, Any]) -> None:
    for pair in calculate("sheltered.backlog", movement).result["pairs"]:
        levels = pair["levels_pcs"]
        assert len(levels) == len(movement["phases"]) + 1
        assert min(levels) >= -1e-9
        assert min(levels) == pytest.approx(0, abs=1e-9) or pair["initial_pcs"] == 0
        assert levels[-1] - levels[0] == pytest.approx(pair["net_pcs"], abs=1e-9)
        assert sum(pair["changes_pcs"]) == pytest.approx(pair["net_pcs"], abs=1e-9)
        assert pair["max_pcs"] == max(levels)
        assert min(levels) - 1e-9 <= pair["average_pcs"] <= max(levels) + 1e-9


@given(
    st.lists(st.tuples(times, st.sampled_from(["а", "б", "в"])), min_size=1, max_size=9),
    st.integers(1, 60),
    st.sampled_from([0, 1, 2.5]),
)
@several
def test_every_place_is_served_once_and_nobody_is_overworked(
    rows: list[tuple[float, str]], quantity: int, transition: float
) -> None:
    operations = [
        {"name": f"О{place}", "time_min": time, "group": group} for place, (time, group) in enumerate(rows)
    ]
    given = {
        "interval_min": 120,
        "quantity_pcs": quantity,
        "transition_min": transition,
        "operations": operations,
    }
    result = calculate("sheltered.service_load", given).result
    groups = {operation["name"]: operation["group"] for operation in operations}
    served = [name for worker in result["combined_workers"] for name in worker["operations"]]
    partial = [part["name"] for part in result["operations"] if part["last_place_busy_min"] > 1e-9]
    assert sorted(served) == sorted(partial)
    for worker in result["combined_workers"]:
        assert len({groups[name] for name in worker["operations"]}) == 1
        assert worker["busy_min"] + worker["walk_min"] <= 120 + 1e-6
    busy = 120 * result["full_workers_people"] + sum(
        worker["busy_min"] for worker in result["combined_workers"]
    )
    assert busy == pytest.approx(quantity * sum(time for time, _ in rows))
    assert result["average_load_share"] * result["workers_people"] * 120 == pytest.approx(busy)


@given(st.lists(st.tuples(times, times), min_size=1, max_size=6), st.integers(1, 20))
@several
def test_the_task_spends_the_time_of_all_workers(rows: list[tuple[float, float]], workers: int) -> None:
    operations = [
        {"name": f"О{place}", "time_min": time, "transport_min": move}
        for place, (time, move) in enumerate(rows)
    ]
    given = {"shift_min": 480, "breaks_min": 60, "workers_people": workers, "operations": operations}
    result = calculate("sheltered.shift_task", given).result
    content = result["labour_content_min"] + result["transport_total_min"]
    assert result["shift_task_pcs"] * content == pytest.approx(workers * 420)
    assert result["takt_min"] == pytest.approx(content / workers)


@given(st.lists(st.tuples(st.floats(1, 500), st.floats(1, 8), st.floats(0, 4)), min_size=1, max_size=5))
@several
def test_people_and_the_unused_area_fill_every_room(rooms: list[tuple[float, float, float]]) -> None:
    sections = [
        {
            "name": f"У{place}",
            "area_m2": area,
            "equipment_area_m2": equipment,
            "service_area_m2": passage,
            "correction_factor": 1.1,
        }
        for place, (area, equipment, passage) in enumerate(rooms)
    ]
    result = calculate("sheltered.area_workers", {"sections": sections}).result
    for section, found in zip(sections, result["sections"], strict=True):
        used = found["workers_people"] * found["workplace_area_m2"]
        assert used + found["unused_area_m2"] == pytest.approx(section["area_m2"])
        assert -1e-6 <= found["unused_area_m2"] < found["workplace_area_m2"]
    assert result["total_workers_people"] == sum(found["workers_people"] for found in result["sections"])


@given(st.integers(0, 60), st.integers(0, 60), st.sampled_from([0.1, 0.3, 0.5, 0.75, 0.9]))
@several
def test_a_quota_is_met_exactly_when_nobody_is_too_many(limited: int, others: int, quota: float) -> None:
    given = {"limited_people": limited + 1, "others_people": others, "quota_share": quota}
    result = calculate("sheltered.quota", given).result
    assert result["met"] == (result["spare_others_people"] >= 0)
    assert result["met"] == (limited + 1 >= result["limited_needed_people"])
