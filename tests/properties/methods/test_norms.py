"""Identities of catalogue chapter 30 and of the service graph."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from potok.methods import calculate
from potok.methods.norms._stable_window import stable_places

minutes = st.floats(0.2, 40).map(lambda number: round(number, 2))
several = settings(max_examples=50, deadline=None)


@given(st.lists(minutes, min_size=1, max_size=7), st.floats(1, 3))
@several
def test_no_larger_stable_set_of_observations_exists(times: list[float], norm: float) -> None:
    kept = [times[place] for place in stable_places(times, norm)]
    assert max(kept) / min(kept) <= norm + 1e-9
    for size in range(len(kept) + 1, len(times) + 1):
        assert all(max(group) / min(group) > norm for group in combinations(times, size))


@given(st.lists(st.lists(minutes, min_size=1, max_size=12), min_size=1, max_size=5), st.floats(0, 3))
@several
def test_kept_and_excluded_observations_are_all_of_them(series: list[list[float]], rest: float) -> None:
    given = {
        "stability_norm": 1.4,
        "elements": [{"name": f"Э{place}", "durations_min": times} for place, times in enumerate(series)],
        "rest_per_op_min": rest,
        "shift_h": 8,
        "preparatory_min": 10,
        "aux_independent_min": 10,
        "rest_min": 20,
        "program_per_shift_pcs": 500,
        "norm_fulfilment_share": 1.1,
    }
    result = calculate("norms.time_study", given).result
    for times, element in zip(series, result["elements"], strict=True):
        assert element["kept_count"] + len(element["excluded_min"]) == len(times)
        assert element["kept_sum_min"] + sum(element["excluded_min"]) == pytest.approx(sum(times))
        assert element["mean_min"] * element["kept_count"] == pytest.approx(element["kept_sum_min"])
        assert element["stable_initially"] == (not element["excluded_min"])
    means = sum(element["mean_min"] for element in result["elements"])
    assert result["time_norm_min"] == pytest.approx(means + rest)
    assert result["output_norm_per_hour_pcs"] * result["time_norm_min"] == pytest.approx(60)
    # (33) and (34) are the same number.
    by_output = 500 / (result["output_norm_per_hour_pcs"] * 8 * 1.1)
    assert result["staffing_norm_persons"] == pytest.approx(by_output)


@st.composite
def days(draw: st.DrawFn) -> dict[str, Any]:
    keys = ("preparatory", "aux_dependent", "aux_independent", "random_work", "org_tech_breaks")
    keys = (*keys, "discipline_breaks", "rest")
    photos = []
    for _ in range(draw(st.integers(1, 4))):
        photo = {f"{key}_min": draw(st.integers(0, 60)) for key in keys}
        photos.append({**photo, "operative_min": 480 - sum(photo.values())})
    norms = {
        f"{key}_min": draw(st.none() | st.integers(0, 60))
        for key in ("preparatory", "aux_independent", "rest")
    }
    return {"shift_min": 480, "photos": photos, "norms": norms}


@given(days())
@several
def test_the_excluded_time_is_what_the_operative_time_gains(day: dict[str, Any]) -> None:
    result = calculate("norms.workday_photo", day).result
    assert sum(result["mean_min"].values()) == pytest.approx(480)
    assert sum(result["projected_min"].values()) == pytest.approx(480)
    assert sum(result["excluded_min"].values()) == pytest.approx(result["excluded_total_min"])
    gained = result["operative_projected_min"] - result["operative_actual_min"]
    assert gained == pytest.approx(result["excluded_total_min"], abs=1e-9)
    assert result["productivity_growth_pct"] == pytest.approx(result["productivity_ratio_pct"] - 100)


@given(st.lists(st.tuples(st.sampled_from([30, 60, 120, 240]), minutes), min_size=1, max_size=7))
@several
def test_the_busy_time_of_a_shift_is_the_sum_of_the_operations(rows: list[tuple[int, float]]) -> None:
    given = {
        "mode": "continuous",
        "shift_h": 8,
        "preparatory_min": 15,
        "aux_independent_min": 15,
        "rest_min": 20,
        "operations": [
            {"name": f"О{place}", "interval_min": interval, "duration_min": duration}
            for place, (interval, duration) in enumerate(rows)
        ],
        "hourly_output_kg": 10,
        "utilization_share": 0.9,
    }
    result = calculate("norms.service", given).result
    assert sum(result["operation_times_min"]) == pytest.approx(result["busy_time_min"])
    assert result["service_norm_raw"] * result["busy_time_min"] == pytest.approx(430)
    assert result["service_norm"] >= 1
    assert abs(result["service_norm"] - max(1, result["service_norm_raw"])) <= 0.5 + 1e-9
    assert result["output_norm_kg"] == pytest.approx(10 * result["service_norm"] * 8 * 0.9)


@given(st.floats(1, 90), st.floats(1, 20))
@several
def test_both_norms_agree_when_no_work_is_overlapped(machine: float, alone: float) -> None:
    given = {
        "mode": "batch",
        "shift_h": 8,
        "preparatory_min": 0,
        "aux_independent_min": 0,
        "rest_min": 0,
        "operations": [
            {"name": "Загрузка", "kind": "worker_nonoverlapped", "duration_min": alone},
            {"name": "Ход", "kind": "machine", "duration_min": machine},
        ],
        "batch_output_kg": 5,
        "utilization_share": 1,
    }
    result = calculate("norms.service", given).result
    assert result["service_norm_raw"] == pytest.approx(result["service_norm_simple_raw"])
    assert result["output_norm_kg"] <= result["output_norm_unrounded_kg"] + 1e-6


@st.composite
def graphs(draw: st.DrawFn) -> dict[str, Any]:
    kinds = st.sampled_from(["after", "before", "overlapped", "machine"])
    parts = draw(st.lists(st.tuples(kinds, st.integers(1, 30)), max_size=7))
    parts += [("before", 3), ("machine", 10)]
    return {
        "machines_pcs": draw(st.integers(1, 5)),
        "operative_fund_min": 400,
        "output_per_cycle": 7,
        "variants_max": draw(st.integers(1, 6)),
        "operations": [
            {"name": f"О{place}", "kind": kind, "duration_min": time}
            for place, (kind, time) in enumerate(parts)
        ],
    }


@given(graphs())
@several
def test_the_worker_never_does_two_things_and_the_round_holds_all(graph: dict[str, Any]) -> None:
    result = calculate("norms.service_graph", graph).result
    blocks = [part for part in result["graph"] if part["name"] != "machine"]
    for one, other in pairwise(blocks):
        assert one["finish_min"] == pytest.approx(other["start_min"])
    assert blocks[-1]["finish_min"] == pytest.approx(graph["machines_pcs"] * result["busy_time_min"])
    for run in (part for part in result["graph"] if part["name"] == "machine"):
        first = (run["machine"] - 1) * result["busy_time_min"]
        assert run["finish_min"] == pytest.approx(first + result["cycle_min"])
    assert result["worker_busy_min"] + result["worker_idle_min"] == pytest.approx(result["round_min"])
    assert result["cycle_min"] + result["machine_wait_min"] == pytest.approx(result["round_min"])
    assert min(result["worker_idle_min"], result["machine_wait_min"]) == pytest.approx(0, abs=1e-9)


@given(graphs())
@several
def test_a_variant_of_the_chosen_number_repeats_the_main_result(graph: dict[str, Any]) -> None:
    result = calculate("norms.service_graph", {**graph, "variants_max": 5}).result
    chosen = result["variants"][graph["machines_pcs"] - 1]
    assert {key: result[key] for key in chosen if key != "machines_pcs"} == {
        key: item for key, item in chosen.items() if key != "machines_pcs"
    }
    shares = [variant["employment_share"] for variant in result["variants"]]
    assert shares == sorted(shares)
    assert max(shares) <= 1 + 1e-12
