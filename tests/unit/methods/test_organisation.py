"""What the methods of organisation refuse, warn of and leave undefined."""

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


def output(*products: tuple[list[float], list[float]]) -> dict[str, Any]:
    return {
        "periods": ["1", "2", "3"],
        "products": [
            {"name": f"И{place}", "plan_t": plan, "actual_t": actual}
            for place, (plan, actual) in enumerate(products)
        ],
    }


def test_all_series_of_a_wrong_length_are_refused_together() -> None:
    assert codes("organisation.rhythm", output(([1, 2], [1, 2, 3, 4]))) == {
        ("products[0].plan_t", "bad_length"),
        ("products[0].actual_t", "bad_length"),
    }


def test_negative_output_is_refused() -> None:
    assert codes("organisation.rhythm", output(([1, 2, 3], [1, -2, 3]))) == {
        ("products[0].actual_t[1]", "out_of_range")
    }


def test_a_product_without_a_plan_has_no_rhythm() -> None:
    note = calculate("organisation.rhythm", output(([0, 0, 0], [1, 2, 3])))
    (product,) = note.result["products"]
    assert product["rhythm_coefficient_share"] is None
    assert product["missed_output_pct"] is None
    assert product["fulfilment_share"] == [None, None, None]
    assert note.result["total_rhythm_coefficient_share"] is None
    assert [warning.code for warning in note.warnings] == ["no_plan"]


def test_output_of_a_part_without_a_plan_is_warned_of() -> None:
    given = output(([5, 0, 5], [5, 1, 5]), ([1, 1, 1], [1, 1, 1]))
    assert warnings("organisation.rhythm", given) == ["unplanned_output", "one_measure"]


def test_a_surplus_of_one_part_covers_no_lack_of_another() -> None:
    result = calculate("organisation.rhythm", output(([10, 10, 10], [5, 15, 10]))).result
    assert result["total_rhythm_coefficient_share"] == pytest.approx(25 / 30)


def test_the_cells_of_the_rhythm_follow_the_actual_output() -> None:
    note = calculate("organisation.rhythm", output(([10, 10, 10], [5, 15, 10])))
    cells = recomputed(note, {"products[0].actual_t[0]": 12.0})
    fresh = calculate("organisation.rhythm", output(([10, 10, 10], [12, 15, 10])))
    assert cells == pytest.approx(recomputed(fresh))


def line(task: float, *capacities: float) -> dict[str, Any]:
    machines = [{"name": f"М{place}", "capacity_t_per_h": item} for place, item in enumerate(capacities)]
    return {"task_t_per_h": task, "equipment": machines}


def test_a_machine_without_capacity_is_refused() -> None:
    assert codes("organisation.proportionality", line(1, 0)) == {
        ("equipment[0].capacity_t_per_h", "out_of_range")
    }


def test_a_bottleneck_hidden_in_the_mean_is_warned_of() -> None:
    note = calculate("organisation.proportionality", line(1, 4, 0.8, 1, 0.8))
    assert note.result["limiting"] == "М1"
    assert note.result["bottlenecks"] == ["М1", "М3"]
    assert [warning.code for warning in note.warnings] == ["bottleneck"]


def schedule(*bars: tuple[float, float]) -> dict[str, Any]:
    return {
        "operations": [
            {"name": f"О{place}", "start_min": start, "finish_min": finish}
            for place, (start, finish) in enumerate(bars)
        ]
    }


def test_a_schedule_and_given_times_exclude_each_other() -> None:
    given = {**schedule((0, 5)), "simultaneous_times_min": [1], "cycle_min": 5}
    assert codes("organisation.parallelism", given) == {("", "exclusive_forms")}
    assert codes("organisation.parallelism", {}) == {("", "missing_form")}
    assert codes("organisation.parallelism", {"cycle_min": 5}) == {("simultaneous_times_min", "missing")}


def test_an_operation_that_ends_before_it_starts_is_refused() -> None:
    assert codes("organisation.parallelism", schedule((0, 5), (7, 6))) == {
        ("operations[1].finish_min", "out_of_range")
    }


def test_touching_ends_do_not_overlap_and_breaks_count_in_the_cycle() -> None:
    result = calculate("organisation.parallelism", schedule((0, 5), (5, 8), (9, 10))).result
    assert (result["cycle_min"], result["simultaneous_min"]) == (10, 0)


def test_three_operations_at_once_count_once() -> None:
    result = calculate("organisation.parallelism", schedule((0, 10), (2, 8), (4, 6))).result
    assert (result["simultaneous_min"], result["mean_concurrency"]) == (6, 1.8)


def test_a_schedule_without_time_is_refused() -> None:
    with pytest.raises(FormulaRefusedError, match="цикла равна нулю"):
        calculate("organisation.parallelism", schedule((3, 3)))


def test_given_times_beyond_the_cycle_are_warned_of() -> None:
    given = {"simultaneous_times_min": [4, 3], "cycle_min": 5}
    assert warnings("organisation.parallelism", given) == ["more_than_the_cycle"]
    assert calculate("organisation.parallelism", given).result == {"parallelism_share": 1.4}


def test_the_cells_of_a_schedule_follow_a_moved_operation() -> None:
    cells = recomputed(
        calculate("organisation.parallelism", schedule((0, 5), (5, 8), (6, 9))),
        {"operations[1].start_min": 3.0, "operations[0].finish_min": 7.0},
    )
    fresh = calculate("organisation.parallelism", schedule((0, 7), (3, 8), (6, 9)))
    assert cells == pytest.approx(recomputed(fresh))
