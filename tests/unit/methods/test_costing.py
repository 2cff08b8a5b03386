"""What the methods of costing refuse, warn of and leave undefined."""

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


def resource(name: str, norm: float, price: float, **more: Any) -> dict[str, Any]:
    return {"name": name, "norm": norm, "price_rub": price} | more


def calculation(*materials: dict[str, Any], **changed: Any) -> dict[str, Any]:
    return {
        "annual_output": 10,
        "materials": list(materials),
        "energy": [],
        "wages_rub": 100,
        "social_pct": 30,
        "equipment_upkeep_rub": 50,
        "shop_overhead_rub": 20,
        "plant_pct": 10,
        "commercial_pct": 5,
    } | changed


def test_plant_overhead_leaves_the_materials_out_and_not_the_energy() -> None:
    given = calculation(resource("М", 2, 100), energy=[resource("Э", 1, 100)])
    result = calculate("costing.calculation", given).result
    assert result["shop_cost_rub"] == 500
    assert result["plant_overhead_rub"] == 30
    assert result["full_cost_rub"] == pytest.approx(556.5)
    assert sum(result["structure_pct"].values()) == pytest.approx(100)


def test_materials_need_no_waste_flag_and_energy_needs_no_rows() -> None:
    result = calculate("costing.calculation", calculation(resource("М", 1, 100))).result
    assert (result["waste_rub"], result["energy_rub"]) == (0, 0)
    assert result["annual_cost_rub"] == pytest.approx(10 * result["full_cost_rub"])


def test_waste_dearer_than_the_materials_is_warned_of_and_not_drawn() -> None:
    given = calculation(resource("М", 1, 10), resource("О", 1, 20, returnable_waste=True))
    note = calculate("costing.calculation", given)
    assert note.result["materials_rub"] == -10
    assert [warning.code for warning in note.warnings] == ["waste_above_materials"]
    assert note.figures == ()


def test_a_product_that_costs_nothing_is_refused_and_a_free_one_has_no_structure() -> None:
    nothing = {"wages_rub": 0, "equipment_upkeep_rub": 0, "shop_overhead_rub": 0}
    assert codes("costing.calculation", calculation(**nothing)) == {("materials", "too_few_items")}
    free = calculate("costing.calculation", calculation(resource("М", 1, 0), **nothing)).result
    assert set(free["structure_pct"].values()) == {None}


def test_zero_norms_and_negative_money_are_refused_together() -> None:
    given = calculation(resource("М", 0, -1), wages_rub=-5)
    assert codes("costing.calculation", given) == {
        ("materials[0].norm", "out_of_range"),
        ("materials[0].price_rub", "out_of_range"),
        ("wages_rub", "out_of_range"),
    }


def test_the_cells_of_a_calculation_follow_a_price_and_a_percentage() -> None:
    note = calculate("costing.calculation", calculation(resource("М", 2, 100)))
    cells = recomputed(note, {"materials[0].price_rub": 90.0, "plant_pct": 67.0})
    fresh = calculate("costing.calculation", calculation(resource("М", 2, 90), plant_pct=67))
    assert cells == pytest.approx(recomputed(fresh))


def programme(*articles: tuple[str, float], **changed: float) -> dict[str, Any]:
    return {
        "annual_output": 1000,
        "price_rub_per_unit": 50,
        "sort_coefficient_share": 0.9,
        "articles": [
            {"name": f"С{place}", "element": element, "rub_per_unit": rub}
            for place, (element, rub) in enumerate(articles)
        ],
    } | changed


def test_articles_of_one_element_add_up_and_an_element_without_articles_is_nothing() -> None:
    given = programme(("wages", 10), ("depreciation", 5), ("wages", 25))
    result = calculate("costing.programme_result", given).result
    assert result["elements_krub"] == {
        "materials": 0,
        "wages": 35,
        "social": 0,
        "depreciation": 5,
        "other": 0,
    }
    assert result["elements_pct"]["wages"] == 87.5
    assert (result["revenue_krub"], result["profit_krub"], result["profitability_pct"]) == (45, 5, 12.5)


def test_a_loss_is_warned_of() -> None:
    assert warnings("costing.programme_result", programme(("other", 46))) == ["loss"]


def test_free_articles_and_a_free_product_have_no_ratios() -> None:
    free = calculate("costing.programme_result", programme(("other", 0))).result
    assert free["profitability_pct"] is None
    assert free["articles"][0]["share_pct"] is None
    assert set(free["elements_pct"].values()) == {None}
    unpriced = calculate("costing.programme_result", programme(("other", 1), price_rub_per_unit=0)).result
    assert unpriced["cost_per_rouble_rub"] is None


def test_an_unknown_element_is_refused_with_the_list() -> None:
    with pytest.raises(InvalidInputError) as refused:
        calculate("costing.programme_result", programme(("wage", 1)))
    (problem,) = refused.value.problems
    assert problem.code == "unknown_choice"
    assert "depreciation" in problem.expected


FUNDS = {
    "direct_piece_fund_krub": 100,
    "piece_bonus_krub": 20,
    "evening_piece_krub": 10,
    "other_allowance_krub": 10,
    "annual_output_pcs": 1000,
    "cutting_room_coefficient": 1.1,
}


def garment(**changed: Any) -> dict[str, Any]:
    return {
        "materials": [{"name": "Ткань", "unit": "м", "price_rub": 100, "norm": 2}],
        "additional_wage_pct": 10,
        "social_security_pct": 34,
        "insurance_pct": 1,
        "general_production_pct": 170,
        "general_factory_pct": 200,
        "commercial_pct": 1.5,
        "innovation_pct": 3,
        "profit_pct": 20,
        "vat_pct": 20,
        "sort_coefficient_share": 1,
    } | changed


def test_a_wage_from_the_funds_equals_the_same_wage_given() -> None:
    by_funds = calculate("costing.unit_cost", garment(**FUNDS)).result
    assert by_funds["hourly_piece_fund_krub"] == 140
    assert by_funds["basic_wage_rub"] == pytest.approx(154)
    given = calculate("costing.unit_cost", garment(basic_wage_rub=by_funds["basic_wage_rub"])).result
    assert "hourly_piece_fund_krub" not in given
    assert given["price_rub"] == pytest.approx(by_funds["price_rub"])


def test_the_two_forms_of_the_wage_exclude_each_other() -> None:
    assert codes("costing.unit_cost", garment(basic_wage_rub=1, **FUNDS)) == {("", "exclusive_forms")}
    assert codes("costing.unit_cost", garment()) == {("", "missing_form")}
    assert codes("costing.unit_cost", garment(direct_piece_fund_krub=1)) == {
        (key, "missing") for key in FUNDS if key != "direct_piece_fund_krub"
    }


def test_a_garment_that_costs_nothing_is_refused() -> None:
    with pytest.raises(FormulaRefusedError, match="полная себестоимость равна нулю"):
        calculate("costing.unit_cost", garment(materials=[], basic_wage_rub=0))


def test_percentages_out_of_the_usual_are_warned_of() -> None:
    given = garment(basic_wage_rub=100, general_production_pct=100, commercial_pct=4)
    assert warnings("costing.unit_cost", given) == ["unusual_percent", "unusual_percent"]
    assert warnings("costing.unit_cost", garment(basic_wage_rub=100)) == []


def test_the_cells_of_the_price_follow_the_funds() -> None:
    note = calculate("costing.unit_cost", garment(**FUNDS))
    cells = recomputed(note, {"piece_bonus_krub": 40.0, "vat_pct": 10.0})
    fresh = calculate("costing.unit_cost", garment(**{**FUNDS, "piece_bonus_krub": 40, "vat_pct": 10}))
    assert cells == pytest.approx(recomputed(fresh))


def unit(name: str, *products: tuple[float, float, float], **changed: Any) -> dict[str, Any]:
    return {
        "name": name,
        "products": [
            {
                "name": f"П{place}",
                "qty": qty,
                "price_rub": price,
                "purchase_rub": variable,
                "direct_rub": 0,
                "sales_variable_rub": 0,
            }
            for place, (qty, price, variable) in enumerate(products)
        ],
        "special_sales_rub": 10,
        "fixed_sales_rub": 10,
        "indirect_production_rub": 10,
        "supply_rub": 10,
    } | changed


def budget(*units: dict[str, Any], **changed: Any) -> dict[str, Any]:
    return {"company_fixed_rub": 100, "units": list(units)} | changed


def test_without_targets_all_goals_are_met() -> None:
    result = calculate("costing.internal_budget", budget(unit("А", (10, 20, 5)))).result
    assert result["units"][0]["result_rub"] == 110
    assert result["units"][0]["deviations"] == {}
    assert result["company"]["result_rub"] == 10
    assert (result["company"]["goals_met"], result["replan_units"]) == (True, [])


def test_a_target_met_exactly_is_met_and_a_missed_one_calls_for_replanning() -> None:
    met = unit("А", (10, 20, 5), targets={"result_rub": 110, "profitability_pct": None})
    missed = unit("Б", (10, 20, 5), targets={"contribution_1_rub": 151, "revenue_rub": 1})
    result = calculate("costing.internal_budget", budget(met, missed)).result
    assert [row["goals_met"] for row in result["units"]] == [True, False]
    assert result["units"][1]["deviations"] == {"revenue_rub": 199, "contribution_1_rub": -1}
    assert result["replan_units"] == ["Б"]


def test_a_unit_that_spends_nothing_has_no_profitability_and_misses_a_target_of_it() -> None:
    idle = unit("А", targets={"profitability_pct": 5}) | dict.fromkeys(
        ("special_sales_rub", "fixed_sales_rub", "indirect_production_rub", "supply_rub"), 0
    )
    result = calculate("costing.internal_budget", budget(idle, company_fixed_rub=0)).result
    (row,) = result["units"]
    assert (row["profitability_pct"], row["deviations"]) == (None, {"profitability_pct": None})
    assert row["goals_met"] is False
    assert result["company"]["profitability_pct"] is None


def test_a_target_of_costs_and_a_price_below_variable_costs_are_warned_of() -> None:
    given = budget(unit("А", (10, 4, 5), targets={"costs_rub": 1}))
    assert warnings("costing.internal_budget", given) == ["target_of_costs", "price_below_variable"]


def test_a_target_that_is_no_measure_and_a_repeated_unit_are_refused_together() -> None:
    given = budget(unit("А", (1, 1, 1)), unit("А", (1, 1, 1), targets={"profit_rub": 1}))
    assert codes("costing.internal_budget", given) == {
        ("units[1].targets.profit_rub", "unknown_key"),
        ("units[1].name", "duplicate"),
    }


def test_the_conclusion_tells_when_only_the_company_misses() -> None:
    given = budget(unit("А", (10, 20, 5)), company_targets={"result_rub": 11})
    assert "цели предприятия — нет" in calculate("costing.internal_budget", given).conclusions[1]


def test_the_cells_of_the_budget_follow_a_quantity() -> None:
    note = calculate("costing.internal_budget", budget(unit("А", (10, 20, 5)), unit("Б", (3, 7, 2))))
    cells = recomputed(note, {"units[1].products[0].qty": 50.0})
    fresh = calculate("costing.internal_budget", budget(unit("А", (10, 20, 5)), unit("Б", (50, 7, 2))))
    assert cells == pytest.approx(recomputed(fresh))


def used(name: str, old: tuple[float, float], new: tuple[float, float], **more: Any) -> dict[str, Any]:
    return {
        "group": "raw",
        "name": name,
        "unit": "t",
        "norm_base": old[0],
        "price_base_rub": old[1],
        "norm_actual": new[0],
        "price_actual_rub": new[1],
    } | more


def sums(name: str, base: float, actual: float, **more: str) -> dict[str, Any]:
    return {"name": name, "base_rub": base, "actual_rub": actual} | more


def variance(**changed: Any) -> dict[str, Any]:
    return {
        "output_unit": "t",
        "output_base": 100,
        "output_actual": 125,
        "materials": [],
        "wage_items": [],
        "overhead_items": [],
    } | changed


def test_overheads_alone_split_into_volume_and_budget() -> None:
    given = variance(
        overhead_items=[sums("Цех", 10, 9, level="shop"), sums("Сбыт", 5, 5, level="commercial")]
    )
    result = calculate("costing.variance", given).result
    overheads = result["overheads"]
    assert (overheads["volume_effect_rub"], overheads["budget_effect_rub"]) == pytest.approx((-3, 2))
    assert (result["shop_cost_base_rub"], result["production_cost_base_rub"]) == (10, 10)
    assert (result["cost_base_rub"], result["cost_actual_rub"]) == (15, 14)
    assert (result["groups"], result["materials"]) == ({}, [])
    assert [row["name"] for row in result["articles"]] == ["Цех", "Сбыт"]


def test_more_waste_makes_the_product_cheaper() -> None:
    given = variance(
        materials=[used("М", (2, 10), (2, 10)), used("О", (1, 5), (2, 6), returnable_waste=True)]
    )
    group = calculate("costing.variance", given).result["groups"]["raw"]
    assert (group["base_rub"], group["actual_rub"]) == (15, 8)
    assert (group["norm_effect_rub"], group["price_effect_rub"]) == (-5, -2)


def test_groups_stand_in_the_order_they_appear_whatever_their_names() -> None:
    rows = [
        used("А", (1, 1), (1, 1), group="тара"),
        used("Б", (1, 1), (1, 1)),
        used("В", (1, 1), (1, 2), group="тара"),
    ]
    result = calculate("costing.variance", variance(materials=rows)).result
    assert list(result["groups"]) == ["тара", "raw"]
    assert [row["name"] for row in result["articles"]] == ["тара", "raw"]
    assert result["groups"]["тара"]["price_effect_rub"] == 1


def test_an_average_wage_is_derived_from_the_workers() -> None:
    given = variance(wage_items=[sums("З", 8, 8)], workers_base_people=4, workers_actual_people=4)
    wages = calculate("costing.variance", given).result["wages"]
    assert (wages["avg_wage_base_rub"], wages["avg_wage_actual_rub"]) == (200, 250)
    assert (wages["output_per_worker_base"], wages["output_per_worker_actual"]) == (25, 31.25)
    assert (wages["wage_rate_effect_rub"], wages["productivity_effect_rub"]) == (2, -2)


def test_given_average_wages_need_no_workers() -> None:
    given = variance(wage_items=[sums("З", 8, 9)], avg_wage_base_rub=100, avg_wage_actual_rub=150)
    note = calculate("costing.variance", given)
    wages = note.result["wages"]
    assert wages["output_per_worker_base"] is None
    assert (wages["wage_rate_effect_rub"], wages["productivity_effect_rub"]) == (4, -3)
    assert note.warnings == ()


def test_without_workers_and_average_wages_the_effects_are_undefined() -> None:
    note = calculate("costing.variance", variance(wage_items=[sums("З", 8, 9)]))
    wages = note.result["wages"]
    assert wages["change_rub"] == 1
    assert wages["wage_rate_effect_rub"] is wages["productivity_effect_pct_of_cost"] is None
    assert [warning.code for warning in note.warnings] == ["no_average_wage"]


def test_one_given_average_wage_beside_a_derived_one_is_warned_of() -> None:
    given = variance(wage_items=[sums("З", 8, 9)], avg_wage_base_rub=100, workers_actual_people=4)
    assert warnings("costing.variance", given) == ["mixed_average_wage"]


def test_average_wages_that_contradict_the_wage_per_unit_are_warned_of() -> None:
    workers = {"workers_base_people": 4, "workers_actual_people": 5}
    given = variance(wage_items=[sums("З", 8, 9)], avg_wage_base_rub=100, avg_wage_actual_rub=100, **workers)
    assert warnings("costing.variance", given) == ["contradictory_wages"]
    agreed = variance(wage_items=[sums("З", 8, 8)], avg_wage_base_rub=100, avg_wage_actual_rub=100, **workers)
    assert warnings("costing.variance", agreed) == []


def test_an_article_that_was_not_planned_has_no_change_in_per_cent() -> None:
    given = variance(materials=[used("М", (0, 10), (1, 10))], wage_items=[sums("З", 0, 1)])
    result = calculate("costing.variance", given).result
    assert result["groups"]["raw"]["change_pct"] is None
    assert result["change_pct"] is None
    assert result["articles"][0]["change_pct_of_cost"] is None
    assert result["cost_actual_rub"] == 11


def test_nothing_at_all_is_refused_and_so_is_no_output() -> None:
    assert codes("costing.variance", variance()) == {("materials", "too_few_items")}
    given = variance(output_actual=0, overhead_items=[sums("Ц", 1, 1, level="цех")])
    assert codes("costing.variance", given) == {
        ("output_actual", "out_of_range"),
        ("overhead_items[0].level", "unknown_choice"),
    }


def test_the_cells_of_the_variances_follow_norms_and_output() -> None:
    parts: dict[str, Any] = {
        "materials": [used("М", (2, 10), (2, 11)), used("О", (1, 5), (2, 6), returnable_waste=True)],
        "wage_items": [sums("З", 8, 9)],
        "overhead_items": [sums("Ц", 5, 5, level="shop")],
        "workers_base_people": 4,
        "workers_actual_people": 5,
    }
    note = calculate("costing.variance", variance(**parts))
    cells = recomputed(note, {"materials[1].norm_actual": 3.0, "output_actual": 90.0})
    parts["materials"][1]["norm_actual"] = 3
    fresh = calculate("costing.variance", variance(**parts, output_actual=90))
    assert cells == pytest.approx(recomputed(fresh))
