"""Identities of catalogue chapter 10 on any process."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from potok.methods import calculate

times = st.floats(0.1, 100).map(lambda number: round(number, 3))
operations = st.lists(
    st.tuples(times | st.sampled_from([1.0, 2.0, 2.0]), st.integers(1, 4)), min_size=1, max_size=9
)


@st.composite
def batches(draw: st.DrawFn) -> dict[str, Any]:
    transfer = draw(st.integers(1, 20))
    return {
        "batch_size_pcs": transfer * draw(st.integers(1, 30)),
        "transfer_batch_pcs": transfer,
        "operations": [
            {"name": f"О{place}", "time_min": time, "workplaces": places}
            for place, (time, places) in enumerate(draw(operations))
        ],
    }


@given(batches())
@settings(max_examples=60, deadline=None)
def test_sequential_is_longest_and_parallel_shortest(batch: dict[str, Any]) -> None:
    result = calculate("cycle.duration", batch).result
    assert result["sequential_min"] >= result["mixed_min"] - 1e-6
    assert result["mixed_min"] >= result["parallel_min"] - 1e-6


@given(batches())
@settings(max_examples=60, deadline=None)
def test_all_forms_of_the_mixed_cycle_are_equal(batch: dict[str, Any]) -> None:
    result = calculate("cycle.duration", batch).result
    taus, n, p = result["effective_times_min"], batch["batch_size_pcs"], batch["transfer_batch_pcs"]
    by_extremes = p * sum(taus) + (n - p) * (result["mixed_long_sum_min"] - result["mixed_short_sum_min"])
    by_minima = n * sum(taus) - (n - p) * sum(map(min, itertools.pairwise(taus)))
    assert result["mixed_min"] == pytest.approx(by_extremes)
    assert result["mixed_min"] == pytest.approx(by_minima)
    assert result["mixed_min"] == pytest.approx(result["mixed_starts_min"][-1] + n * taus[-1])


@given(batches())
@settings(max_examples=30, deadline=None)
def test_handing_on_the_whole_batch_makes_all_movements_equal(batch: dict[str, Any]) -> None:
    result = calculate("cycle.duration", {**batch, "transfer_batch_pcs": batch["batch_size_pcs"]}).result
    assert result["parallel_min"] == pytest.approx(result["sequential_min"])
    assert result["mixed_min"] == pytest.approx(result["sequential_min"])


@given(batches())
@settings(max_examples=40, deadline=None)
def test_the_drawn_bars_end_where_the_formulas_say(batch: dict[str, Any]) -> None:
    note = calculate("cycle.duration", batch)
    ends = [
        max(point["finish"] for series in figure.series for point in series.points) for figure in note.figures
    ]
    wanted = [note.result[key] for key in ("sequential_min", "parallel_min", "mixed_min")]
    assert ends == pytest.approx(wanted)


@st.composite
def networks(draw: st.DrawFn) -> dict[str, Any]:
    count = draw(st.integers(1, 7))
    pairs = st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)).filter(
        lambda pair: pair[0] < pair[1]
    )
    links = draw(st.lists(pairs, max_size=10)) if count > 1 else []
    kinds = ["technological", "auxiliary", "control", "transport", "break"]
    return {
        "activities": [
            {
                "id": str(place),
                "name": f"О{place}",
                "stage": "",
                "kind": draw(st.sampled_from(kinds)),
                "duration_min": draw(st.integers(0, 50)),
            }
            for place in range(count)
        ],
        "links": [
            {
                "from": str(a),
                "to": str(b),
                "type": draw(st.sampled_from(["FS", "SS", "FF", "SF"])),
                "lag_min": draw(st.integers(0, 9)),
            }
            for a, b in links
        ],
    }


@given(networks())
@settings(max_examples=80, deadline=None)
def test_reserves_are_never_negative_and_dates_keep_every_link(network: dict[str, Any]) -> None:
    result = calculate("cycle.network", network).result
    assert min(result["total_float_min"]) >= -1e-9
    place = {activity["id"]: number for number, activity in enumerate(network["activities"])}
    for start, finish in (("early_start_min", "early_finish_min"), ("late_start_min", "late_finish_min")):
        for link in network["links"]:
            moments = {"S": result[start], "F": result[finish]}
            before = moments[link["type"][0]][place[link["from"]]]
            after = moments[link["type"][1]][place[link["to"]]]
            assert after >= before + link["lag_min"] - 1e-9


@given(networks())
@settings(max_examples=40, deadline=None)
def test_the_components_of_a_network_add_up(network: dict[str, Any]) -> None:
    result = calculate("cycle.network", network).result
    kinds = ("technological", "auxiliary", "control", "transport", "break")
    assert sum(result[f"{kind}_min"] for kind in kinds) == pytest.approx(result["sum_durations_min"])


@given(
    st.lists(
        st.tuples(st.sampled_from(["technological", "natural", "break"]), times, st.booleans()), min_size=1
    )
)
@settings(max_examples=40, deadline=None)
def test_the_parts_of_a_structure_make_the_whole(parts: list[tuple[str, float, bool]]) -> None:
    components = [
        {"name": f"С{place}", "kind": kind, "duration_min": time, "overlapped": overlapped}
        for place, (kind, time, overlapped) in enumerate(parts)
    ]
    components.append({"name": "Основа", "kind": "technological", "duration_min": 1, "overlapped": False})
    result = calculate("cycle.structure", {"components": components}).result
    assert sum(result["by_kind_min"].values()) == pytest.approx(result["cycle_min"])
    assert sum(result["by_kind_pct"].values()) == pytest.approx(100)
    assert result["cycle_min"] + result["overlapped_min"] == pytest.approx(result["total_min"])
