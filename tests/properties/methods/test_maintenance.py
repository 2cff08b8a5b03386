"""Identities of catalogue chapter 50 on any machines."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from potok.methods import calculate

several = settings(max_examples=50, deadline=None)
hours = st.floats(0, 60).map(lambda number: round(number, 1))


@st.composite
def funds(draw: st.DrawFn) -> dict[str, Any]:
    return {
        "calendar_days": draw(st.sampled_from([365, 366])),
        "work_hours_per_day": draw(st.sampled_from([8, 16, 24])),
        "full_days_off": draw(st.integers(0, 60)),
        "partial_days": draw(st.integers(0, 52)),
        "partial_day_work_h": draw(st.sampled_from([0, 6, 8])),
        "communications_days": draw(st.integers(0, 10)),
        "tech_downtime_h": draw(hours),
    }


def intervals(draw: st.DrawFn) -> dict[str, Any]:
    return {
        "capital_interval_h": draw(st.sampled_from([2000, 8640, 17260, 17280, 21600, 43200])),
        "current_interval_h": draw(st.sampled_from([500, 720, 1440, 2160, 2880, 5000, 9000])),
        "capital_downtime_h": draw(hours),
        "current_downtime_h": draw(st.floats(0, 12)),
    }


@st.composite
def cycles(draw: st.DrawFn) -> dict[str, Any]:
    count = draw(st.integers(1, 5))
    machines = [{"name": f"М{place}", **intervals(draw)} for place in range(count)]
    return {**draw(funds()), "conventional_year_h": 8640, "machines": machines}


@given(cycles())
@several
def test_the_funds_and_downtimes_of_a_cycle_add_up(cycle: dict[str, Any]) -> None:
    result = calculate("maintenance.ppr_cycle", cycle).result
    parts = ("regime_downtime_h", "communications_downtime_h", "nominal_fund_h")
    assert sum(result[key] for key in parts) == pytest.approx(result["calendar_fund_h"])
    for machine in result["machines"]:
        assert machine["current_repairs"] == machine["repairs_total"] - 1
        spent = machine["effective_fund_h"] + machine["repair_downtime_h_per_year"]
        assert spent + cycle["tech_downtime_h"] == pytest.approx(result["nominal_fund_h"])
        extensive = machine["extensive_use_share"] * result["calendar_fund_h"]
        assert extensive == pytest.approx(machine["effective_fund_h"])
    assert result["effective_fund_min_h"] == min(
        machine["effective_fund_h"] for machine in result["machines"]
    )


@st.composite
def charts(draw: st.DrawFn) -> dict[str, Any]:
    machines = []
    for place in range(draw(st.integers(1, 3))):
        machine = {"name": f"М{place}", **intervals(draw)}
        month = st.integers(1, 12)
        if draw(st.booleans()):
            machine |= {
                "last_capital_years_before": draw(st.integers(1, 6)),
                "last_capital_month": draw(month),
            }
        else:
            machine |= {"first_repair_month": draw(month), "capital_month": draw(st.none() | month)}
        machines.append(machine)
    return {
        **draw(funds()),
        "tech_downtime_h": 0,
        "capital_repair_offtime_h": draw(hours),
        "current_repairs_in_offtime": draw(st.booleans()),
        "machines": machines,
    }


@given(charts())
@several
def test_the_marks_of_a_chart_are_its_counts_and_its_downtime(chart: dict[str, Any]) -> None:
    result = calculate("maintenance.ppr_schedule", chart).result
    for given_machine, machine in zip(chart["machines"], result["machines"], strict=True):
        counts = zip(machine["capital_repairs_by_month"], machine["current_repairs_by_month"], strict=True)
        assert machine["schedule"] == ["К" * capital + "Т" * current or "-" for capital, current in counts]
        assert len(machine["schedule"]) == 12
        assert sum(machine["current_repairs_by_month"]) == machine["current_repairs"]
        assert sum(machine["capital_repairs_by_month"]) == machine["capital_repairs"]
        downtime = (
            machine["capital_repairs"] * given_machine["capital_downtime_h"]
            + machine["current_repairs"] * given_machine["current_downtime_h"]
        )
        assert machine["repair_downtime_h"] == pytest.approx(downtime)
        assert machine["working_time_loss_h"] <= downtime + 1e-9
    assert result["repair_downtime_total_h"] == pytest.approx(
        sum(machine["repair_downtime_h"] for machine in result["machines"])
    )


def walked(machine: dict[str, Any]) -> list[str]:
    """The chart of a machine by walking from repair to repair."""
    year, step, capital_step = 8640.0, machine["current_interval_h"], machine["capital_interval_h"]
    if "first_repair_month" in machine:
        slot = 720.0 * machine["first_repair_month"]
        month = machine["capital_month"]
        capital = float("inf") if month is None else 720.0 * month
    else:
        elapsed = 720 * (12 * machine["last_capital_years_before"] - machine["last_capital_month"])
        slot = step - elapsed % step
        overdue = slot if slot <= year else 720.0
        capital = capital_step - elapsed if elapsed < capital_step else overdue
    cells = [""] * 12
    while min(slot, capital) <= year:
        point = min(slot, capital)
        mark = "К" if capital == point else "Т"
        cells[math.ceil(point / 720) - 1] += mark
        slot = point + step
        if mark == "К":
            capital = point + capital_step
    return ["".join(sorted(cell)) or "-" for cell in cells]


@given(charts())
@several
def test_the_counts_of_a_year_are_those_of_a_walk_from_repair_to_repair(chart: dict[str, Any]) -> None:
    result = calculate("maintenance.ppr_schedule", chart).result
    for machine, found in zip(chart["machines"], result["machines"], strict=True):
        assert found["schedule"] == walked(machine)
