"""What the methods of brigades, bonuses, rosters and sewing-shop wages refuse, warn of and decide."""

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


def brigade(fund: float, *, guaranteed: bool = True, ktu: float = 1) -> dict[str, Any]:
    members = [
        {"name": "А", "hourly_rate_rub": 300, "worked_h": 100, "ktu": ktu},
        {"name": "Б", "hourly_rate_rub": 200, "worked_h": 150, "ktu": ktu},
    ]
    return {"fund_rub": fund, "tariff_guaranteed": guaranteed, "members": members}


def test_a_fund_below_the_tariff_takes_from_the_members() -> None:
    note = calculate("labour.ktu_distribution", brigade(54_000))
    assert [warning.code for warning in note.warnings] == ["fund_below_tariff"]
    assert note.result["distributable_rub"] == -6000
    assert [member["total_rub"] for member in note.result["members"]] == [27_000, 27_000]


def test_a_brigade_without_weight_is_refused() -> None:
    with pytest.raises(FormulaRefusedError, match="сумма весов равна нулю"):
        calculate("labour.ktu_distribution", brigade(54_000, ktu=0))


def test_negative_participation_and_an_empty_brigade_are_refused() -> None:
    assert codes("labour.ktu_distribution", brigade(1, ktu=-1)) == {
        ("members[0].ktu", "out_of_range"),
        ("members[1].ktu", "out_of_range"),
    }
    given = {"fund_rub": 1, "tariff_guaranteed": False, "members": []}
    assert codes("labour.ktu_distribution", given) == {("members", "too_few_items")}


def skilled(**changes: Any) -> dict[str, Any]:
    worker = {"name": "Пекарь", "grade": 4, "hourly_rate_rub": 300, "worked_h": 100, **changes}
    return {"max_pct": {"4": 16}, "criteria_total": 6, "workers": [worker]}


def test_an_assessed_supplement_up_to_the_limit_is_not_capped() -> None:
    found = calculate("labour.skill_supplement", skilled(assessed_pct=16)).result["workers"][0]
    assert (found["granted_pct"], found["capped"]) == (16, False)


def test_an_assessed_supplement_of_a_grade_without_limit_is_capped_at_nothing() -> None:
    note = calculate("labour.skill_supplement", skilled(grade=2, assessed_pct=10))
    found = note.result["workers"][0]
    assert (found["max_pct"], found["granted_pct"], found["capped"]) == (0, 0, True)
    assert [warning.code for warning in note.warnings] == ["grade_without_limit", "supplement_capped"]


def test_a_supplement_is_either_assessed_or_by_criteria() -> None:
    assert codes("labour.skill_supplement", skilled(assessed_pct=10, criteria_met=3)) == {
        ("workers[0]", "exclusive_forms")
    }
    assert codes("labour.skill_supplement", skilled()) == {("workers[0]", "missing_form")}


def test_more_criteria_than_there_are_and_a_grade_that_is_no_number_are_refused() -> None:
    given = {**skilled(criteria_met=7), "max_pct": {"четвёртый": 16}}
    assert codes("labour.skill_supplement", given) == {
        ("max_pct.четвёртый", "bad_key"),
        ("workers[0].criteria_met", "out_of_range"),
    }


def test_the_cells_cap_a_supplement_that_grows_over_the_limit() -> None:
    low, high = skilled(assessed_pct=10), skilled(assessed_pct=30)
    assert_live("labour.skill_supplement", low, "workers[0].assessed_pct", 30, high)


SCALE = [
    {"from_pct": 90, "bonus_pct": 3},
    {"from_pct": 100, "bonus_pct": 8},
    {"from_pct": 110, "bonus_pct": 5},
]


def bonus(volume: float = 100, profit: float = 1, **changes: Any) -> dict[str, Any]:
    person = {"name": "Менеджер", "salary_rub": 50_000, "common_share": 1, "individual_share": 1, **changes}
    team = {
        "name": "Экспедиция",
        "salary_rub": 40_000,
        "volume": volume,
        "volume_last_year": 100,
        "scale": SCALE,
    }
    return {
        "bonus_share_max": 0.1,
        "common_weight": 0.4,
        "individual_weight": 0.6,
        "net_profit_cumulative_rub": profit,
        "staff": [person],
        "dispatch": [team],
    }


@pytest.mark.parametrize(("volume", "percent"), [(80, 0), (90, 3), (99.9, 3), (100, 8), (110, 5), (500, 5)])
def test_the_last_step_reached_counts_and_below_the_scale_there_is_nothing(
    volume: float, percent: float
) -> None:
    found = calculate("labour.result_bonus", bonus(volume)).result["dispatch"][0]
    assert found["bonus_pct"] == pytest.approx(percent)
    assert found["bonus_rub"] == pytest.approx(400 * percent)


def test_without_profit_only_the_dispatch_is_paid() -> None:
    note = calculate("labour.result_bonus", bonus(profit=0))
    assert [warning.code for warning in note.warnings] == ["no_profit"]
    assert note.result["paid"] is False
    assert note.result["staff"][0]["bonus_rub"] == 0
    assert note.result["total_rub"] == note.result["dispatch"][0]["bonus_rub"] == pytest.approx(3200)


def test_fulfilment_counts_from_nothing_to_whole() -> None:
    note = calculate("labour.result_bonus", bonus(common_share=1.3, individual_share=-0.2))
    assert [warning.code for warning in note.warnings] == ["fulfilment_limited"]
    assert note.result["staff"][0]["common_rub"] == pytest.approx(2000)
    assert note.result["staff"][0]["individual_rub"] == 0


def test_weights_that_are_not_one_together_are_warned_of() -> None:
    assert warnings("labour.result_bonus", {**bonus(), "common_weight": 0.5}) == ["weights_not_one"]


def test_nobody_to_pay_gives_nothing() -> None:
    result = calculate("labour.result_bonus", {**bonus(), "staff": [], "dispatch": []}).result
    assert (result["staff"], result["dispatch"], result["total_rub"]) == ([], [], 0)


def test_a_scale_that_does_not_ascend_is_refused() -> None:
    given = bonus()
    given["dispatch"][0]["scale"] = [SCALE[1], SCALE[0]]
    assert codes("labour.result_bonus", given) == {("dispatch[0].scale[1].from_pct", "not_ascending")}


def test_profit_that_disappears_takes_the_bonus_in_the_cells() -> None:
    assert_live("labour.result_bonus", bonus(), "net_profit_cumulative_rub", -5, bonus(profit=-5))
    assert_live("labour.result_bonus", bonus(100), "dispatch[0].volume", 95, bonus(95))


def position(category: str, **changes: Any) -> dict[str, Any]:
    return {
        "category": category,
        "title": "Должность",
        "people": 2,
        "monthly_salary_rub": 50_000,
        "bonus_pct": 20,
        "months": 6,
        **changes,
    }


def test_categories_stand_in_order_of_appearance_and_months_count() -> None:
    positions = [position("ИТР"), position("МОП", people=1), position("ИТР", months=12)]
    result = calculate("labour.salary_fund", {"positions": positions}).result
    assert [found["category"] for found in result["categories"]] == ["ИТР", "МОП"]
    assert result["positions"][0]["average_monthly_rub"] == pytest.approx(60_000)
    assert result["categories"][0]["people_pct"] == pytest.approx(80)
    assert result["total_rub"] == pytest.approx(1.2 * 50_000 * (2 * 6 + 6 + 2 * 12))


def test_a_position_without_people_or_months_is_refused() -> None:
    given = {"positions": [position("ИТР", people=0, months=13)]}
    assert codes("labour.salary_fund", given) == {
        ("positions[0].people", "out_of_range"),
        ("positions[0].months", "out_of_range"),
    }


def roster(**changes: Any) -> dict[str, Any]:
    return {
        "crews": 2,
        "shift_h": 12,
        "shifts_per_day": 1,
        "pattern": [1, 1, 0, 0],
        "offsets_days": [0, 2],
        "calendar_days": 10,
        "annual_norm_h": 60,
        "evening_h": [2],
        "night_h": [1],
        "people_per_crew": 3,
        **changes,
    }


def test_the_unfinished_cycle_at_the_end_counts_day_by_day() -> None:
    note = calculate("labour.shift_schedule", roster())
    days = [crew["work_days"] for crew in note.result["crews"]]
    assert days == [6, 4]
    assert [crew["overtime_h"] for crew in note.result["crews"]] == [12, 0]
    assert (note.result["evening_man_h"], note.result["night_man_h"]) == (60, 30)
    assert [warning.code for warning in note.warnings] == ["hours_below_norm"]


def test_gaps_and_doubles_of_one_cycle_are_counted() -> None:
    note = calculate("labour.shift_schedule", roster(offsets_days=[0, 1], annual_norm_h=0))
    assert (note.result["uncovered_shifts"], note.result["doubled_shifts"]) == (1, 1)
    assert note.result["covered"] is False
    assert [warning.code for warning in note.warnings] == ["uncovered_shifts", "doubled_shifts"]


def test_a_negative_offset_and_one_longer_than_the_cycle_turn_round() -> None:
    moved = calculate("labour.shift_schedule", roster(offsets_days=[4, -2])).result
    assert moved == calculate("labour.shift_schedule", roster()).result


def test_lists_of_the_wrong_length_and_unknown_shifts_are_refused() -> None:
    given = roster(offsets_days=[0], night_h=[1, 1], pattern=[1, 2])
    assert codes("labour.shift_schedule", given) == {
        ("offsets_days", "bad_length"),
        ("night_h", "bad_length"),
        ("pattern[1]", "out_of_range"),
    }


def test_evening_and_night_hours_longer_than_the_shift_are_refused() -> None:
    assert codes("labour.shift_schedule", roster(evening_h=[8], night_h=[6])) == {
        ("night_h[0]", "too_many_hours")
    }


def test_shifts_longer_than_a_day_are_warned_of() -> None:
    given = roster(shifts_per_day=3, evening_h=[0] * 3, night_h=[0] * 3, annual_norm_h=0)
    assert "overlapping_shifts" in warnings("labour.shift_schedule", given)


@pytest.mark.parametrize(
    ("path", "number", "changes"),
    [
        ("calendar_days", 23, {"calendar_days": 23}),
        ("offsets_days[0]", 1, {"offsets_days": [1, 2]}),
        ("pattern[3]", 1, {"pattern": [1, 1, 0, 1]}),
    ],
)
def test_the_cells_count_the_days_of_another_calendar_offset_and_pattern(
    path: str, number: float, changes: dict[str, Any]
) -> None:
    cells = recomputed(calculate("labour.shift_schedule", roster()), {path: number})
    wanted = recomputed(calculate("labour.shift_schedule", roster(**changes)))
    counted = {key for key in wanted if key not in ("uncovered_shifts", "doubled_shifts")}
    assert {key: cells[key] for key in counted} == pytest.approx({key: wanted[key] for key in counted})


def staffing(**changes: Any) -> dict[str, Any]:
    return {
        "specialties": [{"name": "Швеи", "people": 46}],
        "absence_pct": 8,
        "shifts": 2,
        "flows": 1,
        "process_equipment": [{"name": "Машины", "quantity_per_flow_pcs": 30, "units_per_item": 4}],
        "energy_equipment": [],
        "mechanic_norm_units": 120,
        "electrician_norm_units": 140,
        "output_per_shift_pcs": 100,
        "inspection_norm_pcs": 80,
        "shop_area_m2": 100,
        "cleaning_norm_m2": 650,
        **changes,
    }


def test_half_a_worker_is_rounded_up_and_nobody_is_told() -> None:
    note = calculate("labour.staffing", staffing())
    assert (note.result["listed_people"], note.result["reserve_people"]) == (50, 4)
    assert (note.result["inspectors_exact"], note.result["inspectors_people"]) == (2.5, 3)
    assert (note.result["energy_work_units"], note.result["electricians_people"]) == (0, 0)
    assert (note.result["mechanics_people"], note.result["auxiliary_people"]) == (2, 5)
    assert [warning.code for warning in note.warnings] == ["rounded_to_nobody"]


def test_absence_of_all_is_refused() -> None:
    assert codes("labour.staffing", staffing(absence_pct=100)) == {("absence_pct", "out_of_range")}


def wages(*time_workers: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {
        "annual_output_pcs": 1000,
        "piece_rate_rub": 500,
        "piece_bonus_pct": 20,
        "work_time_fund_h": 1800,
        "time_workers": list(time_workers),
        "minimum_hourly_rate_rub": 100,
        "evening_share": 0.2,
        "evening_time_fund_h": 900,
        "attending_piece_workers_people": 10,
        "listed_piece_workers_people": 11,
        "other_allowance_pct": 10,
        "juvenile_allowance_krub": 3,
        "mothers_allowance_krub": 2,
        "vacation_days": 24,
        "working_days": 240,
        "public_duties_pct": 1,
        "managers": [],
        "consumption_fund_pct": 15,
        "commodity_output_krub": 2200,
        **changes,
    }


def test_a_shop_without_time_workers_and_managers_has_a_fund() -> None:
    result = calculate("labour.piece_wage_fund", wages()).result
    assert result["hourly_fund_krub"] == pytest.approx(500 * 1.3 + 0.2 * 100 * 900 * 10 / 1000)
    assert result["daily_fund_krub"] == pytest.approx(result["hourly_fund_krub"] + 5)
    assert result["annual_fund_krub"] == pytest.approx(1.11 * result["daily_fund_krub"])
    assert (result["managers_fund_krub"], result["industrial_personnel_people"]) == (0, 11)
    assert result["commodity_per_worker_krub"] == pytest.approx(200)


def test_a_time_worker_has_a_rate_or_a_salary() -> None:
    both = {"name": "Слесарь", "people": 1, "hourly_rate_rub": 9, "monthly_salary_rub": 9, "bonus_pct": 0}
    neither = {"name": "Слесарь", "people": 1, "bonus_pct": 0}
    assert codes("labour.piece_wage_fund", wages(both, neither)) == {
        ("time_workers[0]", "exclusive_forms"),
        ("time_workers[1]", "missing_form"),
    }


def test_strange_funds_of_evenings_and_lists_are_warned_of() -> None:
    given = wages(evening_time_fund_h=2000, listed_piece_workers_people=9)
    assert warnings("labour.piece_wage_fund", given) == ["evening_above_fund", "listed_below_attending"]
