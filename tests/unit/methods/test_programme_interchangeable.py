"""What the share of a plan on interchangeable equipment depends on, and what is refused."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from potok.methods import calculate
from potok.notes.errors import InvalidInputError


def codes(given: dict[str, Any]) -> set[tuple[str, str]]:
    with pytest.raises(InvalidInputError) as refused:
        calculate("programme.interchangeable", given)
    return {(str(problem.field), problem.code) for problem in refused.value.problems}


def presses(*products: tuple[float, dict[str, Any]], **funds: float) -> dict[str, Any]:
    return {
        "equipment": [{"name": name, "count_pcs": 1, "fund_h": fund} for name, fund in funds.items()],
        "products": [
            {"name": f"И{place}", "plan_qty": plan, "time_h": times}
            for place, (plan, times) in enumerate(products, start=1)
        ],
    }


def share(given: dict[str, Any]) -> float:
    result: Any = calculate("programme.interchangeable", given).result
    found: float = result["fulfilment_share"]
    return found


def test_one_product_uses_all_equipment() -> None:
    assert share(presses((100, {"А": 1, "Б": 2}), А=50, Б=60)) == pytest.approx(0.8)


def test_products_go_where_they_are_made_relatively_fastest() -> None:
    # Alone on its best machine each product is made to the plan: 10·1 and 10·1 hours of 10.
    assert share(presses((10, {"А": 1, "Б": 5}), (10, {"А": 5, "Б": 1}), А=10, Б=10)) == pytest.approx(1)
    given = presses((10, {"А": 1, "Б": 5}), (10, {"А": 5, "Б": 1}), А=10, Б=10)
    assert calculate("programme.interchangeable", given).result["plan_feasible"] is True


def test_a_missing_time_a_null_and_a_machine_without_time_mean_the_same() -> None:
    assert share(presses((10, {"А": 2}), А=10, Б=10)) == pytest.approx(0.5)
    assert share(presses((10, {"А": 2, "Б": None}), А=10, Б=10)) == pytest.approx(0.5)
    assert share(presses((10, {"А": 2, "Б": 1}), А=10, Б=0)) == pytest.approx(0.5)


def test_a_product_that_nothing_can_make_stops_the_plan() -> None:
    note = calculate("programme.interchangeable", presses((10, {"А": 2}), (5, {}), А=100))
    products: Any = note.result["products"]
    assert (note.result["fulfilment_share"], note.result["plan_feasible"]) == (0, False)
    assert [row["capacity_qty"] for row in products] == [0, 0]
    assert [warning.code for warning in note.warnings] == ["no_equipment", "plan_infeasible"]


def test_a_product_outside_the_plan_needs_no_equipment() -> None:
    assert share(presses((10, {"А": 1}), (0, {}), А=10)) == pytest.approx(1)


@pytest.mark.parametrize("size", [1e-9, 1e-4, 1e6, 1e12])
def test_the_size_of_the_plan_does_not_disturb_the_share(size: float) -> None:
    given = presses((2 * size, {"А": 1, "Б": 3}), (size, {"А": 2}), А=100, Б=30)
    # With s = k·size: y + z = 2s, y + 2s = 100 hours on А, 3z = 30 hours on Б.
    assert share(given) * size == pytest.approx(27.5)


def test_times_far_apart_do_not_disturb_the_share() -> None:
    # On А the first product takes next to nothing, on Б next to forever; the second decides.
    given = presses((1e6, {"А": 1e-15, "Б": 1e9}), (10, {"А": 1}), (1e-9, {"Б": 1e-6}), А=5, Б=1)
    assert share(given) == pytest.approx(0.5)


def test_unknown_types_and_an_empty_plan_are_refused() -> None:
    assert codes(presses((10, {"В": 1}), А=10)) == {("products[0].time_h.В", "unknown_reference")}
    assert codes(presses((0, {"А": 1}), А=10)) == {("products", "bad_value")}
    assert codes(presses((1, {"А": 0}), А=10)) == {("products[0].time_h.А", "out_of_range")}


def test_the_solver_is_loaded_when_it_is_needed_only() -> None:
    program = (
        "import sys; from potok.methods import method; method('programme.interchangeable'); "
        "print('highspy' in sys.modules)"
    )
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "False"
