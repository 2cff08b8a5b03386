"""What the methods of the programme refuse, warn of, and the forms their cases do not show."""

from __future__ import annotations

from typing import Any

import pytest

from builders.cases import CASES, read_case
from builders.sheets import recomputed
from potok.methods import calculate
from potok.notes.errors import InvalidInputError


def case(method_id: str, name: str, **changes: Any) -> dict[str, Any]:
    return {**read_case(CASES / method_id / f"{name}.json")["given"], **changes}


def codes(method_id: str, given: dict[str, Any]) -> set[tuple[str, str]]:
    with pytest.raises(InvalidInputError) as refused:
        calculate(method_id, given)
    return {(str(problem.field), problem.code) for problem in refused.value.problems}


def warnings(method_id: str, given: dict[str, Any]) -> list[str]:
    return [warning.code for warning in calculate(method_id, given).warnings]


# Capacity


def reactor(**changes: Any) -> dict[str, Any]:
    return {"name": "Р-1", "hourly_output": 2, "count_pcs": 3, "effective_h": 8000, **changes}


def change(capacity: float, months: float) -> dict[str, Any]:
    return {"name": "Р-2", "capacity": capacity, "months": months}


def capacity(**changes: Any) -> dict[str, Any]:
    return {"output_unit": "т", "equipment": [reactor()], **changes}


def test_the_fund_is_given_or_computed_but_not_both() -> None:
    both = reactor(calendar_h=8760, downtime_h=760)
    neither = reactor(effective_h=None)
    half = reactor(effective_h=None, calendar_h=8760)
    given = capacity(equipment=[both, neither, half])
    assert codes("programme.capacity", given) == {
        ("equipment[0]", "exclusive_forms"),
        ("equipment[1]", "missing_form"),
        ("equipment[2].downtime_h", "missing"),
    }


def test_more_downtime_than_time_is_refused() -> None:
    given = capacity(equipment=[reactor(effective_h=None, calendar_h=8000, downtime_h=8001)])
    assert codes("programme.capacity", given) == {("equipment[0].downtime_h", "out_of_range")}


def test_a_year_without_a_beginning_is_refused() -> None:
    assert codes("programme.capacity", {"output_unit": "т"}) == {("capacity_start", "missing_form")}
    assert codes("programme.capacity", {"output_unit": "т", "equipment": []}) == {
        ("capacity_start", "missing_form")
    }


def test_more_than_twelve_months_are_refused() -> None:
    given = capacity(commissioned=[change(100, 13)], retired=[change(100, -1)])
    assert codes("programme.capacity", given) == {
        ("commissioned[0].months", "out_of_range"),
        ("retired[0].months", "out_of_range"),
    }


def test_the_ends_of_the_year_and_parts_of_a_month_count_as_they_are() -> None:
    result = calculate(
        "programme.capacity",
        {
            "output_unit": "т",
            "capacity_start": 1000,
            "commissioned": [change(120, 0), change(120, 12), change(120, 4.5)],
            "retired": [change(240, 0), change(240, 12)],
        },
    ).result
    assert (result["commissioned_avg"], result["retired_avg"]) == (165, 240)
    assert (result["capacity_avg_annual"], result["capacity_end"]) == (925, 880)


def test_a_given_beginning_wins_over_the_groups_and_the_note_says_so() -> None:
    note = calculate("programme.capacity", capacity(capacity_start=50000, commissioned=None, retired=[]))
    groups: Any = note.result["groups"]
    assert (groups[0]["capacity"], note.result["capacity_start"]) == (48000, 50000)
    assert "groups_not_added" in [warning.code for warning in note.warnings]


def test_a_yield_in_per_cent_and_too_much_retirement_are_warned_of() -> None:
    given = capacity(equipment=[reactor(yield_share=95)], retired=[change(1e9, 0)])
    assert warnings("programme.capacity", given) == ["yield_above_one", "negative_capacity"]


def test_the_yield_is_one_unless_given() -> None:
    note = calculate("programme.capacity", capacity())
    assert note.result["capacity_start"] == 48000
    assert [item.path for item in note.inputs if item.assumed] == ["equipment[0].yield_share"]


def test_adding_groups_takes_them_as_parallel_and_the_note_says_so() -> None:
    given = capacity(equipment=[reactor(), reactor(name="Р-2")])
    assert calculate("programme.capacity", given).result["capacity_start"] == 96000
    assert warnings("programme.capacity", given) == ["assumed_parallel"]


# Batch capacity


def stage(name: str = "Реактор", **changes: Any) -> dict[str, Any]:
    given = {"count_pcs": 1, "effective_h": 100, "cycle_h": 10, "raw_per_cycle": 2, "yield_share": 0.5}
    return {"name": name, **given, **changes}


def test_of_equal_stages_the_first_limits() -> None:
    given = {"groups": [stage("А", count_pcs=3, cycle_h=30), stage("Б"), stage("В", count_pcs=2)]}
    result = calculate("programme.batch_capacity", given).result
    assert (result["capacity"], result["limiting"]) == (pytest.approx(10), "А")
    assert result["reserve_share"] == pytest.approx([0, 0, 0.5])


def test_a_whole_number_of_cycles_stays_whole() -> None:
    given = {"groups": [stage(effective_h=0.3, cycle_h=0.1)]}
    groups: Any = calculate("programme.batch_capacity", given).result["groups"]
    assert groups[0]["cycles_whole"] == 3


def test_a_cycle_beyond_the_fund_and_a_yield_in_per_cent_are_warned_of() -> None:
    given = {"groups": [stage(cycle_h=200, yield_share=93)]}
    assert warnings("programme.batch_capacity", given) == ["yield_above_one", "no_whole_cycle"]


def test_a_cycle_without_length_is_refused() -> None:
    assert codes("programme.batch_capacity", {"groups": [stage(cycle_h=0, count_pcs=0)]}) == {
        ("groups[0].cycle_h", "out_of_range"),
        ("groups[0].count_pcs", "out_of_range"),
    }


# Factor analysis


def factor(code: str, base: float, actual: float) -> dict[str, Any]:
    return {"code": code, "name": code, "base": base, "actual": actual}


def factors(*rows: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {"result_name": "Выпуск", "result_unit": "т", "factors": list(rows), **changes}


def test_one_factor_explains_everything() -> None:
    result: Any = calculate("programme.factor_analysis", factors(factor("q", 4, 5), multiplier=0.001)).result
    assert result["chain"] == pytest.approx([0.004, 0.005])
    assert result["factors"][0]["delta"] == pytest.approx(result["delta"])
    assert result["factors"][0]["delta_pct"] == pytest.approx(25)


def test_a_factor_that_fell_to_nothing_has_a_zero_index() -> None:
    result = calculate("programme.factor_analysis", factors(factor("t", 2, 0), factor("q", 3, 6))).result
    assert (result["index"], result["index_product"], result["delta"]) == (0, 0, -6)
    assert result["chain"] == [6, 0, 0]


def test_a_zero_base_and_two_factors_of_one_code_are_refused() -> None:
    given = factors(factor("q", 0, 5), factor("q", 1, 2))
    assert codes("programme.factor_analysis", given) == {
        ("factors[0].base", "out_of_range"),
        ("factors[1].code", "duplicate"),
    }


def test_no_factors_are_refused() -> None:
    assert codes("programme.factor_analysis", factors()) == {("factors", "too_few_items")}


def test_the_cells_of_an_analysis_follow_a_factor() -> None:
    def given(actual: float) -> dict[str, Any]:
        return factors(factor("n", 10, 11), factor("t", 2, actual), factor("q", 3, 4))

    cells = recomputed(
        calculate("programme.factor_analysis", given(2.5)), {"factors[1].actual": 1.5, "multiplier": 1.0}
    )
    assert cells == pytest.approx(recomputed(calculate("programme.factor_analysis", given(1.5))))


# Fulfilment of the plan


def item(name: str, plan: float, actual: float, price: float | None = None) -> dict[str, Any]:
    return {"name": name, "plan_qty": plan, "actual_qty": actual, "price_rub_per_unit": price}


def fulfilment(*rows: dict[str, Any]) -> dict[str, Any]:
    return {"qty_unit": "шт.", "products": list(rows)}


def test_prices_are_given_for_all_products_or_for_none() -> None:
    given = fulfilment(item("А", 1, 1, 10), item("Б", 1, 1), item("В", 1, 1, 20))
    assert codes("programme.plan_fulfilment", given) == {("products[1].price_rub_per_unit", "missing")}


def test_one_product_does_not_cover_another() -> None:
    result = calculate(
        "programme.plan_fulfilment", fulfilment(item("А", 100, 150, 10), item("Б", 100, 90, 20))
    ).result
    assert (result["fulfilment_pct"], result["assortment_pct"]) == (110, pytest.approx(2800 / 30))
    assert (result["shortfall_value"], result["unmet_products"]) == (200, ["Б"])
    assert (result["value_unit"], result["assortment_met"]) == ("rub", False)


def test_a_programme_outside_the_plan_has_no_fulfilment() -> None:
    note = calculate("programme.plan_fulfilment", fulfilment(item("А", 0, 20, 5)))
    assert (note.result["fulfilment_pct"], note.result["assortment_pct"]) == (None, None)
    assert (note.result["actual_value"], note.result["credited_value"]) == (100, 0)
    assert note.result["assortment_met"] is True
    assert [warning.code for warning in note.warnings] == ["unplanned_output", "no_plan"]


def test_adding_pieces_of_different_products_is_warned_of() -> None:
    given = fulfilment(item("А", 1, 1), item("Б", 1, 1))
    assert warnings("programme.plan_fulfilment", given) == ["one_measure"]
    assert warnings("programme.plan_fulfilment", fulfilment(item("А", 1, 1))) == []


def test_the_note_speaks_in_the_unit_of_the_user() -> None:
    note = calculate("programme.plan_fulfilment", fulfilment(item("А", 10, 8)))
    units = {line.result.unit for step in note.steps for line in getattr(step, "lines", ())}
    assert units == {"шт.", "pct"}
    assert note.result["value_unit"] == "шт."


# Rhythm


def rhythm(*periods: tuple[float, float]) -> dict[str, Any]:
    return {
        "qty_unit": "т",
        "periods": [
            {"label": str(place), "plan_qty": plan, "actual_qty": actual}
            for place, (plan, actual) in enumerate(periods, start=1)
        ],
    }


def test_overfulfilment_does_not_repair_the_rhythm() -> None:
    result = calculate("programme.rhythm", rhythm((10, 5), (10, 30))).result
    assert (result["fulfilment_pct"], result["rhythm_share"]) == (175, 0.75)
    assert (result["lost_output_qty"], result["lost_output_pct"]) == (5, 25)


def test_output_in_a_period_without_a_plan_is_not_credited() -> None:
    note = calculate("programme.rhythm", rhythm((10, 10), (0, 4)))
    periods: Any = note.result["periods"]
    assert periods[1] == {"label": "2", "credited_qty": 0, "fulfilment_pct": None}
    assert (note.result["rhythm_share"], note.result["fulfilment_pct"]) == (1, 140)
    assert [warning.code for warning in note.warnings] == ["unplanned_output"]


def test_without_any_plan_the_rhythm_is_undefined() -> None:
    result = calculate("programme.rhythm", rhythm((0, 4))).result
    keys = ("fulfilment_pct", "rhythm_share", "rhythm_pct", "lost_output_pct")
    assert [result[key] for key in keys] == [None] * 4
    assert result["lost_output_qty"] == 0


# Output values


def test_without_gross_output_the_net_share_is_undefined() -> None:
    given = dict.fromkeys(case("programme.output_values", "plant-year"), 0)
    note = calculate("programme.output_values", given)
    assert (note.result["net_share_pct"], note.result["gross_output_rub"]) == (None, 0)
    assert not note.warnings


def test_more_unsold_than_made_and_costs_beyond_output_are_warned_of() -> None:
    given = case("programme.output_values", "plant-year", unsold_end_rub=1e9, material_costs_rub=1e9)
    assert warnings("programme.output_values", given) == ["negative_sales", "negative_net_output"]


def test_every_number_of_the_output_is_required() -> None:
    given = case("programme.output_values", "plant-year", wip_start_rub=None, services_rub=-1)
    assert codes("programme.output_values", given) == {
        ("wip_start_rub", "missing"),
        ("services_rub", "out_of_range"),
    }


# Plan by quality


def quality(
    plan: list[float], actual: list[float], *, shares: tuple[float, ...] = (1, 0.5)
) -> dict[str, Any]:
    return {
        "grades": [{"name": str(place), "price_share": share} for place, share in enumerate(shares, start=1)],
        "products": [{"name": "Жакет", "price_rub": 10, "plan_qty": plan, "actual_qty": actual}],
    }


def test_every_grade_needs_its_quantity() -> None:
    assert codes("programme.quality_plan", quality([1, 2, 3], [1])) == {
        ("products[0].plan_qty", "bad_length"),
        ("products[0].actual_qty", "bad_length"),
    }


def test_a_product_without_output_has_no_coefficient() -> None:
    given = quality([3, 1], [0, 0])
    given["products"].append({"name": "Брюки", "price_rub": 5, "plan_qty": [1, 1], "actual_qty": [2, 0]})
    note = calculate("programme.quality_plan", given)
    products: Any = note.result["products"]
    assert products[0]["plan_coefficient"] == 0.875
    keys = ("actual_coefficient", "fulfilment_pct", "actual_first_pct", "effect_rub")
    assert [products[0][key] for key in keys] == [None] * 4
    assert (note.result["actual_coefficient"], note.result["effect_rub"]) == (1, 0.25 * 5 * 2)
    assert [warning.code for warning in note.warnings] == ["no_output"]


def test_a_programme_without_output_is_undefined() -> None:
    result = calculate("programme.quality_plan", quality([0, 0], [0, 0])).result
    assert (result["plan_coefficient"], result["fulfilment_pct"], result["effect_rub"]) == (None, None, 0)


def test_a_plan_of_worthless_grades_has_no_fulfilment() -> None:
    result = calculate("programme.quality_plan", quality([0, 4], [4, 0], shares=(1, 0))).result
    assert (result["plan_coefficient"], result["fulfilment_pct"], result["effect_rub"]) == (0, None, 40)
