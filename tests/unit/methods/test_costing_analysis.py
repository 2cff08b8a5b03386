"""What budgets of units and the variance analysis refuse, warn of and leave undefined."""

from typing import Any

import pytest

from builders.sheets import recomputed
from potok.methods import calculate
from potok.notes.errors import InvalidInputError


def codes(method_id: str, given: dict[str, Any]) -> set[tuple[str, str]]:
    with pytest.raises(InvalidInputError) as refused:
        calculate(method_id, given)
    return {(str(problem.field), problem.code) for problem in refused.value.problems}


def warnings(method_id: str, given: dict[str, Any]) -> list[str]:
    return [warning.code for warning in calculate(method_id, given).warnings]


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
