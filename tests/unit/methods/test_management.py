"""What the methods of management refuse, warn of, and the forms their cases do not show."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from builders.cases import CASES, read_case
from builders.sheets import recomputed
from potok.methods import calculate
from potok.notes.errors import InvalidInputError


def case(method_id: str, name: str) -> dict[str, Any]:
    given: dict[str, Any] = copy.deepcopy(read_case(CASES / method_id / f"{name}.json")["given"])
    return given


def codes(method_id: str, given: dict[str, Any]) -> set[tuple[str, str]]:
    with pytest.raises(InvalidInputError) as refused:
        calculate(method_id, given)
    return {(str(problem.field), problem.code) for problem in refused.value.problems}


# Better office work


def office(**meetings: Any) -> dict[str, Any]:
    given = case("management.improvement_effect", "office-improvement")
    given["meetings"].update(meetings)
    return given


def test_the_norm_and_the_cost_of_meetings_have_defaults() -> None:
    given = office(capex_rub=None)
    del given["en_share"]
    note = calculate("management.improvement_effect", given)
    assert note.result["annual_effect_rub"] == pytest.approx(99857.87234043)
    assert [item.path for item in note.inputs if item.assumed] == ["en_share", "meetings.capex_rub"]


def test_more_meetings_may_cost_all_gains_and_never_pay_back() -> None:
    note = calculate("management.improvement_effect", office(count_after=200))
    assert note.result["gain_meetings_rub"] < 0
    assert note.result["gain_total_rub"] < 0
    assert note.result["payback_years"] is None
    assert [warning.code for warning in note.warnings] == ["no_gain"]


def test_measures_that_cost_nothing_pay_back_at_once() -> None:
    given = office()
    given["standardisation"]["capex_rub"] = given["workplaces"]["capex_rub"] = 0
    result = calculate("management.improvement_effect", given).result
    assert (result["capex_rub"], result["payback_years"]) == (0, 0)
    assert result["annual_effect_rub"] == result["gain_total_rub"]


def test_per_cent_instead_of_shares_are_refused() -> None:
    given = office()
    given["workplaces"]["productivity_gain_share"] = 8
    given["document_work_share"] = 58
    assert codes("management.improvement_effect", given) == {
        ("workplaces.productivity_gain_share", "out_of_range"),
        ("document_work_share", "out_of_range"),
    }


def test_divisors_of_zero_are_refused() -> None:
    given = {**office(), "effective_h": 0, "service_years": 0}
    assert codes("management.improvement_effect", given) == {
        ("effective_h", "out_of_range"),
        ("service_years", "out_of_range"),
    }


def test_more_training_saved_than_there_is_is_warned_of() -> None:
    note = calculate("management.improvement_effect", {**office(), "training_months": 0.2})
    assert [warning.code for warning in note.warnings] == ["more_than_the_training"]


def test_the_cells_of_the_effect_follow_the_meetings() -> None:
    cells = recomputed(
        calculate("management.improvement_effect", office()),
        {"meetings.periods_per_year": 1.0, "meetings.count_after": 3.0},
    )
    fresh = calculate("management.improvement_effect", office(periods_per_year=1, count_after=3))
    assert cells == pytest.approx(recomputed(fresh))


# Complexity of the structure


def structure(*people: dict[str, Any], **changes: Any) -> dict[str, Any]:
    given = case("management.structure_complexity", "two-areas")
    given["units"] = [
        {"name": f"Ц{place}", "s_prod": 2, "people": item} for place, item in enumerate(people, start=1)
    ]
    return {**given, **changes}


def test_a_category_that_a_unit_does_not_name_has_nobody_there() -> None:
    result: Any = calculate(
        "management.structure_complexity", structure({"head": 1}, {"foreman": None})
    ).result
    assert [row["s_org"] for row in result["units"]] == [1, 0]
    assert [row["people"] for row in result["categories"]] == [1, 0]


def test_a_unit_without_managers_has_no_specific_load_and_stands_last() -> None:
    note = calculate("management.structure_complexity", structure({}, {"head": 2}, {"head": 1}))
    units: Any = note.result["units"]
    assert units[0]["s_spec"] is None
    assert note.result["ranking"] == ["Ц3", "Ц2", "Ц1"]
    assert "no_managers" in [warning.code for warning in note.warnings]


def test_equal_units_keep_the_order_of_the_list() -> None:
    people = ({"head": 2}, {"head": 1}, {"foreman": 2}, {"foreman": 4})
    result = calculate("management.structure_complexity", structure(*people)).result
    assert (result["ranking"], result["best_unit"]) == (["Ц2", "Ц3", "Ц1", "Ц4"], "Ц2")


def test_the_new_structure_takes_the_mean_complexity_unless_its_own_is_given() -> None:
    given = structure({"head": 1}, {"head": 1})
    given["units"][1]["s_prod"] = 5
    given["new_structure"]["s_prod"] = None
    note = calculate("management.structure_complexity", given)
    new: Any = note.result["new"]
    assert new["s_prod"] == 3.5
    assert "assumed_production" in [warning.code for warning in note.warnings]


def test_nobody_released_saves_nothing() -> None:
    for released in ([], None):
        note = calculate("management.structure_complexity", structure({"head": 5}, released=released))
        assert (note.result["released_people"], note.result["annual_wage_saving_rub"]) == (0, 0)
        assert note.result["people_reduction"] == 0
        assert [warning.code for warning in note.warnings] == []


def test_lists_that_do_not_agree_are_warned_of() -> None:
    note = calculate("management.structure_complexity", structure({"head": 5}))
    assert [warning.code for warning in note.warnings] == ["released_differ"]


def test_an_enterprise_without_managers_has_nothing_to_compare() -> None:
    result: Any = calculate("management.structure_complexity", structure({})).result
    assert result["existing"]["s_spec"] is None
    assert (result["s_spec_change_pct"], result["people_reduction_pct"]) == (None, None)
    assert result["people_reduction"] == -5


def test_unknown_categories_and_two_of_one_code_are_refused() -> None:
    assert codes("management.structure_complexity", structure({"boss": 1})) == {
        ("units[0].people.boss", "unknown_reference")
    }
    given = structure({"head": 1})
    given["categories"][1]["code"] = "head"
    assert codes("management.structure_complexity", given) == {("categories[1].code", "duplicate")}
