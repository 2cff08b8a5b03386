"""The day's task of the bakery feeds its technological plan."""

import json
from pathlib import Path
from typing import Any

import pytest

from potok.methods import method
from potok.operations.calculations.errors import UnknownFillerError
from potok.operations.calculations.fillers import Choice, fill, filler_named
from potok.operations.calculations.services.saving import save_calculation
from potok.operations.catalog import clock
from potok.operations.people.acting import SYSTEM

CASES = Path(__file__).parents[3] / "data" / "cases"
PLAN = "bakery.technological_plan"


def given_of(method_id: str, name: str) -> dict[str, Any]:
    case = json.loads((CASES / method_id / f"{name}.json").read_text(encoding="utf-8"))
    return dict(case["given"])


def task(sort: str, kg: float) -> dict[str, Any]:
    """A day's task of one sort in one oven."""
    return {
        "shifts": 2,
        "changeover_h": 0.25,
        "ovens": [{"name": "Печь 5", "hours_per_shift": 11}],
        "products": [{"name": sort, "plan_kg": kg, "ovens": [{"name": "Печь 5", "kg_per_h": 100}]}],
    }


def test_sorts_kilograms_ovens_and_shifts_of_the_task_are_not_typed_again(demo_database: None) -> None:
    with pytest.raises(UnknownFillerError):
        filler_named(PLAN, "daily")
    number = save_calculation(
        SYSTEM, method_id="bakery.daily_plan", given=given_of("bakery.daily_plan", "two-ovens-two-shifts")
    ).number
    taken = fill(filler_named(PLAN, "daily"), Choice())
    assert [(row["name"], row["plan_kg"], row["ovens"]) for row in taken.given["products"]] == [
        ("Батон", 1800, ["Печь 1"]),
        ("Булка", 1300, ["Печь 2", "Печь 1"]),
        ("Пирог", 300, ["Печь 2"]),
    ]
    assert (taken.given["date"], taken.given["shifts"]) == (clock.today().isoformat(), 2)
    assert (taken.given["shift_h"], taken.given["break_min"], taken.given["changeover_min"]) == (11, 0, 30)
    assert number in taken.remarks[0]
    assert taken.remarks[1:] == ("Нормы сортов введите: Батон, Булка, Пирог.",)


def test_norms_of_a_sort_that_was_planned_before_come_with_its_new_task(demo_database: None) -> None:
    before = given_of(PLAN, "gippo-day")
    sort = before["products"][1]["name"]
    save_calculation(SYSTEM, method_id=PLAN, given=before)
    save_calculation(SYSTEM, method_id="bakery.daily_plan", given=task(sort, 160))
    taken = fill(filler_named(PLAN, "daily"), Choice())
    assert (taken.given["shift_h"], taken.given["break_min"]) == (12, 60)
    assert taken.given["corrections"] == before["corrections"]
    result: Any = method(PLAN).run(taken.given, record=False).result
    assert [product["name"] for product in result["products"]] == [sort]
    assert result["products"][0]["needed_pcs"] == 800
    assert {bowl["oven"] for bowl in result["bowls"]} == {"Печь 5"}
