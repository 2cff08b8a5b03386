"""What the effects of measures and of research refuse, warn of and leave undefined."""

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


def research(year: int, money: float) -> dict[str, Any]:
    return {"year": year, "rd_rub": money}


def production(year: int, tonnes: float, **more: float) -> dict[str, Any]:
    return {
        "year": year,
        "output_t": tonnes,
        "consumption_norm_t_per_t": 2,
        "final_price_rub_per_t": 100,
        "unit_cost_rub_per_t": 10,
    } | more


def cycle(*years: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"discount_share": 0.1, "base_year": 2, "years": list(years)} | more


def test_absent_keys_of_a_year_are_nothing() -> None:
    result = calculate("economics.lifecycle_effect", cycle(research(2, 100), production(3, 1))).result
    assert result["years"][0]["production_cost_rub"] == 100
    assert result["years"][1]["result_rub"] == 50
    assert result["effect_rub"] == pytest.approx(-100 + 40 / 1.1)
    assert "stable" not in result


def test_output_without_a_norm_is_refused() -> None:
    year = production(3, 1)
    del year["consumption_norm_t_per_t"]
    assert codes("economics.lifecycle_effect", cycle(research(2, 1), year)) == {
        ("years[1].consumption_norm_t_per_t", "missing")
    }


def test_a_norm_of_nothing_is_good_for_a_year_without_output_only() -> None:
    idle = production(2, 0, consumption_norm_t_per_t=0)
    assert calculate("economics.lifecycle_effect", cycle(idle)).result["effect_rub"] == 0
    given = cycle(production(3, 1, consumption_norm_t_per_t=0))
    assert codes("economics.lifecycle_effect", given) == {
        ("years[0].consumption_norm_t_per_t", "out_of_range")
    }


def test_a_discount_in_per_cent_is_warned_of() -> None:
    given = cycle(research(2, 1), production(3, 1), discount_share=10)
    assert warnings("economics.lifecycle_effect", given) == ["discount_above_one"]


def test_a_year_given_twice_is_refused() -> None:
    assert codes("economics.lifecycle_effect", cycle(research(2, 1), research(2, 1))) == {
        ("years[1].year", "duplicate")
    }


def test_the_running_effect_follows_the_calendar_whatever_the_order_of_the_rows() -> None:
    rows = calculate("economics.lifecycle_effect", cycle(production(3, 10), research(2, 100))).result["years"]
    assert [row["year"] for row in rows] == [3, 2]
    assert rows[1]["cumulative_effect_rub"] == -100
    assert rows[0]["cumulative_effect_rub"] == pytest.approx(-100 + 400 / 1.1)


def test_salvage_is_taken_off_in_its_year_but_not_off_the_capital() -> None:
    years = (research(2, 100), production(3, 1, salvage_rub=33, capital_rub=11))
    result = calculate("economics.lifecycle_effect", cycle(*years)).result
    assert result["years"][1]["production_cost_rub"] == 10 + 11 - 33
    assert result["discounted_capital_rub"] == pytest.approx(110)


def test_stable_production_without_discount_spreads_the_capital_evenly() -> None:
    stable = {
        "output_t": 10,
        "consumption_norm_t_per_t": 2,
        "final_price_rub_per_t": 100,
        "opex_rub_per_t": 20,
        "horizons_years": [4, 5],
    }
    given = cycle(research(2, 400), production(3, 1), discount_share=0, stable=stable)
    found = calculate("economics.lifecycle_effect", given).result["stable"]
    assert found["annual_result_rub"] == 500
    assert [row["renovation_coef"] for row in found["horizons"]] == [0.25, 0.2]
    assert [row["effect_rub"] for row in found["horizons"]] == pytest.approx([300 * 4 - 400, 300 * 5 - 400])
    assert [row["growth_index"] for row in found["horizons"]] == [None, pytest.approx(1100 / 800)]


def test_an_effect_of_nothing_gives_the_next_horizon_no_index() -> None:
    stable = {
        "output_t": 1,
        "consumption_norm_t_per_t": 1,
        "final_price_rub_per_t": 100,
        "opex_rub_per_t": 0,
        "horizons_years": [1, 2],
    }
    given = cycle(research(2, 100), discount_share=0, stable=stable)
    rows = calculate("economics.lifecycle_effect", given).result["stable"]["horizons"]
    assert (rows[0]["effect_rub"], rows[1]["growth_index"]) == (0, None)


def test_a_cycle_without_output_and_an_odd_base_year_are_warned_of() -> None:
    assert warnings("economics.lifecycle_effect", cycle(research(2, 1))) == ["no_production"]
    given = cycle(research(2, 1), production(5, 1, consumer_depreciation_rub_per_t=1))
    assert warnings("economics.lifecycle_effect", given) == [
        "unusual_base_year",
        "depreciation_above_costs",
    ]


def test_the_conclusion_names_the_year_that_pays_back() -> None:
    paid = calculate("economics.lifecycle_effect", cycle(research(2, 100), production(3, 10)))
    assert "окупаются в 3 г." in paid.conclusions[0]
    lost = calculate("economics.lifecycle_effect", cycle(research(2, 100), production(3, 1)))
    assert "не окупаются" in lost.conclusions[0]


def test_the_cells_of_the_life_cycle_follow_output_and_discount() -> None:
    years = [research(2, 100), production(3, 0), production(4, 5)]
    note = calculate("economics.lifecycle_effect", cycle(*years))
    cells = recomputed(note, {"years[1].output_t": 7.0, "discount_share": 0.2})
    years[1] = production(3, 7)
    fresh = calculate("economics.lifecycle_effect", cycle(*years, discount_share=0.2))
    assert cells == pytest.approx(recomputed(fresh))


BASE = {"annual_output": 1000, "output_unit": "t"}
KNOWN = BASE | {"unit_cost_rub": 100, "price_rub": 120, "workers_people": 50}


def measures(*rows: dict[str, Any], base: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    listed = [
        {"id": f"m{place}", "title": f"М{place}", "start_month": 1} | row for place, row in enumerate(rows)
    ]
    return {"base": base or BASE, "measures": listed} | more


def resource(before: float, after: float, price: float = 10, group: str = "raw") -> dict[str, Any]:
    return {
        "group": group,
        "name": "Р",
        "unit": "kg",
        "price_rub": price,
        "norm_before": before,
        "norm_after": after,
    }


def test_a_measure_of_nothing_changes_nothing() -> None:
    note = calculate("economics.measure_effect", measures({}))
    (row,) = note.result["measures"]
    assert row["unit_cost_change_rub"] == row["annual_saving_rub"] == 0
    assert row["payback_years"] is None
    assert row["within_normative_payback"] is None
    assert row["months_active"] == 12
    assert note.result["total"]["payback_years"] is None
    assert [warning.code for warning in note.warnings] == ["no_saving"]


def test_a_saving_without_outlay_pays_back_at_once() -> None:
    given = measures({"resources": [resource(2, 1)]}, normative_payback_years=2)
    (row,) = calculate("economics.measure_effect", given).result["measures"]
    assert row["payback_years"] == 0
    assert row["within_normative_payback"] is True


def test_no_saving_is_not_within_a_set_payback() -> None:
    given = measures({"resources": [resource(1, 2)], "capex_rub": 5}, normative_payback_years=2)
    (row,) = calculate("economics.measure_effect", given).result["measures"]
    assert (row["payback_years"], row["within_normative_payback"]) == (None, False)


def test_a_payback_equal_to_the_norm_is_within_it() -> None:
    given = measures({"resources": [resource(2, 1)], "capex_rub": 20_000}, normative_payback_years=2)
    (row,) = calculate("economics.measure_effect", given).result["measures"]
    assert (row["payback_years"], row["within_normative_payback"]) == (2, True)


def test_groups_of_resources_stand_in_the_order_they_appear() -> None:
    rows = [resource(2, 1, group="fuel"), resource(3, 1), resource(5, 1, group="fuel")]
    given = measures({"resources": rows, "start_month": 12})
    (row,) = calculate("economics.measure_effect", given).result["measures"]
    assert [(group["group"], group["unit_saving_rub"]) for group in row["resource_groups"]] == [
        ("fuel", 50),
        ("raw", 20),
    ]
    assert row["plan_saving_rub"] == pytest.approx(70 * 1000 / 12)


def test_every_measure_shares_the_output_after_all_of_them() -> None:
    base = KNOWN | {"fixed_costs_per_unit": [{"name": "Ц", "rub": 30}, {"name": "З", "rub": 10}]}
    given = measures({"output_change": 400}, {"output_change": -150}, {"capex_rub": 2500,
                     "depreciation_share": 0.1, "repair_share": 0.1}, base=base)  # fmt: skip
    result = calculate("economics.measure_effect", given).result
    assert result["output_after"] == 1250
    assert [row["fixed_cost_change_rub"] for row in result["measures"]] == [-12.8, 4.8, 0]
    assert result["measures"][2]["capital_charge_change_rub"] == 0.4


def test_charges_on_wages_are_added_and_not_cascaded() -> None:
    row = {"released_people": 2, "annual_wage_rub": 1000, "social_share": 0.3, "safety_share": 0.02}
    result = calculate("economics.measure_effect", measures(row, base=KNOWN)).result
    assert result["measures"][0]["labour_saving_rub_per_year"] == pytest.approx(2640)
    assert result["total"]["avg_workers_people"] == 48
    assert result["total"]["productivity_growth_full_year_pct"] == pytest.approx(100 * (50 / 48 - 1))


def test_what_the_base_does_not_tell_is_undefined() -> None:
    total = calculate("economics.measure_effect", measures({"resources": [resource(2, 1)]})).result["total"]
    undefined = {key for key, value in total.items() if value is None}
    assert undefined == {
        "unit_cost_after_all_rub",
        "unit_cost_reduction_full_year_pct",
        "unit_cost_reduction_plan_pct",
        "avg_workers_people",
        "workers_change_people",
        "workers_change_pct",
        "productivity_growth_plan_pct",
        "productivity_growth_full_year_pct",
        "profit_before_rub",
        "profit_after_rub",
        "profit_change_rub",
        "profit_change_pct",
    }


def test_a_profit_of_nothing_before_has_no_growth_in_per_cent() -> None:
    base = KNOWN | {"price_rub": 100}
    total = calculate(
        "economics.measure_effect", measures({"resources": [resource(2, 1)]}, base=base)
    ).result["total"]
    assert total["profit_before_rub"] == 0
    assert total["profit_change_rub"] == 10_000
    assert total["profit_change_pct"] is None


def test_releasing_everybody_and_stopping_the_output_are_refused_together() -> None:
    given = measures({"released_people": 50, "output_change": -1000}, base=KNOWN)
    with pytest.raises(InvalidInputError) as refused:
        calculate("economics.measure_effect", given)
    assert [problem.value for problem in refused.value.problems] == [
        "50 чел.",
        "изменение выпуска −1\u202f000",
    ]


def test_a_plan_year_left_without_output_is_refused() -> None:
    given = measures({"output_change": -1500}, {"output_change": 800, "start_month": 12})
    with pytest.raises(FormulaRefusedError, match="в плановом году выпуска не остаётся"):
        calculate("economics.measure_effect", given)


def test_months_out_of_the_year_and_repeated_ids_are_refused_together() -> None:
    given = measures({"start_month": 0}, {"start_month": 6.5, "id": "m0"})
    assert codes("economics.measure_effect", given) == {
        ("measures[0].start_month", "out_of_range"),
        ("measures[1].start_month", "out_of_range"),
        ("measures[1].id", "duplicate"),
    }


def test_people_without_a_wage_and_growth_without_fixed_costs_are_warned_of() -> None:
    given = measures({"released_people": 1, "output_change": 5})
    assert warnings("economics.measure_effect", given) == ["no_saving", "no_wage", "no_fixed_costs"]


def test_the_cells_of_the_measures_follow_the_month_and_the_norms() -> None:
    rows = [{"resources": [resource(2, 1)], "capex_rub": 900}, {"released_people": 3, "annual_wage_rub": 500}]
    note = calculate("economics.measure_effect", measures(*rows, base=KNOWN))
    cells = recomputed(
        note,
        {
            "measures[0].start_month": 7.0,
            "measures[0].resources[0].norm_after": 0.5,
            "measures[1].released_people": 4.0,
            "measures[1].output_change": 50.0,
        },
    )
    changed = [
        {"resources": [resource(2, 0.5)], "capex_rub": 900, "start_month": 7},
        {"released_people": 4, "annual_wage_rub": 500, "output_change": 50},
    ]
    assert cells == pytest.approx(
        recomputed(calculate("economics.measure_effect", measures(*changed, base=KNOWN)))
    )
