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
