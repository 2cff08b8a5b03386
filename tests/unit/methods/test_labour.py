"""What the methods of working time, headcount and wages refuse, warn of and decide."""

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


def assert_live(
    method_id: str, given: dict[str, Any], path: str, number: float, changed: dict[str, Any]
) -> None:
    """Changing an input cell of the note of `given` gives the numbers of `changed`."""
    cells = recomputed(calculate(method_id, given), {path: number})
    assert cells == pytest.approx(recomputed(calculate(method_id, changed)), rel=1e-12)


def balance(**changes: Any) -> dict[str, Any]:
    given = {
        "calendar_days": 365,
        "shift_cycle_days": 8,
        "days_off_in_cycle": 4,
        "holidays_days": 0,
        "absences": {"vacation_days": 28, "illness_days": 5},
        "shift_h": 12,
        "reduced_hours_h": 0,
    }
    return {key: value for key, value in {**given, **changes}.items() if value is not None}


def test_half_a_day_off_is_rounded_up_and_missing_reasons_of_absence_are_none() -> None:
    result = calculate("labour.time_balance", balance()).result
    assert (result["days_off_exact_days"], result["days_off_days"]) == (182.5, 183)
    assert (result["absence_days"], result["effective_days"]) == (33, 149)


def test_days_off_given_directly_are_not_rounded() -> None:
    given = balance(shift_cycle_days=None, days_off_in_cycle=None, days_off_days=104.5)
    assert calculate("labour.time_balance", given).result["days_off_days"] == 104.5


def test_days_off_come_from_one_form_only() -> None:
    assert codes("labour.time_balance", balance(days_off_days=104)) == {("", "exclusive_forms")}
    without = balance(shift_cycle_days=None, days_off_in_cycle=None)
    assert codes("labour.time_balance", without) == {("", "missing_form")}
    assert codes("labour.time_balance", balance(days_off_in_cycle=None)) == {("days_off_in_cycle", "missing")}


def test_a_cycle_of_days_off_only_is_refused() -> None:
    assert codes("labour.time_balance", balance(days_off_in_cycle=8)) == {
        ("days_off_in_cycle", "out_of_range")
    }


def test_absence_longer_than_the_nominal_fund_is_refused() -> None:
    with pytest.raises(FormulaRefusedError, match="невыходы занимают весь номинальный фонд"):
        calculate("labour.time_balance", balance(absences={"vacation_days": 200}))


def test_shorter_shifts_that_leave_no_time_are_refused() -> None:
    with pytest.raises(FormulaRefusedError, match="сокращения смены не меньше самого фонда"):
        calculate("labour.time_balance", balance(reduced_hours_h=2000))


def test_days_off_and_holidays_of_the_whole_year_are_refused() -> None:
    given = balance(shift_cycle_days=None, days_off_in_cycle=None, days_off_days=355, holidays_days=10)
    with pytest.raises(FormulaRefusedError, match="весь календарный фонд"):
        calculate("labour.time_balance", given)


def test_holidays_of_a_continuous_process_are_warned_of() -> None:
    assert warnings("labour.time_balance", balance(holidays_days=12)) == ["holidays_in_continuous_work"]


def group(mode: str, **keys: Any) -> dict[str, Any]:
    return {"name": "Группа", "mode": mode, **keys}


def headcount(*groups: dict[str, Any], nominal: float = 2000) -> dict[str, Any]:
    return {"nominal_fund_h": nominal, "effective_fund_h": 1600, "groups": list(groups)}


def test_a_whole_attendance_does_not_grow_by_noise() -> None:
    given = headcount(group("staff_norm", units_pcs=3, shifts=1, staff_norm_people=1.1 / 3 + 1.9 / 3))
    found = calculate("labour.headcount", given).result["groups"][0]
    assert found["attendance_people"] == 3
    assert (found["list_exact_people"], found["list_people"]) == (3.75, 4)


def test_output_and_time_norms_know_no_attendance() -> None:
    by_output = group("output_norm", annual_output=8000, output_norm_per_h=2, norm_coef=1.25)
    by_time = group("time_norm", annual_output=8000, time_norm_h=0.5, norm_coef=0.8)
    result = calculate("labour.headcount", headcount(by_output, by_time)).result
    for found in result["groups"]:
        assert found["attendance_exact_people"] is None
        assert found["attendance_people"] is None
        assert found["list_exact_people"] == pytest.approx(2)
        assert found["list_people"] == 2
    assert result["list_people_total"] == 4


def test_a_mode_needs_its_keys_and_a_foreign_key_is_told() -> None:
    given = headcount(group("service_norm", units_pcs=4, shifts=3))
    assert codes("labour.headcount", given) == {("groups[0].service_norm_pcs", "missing")}
    whole = headcount(group("service_norm", units_pcs=4, shifts=3, service_norm_pcs=2, norm_coef=1))
    assert warnings("labour.headcount", whole) == ["unused_input"]


def test_zero_norms_and_unknown_modes_are_refused_all_at_once() -> None:
    given = headcount(group("service_norm", units_pcs=4, shifts=3, service_norm_pcs=0), group("other"))
    assert codes("labour.headcount", given) == {
        ("groups[0].service_norm_pcs", "out_of_range"),
        ("groups[1].mode", "unknown_choice"),
    }


def test_an_effective_fund_above_the_nominal_one_is_warned_of() -> None:
    given = headcount(group("staff_norm", units_pcs=1, shifts=1, staff_norm_people=1), nominal=1500)
    assert warnings("labour.headcount", given) == ["effective_above_nominal"]


def test_more_machines_change_the_rounded_headcount_in_the_cells() -> None:
    def given(units: float) -> dict[str, Any]:
        return headcount(group("service_norm", units_pcs=units, shifts=3, service_norm_pcs=4))

    assert_live("labour.headcount", given(4), "groups[0].units_pcs", 7, given(7))


def fund(**changes: Any) -> dict[str, Any]:
    zeros = (
        "bonus_share", "evening_man_h", "night_man_h", "holiday_days", "overtime_h_per_month",
        "brigadiers_people", "brigadier_share", "trainees_people", "trainee_pay_rub", "teen_reduced_h",
        "nursing_breaks_h", "vacation_days", "public_duty_days", "study_days", "severance_rub",
        "incentive_fund_rub",
    )  # fmt: skip
    return {
        **dict.fromkeys(zeros, 0),
        "effective_h": 1800,
        "effective_days": 225,
        "list_people": 10,
        "attendance_people": 8,
        "hourly_rate_rub": 200,
        "shift_h": 8,
        "evening_share": 0.2,
        "night_share": 0.4,
        **changes,
    }


def test_without_additions_all_funds_are_the_direct_one() -> None:
    result = calculate("labour.wage_fund", fund()).result
    direct = 1800 * 10 * 200
    assert result["direct_fund_rub"] == result["hourly_fund_rub"] == result["annual_fund_rub"] == direct
    assert (result["avg_hourly_rub"], result["avg_daily_rub"]) == (200, 1600)
    assert result["avg_monthly_rub"] == pytest.approx(direct / 10 / 12)


def test_teenagers_are_paid_by_the_average_hour_not_the_tariff_one() -> None:
    result = calculate("labour.wage_fund", fund(bonus_share=0.5, teen_reduced_h=2)).result
    assert result["teen_rub"] == pytest.approx(300 * 2 * 10)


def test_the_incentive_fund_is_divided_with_the_annual_one() -> None:
    result = calculate("labour.wage_fund", fund(incentive_fund_rub=50_000)).result
    assert result["avg_annual_rub"] == pytest.approx((1800 * 10 * 200 + 50_000) / 10)


def test_more_brigadiers_than_workers_and_no_workers_are_refused() -> None:
    assert codes("labour.wage_fund", fund(brigadiers_people=11)) == {("brigadiers_people", "out_of_range")}
    assert codes("labour.wage_fund", fund(list_people=0)) == {("list_people", "out_of_range")}


def test_hours_of_one_worker_in_place_of_all_are_warned_of() -> None:
    assert warnings("labour.wage_fund", fund(evening_man_h=12_000, night_man_h=12_000)) == [
        "more_special_hours_than_worked"
    ]
    assert warnings("labour.wage_fund", fund(attendance_people=12)) == ["attendance_above_list"]
    assert warnings("labour.wage_fund", fund(effective_days=200)) == ["hours_above_days"]


def tariff(**changes: Any) -> dict[str, Any]:
    given = {
        "rank_coef": 2,
        "base_rate_rub": 100,
        "extra_rate_rub": 0.005,
        "harm_coef": 1,
        "effective_h": 1800,
        "workers_people": 4,
        "bonus_share": 0.3,
        "night_share": 0.4,
        "holiday_share": 1,
        "crews": 5,
        "holiday_days": 10,
        **changes,
    }
    return {key: value for key, value in given.items() if value is not None}


def test_half_a_kopeck_is_rounded_up_and_defaults_are_shown_as_assumptions() -> None:
    note = calculate("labour.tariff_wage", tariff())
    assert note.result["hourly_rate_rub"] == pytest.approx(200.01)
    assert note.result["additional_rub"] == pytest.approx(0.1 * note.result["basic_rub"])
    assumed = {item.path for item in note.inputs if item.assumed}
    assert assumed == {
        "short_day_coef", "holiday_hours_per_day", "additional_share", "rate_rounding_rub"
    }  # fmt: skip


def test_a_rate_is_left_as_it_is_when_the_step_is_zero() -> None:
    result = calculate("labour.tariff_wage", tariff(rate_rounding_rub=0)).result
    assert result["hourly_rate_rub"] == result["hourly_rate_exact_rub"] == pytest.approx(200.005)


def test_the_cells_stop_rounding_when_the_step_becomes_zero() -> None:
    rounded, exact = tariff(rate_rounding_rub=1), tariff(rate_rounding_rub=0)
    assert_live("labour.tariff_wage", rounded, "rate_rounding_rub", 0, exact)


def test_another_number_of_crews_is_warned_of_as_an_analogy() -> None:
    assert warnings("labour.tariff_wage", tariff(crews=4)) == ["hours_by_analogy"]
    result = calculate("labour.tariff_wage", tariff(crews=4)).result
    assert (result["night_h_per_worker"], result["holiday_h_per_worker"]) == (450, 60)


def test_a_share_of_harm_instead_of_a_coefficient_is_refused() -> None:
    assert codes("labour.tariff_wage", tariff(harm_coef=0.24)) == {("harm_coef", "out_of_range")}
