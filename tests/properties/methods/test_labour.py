"""Identities of catalogue chapters 70, 85 and 95 on any shop."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from potok.methods import calculate

several = settings(max_examples=50, deadline=None)
rates = st.integers(50, 900).map(float)
hours = st.floats(1, 200).map(lambda number: round(number, 1))
shares = st.floats(0, 1).map(lambda number: round(number, 3))


@given(st.integers(5, 40), st.integers(0, 4), st.floats(0, 30), st.floats(0, 12), st.sampled_from([6, 8, 12]))
@several
def test_the_calendar_is_days_off_absence_and_effective_days(
    cycle: int, off: int, vacation: float, illness: float, shift: int
) -> None:
    given_data = {
        "calendar_days": 365,
        "shift_cycle_days": cycle,
        "days_off_in_cycle": off,
        "holidays_days": 0,
        "absences": {"vacation_days": vacation, "illness_days": illness},
        "shift_h": shift,
        "reduced_hours_h": 3,
    }
    result = calculate("labour.time_balance", given_data).result
    days = result["days_off_days"] + result["absence_days"] + result["effective_days"]
    assert days == pytest.approx(365)
    assert abs(result["days_off_days"] - result["days_off_exact_days"]) <= 0.5
    assert result["list_coefficient"] * result["time_use_pct"] == pytest.approx(100)
    assert result["effective_h"] + 3 == pytest.approx(result["effective_days"] * shift)


@given(st.integers(1, 60), st.integers(1, 4), st.floats(0.5, 12), st.floats(1, 2))
@several
def test_a_list_headcount_is_never_below_attendance_and_norms_of_output_and_time_agree(
    units: int, shifts: int, norm: float, coefficient: float
) -> None:
    groups = [
        {"name": "А", "mode": "service_norm", "units_pcs": units, "shifts": shifts, "service_norm_pcs": norm},
        {
            "name": "Б", "mode": "staff_norm", "units_pcs": units, "shifts": shifts,
            "staff_norm_people": 1 / norm,
        },
        {
            "name": "В", "mode": "output_norm", "annual_output": 9000, "output_norm_per_h": norm,
            "norm_coef": coefficient,
        },
        {
            "name": "Г", "mode": "time_norm", "annual_output": 9000, "time_norm_h": 1 / norm,
            "norm_coef": 1 / coefficient,
        },
    ]  # fmt: skip
    data = {"nominal_fund_h": 1700 * coefficient, "effective_fund_h": 1700, "groups": groups}
    result = calculate("labour.headcount", data).result
    by_service, by_staff, by_output, by_time = result["groups"]
    assert by_service["attendance_exact_people"] == pytest.approx(by_staff["attendance_exact_people"])
    assert by_output["list_exact_people"] == pytest.approx(by_time["list_exact_people"])
    for found in (by_service, by_staff):
        assert found["list_people"] >= found["attendance_people"]
        assert 0 <= found["attendance_people"] - found["attendance_exact_people"] + 1e-9 < 1 + 1e-8
    assert result["list_people_total"] == sum(found["list_people"] for found in result["groups"])


members = st.lists(st.tuples(rates, hours, st.floats(0.1, 2)), min_size=1, max_size=8)


@given(rows=members, fund=st.floats(0, 1e6))
@several
@pytest.mark.parametrize("guaranteed", [True, False])
def test_a_brigade_earns_its_fund_whatever_the_participation(
    rows: list[tuple[float, float, float]], fund: float, *, guaranteed: bool
) -> None:
    data = {
        "fund_rub": fund,
        "tariff_guaranteed": guaranteed,
        "members": [
            {"name": f"Р{place}", "hourly_rate_rub": rate, "worked_h": worked, "ktu": ktu}
            for place, (rate, worked, ktu) in enumerate(rows)
        ],
    }
    result = calculate("labour.ktu_distribution", data).result
    assert result["total_rub"] == pytest.approx(fund, abs=1e-6)
    assert sum(member["share"] for member in result["members"]) == pytest.approx(1)
    scaled = [{**member, "ktu": 3 * member["ktu"]} for member in data["members"]]  # type: ignore[attr-defined]
    again = calculate("labour.ktu_distribution", {**data, "members": scaled}).result
    for member, other in zip(result["members"], again["members"], strict=True):
        assert member["total_rub"] == pytest.approx(other["total_rub"], abs=1e-6)


@given(st.integers(1, 6), st.floats(0, 50), st.integers(0, 5))
@several
def test_a_supplement_never_exceeds_the_limit_of_the_grade(grade: int, assessed: float, met: int) -> None:
    worker = {"name": "Р", "grade": grade, "hourly_rate_rub": 300, "worked_h": 100}
    workers = [{**worker, "assessed_pct": assessed}, {**worker, "criteria_met": met}]
    data = {"max_pct": {"3": 12, "4": 16}, "criteria_total": 5, "workers": workers}
    result = calculate("labour.skill_supplement", data).result
    for found in result["workers"]:
        assert found["granted_pct"] <= found["max_pct"] + 1e-9
        assert found["capped"] == (found is result["workers"][0] and assessed > found["max_pct"])
    whole = result["supplement_total_rub"] + result["tariff_total_rub"]
    assert sum(found["total_rub"] for found in result["workers"]) == pytest.approx(whole)


@given(shares, shares, st.floats(0, 200), st.lists(st.integers(0, 300), min_size=1, max_size=6, unique=True))
@several
def test_a_scale_is_read_as_a_table(
    common: float, individual: float, volume: float, steps: list[int]
) -> None:
    scale = [{"from_pct": start, "bonus_pct": (start * 7) % 13} for start in sorted(steps)]
    person = {"name": "А", "salary_rub": 1000, "common_share": common, "individual_share": individual}
    team = {"name": "Э", "salary_rub": 1000, "volume": volume, "volume_last_year": 100, "scale": scale}
    data = {
        "bonus_share_max": 0.1,
        "common_weight": 0.4,
        "individual_weight": 0.6,
        "net_profit_cumulative_rub": 1,
        "staff": [person],
        "dispatch": [team],
    }
    result = calculate("labour.result_bonus", data).result
    reached = [step["bonus_pct"] for step in scale if step["from_pct"] <= volume + 1e-9]
    assert result["dispatch"][0]["bonus_pct"] == pytest.approx(reached[-1] if reached else 0)
    assert result["staff"][0]["bonus_rub"] == pytest.approx(100 * (0.4 * common + 0.6 * individual))


@st.composite
def rosters(draw: st.DrawFn) -> dict[str, Any]:
    """Any roster: patterns, offsets and calendars of all lengths."""
    shifts = draw(st.integers(1, 4))
    pattern = draw(st.lists(st.integers(0, shifts), min_size=1, max_size=20))
    offsets = draw(st.lists(st.integers(-30, 30), min_size=1, max_size=6))
    return {
        "crews": len(offsets),
        "shift_h": 6,
        "shifts_per_day": shifts,
        "pattern": pattern,
        "offsets_days": offsets,
        "calendar_days": draw(st.integers(1, 400)),
        "annual_norm_h": 500,
        "evening_h": [1] * shifts,
        "night_h": draw(st.lists(st.integers(0, 5), min_size=shifts, max_size=shifts)),
        "people_per_crew": 2,
    }


@given(rosters())
@several
def test_counting_whole_cycles_agrees_with_walking_through_the_year(data: dict[str, Any]) -> None:
    result = calculate("labour.shift_schedule", data).result
    pattern = data["pattern"]
    for offset, crew in zip(data["offsets_days"], result["crews"], strict=True):
        worked = [pattern[(day + offset) % len(pattern)] for day in range(data["calendar_days"])]
        assert crew["work_days"] == sum(shift > 0 for shift in worked)
        assert crew["work_days"] + crew["days_off"] == data["calendar_days"]
        assert crew["night_h"] == sum(data["night_h"][shift - 1] for shift in worked if shift)
        assert crew["evening_h"] == crew["work_days"]
        assert crew["overtime_h"] == max(0, 6 * crew["work_days"] - 500)
    man_hours = 2 * sum(crew["night_h"] for crew in result["crews"])
    assert result["night_man_h"] == man_hours
    slots = data["shifts_per_day"] * len(pattern)
    assert 0 <= result["uncovered_shifts"] + result["doubled_shifts"] <= slots
    assert result["covered"] == (result["uncovered_shifts"] == 0)


@given(st.integers(1, 90), st.integers(0, 30), st.integers(1, 3), st.integers(1, 4))
@several
def test_the_shop_is_the_flow_times_shifts_and_flows(
    people: int, absence: int, shifts: int, flows: int
) -> None:
    item = {"name": "Машина", "quantity_per_flow_pcs": 7, "units_per_item": 3}
    data = {
        "specialties": [{"name": "А", "people": people}, {"name": "Б", "people": 2}],
        "absence_pct": absence,
        "shifts": shifts,
        "flows": flows,
        "process_equipment": [item],
        "energy_equipment": [item],
        "mechanic_norm_units": 100,
        "electrician_norm_units": 100,
        "output_per_shift_pcs": 300,
        "inspection_norm_pcs": 200,
        "shop_area_m2": 700,
        "cleaning_norm_m2": 650,
    }
    result = calculate("labour.staffing", data).result
    assert result["listed_people"] == math.floor(result["listed_exact"] + 0.5 + 1e-9)
    assert result["attending_people"] + result["reserve_people"] == result["listed_people"]
    assert result["shop_listed_people"] == result["listed_people"] * shifts * flows
    shop = sum(found["shop_people"] for found in result["specialties"])
    assert shop == result["shop_attending_people"]
    assert result["mechanics_exact"] == result["electricians_exact"]


@given(
    st.lists(
        st.tuples(st.integers(1, 9), rates, st.integers(0, 50), st.integers(1, 12)), min_size=1, max_size=9
    )
)
@several
def test_categories_add_up_to_the_salary_fund(rows: list[tuple[int, float, int, int]]) -> None:
    positions = [
        {
            "category": f"К{place % 3}", "title": f"Д{place}", "people": people, "monthly_salary_rub": salary,
            "bonus_pct": pct, "months": months,
        }
        for place, (people, salary, pct, months) in enumerate(rows)
    ]  # fmt: skip
    result = calculate("labour.salary_fund", {"positions": positions}).result
    assert result["fund_rub"] + result["bonus_rub"] == pytest.approx(result["total_rub"])
    for key in ("people", "fund_rub", "bonus_rub", "total_rub"):
        assert sum(found[key] for found in result["categories"]) == pytest.approx(result[key])
    assert sum(found["people_pct"] for found in result["categories"]) == pytest.approx(100)
