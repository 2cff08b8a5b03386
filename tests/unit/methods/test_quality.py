"""What the methods of quality refuse, warn of, and the forms their cases do not show."""

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


# Losses from defects


def defects(**changes: Any) -> dict[str, Any]:
    return case("quality.defects", "c01-supplier-claims", **changes)


def test_relative_figures_are_left_out_without_gross_output() -> None:
    given = defects()
    del given["gross_output_cost_rub"]
    assert set(calculate("quality.defects", given).result) == {
        "defects_abs_rub",
        "compensation_rub",
        "loss_abs_rub",
    }


def test_claims_are_nothing_unless_given_and_the_note_says_so() -> None:
    note = calculate("quality.defects", defects(supplier_claims_rub=None))
    assert note.result["compensation_rub"] == 31200 + 18400
    assert [item.path for item in note.inputs if item.assumed] == ["supplier_claims_rub"]


def test_a_compensation_beyond_the_defects_leaves_a_negative_loss() -> None:
    note = calculate("quality.defects", defects(withheld_from_guilty_rub=600000))
    assert note.result["loss_abs_rub"] == 508800 - 31200 - 600000 - 27100
    assert [warning.code for warning in note.warnings] == ["compensated_beyond_loss"]


def test_negative_money_and_no_output_are_refused() -> None:
    assert codes("quality.defects", defects(scrap_cost_rub=-1, gross_output_cost_rub=0)) == {
        ("scrap_cost_rub", "out_of_range"),
        ("gross_output_cost_rub", "out_of_range"),
    }


# Effect of improvement


def effect(**changes: Any) -> dict[str, Any]:
    return case("quality.improvement_effect", "c01-price-rise", **changes)


def test_a_dearer_product_at_the_old_price_loses_profit() -> None:
    result = calculate("quality.improvement_effect", effect(price_after_rub=1200)).result
    assert result["revenue_change_rub"] == 0
    assert result["profit_change_rub"] == -85 * 4000


def test_sales_beyond_output_are_warned_of() -> None:
    assert warnings("quality.improvement_effect", effect(sales_qty=5000)) == ["more_sold_than_made"]


# Indicators


def indicators(*labels: str, **changes: Any) -> dict[str, Any]:
    first = case("quality.indicators", "two-years")["periods"][0]
    return {"periods": [{**first, "label": label, **changes} for label in labels]}


def test_one_period_has_no_change() -> None:
    changes: Any = calculate("quality.indicators", indicators("2026")).result["changes_pp"]
    assert set(changes.values()) == {0}
    assert len(changes) == 8


def test_the_change_runs_from_the_first_period_to_the_last() -> None:
    given = indicators("I", "II", "III")
    given["periods"][1]["new_rub"] = 80000000
    given["periods"][2]["new_rub"] = 0
    result: Any = calculate("quality.indicators", given).result
    assert result["changes_pp"]["new_pct"] == pytest.approx(-100 * 92 / 840)


def test_parts_beyond_the_whole_are_warned_of() -> None:
    given = indicators("I", certified_rub=90000000, exported_developed_rub=12500001)
    assert warnings("quality.indicators", given) == ["beyond_output", "beyond_export"]


def test_a_period_without_output_is_refused() -> None:
    assert codes("quality.indicators", indicators("I", output_rub=0)) == {
        ("periods[0].output_rub", "out_of_range")
    }


# Sampling


def sampling(**changes: Any) -> dict[str, Any]:
    return case("quality.sampling", "jacket-3-of-10", **changes)


def chances(**changes: Any) -> list[float]:
    points: Any = calculate("quality.sampling", sampling(**changes)).result["points"]
    return [point["accept_probability"] for point in points]


def test_an_acceptance_number_above_zero_adds_terms() -> None:
    # 3 of 10, one defective allowed, 2 in the lot: (C(8,3) + 2·C(8,2)) / C(10,3).
    assert chances(acceptance_number=1, defectives=[2]) == [pytest.approx((56 + 56) / 120)]


def test_a_lot_that_is_checked_whole_is_accepted_by_its_defectives_alone() -> None:
    assert chances(sample_pcs=10, acceptance_number=2, defectives=[0, 1, 2, 3]) == [1, 1, 1, 0]


def test_an_acceptance_number_of_the_sample_accepts_everything() -> None:
    given = sampling(acceptance_number=3)
    assert chances(acceptance_number=3) == pytest.approx([1.0] * 7)
    assert warnings("quality.sampling", given) == ["everything_accepted"]


def test_large_lots_are_computed_exactly() -> None:
    # A sample of 500 out of 10 000 with one defective misses it in 95 lots of 100.
    assert chances(lot_pcs=10000, sample_pcs=500, defectives=[1, 10000]) == [pytest.approx(0.95), 0]


def test_no_assumed_defectives_leave_no_points() -> None:
    result: Any = calculate("quality.sampling", sampling(defectives=[])).result
    assert (result["points"], result["inspectors_people"]) == ([], 2)


def test_samples_and_defectives_beyond_the_lot_are_refused() -> None:
    assert codes("quality.sampling", sampling(sample_pcs=11, defectives=[3, 12])) == {
        ("sample_pcs", "out_of_range"),
        ("defectives[1]", "out_of_range"),
    }
    assert codes("quality.sampling", sampling(lot_pcs=10_000_000, acceptance_number=501)) == {
        ("lot_pcs", "out_of_range"),
        ("acceptance_number", "out_of_range"),
    }
    assert codes("quality.sampling", sampling(sample_pcs=0, defectives=[1.5])) == {
        ("sample_pcs", "out_of_range"),
        ("defectives[0]", "out_of_range"),
    }


def test_an_unusual_number_of_workers_for_an_inspector_is_warned_of() -> None:
    assert warnings("quality.sampling", sampling(workers_per_inspector=40)) == ["unusual_inspector_load"]


def test_a_whole_number_of_inspectors_is_not_rounded_up() -> None:
    assert calculate("quality.sampling", sampling(workers_people=75)).result["inspectors_people"] == 3


def test_the_cells_of_a_sampling_plan_follow_the_acceptance_number_and_the_lot() -> None:
    cells = recomputed(calculate("quality.sampling", sampling()), {"acceptance_number": 2.0, "lot_pcs": 12.0})
    fresh = calculate("quality.sampling", sampling(acceptance_number=2, lot_pcs=12))
    assert cells == pytest.approx(recomputed(fresh))


# Analysis of defects


def defect(loss: float, cause: str = "Сырьё", centre: str = "Цех 1", **changes: Any) -> dict[str, Any]:
    return {
        "cause": cause,
        "centre": centre,
        "kind": "internal",
        "repairable": False,
        "loss_rub": loss,
        **changes,
    }


def analysis(*periods: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "profitability_share": 0.2,
        "periods": [
            {"label": str(place), "output_cost_rub": 1000, "defects": period}
            for place, period in enumerate(periods, start=1)
        ],
    }


def test_equal_losses_stay_in_the_order_of_appearance() -> None:
    rows = [defect(5, "В"), defect(0.1, "А"), defect(7, "Б"), defect(0.2, "А"), defect(0.3, "Г")]
    result: Any = calculate("quality.defect_analysis", analysis(rows)).result
    assert [row["name"] for row in result["by_cause"]] == ["Б", "В", "А", "Г"]
    assert result["by_cause"][-1]["cumulative_pct"] == pytest.approx(100)
    assert result["growth_pct"] == 100


def test_causes_and_centres_are_those_of_the_last_period() -> None:
    given = analysis([defect(5, "А", "Ц1")], [defect(9, "В")], [defect(2, "Б", "Ц2", kind="external")])
    result: Any = calculate("quality.defect_analysis", given).result
    assert [row["name"] for row in result["by_cause"]] == ["Б"]
    assert [row["name"] for row in result["by_centre"]] == ["Ц2"]
    assert (result["growth_pct"], result["lost_profit_rub"]) == (40, pytest.approx(0.4))
    assert [row["external_loss_rub"] for row in result["periods"]] == [0, 0, 2]


def test_a_first_period_without_defects_leaves_the_growth_undefined() -> None:
    note = calculate("quality.defect_analysis", analysis([], [defect(4)]))
    assert note.result["growth_pct"] is None
    assert [warning.code for warning in note.warnings] == ["no_first_loss"]


def test_a_last_period_without_defects_has_no_causes() -> None:
    result = calculate("quality.defect_analysis", analysis([defect(4)], [])).result
    assert (result["by_cause"], result["by_centre"]) == ([], [])
    assert (result["growth_pct"], result["lost_profit_rub"]) == (0, 0)


def test_defects_that_cost_nothing_have_no_share() -> None:
    result: Any = calculate("quality.defect_analysis", analysis([defect(0)])).result
    assert result["by_cause"] == [{"name": "Сырьё", "loss_rub": 0, "share_pct": None, "cumulative_pct": None}]


def test_an_unknown_kind_of_defect_is_refused() -> None:
    given = analysis([defect(1, kind="hidden"), defect(-1)])
    assert codes("quality.defect_analysis", given) == {
        ("periods[0].defects[0].kind", "unknown_choice"),
        ("periods[0].defects[1].loss_rub", "out_of_range"),
    }
