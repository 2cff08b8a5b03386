"""Which limit a measurement is held against, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from builders.sheets import recomputed
from potok.methods import calculate
from potok.notes.errors import InvalidInputError


def limit(parameter: str = "noise", period: str = "any", **ends: Any) -> dict[str, Any]:
    return {"parameter": parameter, "period": period, "unit": "дБА", **ends}


def measurement(
    value: float, parameter: str = "noise", period: str = "warm", place: str = "Цех"
) -> dict[str, Any]:
    return {"place": place, "parameter": parameter, "period": period, "value": value}


def conditions(limits: list[dict[str, Any]], measurements: list[dict[str, Any]]) -> dict[str, Any]:
    return {"limits": limits, "measurements": measurements}


def deviations(limits: list[dict[str, Any]], *values: float, period: str = "warm") -> list[float]:
    given = conditions(limits, [measurement(value, period=period) for value in values])
    rows: Any = calculate("safety.conditions", given).result["rows"]
    return [row["deviation"] for row in rows]


def codes(given: dict[str, Any]) -> set[tuple[str, str]]:
    with pytest.raises(InvalidInputError) as refused:
        calculate("safety.conditions", given)
    return {(str(problem.field), problem.code) for problem in refused.value.problems}


def test_the_ends_of_a_limit_belong_to_it() -> None:
    assert deviations([limit(min=20, max=23)], 19, 20, 21.5, 23, 25) == [-1, 0, 0, 0, 2]
    assert deviations([limit(min=None, max=80)], -5, 80, 81) == [0, 0, 1]
    assert deviations([limit(min=2)], 1, 2, 99) == [-1, 0, 0]
    assert deviations([limit(min=5, max=5)], 4, 5, 6) == [-1, 0, 1]


def test_the_limit_of_the_period_goes_before_that_of_any_period() -> None:
    limits = [limit(max=80), limit(period="cold", max=60)]
    assert deviations(limits, 70, period="cold") == [10]
    assert deviations(limits, 70, period="warm") == [0]
    assert deviations(limits, 70, period="any") == [0]


def test_a_measurement_without_a_limit_is_refused() -> None:
    given = conditions([limit(period="cold", max=60)], [measurement(1), measurement(1, "dust")])
    assert codes(given) == {
        ("measurements[0].parameter", "unknown_reference"),
        ("measurements[1].parameter", "unknown_reference"),
    }


def test_a_limit_without_ends_and_one_upside_down_are_refused() -> None:
    given = conditions([limit(), limit("dust", min=6, max=2)], [measurement(1)])
    assert codes(given) == {("limits[0]", "missing_form"), ("limits[1].min", "out_of_range")}


def test_two_limits_of_one_parameter_and_period_are_refused() -> None:
    given = conditions([limit(max=80), limit(max=70)], [measurement(1)])
    assert codes(given) == {("limits[1].parameter", "duplicate")}


def test_a_place_fails_once_in_the_order_of_the_measurements() -> None:
    measurements = [
        measurement(90, place="Б"),
        measurement(50, place="А"),
        measurement(85, place="А"),
        measurement(99, place="Б"),
    ]
    result = calculate("safety.conditions", conditions([limit(max=80)], measurements)).result
    assert (result["violations"], result["within_share"]) == (3, 0.25)
    assert result["places_failed"] == ["Б", "А"]


def test_the_cells_of_a_check_follow_the_limit_to_its_other_side() -> None:
    given = conditions([limit(min=20, max=23)], [measurement(24), measurement(22)])
    changed = {"limits[0].min": 25.0, "limits[0].max": 30.0}
    cells = recomputed(calculate("safety.conditions", given), changed)
    fresh = conditions([limit(min=25, max=30)], [measurement(24), measurement(22)])
    assert cells == pytest.approx(recomputed(calculate("safety.conditions", fresh)))
