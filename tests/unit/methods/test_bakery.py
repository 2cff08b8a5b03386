"""What the methods of the bread shop refuse, warn of, and the forms their cases do not show."""

from __future__ import annotations

from typing import Any

import pytest

from builders.cases import CASES, read_case
from builders.sheets import recomputed
from potok.methods import calculate
from potok.notes.errors import FormulaRefusedError, InvalidInputError


def case(method_id: str, name: str, **changes: Any) -> dict[str, Any]:
    return {**read_case(CASES / method_id / f"{name}.json")["given"], **changes}


def codes(method_id: str, given: dict[str, Any]) -> set[tuple[str, str]]:
    with pytest.raises(InvalidInputError) as refused:
        calculate(method_id, given)
    return {(str(problem.field), problem.code) for problem in refused.value.problems}


def warnings(method_id: str, given: dict[str, Any]) -> list[str]:
    return [warning.code for warning in calculate(method_id, given).warnings]


# Piece mass


def piece(**changes: Any) -> dict[str, Any]:
    return case("bakery.piece_mass", "gippo-loaf-05", **changes)


def test_losses_of_a_hundred_per_cent_are_refused() -> None:
    given = piece(baking_loss_pct=100, cooling_loss_pct=-1, loaf_kg=0)
    assert codes("bakery.piece_mass", given) == {
        ("baking_loss_pct", "out_of_range"),
        ("cooling_loss_pct", "out_of_range"),
        ("loaf_kg", "out_of_range"),
    }


def test_dough_for_a_whole_number_of_pieces_leaves_nothing() -> None:
    given = piece(baking_loss_pct=0, cooling_loss_pct=0, loaf_kg=0.1, dough_kg=0.3)
    result = calculate("bakery.piece_mass", given).result
    assert result["pieces_pcs"] == 3
    assert result["dough_left_kg"] == pytest.approx(0, abs=1e-12)


def test_too_little_dough_and_an_unusual_cooling_loss_are_warned_of() -> None:
    assert warnings("bakery.piece_mass", piece(dough_kg=0.2, cooling_loss_pct=1)) == [
        "unusual_cooling_loss",
        "no_piece",
    ]


# Process norms


def norms(**changes: Any) -> dict[str, Any]:
    return case("bakery.process_norms", "rotor-oven-loaf", **changes)


def test_an_oven_of_continuous_loading_has_no_reloading() -> None:
    result = calculate("bakery.process_norms", norms(reload_min=0)).result
    assert result["pieces_per_h"] == pytest.approx(60 * 108 / 23)


def test_a_slow_divider_and_a_light_piece_are_warned_of() -> None:
    given = norms(divider_pieces_per_min=3, dough_piece_kg=0.4)
    assert warnings("bakery.process_norms", given) == ["divider_overloaded", "light_piece"]


def test_divisors_of_zero_are_refused() -> None:
    given = norms(bake_min=0, dough_per_bowl_kg=0, pieces_per_trolley=0, divider_pieces_per_min=-1)
    assert {field for field, _ in codes("bakery.process_norms", given)} == {
        "bake_min",
        "dough_per_bowl_kg",
        "pieces_per_trolley",
        "divider_pieces_per_min",
    }


def test_whole_numbers_of_bowls_and_trolleys_are_not_rounded_up() -> None:
    # 60 pieces an hour of 1 kg, bowls of 20 kg for 20 min, trolleys of 30 pieces for an hour.
    given = norms(
        pieces_per_load=1,
        bake_min=1,
        reload_min=0,
        dough_piece_kg=1,
        dough_per_bowl_kg=20,
        bowl_occupied_min=20,
        trolley_turn_min=60,
        pieces_per_trolley=30,
    )
    result = calculate("bakery.process_norms", given).result
    assert (result["bowls_pcs"], result["trolleys_pcs"], result["bowl_rhythm_min"]) == (1, 2, 20)


# Bowl recipe


def recipe(**changes: Any) -> dict[str, Any]:
    return case("bakery.bowl_recipe", "loaf-bowl-330", **changes)


def ingredient(**changes: Any) -> dict[str, Any]:
    return {"name": "Соль", "kg_per_100kg_flour": 1.5, "moisture_pct": 0, "form": "dry", **changes}


def test_a_solution_needs_its_concentration_and_a_suspension_its_water() -> None:
    given = recipe(ingredients=[ingredient(form="solution"), ingredient(form="suspension"), ingredient()])
    assert codes("bakery.bowl_recipe", given) == {
        ("ingredients[0].concentration_pct", "missing"),
        ("ingredients[1].water_parts", "missing"),
    }


def test_flour_and_water_alone_make_a_dough() -> None:
    result = calculate("bakery.bowl_recipe", recipe(ingredients=[])).result
    assert result["dough_kg"] == pytest.approx(115.5 * 0.855 / 0.57)
    assert result["water_added_kg"] == result["water_total_kg"]
    assert result["water_in_solutions_kg"] == 0


def test_more_water_in_solutions_than_in_the_dough_is_warned_of() -> None:
    salt = ingredient(form="solution", kg_per_100kg_flour=20, concentration_pct=20)
    note = calculate("bakery.bowl_recipe", recipe(ingredients=[salt]))
    assert note.result["water_added_kg"] < 0
    assert "negative_water" in [warning.code for warning in note.warnings]


def test_the_ends_of_the_water_range_belong_to_it() -> None:
    # Water is W_t/(1 - W_t) of dry flour: 35 % at exactly 35/135 of moisture.
    at_the_end = recipe(ingredients=[], flour_moisture_pct=0, dough_moisture_pct=100 * 35 / 135)
    assert calculate("bakery.bowl_recipe", at_the_end).result["water_within_range"] is True
    below = recipe(ingredients=[], flour_moisture_pct=0, dough_moisture_pct=25)
    assert calculate("bakery.bowl_recipe", below).result["water_within_range"] is False
    assert warnings("bakery.bowl_recipe", below) == ["water_out_of_range"]


def test_an_unusual_suspension_and_a_moist_solution_are_warned_of() -> None:
    given = recipe(
        ingredients=[
            ingredient(name="Дрожжи", form="suspension", water_parts=5),
            ingredient(name="Сироп", form="solution", moisture_pct=20, concentration_pct=60),
        ]
    )
    assert warnings("bakery.bowl_recipe", given) == ["unusual_suspension", "moist_solution"]


# Flour blend


def lot(name: str = "А", gluten: float = 24, **changes: Any) -> dict[str, Any]:
    return {"name": name, "indicators": {"gluten_pct": gluten}, "stock_kg": 1000, **changes}


def blend(*lots: dict[str, Any], target: float | None = None, max_ratio: int = 3) -> dict[str, Any]:
    wanted = None if target is None else {"indicator": "gluten_pct", "value": target}
    return {"total_kg": 100, "target": wanted, "max_ratio": max_ratio, "lots": list(lots)}


def parts(target: float, max_ratio: int = 3, first: float = 24, second: float = 32) -> list[float]:
    given = blend(lot(gluten=first), lot("Б", second), target=target, max_ratio=max_ratio)
    result: Any = calculate("bakery.flour_blend", given).result
    found: list[float] = result["practical_parts"]
    return found


def test_the_nearest_ratio_of_small_numbers_is_taken() -> None:
    assert parts(28) == [1, 1]
    assert parts(29.5) == [1, 2]
    assert parts(26.5) == [2, 1]
    assert parts(31) == [1, 3]
    assert parts(31, max_ratio=8) == [1, 7]
    assert parts(24) == [3, 1]
    assert parts(32, max_ratio=1) == [1, 1]


def test_of_equally_near_ratios_the_first_in_the_list_is_taken() -> None:
    # 1:1 gives 30 and 1:2 gives 32, both one away from 31; 2:1 gives 28.
    assert parts(31, first=24, second=36) == [1, 1]
    # 1:1 gives 6 and 2:1 gives 4, both one away from 5.
    assert parts(5, first=0, second=12) == [1, 1]


def test_the_order_of_the_lots_may_be_turned_round() -> None:
    assert parts(29.5, first=32, second=24) == [2, 1]
    given = blend(lot(gluten=32), lot("Б", 24), target=29)
    assert calculate("bakery.flour_blend", given).result["exact_shares"] == pytest.approx([5 / 8, 3 / 8])


def test_a_target_outside_the_lots_is_refused() -> None:
    given = blend(lot(), lot("Б", 31), target=31.5)
    assert codes("bakery.flour_blend", given) == {("target.value", "out_of_range")}


def test_a_target_for_equal_lots_is_refused() -> None:
    given = blend(lot(), lot("Б"), target=24)
    assert codes("bakery.flour_blend", given) == {("target.value", "bad_value")}


def test_a_target_for_three_lots_is_refused() -> None:
    given = blend(lot(), lot("Б", 28), lot("В", 31), target=27)
    assert codes("bakery.flour_blend", given) == {("lots", "bad_length")}


def test_a_target_needs_its_indicator_and_the_largest_ratio() -> None:
    given = blend(lot(), lot("Б", 31), target=27)
    given["lots"][1]["indicators"] = {"idk": 60}
    assert codes("bakery.flour_blend", {**given, "max_ratio": None}) == {
        ("max_ratio", "missing"),
        ("lots[1].indicators.gluten_pct", "missing"),
    }


def test_without_a_target_every_lot_needs_its_parts() -> None:
    assert codes("bakery.flour_blend", blend(lot(parts=1), lot("Б"))) == {("lots[1].parts", "missing")}
    with pytest.raises(FormulaRefusedError, match="сумма частей равна нулю"):
        calculate("bakery.flour_blend", blend(lot(parts=0), lot("Б", parts=0)))


def test_without_a_target_the_largest_ratio_is_not_needed() -> None:
    given = blend(lot(parts=1))
    del given["max_ratio"], given["target"]
    result = calculate("bakery.flour_blend", given).result
    assert result["indicators"] == {"gluten_pct": 24}
    assert "exact_shares" not in result


def test_an_indicator_that_a_lot_lacks_is_undefined_for_the_blend() -> None:
    other = lot("Б", parts=1, indicators={"gluten_pct": 30, "idk": 70})
    note = calculate("bakery.flour_blend", blend(lot(parts=1), other))
    assert note.result["indicators"] == {"gluten_pct": 27, "idk": None}
    assert [warning.code for warning in note.warnings] == ["unknown_indicator"]


def test_parts_beside_a_target_and_a_short_stock_are_warned_of() -> None:
    given = blend(lot(parts=5, stock_kg=10), lot("Б", 32), target=28)
    assert warnings("bakery.flour_blend", given) == ["unused_input", "not_enough_stock"]


def test_the_cells_of_a_blend_follow_another_target() -> None:
    cells = recomputed(
        calculate("bakery.flour_blend", blend(lot(), lot("Б", 32), target=28)),
        {"target.value": 29.4, "max_ratio": 2.0},
    )
    fresh = calculate("bakery.flour_blend", blend(lot(), lot("Б", 32), target=29.4, max_ratio=2))
    assert cells == pytest.approx(recomputed(fresh))
    assert [cells["practical_parts[0]"], cells["practical_parts[1]"]] == [1, 2]


# Daily plan


def oven(name: str, rate: float) -> dict[str, Any]:
    return {"name": name, "kg_per_h": rate}


def product(name: str, plan: float, *ovens: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "plan_kg": plan, "ovens": list(ovens)}


def day(*products: dict[str, Any], **changes: Any) -> dict[str, Any]:
    ovens = [{"name": name, "hours_per_shift": 8} for name in ("П1", "П2")]
    return {"shifts": 2, "changeover_h": 1, "ovens": ovens, "products": list(products), **changes}


def placed(given: dict[str, Any]) -> list[tuple[float, str, str, float]]:
    lines: Any = calculate("bakery.daily_plan", given).result["lines"]
    return [(line["shift"], line["oven"], line["product"], line["hours"]) for line in lines]


def test_a_change_of_product_costs_the_changeover_within_a_shift_only() -> None:
    given = day(product("А", 600, oven("П1", 100)), product("Б", 900, oven("П1", 100)))
    assert placed(given) == [(1, "П1", "А", 6), (1, "П1", "Б", 1), (2, "П1", "Б", 8)]
    result: Any = calculate("bakery.daily_plan", given).result
    assert [row["busy_h"] for row in result["ovens"]] == [16, 0]


def test_no_changeover_is_spent_where_no_time_is_left_for_the_product() -> None:
    given = day(product("А", 750, oven("П1", 100)), product("Б", 100, oven("П1", 100)), shifts=1)
    result: Any = calculate("bakery.daily_plan", given).result
    assert result["ovens"][0]["busy_h"] == 7.5
    assert result["unplaced"] == [{"product": "Б", "kg": 100}]
    assert result["planned_kg"] == 750
    assert warnings("bakery.daily_plan", given) == ["unplaced"]


def test_the_ovens_of_a_product_are_taken_in_its_own_order_shift_by_shift() -> None:
    given = day(product("А", 2000, oven("П2", 100), oven("П1", 50)))
    assert placed(given) == [(1, "П2", "А", 8), (1, "П1", "А", 8), (2, "П2", "А", 8)]


def test_a_product_without_an_oven_or_a_plan_is_not_placed() -> None:
    given = day(product("А", 50), product("Б", 0, oven("П1", 100)))
    result: Any = calculate("bakery.daily_plan", given).result
    assert (result["lines"], result["unplaced"]) == ([], [{"product": "А", "kg": 50}])
    assert result["planned_kg"] == 0


def test_a_day_without_products_is_empty() -> None:
    result: Any = calculate("bakery.daily_plan", day()).result
    assert (result["lines"], result["planned_kg"]) == ([], 0)


def test_an_unknown_oven_and_twice_the_same_one_are_refused() -> None:
    given = day(product("А", 50, oven("П3", 100), oven("П1", 10), oven("П1", 20)))
    assert codes("bakery.daily_plan", given) == {("products[0].ovens[2].name", "duplicate")}
    given = day(product("А", 50, oven("П3", 100)))
    assert codes("bakery.daily_plan", given) == {("products[0].ovens[0].name", "unknown_reference")}


def test_shifts_longer_than_a_day_are_warned_of() -> None:
    assert warnings("bakery.daily_plan", day(shifts=4)) == ["longer_than_a_day"]


def test_the_cells_of_a_day_follow_a_larger_plan() -> None:
    def plan(amount: float) -> dict[str, Any]:
        return day(product("А", amount, oven("П1", 100)), product("Б", 900, oven("П1", 100)))

    cells = recomputed(calculate("bakery.daily_plan", plan(600)), {"products[0].plan_kg": 500.0})
    fresh = recomputed(calculate("bakery.daily_plan", plan(500)))
    assert cells == pytest.approx(fresh)


def test_an_oven_without_hours_bakes_nothing_and_has_no_load() -> None:
    given = day(product("А", 80, oven("П1", 10)), shifts=1)
    given["ovens"][0]["hours_per_shift"] = 0
    result: Any = calculate("bakery.daily_plan", given).result
    assert result["ovens"][0] == {"name": "П1", "busy_h": 0, "load_share": None}
    assert result["unplaced"] == [{"product": "А", "kg": 80}]
