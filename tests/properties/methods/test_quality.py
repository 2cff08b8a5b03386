"""Identities of catalogue chapter 40 and 95.6 on any data."""

from __future__ import annotations

import itertools
from math import comb
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from potok.methods import calculate

several = settings(max_examples=50, deadline=None)
money = st.floats(0, 1e6).map(lambda number: round(number, 2))


@given(money, money, money, money, money, st.floats(1, 1e7))
@several
def test_loss_and_compensation_make_the_defects(
    scrap: float, rework: float, use: float, withheld: float, claims: float, gross: float
) -> None:
    result: Any = calculate(
        "quality.defects",
        {
            "scrap_cost_rub": scrap,
            "rework_cost_rub": rework,
            "scrap_use_value_rub": use,
            "withheld_from_guilty_rub": withheld,
            "supplier_claims_rub": claims,
            "gross_output_cost_rub": gross,
        },
    ).result
    whole = result["loss_abs_rub"] + result["compensation_rub"]
    assert whole == pytest.approx(result["defects_abs_rub"])
    assert result["loss_rel_pct"] * gross == pytest.approx(100 * result["loss_abs_rub"], abs=1e-6)


@st.composite
def plans(draw: st.DrawFn) -> dict[str, Any]:
    lot = draw(st.integers(1, 300))
    return {
        "lot_pcs": lot,
        "sample_pcs": draw(st.integers(1, lot)),
        "acceptance_number": draw(st.integers(0, 15)),
        "defectives": sorted(draw(st.lists(st.integers(0, lot), max_size=5))),
        "workers_people": draw(st.integers(0, 200)),
        "workers_per_inspector": 30,
        "lots_per_shift": draw(st.integers(0, 50)),
    }


@given(plans())
@several
def test_more_defectives_are_never_accepted_more_often(plan: dict[str, Any]) -> None:
    points: Any = calculate("quality.sampling", plan).result["points"]
    chances = [point["accept_probability"] for point in points]
    assert all(later <= earlier + 1e-12 for earlier, later in itertools.pairwise(chances))
    lot, sample = plan["lot_pcs"], plan["sample_pcs"]
    for point in points:
        bad = round(point["defectives_pcs"])
        favourable = sum(
            comb(bad, found) * comb(lot - bad, sample - found)
            for found in range(min(plan["acceptance_number"], sample) + 1)
        )
        assert point["accept_probability"] == pytest.approx(favourable / comb(lot, sample))
        assert point["accept_probability"] + point["reject_probability"] == pytest.approx(1)


@st.composite
def analyses(draw: st.DrawFn) -> dict[str, Any]:
    defect = st.fixed_dictionaries(
        {
            "cause": st.sampled_from("АБВ"),
            "centre": st.sampled_from(["Цех 1", "Цех 2"]),
            "kind": st.sampled_from(["internal", "external"]),
            "repairable": st.booleans(),
            "loss_rub": money,
        }
    )
    periods = draw(st.lists(st.lists(defect, max_size=6), min_size=1, max_size=4))
    return {
        "profitability_share": draw(st.floats(0, 1)),
        "periods": [
            {"label": str(place), "output_cost_rub": 1e7, "defects": defects}
            for place, defects in enumerate(periods)
        ],
    }


@given(analyses())
@several
def test_causes_and_centres_make_the_loss_of_the_last_period(analysis: dict[str, Any]) -> None:
    result: Any = calculate("quality.defect_analysis", analysis).result
    loss = result["periods"][-1]["loss_rub"]
    for key in ("by_cause", "by_centre"):
        rows = result[key]
        assert sum(row["loss_rub"] for row in rows) == pytest.approx(loss)
        sizes = [row["loss_rub"] for row in rows]
        assert all(later <= earlier + 1e-6 for earlier, later in itertools.pairwise(sizes))
        if loss:
            assert sum(row["share_pct"] for row in rows) == pytest.approx(100)
    if loss:
        assert result["by_cause"][-1]["cumulative_pct"] == pytest.approx(100)
