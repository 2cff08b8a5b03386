"""What the methods of economics refuse, warn of and leave undefined."""

from typing import Any

import pytest

from potok.methods import calculate
from potok.notes.errors import InvalidInputError


def codes(method_id: str, given: dict[str, Any]) -> set[tuple[str, str]]:
    with pytest.raises(InvalidInputError) as refused:
        calculate(method_id, given)
    return {(str(problem.field), problem.code) for problem in refused.value.problems}


def warnings(method_id: str, given: dict[str, Any]) -> list[str]:
    return [warning.code for warning in calculate(method_id, given).warnings]


def indicators(*pairs: tuple[float, float]) -> dict[str, Any]:
    return {
        "rows": [
            {"key": f"k{place}", "name": f"П{place}", "unit": "шт.", "factory": factory, "project": project}
            for place, (factory, project) in enumerate(pairs)
        ]
    }


def test_an_indicator_that_the_factory_lacks_has_no_ratio() -> None:
    note = calculate("economics.indicators", indicators((0, 5), (4, 5)))
    none, quarter = note.result["rows"]
    assert (none["absolute"], none["relative"], none["growth_pct"]) == (5, None, None)
    assert (quarter["absolute"], quarter["relative"], quarter["growth_pct"]) == (1, 1.25, 25)
    assert [warning.code for warning in note.warnings] == ["no_base"]


def test_a_negative_base_is_warned_of() -> None:
    assert warnings("economics.indicators", indicators((-4, 5))) == ["negative_base"]


def test_the_deviation_has_the_unit_of_its_indicator() -> None:
    note = calculate("economics.indicators", indicators((4, 5)))
    (line,) = note.steps[0].lines  # type: ignore[union-attr]
    assert line.result.unit == "шт."


def test_two_indicators_of_one_key_are_refused() -> None:
    given = indicators((1, 2), (3, 4))
    given["rows"][1]["key"] = "k0"
    assert codes("economics.indicators", given) == {("rows[1].key", "duplicate")}


def output(**changed: float) -> dict[str, Any]:
    return {
        "full_days": 245,
        "short_days": 9,
        "vacation_days": 0,
        "full_day_h": 8,
        "short_day_h": 7,
        "output_per_shift_pcs": 300,
        "shifts": 1,
        "flows": 1,
        "first_grade_pct": 100,
        "second_grade_pct": 0,
        "second_grade_discount_share": 0.05,
        "price_rub": 1000,
    } | changed


def test_half_a_piece_of_a_short_shift_is_rounded_up() -> None:
    result = calculate("economics.output_plan", output(output_per_shift_pcs=300)).result
    assert (result["short_shift_output_exact_pcs"], result["short_shift_output_pcs"]) == (262.5, 263)
    assert result["annual_output_pcs"] == 300 * 245 + 9 * 263
    assert result["commodity_output_krub"] == result["annual_output_pcs"]


def test_a_vacation_longer_than_the_year_and_grades_above_the_whole_are_refused_together() -> None:
    given = output(vacation_days=300, second_grade_pct=1)
    assert codes("economics.output_plan", given) == {
        ("vacation_days", "bad_value"),
        ("second_grade_pct", "bad_value"),
    }


def test_the_vacation_taken_from_the_shop_and_the_ungraded_rest_are_warned_of() -> None:
    note = calculate(
        "economics.output_plan", output(vacation_days=24, first_grade_pct=90, second_grade_pct=5)
    )
    assert [warning.code for warning in note.warnings] == ["vacation_stops_the_shop", "ungraded"]
    assert "7\u202f200 шт." in note.warnings[0].text
    assert note.result["sort_coefficient_share"] == pytest.approx(0.9475)
    assert warnings("economics.output_plan", output()) == []


def test_a_short_day_longer_than_the_full_one_is_warned_of() -> None:
    assert warnings("economics.output_plan", output(short_day_h=9)) == ["short_day_is_longer"]


def test_a_year_of_vacation_leaves_the_short_days() -> None:
    result = calculate("economics.output_plan", output(vacation_days=245)).result
    assert (result["planned_full_days"], result["annual_output_pcs"]) == (0, 9 * 263)


def saving(*rows: tuple[float, float, float], **changed: float) -> dict[str, Any]:
    return {
        "output_after": 1000,
        "months_active": 6,
        "released_people": 2,
        "annual_hours": 1800,
        "resources": [
            {
                "name": f"Р{place}",
                "unit": "кг",
                "norm_before": before,
                "norm_after": after,
                "price_rub": price,
            }
            for place, (before, after, price) in enumerate(rows)
        ],
    } | changed


def test_labour_alone_may_be_saved() -> None:
    result = calculate("economics.resource_saving", saving()).result
    assert (result["annual_saving_rub"], result["plan_saving_rub"]) == (0, 0)
    assert (result["labour_saving_man_h"], result["labour_saving_plan_man_h"]) == (3600, 1800)


def test_a_new_resource_has_no_saving_in_per_cent() -> None:
    result = calculate("economics.resource_saving", saving((0, 2, 10), (4, 3, 10))).result
    assert [row["saving_pct"] for row in result["resources"]] == [None, 25]
    assert [row["annual_saving"] for row in result["resources"]] == [-2000, 1000]


def test_an_overspend_and_people_without_hours_are_warned_of() -> None:
    given = saving((1, 2, 10), annual_hours=0)
    assert warnings("economics.resource_saving", given) == ["no_hours", "overspend"]


def test_impossible_savings_are_refused_together() -> None:
    assert codes("economics.resource_saving", saving((-1, 0, 1), months_active=13, output_after=0)) == {
        ("resources[0].norm_before", "out_of_range"),
        ("months_active", "out_of_range"),
        ("output_after", "out_of_range"),
    }
