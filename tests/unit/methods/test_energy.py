"""What the methods of energy refuse, warn of and leave undefined."""

from typing import Any

import pytest

from builders.sheets import recomputed
from potok.methods import calculate
from potok.notes.errors import FormulaRefusedError, InvalidInputError


def codes(method_id: str, given: dict[str, Any]) -> set[tuple[str, str]]:
    with pytest.raises(InvalidInputError) as refused:
        calculate(method_id, given)
    return {(str(problem.field), problem.code) for problem in refused.value.problems}


def warnings(method_id: str, given: dict[str, Any]) -> list[str]:
    return [warning.code for warning in calculate(method_id, given).warnings]


def tariff(**changed: Any) -> dict[str, Any]:
    return {
        "connected_power_kw": 1000,
        "annual_energy_kwh": 4_000_000,
        "capacity_rate_rub_per_kw": 400,
        "energy_rate_rub_per_kwh": 2,
        "tariff_adjustment_pct": 0,
        "network_loss_share": 0,
    } | changed


def test_a_bare_tariff_takes_the_factors_as_one_and_says_so() -> None:
    note = calculate("energy.electricity", tariff())
    assert note.result["payment_rub"] == note.result["total_cost_rub"] == 8_400_000
    assert note.result["unit_cost_rub_per_kwh"] == 2.1
    assert "specific_energy_kwh_per_kg" not in note.result
    assumed = {item.path for item in note.inputs if item.assumed}
    assert assumed == {"demand_factor", "upkeep_factor", "upkeep_rub"}


def test_the_power_of_the_equipment_stands_for_the_connected_one() -> None:
    machines = [{"name": "Печь", "count": 3, "unit_power_kw": 90}]
    found = calculate("energy.electricity", tariff(connected_power_kw=None, equipment=machines))
    assert found.result["connected_power_kw"] == 270


def test_no_power_at_all_is_refused() -> None:
    assert codes("energy.electricity", tariff(connected_power_kw=None, equipment=[])) == {
        ("connected_power_kw", "missing_form")
    }


def test_equipment_beside_a_given_power_is_warned_of() -> None:
    machines = [{"name": "Печь", "count": 3, "unit_power_kw": 90}]
    note = calculate("energy.electricity", tariff(equipment=machines))
    assert note.result["connected_power_kw"] == 1000
    assert [warning.code for warning in note.warnings] == ["unused_input"]


def test_impossible_tariffs_are_refused_together() -> None:
    given = tariff(annual_energy_kwh=0, demand_factor=0, network_loss_share=1, tariff_adjustment_pct=-100)
    assert codes("energy.electricity", given) == {
        ("annual_energy_kwh", "out_of_range"),
        ("demand_factor", "out_of_range"),
        ("network_loss_share", "out_of_range"),
        ("tariff_adjustment_pct", "out_of_range"),
    }


def test_energy_that_the_power_cannot_take_in_a_year_is_warned_of() -> None:
    assert warnings("energy.electricity", tariff(connected_power_kw=80)) == ["energy_beyond_power"]


def test_factors_of_the_whole_payment_and_an_unusual_upkeep_are_warned_of() -> None:
    given = tariff(demand_factor=0.75, upkeep_factor=1.2)
    assert warnings("energy.electricity", given) == ["whole_payment_factored", "unusual_upkeep"]
    assert warnings("energy.electricity", tariff(upkeep_factor=1.05)) == []


def test_the_cells_of_the_payment_follow_the_equipment() -> None:
    machines = [
        {"name": "А", "count": 3, "unit_power_kw": 90},
        {"name": "Б", "count": 1, "unit_power_kw": 500},
    ]
    note = calculate("energy.electricity", tariff(connected_power_kw=None, equipment=machines))
    cells = recomputed(note, {"equipment[1].count": 2.0, "tariff_adjustment_pct": -3.0, "upkeep_rub": 7e4})
    machines[1]["count"] = 2
    fresh = calculate(
        "energy.electricity",
        tariff(connected_power_kw=None, equipment=machines, tariff_adjustment_pct=-3, upkeep_rub=70_000),
    )
    assert cells == pytest.approx(recomputed(fresh))


def heat(**changed: Any) -> dict[str, Any]:
    return {
        "steam_gcal": 100,
        "hot_water_gcal": 0,
        "tariff_rub_per_gcal": 1000,
        "condensate_return_t": 10,
        "condensate_price_rub_per_t": 50,
        "upkeep_rub": 500,
    } | changed


def test_steam_alone_bears_all_costs() -> None:
    assert calculate("energy.steam", heat()).result["unit_cost_rub_per_gcal"] == 1000


def test_no_heat_at_all_is_refused() -> None:
    with pytest.raises(FormulaRefusedError, match="потребность в тепле равна нулю"):
        calculate("energy.steam", heat(steam_gcal=0))


def test_condensate_dearer_than_the_heat_is_warned_of() -> None:
    assert warnings("energy.steam", heat(condensate_price_rub_per_t=1e6)) == ["credit_above_cost"]


def test_negative_heat_and_money_are_refused_together() -> None:
    assert codes("energy.steam", heat(hot_water_gcal=-1, upkeep_rub=-5)) == {
        ("hot_water_gcal", "out_of_range"),
        ("upkeep_rub", "out_of_range"),
    }


def installed(name: str, kw: float, factor: float, hours: float, **more: Any) -> dict[str, Any]:
    return {"name": name, "mode": "installed", "installed_kw": kw, "demand_factor": factor,
            "max_load_h": hours} | more  # fmt: skip


def by_norm(name: str, norm: float, output: float, **more: Any) -> dict[str, Any]:
    return {"name": name, "mode": "norm", "norm_kwh_per_unit": norm, "output": output} | more


def demand(*consumers: dict[str, Any], loss: float = 0.1) -> dict[str, Any]:
    return {"network_loss_share": loss, "consumers": list(consumers)}


def test_each_consumer_is_counted_by_its_own_mode() -> None:
    result = calculate("energy.demand", demand(installed("А", 10, 0.5, 200), by_norm("Б", 3, 1000))).result
    assert [row["energy_kwh"] for row in result["consumers"]] == [1000, 3000]
    assert [row["share_pct"] for row in result["consumers"]] == [25, 75]
    assert (result["total_kwh"], result["installed_kw"]) == (4400, 10)


def test_norms_alone_install_no_power() -> None:
    assert calculate("energy.demand", demand(by_norm("Б", 3, 10))).result["installed_kw"] == 0


def test_a_mode_names_all_its_missing_keys() -> None:
    given = demand({"name": "А", "mode": "installed", "installed_kw": 5}, {"name": "Б", "mode": "norm"})
    assert codes("energy.demand", given) == {
        ("consumers[0].demand_factor", "missing"),
        ("consumers[0].max_load_h", "missing"),
        ("consumers[1].norm_kwh_per_unit", "missing"),
        ("consumers[1].output", "missing"),
    }


def test_keys_of_the_other_mode_are_warned_of_and_not_counted() -> None:
    note = calculate("energy.demand", demand(by_norm("Б", 3, 10, installed_kw=99)))
    assert note.result["installed_kw"] == 0
    assert [warning.code for warning in note.warnings] == ["unused_input"]


def test_consumers_that_take_nothing_have_no_shares() -> None:
    note = calculate("energy.demand", demand(by_norm("Б", 3, 0)))
    assert note.result["consumers"][0]["share_pct"] is None
    assert note.result["total_kwh"] == 0
    assert [warning.code for warning in note.warnings] == ["no_demand"]


def test_more_hours_than_a_year_has_are_warned_of() -> None:
    assert warnings("energy.demand", demand(installed("А", 1, 1, 9000))) == ["more_than_a_year"]


def test_the_cells_of_the_demand_follow_the_norm() -> None:
    note = calculate("energy.demand", demand(installed("А", 10, 0.5, 200), by_norm("Б", 3, 1000)))
    cells = recomputed(note, {"consumers[1].norm_kwh_per_unit": 5.0, "consumers[0].installed_kw": 20.0})
    fresh = calculate("energy.demand", demand(installed("А", 20, 0.5, 200), by_norm("Б", 5, 1000)))
    assert cells == pytest.approx(recomputed(fresh))
