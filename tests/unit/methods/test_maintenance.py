"""What the methods of maintenance refuse, warn of and where they put repairs."""

from typing import Any

import pytest

from builders.sheets import recomputed
from potok.methods import calculate
from potok.notes.errors import FormulaRefusedError, InvalidInputError

FUNDS = {
    "calendar_days": 365,
    "work_hours_per_day": 24,
    "full_days_off": 0,
    "partial_days": 0,
    "partial_day_work_h": 0,
    "communications_days": 0,
    "tech_downtime_h": 0,
}


def codes(method_id: str, given: dict[str, Any]) -> set[tuple[str, str]]:
    with pytest.raises(InvalidInputError) as refused:
        calculate(method_id, given)
    return {(str(problem.field), problem.code) for problem in refused.value.problems}


def machine(**changes: Any) -> dict[str, Any]:
    return {
        "name": "Пресс",
        "capital_interval_h": 8640,
        "current_interval_h": 2160,
        "capital_downtime_h": 100,
        "current_downtime_h": 10,
        **changes,
    }


def cycle(**changes: Any) -> dict[str, Any]:
    return {**FUNDS, "machines": [machine()], **changes}


def chart(*machines: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {
        **FUNDS,
        "capital_repair_offtime_h": 0,
        "current_repairs_in_offtime": False,
        "machines": list(machines),
        **changes,
    }


def marks(**changes: Any) -> str:
    result = calculate("maintenance.ppr_schedule", chart(machine(**changes))).result
    return " ".join(result["machines"][0]["schedule"])


def test_more_days_off_than_days_are_refused() -> None:
    assert codes("maintenance.ppr_cycle", cycle(full_days_off=300, partial_days=70)) == {
        ("full_days_off", "too_many_days")
    }


def test_a_year_without_working_hours_is_refused() -> None:
    with pytest.raises(FormulaRefusedError, match="рабочих часов в году нет"):
        calculate("maintenance.ppr_cycle", cycle(full_days_off=365))


def test_downtime_beyond_the_fund_is_refused() -> None:
    with pytest.raises(FormulaRefusedError, match="простои больше номинального фонда"):
        calculate("maintenance.ppr_cycle", cycle(machines=[machine(capital_downtime_h=9000)]))


def test_intervals_of_zero_are_refused() -> None:
    given = cycle(machines=[machine(capital_interval_h=0, current_interval_h=-1)])
    assert codes("maintenance.ppr_cycle", given) == {
        ("machines[0].capital_interval_h", "out_of_range"),
        ("machines[0].current_interval_h", "out_of_range"),
    }


def test_the_conventional_year_is_8640_hours_by_itself() -> None:
    note = calculate("maintenance.ppr_cycle", cycle())
    assert note.result["machines"][0]["capital_downtime_h_per_year"] == 100
    assert [item.path for item in note.inputs if item.assumed] == ["conventional_year_h"]


def test_a_half_repair_is_rounded_up_and_warned_of() -> None:
    note = calculate("maintenance.ppr_cycle", cycle(machines=[machine(current_interval_h=3456)]))
    assert note.result["machines"][0]["repairs_total"] == 3
    assert [warning.code for warning in note.warnings] == ["fractional_repairs"]


def test_a_current_interval_beyond_the_capital_one_leaves_one_repair() -> None:
    note = calculate("maintenance.ppr_cycle", cycle(machines=[machine(current_interval_h=20000)]))
    assert (note.result["machines"][0]["repairs_total"], note.result["machines"][0]["current_repairs"]) == (
        1,
        0,
    )
    assert [warning.code for warning in note.warnings] == ["current_after_capital"]


def test_the_cells_of_a_cycle_follow_an_interval() -> None:
    cells = recomputed(
        calculate("maintenance.ppr_cycle", cycle()), {"machines[0].current_interval_h": 1440.0}
    )
    fresh = calculate("maintenance.ppr_cycle", cycle(machines=[machine(current_interval_h=1440)]))
    assert cells == pytest.approx(recomputed(fresh))


def test_the_last_capital_repair_and_given_months_exclude_each_other() -> None:
    both = machine(last_capital_years_before=1, last_capital_month=3, first_repair_month=1)
    assert codes("maintenance.ppr_schedule", chart(both)) == {("machines[0]", "exclusive_forms")}
    assert codes("maintenance.ppr_schedule", chart(machine())) == {("machines[0]", "missing_form")}
    half = machine(last_capital_years_before=1)
    assert codes("maintenance.ppr_schedule", chart(half)) == {("machines[0].last_capital_month", "missing")}


def test_a_capital_month_next_to_the_last_capital_repair_is_refused() -> None:
    given = chart(machine(last_capital_years_before=1, last_capital_month=3, capital_month=4))
    assert codes("maintenance.ppr_schedule", given) == {("machines[0].capital_month", "exclusive_forms")}


def test_a_thirteenth_month_is_refused() -> None:
    assert codes("maintenance.ppr_schedule", chart(machine(first_repair_month=13))) == {
        ("machines[0].first_repair_month", "out_of_range")
    }


def test_the_count_begins_anew_after_a_capital_repair_between_slots() -> None:
    assert marks(first_repair_month=1, capital_month=6, current_interval_h=2880) == "Т - - - Т К - - - Т - -"


def test_a_capital_repair_due_at_the_end_of_the_year_belongs_to_it() -> None:
    # 4 months have passed since the end of August, the interval is 16 months.
    changes = {"last_capital_years_before": 1, "last_capital_month": 8, "capital_interval_h": 16 * 720}
    assert marks(**changes).endswith("К")


def test_an_overdue_capital_repair_takes_the_first_slot_and_is_warned_of() -> None:
    overdue = machine(last_capital_years_before=2, last_capital_month=1)
    note = calculate("maintenance.ppr_schedule", chart(overdue))
    assert note.result["machines"][0]["schedule"] == ["К", "-", "-", "Т"] + ["-", "-", "Т"] * 2 + ["-", "-"]
    assert [warning.code for warning in note.warnings] == ["capital_overdue"]


def test_an_overdue_machine_without_a_slot_in_the_year_is_repaired_in_january() -> None:
    changes = {"last_capital_years_before": 2, "last_capital_month": 1, "current_interval_h": 30000}
    assert marks(**changes) == "К - - - - - - - - - - -"


def test_a_short_capital_interval_comes_back_within_the_year() -> None:
    assert marks(first_repair_month=2, capital_month=2, capital_interval_h=4320) == "- К - - Т - - К - - Т -"


def test_a_capital_and_a_current_repair_may_share_a_month() -> None:
    assert marks(first_repair_month=1, capital_month=1, current_interval_h=360).startswith("К ТТ ТТ")
    changes = {
        "last_capital_years_before": 1,
        "last_capital_month": 12,
        "current_interval_h": 500,
        "capital_interval_h": 700,
    }
    assert marks(**changes).startswith("КТ КТ")


def test_repairs_outside_working_time_cost_less_of_it() -> None:
    given = chart(
        machine(first_repair_month=1, capital_month=4),
        capital_repair_offtime_h=40,
        current_repairs_in_offtime=True,
    )
    (found,) = calculate("maintenance.ppr_schedule", given).result["machines"]
    assert (found["repair_downtime_h"], found["working_time_loss_h"]) == (130, 60)


def test_the_cells_of_a_chart_count_repairs_of_a_changed_interval() -> None:
    note = calculate("maintenance.ppr_schedule", chart(machine(first_repair_month=1)))
    cells = recomputed(
        note, {"machines[0].current_interval_h": 2100.0, "machines[0].current_downtime_h": 20.0}
    )
    fresh = calculate(
        "maintenance.ppr_schedule",
        chart(machine(first_repair_month=1, current_interval_h=2100, current_downtime_h=20)),
    )
    assert cells == pytest.approx(recomputed(fresh))


def test_the_chart_is_drawn_machine_by_month() -> None:
    note = calculate("maintenance.ppr_schedule", chart(machine(first_repair_month=1, capital_month=4)))
    (figure,) = note.figures
    assert figure.kind == "grid"
    cells = figure.series[0].points
    assert len({cell["column"] for cell in cells}) == 12
    assert [(cell["column"], cell["label"]) for cell in cells if cell["label"]] == [
        ("январь", "Т"),
        ("апрель", "К"),
        ("июль", "Т"),
        ("октябрь", "Т"),
    ]
