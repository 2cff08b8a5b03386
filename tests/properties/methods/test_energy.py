"""Identities of catalogue chapters 55 and 95.6 on any energy balance."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from potok.methods import calculate

amounts = st.floats(0.5, 5000).map(lambda number: round(number, 3))
shares = st.floats(0.05, 1).map(lambda number: round(number, 3))
several = settings(max_examples=50, deadline=None)


@st.composite
def tariffs(draw: st.DrawFn) -> dict[str, Any]:
    return {
        "equipment": [
            {"name": f"М{place}", "count": draw(st.integers(1, 9)), "unit_power_kw": draw(amounts)}
            for place in range(draw(st.integers(1, 5)))
        ],
        "annual_energy_kwh": draw(amounts) * 1000,
        "capacity_rate_rub_per_kw": draw(amounts),
        "energy_rate_rub_per_kwh": draw(amounts),
        "tariff_adjustment_pct": draw(st.sampled_from([-5, 0, 3.5])),
        "network_loss_share": draw(st.sampled_from([0, 0.02])),
        "demand_factor": draw(shares),
        "upkeep_factor": draw(st.sampled_from([1, 1.06])),
        "upkeep_rub": draw(amounts),
        "product_output_kg": draw(amounts),
    }


@given(tariffs())
@several
def test_the_unit_cost_spends_the_total_on_the_energy(tariff: dict[str, Any]) -> None:
    result = calculate("energy.electricity", tariff).result
    energy = tariff["annual_energy_kwh"]
    assert result["unit_cost_rub_per_kwh"] * energy == pytest.approx(result["total_cost_rub"])
    assert result["specific_energy_kwh_per_kg"] * tariff["product_output_kg"] == pytest.approx(energy)
    bare = calculate("energy.electricity", {**tariff, "upkeep_factor": 1, "upkeep_rub": 0}).result
    assert bare["total_cost_rub"] == pytest.approx(bare["payment_rub"])


@given(tariffs())
@several
def test_a_given_power_equals_its_equipment(tariff: dict[str, Any]) -> None:
    by_machines = calculate("energy.electricity", tariff).result
    power = by_machines["connected_power_kw"]
    given_power = {**tariff, "equipment": None, "connected_power_kw": power}
    assert calculate("energy.electricity", given_power).result == pytest.approx(by_machines)


@given(amounts, amounts, amounts, amounts, amounts, amounts)
@several
def test_heat_without_condensate_and_upkeep_costs_its_tariff(
    steam: float, water: float, tariff: float, condensate: float, price: float, upkeep: float
) -> None:
    heat = {"steam_gcal": steam, "hot_water_gcal": water, "tariff_rub_per_gcal": tariff}
    plain = {"condensate_return_t": 0, "condensate_price_rub_per_t": price, "upkeep_rub": 0}
    assert calculate("energy.steam", heat | plain).result["unit_cost_rub_per_gcal"] == pytest.approx(tariff)
    whole = {"condensate_return_t": condensate, "condensate_price_rub_per_t": price, "upkeep_rub": upkeep}
    difference = calculate("energy.steam", heat | whole).result["unit_cost_rub_per_gcal"] - tariff
    assert difference * (steam + water) == pytest.approx(upkeep - condensate * price, rel=1e-6, abs=1e-3)


@st.composite
def consumers(draw: st.DrawFn) -> dict[str, Any]:
    installed = {"installed_kw": amounts, "demand_factor": shares, "max_load_h": amounts}
    by_norm = {"norm_kwh_per_unit": amounts, "output": amounts}
    rows = []
    for place in range(draw(st.integers(1, 6))):
        mode = draw(st.sampled_from(["installed", "norm"]))
        fields = installed if mode == "installed" else by_norm
        rows.append({"name": f"П{place}", "mode": mode} | {key: draw(kind) for key, kind in fields.items()})
    return {"network_loss_share": draw(st.sampled_from([0, 0.03])), "consumers": rows}


@given(consumers())
@several
def test_the_consumers_make_the_demand(demand: dict[str, Any]) -> None:
    result = calculate("energy.demand", demand).result
    assert sum(row["energy_kwh"] for row in result["consumers"]) == pytest.approx(result["useful_kwh"])
    assert sum(row["share_pct"] for row in result["consumers"]) == pytest.approx(100)
    assert result["useful_kwh"] + result["losses_kwh"] == pytest.approx(result["total_kwh"])
